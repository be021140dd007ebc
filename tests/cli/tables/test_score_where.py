"""Choosing the rows that are scored."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui.tables.reading.choice import choices
from amu_tui.tables.scoring.rows import RowsAsked
from amu_tui.tables.scoring.score import ScoringRequest, open_responses
from amu_tui.tables.scoring.score import score as scored
from tests.cli.conftest import Amu, Said, tree
from tests.cli.tables.answers import INSTRUMENT, read, refused
from tests.tables.scoring.making import figures, instrument

HEADER = "Year,Term,Unit,q1,q2,q3,q4"


def people(*what: str, each: int = 6) -> list[str]:
    return [
        f"{one},{1 + at % 5},{1 + at % 3},{5 - at % 2},{1 + at % 4}"
        for one in what
        for at in range(each)
    ]


def lay_out(lines: list[str]) -> None:
    Path("ours.toml").write_text(INSTRUMENT)
    Path("answers.csv").write_text("\n".join([HEADER, *lines]) + "\n")


def score(amu: Amu, *where: str, path: str = "answers.csv") -> Said:
    told = [word for one in where for word in ("--where", one)]
    named = ("--instrument", "ours.toml", "--unit-column", "Unit", "-o", "out.csv")
    return amu("score", path, *named, *told)


ROWS = people("2017,spring,A", "2018,spring,A", "2018,autumn,A", "2018,autumn,B", "2019,spring,B")


@pytest.mark.parametrize("kind", ["csv", "latin-1", "parquet", "xlsx"])
@pytest.mark.parametrize(
    ("where", "found"),
    [
        (["Year=2018"], {"A": "12", "B": "6"}),
        (["year = 2018.0"], {"A": "12", "B": "6"}),
        (["Year=2018", "Term=autumn"], {"A": "6", "B": "6"}),
        (["Year=2017", "Year=2019"], {"A": "6", "B": "6"}),
        (["Year=2017", "Term=spring", "Year=2018"], {"A": "12"}),
        (["Unit=B"], {"B": "12"}),
    ],
)
def test_rows_are_those_with_all_columns_and_any_value_of_one(
    amu: Amu, kind: str, where: list[str], found: dict[str, str]
) -> None:
    lay_out([*ROWS, "2016,å,A,1,1,1,1"])
    path = "answers.csv" if kind in ("csv", "latin-1") else f"answers.{kind}"
    answers = pl.read_csv("answers.csv")
    match kind:
        case "latin-1":
            text = Path(path).read_text(encoding="utf-8")
            Path(path).write_text(text, encoding="latin-1")
        case "parquet":
            answers.with_columns(pl.col("Year").cast(pl.Float64)).write_parquet(path)
        case "xlsx":
            answers.write_excel(path)
    said = score(amu, *where, path=path)
    assert said.code == 0, said.err
    people = {unit: row["n"] for (unit, theme), row in read().items() if theme == "autonomy"}
    assert people == found


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (["Yea=2018"], ":1: there is no column “Yea”, which --where names\nDid you mean “Year”?"),
        (
            ["Year=2020"],
            ":1: no row has “2020” in the column “Year”\nIts values are “2017”, “2018”, “2019”.",
        ),
        (["Year=2018", "Year=2020"], ":1: no row has “2020” in the column “Year”"),
        (["Term=Autumn"], ":1: no row has “Autumn” in the column “Term”\nIts values are “autumn”."),
        (
            ["Year=2019", "Term=autumn"],
            ":1: no row has all of this: Year = 2019, Term = autumn",
        ),
        (["q1=7"], ":1: no row has “7” in the column “q1”\nThe column has 5 different values."),
    ],
)
def test_what_is_nowhere_is_named_with_what_there_is(amu: Amu, where: list[str], said: str) -> None:
    lay_out(ROWS)
    assert refused(score(amu, *where), tree()).startswith(f"answers.csv{said}")


def test_what_few_people_say_of_themselves_is_not_listed(amu: Amu) -> None:
    lay_out([*ROWS, *people("2018,sabbatical,A", each=4)])
    said = refused(score(amu, "Term=x"), tree())
    assert "Its values are “autumn”, “spring”." in said
    lay_out([f"{2000 + at},spring,A,1,1,1,1" for at in range(40) for _ in range(9)])
    said = refused(score(amu, "Year=1"), tree())
    assert "The column has 40 different values." in said
    assert "2001" not in said


def test_a_row_that_is_left_out_may_hold_anything_and_rows_keep_their_numbers(amu: Amu) -> None:
    wrong = ["2017,spring,,99,x,1,1", *ROWS]
    lay_out(wrong)
    assert score(amu, "Year=2018").code == 0
    Path("out.csv").unlink()
    lay_out([*wrong, "2018,spring,A,9,1,1,1", "2018,spring,A,1,x,1,1"])
    said = refused(score(amu, "Year=2018"), tree()).splitlines()
    assert said[0] == "answers.csv:33: column “q1”: the answer is outside the scale 1–5"
    assert said[1] == "row 34, column “q2”: the answer is not a number"
    lay_out([*wrong, "2018,spring,,1,1,1,1"])
    said = refused(score(amu, "Year=2018"), tree()).splitlines()
    assert said[0] == "answers.csv:33: column “Unit”: no unit is named in this row"


@pytest.mark.parametrize("typed", ["2018", "=2018", ""])
def test_a_choice_is_a_column_and_a_value(amu: Amu, typed: str) -> None:
    lay_out(ROWS)
    said = score(amu, typed)
    assert said.code == 2
    assert '--where "Year=2018"' in said.err


CELLS = st.tuples(st.sampled_from(["2017", "2018", ""]), st.sampled_from(["x", "y"]))
ROW = st.tuples(CELLS, st.tuples(st.integers(1, 5), st.integers(1, 5)))


@given(st.lists(ROW, min_size=1, max_size=60))
@settings(deadline=None, max_examples=12)
def test_choosing_rows_is_scoring_the_table_that_has_those_only(
    rows: list[tuple[tuple[str, str], tuple[int, int]]],
) -> None:
    asked = instrument({"t": ("a", "b")})
    rows = [*rows, (("2018", "x"), (3, 4))]

    def write(path: Path, chosen: list[tuple[tuple[str, str], tuple[int, int]]]) -> None:
        lines = [",".join([*cells, *map(str, answers)]) for cells, answers in chosen]
        path.write_text("\n".join(["Year,unit,a,b", *lines]) + "\n")

    with TemporaryDirectory() as name:
        whole, part = Path(name, "whole.csv"), Path(name, "part.csv")
        write(whole, rows)
        write(part, [row for row in rows if row[0][0] == "2018"])
        found = []
        for path, where in ((whole, ["Year=2018"]), (part, [])):
            wanted = ScoringRequest(rows=RowsAsked(("unit",), where=choices(where)), min_n=3)
            found.append(figures(scored(open_responses(path, asked, wanted), asked, wanted)))
        assert found[0] == found[1]


def answers_of(sizes: dict[str, int]) -> list[str]:
    """Persons of one unit, by the term in which they answered."""
    return [
        f"2018,{term},A,{1 + at % 5},{1 + at * 2 % 5},{5 - at % 5},{1 + at % 4}"
        for term, size in sizes.items()
        for at in range(size)
    ]


@pytest.mark.parametrize("left", [1, 4, 5])
def test_those_in_none_of_several_earlier_choices_are_not_told(amu: Amu, left: int) -> None:
    """Each choice has at least five more than the ones before: only all together tell."""
    lay_out(answers_of({"spring": 12, "autumn": 18, "winter": left}))
    told: list[str] = []
    for term in ("spring", "autumn", "every"):
        where = () if term == "every" else ("--where", f"Term={term}")
        named = ("--instrument", "ours.toml", "--unit-column", "Unit", "-o", f"{term}.csv")
        earlier = [word for one in told for word in ("--published", one)]
        assert amu("score", "answers.csv", *named, *where, *earlier).code == 0
        told.append(f"{term}.csv")
    assert read("autumn.csv")["A", "support"]["n"] == "18"
    assert read("every.csv")["A", "support"]["n"] == ("35" if left == 5 else "")
