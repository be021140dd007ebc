"""The chart of an area, of the hours, and of a theme over rounds, as people come to see them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from amu_tui import words
from tests.tui.opening import demo, meeting
from tests.tui.seeing import see, see_no

AREA = "individual-resources"
BLOCK = "▀▀▀▀▀"
"""The lower edge of a bar that is several cells high."""


def line_of(screen: str, text: str) -> str:
    return next(line for line in screen.split("\n") if text in line)


async def test_small_terminals_show_rows_and_a_chart_on_request(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), AREA) as pilot:
        seen = await see(pilot, "▸  1 Job autonomy")
        assert "┼" not in seen
        await pilot.press("down", "down", "g")
        seen = await see(pilot, "┼────")
        assert "▸  3 Empowering leadership" in seen
        assert " 3 Empowering leadership · 37 answers" in seen, "in words under the chart"
        await pilot.press("g")
        seen = await see_no(pilot, "┼────")
        assert "▸  3 Empowering leadership" in seen


async def test_the_cursor_brings_its_whole_bar_into_view(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "organisational-resources") as pilot:
        await see(pilot, "11 Goal clarity")
        await pilot.press("g", *["down"] * 5)
        seen = await see(pilot, "▸ 16 Trustworthy management, own ")
        below = seen.split("\n")[seen.split("\n").index(line_of(seen, "▸ 16")) + 1]
        assert below.strip().startswith("unit "), "the rest of its name"
        await pilot.press("end")
        seen = await see(pilot, "▸ 17 ")
        assert "11 Goal clarity" not in seen
        await pilot.press("1", "1")
        seen = await see(pilot, "▸ 11 Goal clarity")
        assert "┼────" in seen, "the axis too"


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("size", [(100, 32), (160, 50)])
async def test_large_terminals_show_the_chart_at_once(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    words.use(language)
    folder = demo(tmp_path)
    async with meeting(folder, AREA, size) as pilot:
        seen = await see(pilot, BLOCK)
        instrument = pilot.app.store.session.instrument  # type: ignore[attr-defined]
        for theme in pilot.app.store.session.step(AREA).themes:  # type: ignore[attr-defined]
            assert (
                f"{instrument.themes[theme].number} {words.pick(instrument.name(theme))} " in seen
            )
        decimal = "." if language == "en" else ","
        assert f"3{decimal}9 ±0{decimal}7" in seen
        hidden = line_of(seen, "░")
        assert not set("█▄▀├┤◆◇○◈") & set(hidden)
        tall = len(re.findall("^.*█████.*$", seen, re.MULTILINE))
        assert tall == (5 if size == (100, 32) else 15), "five bars of one or three full lines"


async def test_what_was_asked_for_stays_over_steps_and_sizes(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), AREA, (100, 32)) as pilot:
        seen = await see(pilot, BLOCK)
        assert "g rows" in seen
        await pilot.press("g")
        seen = await see_no(pilot, BLOCK)
        assert "g chart" in seen
        await pilot.press("right")
        seen = await see(pilot, "Colleague resources")
        assert BLOCK not in seen
        await pilot.press("g")
        await see(pilot, BLOCK)


async def test_a_terminal_that_gets_small_shows_rows_again(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), AREA, (120, 40)) as pilot:
        await see(pilot, BLOCK)
        await pilot.resize_terminal(80, 24)
        await see_no(pilot, BLOCK)
        await pilot.resize_terminal(100, 32)
        await see(pilot, BLOCK)


async def test_notes_orders_and_intervals_are_in_the_chart_too(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), AREA, (120, 40)) as pilot:
        await see(pilot, BLOCK)
        await pilot.press("down", "b")
        seen = await see(pilot, "Your own note")
        assert re.search(r"▸  2 Independence in task completion +\+█", seen)
        await pilot.press("e")
        seen = await see(pilot, "▒▒▒")
        assert "├" not in seen
        await pilot.press("s")
        seen = await see(pilot, "by score")
        assert "▸  2 Independence" in seen
        assert seen.index("2 Independence") < seen.index("6 Competency") < seen.index("1 Job")


async def test_the_hours_are_columns_where_there_is_room(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "hours", (100, 32)) as pilot:
        seen = await see(pilot, "└────")
        assert "36 answers" in seen
        for label, share in (("None", "17%"), ("6–10 hours", "19%"), ("Over 10 hours", "14%")):
            assert label in seen
            assert share in seen
        await pilot.press("g")
        seen = await see_no(pilot, "└────")
        assert re.search(r"6–10 hours +█+.* 19%", seen)


async def test_a_step_without_a_chart_has_no_key_for_one(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "health") as pilot:
        seen = await see(pilot, "Job and health")
        assert "g chart" not in seen
        assert "G go to" in seen
        await pilot.press("G")
        await see(pilot, "Go to")


async def test_a_theme_over_rounds_from_the_comparison(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "overview") as pilot:
        await pilot.press("c")
        await see(pilot, "2014 ◇ → 2017 ●")
        await pilot.press("down", "down", "g")
        seen = await see(pilot, "└────")
        assert "3 Empowering leadership" in seen
        assert "33 answers" in seen
        assert "37 answers" in seen
        assert re.search("[⠁-⣿]{5}", seen), "a line from one to the other"
        await pilot.press("escape")
        await see_no(pilot, "└────")


async def test_a_hidden_theme_has_no_point_over_rounds(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "overview") as pilot:
        await pilot.press("c")
        await see(pilot, "2014 ◇ → 2017 ●")
        await pilot.press("5", "g")
        seen = await see(pilot, "Enter or Esc: go on")
        shown = seen[seen.index("5 Social support") :]
        assert "hidden" in shown
        assert "●" not in shown.split("2017")[0]


def test_plotext_is_loaded_when_a_chart_is_drawn_and_not_before(tmp_path: Path) -> None:
    program = f"""
import asyncio, sys
from pathlib import Path
from tests.tui.opening import demo, meeting
from tests.tui.seeing import see

async def look():
    async with meeting(demo(Path({str(tmp_path)!r})), {AREA!r}) as pilot:
        await see(pilot, "█████")
        await pilot.press("right", "left", "s", "e", "e")
        await see(pilot, "█████")
        before = "plotext" in sys.modules
        await pilot.press("g")
        await see(pilot, "┼────")
        print(before, "plotext" in sys.modules)

asyncio.run(look())
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.split() == ["False", "True"]
