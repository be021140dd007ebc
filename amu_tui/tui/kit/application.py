"""What steps and screens may ask of the application: all that they know of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from textual.content import Content
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from amu_tui.errors import AmuError

if TYPE_CHECKING:
    from amu_tui.tui.state.listing import Listed
    from amu_tui.tui.state.store import SessionStore

Answer = TypeVar("Answer")
Picked = Callable[[str | None], None] | Callable[[str | None], Awaitable[None]]
"""What is done with the id that was picked; None where the user backed out."""


class Application(Protocol):
    """The application as its screens see it."""

    store: SessionStore | None
    """The session that is open."""
    interval: bool
    """Whether bars show how far chance can move the mean, and not the spread."""
    chart: bool | None
    """Whether bars are drawn as a chart, and not as rows; None: where there is room for it."""

    def say(self, text: str) -> None:
        """Say something in the line that stays."""

    def confirm(self, title: str, body: str | Content, yes: str, do: Callable[[], None]) -> None:
        """Ask; on yes, attempt `do`."""

    def attempt(self, what: Callable[[], None]) -> bool:
        """Do `what`; where it cannot be done, say why. Returns whether it was done."""

    def message(self, title: str, text: str) -> None:
        """Show something to read."""

    def pick(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        current: str,
        then: Picked,
    ) -> None:
        """Let one of `options`, each an id and a text, be chosen;"""

    def tell(self, error: AmuError) -> None:
        """Show why something cannot be done."""

    def tell_written(self) -> None:
        """Say that somebody else has written a round down."""

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
        """Show the session beside its round before."""

    @property
    def sessions(self) -> Path:
        """The folder that the list shows."""

    def listed(self) -> list[Listed]:
        """The sessions of that folder."""

    def open_folder(self, path: Path | str) -> None:
        """Open a session, or say why not."""

    def open_demo(self) -> None:
        """Open a fresh copy of the example."""

    def show_list(self) -> None:
        """Leave the session for the list."""


def application(node: MessagePump) -> Application:
    """The application that a screen or a step is part of."""
    return cast(Application, node.app)


def open_store(node: MessagePump) -> SessionStore:
    """The session that is open, where a screen or a step shows one."""
    store = application(node).store
    assert store is not None
    return store
