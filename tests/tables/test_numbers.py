import polars as pl
import pytest

from amu_tui.tables.numbers import is_figure, with_number


def read(cell: str, *, thousands: bool = False) -> tuple[object, ...]:
    frame = with_number(pl.DataFrame({"raw": [cell]}), "raw", "x", thousands=thousands)
    return frame.select("x", "x_state", "x_percent").row(0)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3.9", 3.9),
        ("3,9", 3.9),
        ("4", 4.0),
        ("+4", 4.0),
        ("-0,5", -0.5),
        ("\N{MINUS SIGN}5", -5.0),
        (".5", 0.5),
        ("3.456", 3.456),
        ("1 234", 1234.0),
        ("12 345,5", 12345.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
    ],
)
def test_figures_as_offices_write_them(cell: str, value: float) -> None:
    assert read(cell) == (value, "number", False)


@pytest.mark.parametrize(("cell", "value"), [("58%", 58.0), ("58 %", 58.0), ("7,5%", 7.5)])
def test_percent_signs_are_told(cell: str, value: float) -> None:
    assert read(cell) == (value, "number", True)


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "N/A", ".", "-", "–", "\N{MINUS SIGN}"])
def test_cells_without_a_figure(cell: str) -> None:
    assert read(cell)[:2] == (None, "missing")


@pytest.mark.parametrize(
    ("cell", "value", "percent"),
    [
        ("3.9¹", 3.9, False),
        ("3,9 [1]", 3.9, False),
        ("3.9*", 3.9, False),
        ("4.1 [note 2]", 4.1, False),
        ("58% [r]", 58.0, True),
        ("3.9[p][2]", 3.9, False),
        ("4 1)", 4.0, False),
        ("12²³", 12.0, False),
    ],
)
def test_footnote_marks_are_no_part_of_a_figure(cell: str, value: float, percent: bool) -> None:
    assert read(cell) == (value, "number", percent)


@pytest.mark.parametrize("cell", ["..", ":", "[x]", "[z]", "#N/A", "…"])
def test_cells_whose_figure_does_not_exist(cell: str) -> None:
    assert read(cell)[:2] == (None, "missing")


@pytest.mark.parametrize("cell", ["[c]", "*", "S", "Suppressed", "skjult", "<5", "< 10", "..C"])
def test_cells_whose_figure_is_kept_back(cell: str) -> None:
    assert read(cell)[:2] == (None, "withheld")


@pytest.mark.parametrize(
    "cell",
    ["3.9 [c]", "3.9 [x]", "<3.9", "3.9 [", "[1]", "x", "nan", "inf", "-inf", "1e3", "0x10",
     "1_000", "4.", "3..9", "3,9,1", "12,34.5", "%", "5 5", "३", "٣", "\uff15", "1/2", "=1+1",
     "3.9 ", "9" * 400, "#DIV/0!", "--"],
)  # fmt: skip
def test_what_no_figure_is(cell: str) -> None:
    assert read(cell)[:2] == (None, "text")


@pytest.mark.parametrize("cell", ["1.234", "1,234", "12,000"])
def test_a_mark_that_may_be_a_thousand_is_called_so(cell: str) -> None:
    assert read(cell, thousands=True)[:2] == (None, "ambiguous")
    assert read(cell)[1] == "number"


@pytest.mark.parametrize(
    ("cell", "half"), [("4", 0.5), ("3,9", 0.05), ("58%", 0.5), ("7.25%", 0.005)]
)
def test_how_much_rounding_can_have_changed(cell: str, half: float) -> None:
    frame = with_number(pl.DataFrame({"raw": [cell]}), "raw", "x", thousands=False)
    assert frame["x_half"][0] == pytest.approx(half)


@pytest.mark.parametrize("cell", ["3,9", "-3.9", "−0,5", "58 %", "58%", ".5", "1 234", "1,234.5"])
def test_one_figure_is_known_in_a_header_and_in_a_note(cell: str) -> None:
    assert is_figure(cell)


@pytest.mark.parametrize("cell", ["", "n", "%", "1 2", "2017-2018", "3,9 *", "1.", "12 345 678 kr"])
def test_other_text_is_no_figure(cell: str) -> None:
    assert not is_figure(cell)
