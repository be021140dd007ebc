"""Two clones that changed one action, by command: named, shown, mended as the user chooses."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from amu_tui.files import toml
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from tests.cli.conftest import Amu
from tests.cli.meeting.test_action import kept


@pytest.fixture
def action(amu: Amu, chosen: Path) -> str:
    """The id of an action in whose file git has left two versions."""
    return clash(amu, chosen)


def clash(amu: Amu, chosen: Path) -> str:
    what = ("--theme", "22", "--title", "Møtefrie onsdager", "--owner", "Kari")
    found = amu("action", "add", chosen, *what).out.strip()
    (action,) = SessionFolder(chosen).load().actions.values()
    write(chosen, action, replace(action, title="Møtefrie tirsdager", status="started"))
    return found


def write(session: Path, ours: Action, theirs: Action | None) -> None:
    path = session / "actions" / f"{ours.id}.toml"
    other = toml.dumps(theirs) if theirs else ""
    text = f"<<<<<<< HEAD\n{toml.dumps(ours)}=======\n{other}>>>>>>> origin/main\n"
    path.write_text(text, encoding="utf-8")


def test_check_names_the_file_the_line_and_how_to_mend_it(
    amu: Amu, chosen: Path, action: str
) -> None:
    said = amu("check", chosen)
    assert said.code == 1
    file, how = said.err.splitlines()
    assert file == f"{chosen}/actions/{action}.toml:1: two clones changed this action"
    assert f"amu action edit {chosen} {action} --take ours" in how
    assert "git add" in how


def test_without_a_choice_both_are_shown_and_nothing_is_changed(
    amu: Amu, chosen: Path, action: str
) -> None:
    path = chosen / "actions" / f"{action}.toml"
    before = path.read_bytes()
    for command in (
        ("edit", chosen, action, "--title", "Mine"),
        ("status", chosen, action, "done"),
        ("remove", chosen, action),
    ):
        said = amu("action", *command)
        assert said.code == 1
        for text in (
            "Action · ours (HEAD): Møtefrie onsdager",
            "Action · theirs (origin/main): Møtefrie tirsdager",
            "Status · ours (HEAD): planned",
            "Status · theirs (origin/main): started",
            "nobody has chosen yet",
            "--take ours`, or theirs",
        ):
            assert text in said.err
        assert "Responsible" not in said.err
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("take", "title", "status"),
    [
        (("--take", "ours"), "Møtefrie onsdager", "planned"),
        (("--take", "theirs"), "Møtefrie tirsdager", "started"),
        (("--take", "ours", "--take", "status=theirs"), "Møtefrie onsdager", "started"),
        (("--take", "title=theirs,status=ours"), "Møtefrie tirsdager", "planned"),
        (("--take", "deres"), "Møtefrie tirsdager", "started"),
        (("--take", "ours", "--title", "Nei"), "Nei", "planned"),
    ],
)
def test_what_is_taken_stands_there_and_git_is_to_be_told(
    amu: Amu, chosen: Path, action: str, take: tuple[str, ...], title: str, status: str
) -> None:
    said = amu("action", "edit", chosen, action, *take)
    assert said.code == 0, said.err
    assert said.out == f"{action}\n"
    assert f"git add {chosen}/actions/{action}.toml" in said.err
    found = kept(chosen, action)
    assert (found["title"], found["status"], found["owner"]) == (title, status, "Kari")
    assert amu("check", chosen).err == ""


def test_a_field_that_is_left_open_is_asked_for(amu: Amu, chosen: Path, action: str) -> None:
    said = amu("action", "edit", chosen, action, "--take", "title=ours")
    assert said.code == 2
    assert "nothing is chosen yet for Status" in said.err
    assert "--take status=ours" in said.err
    assert amu("check", chosen).code == 1


@pytest.mark.parametrize(
    ("take", "said"),
    [
        ("mine", 'there is no side "mine"'),
        ("both", 'there is no side "both"'),
        ("name=ours", 'there is no field "name"'),
        ("title=both", 'there is no side "both"'),
    ],
)
def test_a_choice_that_is_none_is_refused(
    amu: Amu, chosen: Path, action: str, take: str, said: str
) -> None:
    answer = amu("action", "edit", chosen, action, "--take", take)
    assert answer.code == 2
    assert said in answer.err


def test_an_action_that_one_deleted_is_kept_or_deleted(amu: Amu, chosen: Path) -> None:
    what = ("--theme", "22", "--title", "Møtefrie onsdager")
    found = amu("action", "add", chosen, *what).out.strip()
    (action,) = SessionFolder(chosen).load().actions.values()
    write(chosen, action, None)
    said = amu("action", "edit", chosen, found)
    assert "Action · theirs (origin/main): deleted" in said.err
    assert amu("action", "edit", chosen, found, "--take", "title=ours").code == 2
    assert amu("action", "edit", chosen, found, "--take", "ours").code == 0
    assert kept(chosen, found)["title"] == "Møtefrie onsdager"
    write(chosen, action, None)
    said = amu("action", "edit", chosen, found, "--take", "theirs")
    assert (said.code, said.out) == (0, "")
    assert "git add" in said.err
    assert list((chosen / "actions").glob("*.toml")) == []
    assert amu("action", "restore", chosen).out == f"{found}\n"


def test_where_nothing_is_to_be_chosen_it_is_said(amu: Amu, chosen: Path) -> None:
    what = ("--theme", "22", "--title", "Møtefrie onsdager")
    found = amu("action", "add", chosen, *what).out.strip()
    said = amu("action", "edit", chosen, found, "--take", "ours")
    assert said.code == 2
    assert "which this is not" in said.err


def test_before_somebody_has_chosen_actions_are_not_put_in_order(
    amu: Amu, chosen: Path, action: str
) -> None:
    said = amu("close", chosen, "actions", "--improve", action)
    assert said.code != 0
    assert "two clones changed this action" in said.err
    assert not (chosen / "rounds" / "actions.toml").exists()
