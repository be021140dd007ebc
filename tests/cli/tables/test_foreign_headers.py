"""Tables whose header nobody knows: the names are said, and nobody's row of figures or answers."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui.errors import AmuError
from amu_tui.tables.reading.data_rows import shows_data
from tests.cli.conftest import Amu
from tests.cli.tables.answers import lay_out
from tests.tables.made import TINY, results_table

LONG = ["Abteilung;Dimension;Anzahl;Mittelwert", "Schule A;Autonomy;3;1,7", "Schule B;1;15;3,1"]
WIDE = ["Abteilung;Freiheit;Druck", "Schule A;1,7;2,4", "Schule B;3,1;*"]
HIDDEN = ["Abteilung;Dimension;Anzahl;Mittelwert", "Schule A;Autonomy;*;[c]", "Schule B;1;15;3,1"]
TITLED = ["Befragung 2024;;;", "Anzahl;49;;", "", *LONG]
TEXTS = ["Abteilung;Frage;Antwort", "Schule A;Autonomy;Ja", "Schule A;2;Nein", "Schule B;1;Ja"]


@pytest.mark.parametrize(("lines", "row"), [(LONG, 1), (WIDE, 1), (HIDDEN, 1), (TITLED, 4),
                                            (TEXTS, 1)])  # fmt: skip
def test_the_header_is_the_row_of_names(amu: Amu, lines: list[str], row: int) -> None:
    Path("t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = amu("results", "t.csv")
    assert said.code == 1
    assert said.err.startswith(f"t.csv:{row}: no column is called “unit”; the columns are “Abt")
    assert "Schule" not in said.err
    for needed in ('unit = "…"', 'theme = "…"', 'n = "…"', 'mean = "…"', "[themes]"):
        assert needed in said.err


def test_a_workbook_s_header_is_the_row_of_names(amu: Amu) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Table 1: Scores of organisations"],
        ["Some shorthand is used in this table, [z] = not applicable."],
        ["Code", "Organisation name", "Headcount of staff", "Job autonomy index", "Pay index"],
        ["B16 B16A", "Small Agency", 7, 62.715, "[z]"],
        ["B17", "Large Agency", 700, 58.1, 61.02],
    ):
        book.worksheets[0].append(row)
    book.save("t.xlsx")
    said = amu("results", "t.xlsx")
    assert "t.xlsx:3: no column is called “unit”; the columns are “Code”, “Organ" in said.err
    assert "62" not in said.err
    assert "B16" not in said.err


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (LONG[1:], "figures stand where the names of the columns should be"),
        (WIDE[1:], "figures stand where the names of the columns should be"),
        (TEXTS[1:], "the columns are not shown, since this row looks like somebody's"),
    ],
)
def test_without_a_header_nothing_is_shown(amu: Amu, rows: list[str], reason: str) -> None:
    Path("t.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    said = amu("results", "t.csv")
    assert said.code == 1
    assert reason in said.err
    assert amu("new", "s", "--results", "t.csv", "--unit", "Schule A").code == 1
    assert not Path("s").exists()
    assert "Schule" not in said.err
    assert "1,7" not in said.err


@pytest.mark.parametrize("told", [("results",), ("results", "--map", "map.toml")])
def test_a_row_of_data_stated_as_the_header_is_not_shown(amu: Amu, told: tuple[str, ...]) -> None:
    Path("map.toml").write_text('unit = "Schule"\n', encoding="utf-8")
    Path("t.csv").write_text("\n".join(LONG) + "\n", encoding="utf-8")
    command, *options = told
    said = amu(command, "t.csv", "--header", "2", *options)
    assert said.code == 1
    assert "Schule A" not in said.err
    assert "1,7" not in said.err


def test_answers_without_a_header_are_not_shown(amu: Amu) -> None:
    lay_out()
    rows = "".join(f"R-{at},Mussels,{1 + at % 5},4,{1 + at % 3},5\n" for at in range(9))
    Path("raw.csv").write_text(rows)
    told = ("--instrument", "ours.toml", "--unit-column", "Unit", "-o", "out.csv")
    said = amu("score", "raw.csv", *told)
    assert (said.code, Path("out.csv").exists()) == (1, False)
    assert "there is no column “Unit”" in said.err
    assert "--header" in said.err
    assert "Mussels" not in said.err
    assert "R-0" not in said.err


names = st.text("abcdefghij", min_size=3, max_size=8)
figures = st.decimals(1, 5, places=2).map(str)


@settings(max_examples=40)
@given(
    header=st.lists(names.map("Kolonne {}".format), min_size=3, max_size=6, unique=True),
    rows=st.lists(st.lists(figures, min_size=5, max_size=5), min_size=1, max_size=8),
    units=st.lists(names.map("Einheit {}".format), min_size=8, max_size=8, unique=True),
    theme=st.sampled_from(["Autonomi", "1", "Open climate", "Noe annet"]),
    title=st.booleans(),
)
def test_no_message_about_the_header_has_a_cell_of_data(
    tmp_path_factory: pytest.TempPathFactory,
    header: list[str],
    rows: list[list[str]],
    units: list[str],
    theme: str,
    title: bool,
) -> None:
    lines = [";".join(header)]
    data = [[unit, theme, *row][: len(header)] for unit, row in zip(units, rows, strict=False)]
    lines += map(";".join, data)
    text = "\n".join(["En tittel"] * title + lines) + "\n"
    with pytest.raises(AmuError) as caught:
        results_table(tmp_path_factory.mktemp("t"), text, of=TINY)
    said = f"{caught.value.message} {caught.value.hint}"
    assert f"“{header[0]}”" in said
    for unit, *cells in data:
        assert unit not in said
        assert not any(f"“{cell}”" in said for cell in cells)


@pytest.mark.parametrize(
    ("names", "below", "shown"),
    [
        (["unit", "1", "2", "3"], [["X", "3.9", "4.1", "2.0"]], False),
        (["Organisation", "2019", "2018"], [["X", "61", "58"], ["Y", "61", "58"]], False),
        (["X", "3.9", "4.1", "2.0"], [["Y", "3.9", "4.1", "2.0"]], True),
        (["R-1", "X", "2", "3", "5"], [["R-2", "X", "2", "1", "5"]], True),
        (["R-1", "X", "Enig"], [["R-2", "X", "Enig"], ["R-3", "Y", "Uenig"]], True),
        (["id", "unit", "q"], [["id", "unit", "q"], ["R-3", "Y", "Uenig"]], False),
        (["unit", "theme"], [], False),
    ],
)
def test_what_may_be_somebody_s_row(names: list[str], below: list[list[str]], shown: bool) -> None:
    assert shows_data(names, below) is shown
