"""What every test stands on: English, an empty home, no sessions of the developer's own."""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from amu_tui import words

# Hundreds of programs are started: one that keeps nothing compiled takes four times as long.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A busy machine is no fault of what is tested: no test is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

LONGEST = 300.0
"""Seconds after which a test hangs, also on a busy machine; waits of their own end before."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="try every case of the large searches")
    parser.addoption("--share", type=float, default=0.0, help="… or this share, such as 0.1")


def pytest_collection_finish() -> None:
    """Keep what is imported out of every later search for garbage: a tenth of all time."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether every case is asked for, where the default is a part that takes seconds."""
    return bool(request.config.getoption("--full"))


@pytest.fixture
def share(request: pytest.FixtureRequest, full: bool) -> float:
    """The share of all cases that is asked for, 0 where it is the default part."""
    return 1.0 if full else float(request.config.getoption("--share"))


@pytest.fixture
def size(share: float) -> Callable[[int, int], int]:
    """How many cases are asked for, of a default number and of all."""
    return lambda default, every: max(default, round(every * share))


@pytest.fixture(autouse=True)
def deadline(share: float) -> Iterator[None]:
    """No test of the default size hangs: what waits for ever fails where it waits."""
    if share or not hasattr(signal, "setitimer"):
        yield
        return

    def late(_number: int, _frame: object) -> None:
        pytest.fail(f"after {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AMU_SESSIONS", "NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(words, "_language", "en")
