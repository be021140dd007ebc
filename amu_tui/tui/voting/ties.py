"""Settling a tie in the room: a run-off by raised hands, a lot, or what the room agrees on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from amu_tui.errors import UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.voting.hands import parse_people
from amu_tui.model.voting.tally import Tie, by_lot, by_room, by_run_off
from amu_tui.render.aims import item_name
from amu_tui.render.decisions.rounds import tied_place, votes_text
from amu_tui.text import clean
from amu_tui.tui.kit.application import Application
from amu_tui.tui.kit.dialogs import FormField
from amu_tui.words import _, ngettext

LISTED = 7
"""As many of those that are tied get a line each in the dialog; more are told in a row."""


@dataclass(frozen=True)
class Settling:
    """One tie being talked through; `then` gets it settled, or after a run-off without result.

    `votes` is what each of the tied has.
    """

    amu: Application
    tie: Tie
    votes: int
    then: Callable[[Tie], None]

    def ask(self) -> None:
        """Ask how the tie is to be settled, and go on with that."""
        options = [
            ("run-off", _("Run-off: raised hands for those that are tied")),
            ("lot", _("Lot, from a seed that the room gives")),
            ("room", _("The room agrees")),
        ]
        # After a run-off that was a tie too, the lot is next by the rule.
        likely = "lot" if self.tie.hands else "run-off"
        title = tied_place(self.tie)
        self.amu.pick(title, options, self._settle, current=likely, lead=self._explained())

    def _settle(self, way: str) -> None:
        if way == "run-off":
            self._run_off()
        elif way == "lot":
            self._lot()
        elif way == "room":
            self._room(())

    def _explained(self) -> str:
        """Who is tied, for how many places, and what the rule says is next."""
        have = ngettext(
            "Each of these has {votes}, and {n} of them gets the place:",
            "Each of these has {votes}, and {n} of them get the places:",
            self.tie.places,
        ).format(votes=votes_text(self.votes), n=self.tie.places)
        if self.tie.hands:
            rule = _("The run-off was a tie too. By the rule of this session a lot is next.")
        else:
            rule = _("The rule of this session: a run-off first, then a lot.")
        return "\n".join([have, *self._tied(), "", rule])

    def _tied(self) -> list[str]:
        """Those that are tied, and how many hands each had in the run-off."""
        names = [self._word(item) for item in self.tie.tied]
        if self.tie.hands:
            names = [
                _("{name} – {n} in the run-off").format(name=name, n=self.tie.hands.get(item, 0))
                for item, name in zip(self.tie.tied, names, strict=True)
            ]
        return [f"  {name}" for name in names] if len(names) <= LISTED else ["; ".join(names)]

    def _session(self) -> Session:
        store = self.amu.store
        assert store is not None
        return store.session

    def _word(self, item: str) -> str:
        return item_name(self._session(), item)

    def _run_off(self) -> None:
        fields = [
            FormField(item, self._word(item), "", parse_people, _("raised hands"))
            for item in self.tie.tied
        ]
        lead = ngettext(
            "Everybody raises a hand for {n} of these. The one with most hands gets the place; "
            "if that is a tie too, a lot is drawn.",
            "Everybody raises a hand for {n} of these. The {n} with most hands get the places; "
            "if that is a tie too, a lot is drawn.",
            self.tie.places,
        ).format(n=self.tie.places)

        def count(typed: Mapping[str, str]) -> None:
            self.then(by_run_off(self.tie, {i: int(typed[i]) for i in self.tie.tied}))

        self.amu.form(_("Run-off"), fields, count, lead)

    def _lot(self) -> None:
        lead = _(
            "Somebody in the room says a word or a number that nobody could have planned. It alone "
            "decides: those that are tied are put in the order of SHA-256 of seed:{aim}:id. It is "
            "written down, so that anybody can draw the same lot again: amu close --verify."
        ).format(aim=self.tie.aim)

        def draw(typed: Mapping[str, str]) -> None:
            self.then(by_lot(self.tie, parse_seed(typed["seed"])))

        self.amu.form(_("Lot"), [FormField("seed", _("Seed"), "", parse_seed)], draw, lead)

    def _room(self, chosen: tuple[str, ...]) -> None:
        """Ask for one place after the other."""
        options = [(item, self._word(item)) for item in self.tie.tied if item not in chosen]

        def take(item: str) -> None:
            picked = (*chosen, item)
            if len(picked) < self.tie.places:
                self._room(picked)
            else:
                self.then(by_room(self.tie, picked))

        place = self.tie.place + len(chosen)
        title = _("What does the room choose for place {place}?").format(place=place)
        self.amu.pick(title, options, take)


def parse_seed(text: str) -> str:
    """A typed seed, cleaned; `UsageError` where it is empty."""
    seed = clean(text)
    if not seed:
        raise UsageError(_("a lot needs a seed"))
    return seed
