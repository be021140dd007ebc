"""Opening a round again that is written down: the reason, what of the votes holds, one question."""

from collections.abc import Mapping

from amu_tui.model.meeting.reopening import refuse_built_on
from amu_tui.model.voting.ballot import RoundName
from amu_tui.model.voting.reopening import VOTES_NOW, VOTES_WORDS, VotesNow, parse_why
from amu_tui.render.decisions.corrected import holds_lines
from amu_tui.tui.kit.application import Application
from amu_tui.tui.kit.dialogs import FormField
from amu_tui.tui.state.store import SessionStore
from amu_tui.words import _


class Opening:
    """Asks one thing after the other; Esc in any of them leaves the round as it is."""

    def __init__(self, amu: Application, store: SessionStore, name: RoundName) -> None:
        self._amu, self._store, self._name = amu, store, name
        self._why = ""

    def ask(self) -> None:
        """Ask for the reason, unless something is built on the round."""
        if not self._amu.attempt(lambda: refuse_built_on(self._store.session, self._name)):
            return
        lead = _("What was written down is kept with the reason, and the report tells of both.")
        field = FormField("why", _("Why"), "", parse_why)
        self._amu.form(_("Open the round again"), [field], self._ask_votes, lead)

    def _ask_votes(self, typed: Mapping[str, str]) -> None:
        self._why = typed["why"]
        closed = self._store.session.round(self._name)
        if closed is None or not closed.turnout:
            self._confirm("stand")
            return
        options = [(votes, _(VOTES_WORDS[votes])) for votes in VOTES_NOW]
        self._amu.pick(_("What about the votes?"), options, self._picked)

    def _picked(self, key: str) -> None:
        self._confirm("anew" if key == "anew" else "stand")

    def _confirm(self, votes: VotesNow) -> None:
        closed = self._store.session.round(self._name)
        if closed is not None:
            lines = holds_lines(self._store.session, closed, votes)
            body = "\n\n".join([_("The reason: {reason}").format(reason=self._why), *lines])
            do = lambda: self._store.reopen(self._name, self._why, votes)  # noqa: E731
            self._amu.confirm(_("Open the round again?"), body, _("open again"), do)
