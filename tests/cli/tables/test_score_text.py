"""What `amu score` makes of separated text: quotation marks, short rows, headers, encodings."""

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import HEADER, SECRET, lay_out, people, read, refused, score

REMARKS = "Unit,Leads,remark,q1,q2,q3,q4"


@pytest.fixture
def place(amu: Amu) -> Path:
    return lay_out()


def with_remarks(remarks: dict[int, str]) -> None:
    """Answers with a column for remarks; `remarks` by the number of the row."""
    rows = [row.split(",") for row in people()]
    lines = [
        ",".join([*cells[:2], remarks.get(number, ""), *cells[2:]])
        for number, cells in enumerate(rows, start=2)
    ]
    Path("answers.csv").write_text("\n".join([REMARKS, *lines]) + "\n")


def figures(amu: Amu, out: str = "out.csv") -> str:
    said = score(amu, out=out)
    assert said.code == 0, said.err
    text = Path(out).read_text(encoding="utf-8")
    Path(out).unlink()
    return text


@pytest.mark.parametrize(
    ("remarks", "row"),
    [
        ({5: f'5" {SECRET}', 9: '6" wide'}, 5),
        ({7: f'5" {SECRET}'}, 7),
        ({4: f'"{SECRET}', 8: '"good'}, 4),
        ({3: '"two\nlines"', 6: '"said ""no"""', 10: f'{SECRET}"', 12: '6" wide'}, 10),
    ],
)
def test_a_quotation_mark_that_would_swallow_rows_is_named(
    amu: Amu, place: Path, remarks: dict[int, str], row: int
) -> None:
    with_remarks(remarks)
    said = refused(score(amu), tree())
    assert said.startswith(f"answers.csv:{row}: the row cannot be read: a quotation mark is")


@pytest.mark.parametrize(("old", "new"), [("Seaweed,,2", 'Seaweed"1,,2'), ("4,2\n", '4,2"\n')])
def test_a_quotation_mark_within_a_unit_or_an_answer_is_named(
    amu: Amu, place: Path, old: str, new: str
) -> None:
    text = "\n".join([HEADER, *people()]) + "\n"
    assert old in text
    Path("answers.csv").write_text(text.replace(old, new, 1))
    said = refused(score(amu), tree())
    row = text[: text.index(old)].count("\n") + 1
    assert said.startswith(f"answers.csv:{row}: the row cannot be read: a quotation mark is")


def test_quotation_marks_that_stand_as_they_should_are_taken(amu: Amu, place: Path) -> None:
    plain = figures(amu)
    with_remarks(
        {
            2: '5" × 6"',
            4: '"a, b"',
            6: '"said ""yes"", often"',
            8: '"two\nlines"',
            9: '"a\n\n""b""\nc"',
            12: '""',
        }
    )
    assert figures(amu) == plain


def test_the_row_of_a_wrong_answer_is_that_of_the_file(amu: Amu, place: Path) -> None:
    with_remarks({3: '"two\nlines"', 5: '"a\n\nb"'})
    text = Path("answers.csv").read_text().replace("Seaweed,yes,,1,", f"Seaweed,yes,,{SECRET},")
    Path("answers.csv").write_text("Answers from 2027\n\n" + text)
    said = refused(score(amu), tree())
    assert said.startswith("answers.csv:16: column “q1”: the answer is outside the scale")


def test_rows_with_too_few_cells_are_taken_and_named(amu: Amu, place: Path) -> None:
    lines = [HEADER, *people()]
    filled = [*lines]
    for row, kept in ((4, 5), (9, 3)):
        cells = lines[row - 1].split(",")
        lines[row - 1] = ",".join(cells[:kept])
        filled[row - 1] = ",".join(cells[:kept] + [""] * (6 - kept))
    Path("answers.csv").write_text("\n".join(filled) + "\n")
    expected = figures(amu)
    Path("answers.csv").write_text("\n".join(lines) + "\n")
    said = score(amu, "--json")
    assert said.code == 0
    doubts = [
        "row 4: 1 cell is missing at the end and taken as empty",
        "row 9: 3 cells are missing at the end and taken as empty",
    ]
    assert said.json["doubtful"] == doubts
    assert said.err.splitlines()[:2] == doubts
    assert Path("out.csv").read_text() == expected


