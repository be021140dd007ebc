"""The report in each form, beside bare templates and packages that write the same blocks.

    python -m tests.bench.pages [ACTIONS]

Prints the median milliseconds of each, and their ratio. The bare templates escape for HTML, and
have no classes, no links and no picture; a chart is a table there. Bare typst and python-docx have
their own look, and the same standards, cells and paragraphs.
"""

import datetime
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import docx
import typst
from jinja2 import Environment

from amu_tui.model.meeting.action import Action
from amu_tui.render.forms.blocks import (
    Block,
    Chart,
    Document,
    Facts,
    Heading,
    List,
    Paragraph,
    Table,
)
from amu_tui.render.forms.html import to_html
from amu_tui.render.forms.markdown import to_markdown
from amu_tui.render.forms.pdf import STANDARDS, to_pdf
from amu_tui.render.forms.word import to_word
from amu_tui.render.parts.charts import theme_chart
from amu_tui.render.report.document import document
from tests.render.samples import finished

RUNS = 20

_BLOCKS = """
{% for block in document.blocks %}{% set kind = block.__class__.__name__ %}
{% if kind == "Heading" %}HEAD
{% elif kind == "Paragraph" %}<p>{{ block.text }}</p>
{% elif kind == "List" %}{% for item in block["items"] %}<li>{{ item }}</li>{% endfor %}
{% elif kind == "Facts" %}{% for f in block.facts %}<dt>{{ f.label }}<dd>{{ f.text }}{% endfor %}
{% elif kind in ("Table", "Chart") %}{% set table = block if kind == "Table" else block.table %}
<table><tr>{% for column in table.columns %}<th>{{ column.title }}</th>{% endfor %}</tr>
{% for row in table.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table>
{% elif kind == "Signatures" %}{% for line in block.lines %}<p>{{ line.role }}{% endfor %}
{% endif %}{% endfor %}
"""
HEADING = "<h2>{{ block.text }}</h2>"
BARE_HTML = "<title>{{ document.title }}</title>" + _BLOCKS.replace("HEAD", HEADING)
BARE_MD = "# {{ document.title }}" + _BLOCKS.replace("HEAD", "## {{ block.text }}")


def report_of(actions: int) -> Document:
    """The finished sample with so many actions, and a chart."""
    session = finished()
    title = "Vi avtaler møtefrie onsdager, og skriver ned hva som skal til for at de blir det. "
    for number in range(actions):
        made = Action(id=f"x{number}", theme="pressure", aim="improve", title=title, owner="Kari")
        session = session.with_action(made)
    made_of = document(session, datetime.date(2017, 12, 15))
    return replace(made_of, blocks=(*made_of.blocks, theme_chart(session, "All", ("autonomy",))))


BARE_TYPST = b"""#set document(title: "T")
#set text(lang: "nb", font: "Libertinus Serif")
#heading(sys.inputs.title)
#for (head, texts, rows) in json(bytes(sys.inputs.blocks)) {
  if head != none { heading(level: 2, head) }
  for one in texts { par(one) }
  if rows.len() > 0 {
    table(columns: rows.first().len(), table.header(..rows.first()), ..rows.slice(1).flatten())
  }
}
"""


def bare(block: Block) -> tuple[str | None, list[str], list[tuple[str, ...]]]:
    """A heading, paragraphs and rows: all that a bare program needs to know."""
    match block:
        case Heading(text):
            return text, [], []
        case Paragraph(text):
            return None, [text], []
        case List(items):
            return None, list(items), []
        case Facts(facts):
            return None, [f"{fact.label} {fact.text}" for fact in facts], []
        case Chart(title, table=table):
            return None, [title], bare(table)[2]
        case Table(columns, rows):
            return None, [], [tuple(column.title for column in columns), *rows]
        case _:
            return None, [f"{line.role} {line.name}" for line in block.lines], []


def bare_pdf(compiler: typst.Compiler, document: Document) -> object:
    """The same blocks by typst alone."""
    blocks = json.dumps([bare(block) for block in document.blocks])
    inputs = {"title": document.title, "blocks": blocks}
    return compiler.compile(
        BARE_TYPST, format="pdf", sys_inputs=inputs, pdf_standards=list(STANDARDS), timestamp=0
    )


def bare_word(document: Document) -> None:
    """The same blocks by python-docx alone."""
    word = docx.Document()
    word.add_heading(document.title, 1)
    for head, texts, rows in map(bare, document.blocks):
        if head:
            word.add_heading(head, 2)
        for text in texts:
            word.add_paragraph(text)
        if rows:
            table = word.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    word.save(io.BytesIO())


def median(write: Callable[[], object]) -> float:
    """Milliseconds of processor time, the median of `RUNS`; the first is left out."""
    write()
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        write()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000


def main() -> None:
    """Run and print."""
    made = report_of(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    environment = Environment(autoescape=True, trim_blocks=True)
    for form, write, source in (("md", to_markdown, BARE_MD), ("html", to_html, BARE_HTML)):
        template = environment.from_string(source)
        ours = median(lambda write=write: write(made))  # type: ignore[misc]
        least = median(lambda template=template: template.render(document=made))  # type: ignore[misc]
        tell(form, ours, least)
    # What typst has set before it keeps: each page here has a title of its own.
    compiler = typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))
    titles = iter(replace(made, title=f"{made.title} {n}") for n in range(1_000))
    pdf = median(lambda: to_pdf(next(titles)))
    tell("pdf", pdf, median(lambda: bare_pdf(compiler, next(titles))))
    tell("docx", median(lambda: to_word(made)), median(lambda: bare_word(made)))


def tell(form: str, ours: float, least: float) -> None:
    """Print both and their ratio."""
    print(f"{form}: {ours:.2f} ms, bare {least:.2f} ms: {ours / least:.2f}")


if __name__ == "__main__":
    main()
