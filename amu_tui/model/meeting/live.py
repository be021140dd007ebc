"""Who leads the meeting now, and what a program that is open on it does about that.

Whoever moves last leads; the others follow, unless they look on their own. All of it is decided
from values: nothing here knows a disk or a clock.
"""

from typing import Literal, NamedTuple

from amu_tui.model.meeting.session import Progress, Timer

Mode = Literal["lead", "follow", "own"]
"""What a program does: its own steps are the room's, it takes the room's, or neither."""

BEAT = 5.0
"""Seconds between two signs of life of the program that leads."""

FRESH = 90.0
"""Seconds without a sign of life after which nobody leads: a network disk may show one that is
a minute old."""

NEW = 10
"""Seconds below which an age is not told apart: with a sign of life every 5 s it would only
flicker."""


class Seen(NamedTuple):
    """The progress as it was last read.

    `time` is the file's modification time in nanoseconds, which whoever keeps the disk sets;
    `at` is when the file was last seen to change, in seconds of this program's own clock.
    """

    progress: Progress
    time: int = 0
    at: float = 0.0


class Program(NamedTuple):
    """A program that is open on a session: its name for itself, and whether it may lead."""

    me: str
    may_lead: bool


def newer(known: Seen, read: Seen) -> bool:
    """Whether `read` may take the place of `known`, which is never given up for an older state.

    The number alone would hold on for ever to what is gone when somebody empties `local/`, the
    time alone would go back where the clock of the disk does: only both together say older.
    """
    fewer_changes = read.progress.revision < known.progress.revision
    return not (fewer_changes and read.time <= known.time)


def age(seen: Seen, now: float) -> int:
    """Whole seconds since the last sign of life, in steps that are worth telling apart.

    0 stands for less than `NEW`; up to a minute it is in tens, beyond in whole minutes.
    """
    seconds = max(0, int(now - seen.at))
    step = NEW if seconds < 60 else 60
    return seconds - seconds % step


def led(seen: Seen, now: float) -> bool:
    """Whether some program leads at this moment."""
    return bool(seen.progress.by) and now - seen.at < FRESH


def led_by_another(program: Program, seen: Seen, now: float) -> bool:
    """Whether a program other than `program` leads at this moment."""
    return led(seen, now) and seen.progress.by != program.me


def opened(program: Program, seen: Seen, now: float, *, asked: bool) -> Mode:
    """What a program does that has just been opened; `asked`: at a step that the user named."""
    if led_by_another(program, seen, now):
        return "own" if asked else "follow"
    return "lead" if program.may_lead else "follow"


def moved(mode: Mode, program: Program, seen: Seen, now: float) -> Mode:
    """What it does after a step of its own: take the lead, or stop following."""
    if mode == "own":
        return mode
    if program.may_lead:
        return "lead"
    # Before anybody leads there is nothing to turn away from: the meeting has not begun.
    return "own" if led(seen, now) else mode


def toggled(mode: Mode, program: Program, seen: Seen, now: float) -> Mode:
    """What it does after the key that follows and stops following."""
    if mode != "own":
        return "own"
    if program.may_lead and not led_by_another(program, seen, now):
        return "lead"
    return "follow"


def overtaken(mode: Mode, program: Program, seen: Seen) -> Mode:
    """What it does when `seen` was read: where another has moved since, it no longer leads."""
    another = seen.progress.by not in ("", program.me)
    return "follow" if mode == "lead" and another else mode


def target(mode: Mode, program: Program, seen: Seen, now: float) -> str:
    """The step that a program must be at; empty where it may be anywhere."""
    follows = mode == "follow" and led_by_another(program, seen, now)
    return seen.progress.step if follows else ""


def beats(program: Program, seen: Seen) -> bool:
    """Whether it is this program's to give signs of life: the last to move does, also while it
    looks at something on its own."""
    return seen.progress.by == program.me


def left(timer: Timer, clock: float) -> float:
    """Seconds left on `timer` at `clock` (seconds since 1970), never below 0."""
    gone = 0.0 if timer.since is None else max(0.0, clock - timer.since)
    return max(0.0, timer.left - gone)


def elapsed(progress: Progress, clock: float) -> float:
    """Seconds that the meeting has been at its step at `clock` (seconds since 1970)."""
    return max(0.0, clock - progress.since) if progress.since else 0.0
