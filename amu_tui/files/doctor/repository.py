"""Git around a session, by its files alone: git itself would run what others have put there."""

import os
from collections.abc import Iterator
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.accounts import group_name
from amu_tui.files.disk.durable import user_id
from amu_tui.files.disk.shell import line, operand
from amu_tui.files.doctor.commands import append, held, on, others_write
from amu_tui.files.doctor.finding import Finding, account, named
from amu_tui.files.doctor.subject import Subject
from amu_tui.files.git import index
from amu_tui.files.git.around import Around, around
from amu_tui.words import _

_HERE = frozenset(
    f"{before}{places.LOCAL}{end}" for before in ("", "/", "**/") for end in ("", "/")
)
_ANYWHERE = frozenset(pattern for pattern in _HERE if not pattern.startswith("/"))


def repository(subject: Subject) -> Iterator[Finding]:
    """What could bring into git, or run from it, what should not be there."""
    git = around(subject.root, frozenset({0, subject.owner}))
    if not _ignored(subject, git) and not (subject.root / ".gitignore").is_symlink():
        yield _not_ignored(subject)
    if git is None:
        return
    if git.stranger is not None:
        yield _of_a_stranger(git.link, git.stranger, subject.owner)
        return
    yield from _open_to_others(git, subject.owner)
    local = os.fsencode(places.LOCAL) + b"/"
    if any(entry.name.startswith(local) for entry in index.below(git)):
        problem = _("git keeps files from here: ballots could be committed, and so never be gone")
        folder = operand(subject.root)
        command = line("git", "-C", folder, "rm", "-r", "-q", "--cached", places.LOCAL)
        if user_id() != subject.owner:  # not even root runs git in what another may have set up
            command = ""
        yield Finding.at(subject.root / places.LOCAL, problem, command, subject.owner)


def _ignored(subject: Subject, git: Around | None) -> bool:
    real = Path(os.path.realpath(subject.root))
    if _ignores(real / ".gitignore", _HERE):
        return True
    if git is None:
        return False
    top = git.link.parent
    between = [folder for folder in real.parents if folder == top or top in folder.parents]
    if any(_ignores(folder / ".gitignore", _ANYWHERE) for folder in between):
        return True
    return git.folder is not None and _ignores(git.folder / "info" / "exclude", _ANYWHERE)


def _ignores(path: Path, patterns: frozenset[str]) -> bool:
    """Whether a file of patterns makes git pass `local/` by; the last that names it holds."""
    try:
        lines = toml.read_bytes(path).decode(errors="replace").splitlines()
    except AmuError:
        return False
    ignored = False
    for pattern in map(str.rstrip, lines):
        if pattern.removeprefix("!") in patterns:
            ignored = not pattern.startswith("!")
    return ignored


def _not_ignored(subject: Subject) -> Finding:
    path = subject.root / ".gitignore"
    problem = _("it lacks a line /local/: the ballots there would go into git, and stay there")
    try:
        command = append(path, path.lstat(), subject.owner, r"\n/local/\n")
    except OSError:  # `set -C` makes a new file, and follows no link to another
        steps = ["set -C", "umask 022", r"printf '/local/\n.tmp-*\n' > .gitignore"]
        if subject.shared is not None:
            steps[1] = "umask 027"
            whose = f"{account(subject.owner)}:{group_name(subject.shared.group)}"
            steps.append(line("chown", "-h", whose, Path(".gitignore")))
        command = held(subject.root, subject.owner, " && ".join(steps))
    return Finding.at(path, problem, command, subject.owner)


def _open_to_others(git: Around, owner: int) -> Iterator[Finding]:
    """What of the settings and hooks others may write, as in a repository made for a group."""
    for path in git.running():
        try:
            status = path.stat()
        except OSError:
            continue
        if others_write(status, (0, owner)):
            problem = _(
                "others than {wanted} can write here, and so have git run what they like, as "
                "whoever uses git here"
            ).format(wanted=named(account(owner)))
            command = on(path, status, status.st_uid, "chmod", "go-w")
            yield Finding.at(path, problem, command, status.st_uid)


def _of_a_stranger(link: Path, stranger: int, wanted: int) -> Finding:
    """What to know of it; no command, since each would use what somebody else has put there."""
    problem = _(
        "this repository is not only of {wanted}: {owner} has put something there, and git could "
        "run it as whoever uses git here. Do not let git trust it (safe.directory): ask {owner} "
        "what it is for, or move the session into a repository of your own"
    )
    text = problem.format(owner=named(account(stranger)), wanted=named(account(wanted)))
    return Finding.at(link, text, "", None)
