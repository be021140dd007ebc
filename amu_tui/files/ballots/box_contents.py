"""What lies among the ballots of a round: whose each file is, and what is no ballot.

A folder that colleagues may write to takes more than ballots: links to the files of others,
folders, pipes, a hundred thousand files. Where a group shares the session, a file counts only for
the account that has written it. So its group must be that of the folder, which the system gives
to what is made there; nobody else may be able to write it; and it must have no other name, since
whoever has one may have linked it here. Any other file is named with its owner and not counted.
"""

import hashlib
import heapq
import os
import stat
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from amu_tui.errors import AmuError, Problem
from amu_tui.files import toml
from amu_tui.files.ballots.ended import EndedVote, counted_text
from amu_tui.files.ballots.voters import BallotFile, owned, owner
from amu_tui.files.disk.durable import TEMPORARY, shared_mode
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.ids import is_id
from amu_tui.model.voting.ballot import Ballot, RoundName
from amu_tui.words import _, ngettext

FEW = 8
"""So many files of one account are read, the newest. A voter has one, and one more for each
other program that voted at the same moment."""


class Entry(NamedTuple):
    """A file that could be a ballot by its name, and what `lstat` says of it."""

    name: str
    status: os.stat_result


class BoxContents:
    """The files in `folder`, where the ballots of a round lie.

    Args:
        where: the folder, as problems name it.
        key, name: the session and the round.
        confidential: ballots name no voter, whatever stands in them.
        leaders: the accounts at whose keyboards several people may have voted.
        vouched: a group shares the session, by modes that tell who has written what.

    `OSError` where the folder cannot be listed.
    """

    def __init__(
        self,
        folder: Path,
        where: str,
        key: str,
        name: RoundName,
        *,
        confidential: bool,
        leaders: Collection[int],
        vouched: bool,
    ) -> None:
        self.folder, self.where, self.key, self.name = folder, where, key, name
        self._confidential, self._leaders, self._vouched = confidential, leaders, vouched
        self._temporary: Counter[int] = Counter()
        self.ballots: list[BallotFile] = []
        self._problems: list[Problem] = []
        self.crowded: set[int] = set()

    @property
    def problems(self) -> list[Problem]:
        """What is no ballot, in order of its name."""
        return sorted(self._problems, key=lambda problem: problem.path)

    def read(self) -> None:
        """Find every ballot, and what is none."""
        by_owner: dict[int, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
        for entry in self._listed():
            kinds = by_owner[entry.status.st_uid]
            kinds[bool(self._strange(entry.status))].append(entry)
        linked: list[Entry] = []
        for uid, (ballots, strange) in sorted(by_owner.items()):
            read, named = self._newest(uid, ballots), _newest(strange, FEW)
            linked += self._read_each(read)
            for entry in named:
                self._note(entry, self._strange(entry.status))
            if more := len(ballots) + len(strange) - len(read) - len(named):
                self._note_more(uid, more)
        if linked:
            # Between the link and the end of a write a ballot has two names, as it has where a
            # program was killed there: the other is a temporary one in this folder.
            self._listed()
            for entry in self._read_each(linked):
                self._note(entry, _("this file has another name elsewhere"))

    def read_own(self, uid: int) -> None:
        """Find the ballots of one account, which its next one replaces.

        What others may have put there is passed over, unless it reads as a ballot of the
        account: then it is replaced too.
        """
        own = [entry for entry in self._listed() if entry.status.st_uid == uid]
        for entry in self._newest(uid, [e for e in own if stat.S_ISREG(e.status.st_mode)]):
            try:
                self.ballots.append(self._opened(entry.name)[0])
            except AmuError as error:
                if not _gone(error) and not self._strange(entry.status):
                    self._note(entry, error.message, error)

    def compare(self, ended: EndedVote) -> None:
        """Name what is not as it was when the vote was ended; none of it changes the count."""
        late: list[Entry] = []
        missing = dict(ended.ballots)
        for entry in self._listed():
            stem, uid = entry.name.removesuffix(".toml"), entry.status.st_uid
            if stem in ended.ballots:
                del missing[stem]
                if not self._says(entry.name, ended.ballots[stem]):
                    why = _("changed after the vote was ended: what it said then is counted")
                    self._note(entry, why, notice=True)
            elif not ended.knows(stem, display_path(entry.name), uid):
                late.append(entry)
        self._note_few(late, _("written after the vote was ended, and not counted"))
        for stem in missing:
            why = _("removed after the vote was ended: what it said then is counted")
            self._add(f"{stem}.toml", why, notice=True)

    def name_others(self, counted: Container[str]) -> None:
        """Name what lies beside the ballots that were counted in a round that is closed.

        Ballots that could only be emptied stay, and say nothing.
        """
        others = [
            entry
            for entry in self._listed()
            if entry.name.removesuffix(".toml") not in counted
            and stat.S_ISREG(entry.status.st_mode)
            and entry.status.st_size
        ]
        self._note_few(others, _("this is not among the ballots that were counted"))

    def _says(self, name: str, text: str) -> bool:
        """Whether a file still is the ballot that was counted as `text`."""
        try:
            return counted_text(self._opened(name)[0]) == text
        except AmuError:
            return False

    def _listed(self) -> list[Entry]:
        entries: list[Entry] = []
        self._around = self.folder.stat()
        self._temporary.clear()
        with os.scandir(self.folder) as found:
            for entry in found:
                if entry.name.startswith(TEMPORARY):
                    self._temporary[entry.inode()] += 1
                elif entry.name.endswith(".toml") and not entry.name.startswith("."):
                    try:
                        entries.append(Entry(entry.name, entry.stat(follow_symlinks=False)))
                    except FileNotFoundError:
                        continue
                    except OSError:
                        self._add(entry.name, _("this cannot be read"))
        return entries

    def _newest(self, uid: int, entries: list[Entry]) -> list[Entry]:
        bounded = self._vouched and uid not in self._leaders
        return _newest(entries, FEW if bounded else len(entries))

    def _strange(self, status: os.stat_result) -> str:
        """Why a file cannot be a ballot of its owner: its kind, group or mode; else empty."""
        if not stat.S_ISREG(status.st_mode):
            return _("this is not a ballot")
        if not self._vouched:
            return ""
        if of_another_group(status, self._around):
            return _("this was not written here: it has another group than the ballots")
        if written_by_others(status, self._around):
            return _("others than its owner could have written this")
        return ""

    def _read_each(self, entries: Iterable[Entry]) -> list[Entry]:
        """Read them; returns those that have another name, with no unfinished write to it."""
        linked: list[Entry] = []
        for entry in entries:
            try:
                file, status = self._opened(entry.name)
                if self._vouched and status.st_nlink - self._temporary[status.st_ino] > 1:
                    linked.append(entry)
                elif why := self._strange(status):
                    self._note(entry, why)
                else:
                    self.ballots.append(file)
            except AmuError as error:
                if not _gone(error):
                    self._note(entry, error.message, error)
        return linked

    def _opened(self, name: str) -> tuple[BallotFile, os.stat_result]:
        return read_ballot(self.folder / name, self.key, self.name, self._confidential)

    def _note(
        self, entry: Entry, message: str, error: AmuError | None = None, *, notice: bool = False
    ) -> None:
        """Name a file that is not counted; what nobody can have meant to be is only a notice."""
        if self._vouched:
            message = owned(message, entry.status.st_uid)
        notice = notice or not stat.S_ISREG(entry.status.st_mode)
        self._add(entry.name, message, error, notice=notice)

    def _note_few(self, entries: list[Entry], why: str) -> None:
        """Name what changes nothing, where a group shares the box a few of each account."""
        by_owner: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_owner[entry.status.st_uid].append(entry)
        for uid, found in sorted(by_owner.items()):
            named = _newest(found, FEW if self._vouched else len(found))
            for entry in named:
                self._note(entry, why, notice=True)
            if more := len(found) - len(named):
                self._note_more(uid, more)

    def _note_more(self, uid: int, more: int) -> None:
        text = ngettext(
            "{owner} has {n} more file here, which is not looked at",
            "{owner} has {n} more files here, which are not looked at",
            more,
        )
        self.crowded.add(uid)
        self._add("", text.format(owner=owner(uid), n=more), notice=True)

    def _add(
        self, name: str, message: str, error: AmuError | None = None, *, notice: bool = False
    ) -> None:
        path = display_path(f"{self.where}/{name}" if name else self.where)
        line, hint = (error.line, error.hint) if error else (None, "")
        self._problems.append(
            Problem(path=path, message=message, line=line, hint=hint, notice=notice)
        )


def read_ballot(
    path: Path, key: str, name: RoundName, confidential: bool
) -> tuple[BallotFile, os.stat_result]:
    """The ballot of a round in a file, and what `fstat` says of what was opened.

    Nothing is asked of the name again, which may stand for another file the next moment; and a
    network disk tells anew of what is opened, where a listing lags behind.
    """
    if not is_id(path.stem):
        raise AmuError(_("this is not the name of a ballot"), path=display_path(path))
    data, status = toml.read_file(path)
    ballot = toml.parse(data, Ballot, path)
    if ballot.session != key or ballot.round != name:
        raise AmuError(_("this belongs to another session or round"), path=display_path(path))
    if confidential and ballot.voter:  # nobody is to vote for others by naming them
        ballot = msgspec.structs.replace(ballot, voter="")
    sha256 = hashlib.sha256(data).hexdigest()
    return BallotFile(path.stem, status.st_uid, status.st_mtime_ns, ballot, sha256), status


def of_another_group(status: os.stat_result, around: os.stat_result) -> bool:
    """Whether a file was not made in the folder `around`, which gives its group to what is."""
    return status.st_gid != around.st_gid


def written_by_others(status: os.stat_result, around: os.stat_result) -> bool:
    """Whether others may write a file in the folder `around` than those who may write there."""
    return bool(status.st_mode & 0o022 & ~shared_mode(around.st_mode))


def _newest(entries: list[Entry], most: int) -> list[Entry]:
    """The `most` newest; those with another name last, as others can make."""
    if len(entries) <= most:
        return entries
    return heapq.nsmallest(
        most, entries, lambda e: (e.status.st_nlink > 1, -e.status.st_ctime_ns, e.name)
    )


def _gone(error: AmuError) -> bool:
    return isinstance(error.__cause__, FileNotFoundError)
