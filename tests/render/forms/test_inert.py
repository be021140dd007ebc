"""What anybody typed is text in the report, whatever reads it: spreadsheet, browser, program."""

import csv
import datetime
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from amu_tui.model.checklists.answers import Answered, Answers
from amu_tui.model.checklists.checklist import Checklist, Question
from amu_tui.model.formulas import typed_cell
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.details import Details
from amu_tui.model.meeting.session import Session, Signature, SignedBy, SignedText
from amu_tui.model.voting.tally import Override
from amu_tui.render.forms.html import to_html
from amu_tui.render.forms.markdown import to_markdown
from amu_tui.render.json_text import to_json
from amu_tui.render.report.csv import MARK, excel_rows, report_rows, to_csv
from amu_tui.render.report.document import document
from amu_tui.render.report.outline import report_json
from amu_tui.text import clean
from tests.model.test_formulas import BLANKS, COMPUTED, FORMULAS
from tests.render.forms.filled import filled
from tests.render.samples import finished

TODAY = datetime.date(2017, 12, 15)

ESCAPES = [
    "A\x1b]52;c;UFdORUQ=\x1b\\B",
    "\x1b]8;;https://evil.example/\x1b\\https://intranet/\x1b]8;;\x1b\\",
    "A\x1b]0;",
    "no\x1b[2K\x1b[1Gyes",
    "C\x9b31mRED\x9b0m",
    "rejected\raccepted",
    "A\x00B\x0bC\x0cD\x0eE",
    "title\x1b",
]
MARKUP = [
    "[/]",
    "[link=https://evil.example]Intranet[/]",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</td></tr></table><h1>forged</h1>",
    "<!-- hidden",
    "&lt;b&gt; &#60;i&#62;",
    "a | b\n| c | d |",
    "\n\n# Signatures\n\nLeader: A, signed 2017-01-01",
    "x\n---\ny",
    "```\ncode",
    "    indented",
    "<https://evil.example>",
    "https://evil.example",
    "[a]: https://evil.example",
    "[^1]: note",
    "\\[x](y) \\\\<b>",
    "*a* _b_ **c** ~~d~~ `e` $f$",
    "[x] done",
    "[@click=app.quit]Vote[/]",
]
UNICODE = [
    "approve \u202eesoppo\u202c",
    "a\u200e\u200f\u061cb",
    "An\u200bna",
    "im\u00adprove\u2060 \u180e \u3164",
    "\ufffe\U0010ffff\ue000",
    "\u2028line\u2029paragraph\x85next",
    "\t" * 40,
    "blåbær, Sámi đŋŧž, مرحبا, 日本語",
]
ICALENDAR = ["Meeting\r\nBEGIN:VEVENT\r\nATTACH:file:///etc/passwd"]
PAYLOADS = [*ESCAPES, *MARKUP, *UNICODE, *ICALENDAR, *FORMULAS, "x" * 2_000]


def everywhere(text: str) -> Session:
    """A finished session in which all that people type is `text`, as a file gives it.

    Nothing that an action, the details or a checklist can say is left out.
    """
    text = clean(text, lines=True) or "x"
    whole = finished()
    assert whole.themes is not None
    tie, *others = whole.themes.ties
    themes = msgspec.structs.replace(
        whole.themes,
        ties=(msgspec.structs.replace(tie, seed=text), *others),
        override=Override(reason=text, counted=whole.themes.chosen),
    )
    people = msgspec.structs.replace(whole.info.people, leader=text, safety_representative=text)
    by = SignedText(by=SignedBy(account=f"x{text}", name="Kari"))
    chosen = [*whole.themes.chosen.preserve, *whole.themes.chosen.improve]
    references = {
        ref: msgspec.structs.replace(one, title=text)
        for ref, one in whole.results.references.items()
    }
    question = Question(kind="text", text={"nb": text})
    checklist = Checklist(id="x", when="after", title={"nb": text}, questions={"x": question})
    return msgspec.structs.replace(
        whole.with_round(themes),
        info=msgspec.structs.replace(whole.info, unit=text, round=text, title=text, people=people),
        results=msgspec.structs.replace(whole.results, shown_for=text, references=references),
        actions={
            key: filled(Action, text, id=key, theme=one.theme, aim=one.aim, basket=one.basket)
            for key, one in whole.actions.items()
        },
        details=filled(Details, text, ids=chosen),
        checklists={"x": Answered(checklist, filled(Answers, text))},
        signature=Signature(date=TODAY, leader=text, texts={"leader": by}),
    )


