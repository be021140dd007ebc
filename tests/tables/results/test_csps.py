"""Three real tables of another survey: other columns each year, no n, no spread, no scale 1–5.

A piece of each is beside the instrument, with its licence as a note below the table; where the
whole tables lie beside the checkout they are read too.
"""

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.reading.read import read_table
from amu_tui.tables.results.interpret import ResultsTable, interpret
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from tests.tables.made import warned

HERE = Path(__file__).parents[1] / "csps"
WHOLE = Path(__file__).parents[4] / "shared/data/csps"
YEARS = (2014, 2016, 2019)
FOLDERS = (HERE, WHOLE) if WHOLE.is_dir() else (HERE,)
every_table = pytest.mark.parametrize("year", YEARS)
every_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)

COLUMNS = {2014: (2, 3), 2016: (3, 4), 2019: (3, 4)}
"""Places of the response rate and of the first of ten themes, by year."""

THEMES = (
    "engagement", "my-work", "objectives", "my-manager", "my-team", "development", "inclusion",
    "resources", "pay", "leadership",
)  # fmt: skip
"""In the order of the files."""

SKIPPED = "All civil servants (mean score)"


def own(name: str) -> Any:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def survey(year: int, folder: Path = HERE) -> ResultsTable:
    instrument = msgspec.convert(own("instrument"), Instrument)
    mapping = msgspec.convert(own(f"mapping-{year}"), ColumnMapping)
    return interpret(read_table(folder / f"csps_{year}.csv"), instrument, mapping)


def cells(year: int, folder: Path) -> list[list[str]]:
    """The rows as `csv` alone sees them, to compare with; a note has one cell."""
    text = (folder / f"csps_{year}.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    return [row for row in rows if len(row) > 1]


def share(cell: str) -> float:
    return float(cell.removesuffix("%"))


@every_folder
@every_table
def test_every_organisation_is_listed_in_order(year: int, folder: Path) -> None:
    found = survey(year, folder)
    names = [row[1].strip() for row in cells(year, folder)]
    assert list(found.units) == [name for name in names if name != SKIPPED]
    some, all_ = {2014: (9, 102), 2016: (12, 102), 2019: (10, 110)}[year]
    assert len(found.units) == (some if folder == HERE else all_)
    assert set(found.themes) == set(THEMES)
    assert found.layout == "wide"


@every_folder
@every_table
def test_nothing_is_wrong_in_the_files_and_items_are_only_listed(year: int, folder: Path) -> None:
    found = survey(year, folder)
    notes = ["Contains public sector information" in note.message for note in found.misread]
    assert notes == ([True] if folder == HERE else [])
    doubt, *rest = found.problems
    assert rest == [*found.misread]
    assert (doubt.row, doubt.unit, doubt.fatal) == (1, "", False)
    assert "the table has no n" in doubt.message
    assert len(found.ignored) == {2014: 72, 2016: 76, 2019: 83}[year]


@every_folder
@every_table
def test_every_figure_is_the_file_s(year: int, folder: Path) -> None:
    found = survey(year, folder)
    rate, first = COLUMNS[year]
    for row in cells(year, folder):
        if (unit := row[1].strip()) == SKIPPED:
            continue
        results = found.results(unit)
        assert results.participation.rate == pytest.approx(share(row[rate]) / 100)
        means = {theme: results.themes[theme].mean for theme in THEMES}
        assert means == {theme: share(row[first + place]) for place, theme in enumerate(THEMES)}, (
            unit
        )


@pytest.mark.parametrize("unit", ["Met Office", "companies house", " The National Archives"])
def test_an_organisation_beside_the_benchmark_and_the_round_before(unit: str) -> None:
    results = survey(2019).results(
        unit,
        compare=["Civil Service Benchmark (median)"],
        previous=survey(2016),
        previous_round="2016",
    )
    assert list(results.references) == ["civil-service-benchmark-median", "previous"]
    assert results.references["previous"].round == "2016"
    for reference in results.references.values():
        assert set(reference.themes) == set(THEMES)
        assert reference.participation is not None
    [warning] = warned(results)
    assert "no n" in warning
    assert all(score.n is None is score.sd for score in results.themes.values())


def test_known_figures_of_one_organisation() -> None:
    before = survey(2014).results("Met Office")
    assert (before.participation.rate, before.themes["pay"].mean) == (0.82, 16)
    now = survey(2019).results("Met Office", previous=survey(2014), previous_round="2014")
    assert now.themes["pay"].mean == 32
    assert now.references["previous"].themes == before.themes
