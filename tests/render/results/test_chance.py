"""What is said of chance, and the band that draws it."""

import msgspec
import pytest

from amu_tui import words
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.precision import difference
from amu_tui.model.survey.results import Reference, Score
from amu_tui.render.results.bars import ReferenceMark, bar_of, draw, segments
from amu_tui.render.results.chance import (
    beyond_anyway,
    chance_text,
    interval_text,
    labelled_interval,
    margin_text,
    spoken_interval,
)
from amu_tui.render.results.detail import score_lines
from amu_tui.render.results.plain import show_text
from amu_tui.render.results.rows import columns, row_text, theme_rows
from amu_tui.render.results.sentences import sentences
from amu_tui.render.results.signs import ASCII, symbol
from amu_tui.text import width
from tests.render.conftest import Golden
from tests.render.samples import session

SCALE = Scale(min=1, max=5)
PERCENT = Scale(min=0, max=100, unit="percent")
OWN = Score(n=37, mean=3.6, sd=0.9)


def with_before(own: Score, before: Score, **more: object) -> Session:
    """The sample with one theme's score of now and of the round before."""
    base = session()
    then = Reference(title="2014", kind="previous", themes={"autonomy": before}, **more)  # type: ignore[arg-type]
    themes = {**base.results.themes, "autonomy": own}
    changed = msgspec.structs.replace(base.results, themes=themes, references={"before": then})
    return msgspec.structs.replace(base, results=changed)


def test_the_interval_in_figures() -> None:
    assert interval_text(OWN, SCALE) == "3.3–3.9"
    assert labelled_interval(OWN, SCALE) == "95%: 3.3–3.9"
    assert spoken_interval(OWN, SCALE) == "95% interval 3.3 to 3.9"
    words.use("nb")
    assert labelled_interval(OWN, SCALE) == "95 %: 3,3–3,9"
    assert labelled_interval(Score(n=9, mean=60, sd=12), PERCENT) == "95 %: 51–69 %"


def test_the_interval_is_clipped_to_the_scale() -> None:
    assert interval_text(Score(n=5, mean=4.8, sd=0.4), SCALE) == "4.3–5.0"


@pytest.mark.parametrize("score", [Score(mean=3.6), Score(hidden="protected"), Score(n=9, mean=3)])
def test_no_interval_no_words(score: Score) -> None:
    assert (labelled_interval(score, SCALE), spoken_interval(score, SCALE)) == ("", "")
    assert chance_text(score, OWN, SCALE) == chance_text(OWN, score, SCALE) == ""


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Score(n=300, mean=3.8, sd=0.8), "within chance for 37 answers"),
        (Score(n=8, mean=3.1, sd=0.8), "within chance for 8 answers"),
        (Score(n=300, mean=4.4, sd=0.8), "more than chance usually makes"),
        (Score(n=300, mean=3.61, sd=0.8), ""),
        (Score(n=300, mean=4.4), ""),
    ],
)
def test_a_reference_beside(other: Score, said: str) -> None:
    assert chance_text(OWN, other, SCALE) == said


def test_small_units_read_which_changes_can_be_chance() -> None:
    words.use("nb")
    eight = with_before(Score(n=8, mean=3.6, sd=0.9), Score(n=9, mean=3.3, sd=0.9))
    assert score_lines(eight, "autonomy")[1] == (
        "2014 3,3 · 0,3 under dere · 8 svar: endringer under 0,9 kan være tilfeldige"
    )
    moved = with_before(Score(n=8, mean=4.6, sd=0.5), Score(n=9, mean=3.3, sd=0.9))
    assert score_lines(moved, "autonomy")[1] == (
        "2014 3,3 · 1,3 under dere: mer enn det tilfeldige vanligvis gir"
    )


def test_rounding_never_says_two_things() -> None:
    """A change that reads as large as the margin, and still is inside it, has no margin beside."""
    own, other = Score(n=20, mean=3.65, sd=0.9), Score(n=20, mean=3.14, sd=0.9)
    assert chance_text(own, other, SCALE, margin=True) == "within chance for 20 answers"


