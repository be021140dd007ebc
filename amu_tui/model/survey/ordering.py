"""The orders in which themes can be read. What is hidden or missing has no place by value."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from amu_tui.model.survey.results import Reference, Results
from amu_tui.model.survey.spread import disagreement

By = Literal["deck", "score", "disagreement", "distance"]
ORDERS: tuple[By, ...] = ("deck", "score", "disagreement", "distance")


class Order(NamedTuple):
    """An order; `reference` is the id of the one that a distance is measured from, else empty."""

    by: By
    reference: str = ""


DECK = Order("deck")


def orders(results: Results, themes: Sequence[str]) -> tuple[Order, ...]:
    """The orders that say something of `themes`, that of the deck first.

    There is one by distance for each reference that shows a theme which the unit shows too.
    """
    orders = [DECK]
    own = [results.score(theme) for theme in themes]
    if any(score.mean is not None for score in own):
        orders.append(Order("score"))
    if disagreement(results).keys() & set(themes):
        orders.append(Order("disagreement"))
    for key, reference in results.references.items():
        if any(_distance(results, reference, theme) is not None for theme in themes):
            orders.append(Order("distance", key))
    return tuple(orders)


def ordered(results: Results, themes: Sequence[str], order: Order) -> tuple[str, ...]:
    """`themes`, given in the deck's order, in another one.

    By score the highest is first, by disagreement what spreads most beside the usual, by distance
    what lies furthest below the reference, down to what lies furthest above. A theme without such
    a value, hidden or missing, stands last, in the deck's order; so do themes of equal value.
    """
    values = {theme: _value(results, order, theme) for theme in themes}
    return tuple(sorted(themes, key=lambda theme: (values[theme] is None, values[theme] or 0.0)))


def lowest_third(results: Results) -> frozenset[str]:
    """The themes whose mean is among the lowest third of those shown; a tie at its end is in."""
    means = {key: score.mean for key, score in results.themes.items() if score.mean is not None}
    lowest = sorted(means.values())[: len(means) // 3]
    return frozenset(key for key, mean in means.items() if lowest and mean <= lowest[-1])


def _value(results: Results, order: Order, theme: str) -> float | None:
    """What the theme is sorted by, the lowest first; None where it has no such value."""
    if order.by == "distance":
        return _distance(results, results.references[order.reference], theme)
    if order.by == "deck":
        return None
    value = results.score(theme).mean if order.by == "score" else disagreement(results).get(theme)
    return None if value is None else -value


def _distance(results: Results, reference: Reference, theme: str) -> float | None:
    """The unit's mean − the reference's, None unless both are shown."""
    own, other = results.score(theme).mean, reference.themes.get(theme)
    return None if own is None or other is None or other.mean is None else own - other.mean
