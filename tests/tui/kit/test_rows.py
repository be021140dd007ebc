"""A list of rows: the cursor passes over headings, and a move repaints two lines."""

from textual.app import App, ComposeResult
from textual.content import Content

from amu_tui.tui.kit.rows import ListRow, RowList
from tests.tui.seeing import screen_text, see, wait_for


class Shown(App[int]):
    def compose(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        rows = [
            ListRow(Content("Fruit")),
            ListRow(Content("apple [/]"), "a"),
            ListRow(Content("Nuts")),
        ]
        rows += [ListRow(Content(f"nut {i}"), f"n{i}") for i in range(40)]
        self.query_one(RowList).set_rows(rows)
        self.query_one(RowList).focus()


async def test_the_cursor_passes_over_headings_and_keeps_them_in_view() -> None:
    async with Shown().run_test(size=(30, 10)) as pilot:
        rows = pilot.app.query_one(RowList)
        await see(pilot, "▸ apple [/]")
        await pilot.press("j")
        await wait_for(pilot, lambda: rows.key == "n0", "the row under the heading")
        await pilot.press("end")
        await see(pilot, "▸ nut 39")
        assert "apple" not in screen_text(pilot.app)
        await pilot.press("home")
        await see(pilot, "Fruit")
        await pilot.press("k")
        assert rows.key == "a"


async def test_new_rows_keep_the_cursor_on_its_row() -> None:
    async with Shown().run_test(size=(30, 10)) as pilot:
        rows = pilot.app.query_one(RowList)
        await pilot.press("j", "j")
        await wait_for(pilot, lambda: rows.key == "n1", "the second nut")
        rows.set_rows([ListRow(Content("a new one"), "new"), *rows.rows])
        assert rows.key == "n1"
        rows.set_rows([ListRow(Content("nothing to stand on"))])
        assert rows.key == ""
        await see(pilot, "nothing to stand on")


async def test_a_cursor_move_repaints_two_lines() -> None:
    async with Shown().run_test(size=(30, 10)) as pilot:
        await see(pilot, "▸ apple")
        await pilot.pause()
        rows = pilot.app.query_one(RowList)
        drawn: list[int] = []
        draw = rows.render_line

        def counted(y: int) -> object:
            drawn.append(y)
            return draw(y)

        rows.render_line = counted  # type: ignore[assignment,method-assign]
        await pilot.press("j")
        await see(pilot, "▸ nut 0")
        assert sorted(set(drawn)) == [1, 3]


class Numbered(App[int]):
    def compose(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        rows = [ListRow(Content(f"theme {i}"), f"t{i}", number=i) for i in range(1, 29)]
        self.query_one(RowList).set_rows(rows)
        self.query_one(RowList).focus()


async def test_digits_go_to_the_row_with_that_number() -> None:
    async with Numbered().run_test(size=(30, 10)) as pilot:
        rows = pilot.app.query_one(RowList)
        await see(pilot, "▸ theme 1")
        for typed, key in (("17", "t17"), ("3", "t3"), ("28", "t28"), ("29", "t9")):
            await pilot.press("home", *typed)
            await wait_for(pilot, lambda key=key: rows.key == key, key)  # type: ignore[misc]