def test_the_margin_is_the_same_wherever_it_is_said() -> None:
    """0.93 is 0.9, but 1.0 beside a change that may be shown as 1.0 and is within it."""
    own, other = Score(n=8, mean=3.6, sd=0.9), Score(n=8, mean=3.3, sd=0.8566)
    found = difference(own, other)
    assert found is not None
    assert 0.9 < found.margin < 0.95
    assert margin_text(found, SCALE) == "0.9"
    said = chance_text(own, other, SCALE, margin=True)
    assert said == "8 answers: changes under 0.9 can be chance"
    near = difference(own, Score(n=8, mean=2.68, sd=0.8566))
    assert near is not None
    assert near.noise
    assert margin_text(near, SCALE) == "1.0"


def test_how_many_themes_chance_takes_out_of_28() -> None:
    assert beyond_anyway(28) == (
        "Chance goes beyond the interval about once in 20 times: of 28 themes, expect 1.4 beyond "
        "it even where nothing has changed."
    )


def test_a_theme_that_changed_meaning_is_marked_and_not_compared() -> None:
    changed = with_before(OWN, Score(mean=3), not_comparable=("leadership",))
    assert "Not comparable with 2014" in score_lines(changed, "leadership")
    assert "Not comparable with 2014" not in score_lines(changed, "autonomy")
    (line,) = [one for one in sentences(changed).splitlines() if one.startswith("Theme 3,")]
    assert line.endswith("95% interval 3.3 to 4.0. Not comparable with 2014.")


@pytest.mark.parametrize(
    ("sd", "scale", "said"),
    [(1.21, (1, 5), True), (1.2, (1, 5), False), (31.0, (0, 100), True), (29.0, (0, 100), False)],
)
def test_wide_disagreement_is_worth_a_talk_on_any_scale(
    sd: float, scale: tuple[float, float], said: bool
) -> None:
    base = session()
    low, high = scale
    middle = (low + high) / 2
    spreads = {"autonomy": sd, "independence": sd + 1}
    themes = {theme: Score(n=37, mean=middle, sd=sd) for theme, sd in spreads.items()}
    changed = msgspec.structs.replace(
        base,
        instrument=msgspec.structs.replace(base.instrument, scale=Scale(min=low, max=high)),
        results=msgspec.structs.replace(base.results, themes=themes),
    )
    assert ("You disagree widely here: worth a talk" in score_lines(changed, "autonomy")) is said
    most = "You disagree more here than on any other theme: worth a talk"
    assert most in score_lines(changed, "independence")


def test_the_band_has_signs_of_its_own() -> None:
    bar = bar_of(
        Score(n=10, mean=3, sd=1), SCALE, (ReferenceMark(symbol(0), 0.6),), "", interval=True
    )
    assert draw(bar, 41) == "█" * 13 + "▒" * 7 + "▌" + "▒▒▒◆▒▒▒" + " " * 13
    assert draw(bar, 41, ASCII) == "=" * 13 + ":" * 7 + "+" + ":::*:::" + " " * 13
    assert ("▒▒▒▒▒▒▒", "on-bar") in segments(bar, 41)


def test_the_band_stops_at_the_end_of_the_scale() -> None:
    bar = bar_of(Score(n=5, mean=4.8, sd=0.4), SCALE, (), "", interval=True)
    assert bar.low == pytest.approx(0.826, abs=0.001)
    assert bar.high == 1
    assert "→" not in draw(bar, 41)


@pytest.mark.parametrize("score", [Score(mean=3), Score(n=9, mean=3, sd=0), Score(n=9, mean=3)])
def test_no_band_where_there_is_no_interval(score: Score) -> None:
    assert draw(bar_of(score, SCALE, (), "", interval=True), 21) == "█" * 10 + "▌" + " " * 10


def test_rows_write_the_limits_that_they_draw() -> None:
    rows = theme_rows(session(), ("autonomy", "leadership", "support", "climate"), interval=True)
    assert [row.figures for row in rows] == ["3.9 (3.7–4.1)", "3.6 (3.3–4.0)", "", ""]
    layout = columns(80, rows)
    for row in rows:
        line = row_text(row, layout, 80)
        assert width(line) == 80
        assert "±" not in line
        assert "├" not in line
    assert "░ hidden: protects somebody" in row_text(rows[2], layout, 80)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_intervals_as_text(ascii_only: bool, golden: Golden) -> None:
    text = show_text(session(), width=80, interval=True, ascii_only=ascii_only)
    assert all(width(line) <= 80 for line in text.splitlines())
    golden(f"show-interval-{'ascii' if ascii_only else '80'}-en.txt", text)
