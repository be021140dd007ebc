"""A session on the screen: where we are, one step at a time, and what was just saved."""

from __future__ import annotations

from asyncio import Event, Lock
from collections.abc import Callable, Iterator
from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widget import Widget

from amu_tui.errors import AmuError
from amu_tui.model.meeting.agenda import Step, title
from amu_tui.model.meeting.session import Session
from amu_tui.text import cut
from amu_tui.tui.keys import MEETING, bindings
from amu_tui.tui.kit.edges import EdgeLine
from amu_tui.tui.kit.full_screen import FullScreen
from amu_tui.tui.kit.rail import Rail
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.shell.follow_line import room_left, status
from amu_tui.tui.shell.step_views import view_of
from amu_tui.tui.state.undo import Change
from amu_tui.words import _, ngettext, spoken

LOOK_SECONDS = 1.0
"""Seconds between two looks at what others have done."""
MINUTES_FROM = 60
"""Columns from which there is room for the minutes."""
RAIL_FROM = 118
"""Columns from which the list of steps has room beside the step."""


def _caveats(session: Session) -> Iterator[str]:
    """What nobody may overlook: made-up figures, those of another unit, unreadable files."""
    if session.info.synthetic:
        yield _("SYNTHETIC DATA")
    if session.quick_look:
        yield _("quick look, nothing is saved")
    if session.results.shown_for:
        yield _("results of {unit}").format(unit=cut(session.results.shown_for, 30))
    if unread := sum(not problem.notice for problem in session.problems):
        text = ngettext("{n} file unreadable", "{n} files unreadable", unread)
        yield text.format(n=unread)
    if len(session.problems) > unread:
        yield _("not all as counted")


