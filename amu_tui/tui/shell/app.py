"""The application: opens and saves, holds the session, speaks, and changes language and colours.

Screens draw from it and tell it what the user did; only the app and its store touch files.
"""

import gc
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from textual.app import SystemCommand
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from amu_tui import words
from amu_tui.errors import AmuError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user.settings import Settings, load_settings, save_settings
from amu_tui.model.meeting.session import Session
from amu_tui.tui import themes
from amu_tui.tui.keys import KEYS, bindings, written
from amu_tui.tui.kit.application import OnPick
from amu_tui.tui.kit.full_screen import FullScreen
from amu_tui.tui.shell.meeting import Meeting
from amu_tui.tui.state.store import SessionStore
from amu_tui.tui.textual_fixes import SafeApp
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.tui.kit.dialogs import FormField
    from amu_tui.tui.state.listing import SessionRow


class Opening(msgspec.Struct, frozen=True):
    """What the program was called with."""

    sessions: Path
    path: Path | None = None
    session: Session | None = None
    step: str = ""


class AmuApp(SafeApp):
    """The whole program on the screen.

    Making one reads the session; raises `AmuError` where that fails, or it has no such step.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "amu"
    BINDINGS = [
        *bindings("everywhere"),
        # Textual's own key would leave a form and drop what is typed in it.
        Binding("ctrl+q", "help_quit", show=False, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening
        self.store: SessionStore | None = None
        self.interval = False
        """Whether bars show how far chance can move the mean, and not the spread."""
        self.chart: bool | None = None
        """Whether bars are drawn as a chart, and not as rows; None: where there is room for it."""
        if opening.session is not None:
            self._keep(opening.session, None)
        elif opening.path is not None:
            folder = SessionFolder(opening.path)
            self._keep(folder.load(), folder)
        if self.store is not None and opening.step:
            self.store.session.step(opening.step)
        self.settings, _unread = load_settings()  # the command has already said why not
        for theme in themes.THEMES:
            self.register_theme(theme)
        if "TEXTUAL_THEME" not in os.environ:
            wanted = self.settings.theme
            self.theme = wanted if wanted in themes.THEME_NAMES else themes.DARK.name

    def on_mount(self) -> None:
        self.watch_terminal()
        self.call_after_refresh(self._collect_garbage)
        if self.store is None:
            from amu_tui.tui.shell.sessions import Sessions

            self.push_screen(Sessions())
        else:
            self.push_screen(Meeting(self.opening.step))
            self._show_problems(self.store.session)

    def _collect_garbage(self) -> None:
        if not gc.isenabled():  # see `run`
            gc.freeze()
            gc.enable()

    # Opening

    @property
    def sessions(self) -> Path:
        """The folder that the list shows."""
        return self.opening.sessions

    def session_rows(self) -> "list[SessionRow]":
        """The sessions of the folder."""
        from amu_tui.tui.state.listing import session_rows

        return session_rows(self.sessions)

    def open_folder(self, path: Path | str) -> None:
        """Open a session folder, or say why not."""

        def show() -> None:
            folder = SessionFolder(Path(path))
            self._keep(folder.load(), folder)
            assert self.store is not None
            self.push_screen(Meeting())
            self._show_problems(self.store.session)

        self.attempt(show)

    def show_list(self) -> None:
        """Leave for the list; where one came straight to the session, for that of its folder."""
        self._unless_marked(self._show_list)

    def _show_list(self) -> None:
        from amu_tui.tui.shell.sessions import Sessions

        if any(isinstance(screen, Sessions) for screen in self.screen_stack):
            self.pop_screen()
            return
        if self.opening.path is not None:
            self.opening = Opening(sessions=self.opening.path.absolute().parent)
        self.switch_screen(Sessions())

    def open_demo(self) -> None:
        """Open a fresh copy of the example."""
        from amu_tui.files.session.demo import copy_demo

        self.attempt(lambda: self.open_folder(copy_demo(None)))

    def _keep(self, session: Session, folder: SessionFolder | None) -> None:
        self.store = SessionStore(session, folder, self.say)

    def _show_problems(self, session: Session) -> None:
        if not session.problems and not session.read_only:
            return
        from amu_tui.render.unreadable import clash_files

        mendable = clash_files(session)
        lines = [
            str(replace(problem, hint="" if problem.path in mendable else problem.hint).error())
            for problem in session.problems
        ]
        if mendable:
            lines += ["", _("Enter on it in the step “Actions” shows both versions and mends it.")]
        if session.read_only:
            lines.insert(0, _("This session is opened for reading only."))
        title = _("Not everything could be read")
        if session.problems and all(problem.notice for problem in session.problems):
            title = _("Not everything is as it was counted")
        self.call_after_refresh(self.message, title, "\n".join(lines))

    def go_to(self, step: str) -> None:
        """Show a step of the session that is open."""
        if isinstance(self.screen, Meeting):
            self.call_later(self.screen.go_to, step)

    def compare_rounds(self) -> None:
        """Show the round before and this one side by side, or say that none is kept."""
        if self.store is None or not isinstance(self.screen, Meeting):
            return
        from amu_tui.model.rounds.comparison import befores, compare, round_of
        from amu_tui.tui.results.compare import Compare

        session = self.store.session
        olds = befores(session)
        if not olds:
            self.say(
                _("no round before was given to compare with: --previous names its table")
                if session.quick_look
                else _("this session keeps no round before to compare with")
            )
        else:
            self.push_screen(Compare(*(compare(old, round_of(session)) for old in olds)))

    # Saying and asking

    def say(self, text: str) -> None:
        """Draw the session as it is now, and say something in the status line."""
        meeting = next((s for s in reversed(self.screen_stack) if isinstance(s, Meeting)), None)
        if meeting is not None:
            meeting.session_changed(text)
        full = next((s for s in reversed(self.screen_stack) if isinstance(s, FullScreen)), None)
        if full is not None and full is not meeting:
            full.say(text)

    def attempt(self, what: Callable[[], None]) -> bool:
        """Do `what`, or say why it cannot be done. Returns whether it was done."""
        try:
            what()
        except AmuError as error:
            self.tell(error)
            return False
        return True

    def message(
        self, title: str, text: str | Content, then: Callable[[], None] | None = None
    ) -> None:
        """Show something to read; `then` is called when it has been read."""
        from amu_tui.tui.kit.dialogs import MessageDialog

        self.push_screen(MessageDialog(title, text), lambda _answer: then() if then else None)

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
        from amu_tui.tui.kit.dialogs import PickDialog

        dialog = PickDialog(title, options, current, lead)
        self.push_screen(dialog, lambda key: then(key) if key else None)  # type: ignore[arg-type]

    def form(
        self,
        title: str,
        fields: Sequence["FormField"],
        then: Callable[[Mapping[str, str]], None],
        lead: str = "",
    ) -> None:
        """Let lines be filled in; `then` gets them by name, unless the user backs out."""
        from amu_tui.tui.kit.dialogs import Form

        def answered(typed: Mapping[str, str] | None) -> None:
            if typed is not None:
                then(typed)

        self.push_screen(Form(title, fields, lead), answered)

    def tell(self, error: AmuError, then: Callable[[], None] | None = None) -> None:
        """Show why something cannot be done; `then` is called when it has been read."""
        self.message(_("That cannot be done"), str(error), then)

    def tell_written(self) -> None:
        """Say that somebody else has written a round down, so that marks here came to nothing."""
        text = _(
            "Somebody else wrote this round down first, and what is marked here is not counted."
        )
        self.message(_("Already written down"), text)

    def tell_uncast(self) -> None:
        """Say that the vote was ended by somebody else before the ballot here was cast."""
        text = _(
            "Somebody else ended it. The marks on your ballot were not cast: they do not count."
        )
        self.message(_("The vote is ended"), text)

    def show_view(self, view: Widget) -> None:
        """Show another view of the step that is shown."""
        if isinstance(self.screen, Meeting):
            self.call_later(self.screen.show_view, view)

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
        from amu_tui.tui.kit.dialogs import ConfirmDialog

        def answered(answer: bool | None) -> None:
            if answer:
                self.attempt(do)

        if not isinstance(self.screen, ConfirmDialog):
            self.push_screen(ConfirmDialog(title, body, yes, pause=pause), answered)

    def redraw(self) -> None:
        """Draw everything again, after a change of language or colours."""
        for screen in self.screen_stack:
            if isinstance(screen, FullScreen):
                screen.show()

    # Keys that work everywhere

    def action_help(self) -> None:
        """Show the keys of this screen."""
        if isinstance(self.screen, FullScreen):
            from amu_tui.tui.shell.help import Help

            self.push_screen(Help(self.screen.CONTEXTS))

    async def action_quit(self) -> None:
        """Leave; asks first where marks on a ballot would be lost."""
        self._unless_marked(self._quit)

    def _unless_marked(self, leave: Callable[[], None]) -> None:
        """Do `leave`, after a question where marks on a ballot would be lost."""

        def forget() -> None:
            assert self.store is not None
            self.store.drafts.clear()
            leave()

        if self.store is None or not self.store.uncast():
            leave()
            return
        body = _("The marks are not a vote before the ballot is cast, and are not kept.")
        title = _("You have marked a ballot but not voted")
        self.confirm(title, body, _("leave without voting"), forget)

    def _quit(self) -> None:
        in_meeting = any(isinstance(screen, Meeting) for screen in self.screen_stack)
        if self.store is not None and in_meeting:
            with suppress(AmuError):  # losing the time used is no reason to stay
                self.store.following.leave()
        self.exit(0)

    def action_help_quit(self) -> None:
        """Ctrl+C and Ctrl+Q, which hands press by habit, only say how to leave."""
        from amu_tui.tui.kit.dialogs import Form

        if isinstance(self.screen, Form):
            self.screen.say_how_to_leave()
        else:
            self.say(_("q leaves"))

    def action_stop(self) -> None:
        """Stop for a while, where there is a shell that can go on."""
        if not self.stop_for_a_while():
            self.action_help_quit()

    def action_language(self) -> None:
        """Choose a language."""
        options = [(code, words.NAMES[code]) for code in words.LANGUAGES]
        self.pick(_("Language"), options, self.speak, current=words.language())

    def speak(self, code: str) -> None:
        """Speak another language from now on."""
        words.use(code)
        self._remember(msgspec.structs.replace(self.settings, language=code))
        self.redraw()

    def action_theme(self) -> None:
        """Choose colours."""
        options = [(name, _(title)) for name, title in themes.THEME_NAMES.items()]
        self.pick(_("Colours"), options, self.colour, current=self.theme)

    def colour(self, name: str) -> None:
        """Use other colours from now on."""
        if not self.ansi_color_forced:
            self.theme = name
            self._remember(msgspec.structs.replace(self.settings, theme=name))
            self.call_after_refresh(self.redraw)

    @property
    def ansi_color_forced(self) -> bool:
        """Whether the user's environment decides the colours."""
        return "TEXTUAL_THEME" in os.environ

    def _remember(self, settings: Settings) -> None:
        self.settings = settings
        self.attempt(lambda: save_settings(settings))

    def action_command_palette(self) -> None:
        """Search among everything that can be done here."""
        from amu_tui.tui.shell.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the keys of this screen, from the one table."""
        if not isinstance(screen, FullScreen):
            return
        for context in screen.CONTEXTS:
            for key in KEYS[context]:
                if context != "list":
                    action = screen.runner(context, key.action)
                    yield SystemCommand(_(key.help), written(key), action)
