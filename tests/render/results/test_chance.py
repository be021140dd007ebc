"""What is said of chance, and the band that draws it."""

import msgspec
import pytest

from amu_tui import words
from amu_tui.model.chance.verdict import Verdict
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Reference, Score
from amu_tui.render.legend import legend
from amu_tui.render.results.bars import ReferenceMark, bar_of, draw, segments
from amu_tui.render.results.chance import (
    false_alarms,
    interval_text,
    labelled_interval,
    shown_margins,
    spoken_interval,
)
from amu_tui.render.results.detail import score_lines
from amu_tui.render.results.figures import difference as shown_difference
from amu_tui.render.results.figures import distance_text
from amu_tui.render.results.plain import show_text
from amu_tui.render.results.rows import columns, row_text, theme_rows
from amu_tui.render.results.sentences import sentences
from amu_tui.render.results.show_json import verdict_json
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


def test_a_percentage_has_the_interval_of_a_share() -> None:
    words.use("nb")
    assert labelled_interval(Score(n=20, mean=0), PERCENT) == "95 %: 0–16 %"
    assert labelled_interval(Score(mean=40), PERCENT) == ""


def beside_faculty(own: Score, other: Score, *, above: bool = False) -> list[str]:
    """What is said of one theme beside the faculty, which contains the unit if it is `above` it."""
    base = session()
    reference = Reference(title="Faculty", themes={"autonomy": other})
    results = msgspec.structs.replace(
        base.results,
        themes={"autonomy": own},
        references={"faculty": reference},
        parents={base.results.unit: "Faculty"} if above else {},
    )
    return score_lines(msgspec.structs.replace(base, results=results), "autonomy")[1:]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Score(n=300, mean=3.8, sd=0.8), "0.2 above you: within chance"),
        (Score(n=300, mean=3.91, sd=0.8), "0.3 above you (noticeable): within chance"),
        (Score(n=300, mean=3.7, sd=0.8), "0.1 above you: within chance"),
        (Score(n=8, mean=3.1, sd=0.8), "0.5 below you (noticeable): within chance for 8 answers"),
        (Score(n=300, mean=4.4, sd=0.8), "0.8 above you (large): more than chance usually makes"),
        (Score(n=300, mean=3.61, sd=0.8), "the same as you"),
        (Score(n=9, mean=4.4), "0.8 above you: without a spread, chance is not known"),
        (Score(mean=4.4), "0.8 above you"),
    ],
)
def test_a_reference_beside(other: Score, said: str) -> None:
    (line,) = beside_faculty(OWN, other)
    assert line.endswith(f" · {said}")


def test_what_is_beyond_chance_need_not_be_large() -> None:
    own, other = Score(n=2000, mean=3.62, sd=0.9), Score(n=9000, mean=3.52, sd=0.9)
    assert beside_faculty(own, other) == [
        "Faculty 3.5 · 0.1 below you: more than chance usually makes"
    ]


def test_a_faculty_is_compared_without_the_unit() -> None:
    """20 of 30 lie 0.9 above the other ten, and 0.3 above all thirty."""
    own, whole = Score(n=20, mean=3.902, sd=0.81), Score(n=30, mean=3.601, sd=0.85)
    assert beside_faculty(own, whole) == ["Faculty 3.6 · 0.3 below you (noticeable): within chance"]
    assert beside_faculty(own, whole, above=True) == [
        "Faculty 3.6 · without you 3.0 · 0.9 below you (large): more than chance usually makes"
    ]


def test_a_rest_that_may_not_be_shown_is_not_said() -> None:
    """Four others: the verdict counts the overlap, and no figure of theirs stands anywhere."""
    own, whole = Score(n=26, mean=3.82, sd=0.81), Score(n=30, mean=3.613, sd=0.85)
    assert beside_faculty(own, whole, above=True) == [
        "Faculty 3.6 · 0.2 below you (large): more than chance usually makes"
    ]


