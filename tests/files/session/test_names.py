"""Names of files and folders that would lead out of a session, or into a terminal."""

import os
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AmuError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.voting.ballot import Ballot, Choice
from tests.files.changes import ACTION
from tests.files.conftest import tree


def test_a_hostile_file_name_is_shown_as_harmless_text(folder: SessionFolder) -> None:
    name = os.fsencode(folder.path / "actions") + b"/\xff\x1b[31m.toml"
    Path(os.fsdecode(name)).write_bytes(b"")
    (problem,) = folder.load().problems
    assert problem.path == "actions/��[31m.toml"


@pytest.mark.parametrize("part", ["actions", "rounds", "local"])
def test_a_linked_folder_is_neither_read_nor_written(
    folder: SessionFolder, tmp_path: Path, part: str
) -> None:
    canary = tmp_path / "canary"
    (canary / "ballots" / "themes").mkdir(parents=True)
    (canary / "a1.toml").write_bytes(b"precious")
    (canary / "hands-themes.toml").write_bytes(b"precious")
    (folder.path / part).rmdir()
    (folder.path / part).symlink_to(canary)
    before = tree(canary)
    ballot = Ballot(session="", round="themes", choice=Choice(preserve=("autonomy",)))
    assert "symbolic link" in folder.load().problems[0].message

    def change() -> None:
        if part == "actions":
            folder.save_action(ACTION, None)
        else:
            folder.cast(ballot)

    with pytest.raises(AmuError, match="symbolic link"):
        change()
    assert tree(canary) == before


HOSTILE_NAMES = [
    *("../evil", "..", ".", "", " ", "/etc/x", "~/x", "a/../../b", "a\\..\\b", "C:x", "a\0b"),
    *("a\nb", "a\x1b]0;x\x07b", "-rf", "$(touch x)", "*", "CON", "a.", ".git", "tmp.toml"),
    *("x" * 64, "å", "\u202etxt", "A", "a\n", "session.toml", "../session", "．．／x"),
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_lead_nowhere_outside_the_session(folder: SessionFolder, name: str) -> None:
    before = tree(folder.path.parent)
    with pytest.raises(AmuError):
        folder.save_action(msgspec.structs.replace(ACTION, id=name), None)
    with pytest.raises(AmuError):
        folder.remove_action(name, 1)
    with pytest.raises(AmuError):
        folder.write_report("x", name)
    with pytest.raises(AmuError):
        folder.write_report("x", f"report{name}/x.md")
    assert tree(folder.path.parent) == before
    ballot = Ballot(session="", round="themes", way="passed")
    folder.cast(ballot, replaces=name)
    changed = set(tree(folder.path.parent)) - set(before)
    assert all("/local/ballots/themes/" in path for path in changed)
