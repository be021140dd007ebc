"""Sessions are voted in, edited, killed, cloned and merged by chance, and hold what they should.

The same sequences of up to 50 steps each time: by default 20, with `--full` 2,000, with `--share`
that share of them.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.files.conftest import told_by

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="these processes are forked")

PARTS = 2
STEPS = {"vote", "hands", "end", "close", "add", "edit", "conflict", "remove", "reopen"}
STEPS |= {"kill", "killed", "not killed", "clone", "change in clone", "vote in clone", "merge"}


@pytest.mark.parametrize("part", range(PARTS))
def test_a_session_holds_what_a_plain_model_of_it_does(
    session: Path,
    part: int,
    share: float,
    size: Callable[[int, int], int],
    record_property: Callable[[str, object], None],
) -> None:
    number = size(20 // PARTS, 2000 // PARTS)
    tried = told_by("meetings", "run", session, number, part)
    record_property("tried", tried)
    assert tried["sequences"] >= number
    if share:
        assert set(tried) >= STEPS
