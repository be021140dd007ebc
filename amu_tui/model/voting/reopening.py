"""A round that was written down and is opened again: kept as it was, with who did it and why."""

import datetime
from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from amu_tui.errors import UsageError
from amu_tui.messages import N_, Message
from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id
from amu_tui.model.voting.ballot import RoundName
from amu_tui.model.voting.tally import Round
from amu_tui.text import clean

VotesNow = Literal["stand", "anew"]
VOTES_NOW: tuple[VotesNow, ...] = ("stand", "anew")
VOTES_WORDS: dict[VotesNow, str] = {
    "stand": N_("the count stands: only what was made of it is decided again"),
    "anew": N_("people vote again"),
}


class Reopening(Frozen, frozen=True, kw_only=True):
    """One opening of a round that was closed (`rounds/reopened/<id>.toml`), written once.

    `votes` says whether its count stands, or people vote again; `earlier` is the round as it was
    written down. `account` and `name` are those of who opened it.
    """

    schema: int = SCHEMA
    id: Id
    opened: datetime.date
    account: str = ""
    name: str = ""
    why: Annotated[str, Meta(min_length=1)]
    votes: VotesNow = "stand"
    earlier: Round

    @property
    def round(self) -> RoundName:
        """The round that was opened."""
        return self.earlier.round

    @property
    def by(self) -> str:
        """Who opened it, by name, else by login; empty where the machine knew neither."""
        return self.name or self.account

    def opens(self, closed: Round | None) -> bool:
        """Whether it is about `closed`, of which the ballots of an open vote stand elsewhere."""
        if closed is not None and closed.counted:
            closed = msgspec.structs.replace(closed, ballots={})
        return closed == self.earlier


def parse_why(text: str) -> str:
    """A typed reason, cleaned; `UsageError` where it is empty."""
    why = clean(text)
    if not why:
        raise UsageError(Message("opening a round again needs a reason: it is written down"))
    return why


def in_order(reopenings: Iterable[Reopening]) -> list[Reopening]:
    """The first one first: a round that is closed anew names those that it came after."""
    return sorted(reopenings, key=lambda one: (len(one.earlier.after), one.opened, one.id))


def standing(
    reopenings: Iterable[Reopening], name: RoundName, closed: Round | None
) -> Round | None:
    """The round whose count stands while it is open again; None where people vote."""
    if closed is not None:
        return None
    last = [one for one in in_order(reopenings) if one.round == name][-1:]
    return next((one.earlier for one in last if one.votes == "stand" and one.earlier.turnout), None)
