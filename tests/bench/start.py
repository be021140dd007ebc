"""Start-up and memory of a session on the screen, as ratios to a bare Textual program.

    python -m tests.bench.start [RUNS]

Prints the median seconds to the first figures with their bars, and the peak memory, each beside
the bare program's, the two programs started in turn.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.terminal.drive import Terminal

BARE = [sys.executable, "-m", "tests.bench.bare"]


def peak_mib(pid: int) -> float:
    """Peak resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def measure(
    command: list[str], pattern: str, keys: tuple[str, ...] = (), after: str = ""
) -> tuple[float, float]:
    """Seconds from start until `pattern` is on the screen, and the peak memory in MiB.

    The memory is read when `keys` are answered by `after`, where there are any.
    """
    began = time.perf_counter()
    with Terminal(command=command, env={"LANG": "en_US.UTF-8"}) as terminal:
        terminal.wait(pattern)
        seconds = time.perf_counter() - began
        if keys:
            # What is loaded after the first paint is in memory once a key is answered.
            terminal.press(*keys)
            terminal.wait(after)
        return seconds, peak_mib(terminal.process.pid)


def main() -> None:
    """Run and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        session = Path(folder) / "demo"
        make = [sys.executable, "-m", "amu_tui", "demo", str(session)]
        subprocess.run(make, check=True, capture_output=True)
        amu = [sys.executable, "-m", "amu_tui", "open", str(session)]
        amu += ["--step", "individual-resources"]
        bare_rows, amu_rows = [], []
        for _ in range(runs):
            bare_rows.append(measure(BARE, r"3\.9 ±0\.7"))
            amu_rows.append(measure(amu, r"█{5}.*\d\.\d ±\d\.\d", ("down", "down"), r"▸  3"))
    bare_time, bare_memory = (statistics.median(column) for column in zip(*bare_rows, strict=True))
    figures, memory = (statistics.median(column) for column in zip(*amu_rows, strict=True))
    print(f"median of {runs}; bare program {bare_time * 1000:.0f} ms, {bare_memory:.0f} MiB")
    print(f"first figures {figures * 1000:.0f} ms, {figures / bare_time:.2f} × bare")
    print(f"peak memory   {memory:.0f} MiB, {memory / bare_memory:.2f} × bare")


if __name__ == "__main__":
    main()
