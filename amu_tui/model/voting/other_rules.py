"""Would another rule have chosen differently? Two other ways to count the same ballots.

- *One point each*: whoever names two things gives each half a point, so that nobody weighs more
  for naming more. Satisfaction approval voting: S. J. Brams and D. M. Kilgour, "Satisfaction
  approval voting", in R. Fara, D. Leech and M. Salles (eds.), Voting Power and Procedures,
  Springer 2014, pp. 323-346.
- *Proportional shares*: everybody has an equal share of the places to spend, and those who want a
  thing pay for it together, so that a large group does not fill every place. Method of equal
  shares: D. Peters and P. Skowron, "Proportionality and the limits of welfarism", EC 2020. It may
  leave places that nobody can pay for; they are filled by the number of votes, which is known as
  utilitarian completion.

Neither decides anything here. Among equals what the count has chosen is preferred, so that a
difference is never one of drawing lots. Arithmetic is in fractions, and no order of ballots or
of ids changes a result.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Literal

from amu_tui.errors import UsageError
from amu_tui.model.survey.instrument import Aim, Frozen
from amu_tui.model.voting.ballot import Budget, Choice, choice_of
from amu_tui.model.voting.by_aim import ByAim
from amu_tui.model.voting.tally import Round

Rule = Literal["one-point-each", "proportional-shares"]

Cast = Mapping[frozenset[str], int]
"""What is named together for one aim, and by how many."""

FEWEST = 5
"""Of fewer confidential ballots nothing but the counts is kept: what a rule makes of them could
tell what was named together. Of more it hardly ever does (tried on chance votes: in 1 of 200)."""

_Picks = tuple[str, ...]
_Method = Callable[[Cast, int, frozenset[str]], _Picks]


class RuleOutcome(Frozen, frozen=True, kw_only=True):
    """What another rule gives: `choice`, and for each aim where it leaves the count's choice.

    `instead` are the ids that it has and the count has not, `out` those that the count has and
    it has not; both are empty where the rule can give what the count gave.
    """

    rule: Rule
    choice: Choice
    instead: Choice = Choice()
    out: Choice = Choice()


def rule_outcomes(closed: Round, budget: Budget) -> tuple[RuleOutcome, ...]:
    """What each other rule gives for a closed round, or gave when confidential ones were counted.

    Nothing where it cannot be told: without either, and with raised hands, which do not say what
    was named together.
    """
    if closed.ways.get("hands"):
        return ()
    counted = closed.chosen if closed.override is None else closed.override.counted
    preferred = ByAim.each(lambda aim: frozenset(counted.of(aim)) | _open(closed, aim))
    return tuple(
        _compared(rule, choice, counted, preferred)
        for rule, choice in _choices(closed, budget, preferred)
    )


def kept_outcomes(closed: Round, budget: Budget) -> dict[str, Choice]:
    """What is kept of `closed`, with its confidential ballots, when these are removed."""
    if sum(closed.ballots.values()) < FEWEST:
        return {}
    # In the order of ids: that in which a rule fills the places would tell more than it gives.
    return {other.rule: _sorted(other.choice) for other in rule_outcomes(closed, budget)}


def _sorted(choice: Choice) -> Choice:
    return Choice.each(lambda aim: tuple(sorted(choice.of(aim))))


def _choices(
    closed: Round, budget: Budget, preferred: ByAim[frozenset[str]]
) -> Iterator[tuple[Rule, Choice]]:
    try:
        cast = [(choice_of(text), n) for text, n in closed.ballots.items()]
    except UsageError:
        return  # told where the round is counted again
    named = ByAim.each(lambda aim: _named(cast, aim, closed.left_out.of(aim)))
    for rule, method in _METHODS.items():
        if cast:
            yield rule, _whole(method, named, budget, preferred)
        elif rule in closed.other_rules:
            yield rule, closed.other_rules[rule]


def _named(cast: list[tuple[Choice, int]], aim: Aim, left_out: _Picks) -> Cast:
    named: dict[frozenset[str], int] = {}
    for choice, n in cast:
        picks = frozenset(choice.of(aim)) - set(left_out)
        if picks:
            named[picks] = named.get(picks, 0) + n
    return named


def _open(closed: Round, aim: Aim) -> frozenset[str]:
    """What was still tied when the choice was made otherwise: any of it may have been counted."""
    return frozenset(
        i for tie in closed.ties if tie.aim == aim and not tie.settled for i in tie.tied
    )


def _compared(
    rule: Rule, choice: Choice, counted: Choice, preferred: ByAim[frozenset[str]]
) -> RuleOutcome:
    instead = Choice.each(
        lambda aim: tuple(item for item in choice.of(aim) if item not in preferred.of(aim))
    )

    def out(aim: Aim) -> _Picks:
        picks = choice.of(aim)
        fewer = len(picks) < len(counted.of(aim))
        missing = tuple(item for item in counted.of(aim) if item not in picks)
        return missing if instead.of(aim) or fewer else ()

    return RuleOutcome(rule=rule, choice=choice, instead=instead, out=Choice.each(out))


def _whole(
    method: _Method, named: ByAim[Cast], budget: Budget, preferred: ByAim[frozenset[str]]
) -> Choice:
    """The choice of both aims; what is chosen twice goes where the count would let it stay."""
    votes = ByAim.each(lambda aim: _votes(named.of(aim)))
    struck: ByAim[set[str]] = ByAim.each(lambda _aim: set())
    while True:
        picks = Choice.each(
            lambda aim: method(
                _less(named.of(aim), struck.of(aim)), budget.of(aim), preferred.of(aim)
            )
        )
        twice = set(picks.preserve) & set(picks.improve)
        if not twice:
            return picks
        for item in twice:
            more = votes.improve[item] >= votes.preserve[item]
            struck.of("preserve" if more else "improve").add(item)


def _less(cast: Cast, struck: set[str]) -> dict[frozenset[str], int]:
    left: dict[frozenset[str], int] = {}
    for picks, n in cast.items():
        if picks - struck:
            left[picks - struck] = left.get(picks - struck, 0) + n
    return left


def _votes(cast: Cast) -> dict[str, int]:
    votes: dict[str, int] = {}
    for picks, n in cast.items():
        for item in picks:
            votes[item] = votes.get(item, 0) + n
    return votes


def one_point_each(cast: Cast, places: int, preferred: frozenset[str]) -> _Picks:
    """The ids with most points, where each ballot's one point is divided by what it names."""
    points: dict[str, Fraction] = {}
    for picks, n in cast.items():
        for item in picks:
            points[item] = points.get(item, Fraction()) + Fraction(n, len(picks))
    return _highest(points, places, preferred)


