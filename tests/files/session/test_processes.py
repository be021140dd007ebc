"""Real processes that race, and that are killed: nothing acknowledged is lost or counted twice."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amu_tui.files.disk.claims import is_claim
from amu_tui.files.session.folder import SessionFolder
from tests.files.conftest import told_by

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="these processes are forked")


def crew(scenario: str, path: Path) -> Any:
    """What the processes of a scenario in `crew.py` were told."""
    return told_by("crew", scenario, path)


def test_a_killed_writer_loses_nothing_that_it_had_acknowledged(session: Path) -> None:
    told = crew("kills", session)
    loaded = SessionFolder(session).load()
    ballots, problems = SessionFolder(session).ballots("themes")
    assert loaded.problems == ()
    assert problems == []
    names = {path.stem for path in (session / "local" / "ballots" / "themes").glob("*.toml")}
    for kind, item, *_rest in told:
        if kind == "action":
            assert item in loaded.actions
        elif kind == "note":
            assert item in loaded.actions["a1"].notes
        else:
            assert item in names
    kinds = [kind for kind, *_rest in told]
    assert min(kinds.count(kind) for kind in ("action", "note", "ballot")) > 20
    assert len(ballots) - kinds.count("ballot") in range(41)


def test_a_change_that_dies_at_any_call_is_old_or_new_when_it_is_opened(session: Path) -> None:
    told = crew("steps", session)
    names = {name for name, *_rest in told}
    assert len(names) == 5
    for name in names:
        tries = [entry for entry in told if entry[0] == name]
        new = tries[-1][4]
        assert tries[-1][2]
        assert len(tries) > 8
        for _name, nth, _acknowledged, as_before, after in tries:
            if name == "close" and not as_before and after != new:
                # The mark of the count, which others pass by.
                assert "local/closing-themes.toml" in after, (name, nth)
                continue
            assert as_before or after == new, (name, nth)


def test_wherever_a_save_is_killed_the_next_one_waits_for_nothing(session: Path) -> None:
    told, names = crew("takes_over", session)
    assert len(told) > 8
    for saved, mine, theirs in told:
        assert mine == 1
        assert theirs in ((1,) if saved else (0, 1))
    assert not any(map(is_claim, names))


def test_many_editors_of_one_action_lose_no_remark(session: Path) -> None:
    told = crew("edits", session)
    action = SessionFolder(session).load().actions["a1"]
    remarks = [item for person in told for item, _revision in person]
    revisions = [revision for person in told for _item, revision in person]
    assert len(remarks) == 40
    assert set(action.notes) == set(remarks)
    assert sorted(revisions) == list(range(2, 42))
    assert action.revision == 41


def test_of_those_who_close_at_one_moment_one_wins(
    session: Path, size: Callable[[int, int], int]
) -> None:
    races = size(20, 1000)
    told_all = told_by("crew", "closers", session, races)
    assert len(told_all) == races
    for race, told in enumerate(told_all):
        said = [answer for (answer,) in told]
        won = [day for answer, day in said if answer == "won"]
        assert len(won) == 1, said
        loaded = SessionFolder(session.with_name(f"race{race}")).load()
        assert loaded.themes is not None
        assert str(loaded.themes.closed) == won[0]
        assert loaded.themes.turnout == 5
        assert loaded.problems == ()


def test_a_vote_cast_while_it_is_closed_is_counted_or_its_voter_told(session: Path) -> None:
    for race, (closer, *voters) in enumerate(crew("late", session)):
        assert closer == []
        folder = SessionFolder(session.with_name(f"race{race}"))
        closed = folder.load().themes
        assert closed is not None
        said = [answer for voter in voters for answer in voter]
        counted = said.count("counted")
        unsure = sum("may or may not be counted" in answer for answer in said)
        assert counted <= closed.turnout <= counted + unsure
        assert list((folder.path / "local").rglob("*.toml")) == []


def test_nobodys_vote_is_lost_when_all_vote_at_once(session: Path) -> None:
    told = crew("votes", session)
    names = {name for person in told for name in person}
    assert len(names) == 320
    assert SessionFolder(session).turnout("themes") == 320
    assert len(SessionFolder(session).ballots("themes")[0]) == 320


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be several people"
)
def test_colleagues_of_one_group_share_a_session_whatever_their_umask(session: Path) -> None:
    told, turnout, problems = crew("colleagues", session)
    assert told[0] == ["done"]
    assert told[1] == [True, False, 2, "done"]
    assert told[2] == [2, "done"]
    assert told[3] == [True, "AlreadyThere: the vote is ended"]
    assert told[4] == ["done"]
    assert told[5] == ["AmuError: this cannot be read"]
    assert (turnout, problems) == (2, 0)
