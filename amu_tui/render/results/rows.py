"""A theme as one row: number, name, bar, figures; the same on the screen and on paper.

The row is data first, so that a screen can draw the bar in colour and a file can draw it in
characters. A hidden score has no number anywhere in it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from amu_tui import text
from amu_tui.errors import UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Area, Scale
from amu_tui.model.survey.results import Score
from amu_tui.render.results import bars
from amu_tui.render.results.bars import Bar, ReferenceMark
from amu_tui.render.results.chance import interval_text
from amu_tui.render.results.figures import mean_text, score_text, why_empty
from amu_tui.render.results.signs import BLOCKS, SEVERAL, Signs, Symbol, symbol
from amu_tui.words import _, pick

COUNTED = 100
"""From this width on, a row shows the number of answers too."""

MOST_BAR = 81
MOST_NAME = 44
LEAST_BAR = 11
COUNT_CELLS = 6


class ReferenceScore(NamedTuple):
    """A reference's score of the same theme."""

    reference: str
    symbol: Symbol
    score: Score


class ThemeRow(msgspec.Struct, frozen=True):
    """One theme of the unit, with its references."""

    theme_id: str
    number: int
    name: str
    score: Score
    references: tuple[ReferenceScore, ...]
    scale: Scale
    interval: bool = False
    """Whether the 95 % interval of the mean is drawn and written in the place of the spread."""

    @property
    def hidden(self) -> bool:
        """Whether the unit's score is withheld."""
        return self.score.hidden is not None

    @property
    def bar(self) -> Bar:
        """What the row draws."""
        marks = tuple(
            ReferenceMark(reference.symbol, self.scale.share(reference.score.mean))
            for reference in self.references
            if reference.score.mean is not None
        )
        note = why_empty(self.score) if self.score.mean is None else ""
        return bars.bar_of(self.score, self.scale, marks, note, interval=self.interval)

    @property
    def figures(self) -> str:
        """`3,9 ±0,7`, or `3,9 (3,7–4,1)`; empty where there is no mean."""
        if not self.interval or self.score.mean is None:
            return score_text(self.score, self.scale)
        mean, limits = mean_text(self.score.mean, self.scale), interval_text(self.score, self.scale)
        return f"{mean} ({limits})" if limits else mean

    @property
    def count(self) -> str:
        """The number of answers; empty where it is hidden or not known."""
        return "" if self.score.n is None else str(self.score.n)


class Columns(msgspec.Struct, frozen=True):
    """Cells of each column of a row; `count` is 0 where the row has no room for it.

    A row is: number, blank, name, blank, mark, bar, two blanks, figures, two blanks, count.
    """

    number: int
    name: int
    bar: int
    figures: int
    count: int

    @property
    def bar_at(self) -> int:
        """The cell that the bar begins at."""
        return self.number + self.name + 3


class RowTexts(msgspec.Struct, frozen=True):
    """The texts of a row around its bar, each padded to its column."""

    number: str
    name: str
    figures: str
    count: str


def symbols(session: Session) -> dict[str, Symbol]:
    """The symbol of each reference that has scores, in the order of the references."""
    references = session.results.references.items()
    scored = [ref for ref, reference in references if reference.themes]
    return {ref: symbol(number) for number, ref in enumerate(scored)}


def reference_names(session: Session) -> dict[str, str]:
    """What each reference is called; two of one title differ by their rounds."""
    references = session.results.references
    titles = [reference.title for reference in references.values()]
    return {
        ref: f"{reference.title} {reference.round}"
        if reference.round and titles.count(reference.title) > 1
        else reference.title
        for ref, reference in references.items()
    }


def theme_rows(
    session: Session, theme_ids: Iterable[str], *, interval: bool = False
) -> list[ThemeRow]:
    """The rows of `theme_ids`, in that order, with their spread or with their `interval`."""
    instrument, results = session.instrument, session.results
    signs = symbols(session)
    return [
        ThemeRow(
            theme_id=theme_id,
            number=instrument.themes[theme_id].number,
            name=pick(instrument.name(theme_id)),
            score=results.score(theme_id),
            references=tuple(
                ReferenceScore(ref, signs[ref], reference.themes[theme_id])
                for ref, reference in results.references.items()
                if theme_id in reference.themes
            ),
            scale=instrument.scale,
            interval=interval,
        )
        for theme_id in theme_ids
    ]


