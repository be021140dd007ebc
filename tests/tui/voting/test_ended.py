"""A vote that is ended is ended for everybody, and nothing of its count is seen before that."""

import os
import re
from pathlib import Path

import pytest

from amu_tui.errors import AlreadyThere
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.voting.ballot import Hands
from tests.promises import proves
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import cast, choose_themes
from tests.tui.seeing import confirm, screen_text, see, see_no, wait_for


def voted(tmp_path: Path) -> Path:
    """A session in which three have voted."""
    folder = demo(tmp_path)
    for _ in range(3):
        cast(folder, ("autonomy", "fellowship"), ("goal-clarity", "recognition"))
    return folder


async def test_who_has_seen_the_count_takes_no_more_votes_after_a_restart(tmp_path: Path) -> None:
    folder = voted(tmp_path)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "3 votes preserve")
    with pytest.raises(AlreadyThere, match="the vote is ended"):
        cast(folder, ("meaning",))
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 votes preserve")
        await pilot.press("left")
        await see(pilot, "Vote – the vote is ended")
        await pilot.press("right", "enter", "enter")
        await see(pilot, "Choose themes – written down")
    written = stored(folder).themes
    assert written is not None
    assert (written.turnout, written.override) == (3, None)


async def test_a_vote_ended_at_the_command_line_is_counted_here(tmp_path: Path) -> None:
    folder = voted(tmp_path)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 have voted.")
        SessionFolder(folder).end_vote("themes")
        await pilot.press("left")
        await see(pilot, "Vote – the vote is ended")
        await see(pilot, "The next step shows the count.")
        await pilot.press("right")
        await see(pilot, "3 votes preserve")


async def test_voters_see_that_the_vote_is_ended_and_nothing_of_the_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = voted(tmp_path)
    SessionFolder(folder).end_vote("themes")
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Vote – the vote is ended")
        await see(pilot, "The facilitator counts.")
        await pilot.press("b", "enter")
        await see(pilot, "the vote is ended")
        await pilot.press("right")
        screen = await see(pilot, "Choose themes – Preserve 0/2")
        assert "The facilitator counts." in screen
        assert "3 vote" not in screen


async def test_only_the_facilitator_ends_the_vote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = voted(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 have voted.")
        for _step in ("choose", "vote"):
            await pilot.press("c")
            screen = await see(pilot, "only a facilitator can do this")
            assert "End the vote and count?" not in screen
            await pilot.press("escape")
            await see_no(pilot, "only a facilitator")
            await pilot.press("left")
        assert "3 votes" not in screen_text(pilot.app)
    assert not SessionFolder(folder).box("themes").ended()


async def test_who_is_voting_is_told_when_the_vote_is_ended(tmp_path: Path) -> None:
    folder = voted(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "3 have voted.")
        SessionFolder(folder).end_vote("themes")
        await see(pilot, "Vote – the vote is ended")


UNCAST = "Somebody else ended it. The marks on your ballot were not cast"


@pytest.mark.parametrize("goes_on", [False, True], ids=["on the ballot", "at another step"])
async def test_who_has_marks_is_told_that_they_were_not_cast(tmp_path: Path, goes_on: bool) -> None:
    folder = voted(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("b")
        await see(pilot, "The marks are not cast yet: Enter votes.")
        if goes_on:
            await pilot.press("left")
            await see(pilot, "Step 17 of 23")
        SessionFolder(folder).end_vote("themes")
        await see(pilot, UNCAST)
        await pilot.press("enter")
        await see_no(pilot, UNCAST)
        await pilot.press("q")
        await wait_for(pilot, lambda: pilot.app.return_code == 0, "the end, without a question")


async def test_who_has_marks_is_told_of_a_round_that_is_written_down(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b")
        choose_themes(folder)
        await pilot.press("right")
        await see(pilot, UNCAST)


async def test_a_ballot_that_is_cast_too_late_says_so(tmp_path: Path) -> None:
    folder = voted(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("b", "enter")
        await see(pilot, "Cast this ballot?")
        SessionFolder(folder).end_vote("themes")
        await confirm(pilot)
        await see(pilot, "That cannot be done")
        assert "the vote is ended" in screen_text(pilot.app)
    assert SessionFolder(folder).turnout("themes") == 3


async def test_a_ballot_that_comes_while_the_room_chooses_by_hand_is_not_shown(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "Which themes shall we go on working with?")
        await pilot.press("b", "enter")
        await see(pilot, "Write this down?")
        cast(folder, ("meaning",))
        await confirm(pilot)
        await see(pilot, "ballots are waiting; c ends the vote and counts")
        await pilot.press("enter")
        screen = await see_no(pilot, "ballots are waiting")
        assert "1 has voted. The count is shown when the vote is ended" in screen
        assert "1 vote " not in screen
    assert stored(folder).themes is None


@proves("Nobody sees a running count; everybody sees how many have voted.")
@pytest.mark.parametrize("ballots", ["confidential", "open"])
@pytest.mark.parametrize("step", ["vote", "choose"])
async def test_while_the_vote_is_open_the_screen_is_the_same_whatever_is_voted(
    tmp_path: Path, step: str, ballots: str
) -> None:
    screens = []
    for name, picks in (("one", ("autonomy", "meaning")), ("other", ("fellowship",))):
        (tmp_path / name).mkdir()
        folder = demo(tmp_path / name)
        info = folder / "session.toml"
        info.write_text(info.read_text().replace('"confidential"', f'"{ballots}"'))
        for _ in range(3):
            cast(folder, picks, ("recognition",))
        hands = Hands(session="", round="themes", people=2, preserve={picks[0]: 2})
        SessionFolder(folder).save_hands(hands)
        async with meeting(folder, step) as pilot:
            screen = await see(pilot, "5 have voted.")
            screens.append(re.sub("[▁-█]", " ", screen).split())  # without the scroll bar
    assert screens[0] == screens[1]
