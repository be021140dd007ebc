"""What following costs while nothing happens: share of a core, and bytes to the terminal.

    python -m tests.bench.following [SECONDS]

Opens the example session in real terminals: a facilitator's program, and one that follows it.
Prints, over SECONDS (20), the processor time of each as a share of one core and what each wrote
to its terminal; beside them a program whose look at the folder is taken away, so that the
difference is what following costs.
"""

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from amu_tui.files.session.demo import copy_demo
from tests.terminal.drive import Terminal
from tests.waiting import looks

NO_LOOK = "import amu_tui.tui.shell.meeting as meeting; meeting.LOOK_SECONDS = 1e6"
"""Put before the program to compare with: it never looks."""
SETTLE = 5.0
"""Seconds after the first paint before anything is counted."""


def program(*args: str, before: str = "") -> list[str]:
    """The command that runs `amu`, and on SIGUSR1 adds its own getrusage to a file."""
    code = (
        "import os, resource, signal, sys\n"
        f"{before}\n"
        "def tell(*_):\n"
        "    used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "    with open(os.environ['AMU_BENCH'], 'a') as file:\n"
        "        print(used.ru_utime + used.ru_stime, file=file, flush=True)\n"
        "signal.signal(signal.SIGUSR1, tell)\n"
        "from amu_tui.cli import main\n"
        f"sys.argv = ['amu', *{list(args)!r}]\n"
        "main()\n"
    )
    return [sys.executable, "-c", code]


class Measured:
    """A program in a terminal that says how much processor time it has used when it is asked."""

    def __init__(self, name: str, command: list[str], ready: str, folder: Path) -> None:
        self.name = name
        self._told = folder / f"{name.replace(' ', '-')}.txt"
        self.terminal = Terminal(command=command, env={"AMU_BENCH": str(self._told)})
        self.terminal.wait(ready)

    def used(self) -> float:
        """Seconds of processor time since it began, from its own getrusage."""
        before = len(self._lines())
        os.kill(self.terminal.process.pid, signal.SIGUSR1)
        for _left in looks(lambda: f"what {self.name} has used"):
            if len(self._lines()) > before:
                break
            self.terminal.read()
        return float(self._lines()[-1])

    def _lines(self) -> list[str]:
        return self._told.read_text().splitlines() if self._told.exists() else []


def idle(programs: list[Measured], seconds: float) -> None:
    """Let `programs` be for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for one in programs:
            one.terminal.read(0.2 / len(programs))


def main() -> None:
    """Run and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    with tempfile.TemporaryDirectory() as place:
        os.environ["HOME"] = place
        folder, session = Path(place), str(copy_demo(Path(place) / "demo"))
        follow = ("open", session, "--lang", "en")
        lead = Measured("leading", program(*follow, "--step", "follow-up"), "Step 22", folder)
        programs = [
            lead,
            Measured("following", program(*follow), "following the facilitator", folder),
            Measured("not looking", program(*follow, before=NO_LOOK), "Step 22", folder),
        ]
        idle(programs, SETTLE)
        before = [(one.used(), len(one.terminal.raw)) for one in programs]
        began = time.monotonic()
        idle(programs, seconds)
        after = [(one.used(), len(one.terminal.raw)) for one in programs]
        took = time.monotonic() - began
        for one, (used, sent), (now, total) in zip(programs, before, after, strict=True):
            share = 100 * (now - used) / took
            print(f"{one.name:12} {share:5.2f} % of a core, {total - sent} bytes in {took:.0f} s")
        for one in programs:
            one.terminal.__exit__(None, None, None)


if __name__ == "__main__":
    main()
