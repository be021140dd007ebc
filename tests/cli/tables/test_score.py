"""`amu score` as somebody in HR meets it: what is made, and what is said."""

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from amu_tui.model.formulas import safe_cell
from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import (
    HEADER,
    INSTRUMENT,
    UNITS,
    lay_out,
    people,
    read,
    refused,
    score,
)
from tests.promises import proves


@pytest.fixture
def place(amu: Amu) -> Path:
    return lay_out()


def test_the_table_is_what_new_reads(amu: Amu, place: Path) -> None:
    said = score(amu)
    assert (said.code, said.out) == (0, "")
    assert said.err.splitlines() == [
        "30 persons answered, 4 units, 2 themes",
        "Not scored, since the instrument names no items of theirs: climate",
        "made: out.csv",
    ]
    text = Path("out.csv").read_text(encoding="utf-8")
    assert text.startswith("unit,theme,respondents,n,mean,sd,hidden\nFaculty,autonomy,5,5,")
    assert [key[1] for key in read()][:4] == ["autonomy", "support"] * 2
    new = ("new", "s", "--results", "out.csv", "--unit", "Mussels", "--instrument", "ours.toml")
    assert amu(*new).code == 0
    shown = amu("show", "s", "--json").json
    assert shown["participation"]["responses"] == 12
    autonomy = shown["areas"][0]["themes"][0]
    assert (autonomy["n"], autonomy["mean"]) == (12, float(read()["Mussels", "autonomy"]["mean"]))


