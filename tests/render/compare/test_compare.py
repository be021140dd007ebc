"""`amu compare`: whole texts as they are printed, and nothing of what is hidden in any form."""

import datetime

import msgspec
import pytest

from amu_tui import words
from amu_tui.model.chance.verdict import Verdict
from amu_tui.model.rounds.comparison import Comparison, ThemeChange, compare, round_of
from amu_tui.model.rounds.handover import counterparts
from amu_tui.model.rounds.taken_over import previous_choices
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Results, Score
from amu_tui.render.compare.json import compare_json
from amu_tui.render.compare.text import compare_sentences, compare_text
from amu_tui.render.compare.track import track
from amu_tui.render.compare.words import (
    chance_cell,
    change_cell,
    change_sentence,
    oddities,
    ordered,
)
from amu_tui.render.json_text import to_json
from amu_tui.render.results.signs import ASCII
from amu_tui.text import width
from tests.render.conftest import Golden
from tests.render.samples import finished, percent_session, session

SCALE = Scale(min=1, max=5)


def rounds() -> Comparison:
    """The finished round of 2017 and a later one, with something hidden in each."""
    old, found = finished(), session()
    new = msgspec.structs.replace(
        found,
        info=msgspec.structs.replace(found.info, id="blaskjell-2020", key="k2", round="2020"),
        results=Results(
            unit=found.info.unit,
            themes={
                "autonomy": Score(n=40, mean=3.4, sd=0.7),
                "independence": Score(n=40, mean=4.75, sd=0.6),
                "leadership": Score(hidden="protected"),
                "support": Score(n=8, mean=3.5, sd=0.9),
                "cooperation": Score(mean=4.2),
                "climate": Score(n=40, mean=3.9, sd=0.7),
                "pressure": Score(n=9, mean=2.2, sd=1.1),
            },
        ),
    )
    now = counterparts(new.instrument, old.instrument)
    today = datetime.date(2020, 9, 1)
    return compare(round_of(old, previous_choices(old, now, today, words.pick)), round_of(new))


def percents() -> Comparison:
    old = percent_session()
    new = msgspec.structs.replace(
        old,
        info=msgspec.structs.replace(old.info, round="2020"),
        results=Results(unit=old.info.unit, themes={"work": Score(mean=80), "pay": Score(mean=29)}),
    )
    today = datetime.date(2020, 9, 1)
    return compare(round_of(old, previous_choices(old, {}, today, words.pick)), round_of(new))


SAMPLES = {"kiwest": rounds, "percent": percents}


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("cells", [80, 120])
@pytest.mark.parametrize("sample", list(SAMPLES))
def test_two_rounds_as_text(sample: str, cells: int, language: str, golden: Golden) -> None:
    words.use(language)
    text = compare_text(SAMPLES[sample](), width=cells)
    assert all(width(line) <= cells for line in text.splitlines())
    golden(f"compare-{sample}-{cells}-{language}.txt", text)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_two_rounds_as_sentences(language: str, golden: Golden) -> None:
    words.use(language)
    golden(f"compare-sentences-{language}.txt", compare_sentences(rounds()))


def test_only_letters_of_names_are_beyond_ascii(golden: Golden) -> None:
    words.use("nb")
    text = compare_text(rounds(), ascii_only=True)
    assert {char for char in text if not char.isascii()} <= set("æøåÆØÅ")
    golden("compare-kiwest-ascii-nb.txt", text)


def test_every_width_keeps_its_lines() -> None:
    for cells in range(50, 140):
        lines = compare_text(rounds(), width=cells).splitlines()
        assert max(width(line) for line in lines) <= cells


def test_the_document_for_programs(golden: Golden) -> None:
    document = compare_json(rounds())
    assert document["old"] == {
        "session": "blaskjell-2017",
        "unit": "Institutt for blåskjell",
        "round": "2017",
    }
    assert document["synthetic"] is True
    golden("compare-kiwest.json", to_json(document))


def test_a_score_that_is_hidden_has_no_figure_in_any_form() -> None:
    """The other round's figure is published there, and stays."""
    found = rounds()
    for one in found.themes:
        if one.old.hidden or one.new.hidden:
            assert (change_cell(one, SCALE), chance_cell(one, SCALE)) == ("", "")
            (told,) = [t for t in compare_json(found)["themes"] if t["id"] == one.id]
            assert [told[key] for key in ("change", "margin", "chance", "d", "size")] == [None] * 5


