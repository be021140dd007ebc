"""Names of files and folders that would lead out of a session, or into a terminal."""

import os
import re
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AmuError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user.state import private_folder
from amu_tui.model.ids import slug
from amu_tui.model.voting.ballot import Ballot, Choice
from tests.files.changes import ACTION, VOTE, outcome
from tests.files.conftest import tree


def test_a_hostile_file_name_is_shown_as_harmless_text(folder: SessionFolder) -> None:
    name = os.fsencode(folder.path / "actions") + b"/\xff\x1b[31m.toml"
    Path(os.fsdecode(name)).write_bytes(b"")
    (problem,) = folder.load().problems
    assert problem.path == "actions/��[31m.toml"


@pytest.mark.parametrize("part", ["actions", "rounds", "local", "local/ballots"])
def test_a_linked_folder_is_neither_read_nor_written(
    folder: SessionFolder, tmp_path: Path, part: str
) -> None:
    canary = tmp_path / "canary"
    (canary / "ballots" / "themes").mkdir(parents=True)
    (canary / "a1.toml").write_bytes(b"precious")
    (canary / "hands-themes.toml").write_bytes(b"precious")
    if part == "local/ballots":
        (canary / "themes").mkdir()
    else:
        (folder.path / part).rmdir()
    (folder.path / part).symlink_to(canary)
    before = tree(canary)
    ballot = Ballot(session="", round="themes", choice=Choice(preserve=("autonomy",)))
    if part != "local/ballots":  # what lies there is looked at when it is counted
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


IDS = {
    "session.toml": ("id", "key", "instrument"),
    "instrument.toml": ("id",),
    "actions/a1.toml": ("id", "theme"),
    "rounds/themes.toml": ("round",),
}
"""The files that have ids in them, and where they stand."""


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "..", "a/b", "", "x.toml", "a\\\\b", "å"])
def test_an_id_in_a_file_leads_nowhere_and_the_line_is_named(
    folder: SessionFolder, name: str
) -> None:
    folder.save_action(ACTION, None)
    folder.cast(VOTE)
    folder.end_vote("themes")
    folder.close(outcome(folder))
    (folder.path.parent / "x.toml").write_text("schema = 1\n", encoding="utf-8")
    for file, keys in IDS.items():
        path = folder.path / file
        whole = path.read_text(encoding="utf-8")
        for key in keys:
            changed = re.sub(rf'(?m)^{key} = ".*"$', lambda _m: f'{key} = "{name}"', whole, count=1)  # noqa: B023
            path.write_text(changed, encoding="utf-8")
            line = next(
                n for n, text in enumerate(changed.splitlines(), 1) if text[: len(key)] == key
            )
            before = tree(folder.path.parent)
            assert refused(folder) == (file, line)
            assert tree(folder.path.parent) == before
        path.write_text(whole, encoding="utf-8")
    assert folder.load().problems == ()


def refused(folder: SessionFolder) -> tuple[str, int | None]:
    """The file and line of the one thing that is wrong with a session."""
    try:
        (problem,) = folder.load().problems
    except AmuError as error:
        return str(Path(str(error.path)).relative_to(folder.path)), error.line
    return problem.path, problem.line


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9", "aux", "prn"])
def test_no_file_is_named_after_a_device(folder: SessionFolder, name: str) -> None:
    with pytest.raises(AmuError, match="is not an id"):
        folder.save_action(msgspec.structs.replace(ACTION, id=name), None)
    assert private_folder(name).name != name
    assert slug(name.upper()) == f"x-{name}"
    assert slug(f"{name} 2") == f"{name}-2"
