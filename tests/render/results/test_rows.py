"""A theme as a row: the columns, the texts in them, exact widths, the words below."""

import subprocess
import sys
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui import words
from amu_tui.errors import UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Score
from amu_tui.render.results.detail import score_line, score_lines
from amu_tui.render.results.figures import distance_text, mean_text
from amu_tui.render.results.overview import overview
from amu_tui.render.results.rows import (
    ThemeRow,
    anchors,
    areas,
    axis_text,
    columns,
    legend,
    reference_names,
    row_text,
    row_texts,
    theme_rows,
)
from amu_tui.render.results.signs import ASCII, BLOCKS, Signs
from amu_tui.text import clean, width
from tests.promises import proves
from tests.render.samples import finished, percent_session, session

ONE_TO_FIVE = Scale(min=1, max=5)


def a_row(name: str, score: Score, number: int = 1) -> ThemeRow:
    return ThemeRow("x", number, name, score, (), ONE_TO_FIVE)


def the_row(theme: str, of: Session | None = None) -> ThemeRow:
    (row,) = theme_rows(of or session(), [theme])
    return row


def test_a_row_is_data_first() -> None:
    row = the_row("autonomy")
    assert (row.theme_id, row.number, row.name) == ("autonomy", 1, "Autonomy")
    assert [(b.reference, b.symbol.sign, b.score.mean) for b in row.references] == [
        ("faculty", "◆", 3.95),
        ("before", "◇", 3.95),
    ]
    assert row.figures == "3.9 ±0.7"
    assert row.count == "37"


def test_turned_themes_say_so() -> None:
    assert the_row("pressure").name.endswith("(R)")


def test_figures_follow_the_language_and_the_scale() -> None:
    words.use("nb")
    assert the_row("leadership").figures == "3,6 ±0,9"
    percent = percent_session()
    assert [row.figures for row in theme_rows(percent, ("work", "pay", "line"))] == [
        "77 %",
        "30 %",
        "",
    ]


@proves("A hidden figure says one thing: it protects somebody.")
def test_a_hidden_row_says_so_without_the_rule_and_has_no_number() -> None:
    for theme in ("support", "conflict"):
        row = the_row(theme)
        text = row_text(row, columns(80, [row]), 80)
        assert "░ hidden: protects somebody" in text
        assert not any(char.isdigit() for char in text.replace(str(row.number), "", 1))
        assert row.bar.mean is row.bar.low is None
        assert not row.bar.marks


def test_a_theme_without_figures_is_not_called_hidden() -> None:
    row = the_row("climate")
    assert not row.hidden
    assert "░ no figures" in row_text(row, columns(80, [row]), 80)


def test_the_columns_of_80_and_120_cells() -> None:
    rows = theme_rows(session(), session().instrument.order())
    narrow, wide = columns(80, rows), columns(120, rows)
    assert (narrow.number, narrow.name, narrow.bar, narrow.figures, narrow.count) == (
        2,
        32,
        33,
        8,
        0,
    )
    assert wide.count == 6
    assert wide.bar > narrow.bar
    assert (narrow.bar - 1) % 4 == (wide.bar - 1) % 4 == 0
    axis = axis_text(ONE_TO_FIVE, wide, 120)
    assert axis.index("1") == wide.bar_at
    assert axis.index("5") == wide.bar_at + wide.bar - 1
    assert axis.rstrip().endswith("n")
    line = row_text(rows[0], wide, 120)
    assert line.rstrip().endswith("37")
    assert len(line.rstrip()) == len(axis.rstrip())
    assert "37" not in row_text(rows[0], narrow, 80)


def test_a_mark_stands_just_before_the_bar() -> None:
    row = the_row("autonomy")
    layout = columns(80, [row])
    line = row_text(row, layout, 80, mark="+")
    assert line[layout.bar_at - 1] == "+"
    assert line.replace("+", " ", 1) == row_text(row, layout, 80)
    told = row_texts(row, layout)
    assert line.startswith(f"{told.number} {told.name} +█")


