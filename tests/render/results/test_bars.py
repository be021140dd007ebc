"""Where the parts of a bar fall, in characters and in plotext's colours alike."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui import words
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.render.charts.canvas import Colours, draw_bars
from amu_tui.render.results.bars import Bar, Mark, axis, bar_of, block_bar, cell, draw, mini_bar
from amu_tui.render.results.signs import ASCII, symbol
from amu_tui.text import width

ONE_TO_FIVE = Scale(min=1, max=5)
ANSI = re.compile(r"\x1b\[[0-9;]*m")
PAINT = Colours(
    bar=(10, 20, 30), over=(40, 50, 60), whisker=(70, 80, 90), mark=(1, 2, 3), mark_over=(4, 5, 6)
)

places = st.floats(min_value=0, max_value=1)
marks = st.lists(st.tuples(st.integers(0, 40), places), max_size=6)


def a_bar(mean: float, sd: float | None, *beside: float) -> Bar:
    placed = tuple(Mark(symbol(i), ONE_TO_FIVE.share(value)) for i, value in enumerate(beside))
    return bar_of(Score(n=30, mean=mean, sd=sd), ONE_TO_FIVE, placed, "")


def bare(row: str) -> str:
    return ANSI.sub("", row)


@pytest.mark.parametrize(
    ("bar", "blocks", "plain"),
    [
        (a_bar(3, 1), "█████├────▌────┤     ", "=====|----+----|     "),
        (a_bar(3, None), "██████████▌          ", "==========+          "),
        (a_bar(3, 1, 3.6, 4), "█████├────▌──◆─◇     ", "=====|----+--*-o     "),
        (a_bar(3, None, 2, 2), "█████◈████▌          ", "=====&====+          "),
        (a_bar(4.6, 1, 4.6), "█████████████├────◆─→", "=============|----*->"),
        (a_bar(1.4, 1), "←─▌────┤             ", "<-+----|             "),
        (a_bar(1, 0.2), "▏┤                   ", "+|                   "),
        (a_bar(5, None), "█" * 21, "=" * 20 + "+"),
        (Bar(note="hidden: why"), "░ hidden: why        ", "~ hidden: why        "),
        (Bar(note="hidden: too few answers"), "░ hidden: too few an…", "~ hidden: too few an~"),
    ],
)
def test_bars_read_as_they_should(bar: Bar, blocks: str, plain: str) -> None:
    assert block_bar(bar, 21) == blocks
    assert draw(bar, 21, ASCII) == plain


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            lambda mean, sd, beside, note: Bar(
                mean=mean,
                low=None if sd is None else mean - sd,
                high=None if sd is None else mean + sd,
                marks=tuple(Mark(symbol(i), place) for i, place in beside),
                note=note,
            ),
            places,
            st.none() | places,
            marks,
            st.sampled_from(["", "", "", "skjult: for få svar"]),
        ),
        max_size=5,
    ),
    st.integers(1, 90),
    st.sampled_from([PAINT, Colours(), Colours(bar=4, mark=3)]),
)
def test_plotext_paints_the_same_glyphs_to_the_cell(
    bars: list[Bar], cells: int, colours: Colours
) -> None:
    drawn = [bare(row) for row in draw_bars(bars, cells, colours)]
    assert drawn == [block_bar(bar, cells) for bar in bars]
    assert all(width(row) == cells for row in drawn)
    assert all(row.isascii() for row in (draw(b, cells, ASCII) for b in bars if not b.note))


def test_the_whisker_runs_over_the_bar_without_cutting_it() -> None:
    (row,) = draw_bars([a_bar(3, 1, 2.6)], 21, PAINT)
    assert "\x1b[38;2;40;50;60m\x1b[48;2;10;20;30m├──" in row
    assert "\x1b[38;2;4;5;6m\x1b[48;2;10;20;30m◆" in row
    assert "\x1b[38;2;70;80;90m────┤" in row


def test_without_colour_the_bar_is_still_there_under_the_whisker() -> None:
    (row,) = draw_bars([a_bar(3, 1)], 21, Colours())
    assert "\x1b[7m├────\x1b[0m▌────┤" in row
    assert "38;" not in row
    assert "48;" not in row


def test_rows_are_not_limited_by_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("LINES", "5")
    rows = draw_bars([a_bar(4, 0.5)] * 40, 120, PAINT)
    assert [width(bare(row)) for row in rows] == [120] * 40


def test_no_bars_and_no_room() -> None:
    assert draw_bars([], 20, PAINT) == []
    assert draw_bars([a_bar(3, 1)], 0, PAINT) == [""]
    assert block_bar(a_bar(3, 1), 0) == ""


def test_ticks_stand_where_the_marks_of_their_values_stand() -> None:
    line = axis(ONE_TO_FIVE, 33)
    assert line == "1       2       3       4       5"
    for value in (1, 2, 3, 4, 5):
        drawn = block_bar(a_bar(1, None, value), 33)
        assert drawn[line.index(str(value))] == "◆"


@pytest.mark.parametrize(
    ("scale", "cells", "line"),
    [
        (Scale(min=0, max=100), 33, "0      25      50      75     100"),
        (Scale(min=0, max=100), 9, "0  50 100"),
        (Scale(min=0, max=100), 5, "0 100"),
        (Scale(min=0, max=100), 4, "    "),
        (Scale(min=0, max=10), 31, "0  1  2  3  4  5  6  7  8  9 10"),
        (Scale(min=0, max=10), 16, "0  2  4  6  8 10"),
        (Scale(min=0, max=10), 9, "0   5  10"),
        (Scale(min=-2.5, max=2.5), 36, "−2,5 −1,5   −0,5    0,5    1,5   2,5"),
    ],
)
def test_the_axis_fits_any_scale(scale: Scale, cells: int, line: str) -> None:
    words.use("nb")
    assert axis(scale, cells) == line


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.integers(2, 200))
def test_a_higher_value_never_stands_to_the_left(one: float, other: float, cells: int) -> None:
    low, high = sorted((one, other))
    assert 0 <= cell(low, cells) <= cell(high, cells) < cells
    assert len(mini_bar(low, cells).rstrip()) <= len(mini_bar(high, cells).rstrip())


def test_the_first_symbols_all_differ() -> None:
    known = [symbol(place) for place in range(31)]
    assert len({s.sign for s in known}) == len({s.twin for s in known}) == 31
    assert all(width(s.sign) == 1 and s.twin.isascii() for s in known)
    assert "&" not in {s.twin for s in known}
