"""What the tests of the screens share."""

import pytest

from amu_tui.tui.shell import meeting


@pytest.fixture
def no_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others do is not seen of itself before the next key."""
    monkeypatch.setattr(meeting, "LOOK_SECONDS", 1e6)
