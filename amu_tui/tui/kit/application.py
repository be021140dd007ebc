"""What steps and screens may ask of the application: all that they know of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from textual.content import Content
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from amu_tui.errors import AmuError
from amu_tui.tui.there import Leavable

if TYPE_CHECKING:
    from amu_tui.model.meeting.session import Session
    from amu_tui.tui.kit.dialogs import FormField
    from amu_tui.tui.state.listing import SessionRow
    from amu_tui.tui.state.store import SessionStore

Answer = TypeVar("Answer")
OnPick = Callable[[str], None] | Callable[[str], Awaitable[None]]
"""What is done with the id that was picked."""


class Application(Protocol):
    """The application as its screens see it."""

    store: SessionStore | None
    """The session that is open."""
    interval: bool
    """Whether bars show how far chance can move the mean, and not the spread."""
    chart: bool | None
    """Whether bars are drawn as a chart, and not as rows; None: where there is room for it."""

    def say(self, text: str) -> None:
        """Draw the session as it is now, and say something in the status line."""

    def confirm(
        self,
        title: str,
        body: str | Content,
        yes: str,
        do: Callable[[], None],
        *,
        pause: bool = True,
    ) -> None:
        """Ask; on yes, attempt `do`. `pause`: what it does cannot be taken back."""

    def attempt(self, what: Callable[[], None]) -> bool:
        """Do `what`; where it cannot be done, say why. Returns whether it was done."""

    def message(
        self, title: str, text: str | Content, then: Callable[[], None] | None = None
    ) -> None:
        """Show something to read; `then` is called when it has been read."""

    def pick(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        then: OnPick,
        *,
        current: str = "",
        lead: str = "",
    ) -> None:
        """Let one of `options`, each an id and a text, be picked, unless the user backs out."""

    def form(
        self,
        title: str,
        fields: Sequence[FormField],
        then: Callable[[Mapping[str, str]], None],
        lead: str = "",
    ) -> None:
        """Let lines be filled in; `then` gets them by name, unless the user backs out."""

    def tell(self, error: AmuError, then: Callable[[], None] | None = None) -> None:
        """Show why something cannot be done; `then` is called when it has been read."""

    def tell_written(self) -> None:
        """Say that somebody else has written a round down."""

    def tell_uncast(self) -> None:
        """Say that the vote was ended by somebody else before the ballot here was cast."""

    def push_screen(
        self, screen: Screen[Answer], callback: Callable[[Answer | None], None] | None = None
    ) -> object:
        """Show a screen; `callback` gets its answer."""

    def redraw(self) -> None:
        """Draw everything again."""

    def go_to(self, step: str) -> None:
        """Show another step."""

    def show_view(self, view: Widget) -> None:
        """Show another view of the step that is shown."""

    def compare_rounds(self) -> None:
        """Show the round before and this one side by side."""

    @property
    def sessions(self) -> Path:
        """The folder that the list shows."""

    def session_rows(self) -> list[SessionRow]:
        """The sessions of that folder."""

    def open_folder(self, path: Path | str) -> None:
        """Open a session, or say why not."""

    def open_demo(self) -> None:
        """Open a fresh copy of the example."""

    def show_list(self) -> None:
        """Leave the session for the list."""


class InApplication(Leavable):
    """A screen or a step: what it knows of the application that it is part of."""

    @property
    def amu(self) -> Application:
        """The application."""
        return cast(Application, cast(MessagePump, self).app)

    @property
    def store(self) -> SessionStore:
        """What changes and saves the session that is open."""
        store = self.amu.store
        assert store is not None
        return store

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.store.session
