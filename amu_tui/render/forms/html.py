"""A document as one HTML file: no script, nothing fetched, light and dark, and on A4 as printed.

Jinja2 escapes whatever goes into `page.html` but what is marked `safe` there, which is ours.
"""

import re
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from amu_tui.render.charts.svg import to_svg
from amu_tui.render.forms.blocks import Block, Chart, Document, Heading, Table
from amu_tui.words import _

MOST_SHORT = 40
"""Letters of a cell that stands in a narrow column."""


def to_html(document: Document) -> str:
    """A document as HTML text, in the language that is spoken."""
    texts = {
        "contents": _("Contents"),
        "figures": _("The figures in a table"),
        "page": _each_page(document),
    }
    return _template().render(document=document, texts=texts, svg=_svg, css=_data("page.css"))


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.globals["zip"] = zip
    environment.filters["long"] = _is_long
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.tests["heading"] = _is_heading
    return environment.from_string(_data("page.html"))


def _data(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _is_heading(block: Block, level: int) -> bool:
    return isinstance(block, Heading) and block.level == level


def _is_long(table: Table, place: int) -> bool:
    """Whether a column needs more room than a word or two take."""
    return any(len(row[place]) > MOST_SHORT for row in table.rows)


def _svg(chart: Chart, name: str) -> str:
    return to_svg(chart.drawing, chart.title, chart.spoken, name=f"{name}-drawing")


def _each_page(document: Document) -> str:
    """What every page of paper says in its margin, as declarations of a style sheet."""
    before, between, after = map(_string, re.split(r"\{pages?\}", _("Page {page} of {pages}")))
    number = f"{before} counter(page) {between} counter(pages) {after}"
    return (
        f"@top-right {{ content: {_string(document.mark)} }} @bottom-right {{ content: {number} }}"
    )


def _string(text: str) -> str:
    """`text` as a string of a style sheet, in which only letters and figures stand as they are."""
    return '"' + "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text) + '"'
