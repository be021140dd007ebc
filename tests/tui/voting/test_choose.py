"""From the count to the chosen themes: no peeking, ties in the room, a reason, one winner."""

import datetime
from pathlib import Path

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Round, Tie, by_lot
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import cast, choose_themes
from tests.tui.seeing import confirm, screen_text, see, see_no


def closed(folder: Path) -> Round:
    """The themes round as it is written."""
    found = stored(folder).themes
    assert found is not None
    return found


def clear_vote(folder: Path) -> None:
    """Two to preserve and two to improve, no tie."""
    cast(folder, ("autonomy", "fellowship"), ("goal-clarity", "recognition"))
    cast(folder, ("autonomy", "fellowship"), ("goal-clarity", "recognition"))
    cast(folder, ("autonomy", "meaning"), ("goal-clarity", "no-time-pressure"))


def tied_vote(folder: Path) -> None:
    """Autonomy is sure to be preserved; fellowship and meaning are tied for the other place."""
    cast(folder, ("autonomy", "fellowship"), ("goal-clarity",))
    cast(folder, ("autonomy", "meaning"), ("goal-clarity",))


async def test_the_count_is_not_seen_before_the_vote_is_ended(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    clear_vote(folder)
    async with meeting(folder, "choose") as pilot:
        screen = await see(pilot, "3 have voted. The count is shown when the vote is ended")
        assert "votes" not in screen
        assert "c count" in screen
        await pilot.press("b")
        await see(pilot, "ballots are waiting")
        await pilot.press("enter")
        assert "Write this down?" not in screen_text(pilot.app)
        await pilot.press("c")
        await confirm(pilot)
        screen = await see(pilot, "3 voted: keyboard passed round 3")
        assert "+   1  Job autonomy" in screen
        assert "3 votes preserve" in screen
        assert "1 vote" in screen
        assert "Preserve 2/2 · Improve 2/2" in screen


async def test_the_counted_themes_are_written_after_one_question(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    clear_vote(folder)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "Enter writes it down.")
        await pilot.press("enter")
        screen = await see(pilot, "Write this down?")
        assert "8 Social community at work" in screen
        assert "11 Goal clarity" in screen
        await pilot.press("escape")
        await see_no(pilot, "Write this down?")
        assert stored(folder).themes is None
        await pilot.press("enter")
        await confirm(pilot)
        await see(pilot, "Choose themes – written down")
        written = closed(folder)
        assert set(written.chosen.preserve) == {"autonomy", "fellowship"}
        assert set(written.chosen.improve) == {"goal-clarity", "recognition"}
        assert (written.turnout, written.ways, written.override) == (3, {"passed": 3}, None)
        screen = await see(pilot, "Preserve: other votes")
        assert "3 voted" in screen


async def test_a_tie_is_said_and_nothing_is_decided_by_the_list(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    tied_vote(folder)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "2 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        screen = await see(pilot, "t settles it, by a run-off")
        assert "Tied for place 2 to preserve: 8 Social community at work" in screen
        assert screen.count("1 vote tied") == 2
        assert "Preserve 1/2" in screen
        await pilot.press("enter")
        await see(pilot, "t settles the tie first")
        assert stored(folder).themes is None


async def test_a_run_off_that_ties_again_goes_to_a_lot_that_anyone_can_draw(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    tied_vote(folder)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "2 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "t settles it, by a run-off")
        await pilot.press("t")
        screen = await see(pilot, "a run-off first, then a lot")
        assert "Each of these has 1 vote, and 1 of them gets the place:" in screen
        assert "▸ Run-off" in screen
        await pilot.press("enter")
        await see(pilot, "Everybody raises a hand for 1 of these.")
        await pilot.press("4", "enter", "4", "enter")
        await see(pilot, "after the run-off too")
        await pilot.press("t")
        screen = await see(pilot, "▸ Lot")
        assert "23 Meaning of work – 4 in the run-off" in screen
        assert "a lot is next" in screen
        await pilot.press("enter", "enter")
        await see(pilot, "a lot needs a seed")
        await pilot.press(*"blue", "enter")
        screen = await see(pilot, "settled")
        assert "“blue”" in screen
        assert "Preserve 2/2" in screen
        await pilot.press("enter", "enter")
        screen = await see(pilot, "Choose themes – written down")
        assert "“blue”" in screen
        assert "SHA-256" not in screen
    (tie,) = closed(folder).ties
    bare = Tie(aim="preserve", place=2, places=1, tied=tie.tied)
    assert tie.chosen == by_lot(bare, "blue").chosen
    assert (tie.settled, tie.hands) == ("lot", dict.fromkeys(tie.tied, 4))
    assert closed(folder).chosen.preserve == ("autonomy", *tie.chosen)


async def test_a_run_off_among_many_keeps_its_keys_on_the_screen(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    for theme in stored(folder).candidates("themes").preserve[:9]:
        cast(folder, (theme,))
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "9 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await pilot.press("t")
        screen = await see(pilot, "2 of them get the places:")
        assert "▸ Run-off" in screen
        await pilot.press("enter")
        screen = await see(pilot, "The 2 with most hands get")
        assert "Ctrl+S: save" in screen


async def test_a_run_off_settles(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    tied_vote(folder)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "2 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await pilot.press("t", "enter", "1", "enter", "6", "enter")
        screen = await see(pilot, "Settled by run-off")
        assert "+  23  Meaning of work" in screen
        await pilot.press("u")
        await see(pilot, "t settles it, by a run-off")


async def test_choosing_one_of_the_tied_by_hand_is_the_room_settling_it(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    tied_vote(folder)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "2 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await pilot.press("down", "b")
        await see(pilot, "Preserve 2/2")
        await pilot.press("enter", "enter")
        await see(pilot, "written down")
    written = closed(folder)
    (tie,) = written.ties
    assert (tie.settled, tie.chosen, written.override) == ("room", ("fellowship",), None)


async def test_another_choice_than_the_count_needs_a_reason(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    clear_vote(folder)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await pilot.press("b")
        screen = await see(pilot, "Preserve 1/2")
        assert "taken away" in screen
        await pilot.press("enter")
        await see(pilot, "Otherwise than the count")
        await pilot.press("enter")
        await see(pilot, "needs a reason")
        await pilot.press(*"No [b]money", "enter")
        screen = await see(pilot, "Write this down?")
        assert "The reason: No [b]money" in screen
        await confirm(pilot)
        await see(pilot, "The leader chose differently from the count: No [b]money")
    override = closed(folder).override
    assert override is not None
    assert override.reason == "No [b]money"
    assert set(override.counted.preserve) == {"autonomy", "fellowship"}
    assert closed(folder).chosen.preserve == ("fellowship",)


async def test_without_a_vote_the_room_chooses_by_hand(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "choose") as pilot:
        screen = await see(pilot, "Which themes shall we go on working with?")
        await pilot.press("enter")
        await see(pilot, "nothing is chosen yet")
        await pilot.press("c")
        await see(pilot, "nobody has voted")
        await pilot.press("b", "down", "b", "down", "b")
        await see(pilot, "2 of 2 are marked")
        await pilot.press("f", "left", "right")
        screen = await see(pilot, "Preserve 2/2 · Improve 1/2")
        await pilot.press("enter")
        screen = await see(pilot, "There is room for more")
        await pilot.press("enter")
        await see(pilot, "Chosen together, without a vote.")
    written = closed(folder)
    assert written.chosen == Choice(
        preserve=("autonomy", "independence"), improve=("empowering-leadership",)
    )
    assert (written.turnout, written.override) == (0, None)
    assert "Reason" not in screen


async def test_a_ballot_that_comes_after_the_count_is_named_and_changes_nothing(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    clear_vote(folder)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "3 voted")
        # Of a voter who was saving while the vote was ended, and whose program then died.
        ballot = next((folder / "local" / "ballots" / "themes").glob("*.toml"))
        late = ballot.with_name("late2222.toml")
        late.write_text(ballot.read_text().replace("fellowship", "meaning"))
        await pilot.press("enter", "enter")
        screen = await see(pilot, "Changed after the vote was ended")
        assert "late2222.toml: written after the vote was ended, and not counted" in screen
        await pilot.press("enter")
        await see(pilot, "Choose themes – written down")
    assert closed(folder).turnout == 3


async def test_who_leads_decides_whether_to_count_without_what_is_no_ballot(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    clear_vote(folder)
    (folder / "local" / "ballots" / "themes" / "broken22.toml").write_text("schema = 1\n[")
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "3 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        screen = await see(pilot, "1 file cannot be counted")
        assert "broken22.toml:" in screen
        await pilot.press("escape")
        assert not stored(folder).themes
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "1 file cannot be counted")
        await pilot.press("enter")
        await see(pilot, "3 voted")


async def test_who_writes_second_sees_what_the_first_wrote(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "choose") as pilot:
        await see(pilot, "Which themes shall we go on working with?")
        await pilot.press("b", "enter")
        await see(pilot, "Write this down?")
        choose_themes(folder, Choice(preserve=("meaning",)))
        await confirm(pilot)
        await see(pilot, "Already written down")
        await pilot.press("enter")
        await see(pilot, "+  23  Meaning of work")
    assert closed(folder).chosen == Choice(preserve=("meaning",))


async def test_a_closed_round_cannot_be_changed_here(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    store = SessionFolder(folder)
    store.load()
    store.close(
        Round(
            round="themes",
            closed=datetime.date(2026, 3, 2),
            chosen=Choice(preserve=("autonomy",), improve=("goal-clarity",)),
        )
    )
    async with meeting(folder, "choose") as pilot:
        screen = await see(pilot, "Choose themes – written down")
        assert "Enter" not in screen.splitlines()[-1]
        await pilot.press("b", "t", "c", "enter")
        await see(pilot, "o opens it again")
    assert closed(folder).chosen.preserve == ("autonomy",)