def test_short_rows_beside_quoted_ones_are_named_by_their_own_rows(amu: Amu, place: Path) -> None:
    with_remarks({3: '"two, or\nthree, lines"', 5: '"a, b"', 8: '"x\ny"'})
    lines = Path("answers.csv").read_text().split("\n")
    lines[1] = lines[1].removesuffix(",1")  # row 2
    lines[3] = lines[3].rsplit(",", 1)[0]  # row 3 ends here
    lines[5] = lines[5].rsplit(",", 1)[0]  # row 5
    lines[11] = lines[11].rsplit(",", 2)[0]  # row 10
    Path("answers.csv").write_text("\n".join(lines))
    said = score(amu, "--json")
    assert [doubt.split(" ")[:3] for doubt in said.json["doubtful"]] == [
        ["row", "2:", "1"],
        ["row", "3:", "1"],
        ["row", "5:", "1"],
        ["row", "10:", "2"],
    ]


def test_of_many_short_rows_the_first_are_said_and_how_many_more(amu: Amu, place: Path) -> None:
    lines = [line.rsplit(",", 1)[0] for line in people()]
    Path("answers.csv").write_text("\n".join([HEADER, *lines]) + "\n")
    said = score(amu)
    assert said.code == 0
    assert "row 6: 1 cell is missing" in said.err
    assert "row 7" not in said.err
    assert "25 more such rows" in said.err


TITLE = "Answers;;;\nfrom the survey, 2027\n\n"


@pytest.mark.parametrize(
    "header",
    [
        TITLE + HEADER,
        "Answers,,,,,\n" + HEADER,
        "\n\n" + HEADER,
        ",,Autonomy,,,Support\n" + HEADER,
    ],
)
def test_a_header_below_titles_is_found(amu: Amu, place: Path, header: str) -> None:
    expected = figures(amu)
    Path("answers.csv").write_text("\n".join([header, *people()]) + "\n")
    assert figures(amu) == expected


def test_a_header_that_is_told_wins(amu: Amu, place: Path) -> None:
    expected = figures(amu)
    old = HEADER.replace("q2", "q3").replace("q3", "q2", 1)
    Path("answers.csv").write_text("\n".join([old, HEADER, *people()]) + "\n")
    assert score(amu, "--header", 2).code == 0
    assert Path("out.csv").read_text() == expected
    split = "Unit,Leads,q,q,q,q\n,,1,2,3,4"
    asked = Path("ours.toml").read_text()
    for number in range(1, 5):
        asked = asked.replace(f'"q{number}"', f'"q {number}"')
    Path("ours.toml").write_text(asked)
    Path("answers.csv").write_text("\n".join([split, *people()]) + "\n")
    assert score(amu, "--header", "1-2", out="lines.csv").code == 0
    assert Path("lines.csv").read_text() == expected


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("99", "there is no row 99: the last with any text is row 31"),
        ("3", "answers.csv:3: there is no column “Unit”"),
    ],
)
def test_a_row_that_is_told_and_is_no_header(amu: Amu, place: Path, told: str, what: str) -> None:
    assert what in refused(score(amu, "--header", told), tree())
    assert score(amu, "--header", "one").code == 2


def test_a_title_above_the_header_of_a_workbook(amu: Amu, place: Path) -> None:
    import xlsxwriter

    expected = figures(amu)
    with xlsxwriter.Workbook("answers.xlsx") as book:
        sheet = book.add_worksheet("Answers")
        sheet.write(0, 0, "Answers from the survey")
        for at, line in enumerate([HEADER, *people()], start=3):
            cells = line.split(",")
            sheet.write_row(at, 0, [int(cell) if cell.isdigit() else cell for cell in cells])
        sheet.write(10, 2, int(SECRET))
    said = refused(score(amu, table="answers.xlsx"), tree())
    assert said.startswith("answers.xlsx:11: column “q1”: the answer is outside the scale")
    with xlsxwriter.Workbook("told.xlsx") as book:
        sheet = book.add_worksheet("Answers")
        for at, line in enumerate([HEADER, HEADER, *people()]):
            sheet.write_row(at, 0, line.split(","))
    assert score(amu, "--header", 2, table="told.xlsx").code == 0
    assert Path("out.csv").read_text() == expected


