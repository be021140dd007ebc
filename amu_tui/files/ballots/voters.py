"""Whose ballots are whose: one counted ballot a voter, here and in clones.

In a shared folder the operating system vouches: a file belongs to the account that cast it. In a
clone every file belongs to who cloned. So an open ballot also names its voter by a short hash of
session and login name, which is the same everywhere; it vouches for nothing, and anybody can work
it out. Where the owner of the file is that voter, the ballot was cast here; else it was cast
elsewhere, and is counted as such; where a group shares the session, only if a leader has brought
it in. A confidential ballot never names its voter.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace

import msgspec

from amu_tui.errors import Problem
from amu_tui.files.disk.accounts import account_name
from amu_tui.files.disk.durable import user_id
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.voting.ballot import Ballot
from amu_tui.words import _


@dataclass(frozen=True)
class BallotFile:
    """A ballot as it lies in the folder, and the SHA-256 of its file."""

    name: str
    uid: int
    time: int
    ballot: Ballot
    sha256: str = ""


@dataclass(frozen=True)
class SortedBallots:
    """Ballots that count, and the names of those that their voters have replaced.

    `elsewhere` are the names of those counted that were not cast here; `unclear` are pairs of one
    voter that say different things, neither of them later than the other; `crowded` are accounts
    with more files than are looked at; `set_aside` is how many files that could not be counted
    were left out.
    """

    counted: list[BallotFile]
    replaced: list[str]
    elsewhere: frozenset[str]
    unclear: list[tuple[BallotFile, BallotFile]]
    crowded: frozenset[int] = frozenset()
    set_aside: int = 0


def voter_hash(key: str, login: str) -> str:
    """How the ballots of `login` name their voter in the session `key`."""
    return hashlib.sha256(f"{key}:{login}".encode(errors="replace")).hexdigest()[:16]


def own_hash(key: str) -> str:
    """How the ballots of this account name their voter; empty where it has no name."""
    login = account_name(user_id())
    return voter_hash(key, login) if login else ""


def is_own(file: BallotFile, key: str) -> bool:
    """Whether a ballot in a file of this account is this voter's: in a clone all files are."""
    return not file.ballot.voter or file.ballot.voter == own_hash(key)


def cast_here(file: BallotFile, key: str) -> bool:
    """Whether the owner of the file vouches for the ballot: it names no other voter."""
    login = account_name(file.uid)
    named = _named(file)
    return not named or (bool(login) and named == voter_hash(key, login))


def last_ballots(
    kept: list[BallotFile], key: str, leaders: Collection[int], *, vouched: bool = False
) -> SortedBallots:
    """One ballot a voter where it was cast from an own login, and all passed ones of `leaders`.

    One that was cast here is counted before one from elsewhere, which anybody can have written in
    the voter's name; where that one says to be later and something else, it is not clear.

    Args:
        vouched: a group shares the session by modes that let only leaders bring in ballots from
            elsewhere: what another account has written is its own, whomever it names.
    """
    if vouched:
        kept = [_as_owned(file, key, leaders) for file in kept]
    counted = [file for file in kept if _is_passed(file, leaders)]
    own_logins = [file for file in kept if not _is_passed(file, leaders)]
    replaced: list[str] = []
    unclear: list[tuple[BallotFile, BallotFile]] = []
    elsewhere: set[str] = set()
    for ballots in _by_voter(own_logins, key).values():
        ballots.sort(key=latest)
        here = [file for file in ballots if cast_here(file, key)]
        last = (here or ballots)[-1]
        counted.append(last)
        if not here:
            elsewhere.add(last.name)
        others = [file for file in ballots if file is not last]
        replaced += [file.name for file in others]
        if vouched and here:  # of what one account has cast, the time of the file tells
            others = [file for file in others if not cast_here(file, key)]
        if others and others[-1].ballot.revision >= last.ballot.revision:
            unclear += [(others[-1], last)] if _disagree(others[-1], last) else []
    return SortedBallots(counted, replaced, frozenset(elsewhere), unclear)


def owner(uid: int) -> str:
    """The account that owns a file, as it is told: by its name, else by its number."""
    return display_path(account_name(uid)) or str(uid)


def owned(message: str, uid: int) -> str:
    """`message` with the owner of the file that it is about."""
    return _("{problem} (it belongs to {owner})").format(problem=message, owner=owner(uid))


def unclear_problems(cast: SortedBallots, where: str) -> list[Problem]:
    """Of which open ballots in the folder `where` nobody but who leads can say what holds.

    In a clone all files belong to who cloned: dropping any silently would be wrong.
    """
    message = _(
        "ballots {one} and {other} belong to one account and say different things; "
        "keep the one that holds"
    )
    return [
        Problem(
            path=f"{where}/{other.name}.toml",
            message=message.format(one=one.name, other=other.name),
        )
        for one, other in cast.unclear
    ]


def latest(file: BallotFile) -> tuple[int, int, str]:
    """The order in which the ballots of one voter were cast, as far as it can be told."""
    return file.ballot.revision, file.time, file.name


def _as_owned(file: BallotFile, key: str, leaders: Collection[int]) -> BallotFile:
    """`file` without whom it names, where its owner neither is that voter nor leads."""
    if file.uid in leaders or cast_here(file, key):
        return file
    return replace(file, ballot=msgspec.structs.replace(file.ballot, voter=""))


def _by_voter(kept: list[BallotFile], key: str) -> dict[str, list[BallotFile]]:
    by_voter: dict[str, list[BallotFile]] = {}
    for file in kept:
        login = account_name(file.uid)
        who = _named(file) or (voter_hash(key, login) if login else str(file.uid))
        by_voter.setdefault(who, []).append(file)
    return by_voter


def _named(file: BallotFile) -> str:
    """Whom a ballot from an own login names as its voter; at a passed keyboard nobody is."""
    return file.ballot.voter if file.ballot.way == "own" else ""


def _is_passed(file: BallotFile, leaders: Collection[int]) -> bool:
    """Whether it was cast at a keyboard that is passed round, which only leaders do."""
    return file.ballot.way == "passed" and file.uid in leaders


def _disagree(file: BallotFile, other: BallotFile) -> bool:
    return file.ballot.choice.text != other.ballot.choice.text
