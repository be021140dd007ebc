"""Ties, run-offs and raised hands as they are written on the command line."""

from collections.abc import Callable, Iterable, Sequence

from amu_tui.cli.kit import options
from amu_tui.cli.kit.sessions import item_id, named
from amu_tui.errors import UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import AIM_WORDS, Hands, RoundName, check_hands
from amu_tui.model.voting.tally import Outcome, Tie, by_lot, by_room, by_run_off
from amu_tui.render import vocabulary
from amu_tui.words import _

Settler = Callable[[Tie], Tie]
"""Settles a tie as far as it can be settled."""


def settling(
    session: Session,
    name: RoundName,
    *,
    seed: str | None,
    room: Sequence[str],
    run_off: Sequence[str],
) -> Callable[[Outcome], Settler]:
    """How the ties of a round are settled: a run-off first, then the room or else the lot.

    What is typed is read at once, and wrong words are refused before a vote is ended for them.
    What it is about is seen from the count, for which the vote must be ended.

    Args:
        room: texts such as `improve=22,13`.
        run_off: texts such as `improve:22=9,13=4`.
    """
    if seed is not None and not seed:
        raise UsageError(_("a lot is drawn from something that the room says; nothing was given"))
    chosen = {
        aim: tuple(item_id(session, name, word) for word in options.words([rest]))
        for aim, rest in (_aim(text, "=") for text in room)
    }
    hands = _votes(session, name, run_off)

    def settler(tie: Tie) -> Tie:
        if tie.aim in hands:
            _refuse_strangers(session, tie, hands[tie.aim])
            tie = by_run_off(tie, hands[tie.aim])
        if tie.settled:
            return tie
        if tie.aim in chosen:
            return by_room(tie, chosen[tie.aim])
        return tie if seed is None else by_lot(tie, seed)

    def settler_of(votes: Outcome) -> Settler:
        for aim in (*chosen, *hands):
            if not any(tie.aim == aim for tie in votes.ties):
                raise UsageError(_("nothing is tied to {aim}").format(aim=_(AIM_WORDS[aim])))
        return settler

    return settler_of


def _refuse_strangers(session: Session, tie: Tie, hands: Iterable[str]) -> None:
    from amu_tui.render.aims import item_name

    strangers = [item for item in hands if item not in tie.tied]
    if strangers:
        raise UsageError(
            _('"{item}" is not among those that are tied').format(
                item=item_name(session, strangers[0])
            ),
            hint=", ".join(item_name(session, item) for item in tie.tied),
        )


def hands_of(
    session: Session, name: RoundName, texts: Sequence[str], people: int | None
) -> Hands | None:
    """Raised hands, from texts such as `preserve:3=12,7=9`; None where there are none.

    Raises `UsageError` without the number of people, or with more hands than people.
    """
    from amu_tui.render.aims import item_name

    if not texts and people is None:
        return None
    if not texts:
        raise UsageError(_("what did they raise their hands for?"), hint=_("Say it with --hands."))
    if not people:
        raise UsageError(
            _("how many people raised their hands?"), hint=_("Say it with --people N.")
        )
    votes = _votes(session, name, texts)
    hands = Hands(
        session=session.info.key,
        round=name,
        people=people,
        preserve=votes.get("preserve", {}),
        improve=votes.get("improve", {}),
    )
    candidates = session.candidates(name)
    for aim in AIMS:
        for item in hands.of(aim):
            if item not in candidates.of(aim):
                raise UsageError(
                    _('"{item}" cannot be chosen here').format(item=item_name(session, item))
                )
    try:
        check_hands(hands, session.budget(name))
    except UsageError as error:
        raise named(error, session) from None
    return hands


def _votes(session: Session, name: RoundName, texts: Sequence[str]) -> dict[Aim, dict[str, int]]:
    by_aim: dict[Aim, dict[str, int]] = {}
    for text in texts:
        aim, rest = _aim(text, ":")
        votes = by_aim.setdefault(aim, {})
        for word in options.words([rest]):
            item, _sign, number = word.rpartition("=")
            if not item or not number.strip().isdecimal():
                raise UsageError(
                    _("“{text}” is not a number of hands").format(text=word),
                    hint=_("Write it as in {example}.").format(example="preserve:3=12,7=9"),
                )
            votes[item_id(session, name, item.strip())] = int(number)
    return by_aim


def _aim(text: str, sign: str) -> tuple[Aim, str]:
    """The aim before `sign`, and what comes after it."""
    before, sign_found, rest = text.partition(sign)
    if not sign_found:
        raise UsageError(
            _("“{text}” does not begin with {preserve} or {improve}").format(
                text=text, **{aim: f"{_(word)}{sign}" for aim, word in AIM_WORDS.items()}
            )
        )
    return vocabulary.aim(before), rest
