"""Two people on one action: the second is told, and what was saved is never lost."""

import os
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AlreadyThere, AmuError, Conflict
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.versions import EditedMeanwhile
from amu_tui.model.voting.ballot import Ballot, Choice

ACTION = Action(id="a1", theme="autonomy", aim="preserve", title="Talk about it")


def retitled(action: Action, title: str) -> Action:
    return msgspec.structs.replace(action, title=title)


def test_the_revision_counts_up(folder: SessionFolder) -> None:
    first = folder.save_action(msgspec.structs.replace(ACTION, revision=7), None)
    second = folder.save_action(retitled(first, "Talk more"), first.revision)
    assert (first.revision, second.revision) == (1, 2)
    assert folder.load().actions["a1"] == second
    assert [path.name for path in (folder.path / "actions").iterdir()] == ["a1.toml"]


def test_a_new_action_never_takes_the_place_of_another(folder: SessionFolder) -> None:
    folder.save_action(ACTION, None)
    with pytest.raises(AlreadyThere):
        folder.save_action(retitled(ACTION, "Other"), None)
    assert folder.load().actions["a1"].title == "Talk about it"


def test_the_second_of_two_editors_is_told_and_sees_both(folder: SessionFolder) -> None:
    read = folder.save_action(ACTION, None)
    theirs = SessionFolder(folder.path).save_action(retitled(read, "Theirs"), read.revision)
    with pytest.raises(Conflict) as raised:
        folder.save_action(retitled(read, "Ours"), read.revision)
    assert isinstance(raised.value, EditedMeanwhile)
    assert raised.value.theirs == theirs
    assert folder.load().actions["a1"].title == "Theirs"
    ours = folder.save_action(retitled(read, "Ours"), theirs.revision)
    assert folder.load().actions["a1"] == ours


def test_an_edit_of_what_was_removed_is_told(folder: SessionFolder) -> None:
    read = folder.save_action(ACTION, None)
    folder.remove_action("a1", read.revision)
    assert folder.load().actions == {}
    with pytest.raises(EditedMeanwhile) as raised:
        folder.save_action(retitled(read, "Ours"), read.revision)
    assert raised.value.theirs is None
    assert folder.load().actions == {}


def test_what_was_edited_is_not_removed(folder: SessionFolder) -> None:
    read = folder.save_action(ACTION, None)
    theirs = folder.save_action(retitled(read, "Theirs"), read.revision)
    with pytest.raises(EditedMeanwhile) as raised:
        folder.remove_action("a1", read.revision)
    assert raised.value.theirs == theirs
    assert folder.load().actions == {"a1": theirs}


def test_what_is_edited_while_it_is_removed_stays(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = folder.save_action(ACTION, None)
    folder.load()
    rename = os.replace

    def slow(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "replace", rename)
        SessionFolder(folder.path).save_action(retitled(read, "Theirs"), read.revision)
        rename(source, target)

    monkeypatch.setattr(os, "replace", slow)
    with pytest.raises(EditedMeanwhile) as raised:
        folder.remove_action("a1", read.revision)
    assert raised.value.theirs is not None
    assert folder.load().actions == {"a1": raised.value.theirs}
    assert [path.name for path in (folder.path / "actions").rglob("*.*")] == ["a1.toml"]


def test_an_action_that_people_have_voted_on_is_not_removed(folder: SessionFolder) -> None:
    read = folder.save_action(ACTION, None)
    folder.cast(Ballot(session="", round="actions", choice=Choice(preserve=("a1",))))
    with pytest.raises(AmuError, match="begun"):
        folder.remove_action("a1", read.revision)
    assert "a1" in folder.load().actions


def test_keys_of_another_version_survive_an_edit(folder: SessionFolder) -> None:
    read = folder.save_action(ACTION, None)
    path = folder.path / "actions" / "a1.toml"
    path.write_bytes(path.read_bytes() + b'\n[x_site]\nnote = "keep me"\nlist = [1, 2]\n')
    folder.save_action(retitled(read, "Edited"), read.revision)
    text = path.read_text()
    assert 'title = "Edited"' in text
    assert 'note = "keep me"' in text
    assert folder.load().problems == ()


def test_a_damaged_action_is_not_written_over(folder: SessionFolder) -> None:
    folder.save_action(ACTION, None)
    path = folder.path / "actions" / "a1.toml"
    path.write_bytes(b"schema = 1\n<<<<<<< HEAD\n")
    for change in (
        lambda: folder.save_action(ACTION, 1),
        lambda: folder.remove_action("a1", 1),
    ):
        with pytest.raises(AmuError, match="conflict"):
            change()
    assert path.read_bytes() == b"schema = 1\n<<<<<<< HEAD\n"


def test_a_try_that_could_not_be_confirmed_can_be_made_again(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = folder.save_action(ACTION, None)
    fsync, rename = os.fsync, os.replace
    renamed: list[object] = []

    def no_folder(fd: int) -> None:
        if renamed:
            raise OSError(5, "I/O error")
        fsync(fd)

    def noted(source: Path, target: Path) -> None:
        rename(source, target)
        renamed.append(target)

    monkeypatch.setattr(os, "fsync", no_folder)
    monkeypatch.setattr(os, "replace", noted)
    with pytest.raises(AmuError):
        folder.save_action(retitled(read, "Edited"), read.revision)
    monkeypatch.undo()
    assert folder.save_action(retitled(read, "Edited"), read.revision).title == "Edited"
    assert folder.load().actions["a1"].title == "Edited"
