"""Footnote marks that are raised by their looks alone: never figures of the number before them."""

import re
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import odf.style
import odf.table
import odf.text
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from amu_tui.tables.formats import superscripts
from amu_tui.tables.formats.superscripts import with_raised_signs
from tests.tables.formats.books import book, parts, refusal, results_table, save, zipped


def raised(text: str, mark: str) -> CellRichText:
    """`text` and a footnote mark above the line, as Excel keeps it."""
    return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), mark))


def rich(folder: Path) -> Path:
    made = book()
    sheet = made.create_sheet("Scores")
    sheet.append(["unit", raised("Autonomi mean", "2"), "Autonomi n"])
    sheet.append([raised("X", "3"), raised("3,9", "1"), raised("37", " 1)")])
    sheet.append(["Y", raised("3,8", "1, 2"), CellRichText(TextBlock(InlineFont(b=True), "12"))])
    return save(made, folder)


def shared(path: Path) -> Path:
    """The same workbook with its texts kept apart from the sheet, as Excel writes them."""
    whole, texts = parts(path), []

    def moved(cell: "re.Match[bytes]") -> bytes:
        texts.append(b"<si>" + cell[2] + b"</si>")
        return b'<c %s t="s"><v>%d</v></c>' % (cell[1], len(texts) - 1)

    name = "xl/worksheets/sheet1.xml"
    whole[name] = re.sub(
        rb'<c (r="[A-Z0-9]+") t="inlineStr"><is>(.*?)</is></c>', moved, whole[name]
    )
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    whole["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (space, b"".join(texts))
    return zipped(path, whole)


def spanned(folder: Path) -> Path:
    """An ods file with raised marks, and bold letters that are none."""
    made = OpenDocumentSpreadsheet()
    for name, looks in (("T1", {"textposition": "super 58%"}), ("T2", {"fontweight": "bold"})):
        style = odf.style.Style(name=name, family="text")
        style.addElement(odf.style.TextProperties(**looks))
        made.automaticstyles.addElement(style)
    table = odf.table.Table(name="Scores")
    made.spreadsheet.addElement(table)
    for row in (
        ["unit", ("Autonomi mean", "T1", "2"), "Autonomi n"],
        [("X", "T1", "3"), ("3,9", "T1", "1"), ("37", "T1", " 1)")],
        ["Y", ("3,8", "T1", "1, 2"), ("1", "T2", "2")],
    ):
        line = odf.table.TableRow()
        table.addElement(line)
        for cell in row:
            text, style, more = cell if isinstance(cell, tuple) else (cell, "", "")
            shown = odf.text.P(text=text)
            if more:
                shown.addElement(odf.text.Span(stylename=style, text=more))
            kept = odf.table.TableCell(valuetype="string")
            kept.addElement(shown)
            line.addElement(kept)
    path = folder / "table.ods"
    made.save(path)
    return path


@pytest.mark.parametrize("kind", ["inline", "shared", "ods"])
def test_a_raised_mark_is_no_figure(tmp_path: Path, kind: str) -> None:
    path = spanned(tmp_path) if kind == "ods" else rich(tmp_path)
    found = results_table(shared(path) if kind == "shared" else path)
    assert not [problem for problem in found.misread if problem.fatal]
    score = found.results("X").themes["autonomy"]
    assert (score.mean, score.n) == (3.9, 37)
    score = found.results("Y").themes["autonomy"]
    assert (score.mean, score.n) == (3.8, 12)


@pytest.mark.parametrize(
    "text",
    [
        "<r><t>superscript</t></r><r><t>1</t></r>",
        '<r><rPr><vertAlign val="subscript"/></rPr><t>1</t></r>superscript',
        '<r><rPr><vertAlign val="superscript"/></rPr><t>th</t></r>',
        '<font><vertAlign val="superscript"/></font><r><t>1</t></r>',
    ],
)
def test_all_else_stays_as_it_is(text: str) -> None:
    part = f"<sst>{text}</sst>"
    assert canonicalize(with_raised_signs(part.encode()).decode()) == canonicalize(part)


def test_a_prefix_changes_nothing() -> None:
    run = '<x:r><x:rPr><x:vertAlign val="superscript"/></x:rPr><x:t xml:space="a">1</x:t></x:r>'
    part = f'<x:sst xmlns:x="y">{run}</x:sst>'
    signs = canonicalize(with_raised_signs(part.encode()).decode(), rewrite_prefixes=True)
    assert signs == canonicalize(part.replace(">1<", ">¹<"), rewrite_prefixes=True)


def test_texts_beyond_all_measure_are_not_kept_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rich(tmp_path)
    monkeypatch.setattr(superscripts, "MAX_CELLS", 10)
    assert "damaged" in refusal(path)
