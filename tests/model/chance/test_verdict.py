"""The two marks: can it be chance, and is it large; and how many themes may be marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.chance.contrast import Contrast
from amu_tui.model.chance.verdict import Size, Verdict, beyond_chance, verdicts

PAPER = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip
"""The example of Benjamini & Hochberg (1995), section 3.2."""

shares = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_the_example_of_the_paper() -> None:
    """At 10 % the first nine: 0.0459 lies under 9/15 of it, and under 5 %."""
    assert beyond_chance(PAPER) == pytest.approx(0.05)
    assert sum(p <= beyond_chance(PAPER) for p in PAPER) == 9


def test_of_28_themes_one_must_be_far_out() -> None:
    nothing = [0.2] * 27
    assert beyond_chance([0.0035, *nothing]) >= 0.0035
    assert beyond_chance([0.004, *nothing]) < 0.004
    assert beyond_chance([0.04]) == 0.05


@given(shares)
def test_the_limit_is_a_step_that_the_marked_reach(found: list[float]) -> None:
    limit = beyond_chance(found)
    marked = sum(p <= limit for p in found)
    assert limit <= 0.05
    assert limit <= 0.1 * max(1, marked) / len(found) + 1e-12


def test_a_verdict_agrees_with_its_p() -> None:
    contrasts = {
        str(place): Contrast(change / 10, 0.15, 30, change / 10)
        for place, change in enumerate((0, 1, -2, 3, -4, 5, 6, -7))
    }
    limit = beyond_chance([one.p for one in contrasts.values()])
    for theme, found in verdicts(contrasts).items():
        assert (found.chance == "beyond") is (contrasts[theme].p <= limit)
        assert found.least == found.most


def test_between_the_margins_it_depends_on_who_answered() -> None:
    found = [Verdict(change, 0.3, 0.5, None).chance for change in (0.3, -0.31, 0.5, -0.51)]
    assert found == ["within", "depends", "depends", "beyond"]


@pytest.mark.parametrize(
    ("d", "size"),
    [(0.19, None), (0.2, "noticeable"), (-0.49, "noticeable"), (-0.5, "large"), (None, None)],
)
def test_size_is_a_mark_of_its_own(d: float | None, size: Size | None) -> None:
    assert Verdict(0.4, 0.1, 0.1, d).size == size
    assert Verdict(0.4, 0.9, 0.9, d).size == size
