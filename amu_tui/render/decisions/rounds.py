"""A closed round in words and for a program: votes, ties and how they were settled."""

from typing import Any, Literal

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import AIM_WORDS
from amu_tui.model.voting.few_ballots import FEW
from amu_tui.model.voting.other_rules import Rule, RuleOutcome, rule_outcomes
from amu_tui.model.voting.tally import Round, Tally, Tie
from amu_tui.render.aims import AIM_HEADINGS, item_name
from amu_tui.render.decisions.corrected import reopened_lines
from amu_tui.render.decisions.left_out import left_out_lines
from amu_tui.words import N_, _, ngettext

WAY_WORDS = {
    "own": N_("own login"),
    "passed": N_("keyboard passed round"),
    "hands": N_("raised hands"),
    "elsewhere": N_("own login elsewhere"),
}

RULE_WORDS: dict[Rule, str] = {
    "one-point-each": N_("one point each"),
    "proportional-shares": N_("proportional shares"),
}


def _names(session: Session, items: tuple[str, ...]) -> str:
    return ", ".join(item_name(session, item) for item in items)


def tied_place(tie: Tie) -> str:
    """`Tied for place 2 to improve`."""
    text = ngettext(
        "Tied for place {places} to {aim}", "Tied for places {places} to {aim}", tie.places
    )
    return text.format(places=_place(tie), aim=_(AIM_WORDS[tie.aim]))


def _place(tie: Tie) -> str:
    first, last = tie.place, tie.place + tie.places - 1
    return str(first) if first == last else f"{first}–{last}"


Told = Literal["proof", "seed", "aloud"]
"""How much is told of a lot: all that it is drawn again from, its seed, or what came of it."""


def tie_sentence(tie: Tie, session: Session, told: Told = "proof") -> str:
    """What is tied for which places, and how it was settled if it was.

    Names have commas of their own, so a semicolon is between them.
    """
    text = ngettext(
        "Tied for place {places} to {aim}: {names}.",
        "Tied for places {places} to {aim}: {names}.",
        tie.places,
    ).format(places=_place(tie), aim=_(AIM_WORDS[tie.aim]), names=_listed(session, tie.tied))
    settled = _settled(tie, session, told)
    return f"{text} {settled}" if settled else text


def sums_tell(session: Session, closed: Round) -> bool:
    """Whether so few voted in confidence that all the sums would tell what somebody chose."""
    ballots = closed.turnout - closed.ways.get("hands", 0)
    return session.info.ballots == "confidential" and 0 < ballots <= FEW


def plain_turnout(closed: Round) -> str:
    """How many took part in the vote, in a sentence."""
    if not closed.turnout:
        return _("They were chosen together, without a vote.")
    text = ngettext(
        "{n} person took part in the vote.", "{n} people took part in the vote.", closed.turnout
    )
    return text.format(n=closed.turnout)


def _listed(session: Session, items: tuple[str, ...]) -> str:
    return "; ".join(item_name(session, item) for item in items)


def _settled(tie: Tie, session: Session, told: Told) -> str:
    chosen = _listed(session, tie.chosen)
    hands = "; ".join(f"{item_name(session, item)} {n}" for item, n in tie.hands.items())
    ended = _("The run-off ended {hands}.").format(hands=hands) if hands else ""
    if tie.settled == "run-off":
        said = _("Settled by run-off: {chosen}.").format(chosen=chosen)
    elif tie.settled == "room":
        said = _("Settled by the room: {chosen}.").format(chosen=chosen)
    elif tie.settled == "lot" and told == "aloud":
        said = _("Settled by a lot: {chosen}.").format(chosen=chosen)
    elif tie.settled == "lot":
        said = _("Settled by a lot with the seed “{seed}”: {chosen}.").format(
            seed=tie.seed, chosen=chosen
        )
        if told == "proof":
            said += " " + _(
                "Drawn from {ids} in the order of SHA-256 of seed:aim:id, aim being {aim}."
            ).format(ids=", ".join(_drawn_from(tie)), aim=tie.aim)
    else:
        said = ""
    return f"{ended} {said}".strip()


def _drawn_from(tie: Tie) -> list[str]:
    """The ids that the lot decides between: after a run-off, those that were equal in it."""
    votes = sorted((tie.hands.get(item, 0) for item in tie.tied), reverse=True)
    edge = votes[tie.places - 1]
    return [item for item in tie.tied if tie.hands.get(item, 0) == edge]


def turnout_line(closed: Round | Tally) -> str:
    """`14 voted: own login 10, raised hands 4`, or that nobody did; and what was left out."""
    if not closed.turnout:
        together = isinstance(closed, Round)
        return _("Chosen together, without a vote") if together else _("Nobody has voted")
    said = ngettext("{n} voted", "{n} voted", closed.turnout).format(n=closed.turnout)
    ways = ", ".join(f"{_(WAY_WORDS.get(way, way))} {n}" for way, n in closed.ways.items() if n)
    said = f"{said}: {ways}" if ways else said
    aside = closed.set_aside if isinstance(closed, Round) else 0
    if not aside:
        return said
    text = ngettext(
        "{n} file among the ballots was left out of the count",
        "{n} files among the ballots were left out of the count",
        aside,
    )
    return f"{said}; {text.format(n=aside)}"


