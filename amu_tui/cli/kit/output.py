"""stdout is for data and stderr for messages; what goes out here is safe to show.

Written without `click.echo`, which sends UTF-8 to a terminal that has said it takes ASCII.
"""

import re
import shutil
import sys
from typing import Any

from amu_tui.text import clean

LONGEST_MESSAGE = 100_000
"""Characters of one message: even a table with very many problems ends."""


def put(text: str) -> None:
    """Write data to stdout, as it is; ends in one line feed."""
    sys.stdout.write(text.removesuffix("\n") + "\n")


def put_json(document: Any) -> None:
    """Write one JSON document to stdout: as it is, or escaped where stdout is not UTF-8."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    put(to_json(document, escaped=encoding not in ("utf-8", "utf8")))


def to_json(document: Any, *, escaped: bool = False) -> str:
    """`document` as people and programs read it, with a final line feed."""
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"
    return re.sub(r"[^\x00-\x7f]", _escape, text) if escaped else text


def _escape(sign: re.Match[str]) -> str:
    units = sign[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def say(message: str) -> None:
    """Tell the user something on stderr."""
    sys.stderr.write(clean(message, lines=True, limit=LONGEST_MESSAGE) + "\n")


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
