"""Putting actions in order: by hand with a hard cap, or by the same vote as on themes."""

import re
from pathlib import Path

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Round
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import cast, choose_themes, write_action
from tests.tui.seeing import confirm, screen_text, see, see_no

TO_PRESERVE = ("Cake", "Lunch", "Quiz", "Walk")


def written(tmp_path: Path) -> Path:
    """A session with four actions to preserve, one to improve and one for the leader."""
    folder = demo(tmp_path)
    choose_themes(folder)
    for title in TO_PRESERVE:
        write_action(folder, title)
    write_action(folder, "Goals on a wall", "goal-clarity", "improve")
    write_action(folder, "A new building", "goal-clarity", "improve", "leader")
    return folder


def order(folder: Path) -> Round:
    """The actions round as it is written."""
    found = stored(folder).priorities
    assert found is not None
    return found


async def test_it_says_what_comes_first(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "prioritise") as pilot:
        await see(pilot, "No themes are chosen yet")
        await pilot.press("space", "v", "c", "enter")
        assert "Write this down?" not in screen_text(pilot.app)
    choose_themes(folder)
    async with meeting(folder, "prioritise") as pilot:
        await see(pilot, "No actions of your own are written yet")


async def test_the_order_is_chosen_with_a_hard_cap_and_written(tmp_path: Path) -> None:
    folder = written(tmp_path)
    async with meeting(folder, "prioritise") as pilot:
        screen = await see(pilot, "Cake")
        assert "A new building" not in screen
        await pilot.press("space", "down", "space", "down", "space", "down", "space")
        screen = await see(pilot, "Preserve: 3 of 3 are marked; take one away first")
        assert "Preserve 3/3 · Improve 0/3" in screen
        assert "+  3.  Quiz" in screen
        await pilot.press("up", "plus", "plus", "plus")
        screen = await see(pilot, "+  1.  Quiz")
        assert "+  2.  Cake" in screen
        await pilot.press("up", "minus", "down", "down", "minus")
        await see(pilot, "only what is chosen has a place in the order")
        await pilot.press("end", "x", "left", "right")
        await see(pilot, "Preserve 3/3 · Improve 1/3")
        await pilot.press("enter")
        screen = await see(pilot, "Write this down?")
        told = re.findall(r"(\d\.) (\w+)", screen)
        assert told == [("1.", "Quiz"), ("2.", "Cake"), ("3.", "Lunch"), ("1.", "Goals")]
        await confirm(pilot)
        screen = await see(pilot, "Prioritise – written down")
        assert "1.  Quiz" in screen
    assert order(folder).chosen == Choice(
        preserve=("quiz", "cake", "lunch"), improve=("goals-on-a-wall",)
    )


async def test_a_choice_by_hand_can_be_taken_back(tmp_path: Path) -> None:
    async with meeting(written(tmp_path), "prioritise") as pilot:
        await see(pilot, "Cake")
        await pilot.press("space")
        await see(pilot, "+  1.  Cake")
        await pilot.press("u")
        await see_no(pilot, "1.  Cake")


async def test_a_vote_on_actions_settles_the_order(tmp_path: Path) -> None:
    folder = written(tmp_path)
    cast(folder, ("lunch", "quiz", "cake"), ("goals-on-a-wall",), "actions")
    cast(folder, ("lunch", "quiz"), (), "actions")
    async with meeting(folder, "prioritise") as pilot:
        screen = await see(pilot, "2 have voted. The count is shown when the vote is ended")
        assert "votes" not in screen
        await pilot.press("v")
        screen = await see(pilot, "only until the count is done")
        assert "2 have voted." in screen
        await pilot.press("down", "space", "end", "space")
        await see(pilot, "Preserve 1/3 · Improve 1/3")
        await pilot.press("enter")
        await see(pilot, "Cast this ballot?")
        await confirm(pilot)
        await see(pilot, "3 have voted. You have voted")
        await pilot.press("c")
        await confirm(pilot)
        screen = await see(pilot, "3 voted: own login 1, keyboard passed round 2")
        assert "+  1.  Lunch" in screen
        assert "+  2.  Quiz" in screen
        assert "+  3.  Cake" in screen
        await pilot.press("enter", "enter")
        await see(pilot, "Prioritise – written down")
    assert order(folder).chosen == Choice(
        preserve=("lunch", "quiz", "cake"), improve=("goals-on-a-wall",)
    )
    assert SessionFolder(folder).ballots("actions")[0] == []


