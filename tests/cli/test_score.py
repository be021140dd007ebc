"""`amu score` as somebody in HR meets it: what is made, what is said, what is refused."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Amu, Said, tree

INSTRUMENT = """schema = 1
id = "ours"
[title]
en = "Ours"
[scale]
min = 1
max = 5
[areas.work]
themes = ["autonomy", "support", "climate"]
[areas.work.title]
en = "Work"
[themes.support]
number = 2
items = ["q4"]
[themes.support.name]
en = "Support"
[themes.autonomy]
number = 1
items = ["q1", "q2", "q3"]
reversed = ["q2"]
[themes.autonomy.name]
en = "Autonomy"
[themes.climate]
number = 3
[themes.climate.name]
en = "Climate"
"""
UNITS = "unit,parent\nFaculty,\nMussels,Faculty\nSeaweed,Faculty\nOffice,Faculty\n"
HEADER = "Unit,Leads,q1,q2,q3,q4"
SECRET = "4711"
"""An answer that no message may repeat."""


def people(mussels: int = 12, seaweed: int = 7, office: int = 6, faculty: int = 5) -> list[str]:
    rows = []
    for unit, n in zip(
        ("Mussels", "Seaweed", "Office", "Faculty"),
        (mussels, seaweed, office, faculty),
        strict=True,
    ):
        for at in range(n):
            leads = "yes" if at == 0 else ""
            rows.append(f"{unit},{leads},{1 + at % 5},{1 + at % 3},{5 - at % 2},{1 + at % 4}")
    return rows


@pytest.fixture
def place(amu: Amu) -> Path:
    Path("ours.toml").write_text(INSTRUMENT)
    Path("units.csv").write_text(UNITS)
    Path("answers.csv").write_text("\n".join([HEADER, *people()]) + "\n")
    return Path()


def score(amu: Amu, *more: object, table: str = "answers.csv", out: str = "out.csv") -> Said:
    told = ("--instrument", "ours.toml", "--unit-column", "Unit")
    return amu("score", table, *told, "-o", out, *more)


def read(path: str = "out.csv") -> dict[tuple[str, str], dict[str, str]]:
    rows = csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8")))
    return {(row["unit"], row["theme"]): row for row in rows}


def refused(said: Said, before: dict[str, bytes]) -> str:
    """What was said of a table that cannot be scored; nothing was written."""
    assert said.code == 1, said.err
    assert said.out == ""
    assert "Traceback" not in said.err
    assert SECRET not in said.err
    assert tree() == before
    return said.err


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


def test_every_level_is_scored_from_persons_in_the_order_of_the_tree(amu: Amu, place: Path) -> None:
    assert score(amu, "--tree", "units.csv").code == 0
    found = read()
    assert list(dict.fromkeys(unit for unit, _theme in found)) == [
        *("Faculty", "Mussels", "Seaweed", "Office"),
    ]
    support = [int(row.split(",")[5]) for row in people()]
    assert int(found["Faculty", "support"]["n"]) == len(support) == 30
    assert float(found["Faculty", "support"]["mean"]) == pytest.approx(sum(support) / 30, abs=1e-12)


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


def test_what_is_hidden_has_no_number_and_its_reason(amu: Amu, place: Path) -> None:
    Path("answers.csv").write_text("\n".join([HEADER, *people(office=3, faculty=0)]) + "\n")
    said = score(amu, "--tree", "units.csv")
    assert said.code == 0
    hidden = {key: row for key, row in read().items() if row["hidden"]}
    assert {unit for unit, _theme in hidden} > {"Office"}
    assert {row["hidden"] for row in hidden.values()} == {"too-few", "protects-another"}
    for row in hidden.values():
        assert [row[name] for name in ("respondents", "n", "mean", "sd")] == [""] * 4
    assert "2 scores are hidden: too few answers" in said.err
    assert "2 scores are hidden: protects another group" in said.err


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
        "hidden": {"too-few": 0, "protects-another": 0},
        "skipped": ["climate"],
        "empty": [],
    }
    assert pl.read_parquet("out.parquet").equals(
        pl.read_csv("out.csv", schema_overrides={"hidden": pl.String})
    )


def test_a_file_that_is_there_is_not_overwritten_unless_told(amu: Amu, place: Path) -> None:
    Path("out.csv").write_text("mine")
    before = tree()
    assert "--force" in refused(score(amu), before)
    assert "no column" in refused(score(amu, "--force"), before)


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
    assert read("later.csv")["Seaweed", "support"]["hidden"] == "protects-another"
    assert read("later.csv")["Mussels", "support"]["hidden"] == ""
    assert score(amu, "--force").code == 0
    assert read()["Seaweed", "support"]["hidden"] == "protects-another"


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
    "case of names": lambda text: text.replace("q1", " Q1").replace("Unit", "UNIT").encode(),
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


def test_an_answer_that_cannot_be_is_named_by_row_and_column_and_not_repeated(
    amu: Amu, place: Path
) -> None:
    lines = Path("answers.csv").read_text().splitlines()
    for row, wrong in ((3, SECRET), (9, "abc4711"), (20, "nan"), (21, "-4711")):
        cells = lines[row - 1].split(",")
        lines[row - 1] = ",".join([*cells[:3], wrong, *cells[4:]])
    Path("answers.csv").write_text("\n".join(lines) + "\n")
    said = refused(score(amu), tree())
    assert said.splitlines() == [
        "answers.csv:3: column “q2”: the answer is outside the scale 1–5",
        "row 9, column “q2”: the answer is no number",
        "row 20, column “q2”: the answer is no number",
        "row 21, column “q2”: the answer is outside the scale 1–5",
        "Mend the cell, or leave it empty where there is no answer.",
    ]


def test_of_many_wrong_answers_the_first_are_said_and_how_many_more(amu: Amu, place: Path) -> None:
    Path("answers.csv").write_text("\n".join([HEADER, *["U,,9,1,1,1"] * 20]) + "\n")
    said = refused(score(amu), tree()).splitlines()
    assert len(said) == 7
    assert "15 more problems" in said


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("q3", "q33", ":1:", "no column “q3”, an item of “autonomy”\nDid you mean “q33”"),
        ("q3", "q1", ":1:", "several columns are “q1”"),
        ("Unit", "Units", ":1:", "no column “Unit”, which --unit-column names\nDid you mean “Unit"),
        ("Seaweed,yes", ",yes", ":14:", "column “Unit”: no unit is named in this row"),
        ("Seaweed,yes", "Weed,yes", ":14:", "column “Unit”: the unit is not in the tree"),
        ("Seaweed,yes", "Seaweed,maybe", ":14:", "column “Leads”: is neither yes nor no"),
        ("Seaweed,yes", "Seaweed,Office", ":14:", "column “Leads”: a leader leads the unit that"),
        ("Seaweed,yes,1", "Seaweed,yes,1,1", ":14:", "7 cells, but the header has 6"),
        ("Seaweed,yes", 'Seaweed,"yes', ":14:", "a quotation mark is missing"),
        ("Leads", "Boss", ":1:", "no column “Leads”, which --leaders names"),
    ],
)
def test_what_cannot_be_is_named(
    amu: Amu, place: Path, old: str, new: str, where: str, what: str
) -> None:
    text = Path("answers.csv").read_text()
    Path("answers.csv").write_text(text.replace(old, new, 1))
    said = score(amu, "--tree", "units.csv", "--leaders", "Leads")
    message = refused(said, tree())
    assert message.startswith(f"answers.csv{where}")
    assert what in message


@pytest.mark.parametrize(
    ("units", "where", "what"),
    [
        (UNITS + "Lab,Nowhere\n", ":6:", "“Nowhere”, the parent of “Lab”, has no row of its own"),
        (UNITS.replace("Office,Faculty", "Office,Office"), ":5:", "circle"),
        (UNITS + "Office,Mussels\n", ":6:", "another parent"),
        ("unit,above\nFaculty,\n", ":1:", "no column is called “parent”"),
    ],
)
def test_what_is_no_tree_is_named(amu: Amu, place: Path, units: str, where: str, what: str) -> None:
    Path("units.csv").write_text(units)
    message = refused(score(amu, "--tree", "units.csv"), tree())
    assert message.startswith(f"units.csv{where}")
    assert what in message


def test_a_unit_of_the_tree_where_nobody_answered_is_said(amu: Amu, place: Path) -> None:
    Path("units.csv").write_text(UNITS + "Lab,Faculty\n")
    said = score(amu, "--tree", "units.csv")
    assert said.code == 0
    assert "Nobody answered in: Lab" in said.err
    assert read()["Lab", "support"]["n"] == "0"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"Unit,q1,q2,q3,q4\n", "a header and no rows"),
        (b"Unit,q1,q2,q3,q4\nMussels,,,,\n", "nobody has answered"),
        (b"Unit,Leads,q1,q2,q3,q4\nA,,1,2,3,4\nB,,2,2,2,2\nC,,1", "ends in the middle of a row"),
        (b"%PDF-1.4 \0\1", "is no text table"),
        (b"PAR1" + b"\0" * 40, "the Parquet file is damaged"),
        (b"PK\x03\x04" + b"\0" * 40, "the workbook is damaged"),
    ],
)
def test_what_is_no_table_is_refused(amu: Amu, place: Path, content: bytes, what: str) -> None:
    Path("answers.csv").write_bytes(content)
    assert what in refused(score(amu), tree())


def test_a_parquet_file_that_is_cut_short_or_spoilt_inside(amu: Amu, place: Path) -> None:
    pl.read_csv("answers.csv").write_parquet("answers.parquet")
    whole = Path("answers.parquet").read_bytes()
    for broken in (whole[:-20], whole[: len(whole) // 2], whole[:8] + b"\xff" * 200 + whole[208:]):
        Path("answers.parquet").write_bytes(broken)
        said = refused(score(amu, table="answers.parquet"), tree())
        assert said.startswith("answers.parquet: the Parquet file is damaged")


def test_a_column_of_text_in_a_parquet_file(amu: Amu, place: Path) -> None:
    table = pl.read_csv("answers.csv")
    table.with_columns(q3=pl.lit("often")).write_parquet("answers.parquet")
    said = refused(score(amu, table="answers.parquet"), tree())
    assert said.startswith("answers.parquet:1: column “q3”: the answer is no number")
    assert "25 more problems" in said


def test_a_formula_in_a_workbook_is_named(amu: Amu, place: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook("answers.xlsx") as book:
        sheet = book.add_worksheet()
        for at, line in enumerate([HEADER, *people()]):
            cells = line.split(",")
            sheet.write_row(at, 0, [int(cell) if cell.isdigit() else cell for cell in cells])
        sheet.write_formula("C4", "=1+1", None, 2)
    said = refused(score(amu, table="answers.xlsx"), tree())
    assert said.startswith("answers.xlsx:4: column “q1”: is a formula, not an answer")


def test_an_instrument_without_items_is_explained(amu: Amu, place: Path) -> None:
    told = ("--instrument", "kiwest-1", "--unit-column", "Unit", "-o", "out.csv")
    said = amu("score", "answers.csv", *told)
    assert said.code == 1
    assert "kiwest-1 does not say which items its themes consist of: autonomy" in said.err
    assert "items = [" in said.err


def test_nothing_of_anybody_is_left_on_any_disk(place: Path, tmp_path: Path) -> None:
    spill = tmp_path / "spill"
    spill.mkdir()
    marked = (
        "\n".join([HEADER, *people()])
        .replace("Leads,", "Leads,comment,")
        .replace(",yes,", f",yes,{SECRET},")
    )
    Path("answers.csv").write_text(marked.replace(",,", f",,{SECRET},") + "\n")
    words = ["score", "answers.csv", "--instrument", "ours.toml", "--unit-column", "Unit"]
    environment = {**os.environ, "TMPDIR": str(spill), "POLARS_TEMP_DIR": str(spill)}
    subprocess.run(
        [sys.executable, "-m", "amu_tui", *words, "-o", "out.csv"],
        env=environment,
        check=True,
        capture_output=True,
    )
    assert not list(spill.rglob("*"))
    holding = [path for path, data in tree().items() if SECRET.encode() in data]
    assert holding == ["answers.csv"]


def test_a_bar_on_a_terminal_where_it_takes_a_while(
    amu: Amu, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Scoring" not in score(amu, out="first.csv").err
    monkeypatch.setattr("amu_tui.cli.score._PATIENCE", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    said = score(amu)
    assert "Scoring" in said.err
    assert said.err.endswith("made: out.csv\n")
    assert Path("out.csv").read_bytes() == Path("first.csv").read_bytes()


def test_a_scale_of_percentages_goes_through_new_unchanged(amu: Amu, place: Path) -> None:
    asked = INSTRUMENT.replace("min = 1\nmax = 5", 'min = 0\nmax = 100\nunit = "percent"')
    Path("ours.toml").write_text(asked)
    rows = [f"Mussels,{at % 2},{at % 3},100,{at % 2}.5" for at in range(12)]
    Path("answers.csv").write_text("\n".join(["Unit,q1,q2,q3,q4", *rows]) + "\n")
    assert score(amu).code == 0
    mean = float(read()["Mussels", "support"]["mean"])
    assert mean == pytest.approx(1.0)
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


def test_no_number_and_infinity_in_a_parquet_file(amu: Amu, place: Path) -> None:
    answers = {f"q{item}": [1.0, 2.5, 3.0, 4.0, 5.0] for item in range(1, 5)}
    answers["q2"][1], answers["q3"][4] = float("nan"), float("inf")
    pl.DataFrame({"Unit": ["A"] * 5, **answers}).write_parquet("answers.parquet")
    said = refused(score(amu, table="answers.parquet"), tree())
    assert said.startswith("answers.parquet:2: column “q2”: the answer is no number\nrow 5, ")
