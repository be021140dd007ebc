"""The rules of keying in raised hands: what can be typed, and what cannot be right."""

from amu_tui.errors import UsageError
from amu_tui.messages import Message
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import Budget, Hands, check_hands
from amu_tui.text import clean

MOST = 9999


def parse_people(text: str, least: int = 0) -> int:
    """A typed number of people; `UsageError` where it is none, or less than `least`."""
    typed = clean(text, limit=20)
    if not typed.isdecimal() or not typed.isascii() or int(typed) > MOST:
        raise UsageError(Message('"{text}" is not a number of people', text=typed))
    if int(typed) < least:
        raise UsageError(
            Message("{n} hand is counted already", "{n} hands are counted already", n=least)
        )
    return int(typed)


def with_count(hands: Hands, aim: Aim, item: str, count: int) -> Hands:
    """`hands` with `count` for `item` under `aim`."""
    votes = {key: n for key, n in {**hands.of(aim), item: count}.items() if n}
    return hands.with_value(aim, votes)


def most_raised(hands: Hands) -> int:
    """The most people that any one item has: so many raised a hand at least."""
    return max((_raised(hands, item) for aim in AIMS for item in hands.of(aim)), default=0)


def _raised(hands: Hands, item: str) -> int:
    return sum(hands.of(aim).get(item, 0) for aim in AIMS)


def too_many(hands: Hands, item: str, budget: Budget) -> str | Message:
    """Why the hands for `item`, or all together, cannot be right; empty where they can."""
    if _raised(hands, item) > hands.people:
        return Message(
            "only {n} person votes by raised hands; p changes it",
            "only {n} people vote by raised hands; p changes it",
            n=hands.people,
        )
    try:
        check_hands(hands, budget)
    except UsageError as error:
        return error.raw_message
    return ""
