"""A unit beside what contains it, what it contains, other units and the round before."""

import msgspec
import pytest

from amu_tui.model.chance.beside import Beside, beside
from amu_tui.model.chance.contrast import independent
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Reference, Results, Score

SCALE = Scale(min=1, max=5)
UNIT = Score(n=20, mean=3.902, sd=0.81)
WHOLE = Score(n=30, mean=3.601, sd=0.85)
TREE = {"Unit ¹": "Institute", "Institute": "FACULTY", "Other": "FACULTY"}


def of(
    own: Score = UNIT,
    other: Score = WHOLE,
    *,
    title: str = "Faculty",
    parents: dict[str, str] | None = None,
    **more: object,
) -> Beside:
    results = Results(unit="unit", themes={"t": own}, parents=TREE if parents is None else parents)
    changed = msgspec.structs.replace(results, **more)
    return beside(changed, Reference(title=title, themes={"t": other}), SCALE)["t"]


def test_whoever_stands_above_on_the_way_up_contains_the_unit() -> None:
    """Names are compared as units are, and those between need not be shown."""
    found = of()
    assert found.rest is not None
    assert found.rest.n == 10
    assert found.rest.mean == pytest.approx(2.999)
    assert found.compared == found.rest
    assert found.verdict is not None
    assert found.verdict.change == pytest.approx(3.902 - 2.999)
    assert found.verdict.chance == "beyond"


@pytest.mark.parametrize(("title", "parents"), [("Other", None), ("Faculty", {})])
def test_what_was_not_said_to_contain_it_is_another_group(
    title: str, parents: dict[str, str] | None
) -> None:
    found = of(title=title, parents=parents)
    apart = independent(UNIT, WHOLE, SCALE)
    assert found.rest is None
    assert found.verdict is not None
    assert apart is not None
    assert found.verdict.most == pytest.approx(apart.margin(0.05), rel=1e-4)
    assert found.verdict.chance == "within"


def test_the_results_of_the_unit_above_are_compared_as_its_own() -> None:
    assert of(shown_for="Institute").rest is not None
    assert of(shown_for="Faculty").rest is None


def test_a_part_beside_its_whole_is_said_from_the_other_side() -> None:
    there = of(title="Unit", own=WHOLE, other=UNIT, shown_for="Faculty")
    back = of(min_n=11)
    assert there.verdict is not None
    assert back.verdict is not None
    change, least, most, d, off = there.verdict
    assert (-change, least, most, -(d or 0), off) == pytest.approx(tuple(back.verdict))


def test_a_rest_under_the_limit_is_not_shown_but_counted() -> None:
    shown, kept = of(), of(min_n=11)
    assert kept.rest is None
    assert kept.compared == WHOLE
    assert kept.verdict is not None
    assert shown.verdict is not None
    assert kept.verdict.change == pytest.approx(3.902 - 3.601)
    assert kept.verdict.change / kept.verdict.most == pytest.approx(
        shown.verdict.change / shown.verdict.most
    )
    assert kept.verdict.size == shown.verdict.size == "large"


def test_what_rounding_can_make_of_a_small_rest_has_no_size() -> None:
    """The rest lies at 2.843, and the figures as they are kept would say 2.44."""
    found = of(Score(n=31, mean=2.9, sd=1.1), Score(n=41, mean=2.8, sd=1.1))
    assert found.rest is None
    assert found.verdict is not None
    assert (found.verdict.d, found.verdict.size, found.verdict.chance) == (None, None, "within")


@pytest.mark.parametrize(
    ("mean", "size"),
    [(3.7, None), (3.8, "noticeable"), (3.81, "noticeable"), (4.0, "noticeable"), (4.1, "large")],
)
def test_a_size_is_the_least_that_rounding_allows(mean: float, size: str | None) -> None:
    """The spread is 1, so that the change is d; each mean may be 0.05 off, or 0.005."""
    own = Score(n=500, mean=3.5, sd=1)
    found = of(own, Score(n=500, mean=mean, sd=1), title="Sector")
    assert found.verdict is not None
    assert found.verdict.size == size


def test_rounding_alone_is_never_beyond_chance() -> None:
    own, other = Score(n=90_000, mean=3.6, sd=0.9), Score(n=90_000, mean=3.7, sd=0.9)
    found = of(own, other, title="Sector")
    assert found.verdict is not None
    assert found.verdict.chance == "within"


def test_a_rest_that_all_answered_alike_is_not_shown() -> None:
    """Ten who all answered 5."""
    everybody = Score(n=30, mean=4.301, sd=0.83)
    found = of(own=Score(n=20, mean=3.9515, sd=0.81), other=everybody)
    assert found.rest is None


def test_a_rest_that_rounding_blurs_is_not_shown() -> None:
    assert of(Score(n=20, mean=3.9, sd=0.8), Score(n=30, mean=3.6, sd=0.9)).rest is None
    assert of(Score(n=20, mean=3.90, sd=0.8), Score(n=3000, mean=3.60, sd=0.9)).rest is not None


def test_means_that_happen_to_be_whole_are_not_taken_as_rounded_to_that() -> None:
    faculty = Score(n=300, mean=3.52, sd=0.8)
    whole, near = (of(Score(n=37, mean=mean, sd=0.8), faculty) for mean in (4.0, 4.1))
    assert whole.verdict is not None
    assert near.verdict is not None
    assert whole.verdict.most == pytest.approx(near.verdict.most, rel=0.01)


def test_of_weighted_means_nobody_knows_the_rest() -> None:
    """They are compared as two groups, which says beyond chance too seldom, never too often."""
    weighted = msgspec.structs.replace(UNIT, effective_n=17.5)
    found = of(weighted)
    assert found.rest is None
    assert found.verdict is not None


@pytest.mark.parametrize(
    "own", [Score(), Score(hidden="protected"), Score(mean=3.9), Score(n=20, mean=3.9)]
)
def test_without_figures_there_is_no_verdict(own: Score) -> None:
    assert of(own).verdict is None


def test_the_round_before_has_a_range() -> None:
    reference = Reference(title="2014", kind="previous", themes={"t": WHOLE, "new": UNIT})
    found = beside(Results(unit="unit", themes={"t": UNIT}, parents=TREE), reference, SCALE)
    assert found["new"] == Beside(UNIT, before=True)
    said = found["t"].verdict
    assert said is not None
    assert said.least < said.most
    assert found["t"].rest is None
