"""Voting on themes as the room does it: marks, budget, casting, passing on, raised hands."""

from pathlib import Path

import pytest

from amu_tui import words
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user.notes import PrivateNote, save_note
from amu_tui.model.voting.ballot import Choice
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import cast, choose_themes
from tests.tui.seeing import confirm, screen_text, see, see_no


def ballots(folder: Path) -> list[tuple[str, Choice]]:
    """Way and choice of each ballot that counts."""
    return [(ballot.way, ballot.choice) for ballot in SessionFolder(folder).ballots("themes")[0]]


def line_of(screen: str, text: str) -> str:
    """The one line of the screen with `text`."""
    (line,) = [line for line in screen.splitlines() if text in line]
    return line


async def test_a_mark_stands_in_characters_and_words(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "vote") as pilot:
        screen = await see(pilot, "Individual resources")
        assert "Preserve 0/2 · Improve 0/2" in screen
        assert "+" not in line_of(screen, "Job autonomy")
        assert line_of(screen, "Job autonomy").rstrip().endswith("3.9")
        assert "hidden" in line_of(screen, "Social support from supervisor")
        await pilot.press("b", "down", "i")
        screen = await see(pilot, "Preserve 1/2 · Improve 1/2")
        marked = " ".join(line_of(screen, "Job autonomy").split())
        assert marked == "+ 1 Job autonomy 3.9 preserve"
        assert line_of(screen, "Independence").startswith("▸ −   2  Independence")
        assert line_of(screen, "Independence").rstrip().endswith("4.1 improve")
        await pilot.press("u")
        await see(pilot, "Preserve 1/2 · Improve 0/2")


