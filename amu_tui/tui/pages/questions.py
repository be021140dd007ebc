"""The questions that the meeting opens with, one at a time in large letters, and a timer."""

from collections.abc import Sequence
from time import monotonic

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer

from amu_tui.model.meeting.countdown import MINUTE, Countdown, clock
from amu_tui.tui.keys import bindings
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import HEADING, QUIET
from amu_tui.tui.pages.letters import large, spaced
from amu_tui.tui.pages.paged import MARGIN, PagesView
from amu_tui.words import _, pick

TIMER_LINES = 1
"""Lines of the view that the timer takes."""
UNPLANNED = 5
"""Minutes on the timer where none are planned."""
TIMER_SECONDS = 1.0
"""Seconds between two looks at the clock, while the timer runs."""


class QuestionsView(PagesView):
    """The opening questions; the timer begins at the planned minutes of the step."""

    CONTEXT = "questions"
    BINDINGS = bindings("questions")
    DEFAULT_CSS = """
    QuestionsView #page { height: 1fr; }
    QuestionsView #timer { height: 1; width: 1fr; content-align: center middle; }
    """

    _ticking: Timer
    _countdown: Countdown
    _rung: bool

    def compose(self) -> ComposeResult:
        """The page and, under it, the timer."""
        yield from super().compose()
        yield Static("", id="timer")

    def on_mount(self) -> None:
        planned = (self.session.minutes(self.step) or UNPLANNED) * MINUTE
        # It outlives the view: the meeting may look at another step meanwhile.
        countdowns = self.store.following.countdowns
        self._countdown = countdowns.setdefault(self.step.id, Countdown(planned))
        self._rung = self._countdown.over(monotonic())
        self._ticking = self.set_interval(
            TIMER_SECONDS, self._tick, pause=not self._countdown.running
        )
        super().on_mount()

    def count(self) -> int:
        """As many pages as questions."""
        return len(self.session.instrument.opening)

    def pages(self) -> Sequence[Content]:
        """Each question in the same large letters, or in bold where none fit."""
        texts = [pick(point.text) for point in self.session.instrument.opening.values()]
        columns = max(16, self.size.width - 2 * MARGIN)
        drawn = large(texts, columns, self.size.height - TIMER_LINES)
        if drawn is None:
            drawn = [spaced(text, columns) for text in texts]
        return [Content.styled("\n".join(rows), HEADING) for rows in drawn]

    def show(self) -> None:
        """Draw the question and the timer."""
        super().show()
        self._show_timer()

    def _show_timer(self) -> None:
        now = monotonic()
        left = clock(self._countdown.left(now))
        if self._countdown.over(now):
            text = Content.styled(_("Time is up"), "bold $warning")
        elif self._countdown.running:
            text = Content.styled(f"▶ {left}", "bold")
        else:
            text = Content.styled(_("{left}   t starts the timer").format(left=left), QUIET)
        self.query_one("#timer", Static).update(text)

    def _tick(self) -> None:
        if self._countdown.over(monotonic()):
            self._ticking.pause()
            if not self._rung:
                self._rung = True
                self.app.bell()
        self._show_timer()

    def action_timer(self) -> None:
        """Start or stop the timer."""
        if self._may_time():
            self._countdown.toggle(monotonic())
            self._resume()
            self._share()

    def action_more_time(self) -> None:
        """A minute more."""
        if self._may_time():
            self._countdown.add(MINUTE, monotonic())
            self._rung = False
            self._resume()
            self._share()

    def _may_time(self) -> bool:
        may = self.store.following.may_time()
        if not may:
            self.amu.say(_("the facilitator runs the timer"))
        return may

    def _share(self) -> None:
        """Let those who follow have the same timer."""
        self.store.following.timed(self.step.id, self._countdown)

    def timer_changed(self) -> None:
        """The timer of who leads is the timer of all."""
        self._rung = self._rung and self._countdown.over(monotonic())
        self._resume()

    def _resume(self) -> None:
        if self._countdown.running:
            self._ticking.reset()
            self._ticking.resume()
        else:
            self._ticking.pause()
        self._show_timer()
