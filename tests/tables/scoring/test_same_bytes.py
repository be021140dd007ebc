"""The same answers give the same file, to the last byte, however the work is divided."""

import os
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import stdev

import polars as pl
import pytest

from tests.tables.scoring.making import csv_of, instrument, scored, worked_out

PEOPLE, UNITS = 30_000, 700
KEYS = {f"t{theme}": tuple(f"q{theme}{item}" for item in range(4)) for theme in range(9)}


def drawn(below: int, draw: int) -> pl.Expr:
    """AnswerPlaces from 0 that look like chance and are the same each time."""
    return pl.col("row").hash(draw) % below


def answers() -> pl.DataFrame:
    items = [item for key in KEYS.values() for item in key]
    return pl.select(pl.int_range(PEOPLE).alias("row")).select(
        pl.format("unit {}", drawn(UNITS, 0)).alias("unit"),
        *(
            pl.when(drawn(20, 500 + at) > 0).then(1 + drawn(5, at).cast(pl.Int64)).alias(item)
            for at, item in enumerate(items, start=1)
        ),
    )


def decimals(table: pl.DataFrame) -> pl.DataFrame:
    items = pl.col(name for name in table.columns if name != "unit")
    return table.with_columns((items / 3 + 1).round(4))


def asked(folder: Path) -> None:
    lines = ['schema = 1\nid = "made"\ntitle.en = "Made"\nscale = {min = 1, max = 5}']
    lines.append(f'[areas.all]\ntitle.en = "All"\nthemes = {list(KEYS)}')
    for number, (theme, items) in enumerate(KEYS.items(), start=1):
        lines.append(f'[themes.{theme}]\nnumber = {number}\nname.en = "{theme}"')
        lines.append(f"items = {list(items)}\nreversed = {list(items[:1])}")
    (folder / "made.toml").write_text("\n".join(lines) + "\n")
    units = "".join(f"unit {unit},group {unit % 9}\n" for unit in range(UNITS))
    groups = "".join(f"group {group},all\n" for group in range(9))
    (folder / "units.csv").write_text(f"unit,parent\nall,\n{groups}{units}")


def made(folder: Path, table: str, threads: int, *more: str) -> bytes:
    out = folder / f"{threads}.csv"
    words = ["score", table, "--instrument", "made.toml", "--unit-column", "unit"]
    subprocess.run(
        [sys.executable, "-m", "amu_tui", *words, "-o", out.name, *more],
        env={**os.environ, "POLARS_MAX_THREADS": str(threads), "PYTHONHASHSEED": str(threads)},
        cwd=folder,
        check=True,
        capture_output=True,
    )
    data = out.read_bytes()
    out.unlink()
    return data


@pytest.mark.parametrize(
    ("kind", "change", "more"),
    [
        ("csv", lambda table: table, ()),
        ("csv", decimals, ()),
        ("parquet", lambda table: table, ("--tree", "units.csv")),
        ("parquet", decimals, ()),
    ],
    ids=["whole", "decimals", "tree", "decimals in Parquet"],
)
def test_the_number_of_threads_changes_no_byte(
    kind: str,
    change: Callable[[pl.DataFrame], pl.DataFrame],
    more: tuple[str, ...],
    tmp_path: Path,
) -> None:
    asked(tmp_path)
    table = change(answers())
    if kind == "csv":
        table.write_csv(tmp_path / "answers.csv")
    else:
        table.write_parquet(tmp_path / "answers.parquet", row_group_size=3_500)
    first, *others = (made(tmp_path, f"answers.{kind}", threads, *more) for threads in (1, 2, 5))
    assert first.count(b"\n") > len(KEYS) * UNITS
    assert all(other == first for other in others)


def test_whole_answers_and_the_same_written_as_fractions_are_the_same(tmp_path: Path) -> None:
    of = instrument({theme: (f"-{key[0]}", *key[1:]) for theme, key in KEYS.items()})
    table = answers().head(5_000)
    items = [name for name in table.columns if name != "unit"]
    table.write_parquet(tmp_path / "whole.parquet")
    table.with_columns(pl.col(items).cast(pl.Float64)).write_parquet(tmp_path / "float.parquet")
    table.with_columns(pl.col(items).cast(pl.String)).write_parquet(tmp_path / "text.parquet")
    table.write_csv(tmp_path / "whole.csv")
    first, *others = (
        scored(tmp_path / name, of).file(parquet=False)
        for name in ("whole.csv", "whole.parquet", "float.parquet", "text.parquet")
    )
    assert all(other == first for other in others)


LONG = tuple(f"q{item}" for item in range(70))
"""So many items that no number of steps makes every person's score whole."""


@pytest.mark.parametrize(
    ("items", "low", "high", "step"),
    [
        (LONG[:1], 1, 5, 1),
        (LONG[:4], -3, 3, 1),
        (LONG[:13], 1, 5, 1),
        (LONG[:31], 0, 100, 1),
        (LONG, 1, 7, 1),
        (LONG[:3], 0.5, 4.5, 0.25),
        (LONG[:3], 0, 2e9, 1e9),
    ],
)
def test_every_kind_of_scale_agrees_with_exact_fractions(
    items: tuple[str, ...], low: float, high: float, step: float, tmp_path: Path
) -> None:
    of = instrument({"t": items}, low, high, answered=0.3)
    levels = round((high - low) / step) + 1
    people = [
        (
            "U",
            [
                None if (person * 7 + item) % 11 == 0 else low + (person**2 + item) % levels * step
                for item in range(len(items))
            ],
        )
        for person in range(60)
    ]
    exact = [
        sum(map(Fraction, given)) / len(given)
        for _unit, own in people
        if (given := [answer for answer in own if answer is not None])
    ]
    path = tmp_path / "answers.csv"
    path.write_text(csv_of(people, items).replace("e+09", "000000000"))
    n, mean, sd = worked_out(path, of)["U", "t"]
    middle = sum(exact) / len(exact)
    assert n == len(exact)
    assert mean == pytest.approx(float(middle), rel=1e-14, abs=1e-9)
    assert sd == pytest.approx(stdev(float(one - middle) for one in exact), rel=1e-13, abs=1e-9)
