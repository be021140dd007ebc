"""Many processes at once for long: what each was told is so, and nobody's vote is lost.

By default 50 writers are killed and 3,200 ballots cast; with `--full` 10,000 and 64,000, with
`--share` that share of them.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.files.conftest import told_by

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="these processes are forked")

Record = Callable[[str, object], None]


def test_of_eight_writers_any_can_be_killed_at_any_moment(
    session: Path, size: Callable[[int, int], int], record_property: Record
) -> None:
    kills = size(50, 10_000)
    found = told_by("storms", "kills", session, kills)
    record_property("found", found)
    assert found["kills"] == kills
    assert found["lost"] == []
    assert found["torn"] == []
    assert found["left"] == 0
    assert min(found["told"][kind] for kind in ("action", "note", "ballot")) > kills // 10


def test_nobodys_vote_of_64_at_once_is_lost(session: Path, size: Callable[[int, int], int]) -> None:
    runs = size(1, 20)
    assert told_by("storms", "crowd", session, runs) == [[3200] * 4] * runs