def chosen_items(session: Session, closed: Round, aim: Aim) -> list[tuple[str, int]]:
    """Name and votes of what was chosen under `aim`, in order."""
    votes = closed.counts.of(aim)
    return [(item_name(session, item), votes.get(item, 0)) for item in closed.chosen.of(aim)]


def chosen_texts(session: Session, closed: Round, aim: Aim) -> list[str]:
    """`Autonomy (12 votes)` for what was chosen under `aim`; without votes where none were cast."""
    return [
        f"{name} ({votes_text(votes)})" if closed.turnout else name
        for name, votes in chosen_items(session, closed, aim)
    ]


def votes_text(votes: int) -> str:
    """`12 votes`."""
    return ngettext("{n} vote", "{n} votes", votes).format(n=votes)


def override_lines(session: Session, closed: Round) -> list[str]:
    """What was counted and why something else was chosen; nothing where it was not."""
    if closed.override is None:
        return []
    counted = "; ".join(
        f"{_(AIM_HEADINGS[aim])}: {_names(session, closed.override.counted.of(aim)) or '–'}"
        for aim in AIMS
    )
    return [
        _("The leader chose differently from the count: {reason}").format(
            reason=closed.override.reason
        ),
        _("The count gave: {chosen}").format(chosen=counted),
    ]


def other_rules_lines(session: Session, closed: Round) -> list[str]:
    """Whether another rule would have chosen differently; nothing where it cannot be told.

    `Would another rule have chosen differently? One point each: 8 Fellowship, not 7 Cooperation
    (preserve). Proportional shares: the same.`
    """
    compared = rule_outcomes(closed, session.budget(closed.round))
    if not compared:
        return []
    sentences = " ".join(_other(session, other) for other in compared)
    return [f"{_('Would another rule have chosen differently?')} {sentences}"]


def _other(session: Session, other: RuleOutcome) -> str:
    changes = [text for aim in AIMS if (text := _change(session, other, aim))]
    said = _("{rule}: {change}.").format(
        rule=_(RULE_WORDS[other.rule]), change="; ".join(changes) or _("the same")
    )
    return said[:1].upper() + said[1:]


def _change(session: Session, other: RuleOutcome, aim: Aim) -> str:
    """`8 Fellowship, not 7 Cooperation (preserve)`; empty where nothing is different."""
    instead, out = (_listed(session, part.of(aim)) for part in (other.instead, other.out))
    if not instead and not out:
        return ""
    text = _("{instead}, not {out} ({aim})") if out else _("{instead} too ({aim})")
    return text.format(instead=instead or "–", out=out, aim=_(AIM_WORDS[aim]))


def count_lines(session: Session, closed: Round, told: Told = "proof") -> list[str]:
    """How a round was decided: turnout, votes without a place, ties, override, other rules.

    Args:
        told: how much is told of a lot.
    """
    return [
        turnout_line(closed),
        *left_out_lines(session, closed.counts, closed.left_out),
        *(tie_sentence(tie, session, told) for tie in closed.ties),
        *override_lines(session, closed),
        *other_rules_lines(session, closed),
        *reopened_lines(session, closed.round),
    ]


def round_lines(session: Session, closed: Round) -> list[str]:
    """`count_lines`, with what was chosen and its votes after the turnout."""
    turnout, *rest = count_lines(session, closed)
    chosen = (
        f"{_(AIM_HEADINGS[aim])}: {', '.join(chosen_texts(session, closed, aim)) or '–'}"
        for aim in AIMS
    )
    return [turnout, *chosen, *rest]


def round_json(closed: Round) -> dict[str, Any]:
    """The document of `amu close --json`."""
    override = closed.override
    return {
        "round": closed.round,
        "turnout": closed.turnout,
        "ways": closed.ways,
        "counts": dict(closed.counts.items()),
        "ties": [tie_json(tie) for tie in closed.ties],
        "chosen": dict(closed.chosen.items()),
        "left_out": dict(closed.left_out.items()),
        "override": None
        if override is None
        else {
            "reason": override.reason,
            "counted": dict(override.counted.items()),
        },
    }


def tie_json(tie: Tie) -> dict[str, Any]:
    """A tie and how it was settled, for a program."""
    return {
        "aim": tie.aim,
        "place": tie.place,
        "places": tie.places,
        "tied": tie.tied,
        "settled": tie.settled or None,
        "seed": tie.seed or None,
        "hands": tie.hands,
        "chosen": tie.chosen,
    }


def other_rules_json(session: Session, closed: Round) -> dict[str, Any] | None:
    """What other rules give, by rule; None where it cannot be told."""
    compared = rule_outcomes(closed, session.budget(closed.round))
    return {
        other.rule: {
            "same": not other.instead and not other.out,
            "chosen": dict(other.choice.items()),
        }
        for other in compared
    } or None
