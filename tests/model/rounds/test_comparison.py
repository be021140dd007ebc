"""Two rounds side by side: change, chance, choices; nothing where one of them is hidden."""

import datetime

import msgspec
import pytest

from amu_tui.errors import AmuError
from amu_tui.model.meeting.session import Session
from amu_tui.model.rounds.comparison import Comparison, ThemeChange, before, compare, round_of
from amu_tui.model.rounds.handover import (
    PREVIOUS_ROUND,
    counterparts,
    with_reference,
)
from amu_tui.model.rounds.taken_over import previous_choices
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Counterparts, Instrument, Scale
from amu_tui.model.survey.results import Reference, Results, Score
from amu_tui.words import pick
from tests.render.samples import finished, kiwest, session

TODAY = datetime.date(2020, 9, 1)


def later(scores: dict[str, Score], instrument: Instrument | None = None) -> Session:
    """A session of the same unit three years on."""
    found = session()
    return msgspec.structs.replace(
        found,
        info=msgspec.structs.replace(found.info, id="blaskjell-2020", key="k2", round="2020"),
        instrument=instrument or kiwest(),
        results=Results(unit=found.info.unit, themes=scores),
    )


def compared(old: Session, new: Session) -> Comparison:
    now = counterparts(new.instrument, old.instrument)
    return compare(round_of(old, previous_choices(old, now, TODAY, pick)), round_of(new))


def of(found: Comparison, theme: str) -> ThemeChange:
    return next(one for one in found.themes if one.id == theme)


def test_every_theme_of_now_stands_in_the_order_of_presentation() -> None:
    found = compared(finished(), later({}))
    assert tuple(one.id for one in found.themes) == kiwest().order()


def test_the_change_is_new_less_old_with_its_welch_interval() -> None:
    found = of(
        compared(finished(), later({"leadership": Score(n=40, mean=4.24, sd=0.8)})), "leadership"
    )
    assert found.change == pytest.approx(0.6)
    assert found.verdict is not None
    # R, qt(.975, 69.48438) times the error of means with sd 0.80 and 0.93, n 40 and 36
    assert found.verdict.most == pytest.approx(0.39906412, abs=1e-3)
    assert found.chance == "beyond"


def test_a_change_that_chance_can_make_is_noise() -> None:
    found = of(compared(finished(), later({"autonomy": Score(n=8, mean=4.3, sd=0.9)})), "autonomy")
    assert found.chance == "within"


def test_what_is_hidden_in_either_round_has_no_change_and_no_interval() -> None:
    shown = Score(n=30, mean=4.0, sd=0.8)
    found = compared(finished(), later({"support": shown, "autonomy": Score(hidden="protected")}))
    for theme in ("support", "autonomy"):
        one = of(found, theme)
        assert (one.change, one.verdict, one.chance) == (None, None, None)
    assert of(found, "support").old == Score(hidden="protected")
    assert of(found, "support").new == shown


def test_without_n_or_spread_there_is_a_change_but_nothing_is_said_of_chance() -> None:
    found = of(compared(finished(), later({"autonomy": Score(mean=4.1)})), "autonomy")
    assert found.change == pytest.approx(0.2)
    assert found.chance is None


def test_what_was_chosen_then_and_its_actions_stand_with_the_theme() -> None:
    found = compared(finished(), later({"pressure": Score(n=40, mean=2.1, sd=1.0)}))
    assert of(found, "pressure").chosen == "improve"
    assert of(found, "pressure").actions == ("d", "c")
    assert [found.actions[key].title for key in ("c", "d")] == ["Møtefri onsdag", "Flere folk"]
    assert found.actions["b"].priority == 1
    assert of(found, "cooperation").chosen is None


def test_another_scale_compares_nothing_and_is_said_once() -> None:
    other = msgspec.structs.replace(kiwest(), scale=Scale(min=0, max=100, unit="percent"))
    found = compared(finished(), later({"autonomy": Score(n=40, mean=70, sd=9)}, other))
    assert not any(one.comparable for one in found.themes)
    assert all(one.change is None and one.old == Score() for one in found.themes)
    assert found.oddities == ("other-scale",)
    assert set(found.lost) == {
        "autonomy",
        "independence",
        "pressure",
        *finished().chosen("improve"),
    }


def test_another_instrument_is_compared_only_where_its_file_says_so() -> None:
    newer = msgspec.structs.replace(
        kiwest(),
        id="small-2",
        comparable={"small-1": Counterparts(themes={"autonomy": "leadership", "pressure": ""})},
    )
    found = compared(finished(), later({"autonomy": Score(n=40, mean=4.0, sd=0.8)}, newer))
    assert of(found, "autonomy").old == Score(n=36, mean=3.64, sd=0.93)
    assert [one.id for one in found.themes if one.comparable] == ["autonomy"]
    assert of(found, "autonomy").chosen == "improve", "as leadership was then"
    assert set(found.lost) == {"autonomy", "independence", "pressure"}
    unknown = msgspec.structs.replace(newer, comparable={})
    assert compared(finished(), later({}, unknown)).oddities == ("nothing-comparable",)


