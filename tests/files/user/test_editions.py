"""What was given out is kept beside the table that takes its place."""

from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.files.user.editions import editions_of, keep_edition


def test_each_edition_is_kept_once_and_in_order(tmp_path: Path) -> None:
    table = tmp_path / "out.csv"
    for content in (b"1", b"2", b"2", b"1", b"3"):
        if table.exists():
            keep_edition(table, content)
        table.write_bytes(content)
    kept = editions_of(table)
    assert [path.name for path in kept] == ["out-published-1.csv", "out-published-2.csv"]
    assert [path.read_bytes() for path in kept] == [b"1", b"2"]


def test_more_than_nine_are_in_order_and_others_are_left_alone(tmp_path: Path) -> None:
    names = ["out-published-10.parquet", "out-published-2.csv"]
    others = ["out-published-x.csv", "about-published-1.csv", "out-published-1.txt", "out-1.csv"]
    for name in (*names, *others):
        (tmp_path / name).write_bytes(b"")
    table = tmp_path / "out.csv"
    assert [path.name for path in editions_of(table)] == names[::-1]
    table.write_bytes(b"old")
    kept = keep_edition(table, b"new")
    assert kept is not None
    assert kept.name == "out-published-11.csv"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(AmuError, match="gone"):
        editions_of(tmp_path / "gone" / "out.csv")
