"""What git leaves in an action's file is taken apart, or named with its line; nothing is lost."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from amu_tui.errors import AmuError, Conflict
from amu_tui.files import toml
from amu_tui.files.git import git_conflicts
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from tests.files.changes import ACTION

OURS = toml.dumps(replace(ACTION, title="Ours", edit="e1", revision=2))
THEIRS = toml.dumps(replace(ACTION, title="Theirs", edit="e2", revision=2))
NESTED = """<<<<<<<<< Temporary merge branch 1
edit = "x"
=========
edit = "y"
>>>>>>>>> Temporary merge branch 2
"""


def conflict(ours: str = OURS, theirs: str = THEIRS, base: str | None = None) -> str:
    between = "" if base is None else f"||||||| 1234567\n{base}"
    return f"<<<<<<< HEAD\n{ours}{between}=======\n{theirs}>>>>>>> origin/main\n"


def write(folder: SessionFolder, text: str, name: str = "a1.toml") -> Path:
    folder.save_action(ACTION, None)
    path = folder.path / "actions" / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("base", [None, "", toml.dumps(ACTION), NESTED], ids=["no", "", "x", "n"])
def test_both_versions_of_a_whole_file(folder: SessionFolder, end: str, base: str | None) -> None:
    write(folder, conflict(base=base).replace("\n", end))
    session = folder.load()
    clash = session.clashes["a1"]
    assert clash.names == ("HEAD", "origin/main")
    assert clash.line == 1
    assert clash.versions.ours == toml.parse(OURS.encode(), Action, "")
    assert clash.versions.theirs == toml.parse(THEIRS.encode(), Action, "")
    assert clash.versions.base == (ACTION if base == toml.dumps(ACTION) else None)


@given(st.lists(st.tuples(st.sampled_from("=<>|x"), st.integers(1, 9)), max_size=12))
def test_lines_of_signs_never_end_in_anything_but_a_message(lines: list[tuple[str, int]]) -> None:
    data = "\n".join(sign * count for sign, count in lines).encode()
    told = ""
    try:
        line: int | None = git_conflicts.sides(data, "a1.toml").line
    except AmuError as error:
        line, told = error.line, error.hint
    assert line
    assert "editor" in told or git_conflicts.marked(data)


@given(st.lists(st.tuples(*[st.lists(st.sampled_from("abc"), max_size=3)] * 4), max_size=4))
def test_what_git_put_together_is_taken_apart(
    parts: list[tuple[list[str], list[str], list[str], list[str]]],
) -> None:
    lines: list[str] = []
    want: dict[str, list[str]] = {"ours": [], "base": [], "theirs": []}
    for same, ours, base, theirs in [*parts, (["z"], ["a"], ["b"], ["c"])]:
        lines += [*same, "<<<<<<< a", *ours, "||||||| b", *base, "=======", *theirs, ">>>>>>> c"]
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            want[name] += [*same, *text]
    found = git_conflicts.sides("\n".join(lines).encode(), "x")
    assert found.ours.split("\n") == want["ours"]
    assert found.theirs.split("\n") == want["theirs"]
    assert found.base is not None
    assert found.base.split("\n") == want["base"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (OURS + "=======\n" + THEIRS, 10),
        ("<<<<<<< HEAD\n" + OURS, 1),
        ("<<<<<<< HEAD\n<<<<<<< HEAD\n" + OURS, 2),
        (conflict().replace("=======\n", ""), 20),
        (OURS + ">>>>>>> x\n", 10),
    ],
)
def test_half_mended_by_hand_it_is_named_with_the_line(
    folder: SessionFolder, text: str, line: int
) -> None:
    path = write(folder, text)
    session = folder.load()
    assert session.clashes == {}
    (problem,) = session.problems
    assert problem.message == "git's marks of a conflict are not whole here"
    assert problem.line == line
    assert "editor" in problem.hint
    assert path.read_text() == text


def test_a_version_that_cannot_be_read_is_named_and_stays(folder: SessionFolder) -> None:
    text = conflict(theirs=THEIRS.replace('"Theirs"', '"Theirs'))
    path = write(folder, text)
    (problem,) = folder.load().problems
    assert "one of the texts cannot be read: " in problem.message
    assert problem.line == 1
    with pytest.raises(AmuError):
        folder.save_action(ACTION, 1)
    assert path.read_text() == text


def test_the_file_can_be_mended_once_and_only_as_it_was_read(folder: SessionFolder) -> None:
    path = write(folder, conflict())
    clash = folder.load().clashes["a1"]
    elsewhere = SessionFolder(folder.path)
    mended = elsewhere.mend_action(clash, clash.versions.all_of("theirs"))
    assert mended is not None
    with pytest.raises(Conflict, match="changed since it was read"):
        folder.mend_action(clash, clash.versions.all_of("ours"))
    assert folder.load().actions["a1"] == mended
    assert [found.name for found in path.parent.iterdir()] == ["a1.toml"]


@pytest.mark.parametrize("ours", [OURS, ""])
def test_one_side_without_the_action_keeps_it_or_removes_it(
    folder: SessionFolder, ours: str
) -> None:
    path = write(folder, conflict(ours, "" if ours else THEIRS))
    clash = folder.load().clashes["a1"]
    assert clash.versions.removed
    gone, kept = ("theirs", "ours") if ours else ("ours", "theirs")
    text = path.read_bytes()
    assert folder.mend_action(clash, clash.versions.all_of(gone)) is None  # type: ignore[arg-type]
    assert folder.load().actions == {}
    path.write_bytes(text)
    folder.mend_action(clash, clash.versions.all_of(kept))  # type: ignore[arg-type]
    assert set(folder.load().actions) == {"a1"}
    assert list(path.parent.glob("*.*")) == [path]


def test_keys_of_a_later_version_in_either_text_are_kept(folder: SessionFolder) -> None:
    path = write(folder, conflict(OURS + "[x_site]\none = 1\n", THEIRS + "[x_site]\ntwo = 2\n"))
    clash = folder.load().clashes["a1"]
    folder.mend_action(clash, clash.versions.all_of("ours"))
    assert toml.parse_toml(path.read_bytes(), path)["x_site"] == {"one": 1, "two": 2}


@pytest.mark.parametrize("name", ["a1.toml~HEAD", "a1.toml~origin_main", "a1_REMOTE_812.toml"])
def test_a_version_that_a_merge_left_beside_the_file_is_named(
    folder: SessionFolder, name: str
) -> None:
    folder.save_action(ACTION, None)
    (folder.path / "actions" / name).write_text(THEIRS)
    session = folder.load()
    assert set(session.actions) == {"a1"}
    (problem,) = session.problems
    assert problem.path == f"actions/{name}"
    assert "a merge has left this version of a1.toml here" in problem.message


def test_every_saved_change_has_an_edit_of_its_own(folder: SessionFolder) -> None:
    action = folder.save_action(ACTION, None)
    edits = [action.edit]
    for number in range(5):
        action = folder.save_action(replace(action, title=f"Title {number}"), action.revision)
        edits.append(action.edit)
    assert all(one != other for one, other in itertools.combinations(edits, 2))
