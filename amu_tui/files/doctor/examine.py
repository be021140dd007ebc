"""All that the doctor looks at in one session's folder, in the order in which it is mended."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from amu_tui.files.disk.accounts import account_name
from amu_tui.files.disk.durable import user_id
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.doctor import disk
from amu_tui.files.doctor.commands import octal, on
from amu_tui.files.doctor.contents import contents, modes
from amu_tui.files.doctor.damage import damage
from amu_tui.files.doctor.finding import Finding, account, joined, named
from amu_tui.files.doctor.folders import folders
from amu_tui.files.doctor.leftovers import leftovers
from amu_tui.files.doctor.repository import repository
from amu_tui.files.doctor.subject import Subject, subject
from amu_tui.files.doctor.votes import votes
from amu_tui.files.git import git_state
from amu_tui.files.places import SESSION
from amu_tui.model.disclosure.limits import low_limit
from amu_tui.words import _, spoken


class Examined(msgspec.Struct, frozen=True):
    """What is wrong with a session, and what is only good to know (perhaps without a command)."""

    findings: list[Finding]
    advice: list[Finding]


def examine(root: Path) -> Examined:
    """Look at the session in `root`; `AmuError` where there is none or this account is kept out.

    An account that does not lead the session sees less of it; the advice says so.
    """
    who = subject(root)
    no_links = [*disk.links(who)]
    findings = [*disk.full(who), *no_links]
    without_modes = bool(no_links) or os.name == "nt"
    if not without_modes:
        findings += folders(who)
    inside = [*contents(who), *leftovers(who), *votes(who)]
    findings += inside
    if not without_modes:
        to_remove = {finding.path for finding in inside}  # what is to be removed needs no mode
        findings += (finding for finding in modes(who) if finding.path not in to_remove)
    findings += repository(who)
    findings += damage(who, {finding.path for finding in findings})
    typed = [_as_typed(finding, who.root, root) for finding in joined(findings)]
    advice = [_as_typed(finding, who.root, root) for finding in _advice(who)]
    return Examined([*map(_for_whom, typed)], advice)


def _as_typed(finding: Finding, real: Path, typed: Path) -> Finding:
    """The finding, its place as the session was named; its command holds in any folder."""
    whole, below = finding.path, finding.path.removeprefix(f"{display_path(real)}/")
    if whole == display_path(real):
        return msgspec.structs.replace(finding, path=display_path(typed))
    shown = display_path(typed / below) if below != whole else whole
    return msgspec.structs.replace(finding, path=shown)


def _for_whom(finding: Finding) -> Finding:
    """The finding, with a word on who can mend it where this account cannot."""
    root = user_id() == 0 and bool(finding.command)
    if finding.by is None or root or user_id() == finding.by:
        return finding
    if finding.by == 0 or not account_name(finding.by):
        who = _("Whoever runs the machine can mend it (root).")
    else:
        who = _("{name} can mend it, or whoever runs the machine (root).").format(
            name=named(account(finding.by))
        )
    return msgspec.structs.replace(finding, message=f"{finding.message}. {who}")


def _advice(who: Subject) -> Iterator[Finding]:
    yield from disk.advice(who)
    if half_done := git_state.unfinished(who.root):
        yield Finding.at(who.root, half_done, "", None)
    for caution in low_limit(who.info.min_n) if who.info else ():
        yield Finding.at(who.root / SESSION, spoken(caution.message), "", who.owner)
    if os.name == "nt":
        return
    if user_id() not in who.leads():
        text = _("what only facilitators see was not looked at: {name} sees it")
        yield Finding.at(who.root, text.format(name=named(account(who.owner))), "", who.owner)
    closed = _closed_above(who)
    if who.shared is not None and closed is not None:
        status = closed.stat()
        text = _("its permissions may keep the group out; this lets people pass, but not list it")
        yield Finding.at(
            closed, text, on(closed, status, status.st_uid, "chmod", "a+x"), status.st_uid
        )
    mode = stat.S_IMODE(who.root.stat().st_mode)
    if who.shared is None and mode & 0o005 == 0o005 and closed is None:
        text = (
            _(
                "everybody on this machine can read the results and actions, but no ballots; this "
                "keeps them to yourself"
            )
            if who.confidential
            else _(
                "everybody on this machine can read the results, actions and ballots (the vote "
                "is open); this keeps them to yourself"
            )
        )
        command = on(who.root, who.root.stat(), who.owner, "chmod", octal(mode & ~0o007))
        yield Finding.at(who.root, text, command, who.owner)


def _closed_above(who: Subject) -> Path | None:
    """The folder around the session that not everybody passes, the outermost; None without one."""
    group = who.shared.group if who.shared is not None else None
    for folder in reversed(who.root.parents):
        try:
            status = folder.stat()
        except OSError:
            continue
        passed = status.st_gid == group and status.st_mode & stat.S_IXGRP
        if not status.st_mode & stat.S_IXOTH and not passed:
            return folder
    return None
