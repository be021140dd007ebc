"""Three real tables of another survey: other columns each year, no n, no spread, no scale 1–5.

The files are not part of the repository; where they lie beside the checkout they are read.
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
DATA = Path(__file__).parents[4] / "shared/data/csps"
YEARS = (2014, 2016, 2019)

COLUMNS = {2014: (2, 3), 2016: (3, 4), 2019: (3, 4)}
"""Places of the response rate and of the first of ten themes, by year."""

THEMES = (
    "engagement", "my-work", "objectives", "my-manager", "my-team", "development", "inclusion",
    "resources", "pay", "leadership",
)  # fmt: skip
"""In the order of the files."""

SKIPPED = "All civil servants (mean score)"


def data(year: int) -> Path:
    path = DATA / f"csps_{year}.csv"
    if not path.is_file():
        pytest.skip(f"the table of {year} is not there: {path}")
    return path


def own(name: str) -> Any:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def survey(year: int) -> ResultsTable:
    instrument = msgspec.convert(own("instrument"), Instrument)
    mapping = msgspec.convert(own(f"mapping-{year}"), ColumnMapping)
    return interpret(read_table(data(year)), instrument, mapping)


def cells(year: int) -> list[list[str]]:
    """The rows as `csv` alone sees them, to compare with."""
    text = data(year).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def share(cell: str) -> float:
    return float(cell.removesuffix("%"))


@pytest.mark.parametrize("year", YEARS)
def test_every_organisation_is_listed_in_order(year: int) -> None:
    found = survey(year)
    names = [row[1].strip() for row in cells(year)]
    assert list(found.units) == [name for name in names if name != SKIPPED]
    assert len(found.units) == {2014: 102, 2016: 102, 2019: 110}[year]
    assert set(found.themes) == set(THEMES)
    assert found.layout == "wide"


@pytest.mark.parametrize("year", YEARS)
def test_nothing_is_wrong_in_the_files_and_items_are_only_listed(year: int) -> None:
    found = survey(year)
    assert found.misread == ()
    [doubt] = found.problems
    assert (doubt.row, doubt.unit, doubt.fatal) == (1, "", False)
    assert "the table has no n" in doubt.message
    assert len(found.ignored) == {2014: 72, 2016: 76, 2019: 83}[year]


@pytest.mark.parametrize("year", YEARS)
def test_every_figure_is_the_file_s(year: int) -> None:
    found = survey(year)
    rate, first = COLUMNS[year]
    for row in cells(year):
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
