"""Files that are no workbook, or not a whole one, or more than one can hold."""

import subprocess
import sys
import zlib
from pathlib import Path

import polars as pl
import pytest

from amu_tui.errors import AmuError
from amu_tui.tables.formats import grid, parquet_sizes
from amu_tui.tables.formats.parquet_sizes import unpacked_size
from tests.tables.formats.books import parts, published, read, refusal, zipped


def cut_short(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def test_what_is_no_workbook_is_refused_by_name(tmp_path: Path) -> None:
    path = published(tmp_path)
    whole = parts(path)
    sheet1 = "xl/worksheets/sheet3.xml"
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha">]>' + whole[sheet1]
    far = whole[sheet1].replace(b'r="H4"', b'r="XFD1048576"')
    cases = {
        "damaged": [
            cut_short(published(tmp_path).rename(tmp_path / "cut.xlsx")),
            zipped(tmp_path / "bomb.xlsx", {**whole, sheet1: bomb}),
            zipped(tmp_path / "half.xlsx", {**whole, sheet1: whole[sheet1][:900]}),
            zipped(tmp_path / "none.xlsx", {k: v for k, v in whole.items() if k != sheet1}),
        ],
        "more than": [zipped(tmp_path / "far.xlsx", {**whole, sheet1: far})],
        "no workbook": [zipped(tmp_path / "letter.docx", {"word/document.xml": b"<a/>"})],
        "xlsb": [zipped(tmp_path / "t.xlsb", {"xl/workbook.bin": b""})],
    }
    for said, paths in cases.items():
        for bad in paths:
            assert said in refusal(bad), bad


def test_a_workbook_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    name = "xl/worksheets/sheet3.xml"
    whole = parts(published(tmp_path))
    whole = {name: whole[name], **whole}
    path = zipped(tmp_path / "t.xlsx", whole)
    data = bytearray(path.read_bytes())
    # The size and the check sum of the first 100 bytes, in the list of members at the end.
    at = data.index(b"PK\x01\x02")
    data[at + 16 : at + 20] = zlib.crc32(whole[name][:100]).to_bytes(4, "little")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_a_workbook_that_unpacks_too_far_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = published(tmp_path)
    monkeypatch.setattr(grid, "MAX_UNPACKED", 2000)
    assert "larger than" in refusal(path)


def test_a_password_is_asked_for_by_nobody(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "locked.xlsx").write_bytes(ole)
    manifest = b"<manifest:encryption-data/>"
    locked = zipped(
        tmp_path / "locked.ods",
        {"mimetype": b"", "content.xml": b"\1\2", "META-INF/manifest.xml": manifest},
    )
    # LibreOffice since 24.8 puts the whole file into one part, content.xml and all.
    whole = zipped(
        tmp_path / "whole.ods",
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "encrypted-package": b"\1\2",
            "META-INF/manifest.xml": manifest,
        },
    )
    for path in (tmp_path / "locked.xlsx", locked, whole):
        assert "password" in refusal(path)


def test_a_mended_parquet_file_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"unit": ["X"] * 100, "1": [3.0] * 100}).write_parquet(path)
    assert "damaged" in refusal(cut_short(path))


def test_without_the_extra_its_name_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = published(tmp_path)
    monkeypatch.setitem(sys.modules, "fastexcel", None)
    with pytest.raises(AmuError, match="not installed") as caught:
        read(path)
    assert 'pip install "amu-tui[excel]"' in caught.value.hint


def test_a_parquet_file_that_unpacks_too_far_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MAX_UNPACKED", 2**20)
    path = tmp_path / "t.parquet"
    for cells in (["X" * 2**21], ["X" * 2**16] * 100):
        pl.DataFrame({"unit": cells}).write_parquet(path, compression="zstd")
        assert path.stat().st_size < 2**17
        assert "larger than" in refusal(path)
    pl.DataFrame({"unit": ["X"] * 100}).write_parquet(path)
    assert read(path).frame.height == 100


def test_a_page_that_says_too_much_of_itself_is_found(tmp_path: Path) -> None:
    """The footer tells of few bytes, the page's own header of two thousand million."""
    path = tmp_path / "t.parquet"
    pl.DataFrame({"unit": ["X"] * 100}).write_parquet(path, compression="uncompressed")
    data = bytearray(path.read_bytes())
    before = unpacked_size(bytes(data))
    # A page begins with its kind and its size: fields 1 and 2, numbers of variable length.
    at = data.index(b"\x15", 4)
    size = at + 3
    end = next(place for place in range(size, size + 9) if data[place] < 128) + 1
    data[size:end] = b"\xfe\xff\xff\xff\x0f"
    path.write_bytes(data)
    assert before < 2**12
    assert unpacked_size(bytes(data)) > 2**30
    assert "larger than" in refusal(path)


def test_a_small_parquet_file_of_large_texts_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"unit": [f"{place}" + "X" * 2**20 for place in range(300)]}).write_parquet(path)
    assert path.stat().st_size < 2**18
    assert unpacked_size(path.read_bytes()) > 300 * 2**20
    assert "larger than" in refusal(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\x02\0\0\0\x70\x01", b"\x02\0\0\0\x01\x01"),
        (b"\x70\x01", b"\xff\x7f"),
    ],
)
def test_what_polars_ends_the_program_at_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], old: bytes, new: bytes
) -> None:
    """What is changed says which of the 56 cells have a value."""
    path = tmp_path / "t.parquet"
    pl.DataFrame({"1": [3] * 56}).write_parquet(path, compression="uncompressed")
    whole = path.read_bytes()
    assert read(path).frame.height == 56
    assert old in whole
    path.write_bytes(whole.replace(old, new, 1))
    assert "damaged" in refusal(path)
    assert capfd.readouterr().err == ""


def test_a_parquet_file_of_too_many_parts_or_that_lies_of_its_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"unit": ["X"] * 28, "1": [3.0] * 28}).write_parquet(path, row_group_size=14)
    whole = path.read_bytes()
    footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    found = [at for at in range(footer, len(whole)) if whole.startswith(b"\x16\x38", at)]
    assert found  # 28 rows, in all; each group of them has 14
    for at in found[:1]:
        path.write_bytes(whole[: at + 1] + b"\x3a" + whole[at + 2 :])
        assert "damaged" in refusal(path)
    path.write_bytes(whole)
    for limit in ("_MAX_PAGES", "_MAX_VALUES", "_MAX_FOOTER"):
        with monkeypatch.context() as patch:
            patch.setattr(parquet_sizes, limit, 3)
            assert "more columns, row groups or pages" in refusal(path)
    assert read(path).frame.height == 28
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells so here")
@pytest.mark.parametrize("start", ["", '"unit",'])
def test_text_of_nothing_but_separators_is_refused_before_it_is_split(
    tmp_path: Path, start: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("unit,1\n" + start + "," * 50_000_000 + "\n")
    # What a process has used at most is known of one that does nothing else. (`getrusage` would
    # also count what the process had that started it.)
    program = (
        "import re, sys\nfrom pathlib import Path\n"
        "from amu_tui.errors import AmuError\n"
        "from amu_tui.tables.reading.read import read_table\n"
        "try:\n    read_table(Path(sys.argv[1]))\nexcept AmuError as error:\n"
        "    said = Path('/proc/self/status').read_text()\n"
        "    print(int(re.search(r'VmHWM:\\s+(\\d+)', said)[1]) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert 50 < int(done.stdout) < 600