names = st.text(max_size=60).map(clean)
scores = st.builds(
    lambda mean, sd, n: Score(mean=mean, sd=sd, n=n),
    st.floats(-3, 9),
    st.none() | st.floats(0, 5),
    st.none() | st.integers(0, 2_000_000),
) | st.sampled_from([Score(), Score(hidden="protected")])


@settings(deadline=None)
@given(
    st.lists(st.tuples(names, scores, st.integers(1, 9_999)), min_size=1, max_size=4),
    st.integers(1, 200),
    st.sampled_from([BLOCKS, ASCII]),
)
def test_every_row_is_exactly_the_width(
    made: list[tuple[str, Score, int]], cells: int, signs: Signs
) -> None:
    rows = [a_row(name, score, number) for name, score, number in made]
    layout = columns(cells, rows, signs)
    assert width(axis_text(ONE_TO_FIVE, layout, cells, signs)) == cells
    for row in rows:
        assert width(row_text(row, layout, cells, signs)) == cells


@settings(deadline=None)
@given(st.lists(names, min_size=8, max_size=8), st.integers(20, 250), st.integers(1, 60))
def test_every_line_of_the_overview_is_as_wide_as_its_column(
    typed: list[str], cells: int, lines: int
) -> None:
    base = session()
    themes = {
        theme_id: msgspec.structs.replace(theme, name={"en": name})
        for (theme_id, theme), name in zip(base.instrument.themes.items(), typed, strict=True)
    }
    instrument = msgspec.structs.replace(base.instrument, themes=themes)
    shown = overview(msgspec.structs.replace(base, instrument=instrument), cells, lines)
    wide = {width(line.text) for column in shown for line in column}
    assert len(wide) == 1
    assert wide.pop() * len(shown) + 2 * (len(shown) - 1) <= cells


def test_the_legend_names_only_references_with_scores() -> None:
    assert legend(session()) == "◆ Fakultet for fjæra   ◇ 2014   ◈ several on one spot"
    assert legend(session(), ASCII) == "* Fakultet for fjæra   o 2014   & several on one spot"
    assert legend(percent_session()) == "◆ Everybody"


def test_references_with_one_title_are_told_apart_by_round() -> None:
    base = session()
    beside = base.results.references
    twice = {
        "one": msgspec.structs.replace(beside["faculty"], title="Sector", round="2016"),
        "two": msgspec.structs.replace(beside["before"], title="Sector", round="2014"),
    }
    again = msgspec.structs.replace(
        base, results=msgspec.structs.replace(base.results, references=twice)
    )
    assert reference_names(again) == {"one": "Sector 2016", "two": "Sector 2014"}


def test_the_ends_of_the_scale_have_names() -> None:
    assert anchors(session()) == "1 = strongly disagree, 5 = strongly agree"
    assert anchors(percent_session()) == ""


def test_an_unknown_area_is_refused_with_what_was_meant() -> None:
    with pytest.raises(UsageError, match="colleages") as refused:
        areas(session(), "colleages")
    assert refused.value.hint == "Did you mean colleagues?"
    with pytest.raises(UsageError) as refused:
        areas(session(), "x")
    assert refused.value.hint == "The areas are own-work, colleagues, demands."


def test_the_words_below_a_chart() -> None:
    assert score_line(session(), "leadership") == "36 answers · 3.6 ±0.9 · 95%: 3.3–4.0"
    assert score_lines(session(), "leadership") == [
        "36 answers · 3.6 ±0.9 · 95%: 3.3–4.0",
        "Fakultet for fjæra 3.8 · 0.2 above you: within chance",
        "2014 hidden: protects somebody",
    ]
    assert score_lines(session(), "support") == [
        "hidden: protects somebody",
        "Fakultet for fjæra 3.7",
    ]
    assert score_lines(session(), "pressure")[1:] == [
        "Fakultet for fjæra 2.8 · 1.2 above you (large): more than chance usually makes",
    ]
    assert score_lines(percent_session(), "work") == [
        "77%",
        "Everybody 100% · 23 percentage points above you",
    ]


