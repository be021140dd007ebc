"""`amu score` on a terminal, with a table that takes a while."""

import re
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.cli.tables.answers import INSTRUMENT
from tests.terminal.drive import Terminal

PEOPLE, UNITS = 400_000, 300

AT_ONCE = """
import sys
from amu_tui.cli import main
from amu_tui.cli.kit import progress
progress._PATIENCE = 0.0  # a bar comes however fast the machine is
sys.argv = ["amu", *sys.argv[1:]]
main()
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def drawn(below: int, draw: int) -> pl.Expr:
        return pl.col("row").hash(draw) % below

    people = pl.select(pl.int_range(PEOPLE).alias("row")).select(
        pl.format("unit {}", drawn(UNITS, 0)).alias("Unit"),
        *(pl.format("{}", 1 + drawn(5, item)).alias(f"q{item}") for item in range(1, 5)),
    )
    # Text in UTF-16 with a sign for no answer far down is read more than once.
    data = people.write_csv().removesuffix("\n") + "\nunit 1,-,-,-,-\n"
    folder = tmp_path_factory.mktemp("scoring")
    (folder / "answers.csv").write_text(data, encoding="utf-16")
    (folder / "ours.toml").write_text(INSTRUMENT)
    return folder


def scoring(place: Path, out: str) -> Terminal:
    told = ["--instrument", "ours.toml", "--unit-column", "Unit", "--lang", "en", "-o", out]
    return Terminal(
        command=[sys.executable, "-c", AT_ONCE, "score", "answers.csv", *told], cwd=place
    )


def test_a_bar_comes_moves_and_leaves_nothing_behind(place: Path) -> None:
    with scoring(place, "out.csv") as terminal:
        assert terminal.wait_end() == 0
        drawn = set(re.findall(rb"Scoring.*?(\d+)%", terminal.raw))
        assert len(drawn) > 1, drawn
        assert b"\x1b[?25h" in terminal.raw  # the cursor is back
        assert "Scoring" not in terminal.text
        assert "made: out.csv" in terminal.text
    assert (place / "out.csv").read_text().count("\n") == 1 + 2 * UNITS


def test_ctrl_c_stops_it_at_once_and_leaves_no_file(place: Path) -> None:
    before = set(place.iterdir())
    with scoring(place, "stopped.csv") as terminal:
        terminal.wait(r"Scoring .*%")
        terminal.type("\x03")
        assert terminal.wait_end() == 130
        assert "interrupted; nothing was written" in terminal.text
        assert "Scoring" not in terminal.text
        assert b"Traceback" not in terminal.raw
    assert set(place.iterdir()) == before
