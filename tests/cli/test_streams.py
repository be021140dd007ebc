"""Streams as a shell can leave them: closed, on a full disk, with a reader that has gone."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from amu_tui.cli.commands import COMMANDS
from tests.cli.conftest import UNIT, Amu, tree
from tests.cli.tables.answers import lay_out

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shells close streams otherwise there")

READING = (
    ["--version"],
    ["--help"],
    ["action", "add", "--help"],
    ["help", "voting"],
    ["results", "results.csv", "--unit", UNIT],
    ["show", "S"],
    ["show", "S", "--json"],
    ["note", "S"],
    ["close", "S", "themes", "--verify"],
    ["action", "list", "S", "--json"],
    ["report", "--draft", "S"],
    ["compare", "results.csv", "S", "--round", "2016"],
    ["log", "S"],
    ["fill", "S", "--json"],
    ["checklist", "S"],
    ["did", "S"],
    ["status", "S", "--csv"],
    ["due", "S", "--ics"],
    ["next", "S"],
    ["doctor", "S"],
    ["schema"],
    ["settings"],
)
"""Command lines that write to stdout; S stands for a session whose themes are chosen."""

SAVING = (
    ["demo", "demo"],
    ["score", "answers.csv", "--instrument", "ours.toml", "--unit", "We", "-o", "o.csv"],
    ["new", "new", "--results", "results.csv", "--unit", UNIT],
    ["note", "S", "7", "mine", "--improve"],
    ["action", "add", "S", "--theme", "22", "--title", "Quiet hours"],
    ["action", "edit", "S", "first", "--owner", "Kari", "--json"],
    ["action", "status", "S", "first", "done"],
    ["action", "note", "S", "first", "--text", "well"],
    ["action", "remove", "S", "second"],
    ["vote", "S", "--round", "actions", "--improve", "first"],
    ["close", "S", "actions", "--improve", "first"],
    ["sign", "S", "--leader", "Kari"],
    ["report", "--draft", "S", "-o", "report.md"],
    ["schema", "--into", "."],
)
"""Command lines that save something; those with a word of it on stdout and those without."""

OTHERS = (
    ["check", "S"],
    ["check", "nowhere"],
    ["open", "S"],
    ["vote", "S", "--preserve", "99"],
    ["reopen", "S", "actions", "--why", "It is not written down"],
    ["did-it-help", "S"],
)
"""Command lines of which stdout gets nothing, and their exit codes are 0, 1, 2, 2, 1 and 1."""

TOLD = {
    "closed": (1, "not written: standard output is closed\n"),
    "full": (1, "not written: the disk is full\n"),
    "left": (141, ""),
}
"""What a command that only reads returns and says, by what has become of stdout."""


@pytest.fixture
def place(amu: Amu, chosen: Path) -> Path:
    """The folder in which the command lines are run."""
    for name in ("first", "second"):
        said = amu("action", "add", chosen, "--theme", "22", "--title", name)
        file = chosen / "actions" / f"{said.out.strip()}.toml"
        text = file.read_text().replace(file.stem, name)
        file.unlink()
        file.with_stem(name).write_text(text)
    assert amu("note", chosen, "1", "kept to myself").code == 0
    lay_out()
    chosen.rename("S")
    return Path()


def run(words: Sequence[str], shell: str = "", stdout: int = subprocess.PIPE) -> tuple[int, str]:
    """The exit code and stderr of the real program, with a stream as the shell has it."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {shell}', "sh", sys.executable, "-m", "amu_tui", *words],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def with_stdout(words: Sequence[str], state: str) -> tuple[int, str]:
    """`run` with a stdout that takes nothing."""
    if state != "left":
        return run(words, {"closed": ">&-", "full": ">/dev/full"}[state])
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return run(words, stdout=writing)
    finally:
        os.close(writing)


def some(lines: Sequence[list[str]], at: int, full: bool, every: int = 3) -> list[list[str]]:
    """All command lines, or by default each of so many from `at`."""
    return list(lines if full else lines[at::every])


def test_every_command_is_tried_here() -> None:
    assert {words[0] for words in (*READING, *SAVING, *OTHERS)} >= set(COMMANDS)


@pytest.mark.parametrize(("at", "state"), list(enumerate(TOLD)))
def test_what_cannot_be_written_out_is_said_in_one_line(
    place: Path, at: int, state: str, full: bool
) -> None:
    before = tree(place)
    for words in some(READING, at, full):
        assert with_stdout(words, state) == TOLD[state], words
    assert tree(place) == before


@pytest.mark.parametrize(("at", "state"), list(enumerate(TOLD)))
def test_what_was_saved_is_saved_and_the_exit_code_says_so(
    place: Path, tmp_path: Path, at: int, state: str, full: bool
) -> None:
    for words in some(SAVING, at, full):
        before = tree(tmp_path)
        code, err = with_stdout(words, state)
        assert code == 0, (words, err)
        assert tree(tmp_path) != before, words
        assert "Something went wrong" not in err
        assert not [path for path in tree(tmp_path) if ".tmp-" in path]


def test_where_the_copy_is_is_said_where_it_cannot_be_written_out(place: Path) -> None:
    assert with_stdout(["demo", "demo"], "closed") == (
        0,
        "not written: standard output is closed\nthe copy is kept in demo\n",
    )


@pytest.mark.parametrize(("at", "shell"), list(enumerate(["2>&-", "2>/dev/full", ">&- 2>&- <&-"])))
def test_messages_that_nobody_takes_change_nothing(
    place: Path, at: int, shell: str, full: bool
) -> None:
    for words, code in zip(OTHERS, (0, 1, 2, 2, 1, 1), strict=True):
        assert run(words, shell) == (code, ""), words
    for words in some([*SAVING, *READING], at, full, 7):
        lost = shell.startswith(">") and words in READING
        assert run(words, shell) == (1 if lost else 0, ""), words


def test_no_file_is_opened_in_the_place_of_a_closed_stream(place: Path) -> None:
    """What was meant for the terminal would stand in the ballot."""
    code, err = run(["vote", "S", "--round", "actions", "--abstain"], "<&- >&- 2>&-")
    assert (code, err) == (0, "")
    (ballot,) = (place / "S").glob("local/ballots/actions/*.toml")
    assert "saved" not in ballot.read_text()
    assert "the ballot is saved" in run(["vote", "S", "--round", "actions", "--abstain"])[1]