def proportional_shares(cast: Cast, places: int, preferred: frozenset[str]) -> _Picks:
    """The method of equal shares among those who name anything; the rest by votes.

    Where several can be had for as little, each of those that are preferred is tried first, until
    all that come out are: the method leaves it open which is taken.
    """
    if not places or not cast:
        return ()
    first: _Picks | None = None
    for picks in _bought(cast, places, preferred):
        if set(picks) <= preferred:
            return picks
        first = first or picks
    return first or ()


def _bought(cast: Cast, places: int, preferred: frozenset[str]) -> Iterator[_Picks]:
    """Every outcome of the method that differs only in which of the preferred is taken first."""
    price = Fraction(sum(cast.values()), places)
    votes = _votes(cast)
    seen: set[tuple[_Picks, tuple[Fraction, ...]]] = set()

    def spend(taken: _Picks, left: Mapping[frozenset[str], Fraction]) -> Iterator[_Picks]:
        state = (tuple(sorted(taken)), tuple(left.values()))
        if state in seen:
            return
        seen.add(state)
        shares = {
            item: share
            for item in votes
            if item not in taken and (share := _share(item, cast, left, price)) is not None
        }
        if not shares or len(taken) == places:
            open_votes = {item: Fraction(n) for item, n in votes.items() if item not in taken}
            yield taken + _highest(open_votes, places - len(taken), preferred)
            return
        least = min(shares.values())
        level = sorted((i for i, share in shares.items() if share == least), key=_drawn)
        for item in [i for i in level if i in preferred] or level[:1]:
            paid = {
                picks: money - min(money, least) if item in picks else money
                for picks, money in left.items()
            }
            yield from spend((*taken, item), paid)

    yield from spend((), {picks: Fraction(1) for picks in sorted(cast, key=sorted)})


def _share(
    item: str, cast: Cast, left: Mapping[frozenset[str], Fraction], price: Fraction
) -> Fraction | None:
    """The most that anybody must pay for `item`; None where its supporters have too little."""
    purses = sorted((left[picks], n) for picks, n in cast.items() if item in picks)
    people, due = sum(n for _money, n in purses), price
    for money, n in purses:
        if due <= money * people:
            return due / people
        due -= money * n
        people -= n
    return None


def _highest(points: Mapping[str, Fraction], places: int, preferred: frozenset[str]) -> _Picks:
    """The `places` ids with most points; among equals the preferred, then by lot."""

    def rank(item: str) -> tuple[Fraction, bool, str]:
        return -points[item], item not in preferred, _drawn(item)

    return tuple(sorted(points, key=rank)[:places])


def _drawn(item: str) -> str:
    """An order that has nothing to do with names, lists or votes."""
    return hashlib.sha256(item.encode()).hexdigest()


_METHODS: dict[Rule, _Method] = {
    "one-point-each": one_point_each,
    "proportional-shares": proportional_shares,
}
