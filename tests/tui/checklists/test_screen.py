"""A checklist on the screen: answered with arrows and digits, saved at once, left by Esc."""

import datetime
from pathlib import Path

import msgspec

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.checklists.answers import Answers
from tests.tui.opening import demo, meeting, stored
from tests.tui.seeing import screen_text, see, see_no


def kept(folder: Path, checklist: str = "evaluation") -> Answers:
    return stored(folder).checklists[checklist].answers


async def test_each_answer_is_saved_as_it_is_given_and_the_report_has_it(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "Action report")
        await pilot.press("x")
        await see(pilot, "Evaluation after the meeting · 0 of 14 answered")
        await pilot.press("down", "2")
        shown = await see(pilot, "· 1 of 14 answered · saved")
        assert "▸   3  Did the safety representative" in shown
        assert kept(folder).answers == {"everybody": "partly"}
        await pilot.press("left")
        await see(pilot, "[3 no]")
        await pilot.press("left", "left", "left", "down", "4", "right")
        assert kept(folder).answers == {"everybody": "partly", "representative": "yes", "safe": 4}
        await pilot.press(*"Tid")
        await see(pilot, "What has the unit worked to develop?")
        await pilot.press("enter")
        await see_no(pilot, "Ctrl+S")
        await pilot.press("escape")
        shown = await see(pilot, "s sign")
        await pilot.press("end")
        assert "Answered" in await see(pilot, "4 of 5")
    assert kept(folder).answers["developed"] == "Tid"


async def test_how_to_leave_is_said_on_a_screen_without_the_line_of_the_meeting(
    tmp_path: Path,
) -> None:
    async with meeting(demo(tmp_path), "report") as pilot:
        await see(pilot, "Action report")
        await pilot.press("x")
        await see(pilot, "0 of 14 answered")
        await pilot.press("ctrl+c")
        assert "Evaluation after the meeting" in await see(pilot, "q leaves")
        await pilot.press("down", "2")
        await see(pilot, "1 of 14 answered")
        await see_no(pilot, "q leaves")


async def test_a_day_is_echoed_and_who_answers_is_asked(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "agenda") as pilot:
        await see(pilot, "planned")
        await pilot.press("x", "enter")
        await see(pilot, "Ctrl+S")
        await pilot.press(*"1.2.2026")
        await see(pilot, "Sunday 1 February 2026")
        await pilot.press("enter")
        await see(pilot, "2026-02-01")
        await pilot.press("end")
        await see(pilot, "Enter: write")
        await pilot.press("enter")
        await see(pilot, "Verneombud Tang")
        await pilot.press(*"Kari", "ctrl+s")
        await see(pilot, "Kari")
    answers = kept(folder, "preparation")
    assert (answers.leader, answers.answers) == ("Kari", {"results-read": "2026-02-01"})


async def test_an_answer_is_taken_away_and_undo_brings_it_back(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "x checklist")
        await pilot.press("x", "down", "1", "up", "delete")
        await see(pilot, "· 0 of 14 answered")
        assert kept(folder).answers == {}
        await pilot.press("escape", "u")
        await see(pilot, "undone: the answer to")
        assert kept(folder).answers == {"everybody": "yes"}


async def test_who_answers_what_another_has_just_answered_otherwise_is_told(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report") as pilot:
        await pilot.press("x")
        await see(pilot, "Evaluation after the meeting")
        theirs = Answers(id="evaluation", date=datetime.date.today(), answers={"everybody": "no"})
        SessionFolder(folder).save_answers(msgspec.structs.replace(theirs, leader="Ola"), None)
        await pilot.press("down", "1")
        await see(pilot, "somebody else has just answered")
        await pilot.press("escape")
        await see(pilot, "[3 no]")
        await pilot.press("1")
        await see(pilot, "· 1 of 14 answered")
    assert kept(folder).answers == {"everybody": "yes"}
    assert kept(folder).leader == "Ola"


async def test_of_several_the_one_to_answer_is_picked(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    own = tmp_path / "own.toml"
    question = '[questions.q]\nkind = "yes-no"\ntext.en = "Did it go well?"\n'
    own.write_text(f'schema = 1\nid = "own"\nwhen = "after"\ntitle.en = "Our own"\n{question}')
    SessionFolder(folder).add_checklist(own)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "Action report")
        await pilot.press("x")
        await see(pilot, "Our own")
        await pilot.press("down", "enter")
        assert "Did it go well?" in await see(pilot, "0 of 1 answered")
        assert "Evaluation" not in screen_text(pilot.app)
