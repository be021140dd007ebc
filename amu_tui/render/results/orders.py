"""The orders of themes: what they are called, and which one is meant by what was typed."""

from collections.abc import Iterator

from amu_tui import text
from amu_tui.errors import UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.ordering import DECK, ORDERS, Order, ordered, orders
from amu_tui.model.survey.spread import usual_in
from amu_tui.render.results.rows import area_heading, areas, reference_names
from amu_tui.words import _


def order_text(session: Session, order: Order) -> str:
    """What a heading says of the order: `by score`; nothing of the deck's own."""
    if order.by == "distance":
        name = reference_names(session)[order.reference]
        return _("from most below to most above {name}").format(name=name)
    if order.by == "disagreement":
        ref = usual_in(session.results)
        if not ref:
            return _("by spread")
        return _("by disagreement, against {name}").format(name=reference_names(session)[ref])
    return _("by score") if order.by == "score" else ""


def sections(
    session: Session, area: str | None, order: Order
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Headings with their themes: area by area, or all of them together in another order.

    Raises `UsageError` where there is no such area.
    """
    shown = areas(session, area)
    if order == DECK:
        for section in shown.values():
            yield area_heading(section), section.themes
        return
    themes = tuple(theme for section in shown.values() for theme in section.themes)
    head = area_heading(shown[area]) if area else _("All themes")
    yield f"{head} · {order_text(session, order)}", ordered(session.results, themes, order)


def order_named(session: Session, typed: str | None) -> Order:
    """The order called `typed`: one of `ORDERS`, `distance:` being followed by a reference.

    Without a reference the first one that has scores is meant. Raises `UsageError` where there
    is no such order, or nothing to order by.
    """
    if typed is None:
        return DECK
    by, _colon, name = typed.partition(":")
    if by not in ORDERS or (name and by != "distance"):
        raise UsageError(
            _('there is no order "{order}"').format(order=text.clean(typed)),
            hint=_("The orders are {names}.").format(names=", ".join(ORDERS)),
        )
    every = orders(session.results, session.instrument.order())
    possible = [order for order in every if order.by == by]
    if name:
        return _from(session, possible, name)
    if not possible:
        raise UsageError(_('there is nothing to order "{order}" by').format(order=by))
    return possible[0]


def _from(session: Session, possible: list[Order], name: str) -> Order:
    """The order by the distance from the reference with this id or title."""
    names = reference_names(session)
    for order in possible:
        if name.casefold() in (order.reference, names[order.reference].casefold()):
            return order
    known = ", ".join(order.reference for order in possible)
    raise UsageError(
        _('nothing is set beside that is called "{name}"').format(name=text.clean(name)),
        hint=_("These are: {names}.").format(names=known) if known else "",
    )