def test_a_parquet_file_has_no_row_of_a_header(amu: Amu, place: Path) -> None:
    pl.read_csv("answers.csv").write_parquet("answers.parquet")
    said = refused(score(amu, "--header", 2, table="answers.parquet"), tree())
    assert "this kind of file has no header row to name" in said


@pytest.mark.parametrize(
    ("separator", "cells", "row"),
    [
        (",", ['"1,234"'], 2),
        (",", ['"2,5"', "3.25", "1.234"], 4),
        (";", ["2,5", "1.234"], 3),
        (";", ["1,234"], 2),
        (";", ["1.234"], 2),
    ],
)
def test_a_figure_that_may_be_a_thousand_is_not_guessed(
    amu: Amu, place: Path, separator: str, cells: list[str], row: int
) -> None:
    _put(separator, [(cell, "1", "2", "3") for cell in [*cells, "4", "4"]], greatest=1000)
    said = refused(score(amu), tree())
    assert said.startswith(f"answers.csv:{row}: column “q1”: the answer may be a thousand or a")


@pytest.mark.parametrize("greatest", [5, 999])
@pytest.mark.parametrize(
    ("separator", "cells"),
    [
        ("\t", ["1,234"]),
        ("\t", ["1.234", "2.345"]),
        (";", ["1,234"]),
        (";", ["1.234"]),
        (";", ["2,5", "1.234"]),
        (",", ['"1,234"']),
        (",", ['"2,5"', "3.25", "1.234"]),
    ],
)
def test_no_answer_is_a_thousand_where_the_scale_ends_below(
    amu: Amu, place: Path, separator: str, cells: list[str], greatest: int
) -> None:
    cells = [*cells, "4"]
    _put(separator, [(cell,) * 4 for cell in cells] * 6, greatest=greatest)
    assert score(amu).code == 0
    mean = sum(float(cell.strip('"').replace(",", ".")) for cell in cells) / len(cells)
    half = 0.05 if greatest == 5 else 0.5
    assert float(read()["Mussels", "support"]["mean"]) == pytest.approx(mean, abs=half + 1e-9)


def test_three_decimals_in_a_workbook_are_no_thousand(amu: Amu, place: Path) -> None:
    rows = [["Unit", "q1", "q2", "q3", "q4"], *[["Mussels", *["3,333"] * 4]] * 6]
    rows += [["Mussels", *["2.667"] * 4]] * 6
    pl.DataFrame(rows[1:], schema=rows[0], orient="row").write_excel("answers.xlsx")
    assert score(amu, table="answers.xlsx").code == 0
    assert float(read()["Mussels", "support"]["mean"]) == 3


def _put(separator: str, rows: Sequence[Sequence[str]], greatest: int) -> None:
    """A table of answers on a scale to `greatest`."""
    lines = [("Unit", "q1", "q2", "q3", "q4"), *(("Mussels", *row) for row in rows)]
    Path("answers.csv").write_text("".join(separator.join(line) + "\n" for line in lines))
    told = Path("ours.toml").read_text()
    Path("ours.toml").write_text(told.replace("max = 5", f"max = {greatest}"))


@pytest.mark.parametrize(
    ("separator", "cells"),
    [(",", ["1.234", "2.5"]), (",", ["1.234"]), (";", ["1,234", "2,5"]), (";", ["1.234", "2.5"])],
)
def test_decimals_written_as_the_rest_of_the_file_are_taken(
    amu: Amu, place: Path, separator: str, cells: list[str]
) -> None:
    rows = [separator.join(["Mussels", cell, "", "", "3"]) for cell in cells * 20]
    header = separator.join(["Unit", "q1", "q2", "q3", "q4"])
    Path("answers.csv").write_text("\n".join([header, *rows]) + "\n")
    asked = Path("ours.toml").read_text()
    Path("ours.toml").write_text(asked + "[scoring]\nanswered = 0.1\n")
    assert score(amu).code == 0
    mean = sum(float(cell.replace(",", ".")) for cell in cells) / len(cells)
    assert float(read()["Mussels", "autonomy"]["mean"]) == pytest.approx(mean, abs=0.05 + 1e-9)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("other", [",", ";", "\t", "|"])
