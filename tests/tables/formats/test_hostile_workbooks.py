"""Workbooks made to fill the memory, or to slip past those who look: refused, and nobody dies."""

import re
import tracemalloc
from pathlib import Path

import pytest
import xlsxwriter

from amu_tui.tables.formats import grid, number_formats, ods_sheets, packed, xlsx_sheet, zip_parts
from amu_tui.tables.formats.number_formats import xlsx_formats
from tests.tables.formats.books import LONG, parts, published, read, refusal, zipped

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
FAR = [b'r="xfd1048576"', b'r = "XFD1048576"', b"r='XFD1048576'", b'r="XFD104857&#54;"']


def plain(folder: Path) -> dict[str, bytes]:
    """The parts of a workbook with one sheet, whose texts are kept apart from it."""
    made = xlsxwriter.Workbook(folder / "plain.xlsx")
    scores = made.add_worksheet("Scores")
    for number, row in enumerate(LONG):
        scores.write_row(number, 0, row)
    made.close()
    return parts(folder / "plain.xlsx")


def changed(folder: Path, part: str, old: bytes, new: bytes) -> Path:
    whole = plain(folder)
    assert old in whole[part]
    return zipped(folder / "t.xlsx", {**whole, part: whole[part].replace(old, new)})


@pytest.mark.parametrize("reference", FAR)
def test_a_cell_far_out_is_found_however_it_is_written(tmp_path: Path, reference: bytes) -> None:
    assert "more than" in refusal(changed(tmp_path, SHEET, b'r="D4"', reference))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="D4"', b"<c\nr='XFD1048576'"),
        (b'<row r="4"', b'<row r="1048576"'),
        (b'<c r="D4"', b'<c t="n" s="0" r="XFD1048576"'),
    ],
)
def test_rows_and_cells_are_found_in_any_order(tmp_path: Path, old: bytes, new: bytes) -> None:
    whole = plain(tmp_path)
    sheet = whole[SHEET].replace(old, new)
    if b"<row r" in old:
        sheet = sheet.replace(b' r="D4"', b"")
    assert "more than" in refusal(zipped(tmp_path / "t.xlsx", {**whole, SHEET: sheet}))


def test_a_prefix_and_another_encoding_hide_nothing(tmp_path: Path) -> None:
    whole = plain(tmp_path)
    far = whole[SHEET].replace(b'r="D4"', b'r="XFD1048576"')
    prefixed = far.replace(b"<c ", b"<x:c ").replace(b"</c>", b"</x:c>")
    prefixed = prefixed.replace(b"<worksheet ", b'<worksheet xmlns:x="y" ')
    wide = b"\xff\xfe" + far.decode().replace("UTF-8", "UTF-16").encode("utf-16-le")
    assert "more than" in refusal(zipped(tmp_path / "a.xlsx", {**whole, SHEET: prefixed}))
    assert "damaged" in refusal(zipped(tmp_path / "b.xlsx", {**whole, SHEET: wide}))


@pytest.mark.parametrize(
    "reference", [b"ZZZZ9", b"A0", b"A99999999", b"9A", b"A1:B2", b"\xc3\x851"]
)
def test_what_is_no_reference_is_refused(tmp_path: Path, reference: bytes) -> None:
    path = changed(tmp_path, SHEET, b'r="D4"', b'r="%s"' % reference)
    assert "damaged" in refusal(path)


