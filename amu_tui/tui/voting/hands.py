"""Raised hands: the facilitator counts in the room and keys in how many, each saved at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from amu_tui.model.survey.instrument import Aim
from amu_tui.model.voting.ballot import Choice, Hands, RoundName, check_hands
from amu_tui.model.voting.hands import most_raised, parse_people, too_many, with_count
from amu_tui.render.aims import AIM_TITLES
from amu_tui.text import fit, right
from amu_tui.tui.keys import bindings
from amu_tui.tui.kit.application import Application, InApplication
from amu_tui.tui.kit.dialogs import FormField
from amu_tui.tui.kit.round_items import RoundItem, aims_in, groups
from amu_tui.tui.kit.rows import ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import HEADING, QUIET
from amu_tui.words import _, ngettext, spoken

COLUMN = 12
"""Cells of a column of counts."""


def ask_people(amu: Application, name: RoundName, then: Callable[[], None]) -> None:
    """Ask how many vote by raised hands, save it, and go on."""
    store = amu.store
    assert store is not None
    key = store.session.info.key
    hands = store.hands(name) or Hands(session=key, round=name, people=0)
    budget = store.session.budget(name)

    def checked(text: str) -> Hands:
        changed = msgspec.structs.replace(hands, people=parse_people(text, most_raised(hands)))
        check_hands(changed, budget)
        return changed

    def save(typed: Mapping[str, str]) -> None:
        if amu.attempt(lambda: store.put_hands(checked(typed["people"]))):
            then()

    field = FormField(
        "people",
        _("How many vote by raised hands? Not those who vote in another way."),
        str(hands.people) if hands.people else "",
        checked,
    )
    amu.form(_("Raised hands"), [field], save)


class HandsScreen(InApplication, ModalScreen[None]):
    """A list with a count for each aim; digits write it, + and - change it by one."""

    BINDINGS = [
        *bindings("hands"),
        Binding("escape,q", "leave", show=False),
        Binding("enter", "next", show=False),
        Binding("backspace", "erase", show=False),
    ]

    def __init__(self, name: RoundName) -> None:
        super().__init__()
        self._round = name
        self._aim: Aim = "preserve"
        self._typing = ""

    @property
    def hands(self) -> Hands:
        """The counts so far."""
        key = self.session.info.key
        return self.store.hands(self._round) or Hands(session=key, round=self._round, people=0)

    def compose(self) -> ComposeResult:
        """How many people, the list, what was refused, the keys."""
        with Vertical(classes="dialog"):
            yield Static("", id="people", classes="dialog-title")
            yield RowList(id="counts")
            yield Static("", id="reason")
            keys = _("digits + -: hands   ←→: column   p: people   Enter: next   Esc: done")
            yield Static(Content(keys), classes="dialog-keys")

    def on_mount(self) -> None:
        self.call_after_refresh(self._show)
        self.query_one(RowList).focus()

    def on_resize(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        self._show()

    def on_row_list_moved(self) -> None:
        """Another row: what is typed now is another number."""
        self._typing = ""
        item = self._item()
        if item is not None and self._aim not in item.aims:
            self._aim = item.aims[0]
        self._show()

    def _items(self) -> dict[str, RoundItem]:
        grouped = groups(self.session, self._round)
        return {item.id: item for _title, items in grouped for item in items}

    def _item(self) -> RoundItem | None:
        return self._items().get(self.query_one(RowList).key)

    def _aims(self) -> tuple[Aim, ...]:
        """The aims that have a column: those there is something to choose for."""
        return aims_in(self.session, self._round, Choice())

    def _show(self) -> None:
        hands = self.hands
        people = ngettext(
            "{n} person votes by raised hands", "{n} people vote by raised hands", hands.people
        ).format(n=hands.people)
        self.query_one("#people", Static).update(Content(people))
        list_ = self.query_one(RowList)
        aims = self._aims()
        room = max(12, list_.size.width - 3 - len(aims) * COLUMN)
        head = fit("", room) + "".join(right(_(AIM_TITLES[aim]), COLUMN) for aim in aims)
        rows = [ListRow(Content.styled(head, QUIET))]
        for title, items in groups(self.session, self._round):
            rows.append(ListRow(Content.styled(title, HEADING)))
            rows += [ListRow(self._line(item, hands, room, list_.key), item.id) for item in items]
        list_.set_rows(rows)

    def _line(self, item: RoundItem, hands: Hands, room: int, here: str) -> Content:
        parts: list[str | tuple[str, str]] = [fit(f"{right(item.number, 3)}  {item.name}", room)]
        for aim in self._aims():
            count = hands.of(aim).get(item.id, 0)
            text = str(count) if count else "·"
            if aim not in item.aims:
                text = ""
            if item.id == here and aim == self._aim:
                parts.append((right(f"[{text:>3}]", COLUMN), "bold $accent"))
            else:
                parts.append(right(f"{text} ", COLUMN))
        return Content.assemble(*parts)

    # Counting

    def on_key(self, event: events.Key) -> None:
        """Digits write the number, the first one anew."""
        if event.character and event.character in "0123456789":
            event.stop()
            if self._put(int((self._typing + event.character)[-4:])):
                self._typing += event.character

    def action_more(self) -> None:
        """One hand more."""
        self._typing = ""
        self._put(self._count() + 1)

    def action_fewer(self) -> None:
        """One hand fewer."""
        self._typing = ""
        self._put(max(0, self._count() - 1))

    def action_erase(self) -> None:
        """Take the last digit away."""
        left = self._count() // 10
        self._typing = str(left) if left else ""
        self._put(left)

    def action_other(self) -> None:
        """The other column, where the row has both."""
        item = self._item()
        if item is not None and len(item.aims) > 1:
            self._aim = "improve" if self._aim == "preserve" else "preserve"
            self._typing = ""
            self._show()

    def action_next(self) -> None:
        """The next row, as after a number in a table."""
        self.query_one(RowList).action_down()

    def action_people(self) -> None:
        """Change how many vote by raised hands."""
        ask_people(self.amu, self._round, self._show)

    def action_leave(self) -> None:
        """Done; everything is saved already."""
        self.dismiss(None)

    def _count(self) -> int:
        item = self._item()
        return self.hands.of(self._aim).get(item.id, 0) if item else 0

    def _put(self, count: int) -> bool:
        """Save `count` at the cursor; whether it was taken."""
        item, hands = self._item(), self.hands
        if item is None:
            return False
        changed = with_count(hands, self._aim, item.id, count)
        reason = too_many(changed, item.id, self.session.budget(self._round))
        self.query_one("#reason", Static).update(Content(spoken(reason)))
        saved = not reason and self.amu.attempt(lambda: self.store.put_hands(changed))
        self._show()
        return saved
