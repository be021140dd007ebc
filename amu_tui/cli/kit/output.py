"""stdout is for data and stderr for messages; what goes out here is safe to show.

Written without `click.echo`, which sends UTF-8 to a terminal that has said it takes ASCII.
"""

import errno
import shutil
import sys
from pathlib import Path
from typing import Any

from amu_tui.cli.kit.streams import let_go
from amu_tui.errors import AmuError, ExitCode
from amu_tui.files.disk.os_errors import reason
from amu_tui.text import clean, inert
from amu_tui.words import N_, _

LONGEST_MESSAGE = 100_000
"""Characters of one message: even a table with very many problems ends."""


_NOBODY = {
    errno.EBADF: N_("standard output is closed"),
    errno.EPIPE: N_("whoever was to read it has gone"),
}


class Unread(AmuError):
    """Whoever read the output has gone, as `head` does: no failure, and nobody to tell."""

    exit_code = ExitCode.UNREAD


def put(text: str, *, saved: bool = False) -> bool:
    """Write data to stdout, ending in one line feed; whether it was written.

    Raises `AmuError` where it cannot be written.

    Args:
        saved: it tells of what is saved already. Where it cannot be written that is said, and
            no error: whoever is told that it failed does it again.
    """
    try:
        sys.stdout.write(inert(text).removesuffix("\n") + "\n")
        sys.stdout.flush()
    except OSError as error:
        let_go(sys.stdout)
        if error.errno == errno.EPIPE and not saved:
            raise Unread("") from None
        why = _NOBODY.get(error.errno or 0)
        message = _("not written: {reason}").format(reason=_(why) if why else reason(error))
        if not saved:
            raise AmuError(message) from None
        say(message)
        return False
    return True


def put_json(document: Any, *, saved: bool = False) -> None:
    """Write one JSON document to stdout: as it is, or escaped where stdout is not UTF-8."""
    from amu_tui.render.json_text import to_json

    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    put(to_json(document, escaped=encoding not in ("utf-8", "utf8")), saved=saved)


def say(message: str) -> None:
    """Tell the user something on stderr, if anybody takes it."""
    try:
        sys.stderr.write(clean(message, lines=True, limit=LONGEST_MESSAGE) + "\n")
        sys.stderr.flush()
    except OSError:
        let_go(sys.stderr)


def argument(path: Path | str) -> str:
    """A path as it is written on a command line, whatever it is called."""
    from amu_tui.files.disk.shell import line, operand

    return line(operand(Path(path)))


def columns() -> int:
    """Cells of a line on stdout; 80 where it is no terminal."""
    return shutil.get_terminal_size((80, 24)).columns


def draws() -> bool:
    """Whether the encoding of stdout has the signs that bars are drawn with."""
    try:
        "█▏├◆┤".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeError, LookupError):
        return False
    return True
