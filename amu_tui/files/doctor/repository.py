"""Git around a session, by its files alone: git itself would run what others have put there."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.accounts import group_name
from amu_tui.files.doctor.finding import Finding, line, octal, operand, word
from amu_tui.files.doctor.index import tracks
from amu_tui.files.doctor.subject import Subject, account
from amu_tui.text import clean
from amu_tui.words import _

_LARGEST = 256 * 1024 * 1024
_HERE = frozenset(
    f"{before}{places.LOCAL}{end}" for before in ("", "/", "**/") for end in ("", "/")
)
_ANYWHERE = frozenset(pattern for pattern in _HERE if not pattern.startswith("/"))


def repository(subject: Subject) -> Iterator[Finding]:
    """What could bring into git, or run from it, what should not be there."""
    real = Path(os.path.realpath(subject.root))
    top = next(
        (folder for folder in (real, *real.parents) if os.path.lexists(folder / ".git")), None
    )
    if not _ignored(real, top) and not (real / ".gitignore").is_symlink():
        yield _not_ignored(subject)
    if top is None:
        return
    git = _git_folder(top / ".git")
    yield from _owned_by_another(subject, top / ".git", git)
    inside = real.relative_to(top) / places.LOCAL
    with contextlib.suppress(OSError):
        index = git / "index"
        if index.stat().st_size <= _LARGEST and tracks(
            index.read_bytes(), os.fsencode(inside.as_posix()) + b"/", sha256=_is_sha256(git)
        ):
            local = subject.root / places.LOCAL
            problem = _(
                "git keeps files from here: ballots could be committed, and so never be gone"
            )
            folder = operand(subject.root)
            command = line("git", "-C", folder, "rm", "-r", "-q", "--cached", places.LOCAL)
            yield Finding.at(local, problem, command, subject.owner)


def _ignored(real: Path, top: Path | None) -> bool:
    if _ignores(real / ".gitignore", _HERE):
        return True
    if top is None:
        return False
    around = [folder for folder in real.parents if folder == top or top in folder.parents]
    if any(_ignores(folder / ".gitignore", _ANYWHERE) for folder in around):
        return True
    return _ignores(_git_folder(top / ".git") / "info" / "exclude", _ANYWHERE)


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
    if os.path.lexists(path):
        command = f"printf '\\n/local/\\n' >> {word(operand(path))}"
    else:
        command = f"printf '/local/\\n.tmp-*\\n' > {word(operand(path))}"
        if subject.shared is not None:
            whose = f"{account(subject.owner)}:{group_name(subject.shared.group)}"
            command += f" && {line('chown', whose, path)} && {line('chmod', octal(0o640), path)}"
    return Finding.at(path, problem, command, subject.owner)


def _owned_by_another(subject: Subject, link: Path, git: Path) -> Iterator[Finding]:
    for path in dict.fromkeys((link, git, git / "config", git / "hooks", git / "index")):
        try:
            status = path.lstat()
        except OSError:
            continue
        if os.name != "nt" and status.st_uid != subject.owner:
            problem = _(
                "this repository belongs to {owner}, not to {wanted}: what {owner} has put there "
                "runs as whoever uses git here, and git refuses the others"
            )
            owner, wanted = account(status.st_uid), account(subject.owner)
            text = problem.format(owner=clean(owner), wanted=clean(wanted))
            paths = dict.fromkeys((link, git))
            yield Finding.at(link, text, line("chown", "-R", wanted, *paths), 0)
            return


def _git_folder(path: Path) -> Path:
    """The folder of a repository: `.git`, or the one that such a file names."""
    if path.is_dir():
        return path
    try:
        text = toml.read_bytes(path).decode(errors="surrogateescape")
    except AmuError:
        return path
    return path.parent / text.removeprefix("gitdir:").strip()


def _is_sha256(git: Path) -> bool:
    try:
        return b"objectformat = sha256" in toml.read_bytes(git / "config").lower()
    except AmuError:
        return False
