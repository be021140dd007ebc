"""Signs for no answer, such as `-`: taken as none, and said once."""

from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Amu
from tests.cli.tables.answers import lay_out, score

ROWS = ["Unit,Leads,q1,q2,q3,q4", *["U,,1,2,3,4"] * 600, *["U,,-,#N/A,-,"] * 4, "U,,n/a,2,3,4"]
SAID = "13 cells were taken as not answered: “-” 8, “#N/A” 4, “N/A” 1"


@pytest.fixture
def place(amu: Amu) -> Path:
    return lay_out()


def lines(where: str) -> list[str]:
    """The rows with the signs at the beginning, or below the part by which a file is judged."""
    return ROWS if where == "late" else [ROWS[0], *reversed(ROWS[1:])]


@pytest.mark.parametrize("where", ["early", "late"])
@pytest.mark.parametrize("kind", ["csv", "semicolons", "parquet", "xlsx"])
def test_signs_for_no_answer_are_counted(amu: Amu, place: Path, where: str, kind: str) -> None:
    name = "answers.csv" if kind == "semicolons" else f"answers.{kind}"
    text = "\n".join(lines(where)) + "\n"
    Path("answers.csv").write_text(text.replace(",", ";") if kind == "semicolons" else text)
    if kind == "parquet":
        pl.read_csv("answers.csv", infer_schema=False).write_parquet(name)
    elif kind == "xlsx":
        pl.read_csv("answers.csv", infer_schema=False).write_excel(name)
    said = score(amu, table=name)
    assert said.code == 0, said.err
    assert said.err.splitlines()[:2] == ["601 persons answered, 1 unit, 2 themes", SAID]
    assert score(amu, "--json", table=name, out="o.csv").json["unanswered"] == {
        "-": 8, "#n/a": 4, "n/a": 1,
    }  # fmt: skip


@pytest.mark.parametrize("cell", ["", "4.5", "4"])
def test_nothing_is_said_of_empty_cells_and_of_answers(amu: Amu, place: Path, cell: str) -> None:
    rows = ["Unit,Leads,q1,q2,q3,q4,note", *["U,,1,2,3,,-"] * 9, f"U,,1,{cell},3,4,NA"]
    Path("answers.csv").write_text("\n".join(rows) + "\n")
    said = score(amu)
    assert said.code == 0, said.err
    assert "not answered" not in said.err


def test_it_is_said_in_norwegian(amu: Amu, place: Path) -> None:
    Path("answers.csv").write_text("\n".join(ROWS) + "\n")
    assert "13 celler ble tatt som ubesvart: «-» 8" in score(amu, "--lang", "nb").err
    assert "13 celler vart tekne som ubesvart: «-» 8" in score(amu, "--lang", "nn", out="o.csv").err