def test_a_long_text_that_many_cells_share_is_not_written_out(tmp_path: Path) -> None:
    whole = plain(tmp_path)
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _row in range(1000))
    sheet = whole[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    long = whole[STRINGS].replace(b"<t>unit</t>", b"<t>%s</t>" % (b"u" * 300_000))
    empty = long.replace(b"<si>", b"<si/><si>", 1)
    for strings in (long, empty):
        path = zipped(tmp_path / "t.xlsx", {**whole, SHEET: sheet, STRINGS: strings})
        assert "larger than" in refusal(path)


def test_a_number_of_texts_that_is_a_lie_is_not_made_room_for(tmp_path: Path) -> None:
    path = changed(tmp_path, STRINGS, b'uniqueCount="', b'uniqueCount="9999999999999')
    assert "damaged" in refusal(path)


def test_every_part_counts_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = plain(tmp_path)
    size = sum(map(len, whole.values()))
    monkeypatch.setattr(grid, "MAX_UNPACKED", size + 1000)
    assert read(zipped(tmp_path / "t.xlsx", whole)).frame.height == 3
    for name in ("xl/worksheets/sheet9.dat", "xl/theme/THEME.XML", "mimetype"):
        path = zipped(tmp_path / "t.xlsx", {**whole, name: b"x" * 2000})
        assert "larger than" in refusal(path)


def test_parts_are_found_in_any_case_and_two_of_one_name_are_refused(tmp_path: Path) -> None:
    whole = plain(tmp_path)
    loud = {name.upper() if name == STRINGS else name: text for name, text in whole.items()}
    assert read(zipped(tmp_path / "a.xlsx", loud)).header[0] == "unit"
    twice = {**whole, STRINGS.upper(): whole[STRINGS]}
    assert "damaged" in refusal(zipped(tmp_path / "b.xlsx", twice))


def test_only_parts_that_were_looked_at_are_read(tmp_path: Path) -> None:
    """Two relations of a sheet: whichever is followed, the far cell is not."""
    whole = plain(tmp_path)
    other = "xl/worksheets/sheet2.xml"
    far = whole[SHEET].replace(b'r="D4"', b'r="XFD1048576"')
    rels = "xl/_rels/workbook.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    more = b'<Relationship Id="far" Type="%s" Target="worksheets/sheet2.xml"/></Relationships>'
    told = whole[rels].replace(b"</Relationships>", more % kind)
    book = whole["xl/workbook.xml"].replace(b'r:id="rId1"', b'x:id="rId1" r:id="far"')
    book = book.replace(b"<workbook ", b'<workbook xmlns:x="y" ')
    path = zipped(tmp_path / "t.xlsx", {**whole, other: far, rels: told, "xl/workbook.xml": book})
    assert "damaged" in refusal(path)


def ods(folder: Path, rows: str) -> Path:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    told = {"mimetype": kind, "META-INF/manifest.xml": b"<a/>", "content.xml": content.encode()}
    return zipped(folder / "t.ods", told)


TEXT = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
MANY = ' table:number-columns-repeated="900000000"'
SPACES = '<text:s text:c="1000000"/>'


@pytest.mark.parametrize(
    "cells",
    [
        TEXT.format(MANY, "unit"),
        f'<table:table-cell office:boolean-value="true"{MANY}/>',
        f'<table:table-cell office:string-value="unit"{MANY}/>',
        f"<table:table-cell{MANY}/><table:table-cell/>",
        f"<table:table-cell{MANY}/>" + TEXT.format("", "unit"),
        TEXT.format("", 'a<text:s text:c="900000000"/>'),
        TEXT.format(' table:number-columns-repeated="4000"', "u" * 100_000),
        TEXT.format(' table:number-columns-repeated="-5"', "unit"),
    ],
)
def test_an_ods_cell_that_stands_for_too_many_is_refused(tmp_path: Path, cells: str) -> None:
    said = refusal(ods(tmp_path, f"<table:table-row>{cells}</table:table-row>"))
    assert any(word in said for word in ("damaged", "more than", "larger than"))


def test_ods_rows_that_are_too_many_are_refused(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="900000000">{}</table:table-row>'
    assert "far larger" in refusal(ods(tmp_path, row.format(TEXT.format("", "unit"))))
    last = f"<table:table-row>{TEXT.format('', 'unit')}</table:table-row>"
    assert "more than" in refusal(ods(tmp_path, row.format("<table:table-cell/>") + last))


def test_pictures_with_a_document_type_do_no_harm(tmp_path: Path) -> None:
    whole = parts(published(tmp_path))
    picture = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>'
    path = zipped(tmp_path / "t.xlsx", {**whole, "xl/media/image1.svg": picture})
    assert read(path).sheet == "Theme scores"


def test_one_merge_over_a_whole_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    end = b"</sheetData>"
    assert read(changed(tmp_path, SHEET, end, end + merged)).frame.height == 3


def test_a_strict_workbook_is_read_and_its_formulas_are_seen(tmp_path: Path) -> None:
    """As Excel writes "Strict Open XML": the names of all elements come from elsewhere."""
    whole = plain(tmp_path)
    strict = b"http://purl.oclc.org/ooxml/"
    whole[SHEET] = whole[SHEET].replace(b"<v>37</v>", b"<f>30+7</f><v>37</v>")
    for name, text in whole.items():
        text = text.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", strict)
        text = text.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/", strict)
        whole[name] = text
    table = read(zipped(tmp_path / "t.xlsx", whole))
    assert table.frame.rows()[0] == (2, "X", "Autonomi", "37", "3.9", "0.8")
    assert table.formulas == frozenset({(2, 2)})


def test_a_sheet_that_is_too_large_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its end is no sheet, which only those find out who read it all."""
    path = changed(tmp_path, SHEET, b"</sheetData>", b"<<<")
    monkeypatch.setattr(zip_parts, "LARGE", 0)
    assert "damaged" in refusal(path)
    monkeypatch.setattr(zip_parts, "_PIECE", 64)
    monkeypatch.setattr(grid, "MAX_CELLS", 14)
    assert "more than 14 cells" in refusal(path)


def test_sheets_that_share_a_part_or_are_too_many_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty thousand of them were each made a grid, which took minutes."""
    whole = plain(tmp_path)
    entry = re.findall(b"<sheet [^>]*/>", whole["xl/workbook.xml"])[0]
    again = entry + entry.replace(b'name="Scores"', b'name="Again"')
    shared = {**whole, "xl/workbook.xml": whole["xl/workbook.xml"].replace(entry, again)}
    assert "damaged" in refusal(zipped(tmp_path / "t.xlsx", shared))
    monkeypatch.setattr(grid, "MOST_SHEETS", 5)
    monkeypatch.setattr(ods_sheets, "MOST_SHEETS", 0)
    assert "more than 5 sheets" in refusal(published(tmp_path))
    assert "sheets" in refusal(ods(tmp_path, f"<table:table-row>{TEXT}</table:table-row>"))


def test_more_parts_than_a_workbook_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAX_PARTS", 5)
    assert "more than 5 parts" in refusal(zipped(tmp_path / "t.xlsx", plain(tmp_path)))


@pytest.mark.parametrize("part", [SHEET, "docProps/app.xml", "xl/worksheets/sheet9.xml"])
def test_a_part_that_packs_as_no_sheet_does_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    whole = plain(tmp_path)
    path = zipped(tmp_path / "t.xlsx", {**whole, part: b" " * 1_000_000})
    monkeypatch.setattr(zip_parts, "LARGE", 2**20)
    assert "far larger than it is" in refusal(path)
    assert read(zipped(path, {**whole, "x.xml": b" " * 200_000})).frame.height == 3


def test_what_has_no_row_in_it_is_not_kept_piece_by_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx_sheet, "_LONGEST_ROW", 1000)
    pieces = (b" " * 1000 for _piece in range(1000))
    tracemalloc.start()
    assert not xlsx_sheet.surely_beyond(pieces, 10)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 50_000


def test_a_format_is_read_no_further_than_programs_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def formats(*codes: str) -> bytes:
        made = "".join(
            f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(codes)
        )
        styles = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(codes)))
        text = f"<s><numFmts>{made}</numFmts><cellXfs>{styles}</cellXfs></s>"
        return text.encode()

    far = "0" + "&quot;a&quot;" * 20_000 + "%"
    assert not xlsx_formats(formats(far))
    assert xlsx_formats(formats("0%", "General")).keys() == {"0"}
    xlsx_formats(formats("&quot;" + "[" * 1_000_000))
    monkeypatch.setattr(number_formats, "MOST_FORMATS", 3)
    with pytest.raises(ValueError, match="number formats"):
        xlsx_formats(formats("0", "00"))


def test_an_array_formula_over_a_whole_sheet_fills_the_cells_that_are_there(
    tmp_path: Path,
) -> None:
    array = b'<c r="D4"><f t="array" ref="A1:XFD1048576">1</f>'
    path = changed(tmp_path, SHEET, b'<c r="D4">', array)
    assert len(read(path).formulas or ()) == 3 * 5


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (300_000, TEXT.format("", "u")),
        (1000, TEXT.format(' table:number-columns-repeated="900"', "u")),
        (1, TEXT.format("", SPACES * 20)),
    ],
)
def test_an_ods_cell_that_fills_a_table_is_refused_before_it_does(
    tmp_path: Path, rows: int, cell: str
) -> None:
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    assert "far larger than it is" in refusal(ods(tmp_path, row))
