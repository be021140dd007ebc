"""The report step: what is filed, what is missing, signing and writing."""

import datetime
import re
from pathlib import Path

import msgspec
import pytest

from amu_tui import words
from amu_tui.errors import UsageError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.session import Signature
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Round
from amu_tui.render.forms.markdown import to_markdown
from amu_tui.render.report.document import document
from amu_tui.render.report.missing import missing
from amu_tui.render.report.writing import FORM_WORDS, FORMS
from amu_tui.text import width
from amu_tui.tui.report.page import report_lines
from amu_tui.tui.report.view import parse_date
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import see, see_no

DAY = datetime.date(2026, 3, 9)


def prioritise(folder: Path, action: Action) -> None:
    store = SessionFolder(folder)
    store.load()
    chosen = Choice(preserve=(action.id,))
    store.close(Round(round="actions", closed=DAY, chosen=chosen))


def text_of(folder: Path, columns: int = 77) -> str:
    return "\n".join(line.plain for line in report_lines(document(stored(folder), DAY), columns))


async def test_an_empty_report_says_what_is_missing(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "report") as pilot:
        screen = await see(pilot, "Work environment survey 2017 – action report")
        assert "Still missing: themes are not chosen yet; there are no actions yet" in screen
        assert "Unit: Institutt for blåskjell" in screen
        await pilot.press("end")
        await see(pilot, "No actions.")


