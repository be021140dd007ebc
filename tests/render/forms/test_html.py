"""The report as a page: for who sees it and who does not, on a screen and on paper."""

import datetime
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pikepdf
import pytest

from amu_tui import words
from amu_tui.render.charts.svg import BAR, DARK, QUIET, WHITE
from amu_tui.render.forms.blocks import Document, Heading, Paragraph
from amu_tui.render.forms.html import to_html
from amu_tui.render.parts.charts import theme_chart
from amu_tui.render.report.document import document
from tests.render.forms.browser import browse, needs_axe, needs_browser, violations
from tests.render.forms.test_inert import everywhere

TODAY = datetime.date(2017, 12, 15)
LONG = "Vi avtaler møtefrie onsdager på Sámi allaskuvla đŋŧž 🎉. " * 35


def full(text: str = LONG) -> Document:
    """A report with all that one can have, a chart, an annex and a mark on each page."""
    session = everywhere(text)
    made = document(session, TODAY)
    chart = theme_chart(session, "Themes", ("autonomy", "independence", "support", "pressure"))
    annex = (Heading("Themes"), chart, Heading("Annex", new_page=True), Paragraph(text, "remark"))
    return replace(made, blocks=(*made.blocks, *annex), mark="Draft")


class Page(HTMLParser):
    """What a program that reads aloud goes by."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.elements if tag in tags]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_page_is_one_file_and_says_what_it_is(language: str) -> None:
    words.use(language)
    page = Page(to_html(full()))
    assert page.all("html") == [{"lang": language}]
    assert not page.all("script", "link", "img", "iframe", "object", "form", "base")
    assert not re.search(r"""(src|href)=["'](?!#)|url\(|@import""", to_html(full()))
    assert (len(page.all("h1")), len(page.all("main"))) == (1, 1)
    ids = [attrs["id"] for _tag, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    named = [attrs.get("aria-labelledby") for _tag, attrs in page.elements]
    assert {name for names in filter(None, named) for name in names.split()} <= set(ids)
    assert {attrs["href"] for attrs in page.all("a")} <= {f"#{name}" for name in ids}
    assert all(attrs.get("scope") for attrs in page.all("th"))


def test_the_draft_says_so_first_and_once() -> None:
    body = to_html(full("x")).split("<body>")[1]
    assert body.lstrip().startswith('<header class="mark">Draft</header>')
    assert body.count(">Draft<") == 1
    assert "<header" not in to_html(replace(full("x"), mark=""))


def _light(colour: str) -> float:
    """The relative luminance of WCAG 2.1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_all_colours_stand_out_enough() -> None:
    sheet = resources.files("amu_tui.render.forms").joinpath("page.css").read_text("utf-8")
    found = [dict(re.findall(r"--([a-z-]+): (#\w{6});", rule)) for rule in sheet.split(":root {")]
    schemes = [colours for colours in found if colours]
    drawn = {"ink": DARK, "quiet": QUIET, "soft": WHITE, "bar": BAR, "paper": WHITE}
    assert len(schemes) == 3  # light, dark, printed
    pairs = {
        4.5: ["ink paper", "ink soft", "quiet paper", "quiet soft", "ink warn-paper"],
        3.0: ["bar soft", "ink bar"],
    }
    pairs[4.5] += ["accent paper", "accent soft", "warn warn-paper"]
    for colours in (*schemes, {**schemes[0], **drawn}):
        for least, names in pairs.items():
            for one, other in (pair.split() for pair in names):
                low, high = sorted(_light(colours[name]) for name in (one, other))
                assert (high + 0.05) / (low + 0.05) >= least, (one, other, colours)


@needs_axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_nobody_is_shut_out(tmp_path: Path, language: str, dark: bool) -> None:
    words.use(language)
    found = violations(to_html(full()), tmp_path, dark=dark)
    assert found["wrong"] == []
    # It does not judge what stands in a drawing: see the test of contrast.
    unsure = [node for _rule, nodes in found["unsure"] for node in nodes]
    assert [node for node in unsure if not node.startswith("<text ")] == []
    assert found["passed"] > 20


@needs_axe
def test_a_page_that_shuts_somebody_out_is_seen(tmp_path: Path) -> None:
    page = to_html(full("x")).replace("--quiet: #55606b", "--quiet: #b0b6bc")
    page = page.replace(' lang="en"', "").replace("prefers-color-scheme: dark", "print")
    found = violations(page, tmp_path)
    assert {rule for rule, _nodes in found["wrong"]} >= {"color-contrast", "html-has-lang"}


@needs_browser
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext of poppler-utils")
def test_a_page_prints_on_a4_with_numbers(tmp_path: Path) -> None:
    words.use("nb")
    (tmp_path / "page.html").write_text(to_html(full()), encoding="utf-8")
    paper = tmp_path / "page.pdf"
    browse(tmp_path / "page.html", f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    with pikepdf.open(paper) as pdf:
        sizes = {tuple(int(float(side)) for side in page.mediabox[2:]) for page in pdf.pages}
        pages = len(pdf.pages)
    assert sizes <= {(594, 841), (595, 841), (595, 842)}
    printed = subprocess.run(
        ["pdftotext", "-layout", paper, "-"], capture_output=True, check=True, text=True
    )
    for number, text in enumerate(printed.stdout.removesuffix("\f").split("\f"), 1):
        assert f"Side {number} av {pages}" in text
        assert "Draft" in text
    assert pages > 2
