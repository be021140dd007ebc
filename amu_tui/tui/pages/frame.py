"""What the meeting is framed by: what a work environment is, and the rules of the dialogue."""

from collections.abc import Sequence

from textual.content import Content

from amu_tui.tui.pages.paged import PagesView
from amu_tui.tui.pages.slide import apart, frame_lines, group_lines, page


class FrameView(PagesView):
    """The frames of the instrument, a page each."""

    def count(self) -> int:
        """As many pages as frames."""
        return len(self.session.instrument.frames)

    def pages(self) -> Sequence[Content]:
        """Each frame, drawn."""
        frames = self.session.instrument.frames.values()
        return [page(frame_lines(frame, self.columns, tall=self.tall)) for frame in frames]


class RulesView(PagesView):
    """The rules on one page where they fit, else a page each."""

    def count(self) -> int:
        """How many pages the rules take at this size."""
        return len(self.pages())

    def pages(self) -> Sequence[Content]:
        """The rules, drawn."""
        groups = self.session.instrument.rules.values()
        blocks = [group_lines(group, self.columns, airy=True) for group in groups]
        whole = apart(blocks, 3 if self.tall else 2)
        if len(whole) <= self.size.height or len(blocks) == 1:
            return [page(whole)]
        return [page(block) for block in blocks]
