"""A number in a workbook says what its value and its format say together."""

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui.tables.formats.number_formats import NumberFormat
from amu_tui.tables.numbers import is_figure
from tests.tables.formats.books import read

ACCOUNTS = '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'
FORMATS: list[tuple[str, float | str | bool, str]] = [
    # Percentages
    ("0%", 0.82, "82%"),
    ("0.0%", 0.82449, "82.449%"),
    ("0.00%", 0, "0%"),
    ("[Red]0 %", 1.02, "102%"),
    ('0.0" %"', 82.5, "82.5%"),
    (r"0\%", 82, "82%"),
    # Only rounded, or with a word beside
    ("0.0", 3.8512, "3.8512"),
    ("General", 0.1, "0.1"),
    ('0" svar"', 14, "14"),
    ("#,##0", 12000, "12000"),
    ("0.00E+00", 3.9, "3.9"),
    ("# ?/?", 3.5, "3.5"),
    ('0.0" *"', 3.9, "3.9"),
    (ACCOUNTS, 0, "0"),
    (ACCOUNTS, 3.9, "3.9"),
    # Not shown
    (";;;", 3.9, "*"),
    (";;", -3.9, "*"),
    ('"*"', 3, "*"),
    ('[<5]"*";0', 3, "*"),
    ('[<5]"*";0', 30, "30"),
    ('[<5]"-";0', 3, "*"),
    ('[>=5]0;"skjult"', 4, "skjult"),
    ('[<5]"5";0', 3, "*"),
    ('[<5]"<5";General', 4, "<5"),
    ('"<"0', 5, "<5"),
    ("0;-0;;@", 0, "0"),
    ('0;-0;"-"', 0, "0"),
    # Codes, dates, and what is no number
    ("0000", 12, "0012"),
    ("yyyy-mm-dd", 45000, "2023-03-15"),
    ("d. mmm", 45000, "2023-03-15"),
    ("0%", "0,82", "0,82"),
    ('[=1]"Ja";[=0]"Nei"', 1, "Ja"),
    ("0%", True, "true"),
]


def numbers(folder: Path, formula: bool = False) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["unit", "1"])
    for code, value, _said in FORMATS:
        sheet.append([f"X {sheet.max_row}", value])
        sheet.cell(sheet.max_row, 2).number_format = code
    if formula:
        sheet["A2"] = "=1+1"
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


@pytest.mark.parametrize("formula", [False, True])
def test_a_number_says_what_its_format_makes_of_it(tmp_path: Path, formula: bool) -> None:
    """In a sheet that is searched, and in one that is parsed."""
    rows = read(numbers(tmp_path, formula)).frame.rows()
    assert [(code, row[2]) for (code, _value, _said), row in zip(FORMATS, rows, strict=True)] == [
        (code, said) for code, _value, said in FORMATS
    ]


@pytest.mark.parametrize(
    ("kind", "value", "shown", "said"),
    [
        ("percentage", "0.82", "<text:p>82 %</text:p>", "82%"),
        ("float", "3.8512", "<text:p>3,9</text:p>", "3.8512"),
        ("float", "3", "<text:p>*</text:p>", "*"),
        ("float", "3", "<text:p/>", "*"),
        ("float", "3", "<text:p>-</text:p>", "*"),
        ("float", "0", "<text:p>-</text:p>", "0"),
        ("float", "4", "<text:p>&lt;5</text:p>", "<5"),
        ("float", "3", "", "3"),
        ("float", "82.5", "<text:p>82,5 %</text:p>", "82.5%"),
        ("float", "12", "<text:p>0012</text:p>", "0012"),
        ("float", "3", "<office:annotation><text:p>note *</text:p></office:annotation>", "3"),
        ("currency", "3.5", "<text:p>kr 3,50</text:p>", "3.5"),
        ("float", "1e999999999", "<text:p>*</text:p>", "inf"),
    ],
)
def test_an_ods_cell_says_what_it_shows(
    tmp_path: Path, kind: str, value: str, shown: str, said: str
) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>{}{}</table:table-row>"
    cell = f'<table:table-cell office:value-type="{kind}" office:value="{value}">{shown}'
    rows = row.format(text.format("unit"), text.format("1"))
    rows += row.format(text.format("X"), f"{cell}</table:table-cell>")
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<a/>")
        book.writestr("content.xml", content)
    assert read(tmp_path / "t.ods").frame.rows() == [(2, "X", said)]


@settings(max_examples=150, deadline=None)
@given(
    code=st.text(alphabet='0#?.,%;@[]<>=5"*_\\-+EymdG ', max_size=24),
    value=st.decimals(-1000, 1000, places=3, allow_nan=False).map(str),
)
def test_no_format_makes_another_figure_of_a_number(code: str, value: str) -> None:
    """It is the number itself, as a percentage or with zeros before it, or no figure at all."""
    said = NumberFormat(code).says(value)
    if is_figure(said):
        number = Decimal(said.rstrip("%"))
        factors = (1, 100, 10_000) if said.endswith("%") else (1,)
        assert number in [Decimal(value) * factor for factor in factors]
    assert NumberFormat(code).says("no number") == "no number"
