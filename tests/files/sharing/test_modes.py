"""Who can read what lies in a session folder: the modes say it, and the screen says the same."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amu_tui.errors import UsageError
from amu_tui.files.session.create import create
from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.sharing.access import Groups, groups_named, leaders
from amu_tui.model.voting.ballot import Readers
from amu_tui.tui.voting.ballot import confidentiality
from tests.files.conftest import INFO, INSTRUMENT, RESULTS
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT
from tests.promises import proves


def mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):o}"


@proves(
    "The screen says which.",
    "Confidential: only the facilitator and whoever runs the machine can see or change the "
    "ballot, and only until the count is done.",
)
def test_ballots_are_the_facilitators_alone_where_nobody_shares_the_folder(tmp_path: Path) -> None:
    alone = copy_demo(tmp_path / "alone")
    assert mode(alone / "local") == "700"
    readers = SessionFolder(alone).readers("themes")
    assert readers == Readers("facilitator")
    assert "only the facilitator and whoever runs the machine" in confidentiality(readers)


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_in_a_folder_of_a_group_a_session_is_the_groups_and_its_ballots_are_not(
    tmp_path: Path,
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chown(shared, -1, 54_000)
    shared.chmod(0o2775)
    session = copy_demo(shared / "session")
    assert (session.stat().st_gid, mode(session)) == (54_000, "2750")
    box = session / "local" / "ballots" / "themes"
    assert (box.stat().st_gid, mode(box)) == (os.getegid(), "3773")
    kind, accounts, seen = SessionFolder(session).readers("themes")
    assert (kind, seen) == ("facilitator", True)
    assert set(accounts) <= {"root"}


@proves(
    "Ballots are confidential, not anonymous: the screen says who could see them.",
    "The screen says which.",
)
@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_a_folder_that_was_opened_to_the_group_by_hand_is_said_to_be(tmp_path: Path) -> None:
    session = copy_demo(tmp_path / "session")
    for path in (session, session / "local"):
        os.chown(path, -1, 54_000)
        path.chmod(0o2770)
    readers = SessionFolder(session).readers("themes")
    assert readers.kind == "group"
    assert "removed, those who share this folder" in confidentiality(readers)
    session.chmod(0o2771)
    (session / "local").chmod(0o2775)
    readers = SessionFolder(session).readers("themes")
    assert readers.kind == "others"
    assert "removed, everybody with an account on this machine" in confidentiality(readers)


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_facilitators_whom_the_machine_does_not_know_of_are_not_said_to_be_one(
    tmp_path: Path,
) -> None:
    """Groups that are kept on the network may not tell who is in them."""
    session = copy_demo(tmp_path / "session")
    groups = Groups(54_000, 54_001)
    shutil.rmtree(session / "local")
    for name in ("actions", "rounds"):
        shutil.rmtree(session / name, ignore_errors=True)
    groups.folders(session, confidential=True)
    groups.open(session)
    readers = SessionFolder(session).readers("themes")
    assert readers == Readers("facilitators", ("54001",), seen_voting=True)
    assert "facilitators (54001)" in confidentiality(readers)


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_nobody_gets_at_an_open_folder_while_a_shared_session_is_made_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who could, would put a folder of his own in the place of one of the session's."""
    root = tmp_path / "session"
    root.mkdir()
    root.chmod(0o777)
    seen: set[str] = set()
    for name in ("mkdir", "link"):
        real = getattr(os, name)

        def call(*args: Any, real: Callable[..., object] = real, **more: Any) -> None:
            if root in Path(args[0]).parents:
                seen.add(mode(root))
            real(*args, **more)

        monkeypatch.setattr(os, name, call)
    shared = Groups(54_000, 54_001)
    create(root, INFO, RESULTS, INSTRUMENT, own_instrument=True, shared=shared)
    assert seen == {"700"}
    assert mode(root) == "2750"


@proves(
    "Without `--facilitators` the leader leads alone; where accounts have no group of "
    "their own, `amu new` warns that all could open ballots then.",
)
@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_who_made_a_session_leads_it(session: Path) -> None:
    os.chown(session / "session.toml", 4242, -1)
    assert 4242 in leaders(session)


def test_a_group_that_is_spelt_otherwise_is_named() -> None:
    grp = pytest.importorskip("grp")
    name = grp.getgrgid(os.getegid()).gr_name
    with pytest.raises(UsageError, match=f'there is no group "{name}-"') as raised:
        groups_named(f"{name}-", None)
    assert name in raised.value.hint