async def test_a_tie_among_actions_is_settled_as_among_themes(tmp_path: Path) -> None:
    folder = written(tmp_path)
    cast(folder, ("lunch", "quiz", "cake"), (), "actions")
    cast(folder, ("lunch", "quiz", "walk"), (), "actions")
    async with meeting(folder, "prioritise") as pilot:
        await see(pilot, "2 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        screen = await see(pilot, "t settles it, by a run-off")
        assert "Tied for place 3 to preserve: Cake; Walk." in screen
        await pilot.press("t", "down", "down", "enter", "down", "enter")
        await see(pilot, "Settled by the room: Walk.")
        await pilot.press("enter", "enter")
        await see(pilot, "Prioritise – written down")
    (tie,) = order(folder).ties
    assert (tie.settled, tie.chosen) == ("room", ("walk",))


async def test_the_leaders_other_order_of_the_same_actions_needs_no_reason(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path)
    cast(folder, ("lunch", "quiz", "cake"), (), "actions")
    cast(folder, ("lunch",), (), "actions")
    async with meeting(folder, "prioritise") as pilot:
        await see(pilot, "2 have voted.")
        await pilot.press("c")
        await confirm(pilot)
        await see(pilot, "+  1.  Lunch")
        await pilot.press("minus")
        await see(pilot, "+  2.  Lunch")
        await pilot.press("enter")
        await see(pilot, "Write this down?")
        await confirm(pilot)
        await see(pilot, "Prioritise – written down")
    assert order(folder).chosen.preserve[1] == "lunch"
    assert order(folder).override is None


async def test_hands_for_actions_have_the_column_of_their_aim(tmp_path: Path) -> None:
    folder = written(tmp_path)
    async with meeting(folder, "prioritise") as pilot:
        await see(pilot, "Cake")
        await pilot.press("v")
        await see(pilot, "Nobody has voted yet.")
        await pilot.press("o", "9", "enter")
        await see(pilot, "9 people vote by raised hands")
        await pilot.press("4", "end", "7")
        await see(pilot, "[  7]")
        hands = SessionFolder(folder).box("actions").hands()
        assert hands is not None
        assert (hands.preserve, hands.improve) == ({"cake": 4}, {"goals-on-a-wall": 7})
        await pilot.press("escape", "v")
        await see(pilot, "9 have voted. The count is shown")


async def test_an_aim_without_actions_is_left_out_everywhere(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    for title in ("Goals on a wall", "Goals in a letter", "Goals in a song"):
        write_action(folder, title, "goal-clarity", "improve")
    async with meeting(folder, "prioritise") as pilot:
        screen = await see(pilot, "Prioritise – Improve 0/3")
        assert "Preserve" not in screen
        await pilot.press("v")
        screen = await see(pilot, "Nobody has voted yet.")
        assert "Preserve" not in screen
        await pilot.press("o", "2", "enter")
        await see(pilot, "2 people vote by raised hands")
        await pilot.press("2")
        screen = await see(pilot, "[  2]")
        assert "Preserve" not in screen
        await pilot.press("escape")
        await see(pilot, "2 have voted.")
        await pilot.press("space", "down", "space", "down", "space", "enter")
        screen = await see(pilot, "Cast this ballot?")
        assert "Preserve" not in screen
        assert "You could mark more" not in screen
        await confirm(pilot)
        await see(pilot, "the ballot is saved")
        await pilot.press("c")
        await confirm(pilot)
        screen = await see(pilot, "Prioritise – Improve 3/3")
        assert "Preserve" not in screen
        await pilot.press("enter")
        screen = await see(pilot, "Write this down?")
        assert "Preserve" not in screen
        await confirm(pilot)
        screen = await see(pilot, "Prioritise – written down")
        assert "Preserve" not in screen


async def test_the_title_that_a_row_cuts_is_read_below(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    title = "Every second Friday the whole group has lunch together in the big room upstairs"
    write_action(folder, title)
    async with meeting(folder, "prioritise") as pilot:
        screen = await see(pilot, "Every second Friday")
        assert title in " ".join(screen.split())


async def test_what_is_no_longer_what_people_voted_on_is_said_at_the_count(tmp_path: Path) -> None:
    folder = written(tmp_path)
    for _voter in range(5):
        cast(folder, ("lunch", "quiz", "cake"), (), "actions")

    def rewrite(name: str, old: str, new: str) -> None:
        file = folder / "actions" / f"{name}.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    rewrite("lunch", 'aim = "preserve"', 'aim = "improve"')
    SessionFolder(folder).end_vote("actions")
    rewrite("quiz", "Quiz", "No more cake")
    async with meeting(folder, "prioritise") as pilot:
        screen = joined(await see(pilot, "5 voted"))
        out = "“Lunch” has 5 votes to preserve, but no place: it stands under the other aim now."
        over = "“No more cake” is not what it was when the vote was ended: its file was written"
        assert out in screen
        assert over in screen
        await pilot.press("enter")
        question = joined(await see(pilot, "Write this down?"))
        assert out in question
        assert over in question


def joined(screen: str) -> str:
    """The sentences of a screen, whatever lines they take."""
    return " ".join(screen.replace("│", " ").split())
