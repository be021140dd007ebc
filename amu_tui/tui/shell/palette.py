"""The palette: what can be done here, found by typing. Slow to import, and seldom used."""

from textual.command import CommandPalette

from amu_tui.tui.there import Leavable
from amu_tui.words import _


class Palette(Leavable, CommandPalette):
    """Textual's palette with a list that is not asked to move before it is shown."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("type what you want to do …"), id="--command-palette")

    def _action_command_list(self, action: str) -> None:
        if self._list_visible:
            super()._action_command_list(action)
