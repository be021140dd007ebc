"""What lies in a session's folders: links, files that others own or can read, and left-overs."""

import contextlib
import os
import stat
import time
from collections.abc import Iterator

from amu_tui.files import places
from amu_tui.files.ballots.clearing import is_ballot
from amu_tui.files.disk import claims, durable
from amu_tui.files.disk.accounts import private_group
from amu_tui.files.doctor.commands import inside
from amu_tui.files.doctor.finding import Finding
from amu_tui.files.doctor.folders import foreign, wrong_group, wrong_mode
from amu_tui.files.doctor.subject import Entry, Subject
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.words import _

_RULED = (places.ROUNDS, places.SIGNED, places.CHECKLISTS, places.LOCAL)
"""The folders in which only facilitators own files."""


def contents(subject: Subject) -> Iterator[Finding]:
    """What is wrong with what lies in the folders."""
    entries = list(subject.entries())
    yield from _repositories(entries)
    temporary = {entry.status.st_ino for entry in entries if entry.is_temporary}
    for entry in entries:
        kind = entry.status.st_mode
        if stat.S_ISLNK(kind):
            yield _link(entry)
        elif entry.is_temporary and (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
            yield from _stale(entry)
        elif not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
            problem = _("this is not a regular file: whoever opens it could wait for ever")
            yield _to_remove(entry, problem)
        elif stat.S_ISREG(kind) and entry.status.st_ino not in temporary:
            yield from _several_names(subject, entry)


def _repositories(entries: list[Entry]) -> Iterator[Finding]:
    """Repositories within the session, also those without a working tree, which git finds too."""
    names: dict[tuple[str, ...], set[str]] = {}
    for entry in entries:
        names.setdefault(entry.parts[:-1], set()).add(entry.parts[-1])
    for entry in entries:
        if entry.parts[-1] == ".git" or names.get(entry.parts, set()) >= {"HEAD", "objects"}:
            problem = _(
                "this is a repository inside the session: git runs what its settings name, as "
                "whoever uses git in this folder"
            )
            yield _to_remove(entry, problem, "-rf")


def modes(subject: Subject) -> Iterator[Finding]:
    """Owner, group and mode of files; and of folders, where nobody shares the session."""
    if os.name == "nt":
        return
    if subject.shared is None:
        yield from _alone(subject)
        return
    shared = {folder.parts: (folder.mode, gid) for folder, gid in subject.places()}
    owners: dict[tuple[str, ...], frozenset[int]] = {(): frozenset({subject.owner})}
    owners |= {(name,): subject.leads() for name in _RULED}
    for entry in subject.entries():
        folder_parts = entry.parts[:-1]
        wanted = shared.get(folder_parts)
        if not stat.S_ISREG(entry.status.st_mode) or entry.is_temporary or wanted is None:
            continue
        if len(folder_parts) > 1 and subject.over(folder_parts) and subject.confidential:
            continue  # what should not be there at all
        if entry.status.st_nlink > 1:
            yield _elsewhere_too(entry)
            continue
        receipt = folder_parts[:2] == (places.LOCAL, places.TURNOUT)
        uid, gid = entry.status.st_uid, entry.status.st_gid
        if uid not in owners.get(folder_parts, {uid}):
            yield foreign(entry.path, entry.status, subject.owner)
        mode = 0o600 if receipt else durable.shared_mode(wanted[0])
        have = stat.S_IMODE(entry.status.st_mode)
        ballot = _round_of(subject, entry.parts) is not None
        if ballot and (gid != wanted[1] or have & ~mode & 0o022):
            # To give it group or mode of a ballot would have it counted as its owner's.
            problem = _(
                "others than its owner may have written or put this here, so it is not counted: "
                "let its owner vote anew"
            )
            yield _to_remove(entry, problem)
            continue
        if gid != wanted[1] and not receipt:
            yield wrong_group(entry.path, entry.status, wanted[1])
        if have != mode:
            yield wrong_mode(entry.path, entry.status, mode, _why(folder_parts, have, mode))


def _why(folder_parts: tuple[str, ...], have: int, want: int) -> str:
    extra, missing = have & ~want, want & ~have
    if extra & 0o022:
        return _("people could change what is not theirs to change")
    if extra & 0o044:
        return _("others than those it is for could read it")
    if missing and folder_parts[:2] == (places.LOCAL, places.BALLOTS):
        return _("the facilitators could not count it")
    if missing:
        return _("colleagues could not do their part here")
    return _("it lets people do more, or less, than they should")


def _alone(subject: Subject) -> Iterator[Finding]:
    """A session that nobody shares: all of it is its maker's, and what is secret is closed."""
    whole = [Entry((), subject.root, subject.root.stat()), *subject.entries()]
    for entry in whole:
        have = stat.S_IMODE(entry.status.st_mode)
        if stat.S_ISLNK(entry.status.st_mode):
            continue
        if entry.status.st_uid != subject.owner:
            yield foreign(entry.path, entry.status, subject.owner)
        if entry.parts == (places.LOCAL,) and subject.confidential:
            own = private_group(subject.owner) == entry.status.st_gid
            if have & (0o007 if own else 0o077):
                why = _("others on this machine could see the ballots")
                yield wrong_mode(entry.path, entry.status, 0o700, why)
        elif have & 0o002:
            why = _("everybody who has an account on this machine could change it")
            yield wrong_mode(entry.path, entry.status, have & ~0o002, why)


def _link(entry: Entry) -> Finding:
    problem = _(
        "this is a symbolic link, which is not followed: it could lead anybody's program anywhere"
    )
    return _to_remove(entry, problem)


def _elsewhere_too(entry: Entry) -> Finding:
    """No command: what it did to this file it would do to whatever that other name stands for."""
    problem = _(
        "this file has another name elsewhere (a hard link), so that whoever can change it there "
        "changes it here: look at what it is, and put a copy in its place"
    )
    return Finding.at(entry.path, problem, "", _keeper(entry))


def _stale(entry: Entry) -> Iterator[Finding]:
    old = time.time() - entry.status.st_ctime > durable.STALE_SECONDS
    if claims.is_claim(entry.path.name):
        old = not claims.alive(entry.path)
    if stat.S_ISDIR(entry.status.st_mode):
        problem = _("no program makes a folder of this name: it may be in the way of saving")
        yield _to_remove(entry, problem, "-rf")
    elif old and stat.S_ISREG(entry.status.st_mode):
        problem = _("this temporary file was left by a program that was cut off")
        yield _to_remove(entry, problem)


def _to_remove(entry: Entry, problem: str, how: str = "-f") -> Finding:
    by = _keeper(entry)
    return Finding.at(entry.path, problem, inside(entry.path, by, "rm", how), by)


def _keeper(entry: Entry) -> int:
    """The account that can remove an entry, besides root: who owns the folder around it."""
    with contextlib.suppress(OSError):  # a folder of ballots goes when they are counted
        return entry.path.parent.stat().st_uid
    return 0


def _several_names(subject: Subject, entry: Entry) -> Iterator[Finding]:
    name = _round_of(subject, entry.parts)
    if name is None or entry.status.st_nlink < 2 or not entry.path.exists():
        return
    key = subject.info.key if subject.info else ""
    if is_ballot(entry.path, key, name):
        problem = _(
            "this ballot has another name elsewhere, and is not counted: remove it, and its owner "
            "can vote anew"
        )
        yield _to_remove(entry, problem)
    else:
        problem = _("this is no ballot, but somebody's file from elsewhere, linked into this place")
        yield _to_remove(entry, problem)


def _round_of(subject: Subject, parts: tuple[str, ...]) -> RoundName | None:
    for name in ROUNDS:
        if parts[:-1] == places.ballot_folder(name, confidential=subject.confidential):
            return name
    return None
