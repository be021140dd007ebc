"""Two other rules, by examples that can be worked out on paper, and by what both promise.

The outcomes were also compared with abcvoting 2.19 (https://abcvoting.readthedocs.io) on 600
random profiles: all tied outcomes of both rules, before the completion by votes.
"""

import datetime
from collections.abc import Callable
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.survey.instrument import AIMS
from amu_tui.model.voting.ballot import Ballot, Budget, Candidates, Choice, alike
from amu_tui.model.voting.closing import close, counted, settle
from amu_tui.model.voting.other_rules import (
    Cast,
    one_point_each,
    proportional_shares,
    rule_outcomes,
)
from amu_tui.model.voting.tally import Override, Round, by_lot, count
from tests.model.voting.test_tally import BUDGETS, IDS, ballots

NOBODY: frozenset[str] = frozenset()
CANDIDATES = Candidates(preserve=IDS, improve=IDS)
CASTS = st.dictionaries(
    st.frozensets(st.sampled_from(IDS), min_size=1, max_size=3),
    st.integers(1, 5),
    min_size=1,
    max_size=6,
)

Rule = Callable[[Cast, int, frozenset[str]], tuple[str, ...]]


def cast(**votes: int) -> dict[frozenset[str], int]:
    return {frozenset(names.split("_")): n for names, n in votes.items()}


def test_one_point_each_is_divided_by_what_a_ballot_names() -> None:
    """ant 4 votes but 2 points, bee 3 votes and 3 points."""
    votes = cast(ant_cod=2, ant_dab=2, bee=3)
    assert one_point_each(votes, 1, NOBODY) == ("bee",)
    assert set(one_point_each(votes, 2, NOBODY)) == {"bee", "ant"}


def test_a_large_group_does_not_fill_every_place_by_proportional_shares() -> None:
    """By votes the six have all three places; a place costs 11/3, which the five can pay too."""
    votes = cast(ant_bee_dab=6, cod=5)
    assert "cod" in proportional_shares(votes, 3, NOBODY)


def test_a_place_that_nobody_can_pay_for_goes_by_votes() -> None:
    """A place costs 5: the six pay for ant and have 1 left, the four have 4: bee has more votes."""
    votes = cast(ant_bee=6, cod=4)
    assert set(proportional_shares(votes, 2, NOBODY)) == {"ant", "bee"}


def test_who_has_paid_has_less_left() -> None:
    """Three groups of four and three places: each group pays for one, whatever it names."""
    picks = set(proportional_shares(cast(ant_bee_eel=4, cod=4, dab=4), 3, NOBODY))
    assert {"cod", "dab"} < picks
    assert len(picks & {"ant", "bee", "eel"}) == 1


@pytest.mark.parametrize("rule", [one_point_each, proportional_shares])
@pytest.mark.parametrize("item", IDS[:3])
def test_among_equals_what_was_counted_is_preferred(rule: Rule, item: str) -> None:
    """Everybody can pay for any of the three, at the same price."""
    together = {frozenset(IDS[:3]): 6}
    assert rule(together, 1, frozenset([item])) == (item,)
    apart = {frozenset([one]): 2 for one in IDS[:3]}
    assert rule(apart, 1, frozenset([item])) == (item,)


def test_what_was_counted_is_found_wherever_it_can_come_out() -> None:
    """All four cost as little at first; only who begins with ant or dab gets to the counted."""
    votes = cast(bee_cod=2, ant_bee_dab=2, ant_cod_dab=2)
    counted = frozenset({"ant", "cod", "dab"})
    assert set(proportional_shares(votes, 3, counted)) == counted


@given(CASTS, st.integers(0, 4), st.frozensets(st.sampled_from(IDS)), st.randoms())
def test_no_order_of_ballots_matters(
    votes: Cast, places: int, preferred: frozenset[str], random: Random
) -> None:
    mixed = dict(sorted(votes.items(), key=lambda _item: random.random()))
    for rule in (one_point_each, proportional_shares):
        picks = rule(votes, places, preferred)
        assert set(rule(mixed, places, preferred)) == set(picks)
        named = {item for together in votes for item in together}
        assert len(picks) == len(set(picks)) == min(places, len(named))
        assert set(picks) <= named


