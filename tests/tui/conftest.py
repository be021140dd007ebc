"""What the tests of the screens share."""

import pytest

from amu_tui.tui.kit import dialogs
from amu_tui.tui.shell import meeting


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question takes a yes as soon as it is seen."""
    monkeypatch.setattr(dialogs, "PAUSE", 0.01)


@pytest.fixture
def no_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others do is not seen of itself before the next key."""
    monkeypatch.setattr(meeting, "LOOK_SECONDS", 1e6)
