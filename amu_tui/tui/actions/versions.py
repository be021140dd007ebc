"""Two people changed the same action: both versions field by field, and the choice between them.

What differs has a sign and a word, and what is chosen has a tick. The field under the cursor stands
below in full, however long it is.
"""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.versions import (
    FIELD_WORDS,
    ActionField,
    VersionPicks,
    Versions,
    VersionSide,
)
from amu_tui.render.decisions.versions import field_short, field_text, told_together
from amu_tui.text import fit, width
from amu_tui.tui.keys import bindings
from amu_tui.tui.kit.rows import GUTTER, ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import QUIET
from amu_tui.tui.there import Leavable
from amu_tui.words import _

SAME, DIFFERENT, TICK, UNDECIDED = "=", "≠", "✓", "?"
MARK_STYLES = {TICK: "bold $success", UNDECIDED: "bold $warning"}
SIDES: tuple[VersionSide, ...] = ("ours", "both", "theirs")


class VersionsScreen(Leavable, ModalScreen[VersionPicks | None]):
    """What to take of each field; None where the user goes back.

    Args:
        names: what the two versions are called.
        picks: what is suggested.
    """

    BINDINGS = [
        *bindings("versions"),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
    ]

    def __init__(
        self,
        session: Session,
        title: str,
        versions: Versions,
        names: tuple[str, str],
        picks: VersionPicks,
        lead: str = "",
    ) -> None:
        super().__init__()
        self._session, self._title, self._versions = session, title, versions
        self._names, self._lead = names, lead
        self._picks: dict[ActionField, VersionSide] = dict(picks)

    def compose(self) -> ComposeResult:
        """The fields with both texts, the one under the cursor in full, and the keys."""
        with Vertical(classes="dialog versions"):
            yield Static(Content(self._title), classes="dialog-title")
            lead = self._lead
            if not lead and not self._versions.removed and not self._versions.differing():
                lead = told_together()
            yield Static(Content(lead), classes="dialog-lead" if lead else "nothing")
            yield Static("", id="head")
            yield RowList(id="fields")
            yield Static("", id="rule", classes="rule")
            with VerticalScroll(id="whole", can_focus=False):
                yield Static("", id="texts")
            yield Static("", id="reason")
            yield Static(Content(self._keys()), classes="dialog-keys")

    def _keys(self) -> str:
        save = _("Enter: save   Esc: back   PgDn: read on")
        if self._versions.removed:
            ours, theirs = self._names
            return f"{_('← {ours}   → {theirs}').format(ours=ours, theirs=theirs)}   {save}"
        return _("←→: this field   1: all on the left   2: all on the right") + f"\n{save}"

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Put the cursor where there is something to choose."""
        self._show()
        first = (*self._versions.open(self._picks), *self._versions.differing())[:1]
        self.query_one(RowList).move_to("".join(first))

    def on_resize(self) -> None:
        self._show()

    def on_row_list_moved(self) -> None:
        """Show the texts of another field, from their beginning."""
        self._show_whole()
        self.query_one("#whole").scroll_home(animate=False)

    # What is shown

    def _columns(self) -> tuple[int, int, int]:
        """Cells of a label with its sign, of a text with its tick, and of the last word."""
        labels = 3 + max(width(_(FIELD_WORDS[name])) for name in self._versions.fields())
        word = max(width(text) for text in (_("same"), _("differs"), _("deleted")))
        room = self.query_one(RowList).size.width - GUTTER - 1
        return labels, max(8, (room - labels - word - 1) // 2), word

    def _show(self) -> None:
        labels, cells, _word = self._columns()
        ours, theirs = (fit(f"  {name}", cells - 1) + " " for name in self._names)
        head = " " * (GUTTER + labels) + ours + theirs
        self.query_one("#head", Static).update(Content.styled(head, "bold"))
        self.query_one("#rule", Static).update(Content("─" * self.query_one("#rule").size.width))
        self.query_one(RowList).set_rows(
            [ListRow(self._line(name), name) for name in self._versions.fields()]
        )
        self._show_whole()

    def _line(self, name: ActionField) -> Content:
        labels, cells, _word = self._columns()
        differs, versions = self._differs(name), self._versions
        sign = DIFFERENT if differs else SAME
        parts: list[str | tuple[str, str]] = [fit(f"{sign} {_(FIELD_WORDS[name])}", labels)]
        for side, version in zip(("ours", "theirs"), (versions.ours, versions.theirs), strict=True):
            mark = self._mark(name, side)
            text = field_short(self._session, version, name)
            parts.append((fit(f"{mark} {text}", cells - 1) + " ", MARK_STYLES.get(mark, "")))
        word = _("deleted") if versions.removed else _("differs") if differs else _("same")
        parts.append(word)
        return Content.assemble(*parts)

    def _differs(self, name: ActionField) -> bool:
        return self._versions.removed or name in self._versions.differing()

    def _mark(self, name: ActionField, side: str) -> str:
        """The tick of what is taken, or the sign of what nobody has chosen yet."""
        if not self._differs(name):
            return " "
        picked = self._picks.get(name)
        return UNDECIDED if picked is None else TICK if picked in (side, "both") else " "

    def _show_whole(self) -> None:
        name = self._field()
        if name is None:
            return
        texts: list[str | tuple[str, str]] = []
        sides = (("ours", self._versions.ours), ("theirs", self._versions.theirs))
        for (side, version), called in zip(sides, self._names, strict=True):
            mark = self._mark(name, side)
            text = field_text(self._session, version, name) if version else _("deleted")
            texts += [(f"{mark} {called}: ", "bold"), f"{text}\n"]
            if not self._differs(name):
                texts[-2:] = [f"{text}\n"]
                break
        texts.append((self._who(name), QUIET))
        self.query_one("#texts", Static).update(Content.assemble(*texts))

    def _who(self, name: ActionField) -> str:
        """Who changed the field, where that is known."""
        who = self._versions.changed_by(name)
        ours, theirs = self._names
        if who == "both":
            return _("Both have changed this.")
        if who is None:
            return "" if self._differs(name) else _("Both say the same.")
        return _("Changed only here: {name}").format(name=ours if who == "ours" else theirs)

    def _field(self) -> ActionField | None:
        key = self.query_one(RowList).key
        return next((name for name in self._versions.fields() if name == key), None)

    # Choosing

    def action_left(self) -> None:
        """One step to the left: ours, or both where both can be kept."""
        self._turn(-1)

    def action_right(self) -> None:
        """One step to the right: theirs, or both where both can be kept."""
        self._turn(1)

    def _turn(self, way: int) -> None:
        name = self._field()
        if name is None or not self._differs(name):
            return
        to: VersionSide = "ours" if way < 0 else "theirs"
        if self._versions.removed:
            self._pick(self._versions.all_of(to))
            return
        before = self._picks.get(name)
        if name == "notes" and before is not None:
            at = SIDES.index(before) + way
            to = SIDES[min(max(at, 0), len(SIDES) - 1)]
        self._pick({name: to})

    def action_all(self, side: VersionSide) -> None:
        """Everything from one side."""
        self._pick(self._versions.all_of(side))

    def _pick(self, picks: VersionPicks) -> None:
        self._picks.update(picks)
        self.query_one("#reason", Static).update(Content(""))
        self._show()

    def action_scroll(self, way: int) -> None:
        """Read on, or back, in the texts of the field."""
        whole = self.query_one("#whole")
        whole.scroll_relative(y=way * max(1, whole.size.height - 1), animate=False)

    def action_save(self) -> None:
        """Answer, or go to the first field that nobody has chosen for."""
        left = self._versions.open(self._picks)
        if not left:
            self.dismiss(self._picks)
            return
        ours, theirs = self._names
        reason = _("Choose for “{field}” first: ← {ours}, → {theirs}").format(
            field=_(FIELD_WORDS[left[0]]), ours=ours, theirs=theirs
        )
        self.query_one("#reason", Static).update(Content(reason))
        self.query_one(RowList).move_to(left[0])

    def action_leave(self) -> None:
        """Back, with nothing changed."""
        self.dismiss(None)
