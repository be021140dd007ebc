"""A report of 200 actions with all that they can say, in the letters and signs people use."""

import csv
import html
import io
import json

import msgspec
import pytest

from amu_tui.model.meeting.action import Action
from amu_tui.render.forms.markdown import markdown
from amu_tui.render.report.csv import MARK
from amu_tui.render.report.source import Now
from amu_tui.render.report.writing import written_as
from tests.render.forms.filled import filled
from tests.render.forms.test_html import LONG, TODAY
from tests.render.samples import finished

COUNT = 200
TITLE = "Tiltak {}: møtefri onsdag på Sámi allaskuvla đŋŧž 🎉 日本語"


@pytest.fixture(params=["md", "html", "csv", "excel", "json"])
def report(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A form, and the report in it."""
    actions = {
        f"a{n}": filled(
            Action,
            LONG[:2000],
            id=f"a{n}",
            theme="pressure",
            aim="improve",
            basket="ours",
            title=TITLE.format(n),
        )
        for n in range(COUNT)
    }
    session = msgspec.structs.replace(finished(), actions=actions, priorities=None)
    form = request.param
    kind = "csv" if form == "excel" else form
    written = written_as(Now(session, TODAY), kind, excel=form == "excel")
    assert written == written_as(Now(session, TODAY), kind, excel=form == "excel")
    return form, written.decode()


def test_every_action_is_there_once_and_whole(report: tuple[str, str]) -> None:
    form, text = report
    titles = [TITLE.format(n) for n in range(COUNT)]
    if form == "json":
        found = [action["title"] for action in json.loads(text)["improve"]]
        assert LONG[:2000] in text
    elif form in ("csv", "excel"):
        comma = ";" if form == "excel" else ","
        rows = csv.DictReader(io.StringIO(text.removeprefix(MARK)), delimiter=comma)
        found = [row["title" if form == "csv" else "Action"] for row in rows]
        assert LONG[:2000] in text
    else:
        shown = html.unescape(text) if form == "html" else text
        written = titles if form == "html" else map(markdown, titles)
        found = [title for title, said in zip(titles, written, strict=True) if said in shown]
    assert sorted(found) == sorted(titles)
