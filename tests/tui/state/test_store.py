"""What the store keeps and what it refuses, also beside another program of the same user."""

import datetime
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AmuError, Conflict, UsageError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user.notes import PrivateNote, load_notes
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Round
from amu_tui.tui.state.store import SessionStore
from tests.tui.opening import demo, stored
from tests.tui.rounds import cast, choose_themes, write_action


def store(folder: Path) -> SessionStore:
    """What a program that has just been started holds."""
    store = SessionFolder(folder)
    return SessionStore(store.load(), store, lambda said: None)


def test_notes_that_two_programs_write_are_all_kept(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    one, other = store(folder), store(folder)
    one.put_note("autonomy", "preserve", "keep the home days")
    other.put_note("recognition", "improve", "say thanks")
    assert other.note("autonomy") == ("preserve", "keep the home days")
    one.undo()
    assert load_notes(one.session.info.key) == {
        "recognition": PrivateNote(mark="improve", text="say thanks")
    }


def test_an_action_that_another_program_has_prioritised_keeps_its_place(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    action = write_action(folder, "Lunch")
    here = store(folder)
    day = datetime.date(2026, 3, 2)
    closed = Round(round="actions", closed=day, chosen=Choice(preserve=(action.id,)))
    SessionFolder(folder).close(closed)
    with pytest.raises(UsageError, match="its theme, aim and basket stay"):
        here.put_action(msgspec.structs.replace(action, basket="leader"))
    here.put_action(msgspec.structs.replace(action, title="A longer lunch"))
    (kept,) = stored(folder).actions.values()
    assert (kept.title, kept.basket) == ("A longer lunch", "ours")


def test_a_damaged_ballot_is_named_with_its_line_and_the_vote_goes_on(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    cast(folder, ("autonomy",))
    (ballot,) = (folder / "local" / "ballots" / "themes").glob("*.toml")
    ballot.write_text("schema = 1\nround = [\n")
    with pytest.raises(AmuError, match="the vote cannot be closed") as raised:
        store(folder).end_vote("themes")
    assert (raised.value.path, raised.value.line) == (ballot, 2)
    assert not SessionFolder(folder).box("themes").ended()


def test_what_came_in_while_a_form_was_open_is_not_overwritten_unseen(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    action = write_action(folder, "Lunch")
    here, other = store(folder), store(folder)
    other.put_action(msgspec.structs.replace(action, title="Theirs"))
    assert "actions" in here.take_in().parts
    assert here.session.actions[action.id].title == "Theirs"
    with pytest.raises(Conflict):
        here.put_action(msgspec.structs.replace(action, title="Mine"))
    with pytest.raises(Conflict):
        here.remove_action(action)
    assert stored(folder).actions[action.id].title == "Theirs"


def test_what_was_deleted_while_a_form_was_open_does_not_come_back_unseen(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    action = write_action(folder, "Lunch")
    here, other = store(folder), store(folder)
    other.remove_action(action)
    here.take_in()
    assert not here.session.actions
    mine = msgspec.structs.replace(action, title="Mine")
    with pytest.raises(Conflict):
        here.put_action(mine)
    here.take_theirs(action.id, None)
    here.put_action(mine)
    assert stored(folder).actions[action.id].title == "Mine"


def test_undo_does_not_take_back_what_others_have_saved_since(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    action = write_action(folder, "Lunch")
    here, other = store(folder), store(folder)
    here.put_action(msgspec.structs.replace(action, title="Mine"))
    other.take_in()
    other.put_action(msgspec.structs.replace(other.session.actions[action.id], title="Theirs"))
    here.take_in()
    here.undo()
    assert stored(folder).actions[action.id].title == "Theirs"


def test_undo_does_not_touch_what_was_taken_over_from_others(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    action = write_action(folder, "Lunch")
    here, other = store(folder), store(folder)
    here.put_action(msgspec.structs.replace(action, title="Mine"))
    other.take_in()
    other.put_action(msgspec.structs.replace(other.session.actions[action.id], title="Theirs"))
    here.take_theirs(action.id, other.session.actions[action.id])
    here.undo()
    assert stored(folder).actions[action.id].title == "Theirs"
