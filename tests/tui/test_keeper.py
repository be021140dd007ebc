"""What two programs of one user keep, each without knowing of the other."""

from pathlib import Path

from amu_tui.files.notes import PrivateNote, load_notes
from amu_tui.files.sessions import SessionFolder
from amu_tui.tui.keeper import Keeper
from tests.tui.opening import demo


def keeper(folder: Path) -> Keeper:
    """What a program that has just been started holds."""
    store = SessionFolder(folder)
    return Keeper(store.load(), store, lambda said: None)


def test_notes_that_two_programs_write_are_all_kept(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    one, other = keeper(folder), keeper(folder)
    one.put_note("autonomy", "preserve", "keep the home days")
    other.put_note("recognition", "improve", "say thanks")
    assert other.note("autonomy") == ("preserve", "keep the home days")
    one.undo()
    assert load_notes(one.session.info.key) == {
        "recognition": PrivateNote(mark="improve", text="say thanks")
    }
