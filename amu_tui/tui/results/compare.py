"""Two rounds side by side: what changed, what of it can be chance, what became of the actions."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content

from amu_tui.model.chance.verdict import Chance
from amu_tui.model.meeting.previous import PastAction
from amu_tui.model.rounds.comparison import Comparison, ThemeChange
from amu_tui.render.aims import AIM_SIGNS
from amu_tui.render.compare.rows import CompareColumns, columns, header, row_text
from amu_tui.render.compare.since_last import answer_text
from amu_tui.render.compare.track import BOTH, NEW, OLD, SIZE_SIGNS, TRACK_LINES, track
from amu_tui.render.compare.words import (
    CHANCE_WORDS,
    COMPARE_ORDERS,
    ORDER_WORDS,
    CompareOrder,
    action_count,
    action_facts,
    chance_key,
    change_sentence,
    chosen_sentence,
    fallen_sentence,
    lineage_text,
    lost_heading,
    note_text,
    oddities,
    ordered,
    outcome_heading,
    round_name,
    score_sentence,
    status_word,
    theme_name,
)
from amu_tui.render.results.chance import SIZE_WORDS
from amu_tui.text import cut, right, width, wrap
from amu_tui.tui.keys import KEYS, bindings
from amu_tui.tui.kit.full_screen import FullScreen
from amu_tui.tui.kit.paragraphs import Paragraph, Paragraphs
from amu_tui.tui.kit.rows import GUTTER, ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.styles import QUIET, STATUS_SIGNS, STATUS_STYLES, painted
from amu_tui.words import _, pick

ABOUT = ((40, 12), (20, 8), (0, 5))
"""From how many lines of the screen on, the theme has so many of them."""
DIALOG = 70
"""Cells of a dialog's text."""
THEN = "then/"
"""Before the id of a theme of then in the key of its row."""


