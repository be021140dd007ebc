"""The palette: what can be done here, found by typing. Slow to import, and seldom used."""

from contextlib import suppress

from textual.command import CommandPalette

from amu_tui.tui.there import Leavable
from amu_tui.words import _


class Palette(Leavable, CommandPalette):
    """Textual's palette with a list that is not asked to move before it has lines."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("type what you want to do …"), id="--command-palette")

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # of a line that is not laid out yet (Textual 8.2.8)
            super()._action_command_list(action)
