"""A key acts on what the person saw: where others have just changed that, it does nothing."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from amu_tui.tui.kit import step_view
from amu_tui.tui.shell import meeting as shell
from tests.tui.opening import demo, meeting, stored
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import see, see_no
from tests.tui.state.test_following import voting

AGAIN = "this has just changed: look, and press the key again"
HOUR = 3600.0
Patient = Callable[[float], None]


@pytest.fixture
def reaction(monkeypatch: pytest.MonkeyPatch) -> Patient:
    """Looks at what others do at once; the call says how long keys are late for it."""
    monkeypatch.setattr(shell, "LOOK_SECONDS", 0.02)
    return lambda seconds: monkeypatch.setattr(step_view, "REACTION", seconds)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = demo(tmp_path)
    choose_themes(path)
    for title in ("Cake", "Lunch", "Quiz"):
        write_action(path, title)
    return path


def titled(path: Path, title: str) -> Action:
    return next(one for one in stored(path).actions.values() if one.title == title)


def change(path: Path, title: str, **what: object) -> None:
    """What a colleague saves."""
    store, before = SessionFolder(path), titled(path, title)
    store.load()
    store.save_action(msgspec.structs.replace(before, **what), before.revision)


def remove(path: Path, title: str) -> None:
    gone = titled(path, title)
    SessionFolder(path).remove_action(gone.id, gone.revision)


async def test_a_status_is_not_taken_on_from_one_that_has_just_come(
    folder: Path, reaction: Patient
) -> None:
    reaction(HOUR)
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Cake")
        change(folder, "Cake", status="done")
        await see(pilot, "▸ +    ✓ done    Cake")
        await pilot.press("space")
        await see(pilot, AGAIN)
        assert titled(folder, "Cake").status == "done"
        reaction(0.0)
        await pilot.press("space")
        await see(pilot, "▸ +    × stopped Cake")
    assert titled(folder, "Cake").status == "stopped"


async def test_what_happens_to_other_rows_stops_no_key(folder: Path, reaction: Patient) -> None:
    reaction(HOUR)
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Cake")
        change(folder, "Lunch", status="done")
        await see(pilot, "  +    ✓ done    Lunch")
        await pilot.press("space")
        await see(pilot, "▸ +    ▶ started Cake")
    assert titled(folder, "Cake").status == "started"


async def test_where_a_row_was_the_next_one_is_not_changed_for_it(
    folder: Path, reaction: Patient
) -> None:
    """The cursor stays where the row was that somebody has removed."""
    reaction(HOUR)
    async with meeting(folder, "follow-up") as pilot:
        await see(pilot, "▸ +    · planned Cake")
        await pilot.press("down")
        await see(pilot, "▸ +    · planned Lunch")
        remove(folder, "Lunch")
        await see(pilot, "▸ +    · planned Quiz")
        await pilot.press("space")
        await see(pilot, AGAIN)
    assert titled(folder, "Quiz").status == "planned"


async def test_an_action_is_not_moved_back_from_where_it_has_just_come(
    folder: Path, reaction: Patient
) -> None:
    reaction(HOUR)
    async with meeting(folder, "actions") as pilot:
        await see(pilot, "Cake")
        await pilot.press("down")
        await see(pilot, "▸     ·  Cake")
        change(folder, "Cake", basket="leader")
        await see(pilot, "1 to the leader")
        await pilot.press("m")
        await see(pilot, AGAIN)
        assert titled(folder, "Cake").basket == "leader"


@pytest.mark.parametrize(
    ("way", "row"),
    [((), "▸        {}"), (("v",), "▸     2  {}")],
    ids=["chosen by hand", "on a ballot"],
)
async def test_nothing_is_marked_in_the_place_of_what_is_gone(
    folder: Path, reaction: Patient, way: tuple[str, ...], row: str
) -> None:
    reaction(HOUR)
    async with meeting(folder, "prioritise") as pilot:
        await see(pilot, "Cake")
        await pilot.press(*way, "down")
        await see(pilot, row.format("Lunch"))
        remove(folder, "Lunch")
        await see(pilot, row.format("Quiz"))
        await pilot.press("space")
        await see(pilot, AGAIN)
        await see(pilot, "Preserve 0/3")


async def test_a_key_on_the_way_when_the_step_changes_is_not_for_the_new_one(
    folder: Path, reaction: Patient
) -> None:
    reaction(HOUR)
    async with meeting(folder, "report") as leader, voting(folder) as voter:
        await see(voter, "Step 22 of 23")
        await leader.press("right")
        await see(voter, "▸ +    · planned Cake")
        await voter.press("space")
        await see(voter, AGAIN)
        assert titled(folder, "Cake").status == "planned"
        reaction(0.0)
        await voter.press("space")
        await see_no(voter, AGAIN)
        await see(voter, "▸ +    ▶ started Cake")
