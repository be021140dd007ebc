"""What others have written comes into the program as the text that is shown of it."""

from pathlib import Path

import msgspec
import pytest

from amu_tui.files.session.folder import SessionFolder
from amu_tui.text import clean
from tests.hostile import HOSTILE, SHOWN, hostile_session, obeyed

OTHERS = [
    "A\x1b]52;c;x\x1b\\B",
    "\x1b]8;;http://x/\x1b\\y\x1b]8;;\x1b\\",
    "\x1b[c\x1b[>c\x1bP$qm\x1b\\",
    "\x1b_Ga=T;A\x1b\\",
    "cut off\x1b]0;",
    "\x1b[!p\x1b[2J\x1b[H",
    "x\x1b[99999999b",
    "\x1b(0\x0e\x1b[?1003h",
    "\x90q\x9c\x9fG\x9c",
    "no\rok\x0bb\x0cc\x0ed",
    "end\x1b",
    "[/red] x [@click=app.boom(]x",
    "[black on black]x [x] done",
    "\\[/] \\\\[/] [#12] A [bold",
    "[b]" * 30,
    "a b#c.d:e>f {x} %s",
    "a\u200e\u200f\u061cb",
    "\U0001f469\u200d\U0001f466" * 20,
    "\u2764\ufe0f" * 30,
    "\ufffe\uffff\ue000\U000e0041",
    "x" + "\t" * 20 + "x",
    "im\u00ad\u2060\u180e\u3164\u115fx",
    "\u2028\u2029\x85",
    "a" + "\u0301" * 50,
    "a\n  forged\n\nline",
]
PLACES = {
    *("actions owner", "actions text", "actions title", "instrument en", "previous title"),
    *("previous text", "results title", "results en", "results file", "rounds leader"),
    *("session leader", "session unit", "session round"),
}


def test_a_session_is_read_as_if_it_held_what_is_shown_of_it(tmp_path: Path) -> None:
    """So no screen, command or report can tell the two apart, whichever text it shows."""
    hostile, plain = tmp_path / "hostile", tmp_path / "plain"
    assert hostile_session(hostile) >= PLACES
    hostile_session(plain, SHOWN)
    loaded = [
        msgspec.structs.replace(SessionFolder(folder).load(), folder="")
        for folder in (hostile, plain)
    ]
    assert loaded[0] == loaded[1]
    assert SHOWN in loaded[0].info.unit
    assert loaded[0].problems == ()


@pytest.mark.parametrize("text", [HOSTILE, *OTHERS], ids=ascii)
def test_nothing_that_is_read_is_obeyed_in_any_place(tmp_path: Path, text: str, full: bool) -> None:
    if not full and text != OTHERS[-1]:
        pytest.skip("one of many; --full tries all")
    assert hostile_session(tmp_path / "session", text) >= PLACES
    session = SessionFolder(tmp_path / "session").load()
    shown = msgspec.json.encode(msgspec.structs.replace(session, folder="")).decode()
    assert obeyed(shown) == []
    assert "\\n" not in shown
    assert session.info.unit.startswith(clean(text))
