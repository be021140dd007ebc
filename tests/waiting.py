"""The one way to wait: look again and again, and fail when it has taken too long."""

import time
from collections.abc import Callable, Iterator

PATIENCE = 90.0
"""Seconds before a wait is a failure: what takes one on a quiet machine may take thirty here."""


def looks(what: Callable[[], str], seconds: float = PATIENCE) -> Iterator[float]:
    """Give the seconds left for each look, at least one; after the last, fail with `what()`."""
    end = time.monotonic() + seconds
    yield seconds
    while (left := end - time.monotonic()) > 0:
        yield left
    raise AssertionError(f"waited {seconds:g} seconds for {what()}")
