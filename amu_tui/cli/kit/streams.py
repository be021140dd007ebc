"""The three streams of the program, whatever the shell has made of them: closed, full, left."""

import contextlib
import os
import sys
from typing import TextIO


def hold_open() -> None:
    """Put something in the place of streams that are closed.

    A number that is free goes to the next file that is opened, and what is meant for a terminal
    would be written into it. stdout is opened for reading only: what is written there fails as
    it should, while a message on a closed stderr is for nobody.
    """
    for number, flags, mode, name in (
        (0, os.O_RDONLY, "r", "stdin"),
        (1, os.O_RDONLY, "w", "stdout"),
        (2, os.O_WRONLY, "w", "stderr"),
    ):
        if getattr(sys, name) is None:
            _take(number, flags)
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def never_fail(stream: TextIO) -> None:
    """Let `stream` show a mark for what its encoding lacks, instead of failing half-way."""
    with contextlib.suppress(AttributeError, ValueError):
        stream.reconfigure(errors="replace")  # type: ignore[attr-defined]


def let_go(stream: TextIO) -> None:
    """Nobody takes what is written to `stream`: nothing may be flushed there at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _take(number: int, flags: int) -> None:
    taken = os.open(os.devnull, flags)
    if taken != number:
        os.dup2(taken, number)
        os.close(taken)
