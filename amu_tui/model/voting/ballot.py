"""What one person votes for, and how much of it: budgets for preserve and improve apart."""

from collections.abc import Iterable
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

from amu_tui.errors import UsageError
from amu_tui.messages import N_, Message
from amu_tui.model.survey.instrument import AIMS, SCHEMA, Aim, Frozen, Id
from amu_tui.model.voting.by_aim import ByAim
from amu_tui.text import nearest

RoundName = Literal["themes", "actions"]
ROUNDS: tuple[RoundName, ...] = ("themes", "actions")
Way = Literal["own", "passed"]
"""From an own login, or on one keyboard that is passed round."""
ELSEWHERE = "elsewhere"
"""How a tally calls a ballot from an own login that the system here cannot vouch for."""


class Readers(NamedTuple):
    """Who could open a ballot before it is counted, besides its voter and the machine's owner.

    `accounts` names the facilitators, where they are several. `seen_voting`: the whole group
    sees who has voted, though not what.
    """

    kind: Literal["open", "facilitator", "facilitators", "group", "others"]
    accounts: tuple[str, ...] = ()
    seen_voting: bool = False


Picks = tuple[Id, ...]
Candidates = ByAim[Picks]
"""Ids that may be chosen for each aim."""
Votes = dict[Id, Annotated[int, Meta(ge=0)]]
AIM_WORDS: dict[Aim, str] = {"preserve": N_("preserve"), "improve": N_("improve")}


class Budget(ByAim[int], frozen=True, kw_only=True):
    """How many may be chosen for each aim."""

    preserve: Annotated[int, Meta(ge=0)] = 2
    improve: Annotated[int, Meta(ge=0)] = 2


class Choice(ByAim[Picks], frozen=True, kw_only=True):
    """Ids chosen for each aim; on a ballot or as the outcome of a round."""

    preserve: Picks = ()
    improve: Picks = ()

    def aim_of(self, item: str) -> Aim | None:
        """The list that `item` is on, if any."""
        return next((aim for aim, picks in self.items() if item in picks), None)

    def toggled(self, item: str, aim: Aim) -> "Choice":
        """`item` put on the list of `aim`, moved there from the other, or taken off it."""
        off = Choice.each(lambda aim: tuple(i for i in self.of(aim) if i != item))
        return off if item in self.of(aim) else off.with_value(aim, (*off.of(aim), item))

    def __bool__(self) -> bool:
        return bool(self.preserve or self.improve)

    @property
    def text(self) -> str:
        """One text for one choice, in whatever order it was made: `autonomy,support / pressure`.

        A blank one is `/`.
        """
        return " / ".join(",".join(sorted(set(self.of(aim)))) for aim in AIMS).strip()


def choice_of(text: str) -> Choice:
    """The choice that `Choice.text` wrote; `UsageError` where it is none."""
    preserve, _sign, improve = (part.strip() for part in text.partition("/"))
    choice = Choice(preserve=_picks(preserve), improve=_picks(improve))
    if choice.text != text:
        raise UsageError(Message('"{text}" is not a choice as a ballot makes it', text=text))
    return choice


def _picks(text: str) -> Picks:
    return tuple(text.split(",")) if text else ()


def alike(choices: Iterable[Choice]) -> dict[str, int]:
    """How many of `choices` are the same, by their text: nothing tells whose, or which first."""
    by_text: dict[str, int] = {}
    for choice in choices:
        by_text[choice.text] = by_text.get(choice.text, 0) + 1
    return dict(sorted(by_text.items()))


class Wording(Frozen, frozen=True, kw_only=True):
    """What an action said when it was prioritised or signed, and its revision then.

    `sha256` is the first 32 digits of the digest of what `amu_tui.model.meeting.wording` takes of
    it.
    """

    revision: Annotated[int, Meta(ge=1)]
    sha256: str


class Ballot(Frozen, frozen=True, kw_only=True):
    """One person's vote in one round; an empty choice is an abstention and counts as turnout.

    `revision` counts up when the same voter votes again; only the highest is counted. `voter`
    stands in open ballots from an own login only: the same for all ballots of one login name,
    also in a clone, where all files belong to who cloned.
    """

    schema: int = SCHEMA
    session: str
    round: RoundName
    way: Way = "own"
    revision: Annotated[int, Meta(ge=1)] = 1
    voter: str = ""
    choice: Choice = Choice()


class Hands(ByAim[Votes], frozen=True, kw_only=True):
    """Raised hands, keyed in as counts: how many people, and how many for each."""

    schema: int = SCHEMA
    session: str
    round: RoundName
    people: Annotated[int, Meta(ge=0)]
    preserve: Votes = {}
    improve: Votes = {}


def check_choice(choice: Choice, budget: Budget, candidates: Candidates) -> None:
    """Raise `UsageError` unless `choice` keeps to the budget and names candidates once."""
    for item in choice.preserve:
        if item in choice.improve:
            raise UsageError(Message('"{item}" is on both lists; choose one', item=item))
    for aim, word in AIM_WORDS.items():
        picks, most = choice.of(aim), budget.of(aim)
        if len(set(picks)) < len(picks):
            twice = next(item for item in picks if picks.count(item) > 1)
            raise UsageError(Message('"{item}" is chosen twice', item=twice))
        for item in picks:
            if item not in candidates.of(aim):
                near = ", ".join(nearest(item, candidates.of(aim)))
                hint = Message("Did you mean {names}?", names=near) if near else ""
                raise UsageError(Message('"{item}" cannot be chosen here', item=item), hint=hint)
        if len(picks) > most:
            raise UsageError(
                Message(
                    "{count} chosen to {aim}, but the limit is {most}",
                    count=len(picks),
                    aim=Message(word),
                    most=most,
                )
            )


def check_hands(hands: Hands, budget: Budget) -> None:
    """Raise `UsageError` unless so many people can have raised so many hands."""
    for aim, word in AIM_WORDS.items():
        raised, most = hands.of(aim), hands.people * budget.of(aim)
        for item, n in raised.items():
            other = hands.improve.get(item, 0) if aim == "preserve" else 0
            if n + other > hands.people:
                raise UsageError(
                    Message(
                        '{count} hands for "{item}", but only {n} person',
                        '{count} hands for "{item}", but only {n} people',
                        count=n + other,
                        item=item,
                        n=hands.people,
                    )
                )
        if sum(raised.values()) > most:
            raise UsageError(
                Message(
                    "{count} hands to {aim}, but all together have {most}",
                    count=sum(raised.values()),
                    aim=Message(word),
                    most=most,
                )
            )
