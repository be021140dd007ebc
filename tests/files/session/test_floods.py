"""Thousands of files among the actions neither hold a program up nor fill the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from amu_tui.errors import NotCounted
from amu_tui.files import toml
from amu_tui.files.disk import claims, crowds
from amu_tui.files.doctor import examine
from amu_tui.files.doctor.finding import ALIKE
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.session.unknown_keys import unknown_keys
from amu_tui.model.voting.ballot import Ballot, Choice
from tests.files.changes import ACTION


@pytest.fixture
def shared(folder: SessionFolder) -> SessionFolder:
    """A session by whose modes a group shares it."""
    folder.path.chmod(0o2750)
    return folder


def counting(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[Path]:
    """The paths that a function of `module` is called with from now on."""
    seen: list[Path] = []
    real: Callable[..., Any] = getattr(module, name)

    def call(path: Path, *args: Any, **kwargs: Any) -> Any:
        seen.append(path)
        return real(path, *args, **kwargs)

    monkeypatch.setattr(module, name, call)
    return seen


def junk(folder: SessionFolder, files: int) -> None:
    for number in range(files):
        (folder.path / "actions" / f"junk{number:04}.toml").write_text("a = 1\nx = [")


def test_a_few_files_of_an_owner_are_named_and_the_rest_counted(shared: SessionFolder) -> None:
    shared.save_action(ACTION, None)
    junk(shared, 30)
    session = shared.load()
    *named, rest = session.problems
    assert [one.path for one in named] == [f"actions/junk000{at}.toml" for at in range(crowds.FEW)]
    assert (rest.path, rest.notice) == ("actions", True)
    assert rest.message.startswith("22 more files of ")
    assert list(session.actions) == [ACTION.id]
    assert shared.refresh(session, frozenset({"actions"}))[0].problems == session.problems


def test_what_is_not_named_stops_the_count_where_a_ballot_names_it(shared: SessionFolder) -> None:
    shared.save_action(msgspec.structs.replace(ACTION, id="zz"), None)
    shared.cast(Ballot(session="", round="actions", choice=Choice(preserve=("zz",))))
    junk(shared, 30)
    assert shared.tally("actions").turnout == 1
    (shared.path / "actions" / "zz.toml").write_text("junk")
    with pytest.raises(NotCounted) as raised:
        shared.tally("actions")
    assert raised.value.path == shared.path / "actions" / "zz.toml"


def test_not_every_file_of_junk_is_read(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.save_action(ACTION, None)
    junk(folder, crowds.MOST_UNREAD + 50)
    read = counting(monkeypatch, toml, "find")
    *_named, rest = folder.load().problems
    of_actions = [path for path in read if path.parent.name == "actions"]
    assert len(of_actions) == crowds.MOST_UNREAD + 1  # and the one that is an action
    assert rest.message.startswith("51 more files of ")


def test_no_more_actions_are_read_than_a_meeting_writes(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowds, "MOST", 20)
    for number in range(30):
        path = folder.path / "actions" / f"b{number:02}.toml"
        path.write_bytes(toml.encode(msgspec.structs.replace(ACTION, id=path.stem)))
    session = folder.load()
    assert list(session.actions) == [f"b{number:02}" for number in range(20)]
    messages = [problem.message for problem in session.problems]
    assert messages[: crowds.FEW] == ["this file is not read"] * crowds.FEW
    assert messages[-1].startswith("2 more files of ")


def test_few_saves_that_were_cut_off_are_looked_at(
    shared: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(500):
        (shared.path / "actions" / f".tmp-abcdefgh-{number}").touch()
    monkeypatch.setattr(claims, "user_id", lambda: 54_000)
    looked = counting(monkeypatch, claims, "alive")
    *named, rest = shared.load().problems
    assert len(named) == len(looked) == crowds.FEW
    assert rest.message.startswith("492 more files of ")


def test_the_doctor_says_once_what_is_wrong_with_many_files(shared: SessionFolder) -> None:
    for number in range(300):
        (shared.path / "actions" / f".tmp-abcdefgh-{number}").touch()
    cut_off = "this temporary file was left by a program that was cut off"
    found = [one for one in examine(shared.path).findings if cut_off in one.message]
    *few, more = found
    assert [one.command[:2] for one in few] == ["rm"] * ALIKE
    assert (Path(more.path).name, more.command) == ("actions", "")
    assert more.message.startswith(f"{300 - ALIKE} more files here: {cut_off}")


def test_junk_is_not_searched_for_keys_without_effect(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = folder.save_action(ACTION, None)
    junk(folder, 5)
    session = folder.load()
    read = counting(monkeypatch, toml, "find_bytes")
    assert list(unknown_keys(folder.path, session)) == []
    assert [path.stem for path in read if path.parent.name == "actions"] == [saved.id]
