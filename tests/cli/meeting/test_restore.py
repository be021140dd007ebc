"""Actions that were removed come back: another day, by another person, after a merge."""

import tomllib
from pathlib import Path

import pytest

from amu_tui.files.session.folder import SessionFolder
from tests.cli.conftest import Amu, tree
from tests.files.session.test_git import commit, git


@pytest.fixture
def lunch(amu: Amu, chosen: Path) -> str:
    """The id of an action with a note and a key of somebody's own."""
    added = amu("action", "add", chosen, "--theme", "1", "--title", "Lunch", "--note", "Fridays")
    item = added.out.strip()
    file = chosen / "actions" / f"{item}.toml"
    file.write_text(file.read_text("utf-8").replace("schema = 1", 'schema = 1\nx_ours = "kept"'))
    return item


def test_what_was_removed_is_listed_and_comes_back_whole(
    amu: Amu, chosen: Path, lunch: str
) -> None:
    before = amu("action", "list", chosen, "--json").json
    said = amu("action", "remove", chosen, lunch)
    assert f"`amu action restore {chosen} {lunch}` brings it back" in said.err
    assert amu("action", "list", chosen, "--json").json == []
    [listed] = amu("action", "list", chosen, "--deleted", "--json").json
    assert (listed["title"], listed["id"]) == ("Lunch", lunch)
    assert "Lunch (deleted on" in amu("action", "list", chosen, "--deleted").out
    assert amu("check", chosen).code == 0
    assert amu("action", "restore", chosen).out == f"{lunch}\n"
    assert amu("action", "list", chosen, "--json").json == before
    kept = tomllib.loads((chosen / "actions" / f"{lunch}.toml").read_text("utf-8"))
    assert kept["x_ours"] == "kept"
    assert kept["revision"] == 2  # whoever has the first one on the screen must look again
    assert amu("action", "list", chosen, "--deleted").err.endswith("no action is deleted\n")


def test_of_several_the_one_that_is_named_comes_back(amu: Amu, chosen: Path, lunch: str) -> None:
    other = amu("action", "add", chosen, "--theme", "7", "--title", "Walks").out.strip()
    for item in (lunch, other):
        amu("action", "remove", chosen, item)
    before = tree()
    for words in ((), ("nothing",)):
        said = amu("action", "restore", chosen, *words)
        assert (said.code, said.out) == (2, "")
        assert "Lunch" in said.err
        assert "Walks" in said.err
        assert tree() == before
    assert amu("action", "restore", chosen, other).code == 0
    assert [one["title"] for one in amu("action", "list", chosen, "--json").json] == ["Walks"]


def test_a_vote_sees_no_removed_action_and_a_restored_one_is_as_it_was_signed(
    amu: Amu, chosen: Path, lunch: str
) -> None:
    amu("sign", chosen, "--leader", "Kari")
    amu("action", "remove", chosen, lunch)
    assert "was removed after Kari signed" in amu("check", chosen).err
    assert "there are no actions to put in order" in amu("close", chosen, "actions").err
    amu("action", "restore", chosen)
    assert amu("check", chosen).err == ""


def test_a_damaged_record_is_named_and_the_others_come_back(
    amu: Amu, chosen: Path, lunch: str
) -> None:
    amu("action", "remove", chosen, lunch)
    (chosen / "actions" / "removed" / "aaaa.toml").write_text("schema = 1\non =\n")
    for words in (("check", chosen), ("action", "list", chosen, "--deleted")):
        assert "actions/removed/aaaa.toml:2" in amu(*words).err
    said = amu("action", "restore", chosen)
    assert said.out == f"{lunch}\n"
    assert "actions/removed/aaaa.toml:2" in said.err


@pytest.mark.parametrize("both", [True, False], ids=["both remove", "the other changes it"])
def test_two_clones(amu: Amu, chosen: Path, lunch: str, tmp_path: Path, both: bool) -> None:
    here = chosen.absolute()
    git(here, "init", "-q", "-b", "main")
    commit(SessionFolder(here))
    git(tmp_path, "clone", "-q", str(here), "clone")
    clone = tmp_path / "clone"
    amu("action", "remove", here, lunch)
    if both:
        amu("action", "remove", clone, lunch)
    else:
        amu("action", "edit", clone, lunch, "--title", "Lunch for all")
    for folder in (here, clone):
        commit(SessionFolder(folder))
    pull = ("pull", "-q", "--no-rebase", "--no-edit", str(clone), "main")
    git(here, *pull, fails=not both)
    if both:
        assert amu("check", here).err == ""
        assert amu("action", "restore", here).out == f"{lunch}\n"
    else:
        said = amu("check", here)
        assert f"actions/{lunch}.toml" in said.err
        assert "one clone changed this file, another removed it" in said.err


def test_a_heap_of_files_that_are_no_records_is_named_in_a_few_lines(
    amu: Amu, chosen: Path, lunch: str
) -> None:
    amu("action", "remove", chosen, lunch)
    for number in range(50):
        (chosen / "actions" / "removed" / f"0{number}.toml").write_text("on =\n")
    said = amu("check", chosen).err.splitlines()
    assert len(said) < 12
    assert any("42 more files" in line for line in said), said
    assert amu("action", "restore", chosen).out == f"{lunch}\n"
