"""PDF and Word as a user gets them: of any session, and where a package is missing."""

import io
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from amu_tui.render.forms.attached import attached_json
from tests.cli.conftest import Amu, once, tree
from tests.hostile import hostile_session, obeyed
from tests.render.forms.papers import pages, refused


@pytest.mark.parametrize(
    ("form", "package", "extra"),
    [("pdf", "typst", "pdf"), ("docx", "docx", "word")],
)
def test_without_its_package_it_says_the_line_that_installs_it(
    amu: Amu, chosen: Path, tmp_path: Path, form: str, package: str, extra: str
) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / f"{package}.py").write_text("raise ModuleNotFoundError(__name__)")
    Path(f"report.{form}").write_text("an older one")
    before = tree()
    done = subprocess.run(
        [sys.executable, "-m", "amu_tui", "report", str(chosen), "-o", f"report.{form}"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "bare")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not installed" in done.stderr
    assert done.stderr.endswith(f'Install it: pip install "amu-tui[{extra}]"\n')
    assert tree() == before


def test_the_pdf_carries_what_a_program_reads(amu: Amu, chosen: Path) -> None:
    amu("action", "add", chosen, "--theme", "22", "--title", "Møtefrie onsdager 🎉")
    assert amu("report", chosen, "-o", "report.pdf").code == 0
    assert amu("report", chosen, "-o", "report.json").code == 0
    assert attached_json(Path("report.pdf").read_bytes()) == Path("report.json").read_bytes()


def test_what_anybody_wrote_anywhere_is_text_on_paper(amu: Amu, tmp_path: Path) -> None:
    session = once(tmp_path.parent / "hostile", Path("session"), hostile_session)
    for language in ("nb", "nn", "en"):
        for form in ("pdf", "docx"):
            said = amu("report", session, "-o", f"r.{form}", "--force", "--lang", language)
            assert said.code == 0, said.err
        pdf = Path("r.pdf").read_bytes()
        assert refused(pdf) == []
        word = docx.Document(io.BytesIO(Path("r.docx").read_bytes()))
        for text in ("".join(pages(pdf)), "\n".join(part.text for part in word.paragraphs)):
            assert "[@click=app.quit]" in text
            assert not obeyed(text.translate({0x09: " ", 0xAD: "-"}))
