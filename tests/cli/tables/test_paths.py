"""Paths that the operating system will not even look at: a message, never an accident."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amu_tui.cli.tables.quick_look import quick_look
from amu_tui.cli.tables.reading import Reading, Wanted, results_table
from amu_tui.errors import AmuError
from tests.cli.conftest import UNIT, Amu, tree

LONG = "x" * 300


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may not be entered, whoever runs the tests."""

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *args: Any, **kwargs: Any) -> Any:
            if "locked/" in str(path):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path, *args, **kwargs)

        return call

    for name in ("stat", "lstat", "open", "scandir", "mkdir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))
    return Path("locked/s")


def commands(path: object, session: Path) -> list[tuple[object, ...]]:
    return [
        ("check", path),
        ("show", path),
        ("vote", path, "--abstain"),
        ("results", path),
        ("report", session, "-o", path),
        ("new", path, "--results", "results.csv", "--unit", UNIT),
        ("new", "s", "--results", path, "--unit", UNIT),
        ("new", "s", "--results", "results.csv", "--unit", UNIT, "--instrument", f"{path}.toml"),
        ("new", "s", "--results", "results.csv", "--unit", UNIT, "--map", path),
        ("demo", path),
    ]


def test_a_name_that_is_too_long_is_said_to_be(amu: Amu, chosen: Path) -> None:
    before = tree()
    for command in commands(LONG, chosen):
        said = amu(*command)
        assert (said.code, said.out) == (1, ""), command
        assert said.err.startswith(LONG[:200]), command
    said = amu(LONG)
    assert (said.code, said.out) == (2, "")
    assert "there is no command" in said.err
    assert tree() == before


def test_a_path_that_may_not_be_looked_at_is_said(amu: Amu, chosen: Path, locked: Path) -> None:
    for command in commands(locked, chosen):
        said = amu(*command)
        assert (said.code, said.out) == (1, ""), command
        assert said.err.startswith(str(locked)), command
    assert amu(locked).code == 2


def test_a_table_that_may_not_be_looked_at_is_said(amu: Amu, locked: Path) -> None:
    with pytest.raises(AmuError, match="may not be read by you"):
        quick_look(results_table(Reading(locked)), UNIT, Wanted())


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_opening_a_name_that_is_too_long(amu: Amu) -> None:
    leader, follower = os.openpty()
    said = subprocess.run(
        [sys.executable, "-m", "amu_tui", "--lang", "en", "open", LONG],
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
        check=False,
        timeout=60,
    )
    os.close(follower)
    told = os.read(leader, 10_000).decode()
    os.close(leader)
    assert (said.returncode, said.stdout) == (1, b"")
    assert told.startswith(LONG)
    assert "the file cannot be read" in told
