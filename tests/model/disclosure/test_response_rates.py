"""Rates of groups: what may be shown, and what a subtraction must not give back."""

import itertools
import tomllib
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import amu_tui
from amu_tui.errors import AmuError
from amu_tui.model.disclosure.response_rates import Counted, _making_up, hidden_rates
from tests.promises import proves

WHOLE = Counted(60, 40)


def _hidden(
    groups: dict[str, tuple[int, int]], whole: Counted | None = None, by: str = "by"
) -> set[str]:
    counted = {key: Counted(i, r, by=by) for key, (i, r) in groups.items()}
    return hidden_rates(counted, whole or WHOLE, 5)


def test_large_groups_are_shown() -> None:
    assert _hidden({"women": (35, 24), "men": (25, 16)}) == set()


@pytest.mark.parametrize(
    "people",
    [
        (4, 2),  # too few
        (30, 4),  # too few answered
        (30, 27),  # too few did not
        (19, 0),  # nobody of a small group
        (19, 19),  # everybody of it
    ],
)
def test_a_small_group_is_hidden_and_what_would_give_it_away(people: tuple[int, int]) -> None:
    rest = (100 - people[0], 60 - people[1])
    assert _hidden({"one": people, "other": rest}, Counted(100, 60)) == {"one", "other"}


def test_the_smallest_of_the_others_goes_with_it() -> None:
    groups = {"a": (28, 20), "b": (18, 11), "c": (12, 7), "d": (2, 2)}
    assert _hidden(groups) == {"c", "d"}


def test_two_small_ones_that_are_no_small_group_together_need_no_third() -> None:
    groups = {"a": (44, 30), "b": (8, 4), "c": (8, 6)}
    assert _hidden(groups) == {"b", "c"}


def test_two_small_ones_that_are_a_small_group_together_take_a_third() -> None:
    groups = {"a": (37, 28), "b": (20, 9), "c": (2, 2), "d": (1, 1)}
    assert _hidden(groups) == {"b", "c", "d"}


def test_those_in_no_group_are_a_group() -> None:
    assert _hidden({"women": (57, 39)}) == {"women"}
    assert _hidden({"women": (40, 27)}) == set()


def test_groups_that_make_up_the_whole_are_found_where_nobody_said_so() -> None:
    groups = {"women": (35, 24), "men": (25, 16), "science": (56, 38), "other": (4, 2)}
    assert _hidden(groups, by="") == {"science", "other"}


def test_a_group_that_may_be_a_part_of_another_leaves_no_small_rest() -> None:
    groups = {"science": (30, 20), "office": (30, 20), "phd": (27, 18)}
    assert _hidden(groups) == {"phd"}


def test_rates_and_one_number_are_as_good_as_both_numbers() -> None:
    groups = {"women": Counted(invited=40, rate=0.95), "men": Counted(responses=3, rate=0.15)}
    assert hidden_rates(groups, WHOLE) == {"women", "men"}


def test_rates_alone_are_shown_unless_the_whole_is_small() -> None:
    groups = {"women": Counted(rate=1.0), "men": Counted(rate=0.6)}
    assert hidden_rates(groups, WHOLE) == set()
    assert hidden_rates(groups, Counted(12, 9)) == {"women"}
    assert hidden_rates(groups, Counted(4, 3)) == {"women", "men"}


def test_one_that_the_source_hid_takes_another_with_it() -> None:
    groups = {"women": Counted(rate=0.7, by="g"), "men": Counted(hidden=True, by="g")}
    assert hidden_rates(groups, WHOLE) == {"women", "men"}


def test_nobody_is_no_group() -> None:
    assert _hidden({"women": (60, 40), "men": (0, 0)}) == set()


