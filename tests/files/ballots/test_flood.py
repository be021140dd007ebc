"""However many files one account leaves, few are read, and each folder is looked through once."""

import os
from collections import Counter
from pathlib import Path

import pytest

from amu_tui.files.ballots.box_contents import FEW
from amu_tui.files.ballots.receipts import Receipts
from amu_tui.files.session.folder import SessionFolder
from tests.bench.flood import OTHER, made
from tests.files.changes import VOTE
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT

pytestmark = pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
FILES = 400


@pytest.fixture
def flooded(tmp_path: Path) -> SessionFolder:
    folder = made(tmp_path / "session", FILES)
    folder.cast(VOTE)
    return folder


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often files were opened and folders listed."""
    made_calls: Counter[str] = Counter()
    for name in ("open", "scandir"):
        real = getattr(os, name)

        def call(*args: object, real: object = real, name: str = name, **more: object) -> object:
            made_calls[name] += 1
            return real(*args, **more)  # type: ignore[operator]

        monkeypatch.setattr(os, name, call)
    return made_calls


def test_few_files_of_an_account_are_read(flooded: SessionFolder, calls: Counter[str]) -> None:
    assert flooded.turnout("themes") == 2
    assert calls["open"] <= FEW + 2  # one of the leader, and raised hands
    assert calls["scandir"] == 1
    (problem,) = flooded.ballots("themes")[1]
    assert problem.message == f"54321 has {FILES - FEW} more files here, which are not looked at"
    assert problem.notice
    tally = flooded.end_vote("themes")
    assert tally.ways == {"own": 2}
    assert calls["open"] < 5 * FEW


def test_a_vote_looks_through_the_receipts_once(
    flooded: SessionFolder, calls: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = Receipts(flooded.path, "themes")
    assert receipts.count(frozenset({0})) == 2
    monkeypatch.setattr(os, "geteuid", lambda: OTHER)
    calls.clear()
    receipts = Receipts(flooded.path, "themes")
    assert list(receipts.own_ballots()) == []
    receipts.claim("first222")
    assert list(receipts.own_ballots()) == ["first222"]
    assert calls["scandir"] == 1
