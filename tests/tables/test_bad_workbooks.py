"""Files that are no workbook, or not a whole one, or more than one can hold."""

import sys
import zipfile
import zlib
from pathlib import Path

import polars as pl
import pytest

from amu_tui.errors import AmuError
from amu_tui.tables import package
from tests.tables.books import published, read


def refusal(path: Path) -> str:
    """Why the file is not read; the error itself also has the path, with a test's name in it."""
    with pytest.raises(AmuError) as caught:
        read(path)
    assert path.name in str(caught.value)
    return caught.value.message


def cut_short(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


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
    whole = {"a.xml": b"x" * 5000, **parts(published(tmp_path))}
    path = zipped(tmp_path / "t.xlsx", whole)
    data = bytearray(path.read_bytes())
    # The size and the check sum of the first 100 bytes, in the list of members at the end.
    at = data.index(b"PK\x01\x02")
    data[at + 16 : at + 20] = zlib.crc32(b"x" * 100).to_bytes(4, "little")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_a_workbook_that_unpacks_too_far_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = published(tmp_path)
    monkeypatch.setattr(package, "MAX_UNPACKED", 2000)
    assert "larger than" in refusal(path)


def test_a_password_is_asked_for_by_nobody(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "locked.xlsx").write_bytes(ole)
    manifest = b"<manifest:encryption-data/>"
    locked = zipped(
        tmp_path / "locked.ods",
        {"mimetype": b"", "content.xml": b"\1\2", "META-INF/manifest.xml": manifest},
    )
    for path in (tmp_path / "locked.xlsx", locked):
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
