"""Where the parts of a bar fall, in characters and in styles alike."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui import words
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.render.results.bars import (
    Bar,
    ReferenceMark,
    axis,
    bar_of,
    cell,
    draw,
    mini_bar,
    segments,
)
from amu_tui.render.results.signs import ASCII, symbol
from amu_tui.text import width

ONE_TO_FIVE = Scale(min=1, max=5)

places = st.floats(min_value=0, max_value=1)
marks = st.lists(st.tuples(st.integers(0, 40), places), max_size=6)


def a_bar(mean: float, sd: float | None, *beside: float) -> Bar:
    placed = tuple(
        ReferenceMark(symbol(i), ONE_TO_FIVE.share(value)) for i, value in enumerate(beside)
    )
    return bar_of(Score(n=30, mean=mean, sd=sd), ONE_TO_FIVE, placed, "")


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
        (Bar(note="hidden: protects somebody"), "░ hidden: protects s…", "~ hidden: protects s~"),
    ],
)
def test_bars_read_as_they_should(bar: Bar, blocks: str, plain: str) -> None:
    assert draw(bar, 21) == blocks
    assert draw(bar, 21, ASCII) == plain


@settings(deadline=None)
@given(
    st.builds(
        lambda mean, sd, beside, note: Bar(
            mean=mean,
            low=None if sd is None else mean - sd,
            high=None if sd is None else mean + sd,
            marks=tuple(ReferenceMark(symbol(i), share) for i, share in beside),
            note=note,
        ),
        places,
        st.none() | places,
        marks,
        st.sampled_from(["", "", "", "skjult: verner noen"]),
    ),
    st.integers(1, 90),
)
def test_a_bar_fills_its_cells_in_as_few_segments_as_styles(bar: Bar, cells: int) -> None:
    found = segments(bar, cells)
    assert width(draw(bar, cells)) == cells
    assert all(one.style != other.style for one, other in pairwise(found))
    assert bar.note or draw(bar, cells, ASCII).isascii()


def test_what_runs_over_the_bar_has_a_style_of_its_own() -> None:
    assert segments(a_bar(3, 1, 2.6, 4), 21) == [
        ("█████", "bar"),
        ("├──◆─", "on-bar"),
        ("▌", "bar"),
        ("────", ""),
        ("◇", "mark"),
        ("     ", ""),
    ]


@pytest.mark.parametrize(
    ("mean", "style"),
    [(2.95, "mark"), (2.975, "mark"), (3, "on-bar"), (3.05, "on-bar")],
    ids=["a quarter", "three eighths", "half", "three quarters"],
)
def test_a_mark_on_the_last_cell_is_on_the_bar_where_half_of_it_is(mean: float, style: str) -> None:
    assert segments(a_bar(mean, None, mean), 21)[:2] == [("█" * 10, "bar"), ("◆", style)]


def test_no_room() -> None:
    assert draw(a_bar(3, 1), 0) == ""


def test_ticks_stand_where_the_marks_of_their_values_stand() -> None:
    line = axis(ONE_TO_FIVE, 33)
    assert line == "1       2       3       4       5"
    for value in (1, 2, 3, 4, 5):
        drawn = draw(a_bar(1, None, value), 33)
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
