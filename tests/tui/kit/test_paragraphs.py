"""Words that change with the cursor: what is the same is not painted again."""

from typing import Any

from textual.app import App, ComposeResult

from amu_tui.tui.kit.paragraphs import Paragraphs
from tests.tui.seeing import screen_text, see


class Shown(App[int]):
    def compose(self) -> ComposeResult:
        yield Paragraphs()

    def on_mount(self) -> None:
        self.query_one(Paragraphs).show([("one [/] two", "bold"), ("three", "")])


async def test_only_the_lines_that_differ_are_painted() -> None:
    async with Shown().run_test(size=(30, 6)) as pilot:
        await see(pilot, "three")
        await pilot.pause()
        words = pilot.app.query_one(Paragraphs)
        painted: list[int] = []
        draw = words.render_line

        def counted(y: int) -> Any:
            painted.append(y)
            return draw(y)

        words.render_line = counted  # type: ignore[method-assign]
        words.show([("one [/] two", "bold"), ("four", ""), ("five", "")])
        screen = await see(pilot, "five")
        assert "one [/] two" in screen
        assert "three" not in screen
        assert sorted(set(painted)) == [1, 2]


async def test_words_are_broken_to_the_width_and_a_cut_is_marked() -> None:
    async with Shown().run_test(size=(9, 3)) as pilot:
        await see(pilot, "two")
        assert screen_text(pilot.app).split("\n") == [" one [/] ", " two     ", " three   "]
        await pilot.resize_terminal(9, 2)
        await see(pilot, "…")
        assert screen_text(pilot.app).split("\n") == [" one [/] ", " …       "]
        await pilot.resize_terminal(30, 4)
        await see(pilot, "one [/] two")