def test_no_subtraction_from_the_whole_gives_a_small_group() -> None:
    """Every division of 14 to 24 people in three, each with each number of answers."""
    for total, a, b in itertools.product((14, 24), range(1, 9), range(1, 9)):
        c = total - a - b
        if c < 1:
            continue
        for answers in itertools.product((0, 1, a), (0, b // 2, b), (c // 2, c)):
            sizes = dict(zip("abc", zip((a, b, c), answers, strict=True), strict=True))
            found = _hidden(sizes, Counted(total, sum(answers)))
            left = [people for key, people in sizes.items() if key in found]
            if 0 < len(left) < 3:
                asked, answered = (sum(column) for column in zip(*left, strict=True))
                assert len(left) == 2
                assert asked >= 5
                assert not 0 < answered < 5
                assert not 0 < asked - answered < 5


def test_rates_alone_are_checked_by_the_numbers_that_they_and_the_whole_make() -> None:
    def alone(one: float, other: float, whole: Counted) -> set[str]:
        groups = {"one": Counted(rate=one, by="by"), "other": Counted(rate=other, by="by")}
        return hidden_rates(groups, whole, 5)

    assert alone(0.846, 0.789, Counted(45, 37)) == {"one", "other"}  # 22 of 26, 15 of 19
    assert alone(0.85, 0.79, Counted(45, 37)) == {"one", "other"}
    assert alone(0.733, 0.682, Counted(52, 37)) == set()  # 22 of 30, 15 of 22
    assert alone(0.73, 0.66, Counted(7290, 5077)) == set()
    assert alone(0.7, 0.7, Counted(1000, 700)) == set()  # hardly any of the ways tell of few


@proves(
    "A rate is hidden where those who answered, or those who did not, are under the "
    "limit, or where everybody or nobody in a group under 20 answered.",
)
def test_the_rates_of_the_example_obey_the_rule() -> None:
    data = (Path(amu_tui.__file__).parent / "demo" / "results.toml").read_bytes()
    people = tomllib.loads(data.decode())["participation"]
    rates = {key: one.get("rate") for key, one in people["groups"].items()}
    assert {key for key, rate in rates.items() if rate is None} == {"phd-candidates", "leaders"}
    whole = Counted(people["invited"], people["responses"])
    for pair in (("women", "men"), ("scientific", "technical-administrative")):
        groups = {key: Counted(rate=rates[key], by="by") for key in pair}
        assert hidden_rates(groups, whole) == set()


@settings(max_examples=200)
@given(st.lists(st.none() | st.integers(1, 12), max_size=11), st.integers(1, 40))
def test_every_few_groups_that_make_up_the_whole_are_found(
    sizes: list[int | None], most: int
) -> None:
    places = range(len(sizes))
    runs = [tuple(places[a:b]) for a, b in itertools.combinations(range(len(sizes) + 1), 2)]
    few = [some for n in (2, 3, 4) for some in itertools.combinations(places, n)]
    expected = [
        some
        for some in dict.fromkeys([*(run for run in runs if len(run) > 1), *few])
        if None not in (people := [sizes[place] for place in some])
        and sum(size or 0 for size in people) == most
    ]
    known = {str(place): Counted(size) for place, size in enumerate(sizes)}
    found = list(_making_up(list(known), known, most))
    assert found == [tuple(map(str, some)) for some in expected]


@pytest.mark.parametrize("counted", [False, True])
def test_a_hundred_groups_take_little_memory(counted: bool) -> None:
    """There are four million ways of taking four of them."""
    groups = {
        str(n): Counted(20 + n, 12 + n % 5) if counted else Counted(rate=0.1 + n / 200)
        for n in range(100)
    }
    tracemalloc.start()
    hidden = hidden_rates(groups, Counted(9000, 5000))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(hidden) < 100
    assert most < 10 * 2**20


def test_groups_that_may_make_up_the_unit_in_thousands_of_ways_are_refused() -> None:
    with pytest.raises(AmuError, match="60 groups of people make up the unit in too many ways"):
        _hidden({str(n): (20, 12) for n in range(60)}, Counted(80, 48), by="")
    assert not _hidden({str(n): (20, 12) for n in range(60)}, Counted(1200, 720), by="section")
