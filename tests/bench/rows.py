"""Drawing the bars of six themes in colour, for the screen.

    python -m tests.bench.rows

Prints the median milliseconds for six rows, from their figures to what Textual paints.
"""

import statistics
import tempfile
import time
from pathlib import Path

from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from amu_tui.render.results import bars
from amu_tui.render.results.rows import columns, theme_rows
from amu_tui.tui.kit.styles import painted
from amu_tui.tui.shell.app import AmuApp, Opening

RUNS = 300


def main() -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as folder:
        session = SessionFolder(copy_demo(Path(folder) / "demo")).load()
        app = AmuApp(Opening(sessions=Path(folder)))
    rows = theme_rows(session, session.step("individual-resources").themes)
    layout = columns(77, rows)
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for row in rows:
            painted(bars.segments(row.bar, layout.bar), app)
        taken.append(time.perf_counter() - began)
    print(f"{len(rows)} rows: median of {RUNS} {statistics.median(taken) * 1000:.2f} ms")


if __name__ == "__main__":
    main()