class Compare(FullScreen):
    """The themes as rows from the old round to the new one; Esc goes back to the step."""

    BINDINGS = bindings("compare")
    CONTEXTS = ("compare", "list", "everywhere")

    def __init__(self, *comparisons: Comparison) -> None:
        super().__init__()
        self.comparison, self._comparisons = comparisons[0], comparisons
        self._order: CompareOrder = "deck"

    def body(self) -> ComposeResult:
        """The columns, the rows, what the signs mean, the theme in words."""
        yield Static("", id="oddities")
        yield Static("", id="head", classes="quiet")
        yield RowList(id="themes")
        yield Static("", id="signs", classes="quiet")
        yield Static("", id="rule", classes="rule")
        yield Paragraphs(id="about")

    @property
    def _about(self) -> int:
        """Lines of the theme."""
        return next(lines for least, lines in ABOUT if self.size.height >= least)

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def on_resize(self) -> None:
        self.show()

    def on_row_list_moved(self) -> None:
        """Another theme is under the cursor."""
        self._show_theme()

    def show(self) -> None:
        """Draw everything again."""
        comparison = self.comparison
        room = self.size.width - GUTTER - 1
        if room < 1:
            return
        caveats = []
        if comparison.old.synthetic or comparison.new.synthetic:
            caveats.append(_("SYNTHETIC DATA"))
        if comparison.new.shown_for:
            caveats.append(_("results of {unit}").format(unit=cut(comparison.new.shown_for, 30)))
        labels = round_name(comparison.old), round_name(comparison.new)
        rounds = f"{labels[0]} {OLD.sign} → {labels[1]} {NEW.sign}"
        title = f"{rounds} · {_(ORDER_WORDS[self._order])}"
        several = len(self._comparisons) > 1
        keys = [key for key in KEYS["compare"] if several or key.action != "other"]
        self.show_edges(comparison.new.unit, _("Two rounds"), caveats, title, keys)
        self.query_one(Paragraphs).styles.height = self._about
        view = self.query_one("#oddities", Static)
        odd = [f" ! {oddity}" for oddity in oddities(comparison)]
        odd += [f" {part}" for part in wrap(lineage_text(comparison.old), room)]
        view.display = bool(odd)
        view.update(Content("\n".join(odd)))
        layout = columns(comparison, room, tracks=True)
        head = Content(" " * GUTTER + header(comparison, layout))
        self.query_one("#head", Static).update(head)
        self.query_one(RowList).set_rows(self._rows(layout))
        self.query_one("#signs", Static).update(Content(self._signs()))
        self.query_one("#rule", Static).update(Content("─" * self.size.width))
        self._show_theme()

    def _rows(self, layout: CompareColumns) -> list[ListRow]:
        """The themes under their areas, or without headings in another order."""
        comparison = self.comparison
        if self._order != "deck":
            rows = [self._row(theme, layout) for theme in ordered(comparison, self._order)]
            return [*rows, *self._lost_rows(layout)]
        themes = {theme.id: theme for theme in comparison.themes}
        rows = []
        for area in comparison.new.instrument.areas.values():
            rows.append(ListRow(Content.styled(pick(area.title), "bold")))
            rows += [self._row(themes[theme], layout) for theme in area.themes]
        return [*rows, *self._lost_rows(layout)]

    def _lost_rows(self, layout: CompareColumns) -> list[ListRow]:
        """What was chosen then and has no theme of now to stand with."""
        comparison = self.comparison
        if not comparison.lost or comparison.old.past is None:
            return []
        rows = [ListRow(Content.styled(lost_heading(comparison), "bold"))]
        for key, past in comparison.lost.items():
            aim = comparison.old.past.chosen.aim_of(key)
            sign = AIM_SIGNS[aim] if aim else " "
            name = f" {right(str(past.number), layout.number)} {past.name}"
            rows.append(ListRow(Content.assemble((sign, "bold $accent"), name), f"{THEN}{key}"))
        return rows

    def _row(self, theme: ThemeChange, layout: CompareColumns) -> ListRow:
        instrument = self.comparison.new.instrument
        texts = row_text(self.comparison, theme, layout)
        sign, name = texts.head[0], texts.head[1:]
        drawn = track(theme, instrument.scale, layout.track)
        content = Content.assemble(
            (sign, "bold $accent" if sign.strip() else ""),
            f"{name} ",
            painted(drawn, self.app),
            (texts.tail, QUIET if theme.change is None else ""),
        )
        return ListRow(content, theme.id, instrument.themes[theme.id].number)

    def _chances(self) -> list[Chance | None]:
        """What is said about chance of any theme: which lines there are between two marks."""
        said = {theme.chance for theme in self.comparison.themes if theme.change is not None}
        return [chance for chance in TRACK_LINES if chance in said]

    def _signs(self) -> str:
        """What the signs mean, as many as there is room for; the legend has them all."""
        old = round_name(self.comparison.old)
        words: dict[Chance | None, str] = {None: _("not known")}
        words |= {chance: _(word) for chance, word in CHANCE_WORDS.items()}
        items = [f"{TRACK_LINES[chance].sign * 2} {words[chance]}" for chance in self._chances()]
        if items:
            items[0] = f"{_('Chance?')} {items[0]}"
        if any(theme.chosen for theme in self.comparison.themes):
            items.append(_("+ − chosen in {old}").format(old=old))
        sizes = {theme.verdict.size for theme in self.comparison.themes if theme.verdict}
        items += [
            f"{SIZE_SIGNS[size].sign} {_(SIZE_WORDS[size])}" for size in SIZE_SIGNS if size in sizes
        ]
        line = ""
        for item in items:
            longer = f"{line}   {item}" if line else item
            if width(longer) > self.size.width - 4:
                break
            line = longer
        return f"  {line}"

    # The theme under the cursor

    def _under_cursor(self) -> tuple[list[Paragraph], list[PastAction]]:
        """What is said of the row under the cursor, and the actions that belong to it."""
        comparison, key = self.comparison, self.query_one(RowList).key
        if key.startswith(THEN):
            return self._lost_theme(key.removeprefix(THEN))
        for theme in comparison.themes:
            if theme.id == key:
                return list(self._theme(theme)), [
                    comparison.actions[action] for action in theme.actions
                ]
        return [], []

    def _lost_theme(self, key: str) -> tuple[list[Paragraph], list[PastAction]]:
        comparison = self.comparison
        actions = [action for action in comparison.actions.values() if action.theme == key]
        aim = comparison.old.past.chosen.aim_of(key) if comparison.old.past else None
        chosen = _joined(chosen_sentence(comparison, aim), action_count(len(actions)))
        past = comparison.lost[key]
        name = f"{past.number} {past.name}" if past.number else past.name
        return [(name, "bold"), (chosen, "bold $accent")], actions

    def _show_theme(self) -> None:
        room = self.size.width - 2
        paragraphs, actions = self._under_cursor()
        left = self._about - sum(len(wrap(text, room)) for text, _style in paragraphs)
        lines = max(1, left // max(1, len(actions)))
        for action in actions:
            told = action_lines(action, lines, self._said(action))
            paragraphs += [(cut(text, room), style) for text, style in told]
        self.query_one(Paragraphs).show(paragraphs)

    def _said(self, action: PastAction) -> str:
        """What the room says of an action of the older round."""
        keys = (key for key, one in self.comparison.actions.items() if one is action)
        return answer_text(self.comparison.new.answers.get(next(keys, "")))

    def _theme(self, theme: ThemeChange) -> Iterator[Paragraph]:
        """The theme in words: both scores, the change, and what it was chosen for."""
        comparison = self.comparison
        yield theme_name(comparison, theme.id), "bold"
        scale = comparison.new.instrument.scale
        if theme.comparable:
            sides = ((comparison.old, theme.old), (comparison.new, theme.new))
            yield " → ".join(score_sentence(side, score, scale) for side, score in sides), ""
        else:
            yield score_sentence(comparison.new, theme.new, scale), ""
        yield change_sentence(comparison, theme), ""
        if fallen := fallen_sentence(comparison, theme):
            yield fallen, ""
        if theme.chosen or theme.actions:
            texts = (chosen_sentence(comparison, theme.chosen), action_count(len(theme.actions)))
            yield _joined(*texts), "bold $accent"

    # Keys

    def action_sort(self) -> None:
        """The next order: the deck's, the largest change first, what was chosen first."""
        some = any(theme.chosen for theme in self.comparison.themes)
        orders = COMPARE_ORDERS if some else COMPARE_ORDERS[:-1]
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.show()
        self.query_one(RowList).action_first()

    def action_other(self) -> None:
        """Beside the next of the units that the unit was then."""
        every = self._comparisons
        self.comparison = every[(every.index(self.comparison) + 1) % len(every)]
        self.show()

    def action_read(self) -> None:
        """All that is known of the theme and its actions, whole."""
        paragraphs, actions = self._under_cursor()
        if not paragraphs:
            return
        first, *rest = [text for text, _style in paragraphs]
        for action in actions:
            told = action_lines(action, 3, self._said(action))
            rest += ["", *(text for text, _style in told)]
        self.amu.message(first, "\n".join(rest))

    def action_chart(self) -> None:
        """The theme over the rounds."""
        key = self.query_one(RowList).key
        for theme in self.comparison.themes:
            if theme.id == key:
                name = theme_name(self.comparison, key)
                self.amu.message(name, self._trend(theme))

    def _trend(self, theme: ThemeChange) -> Content:
        """The rounds that can be set side by side as a chart, and the change in words."""
        from amu_tui.render.charts.trend import RoundScore, trend_chart

        comparison = self.comparison
        rounds = [RoundScore(round_name(comparison.new), theme.new)]
        if theme.comparable:
            rounds.insert(0, RoundScore(round_name(comparison.old), theme.old))
        said = Content(change_sentence(comparison, theme))
        if all(score.mean is None for _name, score in rounds):
            return said
        height = self.size.height * 66 // 100 - 4
        chart = trend_chart(rounds, comparison.new.instrument.scale, DIALOG, height)
        return Content("\n").join([*(painted(line, self.app) for line in chart), Content(""), said])

    def action_legend(self) -> None:
        """What the signs mean."""
        old, new = round_name(self.comparison.old), round_name(self.comparison.new)
        lines = [
            f"{OLD.sign} {old}   {NEW.sign} {new}   {BOTH.sign} {_('both on one spot')}",
        ]
        texts = {
            "within": _("{sign} a change that chance alone can make"),
            "depends": _("{sign} a change that chance can make only if others answered than then"),
            "beyond": _("{sign} a larger change than chance usually makes"),
            None: _(
                "{sign} a change that may or may not be chance: n or spread is not shown, or 0"
            ),
        }
        chances = self._chances()
        lines += [texts[chance].format(sign=TRACK_LINES[chance].sign * 4) for chance in chances]
        if chances not in ([], [None]):
            lines += ["", *chance_key(self.comparison)]
        if any(theme.chosen for theme in self.comparison.themes):
            lines += ["", _("+ chosen to preserve   − chosen to improve")]
        if self.comparison.old.past is not None:
            lines += ["", outcome_heading(self.comparison)]
        self.amu.message(_("How to read the two rounds"), "\n".join(lines))

    def action_back(self) -> None:
        """Back to the step."""
        self.dismiss(None)


def action_lines(action: PastAction, lines: int, said: str = "") -> Iterator[Paragraph]:
    """What became of an action in one, two or three lines; `said` is what the room says of it."""
    status, facts = status_word(action), action_facts(action)
    note = said or note_text(action)
    head = f"{STATUS_SIGNS[action.status]} {status}: {action.title}"
    below = [facts, note] if lines > 2 else [_joined(facts, note)]
    if lines < 2:
        head, below = _joined(head, note or facts), []
    yield head, STATUS_STYLES[action.status]
    yield from ((f"  {line}", QUIET) for line in below if line)


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
