"""Libraries written in Rust that give up in the middle of their work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from amu_tui.errors import AmuError


@contextmanager
def without_panic(refusal: Callable[[], AmuError]) -> Iterator[None]:
    """Raise `refusal` where a library panics.

    A panic is no `Exception`, and each library has a class of its own for it.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise refusal() from error
