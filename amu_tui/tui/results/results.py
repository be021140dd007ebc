"""The chart of an area or of a slide of its own: a row a theme, and what its figures say."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.content import Content

from amu_tui.model.meeting.agenda import Step
from amu_tui.model.survey.instrument import Aim
from amu_tui.model.survey.ordering import DECK, ordered, orders
from amu_tui.model.survey.precision import LEVEL, mean_interval
from amu_tui.model.voting.ballot import AIM_WORDS
from amu_tui.render.aims import AIM_SIGNS, NOTE
from amu_tui.render.results import bars
from amu_tui.render.results.chance import interval_name
from amu_tui.render.results.detail import score_lines
from amu_tui.render.results.orders import order_text
from amu_tui.render.results.participation import participation_line, results_of_line
from amu_tui.render.results.plain import flow
from amu_tui.render.results.rows import (
    Columns,
    ThemeRow,
    axis_text,
    columns,
    legend_items,
    row_texts,
    theme_rows,
)
from amu_tui.render.results.signs import BLOCKS
from amu_tui.text import wrap
from amu_tui.tui.keys import KEYS, Key, bindings
from amu_tui.tui.kit.paragraphs import Paragraph, Paragraphs
from amu_tui.tui.kit.rows import GUTTER, ListRow, RowList
from amu_tui.tui.kit.static import Static
from amu_tui.tui.kit.step_view import StepView
from amu_tui.tui.kit.styles import QUIET, painted
from amu_tui.tui.results.chart import chart_rows, charted, toggle, with_chart
from amu_tui.words import _, percent, pick

AROUND_AREA = 6
"""Lines around a chart: a blank one, the rule, and the theme in words."""


class ResultsView(StepView):
    """Themes as bars with their figures; the theme under the cursor in words below."""

    CONTEXT = "results"
    BINDINGS = bindings("results")

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self._order = DECK

    def compose(self) -> ComposeResult:
        """The question if there is one, the rows, the references, the theme in words."""
        yield Static("", id="question", classes="detail")
        yield RowList(id="themes")
        yield Static("", id="legend", classes="quiet")
        yield Static("", id="rule", classes="rule")
        yield Paragraphs(id="detail")

    def keys(self) -> tuple[Key, ...]:
        """Without those for notes in a quick look, which keeps none, and for intervals of none."""
        useless = {"preserve", "improve", "note"} if self.session.quick_look else set()
        if not self._has_intervals():
            useless.add("interval")
        keys = (key for key in KEYS[self.CONTEXT] if key.action not in useless)
        return tuple(with_chart(self, keys))

    def _has_intervals(self) -> bool:
        scale = self.session.instrument.scale
        return any(mean_interval(score, scale) for score in self.session.results.themes.values())

    def _has_means(self) -> bool:
        return any(score.mean is not None for score in self.session.results.themes.values())

    def heading(self) -> str:
        """The slide's own title, or the order where it is not the deck's."""
        area = self.session.instrument.areas.get(self.step.id)
        own = pick(area.heading) if area else ""
        return order_text(self.session, self._order) or own

    def show(self) -> None:
        """Draw everything."""
        slide = self.session.instrument.slides.get(self.step.id)
        question = f"«{pick(slide.question)}»" if slide and pick(slide.question) else ""
        asked = self.query_one("#question", Static)
        asked.display = bool(question)
        asked.update(Content.styled(question, "italic"))
        band = f"{BLOCKS.band * 2} {percent(LEVEL)}" if self.amu.interval else ""
        whose = results_of_line(self.session) or participation_line(self.session)
        below = [part for part in (band, whose) if part]
        legend = list(flow([*legend_items(self.session), *below], self.size.width - 4))
        self.query_one("#legend", Static).update(Content("\n".join(f"  {n}" for n in legend)))
        self.query_one("#rule", Static).update(Content("─" * self.size.width))
        around = len(legend) + AROUND_AREA
        if question:
            around += len(wrap(question, max(1, self.size.width - 2))) + 1
        self._show_rows(self.size.height - around)
        self._show_detail()

    def _themes(self) -> list[ThemeRow]:
        themes = ordered(self.session.results, self.step.themes, self._order)
        return theme_rows(self.session, themes, interval=self.amu.interval)

    def _show_rows(self, height: int) -> None:
        """The themes as rows, or as a chart in `height` lines."""
        themes = self._themes()
        room = self.size.width - GUTTER - 1
        if not themes or room < 1:
            return
        shown = self.query_one(RowList)
        if charted(self):
            shown.styles.max_height = max(1, height)
            shown.set_rows(chart_rows(self, themes, room, height, self._noted))
            return
        shown.styles.max_height = None
        layout = columns(room, themes)
        scale = self.session.instrument.scale
        head = ListRow(Content.styled(axis_text(scale, layout, room), QUIET))
        shown.set_rows([head, *(self._row(theme, layout) for theme in themes)])

    def _noted(self, theme: str) -> tuple[str, str]:
        """The sign of the reader's own note on a theme, and its style."""
        mark, note = self.store.note(theme)
        sign = AIM_SIGNS[mark] if mark else NOTE
        return (sign, "bold $accent") if mark or note else (" ", "")

    def _row(self, theme: ThemeRow, layout: Columns) -> ListRow:
        padded = row_texts(theme, layout)
        name, noted = f"{padded.number} {padded.name} ", self._noted(theme.theme_id)
        if theme.score.mean is None:
            # The words run on where figures would stand: they are longer than a short bar.
            why = (f"░ {theme.bar.note}", QUIET)
            return ListRow(Content.assemble(name, noted, why), theme.theme_id, theme.number)
        figures = f"  {padded.figures}  {padded.count}".rstrip()
        drawn = painted(bars.segments(theme.bar, layout.bar), self.app)
        content = Content.assemble(name, noted, drawn, figures)
        return ListRow(content, theme.theme_id, theme.number)

    def on_row_list_moved(self) -> None:
        """Another theme is under the cursor."""
        self._show_detail()

    def _show_detail(self) -> None:
        theme = self.query_one(RowList).key or (self.step.themes[0] if self.step.themes else "")
        if not theme:
            return
        number = self.session.instrument.themes[theme].number
        first, *rest = score_lines(self.session, theme)
        name = f"{number} {pick(self.session.instrument.name(theme))}"
        lines: list[Paragraph] = [(f"{name} · {first}", "bold"), *((line, "") for line in rest)]
        mark, note = self.store.note(theme)
        if mark or note:
            said = ": ".join(part for part in (_(AIM_WORDS[mark]) if mark else "", note) if part)
            lines.insert(1, (_("Your own note: ") + said, "$accent"))
        self.query_one(Paragraphs).show(lines)

    # Keys

    def _mark(self, aim: Aim) -> None:
        theme = self.query_one(RowList).key
        mark, note = self.store.note(theme)
        self.amu.attempt(lambda: self.store.put_note(theme, "" if mark == aim else aim, note))

    def action_preserve(self) -> None:
        """Note for oneself: preserve."""
        self._mark("preserve")

    def action_improve(self) -> None:
        """Note for oneself: improve."""
        self._mark("improve")

    def action_note(self) -> None:
        """Write a private note."""
        from amu_tui.tui.kit.dialogs import FormField

        theme = self.query_one(RowList).key
        mark, note = self.store.note(theme)

        def save(typed: Mapping[str, str]) -> None:
            self.amu.attempt(lambda: self.store.put_note(theme, mark, typed["note"]))

        lead = _(
            "Kept in your own folder, not in the session: only you and whoever runs the machine "
            "can read it."
        )
        title = pick(self.session.instrument.name(theme))
        self.amu.form(title, [FormField("note", _("Note"), note)], save, lead)

    def action_sort(self) -> None:
        """The next order."""
        if not self._has_means():
            self.amu.say(_("no results are shown, so there is nothing to sort"))
            return
        every = orders(self.session.results, self.step.themes)
        self._order = every[(every.index(self._order) + 1) % len(every)]
        self.amu.redraw()

    def action_interval(self) -> None:
        """The spread, or the interval of the mean."""
        if not self._has_intervals():
            hidden = any(score.hidden for score in self.session.results.themes.values())
            self.amu.say(
                _("no results are shown, so there is no uncertainty to show")
                if hidden and not self._has_means()
                else _("without n and spread there is no telling what chance can do")
            )
            return
        self.amu.interval = not self.amu.interval
        self.amu.redraw()
        self.amu.say(interval_name() if self.amu.interval else "")

    def action_chart(self) -> None:
        """The rows, or the chart."""
        toggle(self)
