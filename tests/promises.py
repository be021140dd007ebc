"""What is promised on secrecy and permission, beside the tests that prove it."""

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., object])


def proves(*sentences: str) -> Callable[[Test], Test]:
    """Say which sentences a test proves; `test_promises.py` holds them against the texts."""
    return lambda test: test
