"""What others have written comes into the program as the text that is shown of it."""

from pathlib import Path

import msgspec

from amu_tui.files.session.folder import SessionFolder
from tests.hostile import SHOWN, hostile_session

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
