"""Where the meeting is, and this program's part in it: it leads, follows, or looks on its own.

Nothing else reads or writes the progress of a session; `model.meeting.live` decides what is done.
Who leads gives a sign of life every few seconds, so that others see how old their view is.
"""

import time
from contextlib import suppress

import msgspec

from amu_tui.errors import AmuError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.session.watch import LiveFile
from amu_tui.files.sharing import access
from amu_tui.model.ids import next_revision, random_id
from amu_tui.model.meeting import live
from amu_tui.model.meeting.countdown import Countdown
from amu_tui.model.meeting.live import BEAT, Mode, Program, Seen
from amu_tui.model.meeting.session import Progress, Session, Timer


class Following:
    """The progress of one session, as it is followed or led by this program."""

    def __init__(self, session: Session, folder: SessionFolder | None) -> None:
        self.seen = Seen(session.progress if folder is None else Progress())
        self.mode: Mode = "follow"
        self.countdowns: dict[str, Countdown] = {}
        """Timers of steps, by step id."""
        leads = folder is not None and access.facilitates(folder.path) and not session.read_only
        self.program = Program(random_id(), leads)
        self._folder = folder
        self._file = LiveFile(folder.path) if folder is not None else None
        self._since = self._beaten = time.monotonic()

    # What is seen

    def look(self) -> bool:
        """Look where the meeting is now, or give a sign of life; returns whether it has moved."""
        if self._file is None:
            return False
        self._beat()
        seen = self._file.look(time.monotonic(), time.time())
        if seen is None or not live.newer(self.seen, seen):
            return False
        before, self.seen = self.seen.progress, seen
        if before == seen.progress:
            return False
        self.mode = live.overtaken(self.mode, self.program, seen)
        if seen.progress.by != self.program.me:
            self._take_over_clocks(seen.progress)
        return True

    def _beat(self) -> None:
        now = time.monotonic()
        if self._file is None or now - self._beaten < BEAT:
            return
        if not live.beats(self.program, self.seen):
            return
        self._beaten = now
        if not self._file.beat():
            with suppress(AmuError):  # somebody has emptied `local/`; the next beat tries again
                self._save(self.seen.progress)

    def _take_over_clocks(self, progress: Progress) -> None:
        self._since = time.monotonic() - live.elapsed(progress, time.time())
        timer = progress.timer
        if timer is not None and self._led():
            countdown = self.countdowns.setdefault(timer.step, Countdown(0))
            left = live.left(timer, time.time())
            countdown.put(left, time.monotonic(), running=timer.since is not None)

    def _led(self) -> bool:
        return live.led(self.seen, time.monotonic())

    @property
    def progress(self) -> Progress:
        """Where the meeting is."""
        return self.seen.progress

    @property
    def led_by_another(self) -> bool:
        """Whether another program leads now."""
        return live.led_by_another(self.program, self.seen, time.monotonic())

    @property
    def age(self) -> int:
        """Seconds since the last sign of life of who leads (see `live.age`)."""
        return live.age(self.seen, time.monotonic())

    @property
    def target(self) -> str:
        """The step that this program must be at; empty where it may be anywhere."""
        return live.target(self.mode, self.program, self.seen, time.monotonic())

    # What is done

    def open(self, *, asked: bool) -> str:
        """Join the meeting; returns the step to begin at. `asked`: the user has named one."""
        self.look()
        self.mode = live.opened(self.program, self.seen, time.monotonic(), asked=asked)
        return self.progress.step

    def at_step(self, step: str) -> None:
        """The user has gone to `step`; whoever leads takes the others along."""
        if self._folder is None or self._file is None:
            self._note(step)
            return
        self.look()
        self.mode = live.moved(self.mode, self.program, self.seen, time.monotonic())
        if self.mode == "lead":
            self._save(self._timed(step))

    def begin(self, step: str) -> None:
        """The program has opened at `step`."""
        if self.mode == "lead":
            self.at_step(step)
        elif self._folder is None:
            self._note(step)

    def toggle(self, step: str) -> None:
        """Follow, or stop following; who leads stops leading, or leads again from `step`."""
        self.look()
        self.mode = live.toggled(self.mode, self.program, self.seen, time.monotonic())
        if self.mode == "lead":
            self._save(self._timed(step))

    def leave(self) -> None:
        """Save the time used, when the program ends; from now on nobody leads."""
        self.look()
        if self._folder is not None and live.beats(self.program, self.seen):
            progress = self._timed(self.progress.step)
            self._save(msgspec.structs.replace(progress, by="", since=0.0, timer=None))

    def may_time(self) -> bool:
        """Whether this program may start and stop the timer."""
        return self.program.may_lead or not self.led_by_another

    def timed(self, step: str, countdown: Countdown) -> None:
        """The user has started, stopped or lengthened the timer of `step`."""
        self.look()
        self.mode = live.moved(self.mode, self.program, self.seen, time.monotonic())
        if self.mode != "lead" or self._folder is None:
            return
        now, clock = time.monotonic(), round(time.time(), 1)
        since = clock if countdown.running else None
        timer = Timer(step=step, left=round(countdown.exactly(now), 1), since=since)
        self._save(msgspec.structs.replace(self._timed(step), timer=timer))

    def seconds_used(self, step: str) -> int:
        """Seconds used by a step, the running one included."""
        return self._used().get(step, 0)

    def _used(self) -> dict[str, int]:
        seconds = dict(self.progress.seconds)
        if self.mode == "lead" or self._folder is None or self._led():
            gone = int(time.monotonic() - self._since)
            seconds[self.progress.step] = seconds.get(self.progress.step, 0) + gone
        return seconds

    def _timed(self, step: str) -> Progress:
        """The progress at `step` now, with the time used until now."""
        seconds, timer = self._used(), self.progress.timer if self._led() else None
        self._since = time.monotonic()
        return Progress(
            by=self.program.me if self._folder is not None else "",
            step=step,
            since=round(time.time(), 1),
            seconds=seconds,
            timer=timer,
        )

    def _note(self, step: str) -> None:
        """Go to `step` where nothing is saved."""
        self.seen = Seen(self._timed(step))

    def _save(self, progress: Progress) -> None:
        """Save `progress` as the newest; it counts here even where it cannot be saved."""
        assert self._folder is not None
        revision = next_revision(self.seen.progress.revision)
        progress = msgspec.structs.replace(progress, revision=revision)
        self._beaten = time.monotonic()
        self.seen = Seen(progress, self.seen.time, self._beaten)
        self._folder.save_progress(progress)
        self.look()  # to learn the time that the disk gave it
