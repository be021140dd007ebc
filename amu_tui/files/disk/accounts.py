"""The accounts and groups of this machine, by name and number."""

import contextlib
import os
import time
from functools import lru_cache

from amu_tui.files.disk.durable import user_id


@lru_cache(maxsize=4096)
def account_name(uid: int) -> str:
    """The login name of an account; empty where it has none."""
    try:
        import pwd
    except ImportError:  # Windows, where files are one person's
        with contextlib.suppress(Exception):
            import getpass

            return getpass.getuser()
        return ""
    try:
        return pwd.getpwuid(uid).pw_name
    except (KeyError, OverflowError):
        return ""


@lru_cache(maxsize=64)
def person_name(uid: int) -> str:
    """The name of the person whose account it is, as the machine has it; empty where it has none.

    It is the first field of what is called GECOS, in which `&` stands for the login.
    """
    try:
        import pwd

        entry = pwd.getpwuid(uid)
    except (ImportError, KeyError, OverflowError):
        return ""
    return entry.pw_gecos.split(",")[0].replace("&", entry.pw_name.capitalize())


def account_number(name: str) -> int | None:
    """The number of an account; None where there is none of that name."""
    import pwd

    try:
        return pwd.getpwnam(name).pw_uid
    except KeyError:
        return None


def group_name(gid: int) -> str:
    """The name of a group, or its number where it has none."""
    import grp

    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)


def is_in(gid: int) -> bool:
    """Whether this account is in a group, or is root."""
    return user_id() == 0 or gid in (os.getegid(), *os.getgroups())


def own_group() -> int | None:
    """This account's private group; None where it has none (see `private_group`)."""
    gid = private_group(user_id())
    return gid if gid is not None and is_in(gid) else None


def private_group(uid: int) -> int | None:
    """The private group of an account, that of the same name with nobody else in it; or None."""
    try:
        import grp
        import pwd

        account = pwd.getpwuid(uid)
        group = grp.getgrgid(account.pw_gid)
    except (ImportError, KeyError):
        return None
    alone = group.gr_name == account.pw_name and set(group.gr_mem) <= {account.pw_name}
    return group.gr_gid if alone else None


def members(gid: int) -> tuple[str, ...]:
    """The accounts of a group that the machine knows of, in order of name.

    Asked once a minute at most: where accounts are kept on the network that takes time, and
    screens ask at every key.
    """
    return _members(gid, int(time.monotonic() // 60))


def member_numbers(gid: int) -> frozenset[int]:
    """The numbers of the `members` of a group."""
    numbers = (account_number(name) for name in members(gid))
    return frozenset(number for number in numbers if number is not None)


@lru_cache(maxsize=16)
def _members(gid: int, _minute: int) -> tuple[str, ...]:
    import grp
    import pwd

    try:
        names = set(grp.getgrgid(gid).gr_mem)
    except KeyError:
        names = set()
    names |= {account.pw_name for account in pwd.getpwall() if account.pw_gid == gid}
    return tuple(sorted(names))