def test_hidden_ones_stand_last_whatever_the_order_by_change_is() -> None:
    order = [one.id for one in ordered(rounds(), "change")]
    assert order[:4] == ["pressure", "autonomy", "independence", "cooperation"]
    assert order[-4:] == ["leadership", "support", "climate", "conflict"]
    chosen = [one.chosen for one in ordered(rounds(), "chosen")]
    assert chosen[:4] == ["preserve", "preserve", "improve", "improve"]


@pytest.mark.parametrize(
    ("margins", "d", "cells", "said"),
    [
        (
            (0.5, 0.7),
            0.1,
            ("+0.4  ", "yes 0.5–0.7"),
            "0.4 higher than in 2017. With",
        ),
        (
            (0.3, 0.5),
            0.2,
            ("+0.4 ▪", "maybe 0.3–0.5"),
            "0.4 higher than in 2017 (noticeable). W",
        ),
        (
            (0.2, 0.2),
            0.9,
            ("+0.4 ■", "hardly 0.2"),
            "0.4 higher than in 2017 (large). That",
        ),
    ],
)
def test_chance_and_size_are_two_marks(
    margins: tuple[float, float], d: float, cells: tuple[str, str], said: str
) -> None:
    one = ThemeChange(
        id="autonomy",
        old=Score(n=33, mean=3.2, sd=1.0),
        new=Score(n=37, mean=3.6, sd=0.9),
        change=0.4,
        verdict=Verdict(0.4, *margins, d),
    )
    assert (change_cell(one, SCALE), chance_cell(one, SCALE)) == cells
    assert change_cell(one, SCALE, ASCII)[-1] in " oO"
    sentence = change_sentence(rounds(), one)
    assert sentence.startswith(said)
    range_said = "(the same people answered) to" in sentence
    assert range_said is (margins[0] != margins[1])


def test_no_spread_at_all_is_not_called_missing() -> None:
    alike = ThemeChange(
        id="autonomy",
        old=Score(n=30, mean=4.0, sd=0.0),
        new=Score(n=30, mean=2.0, sd=0.0),
        change=-2.0,
    )
    assert change_sentence(rounds(), alike) == (
        "2.0 lower than in 2017. Both rounds have a spread of 0, and without any spread there is "
        "no telling whether it can be chance"
    )


@pytest.mark.parametrize(
    ("n", "said"), [(30, "The spread is not shown,"), (None, "The number of answers or the spread")]
)
def test_a_spread_that_is_withheld_is_not_called_missing(n: int | None, said: str) -> None:
    old, new = Score(n=n, mean=4.0), Score(n=n, mean=3.0)
    one = ThemeChange(id="autonomy", old=old, new=new, change=-1.0)
    assert change_sentence(rounds(), one).startswith(f"1.0 lower than in 2017. {said}")


def test_the_track_has_no_mark_of_what_is_not_shown() -> None:
    one = ThemeChange(id="t", old=Score(hidden="protected"), new=Score(n=9, mean=3.0, sd=1.0))
    drawn = "".join(piece.text for piece in track(one, SCALE, 21))
    assert drawn == "·    ·    ●    ·    ·"
    one = ThemeChange(id="t", old=Score(hidden="protected"), new=Score(hidden="protected"))
    assert "".join(piece.text for piece in track(one, SCALE, 21)) == "·    ·    ·    ·    ·"


@pytest.mark.parametrize(
    ("margins", "drawn", "plain"),
    [
        ((1.8, 2.0), "·   ◇┄┄┄┄┄┄┄●  ·    ·", "o-------@"),
        ((1.4, 2.0), "·   ◇┅┅┅┅┅┅┅●  ·    ·", "o+++++++@"),
        ((0.8, 1.0), "·   ◇━━━━━━━●  ·    ·", "o=======@"),
        (None, "·   ◇───────●  ·    ·", "o~~~~~~~@"),
    ],
)
def test_the_line_says_in_signs_what_chance_can_make(
    margins: tuple[float, float] | None, drawn: str, plain: str
) -> None:
    one = ThemeChange(
        id="t",
        old=Score(mean=1.8),
        new=Score(mean=3.4),
        change=1.6,
        verdict=None if margins is None else Verdict(1.6, *margins, None),
    )
    assert drawn in "".join(piece.text for piece in track(one, SCALE, 21))
    assert plain in "".join(piece.text for piece in track(one, SCALE, 21, ASCII))


def test_both_marks_on_one_cell_are_one_sign() -> None:
    one = ThemeChange(id="t", old=Score(mean=3), new=Score(mean=3.05), change=0.05)
    assert "".join(piece.text for piece in track(one, SCALE, 21)) == "·    ·    ◉    ·    ·"


def test_oddities_are_said_in_words() -> None:
    found = compare(rounds().new, rounds().old)
    assert list(oddities(found)) == ["2020 looks later than 2017: is the older one named first?"]
