"""A line of a form loses nothing that is typed or pasted ahead, and takes only clean text."""

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from amu_tui.tui.kit.dialogs import Form, FormField
from amu_tui.tui.kit.form_line import FormLine
from amu_tui.tui.textual_fixes import SafeApp
from tests.tui.seeing import see


class Asking(SafeApp):
    """An app that asks for two lines."""

    def compose(self) -> ComposeResult:
        yield from ()

    def on_mount(self) -> None:
        self.push_screen(Form("Form", [FormField("one", "One"), FormField("two", "Two")]))


def values(pilot: Pilot[int]) -> list[str]:
    return [line.value for line in pilot.app.screen.query(FormLine)]


def at_once(pilot: Pilot[int], *typed: events.Key | events.Paste) -> None:
    """What arrives while the first line still has the focus."""
    for event in typed:
        pilot.app.screen.query(FormLine).first().post_message(event)


async def test_what_arrives_with_the_enter_is_not_replaced_by_the_next_key() -> None:
    async with Asking().run_test() as pilot:
        await pilot.press("a")
        at_once(pilot, events.Key("enter", "\r"), events.Key("1", "1"), events.Key("2", "2"))
        await pilot.pause()
        await pilot.press("3")
        assert values(pilot) == ["a", "123"]


async def test_what_is_pasted_with_the_enter_goes_to_the_next_line() -> None:
    async with Asking().run_test() as pilot:
        await pilot.press("a")
        at_once(pilot, events.Key("enter", "\r"), events.Paste("bc"), events.Key("d", "d"))
        await pilot.pause()
        assert values(pilot) == ["a", "bcd"]


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("a\nb\r\nc", "a b c"),
        ("x\x1b]0;t\x07\x9b31m\u202ey", "x�]0;t��31m�y"),
        ("[/] [@click=app.quit]x", "[/] [@click=app.quit]x"),
        ("\n", ""),
    ],
)
async def test_what_is_pasted_is_clean_text_on_one_line(pasted: str, shown: str) -> None:
    async with Asking().run_test() as pilot:
        await pilot.pause()
        pilot.app.post_message(events.Paste(pasted))
        await pilot.pause()
        assert values(pilot) == [shown, ""]


async def test_a_paste_that_is_too_long_is_refused_and_not_cut() -> None:
    async with Asking().run_test() as pilot:
        await pilot.pause()
        pilot.app.post_message(events.Paste("x" * 1_999 + " and the rest"))
        await pilot.pause()
        await pilot.press("ctrl+s")
        screen = await see(pilot, "longer than 2000")
        assert "Esc" in screen
        assert values(pilot)[0].endswith("the rest")


async def test_ctrl_c_copies_what_is_selected() -> None:
    async with Asking().run_test() as pilot:
        await pilot.press("a", "b", "shift+left", "ctrl+c")
        assert (pilot.app.clipboard, values(pilot)) == ("b", ["ab", ""])
