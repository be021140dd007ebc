import hashlib
import os
from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.tables.formats import grid
from amu_tui.tables.reading import read
from amu_tui.tables.reading.read import read_table
from amu_tui.tables.table import ROW, Table
from tests.tables.made import write

LINES = ["enhet;tema;snitt", "Blåskjell;Støtte;3,9", "", " Ærfugl ;Autonomi;4,1"]


def cells(table: Table) -> list[tuple[object, ...]]:
    return table.frame.rows()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
def test_every_encoding_and_line_end_gives_the_same_rows(
    tmp_path: Path, ending: str, encoding: str
) -> None:
    path = write(tmp_path, ending.join(LINES).encode(encoding))
    table = read_table(path)
    assert table.header == ("enhet", "tema", "snitt")
    assert cells(table) == [(2, "Blåskjell", "Støtte", "3,9"), (4, "Ærfugl", "Autonomi", "4,1")]
    assert table.problems == ()


def test_the_source_is_named_and_hashed(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b"a,b\n1,2\n", "res\x1b[2J.csv"))
    assert table.name == "res\ufffd[2J.csv"
    assert table.sha256 == hashlib.sha256(b"a,b\n1,2\n").hexdigest()


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("unit,a,b\nX,1,2\n", ","),
        ("unit;a;b\nX;1,5;2,5\nY;1,5;2,5\n", ";"),
        ("unit;Work, all;Pay, all\nX;1,5;2,5\n", ";"),
        ("unit\ta, b\tc; d\nX, Y\t1,5\t2;5\n", "\t"),
        ('unit,a\n"X; Y","1,5"\n', ","),
        ("sep=;\nunit;a\nX;1,5\n", ";"),
        ("SEP=,\r\nunit,a;b\r\nX,1\r\n", ","),
    ],
)
def test_the_separator_is_the_one_that_makes_even_rows(
    tmp_path: Path, text: str, separator: str
) -> None:
    assert read_table(write(tmp_path, text)).separator == separator


def test_excel_s_line_with_the_separator_counts_as_a_row(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "sep=;\nunit;a\nX;1\n"))
    assert (table.header_row, table.header) == (2, ("unit", "a"))
    assert table.frame[ROW].to_list() == [3]


def test_rows_keep_their_numbers_over_blank_lines_and_lines_within_cells(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, 'unit,a\n\n,\n"X\nY",1\nZ,2\n'))
    assert cells(table) == [(4, "X Y", "1"), (5, "Z", "2")]


def test_a_row_with_too_many_cells_is_a_problem_and_blank_ones_are_not(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "unit,a,b\nX,3,9,4\nY,3,4,,\n"))
    [problem] = table.problems
    assert (problem.row, problem.fatal) == (2, True)
    assert "decimal comma" in str(problem)


def test_a_row_with_too_few_cells_is_filled_up_and_said(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "unit,a,b\nX,3\n"))
    assert cells(table) == [(2, "X", "3", "")]
    [problem] = table.problems
    assert (problem.row, problem.fatal) == (2, False)


def test_text_is_cleaned_at_the_door(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "un\u200bit,a\x07\nX\x1b]0;t\x07,\u202e1\n"))
    assert table.header == ("un\ufffdit", "a\ufffd")
    assert cells(table) == [(2, "X\ufffd]0;t\ufffd", "\ufffd1")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"unit,a\n", "no rows"),
        (b"unit\nX\n", "no columns"),
        (b"\x89PNG\r\n\x1a\n\0\0\0,", "not a text table"),
        (b"PK\x03\x04\x14\0", "workbook is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook is damaged"),
        (b"PAR1", "Parquet file is damaged"),
        (b"%PDF-1.7\n1,2\n", "not a text table"),
        ("unit,a\nX,1\n".encode("utf-16-le"), "not a text table"),
        (b"unit,a\nX\x81,1\n", "cp1252"),
        ("unit,a\nBlåskjell,1\n".encode() + b"\xe5,2\n", "UTF-8"),
        ("unit,a\nX,1\n".encode("utf-16")[:-1], "UTF-16"),
        (b'unit,a\n"X,1\n', "quotation mark"),
        (b'unit,a\n"X"Y,1\n', "quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(AmuError, match=said) as caught:
        read_table(path)
    assert str(path) in str(caught.value)


def test_the_row_of_a_missing_quotation_mark_is_named(tmp_path: Path) -> None:
    with pytest.raises(AmuError) as caught:
        read_table(write(tmp_path, 'unit,a\nX,1\n"Y,2\nZ,3\n'))
    assert caught.value.line == 3


def test_a_damaged_character_is_named_by_line(tmp_path: Path) -> None:
    with pytest.raises(AmuError) as caught:
        read_table(write(tmp_path, b"unit,a\rBl\xc3\xa5,1\rX\xff,2\r"))
    assert caught.value.line == 3


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(AmuError, match="no such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(AmuError, match="folder"):
        read_table(tmp_path)
    with pytest.raises(AmuError, match="cannot be read"):
        read_table(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(AmuError, match="is a pipe or a device") as caught:
            read_table(tmp_path / name)
        assert caught.value.hint == "Save what comes out of it as a file, and use that."


def test_a_link_round_in_a_circle_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").symlink_to("t.csv")
    with pytest.raises(AmuError, match="leads round in a circle") as caught:
        read_table(tmp_path / "t.csv")
    assert caught.value.path == str(tmp_path / "t.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_forbidden_file_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "unit,a\nX,1\n")
    path.chmod(0)
    with pytest.raises(AmuError, match="may not be read"):
        read_table(path)


def test_a_table_beyond_the_limits_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "unit,a\nX,1\nY,2\n")
    monkeypatch.setattr(grid, "MAX_CELLS", 5)
    with pytest.raises(AmuError, match="more than 5 cells") as caught:
        read_table(path)
    assert caught.value.line == 3
    monkeypatch.setattr(read, "MAX_BYTES", 10)
    with pytest.raises(AmuError, match="larger"):
        read_table(path)


def test_a_cell_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AmuError, match="too long") as caught:
        read_table(write(tmp_path, "unit,a\nX,1\nY," + "9" * 200_000 + "\n"))
    assert caught.value.line == 3
