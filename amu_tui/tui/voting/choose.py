"""Choosing the themes to go on with: from the count, or together without a vote."""

from amu_tui.tui.keys import bindings
from amu_tui.tui.voting.decide import DecideView


class ChooseView(DecideView):
    """The votes by theme; b and f choose otherwise."""

    CONTEXT = "choose"
    BINDINGS = bindings("choose")
    ROUND = "themes"

    def action_preserve(self) -> None:
        """Choose what is under the cursor to preserve, or take it away."""
        self.toggle("preserve")

    def action_improve(self) -> None:
        """Choose what is under the cursor to improve, or take it away."""
        self.toggle("improve")