def test_what_looks_like_a_separator_in_a_quoted_cell_is_text(
    amu: Amu, place: Path, separator: str, other: str
) -> None:
    unit, note = f"a{other}b", f"1{other}2{other}3{other}4{other}5"
    header = separator.join(["Unit", f'"what{other}why{other}how"', "q1", "q2", "q3", "q4"])
    rows = [
        separator.join([f'"{unit}"', f'"{note}"', '"1,5"', "2", f'"{1 + at % 4}"', "4"])
        for at in range(12)
    ]
    Path("answers.csv").write_text("\n".join([header, *rows]))
    said = score(amu)
    assert said.code == 0, said.err
    told = pl.read_csv("out.csv")
    assert told["unit"].unique().to_list() == [" ".join(unit.split())]
    mean = (1.5 + (6 - 2) + 2.5) / 3
    assert told["mean"].drop_nulls().to_list() == [round(mean, 1)]


@pytest.mark.parametrize("last", ['A;"x;y;z";1', 'A;"x;y;z"'])
def test_a_file_that_ends_within_a_row_is_cut_off_also_behind_a_quoted_cell(
    amu: Amu, place: Path, last: str
) -> None:
    rows = ["Unit;note;q1;q2;q3;q4", *['A;"p;q";1;2;3;4'] * 9, last]
    Path("answers.csv").write_text("\n".join(rows))
    said = refused(score(amu), tree())
    assert f"the file ends in the middle of a row: {last.count(';') - 1} of 6 cells" in said


@pytest.mark.parametrize("cell", ["1e0", "0x1", "1_0", "4 %", "four", "1 2", "(1)"])
def test_what_only_looks_like_a_figure_is_none(amu: Amu, place: Path, cell: str) -> None:
    Path("answers.csv").write_text("\n".join([HEADER, *people(), f"Office,,{cell},1,1,1"]) + "\n")
    assert "column “q1”: the answer is not a number" in refused(score(amu), tree())


LATE: dict[str, Callable[[str], bytes]] = {
    "cp1252": lambda text: text.encode("cp1252"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 of other machines": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "old mac line ends": lambda text: text.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("name", LATE)
def test_a_long_text_in_any_encoding_gives_the_same_figures(
    amu: Amu, place: Path, name: str
) -> None:
    header = HEADER.replace("Leads", "Leads,remark")
    rows = [
        f"Office,,{'x' * 60},{1 + at % 5},{1 + at % 3},{1 + at % 2},{1 + at % 4}"
        for at in range(60_000)
    ]
    rows[-3] = 'Sjø,,"én\nto, tre",1,2,3,4'
    rows[-2] = "Sjø,,,1,2,3"
    text = "\n".join([header, *rows]) + "\n"
    Path("answers.csv").write_text(text, encoding="utf-8")
    expected = figures(amu)
    assert "Sjø," in expected
    Path("answers.csv").write_bytes(LATE[name](text))
    said = score(amu)
    assert said.code == 0, said.err
    assert said.err.startswith("row 60000: 1 cell is missing at the end")
    assert Path("out.csv").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (b"Sj\xf8", ":9001: a character is not UTF-8"),
        (b"Sj\x81", ":9001: a character is not UTF-8"),
        (b"Sj\0", ": is not a text table"),
    ],
)
def test_a_letter_of_no_encoding_far_down_is_named(
    amu: Amu, place: Path, spoil: bytes, what: str
) -> None:
    row = "Sjø,,1,1,1,1" + " " * 40 + "\n"
    lines = [(HEADER + "\n").encode(), *[row.encode()] * 9_999]
    lines[9_000] = lines[9_000].replace("Sjø".encode(), spoil)
    Path("answers.csv").write_bytes(b"".join(lines))
    assert refused(score(amu), tree()).startswith(f"answers.csv{what}")
