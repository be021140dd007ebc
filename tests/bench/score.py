"""Scoring raw answers beside the bare Polars expression and DuckDB's SQL for the same.

    python -m tests.bench.score [PEOPLE] [TURNS]

Makes two tables of PEOPLE × 112 answers in 5,000 units, one with ten times the people of the
other (1,000,000 and 100,000 unless told), as CSV and Parquet, the same ones each time. Each
program starts anew in turn; prints the median seconds, the median of the ratios of ours to
theirs turn by turn, and the peak memory, at the end that of ours as the table grows. Ours also
checks every answer, hides and writes. `again` is ours over the table that it has just made,
`late` the same after twenty more people have answered.
"""

import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.bare_score import HIGH, KEYS, LOW

UNITS = 5_000
MISSING = 40
"""Answers in a thousand."""


def make(folder: Path, people: int) -> list[Path]:
    """The table of answers as CSV and as Parquet, written in parts."""
    import polars as pl

    def drawn(below: int, draw: int) -> pl.Expr:
        """Numbers from 0 that look like chance and are the same each time."""
        return pl.col("row").hash(draw) % below

    names = pl.Series([f"Unit {number:04}" for number in range(UNITS)])
    items = [item for key in KEYS.values() for item, _turned in key]
    csv, parquet = folder / f"{people}.csv", folder / f"{people}.parquet"
    parts = []
    with csv.open("wb") as file:
        for start in range(0, people, 250_000):
            rows = min(250_000, people - start)
            part = pl.select(pl.int_range(start, start + rows).alias("row")).select(
                pl.lit(names).gather(drawn(UNITS, 0)).alias("unit"),
                *(
                    pl.when(drawn(1_000, 1_000 + draw) >= MISSING)
                    .then(LOW + drawn(HIGH - LOW + 1, draw))
                    .cast(pl.Int64)
                    .alias(item)
                    for draw, item in enumerate(items, start=1)
                ),
            )
            part.write_csv(file, include_header=not start)
            parts.append(folder / f"part{start}.parquet")
            part.write_parquet(parts[-1])
    pl.scan_parquet(parts).sink_parquet(parquet)
    for path in parts:
        path.unlink()
    return [csv, parquet]


def instrument(path: Path) -> None:
    """The instrument file that names the items."""
    ids = ", ".join(f'"{theme}"' for theme in KEYS)
    text = f'schema = 1\nid = "bench"\ntitle.en = "Bench"\nscale = {{min = {LOW}, max = {HIGH}}}\n'
    text += f'[areas.all]\ntitle.en = "All"\nthemes = [{ids}]\n'
    for number, (theme, key) in enumerate(KEYS.items(), start=1):
        items = [item for item, _turned in key]
        turned = [item for item, reverse in key if reverse]
        text += f'[themes.{theme}]\nnumber = {number}\nname.en = "{theme}"\n'
        text += f"items = {items}\nreversed = {turned}\n"
    path.write_text(text)


def run(words: list[str]) -> tuple[float, float]:
    """Seconds and peak memory in MiB of one program, from start to end."""
    began = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {words}")
    return seconds, used.ru_maxrss / 1024


def with_late_answers(table: Path) -> Path:
    """The CSV table with the last twenty people once more."""
    late = table.with_name(f"late-{table.name}")
    shutil.copyfile(table, late)
    with table.open("rb") as file:
        file.seek(-20_000, os.SEEK_END)
        lines = file.read().splitlines(keepends=True)[-20:]
    with late.open("ab") as file:
        file.writelines(lines)
    return late


def compare(table: Path, asked: Path, turns: int) -> float:
    """Run the three in turn and print; the peak memory of ours in MiB."""
    out = table.with_name("out.csv")
    bare = [sys.executable, "-m", "tests.bench.bare_score"]
    ours = [sys.executable, "-m", "amu_tui", "score", "--instrument", str(asked)]
    ours += ["--unit-column", "unit", "-o", str(out)]
    programs = {
        "amu": [*ours, str(table)],
        "polars": [*bare, "polars", str(table)],
        "duckdb": [*bare, "duckdb", str(table)],
        "again": [*ours, "--force", str(table)],
    }
    if table.suffix == ".csv":
        programs["late"] = [*ours, "--force", str(with_late_answers(table))]
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for turn in range(turns + 1):
        for old in table.parent.glob("out*"):
            old.unlink()
        for name, words in programs.items():
            one = run(words)
            if turn:  # the first turn brings the file into memory
                found[name].append(one)
    first = [seconds for seconds, _ in found["amu"]]
    for name, ran in found.items():
        ratio = statistics.median(one / other[0] for one, other in zip(first, ran, strict=True))
        seconds = statistics.median(one for one, _ in ran)
        memory = statistics.median(one for _, one in ran)
        against = "" if name == "amu" else f"   amu takes {ratio:.2f} × its time"
        if name in ("again", "late"):
            against = f"   {1 / ratio:.2f} × the first time"
        print(f"{table.name:>18} {name:>7} {seconds:7.2f} s {memory:7.0f} MiB{against}", flush=True)
    return statistics.median(memory for _, memory in found["amu"])


def main() -> None:
    """Make, run and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    turns = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        instrument(folder / "bench.toml")
        memory: dict[str, list[float]] = {}
        for count in (people // 10, people):
            # In a process of its own: a new one counts the memory of the one that starts it.
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                tables = pool.apply(make, (folder, count))
            for table in tables:
                used = compare(table, folder / "bench.toml", turns)
                memory.setdefault(table.suffix, []).append(used)
                for old in folder.glob(f"*{table.name}"):
                    old.unlink()
        for kind, (small, large) in memory.items():
            print(f"amu, ten times the people: {large / small:.2f} × the memory ({kind})")


if __name__ == "__main__":
    main()
