"""Charts as text: whole ones in goldens, the rows' geometry, and nothing of what is hidden."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from amu_tui import words
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.render.charts.area import AXIS, SLOTS, ChartLine, area_chart
from amu_tui.render.charts.distribution import distribution_chart
from amu_tui.render.charts.lines import Charts
from amu_tui.render.charts.trend import RoundScore, trend_chart
from amu_tui.render.results import bars
from amu_tui.render.results.extra_questions import question_blocks
from amu_tui.render.results.plain import show_text
from amu_tui.render.results.rows import ThemeRow, columns, theme_rows
from amu_tui.render.results.signs import ASCII, BLOCKS, Signs
from amu_tui.render.segments import Segment, plain
from amu_tui.text import width
from tests.render.conftest import Golden
from tests.render.samples import percent_session, session

SAMPLES = {"kiwest": session, "percent": percent_session}
SOLID = re.compile("[█▄▀▌▐▖▗▘▝]")
ONE_TO_FIVE = Scale(min=1, max=5)
ROUNDS = (
    RoundScore("2012", Score(n=30, mean=3.1, sd=1.1)),
    RoundScore("2014", Score(hidden="protected")),
    RoundScore("2015", Score(n=33, mean=3.2, sd=0.8)),
    RoundScore("2017", Score(n=37, mean=4.6, sd=0.7)),
)
means = st.floats(1, 5)


def text_of(chart: Sequence[list[Segment]]) -> str:
    return "".join(f"{plain(line).rstrip()}\n" for line in chart)


def themes() -> list[ThemeRow]:
    return theme_rows(session(), session().instrument.order())


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("cells", [80, 120])
@pytest.mark.parametrize("sample", list(SAMPLES))
def test_charts_as_text(sample: str, cells: int, language: str, golden: Golden) -> None:
    words.use(language)
    text = show_text(SAMPLES[sample](), width=cells, charts=Charts(colour=False))
    assert all(width(line) <= cells for line in text.splitlines())
    golden(f"chart-{sample}-{cells}-{language}.txt", text)


@pytest.mark.parametrize("interval", [False, True])
def test_charts_in_ascii(interval: bool, golden: Golden) -> None:
    charts = Charts(colour=False)
    text = show_text(session(), ascii_only=True, interval=interval, charts=charts)
    assert set(text) - set(map(chr, range(128))) <= set("åæ"), "letters of names"
    golden(f"chart-{'interval' if interval else 'kiwest'}-ascii-en.txt", text)


def test_colour_changes_no_character() -> None:
    coloured = show_text(session(), charts=Charts(colour=True))
    assert "\x1b[34m" in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    shown = show_text(session(), charts=Charts(colour=False))
    assert [line.rstrip() for line in bare.splitlines()] == shown.splitlines()


@pytest.mark.parametrize("height", [1, 40, 100])
@pytest.mark.parametrize("cells", [60, 97, 150])
def test_every_line_fits_and_every_theme_is_there_once(cells: int, height: int) -> None:
    rows = themes()
    layout = columns(cells, rows)
    lines = area_chart(rows, layout, height)
    assert [line.row for line in lines if line.row] == rows
    assert {width(plain(line.drawing)) for line in lines if not line.row} == {layout.bar}
    assert all(width(line.name) == layout.bar_at - 2 for line in lines)
    assert (len(lines) - AXIS) % len(rows) == 0
    assert (len(lines) - AXIS) // len(rows) in SLOTS


def slot(lines: Sequence[ChartLine], theme: str) -> list[ChartLine]:
    """The lines of one theme."""
    (middle,) = (at for at, line in enumerate(lines) if line.row and line.row.theme_id == theme)
    below = lines[middle].below
    size = (len(lines) - AXIS) // sum(line.row is not None for line in lines)
    return list(lines[middle + below + 1 - size : middle + below + 1])


@pytest.mark.parametrize("height", [18, 26, 34, 50])
def test_what_is_hidden_has_words_and_no_bar_and_no_marks(height: int) -> None:
    lines = area_chart(themes(), columns(97, themes()), height)
    drawn = "".join(plain(line.drawing) for line in slot(lines, "support"))
    assert "░ hidden: protects somebody" in drawn
    assert not SOLID.search(drawn)
    assert not set("◆◇◈├┤─") & set(drawn)
    shown = "".join(plain(line.drawing) for line in slot(lines, "autonomy"))
    assert SOLID.search(shown)
    assert set("◈├┤─") <= set(shown)


@settings(deadline=None, max_examples=40)
@given(means, st.none() | st.floats(0, 2), st.lists(means, max_size=3), st.integers(60, 150))
def test_a_value_is_at_the_cell_that_it_has_in_a_row(
    mean: float, sd: float | None, others: list[float], cells: int
) -> None:
    base = themes()[0]
    beside = [
        reference._replace(score=Score(n=9, mean=other))
        for reference, other in zip(base.references, others, strict=False)
    ]
    row = replace(base, score=Score(n=9, mean=mean, sd=sd), references=tuple(beside))
    layout = columns(cells, [row])
    in_row = bars.draw(row.bar, layout.bar)
    (middle,) = (line for line in area_chart([row], layout, AXIS + 3) if line.row)
    drawn = plain(middle.drawing)
    assert width(drawn) == layout.bar
    signs = "├┤─←→◆◇○◈"
    assert [c if c in signs else "" for c in in_row] == [c if c in signs else "" for c in drawn]
    end = bars.cell(row.scale.share(mean), layout.bar)
    assert in_row[end] in signs or drawn[end] in "█▌▐"
    assert not SOLID.search(drawn[end + 1 :])


def test_a_long_name_is_whole() -> None:
    name = "A theme with a name so long that it needs more than one line of the chart to be whole"
    row = replace(themes()[0], name=name)
    lines = area_chart([row], columns(80, [row]), 30)
    assert " ".join(line.name.strip().removeprefix("1 ") for line in lines).split() == name.split()


def test_what_is_drawn_does_not_depend_on_names() -> None:
    rows, bad = themes(), "\x1b[48;5;1m\x1b[2J" * 2
    layout = columns(97, rows)
    named = [replace(row, name=f"{bad}{row.name}") for row in rows]
    drawings = [line.drawing for line in area_chart(rows, layout, 40)]
    assert [line.drawing for line in area_chart(named, layout, 40)] == drawings
    hostile = [point._replace(name=bad) for point in ROUNDS]
    height = 12
    drawn = trend_chart(hostile, ONE_TO_FIVE, 100, 20)[:height]
    assert drawn == trend_chart(ROUNDS, ONE_TO_FIVE, 100, 20)[:height]


def test_a_distribution_has_a_column_for_each_option(golden: Golden) -> None:
    words.use("nb")
    (hours,) = question_blocks(session(), ("hours",))
    chart = distribution_chart(hours, 76, 16)
    text = text_of(chart)
    assert all(figure in text for figure in ("25 %", "50 %", "1–10 timer", "Over 10 timer"))
    golden("hours-nb.txt", text)
    golden("hours-ascii-nb.txt", text_of(distribution_chart(hours, 76, 16, ASCII)))


def test_no_columns_without_room_or_figures() -> None:
    (hours,) = question_blocks(session(), ("hours",))
    assert distribution_chart(hours, 76, 8) == []
    assert distribution_chart(hours, 20, 16) == []
    assert distribution_chart(replace(hours, rows=(), note="hidden"), 76, 16) == []
    (health,) = question_blocks(session(), ("usefulness",))
    assert distribution_chart(health, 76, 16) == []


@pytest.mark.parametrize("signs", [BLOCKS, ASCII], ids=["blocks", "ascii"])
def test_a_theme_over_rounds(golden: Golden, signs: Signs) -> None:
    words.use("en")
    text = text_of(trend_chart(ROUNDS, ONE_TO_FIVE, 100, 20, signs))
    assert all(point.name in text for point in ROUNDS)
    assert text.isascii() is signs.ascii
    golden(f"trend-{'ascii' if signs.ascii else 'blocks'}-en.txt", text)


def test_a_hidden_round_has_no_point_and_no_line_to_it() -> None:
    text = text_of(trend_chart(ROUNDS[:2], ONE_TO_FIVE, 60, 20))
    assert "hidden: protects somebody" in text
    assert text.count("●") + text.count("◇") == 1
    assert not re.search("[⠁-⣿]", text), "no line"
    both = text_of(trend_chart([ROUNDS[1], ROUNDS[1]], ONE_TO_FIVE, 60, 20))
    assert not set("●◇┬┴") & set(both)


def test_a_spread_beyond_the_scale_has_no_cap_there() -> None:
    text = text_of(trend_chart(ROUNDS[2:], ONE_TO_FIVE, 60, 20))
    assert text.count("┬") == 1
    assert text.count("┴") == 2
