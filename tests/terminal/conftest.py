"""Accounts of this machine, and a folder that all of them pass, for terminals of several people."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.sharing.accounts import Account, accounts
from tests.terminal.reachable import why_not


@pytest.fixture
def people() -> Iterator[dict[str, Account]]:
    if reason := why_not():
        pytest.skip(reason)
    members = {"leader": ("staff", "lead"), "rep": ("staff", "lead"), "anna": ("staff",)}
    with accounts(members) as found:
        yield found


@pytest.fixture
def place(people: dict[str, Account]) -> Iterator[Path]:
    """A folder that everybody passes, with the leader's session in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o777)
        yield path
