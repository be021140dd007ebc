"""A PDF that was filed is told from one that was altered, its pages too."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Amu

pytest.importorskip("typst", reason="the extra pdf is not installed")
pikepdf = pytest.importorskip("pikepdf", reason="it alters the PDF here")


@pytest.fixture
def filed(amu: Amu, chosen: Path) -> Path:
    """The signed report as PDF; in the session an action is another by now."""
    what = ("--theme", "22", "--title", "Møtefrie onsdager", "--owner", "Kari")
    action = amu("action", "add", chosen, *what).out.strip()
    assert amu("sign", chosen, "--leader", "Kari", "--safety-representative", "Ola").code == 0
    assert amu("report", chosen, "-o", "first.pdf").code == 0
    assert amu("action", "edit", chosen, action, "--title", "Flere møter").code == 0
    return chosen


def test_a_filed_pdf_is_the_signed_version_to_the_byte(amu: Amu, filed: Path) -> None:
    said = amu("report", filed, "--verify", "first.pdf")
    assert said.code == 0, said.out + said.err
    assert "This is the signed version of this session, signed by Kari (" in said.out
    assert "byte for byte what this version of amu writes" in said.out
    assert amu("report", filed, "--signed", "-o", "again.pdf").code == 0
    assert amu("report", filed, "--verify", "again.pdf", "--json").json["pages"] == "same"


def test_a_pdf_of_what_was_changed_since_is_not(amu: Amu, filed: Path) -> None:
    assert amu("report", filed, "-o", "changed.pdf").code == 0
    said = amu("report", filed, "--verify", "changed.pdf")
    assert said.code == 1
    assert "the report says now, which nobody has signed" in said.out
    assert "improve." in said.out


def test_a_pdf_from_before_the_signatures_has_the_pages_but_is_not_the_signed_one(
    amu: Amu, chosen: Path
) -> None:
    assert amu("report", chosen, "-o", "before.pdf").code == 0
    assert amu("sign", chosen, "--leader", "Kari").code == 0
    told = amu("report", chosen, "--verify", "before.pdf", "--json")
    assert (told.code, told.json["result"], told.json["pages"]) == (1, "before-signing", "same")
    said = amu("report", chosen, "--verify", "before.pdf").out
    assert "this copy was written before Kari signed" in said
    assert "This is the signed version" not in said


def test_pages_that_say_something_else_than_the_data_are_found(amu: Amu, filed: Path) -> None:
    with pikepdf.open("first.pdf") as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            drawn = page.Contents.read_bytes()
            page.Contents.write(drawn[: len(drawn) // 2].rpartition(b"BT")[0] + b"\nEMC" * 9)
        pdf.save("forged.pdf")
    said = amu("report", filed, "--verify", "forged.pdf")
    assert said.code == 1
    assert "its pages say something else than the data in it" in said.out


def test_a_pdf_written_by_another_version_has_the_same_text(amu: Amu, filed: Path) -> None:
    with pikepdf.open("first.pdf") as pdf:
        pdf.docinfo["/Producer"] = "another"
        pdf.save("other.pdf")
    told = amu("report", filed, "--verify", "other.pdf", "--json")
    assert (told.code, told.json["pages"]) == (0, "same-text")


def test_a_note_laid_over_a_page_says_something_else(amu: Amu, filed: Path) -> None:
    with pikepdf.open("first.pdf") as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[50, 500, 500, 700],
            Contents="The leader promises nothing",
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save("noted.pdf")
    said = amu("report", filed, "--verify", "noted.pdf")
    assert said.code == 1
    assert "its pages say something else than the data in it" in said.out


def test_what_was_drawn_over_a_page_is_not_vouched_for(amu: Amu, filed: Path) -> None:
    with pikepdf.open("first.pdf") as pdf:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"1 1 1 rg 0 0 800 800 re f"))
        pdf.save("covered.pdf")
    assert (
        "or something was drawn over its pages"
        in amu("report", filed, "--verify", "covered.pdf").out
    )


def test_signatures_of_another_shape_in_the_data_are_altered(amu: Amu, filed: Path) -> None:
    with pikepdf.open("first.pdf") as pdf:
        file = pdf.attachments["report.json"].get_file()
        told = {**json.loads(file.read_bytes()), "signed": []}
        pdf.attachments["report.json"] = pikepdf.AttachedFileSpec(pdf, json.dumps(told).encode())
        pdf.save("shape.pdf")
    said = amu("report", filed, "--verify", "shape.pdf")
    assert said.code == 1
    assert "It differs in: signed\n" in said.out


def test_a_pdf_that_amu_has_not_written_is_said(amu: Amu, filed: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save("blank.pdf")
    said = amu("report", filed, "--verify", "blank.pdf")
    assert said.code == 1
    assert said.err.startswith("blank.pdf: ")
    assert "not written by amu report" in said.err
