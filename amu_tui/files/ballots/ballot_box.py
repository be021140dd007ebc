"""The ballots of one round: cast, counted once an account, cleared when the round is closed.

A confidential ballot has a random name and no time of its own, and lies outside git; in a session
that a group shares it is dropped where only the facilitators can open it (see `access`). Before a
count is shown a mark beside the ballots says that the vote is ended, and another stands there
while the round is written: whoever casts a ballot at that moment looks for the marks afterwards,
so that every ballot is either counted or its voter told.
"""

import contextlib
import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from amu_tui.errors import AlreadyThere, AmuError, Problem
from amu_tui.files import places, toml
from amu_tui.files.ballots import clearing, ended, raised_hands, voters
from amu_tui.files.ballots.box_contents import BoxContents, read_ballot
from amu_tui.files.ballots.ended import EndedVote
from amu_tui.files.ballots.mixing import mix
from amu_tui.files.ballots.receipts import Receipts
from amu_tui.files.ballots.voters import BallotFile, SortedBallots
from amu_tui.files.disk import claims
from amu_tui.files.disk.durable import confirm, remove, replace, user_id, write_once
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.sharing import access
from amu_tui.model.ids import is_id, next_revision, random_id
from amu_tui.model.meeting.session import Info
from amu_tui.model.survey.instrument import SCHEMA, Frozen
from amu_tui.model.voting.ballot import Ballot, Hands, RoundName, Way
from amu_tui.model.voting.few_ballots import NOTHING, SumsTell, told
from amu_tui.model.voting.tally import Round
from amu_tui.words import _


class Marker(Frozen, frozen=True, kw_only=True):
    """That it is there is all it says."""

    schema: int = SCHEMA


