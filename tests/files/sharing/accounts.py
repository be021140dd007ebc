"""Real accounts and groups of this machine, made for a test and removed after it. Needs root."""

import codecs
import contextlib
import fcntl
import grp
import os
import pkgutil
import pwd
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import amu_tui.cli
import amu_tui.files
import amu_tui.render

POSSIBLE = hasattr(os, "geteuid") and os.geteuid() == 0
WHY_NOT = "only root can be several people"


def load_all() -> None:
    """Import all of the program, before a child is an account that may not read it."""
    for package in (amu_tui.cli, amu_tui.files, amu_tui.render):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    codecs.lookup("utf-8-sig")


@dataclass(frozen=True)
class Account:
    """An account of this machine."""

    name: str
    uid: int
    gid: int
    groups: tuple[int, ...]

    def become(self, umask: int = 0o022) -> None:
        """Turn this process into one of the account, for good."""
        os.environ.update(HOME=f"/nonexistent/{self.name}", USER=self.name, LOGNAME=self.name)
        os.umask(umask)
        os.setgroups(self.groups)
        os.setgid(self.gid)
        os.setuid(self.uid)


@contextlib.contextmanager
def accounts(
    members: Mapping[str, Sequence[str]], homes: Path | None = None
) -> Iterator[dict[str, Account]]:
    """Accounts by role, each with a private group of its own.

    Args:
        members: the groups that each role is in besides; all names get a prefix of their own, so
            that several tests can make theirs at once.
        homes: where each gets a home folder; none where it is None.
    """
    prefix = f"amut{os.getpid()}"
    groups = sorted({group for named in members.values() for group in named})
    try:
        for group in groups:
            _admin("groupadd", f"{prefix}{group}")
        for role, named in members.items():
            home = ["-M"] if homes is None else ["-m", "-d", str(homes / role)]
            several = ["-G", ",".join(f"{prefix}{group}" for group in named)] if named else []
            # No password, yet not locked: OpenSSH lets nobody into an account that is.
            shell = ["-s", "/bin/sh", "-p", "*"]
            _admin("useradd", "-U", *home, *shell, *several, f"{prefix}{role}")
        yield {role: _account(f"{prefix}{role}") for role in members}
    finally:
        for role in members:
            _admin("userdel", f"{prefix}{role}", check=False)
        for group in groups:
            _admin("groupdel", f"{prefix}{group}", check=False)


def group_of(account: Account, name: str) -> str:
    """The real name of the group that is called `name` in the test."""
    every = (grp.getgrgid(gid).gr_name for gid in account.groups)
    return next(group for group in every if group.endswith(name))


def _account(name: str) -> Account:
    found = pwd.getpwnam(name)
    return Account(name, found.pw_uid, found.pw_gid, tuple(os.getgrouplist(name, found.pw_gid)))


def _admin(*command: str, check: bool = True) -> None:
    # The tools that change accounts give up at once where another of them is at work.
    with (Path(tempfile.gettempdir()) / "amu-accounts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(command, check=check, capture_output=True)
