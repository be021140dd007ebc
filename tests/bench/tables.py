"""A session of one unit from a large table, beside a bare Polars read of the same file.

    python -m tests.bench.tables [RUNS]

Tables of 5,000 units and 28 themes: long and wide separated text, Parquet, and a workbook. Prints
the median seconds that `amu new` takes, by the clock and of processor time, the same for a table
of one unit (start-up), and the difference as a ratio to reading the file with Polars alone, all
programs run in turn. On a busy machine only the processor time tells anything.
Last how long, and with how much memory, `amu score` refuses a sheet of more cells than it takes.
"""

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import xlsxwriter

UNITS, THEMES = 5_000, 28
HEADER = ["unit", "theme", "n", "mean", "sd"]

BARE = {
    ".csv": "polars.read_csv(path, infer_schema=False)",
    ".parquet": "polars.read_parquet(path)",
    ".xlsx": "polars.read_excel(path, engine='calamine')",
}
TIMED = """
import sys, time, polars
path = sys.argv[1]
began = time.perf_counter()
{read}
print(time.perf_counter() - began)
"""
"""A read in a process of its own, as the other program's is: nothing is warm."""
INSTRUMENT = """schema = 1
id = "ours"
title.en = "Ours"
scale = { min = 1, max = 5 }
areas.work = { title.en = "Work", themes = ["work"] }
themes.work = { number = 1, name.en = "Work", items = ["q1", "q2"] }
"""
MEASURED = """
import resource, sys
from amu_tui.cli.program import run
code = run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
seconds, size = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
print(f"refused ({code}) after {seconds:.2f} s of a processor, {size} MB at most")
"""


def rows() -> list[list[str | int | float]]:
    """A row for each unit and theme, the same every time."""
    chance = random.Random(1)
    return [
        [
            f"Unit {unit}", theme, chance.randint(5, 100),
            round(2.5 + 2 * chance.random(), 2), round(0.8 * chance.random(), 2),
        ]
        for unit in range(UNITS)
        for theme in range(1, THEMES + 1)
    ]  # fmt: skip


def made(folder: Path) -> list[Path]:
    """The tables, and first of all one with a single unit."""
    long = rows()
    one, text, wide, parquet, book = (
        folder / name for name in ("one.csv", "long.csv", "wide.csv", "long.parquet", "long.xlsx")
    )
    written(one, [HEADER, *long[:THEMES]])
    written(text, [HEADER, *long])
    parts = [f"{theme} {part}" for theme in range(1, THEMES + 1) for part in ("n", "mean", "sd")]
    by_unit = [long[start : start + THEMES] for start in range(0, len(long), THEMES)]
    flat = [[unit[0][0], *(cell for row in unit for cell in row[2:])] for unit in by_unit]
    written(wide, [["unit", *parts], *flat])
    pl.DataFrame(long, schema=HEADER, orient="row").write_parquet(parquet)
    made = xlsxwriter.Workbook(book, {"constant_memory": True})
    sheet = made.add_worksheet("Scores")
    for number, row in enumerate([HEADER, *long]):
        sheet.write_row(number, 0, row)
    made.close()
    return [one, text, wide, parquet, book]


def too_large(folder: Path) -> Path:
    """Raw answers of more people than a sheet may have: 140,000 people and 29 items."""
    path = folder / "large.xlsx"
    made = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = made.add_worksheet("Answers")
    sheet.write_row(0, 0, ["Unit", *(f"q{item}" for item in range(1, 30))])
    for row in range(1, 140_001):
        sheet.write_row(row, 0, [f"Unit {row % 500}", *(1 + row % 5 for _item in range(29))])
    made.close()
    return path


def refused(path: Path, out: Path) -> None:
    """Print what the refusal of the sheet at `path` costs."""
    instrument = path.with_suffix(".toml")
    instrument.write_text(INSTRUMENT)
    program = [sys.executable, "-c", MEASURED, "score", str(path), "-o", str(out)]
    words = [*program, "--instrument", str(instrument), "--unit-column", "Unit", "--lang", "en"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    print(f"{path.name}: {done.stdout.strip()}\n{done.stderr.strip()}")


def written(path: Path, lines: Sequence[Sequence[object]]) -> None:
    """Separated text in the file at `path`."""
    path.write_text("".join(",".join(map(str, line)) + "\n" for line in lines))


def seconds(command: list[str]) -> tuple[float, float]:
    """How long a command takes that must succeed, and how long a processor works for it."""
    before, began = worked(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began, worked() - before


def worked() -> float:
    """Processor seconds of all programs that were run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def alone(path: Path) -> float:
    """How long Polars takes to read the file, beyond its own start."""
    program = TIMED.format(read=BARE[path.suffix])
    command = [sys.executable, "-c", program, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Run and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = made(folder)
        amu: dict[Path, list[tuple[float, float]]] = {path: [] for path in tables}
        bare: dict[Path, list[float]] = {path: [] for path in tables}
        new = [sys.executable, "-m", "amu_tui", "new"]
        for run in range(runs):
            for path in tables:
                session = folder / f"{path.name}-{run}"
                amu[path].append(
                    seconds([*new, str(session), "--results", str(path), "--unit", "Unit 0"])
                )
                bare[path].append(alone(path))
        middle = {
            path: [statistics.median(one) for one in zip(*amu[path], strict=True)]
            for path in tables
        }
        start, busy = middle[tables[0]]
        print(f"start-up, a table of one unit: {start:.2f} s, processor {busy:.2f} s")
        for path in tables[1:]:
            beyond, more = middle[path][0] - start, middle[path][1] - busy
            read = statistics.median(bare[path])
            print(
                f"{path.name}: {beyond:.2f} s beyond start-up, processor {more:.2f} s;"
                f" Polars alone {read:.3f} s; ratio {beyond / read:.1f}"
            )
        refused(too_large(folder), folder / "out.csv")


if __name__ == "__main__":
    main()
