"""A disk that shows others' changes late, as a network disk does whose answers are kept a while.

What a program asks of a name (`stat`, `lstat`, a listing) is answered as it was the last time
until `SECONDS` have passed; what it opens is as it is now. What it does itself it sees at once.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

SECONDS = 60.0


class Clock:
    """Time that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class _Listing(list[Any]):
    """What `os.scandir` gives, read already."""

    def __enter__(self) -> "_Listing":
        return self

    def __exit__(self, *error: object) -> None:
        pass


class _Entry:
    """A name in a kept listing: what is known of it is as old as the listing."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self.name, self.path = entry.name, entry.path
        self._stat = entry.stat(follow_symlinks=False)

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return self._stat


class LaggingDisk:
    """Keeps answers of the calls that a network disk keeps answers of."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[tuple[str, str], tuple[float, object]] = {}

    def _answer(self, call: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: Any, *args: Any, **kwargs: Any) -> Any:
            if isinstance(path, int):
                return real(path, *args, **kwargs)
            key = (f"{call} {kwargs}", os.fspath(path))
            until, answer = self._kept.get(key, (0.0, None))
            if self._clock() >= until:
                try:
                    answer = real(path, *args, **kwargs)
                except OSError as error:
                    answer = error
                if call == "scandir" and not isinstance(answer, OSError):
                    answer = _Listing(_Entry(entry) for entry in answer)
                self._kept[key] = (self._clock() + SECONDS, answer)
            if isinstance(answer, OSError):
                raise type(answer)(answer.errno, answer.strerror, os.fspath(path))
            return answer

        return asked

    @contextmanager
    def patched(self) -> Iterator[None]:
        """For what is done in here the disk lags."""
        with pytest.MonkeyPatch.context() as patch:
            for call in ("stat", "lstat", "scandir", "listdir"):
                patch.setattr(os, call, self._answer(call, getattr(os, call)))
            yield
