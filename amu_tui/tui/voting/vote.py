"""The vote on themes."""

from amu_tui.tui.keys import bindings
from amu_tui.tui.voting.ballot import BallotView


class VoteView(BallotView):
    """All themes by area; some to preserve and some to improve."""

    CONTEXT = "vote"
    BINDINGS = bindings("vote")
    ROUND = "themes"

    def action_preserve(self) -> None:
        """Mark, or unmark, what is under the cursor to preserve."""
        self.mark("preserve")

    def action_improve(self) -> None:
        """Mark, or unmark, what is under the cursor to improve."""
        self.mark("improve")

    def to_count(self) -> None:
        """The next step shows the count."""
        self.amu.go_to("choose")
