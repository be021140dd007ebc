"""`amu report -o NAME.EXT`: one report in many forms, chosen by how the file's name ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from amu_tui.render.report.writing import FORMS
from tests.cli.conftest import Amu, tree

BEGINS = {
    "md": b"# ",
    "html": b'<!doctype html>\n<html lang="en">',
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "csv": b"aim,basket,",
    "json": b"{\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_ending_of_the_name_says_the_form(amu: Amu, chosen: Path, form: str) -> None:
    for name in (f"report.{form}", f"Tiltak 2026.{form.upper()}"):
        said = amu("report", chosen, "-o", name)
        assert (said.code, said.out) == (0, ""), said.err
        assert said.err == f"written: {name}\n"
        assert Path(name).read_bytes().startswith(BEGINS[form])
    # Said otherwise, it is written as it is said.
    assert amu("report", chosen, "--format", form, "-o", "report").code == 0
    assert Path("report").read_bytes().startswith(BEGINS[form])


@pytest.mark.parametrize("name", ["report.xlsx", "report.doc", "report", ".html", "report.toml"])
def test_an_ending_that_is_none_is_refused_with_those_there_are(
    amu: Amu, chosen: Path, name: str
) -> None:
    before = tree()
    said = amu("report", chosen, "-o", name)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{name}: the ending of the name says")
    assert ".md, .html, .pdf" in said.err
    assert ".csv, .json" in said.err
    assert tree() == before


@pytest.mark.parametrize("form", [form for form in FORMS if form in ("pdf", "docx")])
def test_what_is_no_text_is_not_poured_into_a_terminal(amu: Amu, chosen: Path, form: str) -> None:
    said = amu("report", chosen, "--format", form)
    assert (said.code, said.out) == (2, "")
    assert f"-o report.{form}" in said.err


def test_a_table_for_excel_and_nothing_else_for_it(amu: Amu, chosen: Path) -> None:
    amu("action", "add", chosen, "--theme", "22", "--title", "=Møtefrie; onsdager")
    assert amu("report", chosen, "-o", "t.csv", "--for", "excel", "--lang", "nb").code == 0
    head, row = Path("t.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert head.startswith("Tema;Tiltak;")
    assert '"\'=Møtefrie; onsdager"' in row
    said = amu("report", chosen, "-o", "t.html", "--for", "excel")
    assert said.code == 2
    assert "--format csv" in said.err


@pytest.mark.parametrize("form", FORMS)
def test_the_same_session_gives_the_same_bytes(amu: Amu, chosen: Path, form: str) -> None:
    amu("action", "add", chosen, "--theme", "22", "--title", "Møtefrie onsdager 🎉")
    # It is dated when it was signed, whatever day it is.
    assert amu("sign", chosen, "--leader", "Kari", "--date", "2026-06-15").code == 0
    written = []
    for seed in ("1", "2"):
        name = f"{seed}.{form}"
        command = [sys.executable, "-m", "amu_tui", "report", str(chosen), "-o", name]
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        subprocess.run(command, env=env, check=True, capture_output=True)
        written.append(Path(name).read_bytes())
    assert written[0] == written[1]