@pytest.mark.parametrize("unit", ["=1+1", "-2;=WEBSERVICE(A1)", "@Mussels", "+47 73"])
def test_no_unit_is_a_formula_and_each_is_found_by_its_name(
    amu: Amu, place: Path, unit: str
) -> None:
    for name in ("answers.csv", "units.csv"):
        text = Path(name).read_text().replace("Mussels", unit)
        Path(name).write_text(text)
    assert score(amu, "--tree", "units.csv").code == 0
    lines = Path("out.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(lines))
    (named,) = {row[0] for row in rows} - {"unit", "Faculty", "Seaweed", "Office"}
    assert named == safe_cell(unit) != unit
    for separator in ",;":
        for line in csv.reader(lines, delimiter=separator):
            assert not any(cell.startswith(tuple("=+-@")) for cell in line)
    assert score(amu, "--tree", "units.csv", "--force").code == 0
    new = ("new", "s", "--results", "out.csv", "--unit", unit, "--instrument", "ours.toml")
    assert amu(*new).code == 0
    assert tomllib.loads(Path("s/session.toml").read_text(encoding="utf-8"))["unit"] == unit


@proves("Respondents' rows are never written.")
def test_no_row_of_a_person_is_written(amu: Amu, place: Path) -> None:
    code = "respondent-{}-of-the-survey".format
    first, *rows = Path("answers.csv").read_text(encoding="utf-8").splitlines()
    marked = [f"{first},code", *(f"{row},{code(at)}" for at, row in enumerate(rows))]
    Path("answers.csv").write_text("\n".join(marked) + "\n", encoding="utf-8")
    assert score(amu, "--tree", "units.csv").code == 0
    assert score(amu, "--tree", "units.csv", "--force").code == 0
    new = ("new", "s", "--results", "out.csv", "--unit", "Mussels", "--instrument", "ours.toml")
    assert amu(*new).code == 0
    written = [path for path, data in tree().items() if b"of-the-survey" in data]
    assert written == ["answers.csv"]


def test_every_level_is_scored_from_persons_in_the_order_of_the_tree(amu: Amu, place: Path) -> None:
    assert score(amu, "--tree", "units.csv").code == 0
    found = read()
    assert list(dict.fromkeys(unit for unit, _theme in found)) == [
        *("Faculty", "Mussels", "Seaweed", "Office"),
    ]
    support = [int(row.split(",")[5]) for row in people()]
    assert int(found["Faculty", "support"]["n"]) == len(support) == 30
    assert float(found["Faculty", "support"]["mean"]) == round(sum(support) / 30, 2)


def test_leaders_are_left_out_where_they_lead_and_counted_above(amu: Amu, place: Path) -> None:
    assert score(amu, "--tree", "units.csv", "--leaders", "Leads").code == 0
    found = read()
    people_in = {unit: row["respondents"] for (unit, _theme), row in found.items()}
    assert people_in == {"Faculty": "29", "Mussels": "11", "Seaweed": "6", "Office": "5"}


def test_a_leader_may_lead_a_unit_above_by_name(amu: Amu, place: Path) -> None:
    text = Path("answers.csv").read_text().replace("Mussels,yes", "Mussels,FACULTY")
    Path("answers.csv").write_text(text)
    assert score(amu, "--tree", "units.csv", "--leaders", "Leads").code == 0
    assert read()["Mussels", "support"]["respondents"] == "12"
    assert read()["Faculty", "support"]["respondents"] == "28"


@proves("By which rule is kept nowhere.")
def test_what_is_hidden_has_no_number_and_no_reason(amu: Amu, place: Path) -> None:
    Path("answers.csv").write_text("\n".join([HEADER, *people(office=3, faculty=0)]) + "\n")
    said = score(amu, "--tree", "units.csv")
    assert said.code == 0
    hidden = {key: row for key, row in read().items() if row["hidden"]}
    assert {unit for unit, _theme in hidden} > {"Office"}
    assert {row["hidden"] for row in hidden.values()} == {"protected"}
    for row in hidden.values():
        assert [row[name] for name in ("respondents", "n", "mean", "sd")] == [""] * 4
    assert "4 scores are hidden: they protect somebody" in said.err


@proves(
    "No figure of fewer than five people, or of the number that `--min-n` says, three at least.",
)
def test_the_smallest_group_can_be_raised_and_never_be_under_three(amu: Amu, place: Path) -> None:
    assert score(amu, "--min-n", 8).code == 0
    shown = {unit for (unit, _theme), row in read().items() if not row["hidden"]}
    assert shown == {"Mussels"}
    assert score(amu, "--min-n", 2, out="other.csv").code == 2


def test_parquet_by_its_name_and_a_summary_for_programs(amu: Amu, place: Path) -> None:
    score(amu)
    said = score(amu, "--json", out="out.parquet")
    assert said.json == {
        "file": "out.parquet",
        "people": 30,
        "units": 4,
        "themes": 2,
        "hidden": 0,
        "withdrawn": 0,
        "weighted": False,
        "shared": [],
        "skipped": ["climate"],
        "empty": [],
        "unanswered": {},
        "unnamed": 0,
        "respelled": {},
        "several": {},
        "doubtful": [],
    }
    assert pl.read_parquet("out.parquet").equals(
        pl.read_csv("out.csv", schema_overrides={"hidden": pl.String})
    )


def test_a_file_that_is_there_is_not_overwritten_unless_told(amu: Amu, place: Path) -> None:
    Path("out.csv").write_text("mine")
    before = tree()
    assert "--force" in refused(score(amu), before)
    assert "not a table of results" in refused(score(amu, "--force"), before)


@proves(
    "`amu score` does the same over the tree of units and, with `--published`, with what "
    "was given out before.",
)
def test_what_was_published_before_is_not_given_away_by_what_comes_after(
    amu: Amu, place: Path
) -> None:
    assert score(amu).code == 0
    before = Path("out.csv").read_bytes()
    assert score(amu, "--force").code == 0
    assert Path("out.csv").read_bytes() == before
    # Two more people of Seaweed: the difference between the tables would be their answers.
    Path("answers.csv").write_text("\n".join([HEADER, *people(seaweed=9)]) + "\n")
    assert score(amu, "--published", "out.csv", out="later.csv").code == 0
    assert read("later.csv")["Seaweed", "support"]["hidden"] == "protected"
    assert read("later.csv")["Mussels", "support"]["hidden"] == ""
    assert score(amu, "--force").code == 0
    assert read()["Seaweed", "support"]["hidden"] == "protected"


DIALECTS: dict[str, Callable[[str], bytes]] = {
    "semicolons and a mark": lambda text: b"\xef\xbb\xbf" + text.replace(",", ";").encode(),
    "tabs": lambda text: text.replace(",", "\t").encode(),
    "cp1252": lambda text: text.replace("Seaweed", "Sjø").encode("cp1252"),
    "utf-16": lambda text: text.encode("utf-16"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "quoted": lambda text: "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines()
    ).encode(),
    "told by Excel": lambda text: b"sep=;\r\n" + text.replace(",", ";").encode(),
    "blanks and NA": lambda text: text.replace("Mussels,", " Mussels ,").encode() + b",,NA,.,-, ",
    "decimal commas": lambda text: text.replace(",", ";").replace(";5;", ";5,0;").encode(),
    "fractions": lambda text: text.replace(",5,", ",5.0,").encode(),
    "empty columns at the end": lambda text: text.replace("\n", ",,\n").encode(),
    "empty rows": lambda text: text.replace("\nSeaweed", "\n\nSeaweed").encode() + b"\n,,,,,\n\n",
    "blanks round names": lambda text: text.replace("q1", " q1").replace("Unit", "UNIT ").encode(),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_gives_the_same_figures(amu: Amu, place: Path, name: str) -> None:
    score(amu, out="plain.csv")
    Path("answers.csv").write_bytes(DIALECTS[name](Path("answers.csv").read_text()))
    said = score(amu)
    assert said.code == 0, said.err
    text = Path("out.csv").read_text(encoding="utf-8").replace("Sjø", "Seaweed")
    assert text == Path("plain.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["parquet", "xlsx", "ods"])
def test_other_kinds_of_files_give_the_same_figures(amu: Amu, place: Path, kind: str) -> None:
    score(amu, out="plain.csv")
    table = pl.read_csv("answers.csv")
    if kind == "parquet":
        table.write_parquet("answers.parquet")
    else:
        workbook(f"answers.{kind}", [table.columns, *table.rows()])
    said = score(amu, table=f"answers.{kind}")
    assert said.code == 0, said.err
    assert Path("out.csv").read_bytes() == Path("plain.csv").read_bytes()


def workbook(path: str, rows: list[object]) -> None:
    if path.endswith("xlsx"):
        import xlsxwriter

        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, list(row))  # type: ignore[call-overload]
        return
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Answers")
    book.spreadsheet.addElement(sheet)
    for row in rows:
        line = TableRow()
        sheet.addElement(line)
        for value in row:  # type: ignore[attr-defined]
            number = isinstance(value, int)
            told = {"valuetype": "float", "value": value} if number else {"valuetype": "string"}
            cell = TableCell(**({} if value is None else told))
            cell.addElement(P(text="" if value is None else str(value)))
            line.addElement(cell)
    book.save(path)


def test_a_unit_of_the_tree_where_nobody_answered_is_said(amu: Amu, place: Path) -> None:
    Path("units.csv").write_text(UNITS + "Lab,Faculty\n")
    said = score(amu, "--tree", "units.csv")
    assert said.code == 0
    assert "Nobody answered in: Lab" in said.err
    assert read()["Lab", "support"]["n"] == "0"


def test_a_scale_of_percentages_goes_through_new_unchanged(amu: Amu, place: Path) -> None:
    asked = INSTRUMENT.replace("min = 1\nmax = 5", 'min = 0\nmax = 100\nunit = "percent"')
    Path("ours.toml").write_text(asked)
    rows = [f"Mussels,{at % 2},{at % 3},100,{at % 2}5.5" for at in range(12)]
    Path("answers.csv").write_text("\n".join(["Unit,q1,q2,q3,q4", *rows]) + "\n")
    assert score(amu).code == 0
    mean = float(read()["Mussels", "support"]["mean"])
    assert mean == 11  # 5.5 and 15.5
    said = amu("new", "s", "--results", "out.csv", "--instrument", "ours.toml")
    assert said.code == 0, said.err
    shown = amu("show", "s", "--json").json["areas"][0]["themes"]
    assert {theme["id"]: theme["mean"] for theme in shown}["support"] == mean


def test_units_and_leaders_that_are_numbers_and_truths(amu: Amu, place: Path) -> None:
    answers = {f"q{item}": [1 + (at + item) % 5 for at in range(20)] for item in range(1, 5)}
    leads = [at % 10 == 0 for at in range(20)]
    units = [100 + at // 10 for at in range(20)]
    pl.DataFrame({"Unit": units, "Leads": leads, **answers}).write_parquet("answers.parquet")
    assert score(amu, "--leaders", "Leads", table="answers.parquet").code == 0
    assert {key[0]: row["respondents"] for key, row in read().items()} == {"100": "9", "101": "9"}


def test_themes_with_items_in_common_are_named_where_anything_is_hidden(
    amu: Amu, place: Path
) -> None:
    ours = Path("ours.toml")
    ours.write_text(ours.read_text().replace('items = ["q4"]', 'items = ["q3", "q4"]'))
    few = ["Unit,Leads,q1,q2,q3,q4", *["Mussels,,1,2,3,4"] * 4]
    Path("answers.csv").write_text("\n".join(few) + "\n")
    said = score(amu)
    assert "Themes with items in common: " in said.err
    Path("answers.csv").write_text("\n".join([*few, *["Mussels,,2,3,4,5"] * 20]) + "\n")
    assert "in common" not in score(amu, "--force").err


@pytest.mark.parametrize(
    ("support", "last", "code"),
    [
        ('items = ["q1", "q2", "q3"]', ",4,5", 0),  # of as many people each
        ('items = ["q3", "q4"]', ",4,5", 0),  # nothing cancels out
        ('items = ["q4"]', ",4,5", 1),
        ('items = ["q4"]', "2,4,5", 0),  # nobody left an item out
    ],
)
def test_themes_that_are_made_of_each_other_do_not_tell_what_one_person_answered(
    amu: Amu, place: Path, support: str, last: str, code: int
) -> None:
    """Twice the index less its two parts is the answer of the one who skipped an item."""
    ours = Path("ours.toml")
    text = ours.read_text().replace('items = ["q4"]', support)
    text = text.replace("number = 3", 'number = 3\nitems = ["q1", "q2", "q3", "q4"]')
    ours.write_text(text.replace('reversed = ["q2"]\n', ""))
    rows = [f"Mussels,,{1 + n % 5},{1 + n % 4},{1 + n % 3},{1 + n % 2}" for n in range(11)]
    skipped = f"Mussels,,,{last}" if last.startswith(",") else f"Mussels,,1,{last}"
    header = "Unit,Leads,q1,q2,q3,q4"
    Path("answers.csv").write_text("\n".join([header, *rows, skipped]) + "\n")
    said = score(amu)
    assert said.code == code, said.err
    assert Path("out.csv").exists() == (not code)
    assert ("autonomy, support, climate are made of each other" in said.err) == bool(code)