def each(check: Callable[[str], None]) -> Callable[..., None]:
    """A test of every payload, and of any mixture of what they are made of."""
    signs = sorted({sign for text in PAYLOADS for sign in text})
    pieces = st.lists(st.sampled_from([*signs, "](", "<b>", "\n\n# ", "; ="]), max_size=16)

    @settings(max_examples=25, deadline=None)
    @given(text=pieces.map("".join))
    def mixed(text: str) -> None:
        check(text)

    def test() -> None:
        for text in PAYLOADS:
            check(text)
        mixed()

    return test


def _as_csv(text: str) -> None:
    session = everywhere(text)
    document = to_csv(report_rows(session, TODAY))
    rows = list(csv.DictReader(io.StringIO(document, newline="")))
    assert len(rows) == len(session.actions)
    title = clean(text, lines=True) or "x"
    for row in rows:
        assert [typed_cell(row[name]) for name in ("title", "owner", "results_of")] == [title] * 3
        assert None not in row
    # A spreadsheet goes by the separator of its language, or by the one it is told.
    for separator in ",;\t":
        for line in csv.reader(io.StringIO(document, newline=""), delimiter=separator):
            for cell in line:
                assert not COMPUTED.match(cell.lstrip(BLANKS)), (separator, cell)


test_no_cell_is_computed_whatever_the_separator = each(_as_csv)


def _as_excel(text: str) -> None:
    session = everywhere(text)
    document = to_csv(excel_rows(session, TODAY), excel=True).removeprefix(MARK)
    rows = list(csv.reader(io.StringIO(document, newline=""), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    for row in rows[1:]:
        title = row[rows[0].index("Action")]
        assert typed_cell(title, commas=True) == session.info.unit
    for separator in ",;\t":
        for line in csv.reader(io.StringIO(document, newline=""), delimiter=separator):
            for cell in line:
                assert not COMPUTED.match(cell.lstrip(BLANKS)), (separator, cell)


test_no_cell_is_computed_in_a_table_for_excel = each(_as_excel)


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shape: list[tuple[str, ...]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "text":  # a line of a chart, of which a longer name has more
            self.shape.append((tag, *(name for name, _value in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def _as_html(text: str) -> None:
    session = everywhere(text)
    page = Elements(to_html(document(session, TODAY)))
    assert page.shape == Elements(to_html(document(everywhere("word"), TODAY))).shape
    assert page.text.count(session.info.unit) > 20


test_no_text_is_an_element_or_an_attribute_of_a_page = each(_as_html)


def _shape(text: str) -> list[tuple[str, str]]:
    """What a renderer that lets HTML through makes of the report: no word of it, but all else."""
    renderer = MarkdownIt("gfm-like", {"html": True}).use(footnote_plugin)
    assert renderer.linkify is not None
    # Some renderers link a bare domain or address, and no escape keeps them from it.
    renderer.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    tokens = renderer.parse(text)
    inline = {(part.type, part.tag) for token in tokens for part in token.children or ()}
    assert inline <= {("text", ""), ("strong_open", "strong"), ("strong_close", "strong")}
    return [(token.type, token.tag) for token in tokens]


def _as_markdown(text: str) -> None:
    report = to_markdown(document(everywhere(text), TODAY))
    assert _shape(report) == _shape(to_markdown(document(everywhere("word"), TODAY)))


test_no_text_makes_a_link_a_heading_or_a_cell = each(_as_markdown)


def _as_json(text: str) -> None:
    session = everywhere(text)
    document = to_json(report_json(session, TODAY))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", document)
    read = json.loads(document)
    assert read["unit"] == session.info.unit
    assert read["preserve"][0]["title"] == session.actions["b"].title
    assert read["preserve"][0]["notes"][0]["text"] == session.actions["b"].title
    assert read["entered_by"]["leader"] == f"x{session.info.unit}"


test_a_program_reads_what_was_typed = each(_as_json)


def test_a_figure_stays_a_figure() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(report_rows(everywhere("-5"), TODAY)))))
    assert [row["priority"] for row in rows] == ["1", "", "", ""]
    assert {row["title"] for row in rows} == {"'-5"}