@pytest.mark.parametrize(
    ("apart", "most", "said"),
    [
        (4, 100, "4 percentage points"),
        (1, 100, "1 percentage point"),
        (1, 20, "1.0 percentage points"),
        (0.5, 20, "0.5 percentage points"),
    ],
)
def test_per_cents_differ_by_percentage_points(apart: float, most: float, said: str) -> None:
    assert distance_text(apart, Scale(min=0, max=most, unit="percent")) == said
    assert distance_text(apart, Scale(min=0, max=most)) == said.split()[0]


def test_the_difference_is_that_of_the_figures_shown() -> None:
    base = session()
    for own, said in ((3.94, "the same as you"), (4.06, "0.1 below you"), (3.5, "0.5 above you")):
        themes = {**base.results.themes, "autonomy": Score(mean=own)}
        other = {"autonomy": Score(mean=3.96 if own != 3.94 else 3.86)}
        reference = msgspec.structs.replace(base.results.references["faculty"], themes=other)
        changed = msgspec.structs.replace(
            base.results, themes=themes, references={"faculty": reference}
        )
        lines = score_lines(msgspec.structs.replace(base, results=changed), "autonomy")
        assert lines[1].endswith(said)


def test_a_larger_spread_than_is_usual_is_worth_a_talk() -> None:
    base = session()
    themes = {**base.results.themes, "pressure": Score(n=37, mean=1.9, sd=1.15)}
    wider = msgspec.structs.replace(base.results, themes=themes)
    said = "You disagree more here than is usual (±1.2, Fakultet for fjæra ±0.8): worth a talk"
    assert score_lines(msgspec.structs.replace(base, results=wider), "pressure")[-1] == said
    above = msgspec.structs.replace(wider, shown_for="Fjæra")
    assert score_lines(msgspec.structs.replace(base, results=above), "pressure")[-1].startswith(
        "The answers of Fjæra differ more here than is usual (±1.2,"
    )


def test_nothing_is_said_of_disagreement_where_nothing_tells_what_is_usual() -> None:
    base = session()
    alone = msgspec.structs.replace(
        base, results=msgspec.structs.replace(base.results, references={})
    )
    assert not any("disagree" in line for line in score_lines(alone, "pressure"))


def test_the_overview_splits_at_areas_and_takes_few_columns() -> None:
    def shape(cells: int, lines: int) -> list[int]:
        return [len(column) for column in overview(finished(), cells, lines)]

    assert shape(80, 13) == [13]
    assert shape(80, 12) == [11]
    assert shape(80, 10) == [5, 7]
    assert shape(80, 6) == [5, 6]
    assert shape(80, 5) == [6, 5]
    assert shape(30, 4) == [11]


def test_an_overview_line_is_the_sum_of_its_parts() -> None:
    for column in overview(session(), 80, 8):
        for line in column:
            if line.theme_id:
                told = [line.number, line.name, line.bar, *([line.figure] if line.figure else [])]
                assert line.text == " ".join(told)
    found = {line.theme_id: line for column in overview(session(), 80, 24) for line in column}
    assert found["autonomy"].figure == "3.9"
    assert found["support"].bar.strip() == "hidden"
    assert found["climate"].bar.strip() == "no figures"


def test_percent_figures_round_as_people_do() -> None:
    scale = Scale(min=0, max=100, unit="percent")
    assert [mean_text(value, scale) for value in (57.5, 0.4, 100)] == ["58%", "0%", "100%"]


@pytest.mark.parametrize(
    "module",
    ["results.plain", "results.sentences", "results.show_json", "forms.markdown"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(
    module: str, own_world: Callable[..., None]
) -> None:
    program = (
        f"import amu_tui.render.{module}, sys; "
        "print(*{'plotext', 'polars', 'textual'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert ran.stdout.strip() == ""