def test_small_units_read_which_changes_can_be_chance() -> None:
    words.use("nb")
    eight = with_before(Score(n=8, mean=3.6, sd=0.9), Score(n=9, mean=3.3, sd=0.9))
    assert score_lines(eight, "autonomy")[1] == (
        "2014 3,3 · 0,3 under dere (merkbart) · 8 svar: endringer under 0,7 (de samme svarte) til "
        "0,9 (andre svarte) kan være tilfeldige"
    )
    moved = with_before(Score(n=8, mean=4.6, sd=0.5), Score(n=9, mean=3.3, sd=0.9))
    assert score_lines(moved, "autonomy")[1] == (
        "2014 3,3 · 1,3 under dere (stort): mer enn det tilfeldige vanligvis gir, 0,6 (de samme "
        "svarte) til 0,8 (andre svarte)"
    )


def test_rounding_never_says_two_things() -> None:
    """Rounded means can lie a tenth further apart, or nearer, than the means themselves."""
    for step in range(2000):
        for first in (3.0, 3.04, 3.049, 3.05):
            change = step / 1000
            found = Verdict(change, 0.34, 0.43, None)
            apart = abs(shown_difference(first, first + change, SCALE))
            least, most = shown_margins(found, apart, SCALE)
            assert 0 < least <= most
            if found.chance == "within":
                assert apart <= least
            elif found.chance == "beyond":
                assert apart >= most
            else:
                assert least <= apart <= most


def test_a_margin_of_next_to_nothing_is_not_written_as_nothing() -> None:
    assert shown_margins(Verdict(0.0, 0.02, 0.03, None), 0.0, SCALE) == (0.02, 0.03)
    assert distance_text(0.03, SCALE) == "0.03"


def test_how_many_themes_are_marked_and_how_many_marks_are_chance() -> None:
    beyond, depends, within = (Verdict(change, 0.3, 0.5, None) for change in (0.9, 0.4, 0.1))
    assert false_alarms([]) == ""
    assert false_alarms([within] * 26) == "0 of 26 themes are beyond chance."
    assert false_alarms([beyond, *[within] * 25]) == (
        "1 of 26 themes is beyond chance. On average at most one in 10 of such marks is chance "
        "after all."
    )
    assert false_alarms([beyond, beyond, depends, within]).startswith(
        "2 of 4 themes are beyond chance, 3 if the same people answered. On average"
    )


def test_the_legend_says_whom_an_interval_is_about() -> None:
    about = "Nearly everybody answered: it is not about those who did not"
    base = session()
    assert about in legend(base)
    half = msgspec.structs.replace(base.results.participation, responses=22)
    fewer = msgspec.structs.replace(base.results, participation=half)
    assert about not in legend(msgspec.structs.replace(base, results=fewer))


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
        results=msgspec.structs.replace(base.results, themes=themes, references={}),
    )
    found = [line for line in score_lines(changed, "autonomy") if "disagree widely here" in line]
    assert bool(found) is said


@pytest.mark.parametrize(("items", "said"), [(("A1",), 0), (("A1", "A2"), 1), ((), 1)])
def test_a_theme_of_one_question_spreads_widely_everywhere(
    items: tuple[str, ...], said: int
) -> None:
    base = session()
    theme = msgspec.structs.replace(base.instrument.themes["autonomy"], items=items)
    themes = {**base.instrument.themes, "autonomy": theme}
    scores = {"autonomy": Score(n=37, mean=3, sd=1.4)}
    changed = msgspec.structs.replace(
        base,
        instrument=msgspec.structs.replace(base.instrument, themes=themes),
        results=msgspec.structs.replace(base.results, themes=scores, references={}),
    )
    assert sum("worth a talk" in line for line in score_lines(changed, "autonomy")) == said


def test_warnings_are_sentences_where_they_are_listened_to() -> None:
    base = session()
    said = (
        Caveat(code="weighted"),
        Caveat(code="rates-unchecked", values={"file": "grupper.csv"}),
        Caveat(code="rows-not-understood", values={"n": 2}),
    )
    results = msgspec.structs.replace(base.results, warnings=said)
    lines = sentences(msgspec.structs.replace(base, results=results)).splitlines()[-3:]
    assert lines[0].startswith("The means are weighted")
    assert lines[1].startswith("grupper.csv has")
    assert all(line.endswith(".") and not line.endswith("..") for line in lines)


def test_programs_read_no_more_digits_than_mean_something() -> None:
    found = verdict_json(Verdict(-0.12345, 0.333333, 0.456789, -0.00123))
    assert found["margin"] == {"least": 0.33, "most": 0.46}
    assert str(found["d"]) == "0.0"


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