async def test_more_than_the_budget_is_refused_and_said(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b", "down", "b", "down", "b")
        screen = await see(pilot, "2 of 2 are marked; take one away first")
        assert "Preserve 2/2" in screen
        assert "+" not in line_of(screen, "Empowering leadership")


async def test_figures_and_names_are_in_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_language", "nb")
    async with meeting(demo(tmp_path), "vote") as pilot:
        screen = await see(pilot, "Individuelle ressurser")
        assert line_of(screen, "Selvstendighet").rstrip().endswith("4,1")
        assert "Hva er nødvendig å forbedre?" in screen


async def test_casting_asks_once_saves_and_clears_the_marks(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        assert "Nobody has voted yet." in await see(pilot, "only until the count is done")
        await pilot.press("enter")
        await see(pilot, "nothing is marked yet")
        await pilot.press("b", "enter")
        screen = await see(pilot, "Cast this ballot?")
        assert "1 Job autonomy" in screen
        assert "You could mark more" in screen
        await pilot.press("escape")
        await see_no(pilot, "Cast this ballot?")
        assert ballots(folder) == []
        await pilot.press("enter")
        await confirm(pilot)
        screen = await see(pilot, "the ballot is saved")
        assert "1 has voted. You have voted; a new ballot replaces yours." in screen
        assert "Preserve 0/2" in screen
        assert ballots(folder) == [("own", Choice(preserve=("autonomy",)))]
        await pilot.press("u")
        await see(pilot, "nothing to undo")
        assert "Preserve 0/2" in screen_text(pilot.app)


async def test_a_second_ballot_of_the_same_login_replaces_the_first(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b", "enter", "enter")
        await see(pilot, "the ballot is saved")
        await pilot.press("f", "enter", "enter")
        await see(pilot, "the ballot is saved")
        assert ballots(folder) == [("own", Choice(improve=("autonomy",)))]


async def test_abstaining_is_turnout_without_a_vote(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("b", "a")
        await see(pilot, "The marks on the ballot are taken away.")
        await pilot.press("enter")
        await see(pilot, "1 has voted.")
        assert ballots(folder) == [("own", Choice())]


async def test_a_keyboard_passed_round_shows_nothing_of_the_last_ballot(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("f", "n")
        await confirm(pilot)
        screen = await see(pilot, "Pass the keyboard on")
        assert "autonomy" not in screen
        await pilot.press("enter")
        screen = await see(pilot, "The keyboard is being passed round")
        assert "Improve 0/2" in screen
        await pilot.press("b", "enter", "enter")
        screen = await see(pilot, "The ballot is saved.")
        assert "1 has voted." in screen
        assert "autonomy" not in screen
        await pilot.press("enter", "down", "b", "enter", "enter")
        await see(pilot, "2 have voted.")
        await pilot.press("escape")
        screen = await see(pilot, "Preserve 0/2 · Improve 0/2")
        assert "passed round" not in screen
        assert {way for way, _choice in ballots(folder)} == {"passed"}
        assert len(ballots(folder)) == 2


async def test_private_notes_show_only_while_the_keyboard_is_ones_own(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    save_note(stored(folder).info.key, "autonomy", PrivateNote(text="keep the home days"))
    async with meeting(folder, "vote") as pilot:
        screen = await see(pilot, "✎")
        assert "✎" in line_of(screen, "Job autonomy")
        await pilot.press("n", "enter")
        screen = await see(pilot, "The keyboard is being passed round")
        assert "✎" not in screen


async def test_raised_hands_are_saved_as_they_are_keyed_in(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("o")
        await see(pilot, "How many vote by raised hands?")
        await pilot.press("x", "enter")
        await see(pilot, '"x" is not a number of people')
        await pilot.press("backspace", "1", "2", "enter")
        await see(pilot, "12 people vote by raised hands")
        await pilot.press("1", "1", "enter", "right", "plus", "plus", "plus", "minus")
        await see(pilot, "[  2]")
        hands = SessionFolder(folder).box("themes").hands()
        assert hands is not None
        assert (hands.people, hands.preserve) == (12, {"autonomy": 11})
        assert hands.improve == {"independence": 2}
        await pilot.press("1", "3")
        await see(pilot, "only 12 people vote by raised hands")
        await pilot.press("p", "backspace", "backspace", "5", "enter")
        await see(pilot, "11 hands are counted already")
        await pilot.press("escape", "escape", "escape")
        await see(pilot, "12 have voted.")


async def test_hands_beyond_what_all_have_together_are_refused(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "Job autonomy")
        await pilot.press("o", "2", "enter")
        await see(pilot, "2 people vote by raised hands")
        await pilot.press("2", "enter", "2", "enter", "1")
        await see(pilot, "5 hands to preserve, but all together have 4")
        hands = SessionFolder(folder).box("themes").hands()
        assert hands is not None
        assert hands.preserve == {"autonomy": 2, "independence": 2}


async def test_ending_the_vote_counts_on_the_next_step(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    cast(folder, preserve=("autonomy",))
    async with meeting(folder, "vote") as pilot:
        screen = await see(pilot, "1 has voted.")
        assert "1 vote" not in screen
        await pilot.press("b", "c")
        screen = await see(pilot, "End the vote and count?")
        assert "The marks on the ballot are not cast" in screen
        await confirm(pilot)
        await see(pilot, "1 voted: keyboard passed round 1")
        assert stored(folder).themes is None
        await pilot.press("left")
        await see(pilot, "Vote – the vote is ended")
        await pilot.press("b")
        screen = await see(pilot, "the vote is ended")
        assert "+" not in line_of(screen, "Job autonomy")


async def test_a_closed_vote_shows_the_result_and_takes_no_ballot(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with meeting(folder, "vote") as pilot:
        screen = await see(pilot, "Vote – the vote is closed")
        assert "+   8  Social community at work" in screen
        assert "Chosen together, without a vote." in screen
        await pilot.press("b", "enter", "a")
        await see(pilot, "the vote is ended")


async def test_open_ballots_say_that_they_are_read(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    info = folder / "session.toml"
    text = info.read_text().replace('"confidential"', '"open"')
    info.write_text(text)
    async with meeting(folder, "vote") as pilot:
        screen = await see(pilot, "everybody who can open this folder can read each ballot")
        assert "Confidential" not in screen
