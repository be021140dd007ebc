"""Where a command writes: never over what it reads, nor over what is not its own to replace."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from amu_tui.errors import AlreadyThere, AmuError, Interrupted, UsageError
from amu_tui.files.places import SESSION, is_folder, status
from amu_tui.text import clean
from amu_tui.words import _

TABLES = (".csv", ".parquet")
"""How the name of a table that is written ends: it says what is in the file."""


def same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file on the disk, also by links; False where one is missing."""
    with suppress(OSError, ValueError):
        return path.samefile(other)
    return False


@contextmanager
def nothing_written() -> Iterator[None]:
    """Say, where this is interrupted, that nothing has been written."""
    try:
        yield
    except KeyboardInterrupt as error:
        if sys.stderr.isatty():
            sys.stderr.write("\n")  # below the ^C that the terminal shows
        raise Interrupted(_("interrupted; nothing was written")) from error


def refuse_input(out: Path, read: Iterable[tuple[Path, str]]) -> None:
    """Raise `AmuError` where `out` is one of the files that are read, each with what it is."""
    for path, what in read:
        if same(out, path):
            raise AmuError(what, path=out, hint=_("Name another file; nothing was written."))


def refuse_wrong_name(out: Path) -> None:
    """Raise `UsageError` where the name of a table does not say what will be in the file."""
    if out.suffix.lower() not in TABLES:
        raise UsageError(
            _("a table of results is written to a file whose name ends in .csv or .parquet"),
            path=out,
            hint=_("Name it {name}, for example.").format(name=f"{clean(out.stem)}.csv"),
        )


def refuse_no_file(out: Path) -> None:
    """Raise `AmuError` where `out` is there and is no file: a folder, a link, a device, a pipe.

    A name is put in the place of another, so that nothing is ever written through one; but the
    device, or the link to it, would be gone.
    """
    found = status(out)
    if found is None or stat.S_ISREG(found.st_mode):
        return
    if is_folder(out):
        raise AmuError(
            _("this is a folder"), path=out, hint=_("Name a file, for example report.md.")
        )
    raise AmuError(
        _("this is not a regular file, so it is not replaced"),
        path=out,
        hint=_("Name another file; nothing was written."),
    )


def write(out: Path, content: bytes, *, force: bool) -> None:
    """Write `out` whole or not at all; `AlreadyThere` where something is there, without `force`."""
    from amu_tui.files.disk.durable import replace, write_once

    if force:
        replace(out, content)
        return
    try:
        write_once(out, content)
    except AlreadyThere as error:
        error.raw_hint = _("Name another file, or write over it with --force.")
        raise


def refuse_session(out: Path, session: Path) -> None:
    """Raise `AmuError` where `out` is a file of a session, or would be taken for one.

    A report may lie beside `session.toml`, in any form but TOML. Links to files of `session` are
    found too; of other sessions, only what lies in their folder.
    """
    folder, target = (Path(os.path.realpath(path)) for path in (session, out))
    inside = any(
        parent == folder or os.path.lexists(parent / SESSION)
        for parent in target.parents[:2]
        if target.parent != parent or _is_part(target)
    )
    parts = (Path(at, name) for at, _folders, names in os.walk(folder) for name in names)
    if inside or any(same(out, part) for part in parts if part.parent != folder or _is_part(part)):
        raise AmuError(
            _("this is a file of a session, which a report does not replace"),
            path=out,
            hint=_("Name another file; nothing was written."),
        )


def _is_part(part: Path) -> bool:
    """Whether a file beside `session.toml` is part of the session."""
    return part.suffix.lower() == ".toml" or part.name.startswith(".")
