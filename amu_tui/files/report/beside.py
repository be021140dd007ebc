"""A written report beside the files of its session, and never in the place of one of them."""

import re
from pathlib import Path

from amu_tui.errors import UsageError
from amu_tui.files.disk.durable import replace, write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.ids import is_portable
from amu_tui.words import _

_NAME = re.compile(r"[^.\-~].*\.(?!toml$)[a-z]{2,5}", re.IGNORECASE)


def write(root: Path, content: str | bytes, name: str, *, force: bool) -> Path:
    """Write `content` as `name` into the session's folder `root`, whole, and return its path.

    Raises `AlreadyThere` where there is such a file, unless by `force`.
    """
    if not is_portable(name) or _NAME.fullmatch(name) is None:
        raise UsageError(
            _('"{name}" cannot be the name of a report').format(name=display_path(name))
        )
    path = root / name
    put = replace if force else write_once
    put(path, content.encode() if isinstance(content, str) else content)
    return path
