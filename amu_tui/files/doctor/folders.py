"""The folders of a shared session: each there, and with the owner, group and mode it needs."""

import itertools
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places
from amu_tui.files.disk.accounts import account_name, group_name, members, private_group
from amu_tui.files.disk.durable import user_id
from amu_tui.files.disk.shell import line
from amu_tui.files.doctor.commands import inside, new_folder, octal, on, others_exchange
from amu_tui.files.doctor.finding import Finding, account, named
from amu_tui.files.doctor.subject import Subject
from amu_tui.files.sharing.access import SharedFolder
from amu_tui.model.voting.ballot import ROUNDS
from amu_tui.words import _

_WRITE = 0o022
_READ = 0o044


def folders(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the folders themselves."""
    for folder, gid in subject.places():
        path = subject.root.joinpath(*folder.parts)
        try:
            status = places.status(path)
        except AmuError:  # said to those who may look there
            continue
        if status is None:
            if not subject.over(folder.parts):
                yield _missing(subject, folder, gid, path)
        elif stat.S_ISDIR(status.st_mode):
            if status.st_uid != subject.owner:
                yield foreign(path, status, subject.owner)
            if status.st_gid != gid:
                yield wrong_group(path, status, gid)
            mode = stat.S_IMODE(status.st_mode)
            if mode != folder.mode:
                yield wrong_mode(path, status, folder.mode, _why(folder, mode))
    yield from _nobodys(subject)
    yield from _exchanged(subject)
    if subject.shared is None:
        yield from _fresh_clone(subject)
    yield from _outsiders(subject)


def _nobodys(subject: Subject) -> Iterator[Finding]:
    """A session whose maker has no account any more, or that is for a group that is none."""
    if subject.shared is not None:
        for gid in (subject.shared.group, subject.shared.facilitators):
            if gid is not None and group_name(gid) == str(gid):
                yield _no_group(subject, gid)
    if account_name(subject.owner) or subject.owner == user_id():
        return
    if subject.leads() <= {0, subject.owner}:
        who = _("whoever runs the machine (root)")
    else:
        who = _("the other facilitators")
    problem = _(
        "the account that leads this session, number {number}, is no more: only {who} can end a "
        "vote, and a new account that gets the number would lead. Let NEW be the account that is "
        "to lead"
    )
    yield Finding.at(
        subject.root,
        problem.format(number=subject.owner, who=who),
        inside(subject.root, 0, "chown", "-hR", f"--from={subject.owner}", "NEW"),
        0,
    )


def _no_group(subject: Subject, gid: int) -> Finding:
    problem = _(
        "a group that this session is for, number {number}, is no more: who was in it is kept "
        "out, and a new group that gets the number would get in. Let NEW be the group in its place"
    )
    command = inside(subject.root, 0, "chown", "-hR", f"--from=:{gid}", ":NEW")
    return Finding.at(subject.root, problem.format(number=gid), command, 0)


def _exchanged(subject: Subject) -> Iterator[Finding]:
    """A folder around the session in which others could put one of theirs in its place."""
    way = [subject.root, *subject.root.parents]
    for entry, folder in itertools.pairwise(way):
        try:
            status = folder.stat()
            loose = others_exchange(status, entry, (0, subject.owner, status.st_uid))
        except OSError:
            continue
        if loose:
            problem = _(
                "whoever can write in this folder could put a session of their own in the place "
                "of this one, and get the votes; this lets only its owner move what lies here"
            )
            command = on(folder, status, status.st_uid, "chmod", "+t")
            yield Finding.at(folder, problem, command, status.st_uid)


def foreign(path: Path, status: os.stat_result, wanted: int) -> Finding:
    """Something that another account owns than the one that should."""
    problem = _("this belongs to {owner}, not to {wanted}: who owns it can open or close it to all")
    if stat.S_ISREG(status.st_mode) and status.st_uid != 0:
        problem = _(
            "this belongs to {owner}, not to {wanted}, and may say what {owner} likes: read it "
            "before you take it over"
        )
    return Finding.at(
        path,
        problem.format(owner=named(account(status.st_uid)), wanted=named(account(wanted))),
        on(path, status, 0, "chown", account(wanted)),
        0,
    )


def wrong_group(path: Path, status: os.stat_result, wanted: int) -> Finding:
    """Something that has another group than it should."""
    problem = _("the group is {group}, not {wanted}: the wrong people could get in, or be kept out")
    return Finding.at(
        path,
        problem.format(group=named(group_name(status.st_gid)), wanted=named(group_name(wanted))),
        on(path, status, status.st_uid, "chgrp", group_name(wanted)),
        status.st_uid,
    )


def wrong_mode(path: Path, status: os.stat_result, want: int, why: str) -> Finding:
    """Something that has another mode than it should."""
    have = stat.S_IMODE(status.st_mode)
    problem = _("the mode is {have}, not {want}: {why}")
    return Finding.at(
        path,
        problem.format(have=octal(have), want=octal(want), why=why),
        on(path, status, status.st_uid, "chmod", octal(want)),
        status.st_uid,
    )


def _missing(subject: Subject, folder: SharedFolder, gid: int, path: Path) -> Finding:
    if folder.parts[:2] == (places.LOCAL, places.TURNOUT):
        why = _("this folder is missing: nobody would see how many have voted")
    elif folder.parts[0] in (places.LOCAL, places.BALLOTS):
        why = _("this folder is missing, as in a fresh clone: people could not vote")
    else:
        why = _("this folder is missing: colleagues could not make it and write there")
    whose = f"{account(subject.owner)}:{group_name(gid)}"
    command = new_folder(path, subject.owner, folder.mode, whose)
    return Finding.at(path, why, command, subject.owner)


def _why(folder: SharedFolder, have: int) -> str:
    """Why a mode matters, the worst of it first."""
    extra, missing = have & ~folder.mode, folder.mode & ~have
    if not folder.parts:
        if extra & 0o007:
            return _("everybody who has an account on this machine could get in")
    elif extra & _READ and folder.parts[:2] == (places.LOCAL, places.BALLOTS):
        return _("others than the facilitators could see the ballots")
    if missing & stat.S_ISVTX:
        return _("people could remove or replace what others have left here")
    if extra & _WRITE:
        return _("people could change what is not theirs to change")
    if missing & 0o777:
        return _("colleagues could not do their part here")
    if missing & stat.S_ISGID:
        return _("new files here would not belong to the group")
    return _("it lets people do more, or less, than they should")


def _fresh_clone(subject: Subject) -> Iterator[Finding]:
    path = subject.root / places.LOCAL
    if subject.info is None or all(name in subject.closed for name in ROUNDS):
        return
    try:
        missing = places.status(path) is None
    except AmuError:
        return
    if missing:
        problem = _(
            "this folder is missing, as in a fresh clone: whoever votes first would own it, "
            "and could keep the others out"
        )
        yield Finding.at(
            path, problem, inside(path, subject.owner, "mkdir", "-m", "700"), subject.owner
        )


def _outsiders(subject: Subject) -> Iterator[Finding]:
    shared = subject.shared
    if shared is None or shared.facilitators in (None, private_group(subject.owner)):
        return
    inside = {account(subject.owner), account(0), *members(shared.group)}
    for name in members(shared.facilitators or 0):
        if name not in inside:
            problem = _("{name} is a facilitator, but not in the group {group}, and cannot get in")
            yield Finding.at(
                subject.root,
                problem.format(name=named(name), group=named(group_name(shared.group))),
                line("usermod", "-aG", group_name(shared.group), "--", name),
                0,
            )
