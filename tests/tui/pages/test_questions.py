"""The opening questions in large letters, and the timer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amu_tui.model.meeting.countdown import Countdown, clock
from amu_tui.text import width
from amu_tui.tui.pages.letters import FACES, large, spaced
from tests.tui.opening import demo, meeting
from tests.tui.seeing import see, wait_for

NORWEGIAN = "Hva bidrar til å utløse ditt jobbengasjement?"


async def test_one_question_a_page_in_large_letters(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "questions") as pilot:
        question = "What helps to spark your engagement in your job?"
        drawn = large([question], 76, 18)
        assert drawn is not None
        screen = await see(pilot, drawn[0][0].rstrip())
        assert "1/2" in screen
        assert all(row.rstrip() in screen for row in drawn[0])
        assert question not in screen
        await pilot.press("down")
        screen = await see(pilot, "2/2")
        assert drawn[0][0].rstrip() not in screen


async def test_on_a_narrow_screen_the_question_is_plain_text(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "questions", (36, 20)) as pilot:
        screen = await see(pilot, "e n g a g e m e n t")
        assert "j o b ?" in screen


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the clock that the step reads; it looks at it more often than it needs to."""
    monkeypatch.setattr("amu_tui.tui.pages.questions.TIMER_SECONDS", 0.02)

    def put(now: float) -> None:
        monkeypatch.setattr("amu_tui.tui.pages.questions.monotonic", lambda: now)

    put(0)
    return put


async def test_the_timer_starts_stops_and_takes_more_time(
    tmp_path: Path, clock_at: Callable[[float], None]
) -> None:
    async with meeting(demo(tmp_path), "questions") as pilot:
        await see(pilot, "10:00   t starts the timer")
        await pilot.press("m", "plus")
        await see(pilot, "12:00   t starts the timer")
        await pilot.press("t")
        await see(pilot, "▶ 12:00")
        clock_at(63)
        await see(pilot, "▶ 10:57")
        await pilot.press("t")
        clock_at(999)
        await see(pilot, "10:57   t starts the timer")
        await pilot.press("t")
        await see(pilot, "▶ 10:57")


async def test_a_tick_repaints_the_line_of_the_timer_and_no_other(
    tmp_path: Path, clock_at: Callable[[float], None]
) -> None:
    async with meeting(demo(tmp_path), "questions") as pilot:
        await see(pilot, "10:00")
        await pilot.press("t")
        await see(pilot, "▶ 10:00")
        painted: list[str] = []
        for widget in pilot.app.screen.query("#text, #banner, #title, KeyLine"):
            draw = widget.render_line

            def counted(y: int, name: str = str(widget), draw: Any = draw) -> Any:
                painted.append(name)
                return draw(y)

            widget.render_line = counted  # type: ignore[method-assign]
        clock_at(1)
        await see(pilot, "▶ 09:59")
        assert painted == []


async def test_when_the_time_is_up_it_says_so_and_rings_once(
    tmp_path: Path, clock_at: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with meeting(demo(tmp_path), "questions") as pilot:
        await see(pilot, "10:00")
        rung: list[bool] = []
        monkeypatch.setattr(pilot.app, "bell", lambda: rung.append(True))
        await pilot.press("t")
        await see(pilot, "▶ 10:00")
        clock_at(600)
        await see(pilot, "Time is up")
        await wait_for(pilot, lambda: rung == [True], "one bell")
        await pilot.press("t")
        clock_at(700)
        await see(pilot, "Time is up")
        assert rung == [True]
        await pilot.press("m")
        await see(pilot, "▶ 01:00")
        clock_at(760)
        await wait_for(pilot, lambda: rung == [True, True], "a bell again")


async def test_without_planned_minutes_there_is_still_time_on_the_timer(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    with (folder / "session.toml").open("a", encoding="utf-8") as file:
        file.write("\n[agenda]\nquestions = 0\n")
    async with meeting(folder, "questions") as pilot:
        await see(pilot, "05:00   t starts the timer")


def test_a_countdown_stands_still_until_it_is_started() -> None:
    timer = Countdown(65)
    assert (timer.left(0), timer.left(1000)) == (65, 65)
    timer.toggle(1000)
    assert timer.left(1010) == 55
    timer.toggle(1010)
    assert (timer.left(2000), timer.running) == (55, False)
    timer.add(60, 2000)
    assert timer.left(9999) == 115


def test_a_countdown_ends_at_nothing_and_goes_on_with_more_time() -> None:
    timer = Countdown(2)
    timer.toggle(0)
    assert (timer.left(100), timer.over(100)) == (0, True)
    timer.add(60, 100)
    assert (timer.left(100), timer.over(100), timer.running) == (60, False, True)
    empty = Countdown(0)
    empty.toggle(0)
    assert empty.over(5)
    assert not empty.running


def test_the_clock_is_minutes_and_seconds() -> None:
    assert [clock(0), clock(65), clock(6000)] == ["00:00", "01:05", "100:00"]


@pytest.mark.parametrize(("columns", "lines"), [(76, 18), (105, 34), (140, 50)])
def test_large_letters_keep_to_their_place(columns: int, lines: int) -> None:
    drawn = large([NORWEGIAN, "Kort?"], columns, lines)
    assert drawn is not None
    for rows in drawn:
        assert len(rows) <= lines
        assert {width(row) for row in rows} == {width(rows[0])}
        assert width(rows[0]) <= columns


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_norwegian_letters_are_letters_of_their_own(
    face: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amu_tui.tui.pages.letters.FACES", (face,))
    shapes = {}
    for letter in "aoeæøåAOEÆØÅ":
        drawn = large([letter], 20, 20)
        assert drawn is not None, letter
        shapes[letter] = "\n".join(drawn[0])
    assert len(set(shapes.values())) == len(shapes)


def test_a_letter_that_the_fonts_lack_is_not_left_out() -> None:
    assert large(["Hva 漢 nå?"], 200, 50) is None
    assert large([""], 20, 20) == [[]]
    assert spaced("Hva 漢?", 40) == ["H v a   漢 ?"]


def test_spaced_text_is_never_cut() -> None:
    assert spaced("one two", 9) == ["o n e", "t w o"]
    assert spaced("jobbengasjement nå", 20) == ["jobbengasjement nå"]


async def test_the_timer_goes_on_while_one_looks_at_another_step(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "questions") as pilot:
        await see(pilot, "10:00   t starts the timer")
        await pilot.press("m", "right")
        await see(pilot, "Step 5 of")
        await pilot.press("left")
        await see(pilot, "11:00   t starts the timer")
        await pilot.press("t", "right")
        await see(pilot, "Step 5 of")
        await pilot.press("left")
        await see(pilot, "▶ 1")
