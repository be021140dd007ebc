"""What a TOML file must keep to before it is parsed.

The standard library's parser has no limits of its own: brackets within brackets exhaust the
stack, and a key of many parts takes time with the square of its length. A quick look at the
bytes, which is linear whatever they are, refuses both.
"""

import re

from amu_tui.words import N_, _

MAX_LINE = 8 * 1024
MAX_DEPTH = 32
MAX_DOTS = 16
MAX_BRACKETS = 20_000

_TEXTS = rb"\"\"\"|'''|\"(?:[^\"\\\n]|\\.)*+\"?|'[^'\n]*+'?|\#[^\n]*+|"
_BRACKETS = re.compile(_TEXTS + rb"[\[\]{}]")
_BRACKETS_AND_DOTS = re.compile(_TEXTS + rb"[\[\]{}.=,\n]")
_ENDS = {
    b'"""': re.compile(rb"(?:[^\"\\]|\\.|\"(?!\"\"))*+\"{3,5}", re.DOTALL),
    b"'''": re.compile(rb"(?:[^']|'(?!''))*+'{3,5}"),
}
_CONFLICT = re.compile(rb"^(?:<{7} |>{7} )", re.MULTILINE)


BY_HAND = N_(
    "Mend it in an editor: keep what is right of each pair and take out the lines with "
    "<<<<<<<, |||||||, ======= and >>>>>>>."
)
"""How to mend a file with an unresolved conflict that the program cannot take apart."""


def refusal(data: bytes, longest: int = 0) -> tuple[str, int] | None:
    """Why `data` is not to be parsed, and on which line (from 1); None where it is fine.

    Args:
        longest: characters of the longest text, where lines may be longer than most.
    """
    most = max(MAX_LINE, 4 * longest)
    if not data.strip():
        return _("the file is empty; writing it may have been cut off"), 1
    dotted = False
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line) > most:
            return _("the line is longer than {most} bytes").format(most=most), number
        dotted = dotted or line.count(b".") > MAX_DOTS
    if conflict := _CONFLICT.search(data):
        return _("git has left an unresolved conflict here"), _line(data, conflict.start())
    brackets = data.count(b"[") + data.count(b"{")
    if brackets > MAX_BRACKETS:
        return _("there are more than {most} tables and lists").format(most=MAX_BRACKETS), 1
    if brackets <= MAX_DEPTH and not dotted:
        return None
    return _nested(data, _BRACKETS_AND_DOTS if dotted else _BRACKETS)


def hint(data: bytes) -> str:
    """What to do about what is refused, where that is not plain."""
    return _(BY_HAND) if _CONFLICT.search(data) else ""


def _nested(data: bytes, tokens: re.Pattern[bytes]) -> tuple[str, int] | None:
    depth = dots = at = 0
    while token := tokens.search(data, at):
        sign, at = token.group(), token.end()
        if sign in _ENDS:
            end = _ENDS[sign].match(data, at)
            if end is None:
                return None  # the parser will say that the text has no end
            at = end.end()
        elif sign == b".":
            dots += 1
            if dots > MAX_DOTS:
                message = _("a key has more than {most} dots").format(most=MAX_DOTS)
                return message, _line(data, at)
        elif sign in b"[]{}=,\n":
            dots = 0
            if sign in b"[{":
                depth += 1
            elif sign in b"]}":
                depth -= 1
            if depth > MAX_DEPTH:
                message = _("brackets are nested more than {most} deep").format(most=MAX_DEPTH)
                return message, _line(data, at)
    return None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