async def test_the_report_shows_each_action_with_owner_and_deadline(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch on [bold]Fridays[/]", owner="Kari")
    write_action(folder, "More pay", "recognition", "improve", "leader")
    async with meeting(folder, "report", (80, 140)) as pilot:
        screen = await see(pilot, "8 Social community at work")
        assert "actions are not prioritised yet" in screen
        screen = await see(pilot, "Safety representative: ____")
        told = ("Actions to preserve", "Lunch on [bold]Fridays[/]", "Passed on", "More pay")
        assert sorted(told, key=screen.index) == list(told)
        assert "Kari" in screen


async def test_signing_asks_for_date_and_names_and_keeps_them(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "s sign")
        await pilot.press("s")
        screen = await see(pilot, "Date and signatures")
        people = stored(folder).info.people
        assert people.leader in screen
        assert people.safety_representative in screen
        await pilot.press(*["backspace"] * 10, "enter")
        await see(pilot, "a report needs a date")
        await pilot.press(*"9.3.2126", "enter")
        await see(pilot, "2126-03-09 is yet to come")
        await pilot.press(*["backspace"] * 8, *"9.3.2026", "enter", *people.leader, "enter")
        await pilot.press(*people.safety_representative, "enter")
        await see(pilot, "Date: 2026-03-09")
        await pilot.press("end")
        await see(pilot, f"Leader: {people.leader}, signed 2026-03-09")
    kept = stored(folder).signature
    assert kept is not None
    assert (kept.date, kept.leader) == (DAY, people.leader)
    assert kept.safety_representative == people.safety_representative


async def test_enter_alone_signs_for_nobody(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "s sign")
        await pilot.press("s")
        await see(pilot, "Date and signatures")
        await pilot.press("enter", "enter", "enter")
        await see(pilot, "nothing is typed, so nothing is signed")
    assert stored(folder).signature is None


async def test_an_empty_name_signs_for_one_only_and_u_takes_it_back(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "s sign")
        await pilot.press("s")
        await see(pilot, "Date and signatures")
        await pilot.press("enter", *"A. Leader", "enter", "enter")
        await see(pilot, "saved; u takes it back")
        kept = stored(folder).signature
        assert kept is not None
        assert (kept.leader, kept.safety_representative) == ("A. Leader", "")
        await pilot.press("u")
        await see(pilot, "undone: the signature")
        kept = stored(folder).signature
        assert kept is not None
        assert (kept.leader, kept.safety_representative, kept.revision) == ("", "", 2)


async def test_undoing_a_second_signature_leaves_the_first(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    SessionFolder(folder).sign(Signature(date=DAY, leader="A. Leader"))
    async with meeting(folder, "report") as pilot:
        await see(pilot, "s sign")
        await pilot.press("s")
        await see(pilot, "2026-03-09")
        await pilot.press("enter", "enter", *"B. Rep", "enter")
        await see(pilot, "saved; u takes it back")
        kept = stored(folder).signature
        assert kept is not None
        assert (kept.leader, kept.safety_representative) == ("A. Leader", "B. Rep")
        await pilot.press("u")
        await see(pilot, "undone: the signature")
    kept = stored(folder).signature
    assert kept is not None
    assert (kept.date, kept.leader, kept.safety_representative) == (DAY, "A. Leader", "")


async def test_a_report_that_was_changed_since_says_so_and_is_signed_anew(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    action = write_action(folder, "Lunch", owner="Kari")
    async with meeting(folder, "report") as pilot:
        await see(pilot, "s sign")
        await pilot.press("s")
        await see(pilot, "Date and signatures")
        await pilot.press("enter", *"A. Leader", "enter", *"B. Rep", "enter")
        await see(pilot, "saved; u takes it back")
    path = folder / "actions" / f"{action.id}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Lunch", "Dinner"), encoding="utf-8")
    async with meeting(folder, "report") as pilot:
        await see(pilot, "it has been changed since it was signed")
        await pilot.press("end")
        await see(pilot, "“Dinner” is not what A. Leader · B. Rep signed")
        await pilot.press("s")
        await see(pilot, "who stands by it types the name again")
        await pilot.press("enter", *"A. Leader", "enter", "enter")
        await see(pilot, "“Dinner” is not what B. Rep signed")
        kept = stored(folder).signature
        assert kept is not None
        assert (kept.leader, kept.safety_representative) == ("A. Leader", "B. Rep")
        await pilot.press("u")
        await see(pilot, "“Dinner” is not what A. Leader · B. Rep signed")


async def test_names_of_which_no_version_is_kept_are_signed_by_typing_them_again(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    SessionFolder(folder).sign(Signature(date=DAY, leader="A. Leader"))
    path = folder / "rounds" / "report.toml"
    names = re.sub(r"(?s)\n\[texts.*", "", path.read_text(encoding="utf-8"))
    path.write_text(names, encoding="utf-8")
    async with meeting(folder, "report") as pilot:
        await see(pilot, "s sign")
        await pilot.press("s")
        await see(pilot, "No copy is kept of what was signed")
        await pilot.press("enter", "enter", "enter")
        await see(pilot, "nothing is typed, so nothing is signed")
        await pilot.press("s")
        await see(pilot, "No copy is kept of what was signed")
        await pilot.press("enter", *"A. Leader", "enter", "enter")
        await see(pilot, "saved; u takes it back")
    kept = stored(folder).signature
    assert kept is not None
    assert kept.texts["leader"].version


async def test_backing_out_of_signing_keeps_nothing(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "s sign")
        await pilot.press("s")
        await see(pilot, "Date and signatures")
        await pilot.press("escape")
        await see_no(pilot, "Date and signatures")
    assert stored(folder).signature is None


async def test_writing_the_report_offers_each_form_and_says_where_it_is(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "w write")
        await pilot.press("w")
        screen = await see(pilot, "Write the report as")
        for form in FORMS:
            assert re.search(rf"{form} +{FORM_WORDS[form]}", screen)
        await pilot.press("enter")
        await see(pilot, "report.md is written")
        await pilot.press("w", "down", "enter")
        await see(pilot, "report.html is written")
        await pilot.press("w", *["down"] * FORMS.index("csv"), "enter")
        await see(pilot, "report.csv is written")
        await pilot.press("w")
        await see(pilot, "Write the report as")
        await pilot.press("escape")
        await see_no(pilot, "Write the report as")
    written = (folder / "report.md").read_text(encoding="utf-8")
    assert written.startswith("# Work environment survey 2017")
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    # Whoever stands at the screen opens it by a double click.
    assert (folder / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfPriority;")


async def test_a_draft_is_written_where_nothing_is_chosen_and_nothing_is_overwritten_unasked(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "w write")
        await pilot.press("w")
        screen = await see(pilot, "Write a draft?")
        assert "themes are not chosen yet" in screen
        await pilot.press("enter")
        await see(pilot, "Write the report as")
        await pilot.press("enter")
        await see(pilot, "report.md is written")
        (folder / "report.md").write_text("mine", encoding="utf-8")
        await pilot.press("w")
        await see(pilot, "Enter: write a draft")
        await pilot.press("enter")
        await see(pilot, "Write the report as")
        await pilot.press("enter")
        await see(pilot, "There is a file report.md already.")
        await pilot.press("escape")
        await see_no(pilot, "There is a file report.md already.")
        assert (folder / "report.md").read_text(encoding="utf-8") == "mine"
        await pilot.press("w")
        await see(pilot, "Enter: write a draft")
        await pilot.press("enter")
        await see(pilot, "Write the report as")
        await pilot.press("enter")
        await see(pilot, "Enter: write over it")
        await pilot.press("enter")
        await see(pilot, "report.md is written")
    assert (folder / "report.md").read_text(encoding="utf-8").startswith("**Draft**\n")


async def test_what_was_signed_is_written_whatever_was_changed_since(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    action = write_action(folder, "Lunch", owner="Kari")
    async with meeting(folder, "report") as pilot:
        await see(pilot, "s sign")
        await pilot.press("s")
        await see(pilot, "Date and signatures")
        await pilot.press("enter", *"A. Leader", "enter", *"B. Rep", "enter")
        await see(pilot, "saved; u takes it back")
    changed = msgspec.structs.replace(action, title="Dinner")
    SessionFolder(folder).save_action(changed, action.revision)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "it has been changed since it was signed")
        await pilot.press("w")
        await see(pilot, "as it is now, with what was changed since")
        await pilot.press("enter")
        await see(pilot, "Write the report as")
        await pilot.press("enter")
        await see(pilot, "report.md is written")
    written = (folder / "report.md").read_text(encoding="utf-8")
    assert "Lunch" in written
    assert "Dinner" not in written


def test_what_is_missing_shrinks_to_nothing(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    store = SessionFolder(folder)
    store.load()
    assert len(missing(stored(folder))) == 3
    choose_themes(folder)
    action = write_action(folder, "Lunch")
    assert missing(stored(folder))[:2] == [
        "actions are not prioritised yet",
        "1 action has no one responsible or no deadline",
    ]
    prioritise(folder, action)
    full = Action(
        id=action.id,
        theme=action.theme,
        aim=action.aim,
        title=action.title,
        owner="Kari",
        deadline=DAY,
    )
    store.load()
    store.save_action(msgspec.structs.replace(full, deadline=None), 1)
    assert "1 action has no one responsible or no deadline" in missing(stored(folder))
    store.save_action(full, 2)
    store.sign(Signature(date=DAY, leader="A"))
    assert missing(stored(folder)) == ["the safety representative has not signed it"]
    store.sign(Signature(date=DAY, safety_representative="B"))
    assert missing(stored(folder)) == ["the leader has not signed it"]
    store.sign(Signature(date=DAY, leader="A", safety_representative="B"))
    assert missing(stored(folder)) == []


@pytest.mark.parametrize("columns", [40, 54, 77, 100])
def test_no_line_is_longer_than_its_place_and_no_word_is_lost(tmp_path: Path, columns: int) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    title = "Skrive ned hva vi vil på én side og henge det på veggen i korridoren for alle"
    write_action(folder, title, owner="Instituttleder Blåskjell av Fjorden")
    text = text_of(folder, columns)
    assert max(map(width, text.split("\n"))) <= columns
    for word in f"{title} Fjorden".split():
        assert word in text


def test_the_screen_shows_all_that_is_filed(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    prioritise(folder, write_action(folder, "Lunch", owner="Kari"))
    shown = " ".join(text_of(folder).split())
    for paragraph in to_markdown(document(stored(folder), DAY)).split("\n\n"):
        for line in () if paragraph.startswith("|") else paragraph.split("\n"):
            assert line.strip("#*- ").replace("\\", "") in shown


def test_prioritised_actions_carry_their_place(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Another")
    prioritise(folder, write_action(folder, "Lunch"))
    lines = text_of(folder).split("\n")
    assert any(line.startswith("1. Lunch") for line in lines)
    assert any(line.startswith("   Another") for line in lines)
    assert "How the actions were prioritised" in lines


def test_dates_are_read_as_people_of_both_languages_write_them() -> None:
    assert parse_date("2026-03-09") == parse_date("9.3.2026") == DAY
    words.use("nb")
    for wrong in ("", "i morgen", "2026-13-01"):
        with pytest.raises(UsageError):
            parse_date(wrong)


async def test_the_written_report_holds_what_colleagues_saved_meanwhile(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    async with meeting(folder, "report") as pilot:
        await see(pilot, "there are no actions yet")
        write_action(folder, "Written by a colleague")
        await pilot.press("w", "enter")
        await see(pilot, "report.md is written")
    assert "Written by a colleague" in (folder / "report.md").read_text(encoding="utf-8")


async def test_the_page_you_said_we_did_is_a_key_away_and_can_be_written(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch on Fridays")
    async with meeting(folder, "report") as pilot:
        await see(pilot, "Still missing")
        await pilot.press("y")
        await see(pilot, "You said: preserve “Social community at work”")
        await see(pilot, "Lunch on Fridays – planned")
        await see_no(pilot, "Still missing")
        await pilot.press("w")
        await see(pilot, "Write the page as")
        await pilot.press("enter")
        await see(pilot, "report-you-said.md is written")
        await pilot.press("y")
        await see(pilot, "Still missing")
    assert (folder / "report-you-said.md").read_text("utf-8").startswith("# You said – we did")