class Meeting(FullScreen):
    """One session, step by step."""

    BINDINGS = bindings("meeting")

    def __init__(self, step: str = "") -> None:
        super().__init__()
        self._first = step
        self._step: Step | None = None
        self._message = ""
        """What the status line says of the last change."""
        self._mounting = Lock()
        """Locked while one view replaces another: timers run between keys."""
        self._answer_pending = False
        """Whether a dialog has been open whose answer may not have been dealt with yet."""

    def body(self) -> ComposeResult:
        """The steps where there is room, the step, the status line."""
        with Horizontal(id="body"):
            yield Rail(id="rail")
            yield Vertical(id="step")
        yield EdgeLine(id="status")

    @property
    def CONTEXTS(self) -> tuple[str, ...]:  # type: ignore[override]
        """The contexts whose keys work now."""
        view = self._view()
        step = (view.CONTEXT,) if view else ()
        lists = ("list",) if view and view.has_list else ()
        return (*step, "meeting", *lists, "everywhere")

    async def on_mount(self) -> None:
        self.set_interval(20, self._show_edges)
        self.set_interval(LOOK_SECONDS, self._look)
        begin = self.store.following.open(asked=bool(self._first))
        steps = {step.id: step for step in self.session.steps()}
        await self._show_step(steps.get(self._first or begin, self.session.steps()[0]))

    def on_unmount(self) -> None:
        self.workers.cancel_all()
        with suppress(AmuError):  # also after a signal: nobody waits for one who has left
            self.store.following.leave()

    def _view(self) -> StepView | None:
        return next(iter(self.query("#step > StepView").results(StepView)), None)

    async def _show_step(self, step: Step, *, followed: bool = False) -> None:
        moved, self._step = self._step is not None, step
        self.store.history.step = step.id
        following, text = self.store.following, ""
        led = following.mode == "lead"
        try:
            if moved and not followed:
                following.at_step(step.id)
                self.store.look_again()
        except AmuError as error:
            text = error.message
        if moved and not led and following.mode == "lead":
            text = text or _("you lead the meeting now")
        view = view_of(step)
        if followed:
            view.changed_by_others()
        await self.show_view(view)
        self._say(text)
        self._show_edges()
        if not moved:  # nothing is written before there is something to read
            self.call_after_refresh(self._begin, step)

    def _begin(self, step: Step) -> None:
        """Tell others where this program has opened."""
        try:
            self.store.following.begin(step.id)
        except AmuError as error:
            self._say(error.message)

    async def show_view(self, view: Widget) -> None:
        """Show `view` as the view of the step that is shown."""
        parent = self.query_one("#step")
        async with self._mounting:
            await self._pass_keys_on()
            if not self.there:
                return
            with self.app.batch_update():
                await parent.remove_children()
                await parent.mount(view)
        self._show_edges()

    async def _pass_keys_on(self) -> None:
        """Let the keys that were typed ahead leave the view, with which they would be lost.

        Textual hands a key to the widget that has the focus, and from there up, queue by queue.
        """
        view, focused = self._view(), self.focused
        chain = focused.ancestors_with_self if focused is not None else []
        for pump in chain[: chain.index(view) + 1] if view in chain else ():
            passed = Event()
            if pump.call_later(passed.set):
                await passed.wait()

    def show(self) -> None:
        """Draw everything again."""
        self._show_edges()
        if view := self._view():
            view.show()

    def session_changed(self, text: str) -> None:
        """The session has changed: draw it, and say what was done."""
        self.show()
        self._say(text)

    def _say(self, text: str) -> None:
        """Show what was done, and at the right whom one follows."""
        following, view = self.store.following, self._view()
        steps = [step.id for step in self.session.steps()]
        leads_at = following.progress.step
        number = steps.index(leads_at) + 1 if leads_at in steps else 0
        waits = bool(number and view and view.unfinished and leads_at != view.step.id)
        room = room_left(text, self.size.width)
        self._message = text
        self.query_one("#status", EdgeLine).show(text, status(following, number, waits, room))

    # Others

    def on_screen_suspend(self) -> None:
        self._answer_pending = True

    def _wait_for_answer(self, pumps: list[MessagePump]) -> None:
        """Go on once each of `pumps` has handled what is in its queue.

        Textual hands a dialog's answer to the widget that asked, after the dialog is gone.
        """
        while pumps:
            if pumps.pop(0).call_later(self._wait_for_answer, pumps):
                return
        self._answer_pending = not self.is_active

    async def _look(self) -> None:
        """See what others have done; draws nothing where they have done nothing."""
        following = self.store.following
        led = following.mode == "lead"
        timed = following.look() and following.progress.timer is not None
        view = self._view()
        if view is None or self._mounting.locked():
            return  # a new view is being mounted
        if timed:
            view.timer_changed()
        if not self.is_active:
            return  # a dialog asks about the session as it is now
        if self._answer_pending:
            self._wait_for_answer([*view.walk_children(), view, self, self.app])
            return
        before = view.subject
        news = self.store.take_in()
        if news.parts:
            view.others_changed(news.parts)
            if view.subject != before:
                view.changed_by_others()
            self._show_edges()
        if news.closed:
            self._say(_("the round is written down"))
        elif news.opened:
            self._say(_("the round is opened again"))
        if news.lost and news.closed:
            self.amu.tell_written()
        elif news.lost:
            self.amu.tell_uncast()
        elif not view.unfinished:
            await self._follow()
        overtaken = led and following.mode == "follow"
        self._say(_("another facilitator leads now") if overtaken else self._message)

    async def _follow(self) -> None:
        await self.go_to(self.store.following.target, followed=True)

    async def action_follow(self) -> None:
        """Follow who leads, or stop following."""
        following = self.store.following
        if self._step is None or self.store.folder is None:
            self._say(_("nobody leads a quick look"))
            return
        following.toggle(self._step.id)
        view = self._view()
        if view is not None and not view.unfinished:
            await self._follow()
        texts = {
            "lead": _("you lead the meeting now"),
            "own": "",  # the status at the right says it
            "follow": "" if following.led_by_another else _("nobody leads the meeting now"),
        }
        self._say(texts[following.mode])

    def on_resize(self) -> None:
        self.set_class(self.size.width >= RAIL_FROM, "-wide")
        self._show_edges()
        if self._step is not None:
            self._say(self._message)

    def _show_edges(self) -> None:
        if self._step is None:
            return
        session, steps = self.session, self.session.steps()
        number = steps.index(self._step) + 1
        where = _("Step {place} of {count}").format(place=number, count=len(steps))
        timed = not session.quick_look and self.size.width >= MINUTES_FROM
        if timed and (planned := session.minutes(self._step)):
            used = self.store.following.seconds_used(self._step.id) // 60
            where += " · " + _("{used} of {planned} min").format(used=used, planned=planned)
        name = session.info.unit if session.quick_look else session.name
        heading = spoken(title(self._step, session.instrument))
        view = self._view()
        if view and (more := view.heading()):
            heading = f"{heading} – {more}"
        keys = view.keys() if view else ()
        # Last, since every step needs the others; without a round before it only says so.
        compare = [key for key in keys if key.action == "compare" and session.has_round_before]
        keys = (*(key for key in keys if key.action != "compare"), *MEETING, *compare)
        self.show_edges(name, where, _caveats(session), heading, keys)
        self.query_one(Rail).show(session, self._step)

    def runner(self, context: str, action: str) -> Callable[[], object]:
        """What the palette calls for an action of a context."""
        target: DOMNode = self._view() or self
        if context in ("meeting", "everywhere"):
            target = self if context == "meeting" else self.app
        return lambda: self.app.call_later(self.app.run_action, action, target)

    # Keys

    async def action_next(self) -> None:
        """The next step."""
        await self._go(1)

    async def action_previous(self) -> None:
        """The step before."""
        await self._go(-1)

    async def _go(self, way: int) -> None:
        steps = self.session.steps()
        if self._step is None:
            return
        index = steps.index(self._step) + way
        if 0 <= index < len(steps):
            await self._show_step(steps[index])
        else:
            self._say(_("this is the last step") if way > 0 else _("this is the first step"))

    def action_steps(self) -> None:
        """Go to any step."""
        options = [
            (step.id, f"{number:>2} {spoken(title(step, self.session.instrument))}")
            for number, step in enumerate(self.session.steps(), 1)
        ]
        current = self._step.id if self._step else ""
        self.amu.pick(_("Go to"), options, self.go_to, current=current)

    async def go_to(self, step_id: str, *, followed: bool = False) -> None:
        """Show the step with an id; `followed`: since who leads has gone there."""
        for step in self.session.steps():
            if step.id == step_id and step != self._step:
                await self._show_step(step, followed=followed)

    def action_undo(self) -> None:
        """Take back the last change."""
        self._take_back(again=False)

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._take_back(again=True)

    def _take_back(self, *, again: bool) -> None:
        """Take back or do again, after a question where the change was made in another step."""
        change = self.store.history.next(again=again)
        if change is None or self._step is None or change.step == self._step.id:
            self.amu.attempt(lambda: self._stand_on(self.store.undo(again=again)))
            return
        where = spoken(title(self.session.step(change.step), self.session.instrument))
        question, yes = _("Take this back in the step “{step}”?"), _("take it back")
        if again:
            question, yes = _("Do this again in the step “{step}”?"), _("do it again")

        def go() -> None:
            self.call_later(self._take_back_there, change, again)

        body = cut(change.what[:1].upper() + change.what[1:], 200)
        self.amu.confirm(question.format(step=where), body, yes, go, pause=False)

    async def _take_back_there(self, change: Change, again: bool) -> None:
        await self.go_to(change.step)
        if self.store.history.next(again=again) is change:
            self._take_back(again=again)
        else:
            self._say(_("somebody else has changed it since"))

    def _stand_on(self, item: str) -> None:
        if item and (view := self._view()):
            view.stand_on(item)

    def action_back(self) -> None:
        """Back to the list of sessions, where one came from it."""
        if self.store.folder is None:
            self._say(_("q leaves"))
        else:
            with suppress(AmuError):  # losing the time used is no reason to stay
                self.store.following.leave()
            self.amu.show_list()