@given(CASTS, st.integers(1, 4))
def test_a_group_that_agrees_and_is_large_enough_gets_a_place(votes: Cast, places: int) -> None:
    """Justified representation: n / places who all name one thing are not all left without."""
    picks = set(proportional_shares(votes, places, NOBODY))
    without = {together: n for together, n in votes.items() if not together & picks}
    for item in IDS:
        group = sum(n for together, n in without.items() if item in together)
        assert group * places < sum(votes.values())


@st.composite
def closed_rounds(draw: st.DrawFn) -> tuple[Round, Budget]:
    cast = draw(st.lists(ballots(), min_size=1, max_size=9))
    budget = draw(BUDGETS)
    tally = count(cast)
    ties = settle(counted(tally, budget, CANDIDATES), lambda tie: by_lot(tie, "s")).ties
    blank = None if any(tally.counts.of(aim) and budget.of(aim) for aim in AIMS) else Choice()
    closed = close(
        "themes",
        tally,
        budget=budget,
        candidates=CANDIDATES,
        today=datetime.date(2027, 1, 5),
        settled=ties,
        choice=blank,
    )
    return msgspec.structs.replace(closed, ballots=alike(one.choice for one in cast)), budget


@given(closed_rounds())
def test_another_rule_keeps_to_the_places_and_to_one_list(made: tuple[Round, Budget]) -> None:
    closed, budget = made
    assert len(rule_outcomes(closed, budget)) == 2
    for other in rule_outcomes(closed, budget):
        assert not set(other.choice.preserve) & set(other.choice.improve)
        for aim in AIMS:
            picks, chosen = set(other.choice.of(aim)), set(closed.chosen.of(aim))
            assert len(picks) <= budget.of(aim)
            assert set(other.instead.of(aim)) == picks - chosen
            assert set(other.out.of(aim)) == chosen - picks


def test_where_everybody_names_one_thing_all_rules_agree() -> None:
    votes = [Choice(improve=("ant",))] * 3 + [Choice(improve=("bee",))] * 2
    closed = of(votes)
    assert [bool(other.instead or other.out) for other in rule_outcomes(closed, Budget())] == [
        False
    ] * 2


def of(votes: list[Choice]) -> Round:
    tally = count(Ballot(session="s", round="themes", choice=choice) for choice in votes)
    ties = settle(counted(tally, Budget(), CANDIDATES), lambda tie: by_lot(tie, "s")).ties
    closed = close(
        "themes",
        tally,
        budget=Budget(),
        candidates=CANDIDATES,
        today=datetime.date(2027, 1, 5),
        settled=ties,
    )
    return msgspec.structs.replace(closed, ballots=alike(votes))


def test_a_lot_that_fell_otherwise_is_no_difference() -> None:
    """Four are tied for two places: whatever the lot gave, another rule can give it too."""
    votes = [Choice(improve=(item,)) for item in IDS[:4]]
    closed = of(votes)
    assert len(closed.ties) == 1
    assert not any(other.instead or other.out for other in rule_outcomes(closed, Budget()))


def test_what_is_compared_is_the_count_and_not_the_leaders_choice() -> None:
    votes = [Choice(improve=("ant", "bee"))] * 3
    closed = of(votes)
    override = Override(reason="so", counted=closed.chosen)
    changed = msgspec.structs.replace(closed, chosen=Choice(improve=("cod",)), override=override)
    assert rule_outcomes(changed, Budget()) == rule_outcomes(closed, Budget())


def test_nothing_is_said_without_ballots_or_with_raised_hands() -> None:
    closed = of([Choice(improve=("ant",))] * 5)
    assert rule_outcomes(msgspec.structs.replace(closed, ballots={}), Budget()) == ()
    assert (
        rule_outcomes(msgspec.structs.replace(closed, ways={"own": 5, "hands": 1}), Budget()) == ()
    )
