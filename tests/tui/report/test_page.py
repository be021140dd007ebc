"""A document on the screen: charts, tables of any columns, facts."""

import datetime

import pytest

from amu_tui.render.forms.blocks import (
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from amu_tui.render.parts.charts import theme_chart
from amu_tui.text import width
from amu_tui.tui.report.page import report_lines
from tests.render.samples import session

THEMES = ("autonomy", "independence", "support", "pressure")


def shown(*blocks: Block, columns: int = 77, mark: str = "") -> list[str]:
    made = Document("The report", "en", "Unit", datetime.date(2017, 12, 15), blocks, mark)
    return [line.plain for line in report_lines(made, columns)]


def test_a_chart_is_the_rows_of_its_area() -> None:
    assert shown(theme_chart(session(), "What is chosen", THEMES))[2:] == [
        "What is chosen",
        "                                 1       2       3       4       5",
        "  1 Autonomy                     ██████████████████├────▊◈────┤     3.9 ±0.7",
        "  2 Independence                 █████████████████████████◆├───▉─→  4.8 ±0.6",
        "  4 Support from supervisor      ░ hidden: protects somebody",
        "  7 Absence of time pressure (R) ←────▎───────┤◆                    1.6 ±1.0",
        "◆ Fakultet for fjæra   ◇ 2014   ◈ several on one spot",
        "1 = strongly disagree, 5 = strongly agree",
    ]


@pytest.mark.parametrize("columns", [30, 40, 54, 77, 100])
def test_nothing_is_longer_than_its_place_and_no_word_is_lost(columns: int) -> None:
    kinds = ("text", "figure", "figure", "name")
    table = Table(
        tuple(Column(f"Column{n}", kind) for n, kind in enumerate(kinds)),  # type: ignore[arg-type]
        (("What became of it all", "12", "3.9 ±0.7", "Somebody Else"), ("x", "", "", "")),
    )
    facts = Facts((Fact("Effect", "what is expected of it " * 6),))
    chart = theme_chart(session(), "What is chosen", THEMES)
    lines = shown(Heading("Annex", new_page=True), table, facts, chart, columns=columns)
    assert max(map(width, lines)) <= columns
    text = " ".join(" ".join(lines).split())
    for word in ("12", "Somebody", "hidden:", "protects", "Annex", "Effect:"):
        assert word in text


def test_a_draft_says_so_before_anything_else() -> None:
    assert shown(Paragraph("text"), mark="Draft") == ["Draft", "The report", "text"]


def test_what_stands_below_a_row_is_named_where_there_is_much_of_it() -> None:
    titles = ("Action", "Status", "Did it help?", "Now")
    columns = tuple(Column(title, "detail" if n else "text") for n, title in enumerate(titles))
    row = ("Lunch", "done", "yes", "goes on")
    assert shown(Table(columns, (row,)))[-1] == "   Status: done · Did it help? yes · Now: goes on"
    assert shown(Table(columns[:3], (row[:3],)))[-1] == "   done · yes"


def test_a_long_fact_goes_on_below_its_own_beginning() -> None:
    text = shown(Facts((Fact("Effect", "fewer interruptions"), Fact("Level", "group"))), columns=20)
    assert text[1:] == ["  Effect: fewer", "    interruptions", "  Level: group"]