def areas(session: Session, area: str | None = None) -> dict[str, Area]:
    """The areas to show: all, or the one named; `UsageError` where there is no such one."""
    known = session.instrument.areas
    if area is None:
        return dict(known)
    if area not in known:
        near = ", ".join(text.nearest(area, list(known)))
        every = _("The areas are {names}.").format(names=", ".join(known))
        raise UsageError(
            _('there is no area "{area}"').format(area=text.clean(area)),
            hint=_("Did you mean {names}?").format(names=near) if near else every,
        )
    return {area: known[area]}


def columns(width: int, rows: Sequence[ThemeRow], signs: Signs = BLOCKS) -> Columns:
    """The layout of `rows` in `width` cells; the same for all of them.

    The bar gets half of what the fixed columns leave, or more where names are short, and such
    a width that the ticks of the axis stand evenly.
    """
    number = max([2, *(len(str(row.number)) for row in rows)])
    figures = max([8, *(text.width(signs.text(row.figures)) for row in rows)])
    count = COUNT_CELLS if width >= COUNTED else 0
    room = width - number - figures - 5 - (count + 2 if count else 0)
    longest = max([12, *(text.width(row.name) for row in rows)])
    name = max(4, min(longest, room // 2, MOST_NAME))
    bar = max(LEAST_BAR, min(room - name, MOST_BAR))
    steps = max(1, len(rows[0].scale.ticks()) - 1) if rows else 1
    spare = (bar - 1) % steps
    if bar - spare >= LEAST_BAR:
        bar -= spare
    return Columns(number, name, bar, figures, count)


def row_texts(row: ThemeRow, layout: Columns, signs: Signs = BLOCKS) -> RowTexts:
    """The texts of `row`, each padded to its column."""
    return RowTexts(
        signs.right(str(row.number), layout.number),
        signs.fit(row.name, layout.name),
        signs.fit(row.figures, layout.figures),
        signs.right(row.count, layout.count),
    )


def row_text(
    row: ThemeRow, layout: Columns, width: int, signs: Signs = BLOCKS, mark: str = " "
) -> str:
    """`row` as one line of exactly `width` cells; `mark` is one cell before the bar."""
    texts = row_texts(row, layout, signs)
    line = f"{texts.number} {texts.name} {mark}"
    if row.bar.note:
        # There are no figures either, so the words may run on over their columns.
        return signs.fit(line + bars.note(row.bar, width - text.width(line), signs), width)
    line += f"{bars.draw(row.bar, layout.bar, signs)}  {texts.figures}"
    return signs.fit(f"{line}  {texts.count}" if layout.count else line, width)


def axis_text(scale: Scale, layout: Columns, width: int, signs: Signs = BLOCKS) -> str:
    """The line over the rows: tick labels at the bar, `n` over the counts."""
    line = " " * layout.bar_at + bars.axis(scale, layout.bar)
    if layout.count:
        line += " " * (layout.figures + 4) + text.right(_("n"), layout.count)
    return signs.fit(line, width)


def legend(session: Session, signs: Signs = BLOCKS) -> str:
    """What the signs of the references stand for, on one line; empty where there are none."""
    return "   ".join(legend_items(session, signs))


def legend_items(session: Session, signs: Signs = BLOCKS) -> list[str]:
    """What each sign of a reference stands for: `◆ Faculty`."""
    names = reference_names(session)
    items = [f"{signs.symbol(sign)} {names[ref]}" for ref, sign in symbols(session).items()]
    if len(items) > 1:
        several = signs.symbol(SEVERAL)
        items.append(_("{sign} several on one spot").format(sign=several))
    return items


def area_heading(area: Area) -> str:
    """The area's title, and what its slide says where that is more."""
    title, heading = pick(area.title), pick(area.heading)
    return f"{title} – {heading}" if heading and heading != title else title


def anchors(session: Session) -> str:
    """What the ends of the scale are called: `1 = strongly disagree, 5 = …`; may be empty."""
    scale = session.instrument.scale
    low = pick({code: ends.min for code, ends in scale.anchors.items()})
    high = pick({code: ends.max for code, ends in scale.anchors.items()})
    ends = ((scale.min, low), (scale.max, high))
    return ", ".join(f"{bars.tick(value)} = {name}" for value, name in ends if name)