class BallotBox:
    """The ballots and raised hands of one round of the session in `root`."""

    def __init__(self, root: Path, info: Info, name: RoundName) -> None:
        self.root = root
        self.key = info.key
        self.name = name
        self.confidential = info.ballots == "confidential"
        self._parts = places.ballot_folder(name, confidential=self.confidential)
        self._receipts = Receipts(root, name)
        self._count: EndedVote | None = None

    @property
    def where(self) -> str:
        """The folder of the ballots, as problems name it."""
        return "/".join(self._parts)

    def closed(self) -> bool:
        """Whether the round has been closed, even if its file cannot be read."""
        return places.there(places.inside(self.root, *places.round_file(self.name)))

    def ended(self) -> bool:
        """Whether the facilitator has ended the vote: no more ballots or hands are taken."""
        marked = places.there(places.inside(self.root, *places.ended_mark(self.name)))
        return marked or self.standing() is not None

    def standing(self) -> Round | None:
        """The round whose count stands since it was opened again to be decided otherwise."""
        if not places.there(self.root.joinpath(*places.REOPENED)) or self.closed():
            return None
        from amu_tui.files.ballots.reopening import standing_count

        return standing_count(self.root, self.name)

    def end(self) -> None:
        """End the vote; it is no error that it is ended already."""
        path = places.file_in(self.root, *places.ended_mark(self.name))
        with contextlib.suppress(AlreadyThere):
            write_once(path, toml.encode(Marker()))

    def ended_vote(self) -> EndedVote | None:
        """What was counted when the vote was ended; None where it is open, or not counted yet."""
        if self._count is None and self.ended():  # it is written once
            self._count = ended.find(self.root, self.key, self.name, confidential=self.confidential)
        return self._count

    def cast(self, ballot: Ballot) -> str:
        """Save a ballot and return its name (see `SessionFolder.cast`)."""
        if reason := self.shut():
            raise AmuError(reason, path=display_path(self.root))
        if self._over():
            raise self._too_late()
        self._refuse_strangers(ballot.way)
        ballot = msgspec.structs.replace(ballot, session=self.key, round=self.name)
        voter = "" if self.confidential or ballot.way == "passed" else voters.own_hash(self.key)
        ballot = msgspec.structs.replace(ballot, voter=voter)
        own = self.own_ballot() if ballot.way == "own" else None
        if own is not None:
            later = max(ballot.revision, next_revision(own.ballot.revision))
            ballot = msgspec.structs.replace(ballot, revision=later)
        try:
            path = self._put(ballot, own)
        except AmuError as error:
            if self._over():
                # It may have been counted before the folder was cleared away under it.
                raise self._unsure() from error
            raise
        if self._over():
            if own is None and not self._may_be_counted(path.stem):
                with contextlib.suppress(AmuError):
                    remove(path)
            raise self._unsure()
        if self._receipts.kept:
            with contextlib.suppress(AmuError):  # the ballot is saved, whatever is shown of it
                self._receipts.leave(ballot.way, path.stem)
        if self.confidential and ballot.way == "passed":
            mix(path.parent, path.name, self.closed)
        return path.stem

    def shut(self) -> str:
        """Why this account can only read along, and has no vote here; empty where it has one."""
        if not places.local_is_shut(self.root):
            return ""
        return _("this session is not shared with your account, so you can read, but not vote")

    def seen(self) -> object:
        """What tells one state of ballots and hands from another: a change makes a new file."""
        box = self.root.joinpath(*self._parts)
        states: list[object] = []
        try:
            with contextlib.suppress(FileNotFoundError):
                states.append(self.root.joinpath(*places.hands_file(self.name)).lstat().st_ino)
            with contextlib.suppress(FileNotFoundError), os.scandir(box) as entries:
                states.append(box.stat().st_mtime_ns)
                states.append({(entry.name, entry.inode()) for entry in entries})
        except OSError:
            return object()  # equal to no other
        return states

    def contents(self, look: Callable[[BoxContents], None]) -> BoxContents:
        """What `look` finds among the ballots; `OSError` or `AmuError` where it cannot look."""
        contents = BoxContents(
            places.inside(self.root, *self._parts, ""),
            self.where,
            self.key,
            self.name,
            confidential=self.confidential,
            leaders=access.leaders(self.root),
            vouched=access.vouches(self.root),
        )
        with contextlib.suppress(FileNotFoundError):
            look(contents)
        return contents

    def own_files(self) -> list[BallotFile]:
        """The ballots in files of this account; `AmuError` where there may be others."""
        try:
            contents = self.contents(lambda box: box.read_own(user_id()))
        except OSError as error:
            # Who only drops ballots here finds the own one by its receipt; anybody else who is
            # kept from looking must not cast a second one.
            if isinstance(error, PermissionError) and self.only_drops():
                return []
            raise AmuError(_("this cannot be read"), path=self.where) from error
        for problem in contents.problems:
            raise AmuError(problem.message, path=problem.path, line=problem.line)
        return contents.ballots

    def sorted_ballots(self) -> tuple[SortedBallots, list[Problem]]:
        """What is counted, and what is not: a `Problem` that is no notice is in the way of it.

        Counted is one ballot an account where it was cast from an own login, and all passed ones.
        A keyboard is passed round by those who lead: any other account has one ballot, whatever
        its ballots say. After the end of the vote it is what was counted then.
        """
        try:
            count = self.ended_vote()
            look = BoxContents.read if count is None else lambda box: box.compare(count)
            found = self.contents(look)
        except (OSError, AmuError) as error:
            return SortedBallots([], [], frozenset(), []), [_problem(error, self.where)]
        if count is not None:
            return count.sorted_ballots(), found.problems
        leaders, vouched = access.leaders(self.root), access.vouches(self.root)
        by_voter = voters.last_ballots(found.ballots, self.key, leaders, vouched=vouched)
        return dataclasses.replace(by_voter, crowded=frozenset(found.crowded)), found.problems

    def problem(self, file: BallotFile, error: AmuError) -> Problem:
        """What is wrong with a ballot that can be read but not counted.

        The owner of the file is named, so of a confidential ballot nothing is told.
        """
        message, hint = error.message, error.hint
        if self.confidential:
            message, hint = _("this ballot cannot be counted"), ""
        if access.vouches(self.root):
            message = voters.owned(message, file.uid)
        return Problem(path=f"{self.where}/{file.name}.toml", message=message, hint=hint)

    def own_ballot(self) -> BallotFile | None:
        """The latest ballot from this login.

        Where the folder cannot be listed, it is found by its receipt. Raises `AmuError` where
        there is one that cannot be read: a second one beside it could be counted in its place.
        """
        named = self._receipts.own_ballots()
        ballots = [file for name in named if (file := self._own_named(name)) is not None]
        if ballots:
            return max(ballots, key=voters.latest)
        own = [
            file
            for file in self.own_files()
            if file.ballot.way == "own" and voters.is_own(file, self.key)
        ]
        return max(own, key=voters.latest, default=None)

    def _own_named(self, name: str) -> BallotFile | None:
        """The ballot of that name, where this account has cast it from its login."""
        if not is_id(name):
            return None
        path = places.inside(self.root, *self._parts, f"{name}.toml")
        status = places.status(path)
        if status is None or status.st_uid != user_id():
            return None
        file, _status = read_ballot(path, self.key, self.name, self.confidential)
        return file if file.ballot.way == "own" and voters.is_own(file, self.key) else None

    def begun(self) -> bool:
        """Whether anybody has voted, as far as can be seen; so where that cannot be seen."""
        if self.standing() is not None:
            return True
        if self.only_drops():
            return self._receipts.begun()
        try:
            found = self.contents(BoxContents.read)
        except (OSError, AmuError):
            return True
        return bool(found.ballots or found.problems)

    def turnout(self) -> int:
        """How many ballots count; `AmuError` where this account may not see it."""
        if self.only_drops():
            return self._receipts.count(access.leaders(self.root))
        by_voter, problems = self.sorted_ballots()
        for problem in problems:
            if problem.path == self.where and not problem.notice:
                raise AmuError(problem.message, path=self.root / problem.path)
        return len(by_voter.counted)

    def people(self) -> int:
        """How many people have raised their hands."""
        file = places.people_file if self.only_drops() else places.hands_file
        path = places.inside(self.root, *file(self.name))
        hands = toml.find(path, Hands)
        return hands.people if hands else 0

    def sums_tell(self, *, ending: bool) -> SumsTell:
        """What the sums of the ballots of now tell who ends the vote, or else who votes."""
        try:
            over = not self.confidential or self.closed() or self.ended()
            return NOTHING if over else told(self.turnout(), self.people(), ending=ending)
        except AmuError:
            return told(-1, 0, ending=ending)

    def hands(self) -> Hands | None:
        """The raised hands that were keyed in, if any; `AmuError` where they are damaged."""
        return raised_hands.load(self.root, self.key, self.name)

    def save_hands(self, hands: Hands) -> None:
        """Keep the raised hands of the round, in the place of earlier ones."""
        if self.closed() or self.ended():
            raise self._too_late()
        hands = msgspec.structs.replace(hands, session=self.key, round=self.name)
        raised_hands.save(self.root, hands, told=self._receipts.kept)

    @contextlib.contextmanager
    def counting(self) -> Iterator[None]:
        """Hold the mark of the count; `AlreadyThere` where somebody else does."""
        path = places.file_in(self.root, *places.counting_mark(self.name))
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(claims.claimed(path, toml.encode(Marker()), self._mark_stays))
            except AlreadyThere as error:
                message = _("somebody else is closing this vote at this moment")
                raise AlreadyThere(message, path=display_path(path)) from error
            yield

    def _mark_stays(self) -> bool:
        """Whether the mark is still needed: beside a round it says that what is left is counted."""
        with contextlib.suppress(AmuError):
            return self.closed() and self.uncleared(marks=False)
        return True

    def forget_dead_count(self) -> None:
        """Remove the mark that a program left which was killed while it counted."""
        with contextlib.suppress(AmuError):
            path = places.inside(self.root, *places.counting_mark(self.name))
            if places.there(path) and not self._marked():
                remove(path)

    def clear(self) -> bool:
        """Remove what must not outlive the count; whether nothing that tells of it is left."""
        with contextlib.suppress(AmuError):  # the round must stay when the ballots are gone
            confirm(places.inside(self.root, *places.round_file(self.name)))
            return clearing.clear(self.root, self.key, self.name, confidential=self.confidential)
        return False

    def uncleared(self, *, marks: bool = True) -> bool:
        """Whether ballots, raised hands or the end of the vote are still there.

        Args:
            marks: also where it is only marks.
        """
        if marks:
            return clearing.left(self.root, self.name, confidential=self.confidential)
        return clearing.telling(self.root, self.name, confidential=self.confidential, unseen=True)

    def uncounted(self) -> bool:
        """Whether ballots or hands are left that the round was closed without, elsewhere."""
        return clearing.uncounted(self.root, self.name, confidential=self.confidential)

    def late(self) -> list[Problem]:
        """The ballots that were dropped after a confidential round was closed and cleared."""
        if not self.confidential or clearing.marked(self.root, self.name):
            return []
        with contextlib.suppress(OSError, AmuError):
            return self.contents(lambda box: box.name_others(())).problems
        return []

    def only_drops(self) -> bool:
        """Whether this account only drops its ballot, and sees the receipts of the others."""
        return self._receipts.kept and not os.access(self.root.joinpath(*self._parts), os.R_OK)

    def _put(self, ballot: Ballot, own: BallotFile | None) -> Path:
        folder = places.folder(self.root, *self._parts)
        if own is not None:
            path = folder / f"{own.name}.toml"
            replace(path, toml.readable(ballot, path), timeless=self.confidential)
            return path
        while True:
            path = folder / f"{random_id()}.toml"
            if ballot.way == "own" and self.only_drops():
                self._receipts.claim(path.stem)
            with contextlib.suppress(AlreadyThere):
                write_once(path, toml.readable(ballot, path), timeless=self.confidential)
                return path

    def _refuse_strangers(self, way: Way) -> None:
        if way == "passed" and not access.facilitates(self.root):
            message = _("only a facilitator's keyboard is passed round")
        elif way == "own" and access.only_passes_as_root(self.root):
            message = _("root is not in the group that votes here")
        else:
            return
        hint = _("Vote from your own login.")
        raise AmuError(message, path=display_path(self.root), hint=hint)

    def _over(self) -> bool:
        """Whether it is too late for a ballot."""
        return self.closed() or self.ended() or self._marked()

    def _may_be_counted(self, name: str) -> bool:
        """Whether the count, or one that is being made, may hold this ballot.

        Confidential ones are removed after the count anyway.
        """
        if self.confidential:
            return self.ended() and not self.closed()
        path = places.inside(self.root, *places.round_file(self.name))
        with contextlib.suppress(AmuError):
            closed = toml.find(path, Round, limit=toml.LARGE)
            return closed is None or name in closed.counted
        return True

    def _marked(self) -> bool:
        """Whether somebody is counting at this moment."""
        return claims.alive(self.root.joinpath(*places.counting_mark(self.name)))

    def _too_late(self) -> AlreadyThere:
        if self.closed():
            return AlreadyThere(_("the vote is closed"))
        return AlreadyThere(
            _("the vote is ended") if self.ended() else _("the vote is being closed")
        )

    def _unsure(self) -> AlreadyThere:
        return AlreadyThere(
            _("the vote was closed at the same moment; your ballot may or may not be counted")
        )


def _problem(error: OSError | AmuError, path: str) -> Problem:
    if isinstance(error, AmuError):
        return error.problem(display_path(path))
    return Problem(path=display_path(path), message=_("this cannot be read"))
