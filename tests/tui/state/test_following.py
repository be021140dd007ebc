"""Several programs on one session: who leads takes the others along, and nothing is lost by it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from amu_tui.files.session.folder import SessionFolder
from amu_tui.tui.shell.app import AmuApp, Opening
from tests.tui.opening import SIZE, demo, meeting
from tests.tui.rounds import cast, choose_themes, write_action
from tests.tui.seeing import screen_text, see, see_no, wait_for
from tests.tui.voting.test_two_facilitators import close_elsewhere

VOTER = 54_321
"""An account that has not made the session."""


@asynccontextmanager
async def joining(folder: Path, size: tuple[int, int] = SIZE) -> AsyncIterator[Pilot[int]]:
    """Another program on the same session, at no step of its own choosing."""
    app = AmuApp(Opening(sessions=folder.parent, path=folder))
    async with app.run_test(size=size) as pilot:
        yield pilot


@asynccontextmanager
async def voting(
    folder: Path, step: str = "", size: tuple[int, int] = SIZE
) -> AsyncIterator[Pilot[int]]:
    """The program of somebody who does not lead, at no step of their own choosing unless named."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: VOTER)
        app = AmuApp(Opening(sessions=folder.parent, path=folder, step=step))
    async with app.run_test(size=size) as pilot:
        yield pilot


async def test_a_step_of_the_facilitator_is_everybodys(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "overview") as leader:
        await see(leader, "Step 6 of 23")
        async with voting(folder) as voter:
            await see(voter, "Step 6 of 23")
            await see(voter, "following the facilitator · seen under 10 s ago")
            await leader.press("right")
            await see(voter, "Step 7 of 23")
            assert "following" not in screen_text(leader.app)


async def test_an_own_step_stops_following_and_f_follows_again(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "overview") as leader, voting(folder) as voter:
        await see(voter, "Step 6 of 23")
        await voter.press("right", "right")
        await see(voter, "Step 8 of 23")
        await see(voter, "on your own · F follows the facilitator again")
        await leader.press("left")
        await see(leader, "Step 5 of 23")
        await voter.press("F")
        await see(voter, "Step 5 of 23")
        await see(voter, "following the facilitator")
        await voter.press("F")
        await see(voter, "on your own")
        assert "Step 5 of 23" in screen_text(voter.app)


async def test_a_step_that_was_asked_for_is_not_left(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "overview"), voting(folder, "report") as voter:
        await see(voter, "on your own · F follows the facilitator again")
        assert "Step 22 of 23" in screen_text(voter.app)


async def test_a_ballot_that_is_being_filled_in_is_finished_first(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as leader, voting(folder) as voter:
        await see(voter, "Nobody has voted yet")
        await voter.press("b")
        await see(voter, "Preserve 1/2")
        await leader.press("right")
        await see(voter, "the facilitator is at step 19")
        assert "Preserve 1/2" in screen_text(voter.app)
        await voter.press("b")
        await see(voter, "Step 19 of 23")


async def test_a_dialog_is_answered_first(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with meeting(folder, "actions") as leader, voting(folder) as voter:
        await see(voter, "Step 20 of 23")
        await voter.press("a", *"Lunch")
        await see(voter, "Lunch")
        await leader.press("right")
        await see(leader, "Step 21 of 23")
        following = voter.app.store.following  # type: ignore[attr-defined]
        await wait_for(voter, lambda: following.progress.step == "prioritise", "the step")
        await voter.press("ctrl+s")
        await see(voter, "Step 21 of 23")
    assert [a.title for a in SessionFolder(folder).load().actions.values()] == ["Lunch"]


async def test_the_timer_is_the_facilitators(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "questions") as leader, voting(folder) as voter:
        await see(voter, "10:00   t starts the timer")
        await voter.press("t")
        await see(voter, "the facilitator runs the timer")
        await leader.press("plus", "t")
        await see(voter, "▶ 10:5")
        async with voting(folder) as late:
            await see(late, "▶ 10:5")
        await leader.press("t")
        await see(voter, "t starts the timer")


async def test_of_two_facilitators_the_last_to_move_leads(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "overview") as one, joining(folder) as other:
        await see(other, "following the facilitator")
        await other.press("right")
        await see(other, "you lead the meeting now")
        await see(one, "Step 7 of 23")
        await see(one, "another facilitator leads now")
        await one.press("right")
        await see(other, "Step 8 of 23")
        await see(one, "you lead the meeting now")


async def test_a_facilitator_looks_at_something_without_taking_the_room_along(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "overview") as one, joining(folder) as other:
        await see(other, "following the facilitator")
        await one.press("F")
        await see(one, "on your own · F leads")
        await one.press("right")
        await see(one, "Step 7 of 23")
        await one.press("F")
        await see(other, "Step 7 of 23")


async def test_when_the_facilitator_leaves_nobody_is_followed(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "overview") as leader, voting(folder) as voter:
        await see(voter, "following the facilitator")
        await leader.press("q")
        await see_no(voter, "following the facilitator")
        assert "Step 6 of 23" in screen_text(voter.app)


async def test_what_others_save_comes_without_a_key(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with voting(folder) as voter:
        await voter.press("g", "1", "8", "enter")
        await see(voter, "Nobody has voted yet")
        cast(folder, ("autonomy", "fellowship"), ("goal-clarity", "recognition"))
        await see(voter, "1 has voted")
        close_elsewhere(folder)
        await see(voter, "Vote – the vote is closed")
        await voter.press("right", "right")
        await see(voter, "no action yet")
        write_action(folder, "From another program")
        await see(voter, "From another program")
        (folder / "actions" / "from-another-program.toml").unlink()
        await see_no(voter, "From another program")
