"""What `amu score` makes of rows with more cells than the header of separated text."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import HEADER, lay_out, people, refused, score
from tests.cli.tables.test_score_text import figures


@pytest.fixture
def place(amu: Amu) -> Path:
    return lay_out()


@pytest.mark.parametrize("row", [2, 3, 30])
@pytest.mark.parametrize("into", [0, 3, 6])
@pytest.mark.parametrize(
    ("short", "first", "encoding"),
    [
        (0, "x,,2", "utf-8"),
        (12, "x,,2", "utf-8"),
        (0, '"x, y",,2', "utf-8"),
        (0, '"x\ny",,2', "utf-8"),
        (0, "x,,2", "utf-16"),
    ],
)
def test_a_row_with_more_cells_than_the_header_is_refused(
    amu: Amu, place: Path, row: int, into: int, short: int, first: str, encoding: str
) -> None:
    """A shifted row is no answer, not even where another row is as much too short."""
    lines = [HEADER, *people()]
    lines[-1] = f"{first},3,na,3"
    cells = lines[row - 1].split(",")
    lines[row - 1] = ",".join([*cells[:into], "1", *cells[into:]])
    if short:
        lines[short - 1] = lines[short - 1].rpartition(",")[0]
    Path("answers.csv").write_text("\n".join(lines) + "\n", encoding=encoding)
    said = refused(score(amu), tree())
    assert said.startswith(f"answers.csv:{row}: 7 cells, but the header has 6")


@pytest.mark.parametrize("behind", [",", ",,,", ', ,""'])
@pytest.mark.parametrize("rows", [range(4, 5), range(2, 100)])
def test_empty_cells_behind_a_row_are_no_cells(
    amu: Amu, place: Path, behind: str, rows: range
) -> None:
    plain = figures(amu)
    lines = [HEADER, *people()]
    lines = [line + behind * (number in rows) for number, line in enumerate(lines, start=1)]
    Path("answers.csv").write_text("\n".join(lines) + "\n")
    assert figures(amu) == plain