@pytest.mark.parametrize(
    ("old", "new", "oddities"),
    [
        ("2017", "2020", ()),
        ("2020", "2017", ("swapped",)),
        ("høst 2019", "vår 2018", ("swapped",)),
        ("2015–2019", "2016–2018", ("swapped",)),
        ("2016 for 2015", "2017 for 2015", ()),
        ("2017", " 2017", ("same-round",)),
        ("forrige", "denne", ()),
    ],
)
def test_rounds_that_look_swapped_or_alike_are_doubted(
    old: str, new: str, oddities: tuple[str, ...]
) -> None:
    def called(name: str) -> Session:
        found = session()
        return msgspec.structs.replace(found, info=msgspec.structs.replace(found.info, round=name))

    assert compared(called(old), called(new)).oddities == oddities


def test_without_years_the_days_of_the_votes_tell_which_round_was_first() -> None:
    def voted(name: str, day: datetime.date) -> Session:
        found = finished()
        assert found.themes is not None
        return msgspec.structs.replace(
            found,
            info=msgspec.structs.replace(found.info, round=name),
            themes=msgspec.structs.replace(found.themes, closed=day),
        )

    early, late = datetime.date(2017, 12, 1), datetime.date(2020, 12, 1)
    assert compared(voted("A", late), voted("B", early)).oddities == ("swapped",)
    assert compared(voted("A", early), voted("B", late)).oddities == ()
    assert compared(voted("A", early), voted("B", early)).oddities == ()
    assert compared(voted("2016 for 2015", late), voted("2017 for 2015", early)).oddities == (
        "swapped",
    )


def test_another_unit_is_doubted_however_the_name_is_spaced() -> None:
    found = session()
    unit = msgspec.structs.replace(found.info, unit=" institutt for  BLÅSKJELL", round="2020")
    assert compared(finished(), msgspec.structs.replace(found, info=unit)).oddities == ()
    unit = msgspec.structs.replace(found.info, unit="Institutt for tang", round="2020")
    assert compared(finished(), msgspec.structs.replace(found, info=unit)).oddities == (
        "other-unit",
    )


def test_the_figures_of_the_unit_above_are_not_set_beside_the_units_own() -> None:
    new = later({"autonomy": Score(n=40, mean=4.0, sd=0.8)})
    above = msgspec.structs.replace(new.results, shown_for="Fakultetet")
    found = compared(finished(), msgspec.structs.replace(new, results=above))
    assert found.oddities == ("other-results",)
    assert not any(one.comparable or one.change is not None for one in found.themes)
    assert "autonomy" in found.lost


def test_choices_are_told_without_any_score_to_compare() -> None:
    old, new = finished(), later({"pressure": Score(n=40, mean=2.1, sd=1.0)})
    past = previous_choices(old, counterparts(new.instrument, old.instrument), TODAY, pick)
    there = before(msgspec.structs.replace(new, previous=past))
    assert there is not None
    found = compare(there, round_of(new))
    assert (there.round, found.old.scores) == ("2017", {})
    assert "pressure" in found.lost
    assert not any(one.comparable for one in found.themes)


def test_a_session_hands_over_its_scores_hidden_by_the_stricter_limit() -> None:
    old = finished()

    def handed(min_n: int, title: str = "") -> Reference:
        now = Results(unit="Institutt for blåskjell", min_n=min_n)
        return with_reference(now, old, kiwest(), title).references[PREVIOUS_ROUND]

    found = handed(36)
    assert (found.kind, found.round, found.title) == ("previous", "2017", "2017")
    assert found.themes["autonomy"] == old.results.themes["autonomy"]
    assert handed(37).themes["leadership"] == Score(hidden="protected")
    assert handed(5, "sist").title == "sist"
    percent = msgspec.structs.replace(kiwest(), scale=Scale(min=0, max=100))
    with pytest.raises(AmuError, match="another scale"):
        with_reference(Results(unit="Institutt for blåskjell"), old, percent)


def test_a_session_of_another_unit_is_taken_and_warned_of() -> None:
    results = Results(unit="Institutt for tang")
    assert with_reference(results, finished(), kiwest()).warnings == (
        Caveat(code="other-unit-before", values={"unit": "Institutt for blåskjell"}),
    )
    same = Results(unit="Institutt for blåskjell")
    assert with_reference(same, finished(), kiwest()).warnings == ()


def test_the_session_itself_is_compared_with_the_round_it_keeps() -> None:
    old = finished()
    new = later({"pressure": Score(n=40, mean=2.1, sd=1.0)})
    assert before(new) is None
    now = counterparts(new.instrument, old.instrument)
    kept = msgspec.structs.replace(
        new,
        results=with_reference(new.results, old, new.instrument),
        previous=previous_choices(old, now, TODAY, pick),
    )
    there = before(kept)
    assert there is not None
    found = compare(there, round_of(kept))
    both = compared(old, new)
    assert found.themes == both.themes
    assert found.actions == both.actions


def test_a_table_as_the_round_before_has_scores_and_no_choices() -> None:
    there = before(session())
    assert there is not None
    found = compare(there, round_of(session()))
    assert of(found, "autonomy").change == pytest.approx(-0.05)
    assert of(found, "leadership").old.hidden == "protected"
    assert not found.actions
    assert not any(one.chosen for one in found.themes)
