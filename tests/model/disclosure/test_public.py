"""What everybody may see holds for any figures: 13 people, one decimal, no sd under 20."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from amu_tui.files.session.instruments import load_instrument
from amu_tui.model.disclosure.public import public_results
from amu_tui.model.survey.results import Answers, Participation, Reference, Results, Score
from tests.promises import proves

KIWEST = load_instrument("kiwest-1")
THEMES = ("autonomy", "workload", "recognition")


@st.composite
def scores(draw: st.DrawFn, most: int) -> dict[str, Score]:
    def score() -> Score:
        n = draw(st.one_of(st.none(), st.integers(0, most)))
        if n == 0:
            return Score(n=0)
        mean = draw(st.floats(1.2, 4.8))
        return Score(n=n, mean=mean, sd=draw(st.one_of(st.none(), st.floats(0.2, 1.5))))

    return {theme: score() for theme in THEMES}


@st.composite
def results(draw: st.DrawFn) -> Results:
    asked = Answers(n=draw(st.integers(5, 30)), mean=draw(st.floats(1.2, 4.8)), sd=1.03)
    above = Reference(title="F", themes=draw(scores(60)))
    earlier = Reference(title="U", kind="previous", round="2023", themes=draw(scores(30)))
    return Results(
        unit="U",
        parents={"U": "F"},
        themes=draw(scores(40)),
        questions={"health": asked},
        references={"f": above, "previous": earlier},
    )


def figures(shown: Results) -> Iterator[Score | Answers]:
    yield from shown.themes.values()
    yield from shown.questions.values()
    for one in shown.references.values():
        yield from one.themes.values()


@proves(
    "The limit is then 13, figures have one decimal and no spread under 20 people, a "
    "score without a number of answers is left out, and there are no names and no notes.",
)
@settings(max_examples=60)
@given(results())
def test_no_figure_is_of_fewer_than_13_or_finer_than_a_tenth(shown: Results) -> None:
    for one in figures(public_results(shown, KIWEST)):
        if one.mean is not None:
            assert one.n is not None
            assert one.n >= 13
            assert one.mean == round(one.mean, 1)
        if one.sd is not None:
            assert one.n is not None
            assert one.n >= 20
            assert one.sd == round(one.sd, 1)


@settings(max_examples=60)
@given(results())
def test_nothing_follows_of_fewer_than_13_who_are_in_the_one_unit_only(shown: Results) -> None:
    public = public_results(shown, KIWEST)
    for theme, above in public.references["f"].themes.items():
        own = public.score(theme)
        if own.mean is not None and above.mean is not None and own.n and above.n:
            assert not 0 < above.n - own.n < 13


@settings(max_examples=60)
@given(results())
def test_a_limit_above_13_stays(shown: Results) -> None:
    for one in figures(public_results(replace(shown, min_n=18), KIWEST)):
        assert one.mean is None or (one.n or 0) >= 18


def test_of_the_hours_no_option_is_that_of_one_or_two() -> None:
    shares = {"none": 0.88, "some": 0.08, "many": 0.04}
    hours = Results(unit="U", questions={"hours": Answers(n=25, shares=shares)})
    assert public_results(hours, KIWEST).questions["hours"] == Answers(hidden="protected")
    even = Results(unit="U", questions={"hours": Answers(n=25, shares={"none": 0.6, "some": 0.4})})
    assert public_results(even, KIWEST).questions["hours"].n == 25


def test_of_few_it_is_not_said_how_many_were_asked_and_answered() -> None:
    few = Results(unit="U", participation=Participation(invited=20, responses=12, rate=0.6))
    assert public_results(few, KIWEST).participation == Participation()
    more = Participation(invited=20, responses=13)
    assert public_results(replace(few, participation=more), KIWEST).participation == more


def test_what_the_public_does_not_see_is_called_hidden() -> None:
    unknown = {"autonomy": Score(mean=3.4)}
    shown = Results(unit="U", themes=unknown, questions={"health": Answers(mean=3.4)})
    public = public_results(shown, KIWEST)
    assert public.themes == {"autonomy": Score(hidden="protected")}
    assert public.questions == {"health": Answers(hidden="protected")}


def test_a_half_is_rounded_as_it_is_shown_to_the_unit() -> None:
    shown = Results(unit="U", themes={"autonomy": Score(n=20, mean=3.25, sd=0.85)})
    assert public_results(shown, KIWEST).score("autonomy") == Score(n=20, mean=3.3, sd=0.9)
