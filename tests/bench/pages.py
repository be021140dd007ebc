"""The report as Markdown and as a page, beside bare templates that write the same blocks.

    python -m tests.bench.pages [ACTIONS]

Prints the median milliseconds of each, and their ratio. The bare templates escape for HTML, and
have no classes, no links and no picture; a chart is a table there.
"""

import datetime
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from jinja2 import Environment

from amu_tui.model.meeting.action import Action
from amu_tui.render.forms.blocks import Document
from amu_tui.render.forms.html import to_html
from amu_tui.render.forms.markdown import to_markdown
from amu_tui.render.parts.charts import theme_chart
from amu_tui.render.report.document import document
from tests.render.samples import finished

RUNS = 40

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
        bare = median(lambda template=template: template.render(document=made))  # type: ignore[misc]
        print(f"{form}: {ours:.2f} ms, bare {bare:.2f} ms: {ours / bare:.2f}")


if __name__ == "__main__":
    main()
