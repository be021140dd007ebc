"""What every step's view is: shown from the app's session, and from nothing else."""

from math import inf
from time import monotonic
from typing import ClassVar

from textual.containers import Vertical

from amu_tui.model.meeting.agenda import Step
from amu_tui.tui.keys import KEYS, Key
from amu_tui.tui.kit.application import InApplication
from amu_tui.tui.kit.rows import RowList
from amu_tui.tui.state.news import SessionParts
from amu_tui.words import _

TALL = 30
"""Lines from which a view is tall."""
REACTION = 1.0
"""Seconds for which a key is still meant for what the screen showed before others changed it."""


class StepView(InApplication, Vertical):
    """The view of one step. Subclasses set `CONTEXT` and `BINDINGS`, compose, and `show`.

    `show` is called when the view is first laid out and whenever something it depends on
    changes: the session, the language, the colours, the size. It must keep the cursor.
    """

    CONTEXT: ClassVar[str] = "plain"

    def __init__(self, step: Step) -> None:
        super().__init__(id="view")
        self.step = step
        self._changed = -inf

    @property
    def tall(self) -> bool:
        """Whether there is room for more air, and for all of a slide's text."""
        return self.size.height >= TALL

    def keys(self) -> tuple[Key, ...]:
        """The keys of the key line, the most important first."""
        return KEYS[self.CONTEXT]

    @property
    def has_list(self) -> bool:
        """Whether there is a list to move in, or one that scrolls."""
        keys = (row.key for rows in self.query(RowList) for row in rows.rows)
        return self.has_more or any(keys)

    @property
    def has_more(self) -> bool:
        """Whether a list is longer than its part of the screen."""
        return any(rows.max_scroll_y > 0 for rows in self.query(RowList))

    def heading(self) -> str:
        """What the title line says after the step's title, if anything."""
        return ""

    def show(self) -> None:
        """Draw everything again from the session."""

    @property
    def unfinished(self) -> bool:
        """Whether something is under way here that is finished before another step is followed."""
        return False

    def others_changed(self, parts: SessionParts) -> None:
        """Others have saved `parts` of the session; what is marked here is not touched."""
        if parts - {"ballots"}:
            self.show()

    @property
    def subject(self) -> object:
        """What keys act on."""
        return None

    def stand_on(self, item: str) -> None:
        """Put the cursor on the row of a theme or an action, where the step has one."""
        for rows in self.query(RowList):
            rows.move_to(next((r.key for r in rows.rows if r.key.split(":")[-1] == item), ""))

    def changed_by_others(self) -> None:
        """What keys act on is not what it was a moment ago."""
        self._changed = monotonic()

    def meant(self) -> bool:
        """Whether a key can be meant for what is here now; says why where it cannot."""
        if monotonic() - self._changed >= REACTION:
            return True
        self.amu.say(_("this has just changed: look, and press the key again"))
        return False

    def timer_changed(self) -> None:
        """Who leads has started, stopped or lengthened the timer."""

    def warning_keys(self) -> tuple[Key, ...]:
        """The keys of the step, without that of warnings where there are none."""
        without = () if self.session.results.warnings else ("warnings",)
        return tuple(key for key in KEYS[self.CONTEXT] if key.action not in without)

    def action_warnings(self) -> None:
        """Read what is odd about the figures, whole."""
        from amu_tui.render.results.warnings import warnings

        text = "\n".join(f"! {warning}" for warning in warnings(self.session))
        self.amu.message(_("Warnings"), text or _("There is nothing odd."))

    def action_legend(self) -> None:
        """How to read the bars."""
        from amu_tui.render.legend import legend

        self.amu.message(_("How to read the bars"), legend(self.session))

    def action_compare(self) -> None:
        """Set the session beside the round before."""
        self.amu.compare_rounds()

    def focus_first(self) -> None:
        """Give the keys to what is used first."""
        focusable = next((w for w in self.query("*") if w.focusable), None)
        if focusable is not None:
            focusable.focus()
        else:
            self.can_focus = True
            self.focus()

    def on_mount(self) -> None:
        self.focus_first()

    def on_resize(self) -> None:
        if self.size.width and self.children:
            self.show()
