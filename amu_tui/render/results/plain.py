"""The results as text, for `amu show`: in block characters, or in ASCII for any printer.

Drawn without plotext, unless charts are asked for, so that it starts at once.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from amu_tui import text
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.ordering import DECK, Order
from amu_tui.render.results.chance import favourable_title, interval_name, share_text
from amu_tui.render.results.extra_questions import QuestionBlock, question_blocks, question_lines
from amu_tui.render.results.figures import no_spread_text
from amu_tui.render.results.orders import sections
from amu_tui.render.results.participation import (
    participation_line,
    rate_axis,
    rate_lines,
    rate_rows,
    results_of_line,
)
from amu_tui.render.results.preserved import fallen_lines
from amu_tui.render.results.rows import (
    Columns,
    ThemeRow,
    anchors,
    axis_text,
    columns,
    legend_items,
    row_text,
    theme_rows,
)
from amu_tui.render.results.signs import ASCII, BLOCKS, Signs
from amu_tui.render.results.warnings import warnings
from amu_tui.words import _, pick

LEAST_WIDTH = 50
"""Cells that a row needs to say anything; narrower output is drawn as wide as this."""


def synthetic_line() -> str:
    """What stands wherever made-up figures are shown."""
    return _("SYNTHETIC: these figures are made up")


class Charts(Protocol):
    """What draws the themes of a section, and a question, as lines instead of rows."""

    def area(self, rows: Sequence[ThemeRow], layout: Columns, signs: Signs) -> list[str]:
        """The lines of the themes, with their axis."""

    def question(self, block: QuestionBlock, width: int, signs: Signs) -> list[str]:
        """The lines of a question; none where rows say more."""


def show_text(
    session: Session,
    *,
    area: str | None = None,
    width: int = 80,
    ascii_only: bool = False,
    order: Order = DECK,
    interval: bool = False,
    charts: Charts | None = None,
) -> str:
    """The results of `session`, or of one area, in lines of at most `width` cells.

    Args:
        ascii_only: everything in ASCII but the letters of names and of the user's language.
        order: in another one than the deck's, the themes of all areas stand together.
        interval: the 95 % interval of each mean instead of its spread.
        charts: what draws instead of rows, if anything does.

    Raises `UsageError` where there is no such area.
    """
    signs = ASCII if ascii_only else BLOCKS
    width = max(width, LEAST_WIDTH)
    every = theme_rows(session, session.instrument.order(), interval=interval)
    layout = columns(width, every, signs)
    lines = [*_head(session, width)]
    for heading, themes in sections(session, area, order):
        lines += ["", *text.wrap(heading, width)]
        rows = theme_rows(session, themes, interval=interval)
        if charts is not None:
            lines += charts.area(rows, layout, signs)
            continue
        lines.append(axis_text(session.instrument.scale, layout, width, signs))
        lines += [row_text(row, layout, width, signs) for row in rows]
    said = _key(session, interval, signs, own=area is None)
    lines += ["", *flow(said, width), *_references(session, width, signs)]
    shown = [theme for _heading, themes in sections(session, area, order) for theme in themes]
    lines += _favourable(session, shown, width)
    if area is None:
        lines += [*_rates(session, width, signs), *_question_lines(session, width, signs, charts)]
    lines += _warnings(session, width)
    return "".join(f"{signs.text(line).rstrip()}\n" for line in lines)


def _head(session: Session, width: int) -> Iterator[str]:
    texts = [session.name, pick(session.instrument.title)]
    if session.info.synthetic:
        texts.append(synthetic_line())
    texts += [results_of_line(session), participation_line(session), *fallen_lines(session)]
    for said in texts:
        if said:
            yield from text.wrap(said, width)


def _key(session: Session, interval: bool, signs: Signs, own: bool) -> list[str]:
    """What the signs of the bars mean, where used; with `own` those of questions of their own."""
    results = session.results
    said = [_("{sign} mean").format(sign=signs.full * 3)]
    if interval:
        said.append(f"{signs.band * 3} {interval_name()}")
    drawn = [] if interval else [score.sd for score in results.themes.values()]
    if own:
        drawn += [answers.sd for answers in results.questions.values()]
    if any(sd is not None for sd in drawn):
        whisker = signs.low + signs.line + signs.high
        said.append(_("{sign} spread (standard deviation)").format(sign=whisker))
        past = f"{signs.past_low} {signs.past_high}"
        said.append(_("{sign} beyond the end of the scale").format(sign=past))
    return [*said, *filter(None, [no_spread_text(results.themes.values())])]


def _references(session: Session, width: int, signs: Signs) -> Iterator[str]:
    """The signs of the references, and what the ends of the scale are called."""
    yield from flow(legend_items(session, signs), width)
    ends = anchors(session)
    if ends:
        yield from text.wrap(ends, width)


def flow(items: list[str], width: int) -> Iterator[str]:
    """`items` side by side, as many on a line as fit; one that is too long is wrapped."""
    line = ""
    for item in items:
        if line and text.width(line) + 3 + text.width(item) <= width:
            line += f"   {item}"
            continue
        if line:
            yield line
        *full, line = text.wrap(item, width)
        yield from full
    if line:
        yield line


def _favourable(session: Session, themes: Sequence[str], width: int) -> Iterator[str]:
    """The share of favourable answers of each theme that has one, with its interval."""
    instrument = session.instrument
    said = {
        theme: share_text(session.results.score(theme))
        for theme in themes
        if session.results.score(theme).favourable is not None
    }
    if not said or instrument.scoring.favourable is None:
        return
    yield ""
    yield from text.wrap(favourable_title(instrument.scoring.favourable), width)
    room = width - 6 - max(map(text.width, said.values()))
    for theme, share in said.items():
        name = text.fit(pick(instrument.name(theme)), room)
        yield f"{instrument.themes[theme].number:>4} {name} {share}"


def _rates(session: Session, width: int, signs: Signs) -> Iterator[str]:
    """Who answered, by group, where that is known."""
    rows = rate_rows(session)
    if any(row.group for row in rows):
        yield ""
        yield _("Participation")
        yield rate_axis(rows, width)
        yield from rate_lines(rows, width, signs)


def _question_lines(
    session: Session, width: int, signs: Signs, charts: Charts | None
) -> Iterator[str]:
    for block in question_blocks(session):
        yield ""
        title = f"{block.title} ({block.count})" if block.count else block.title
        yield from text.wrap(title, width)
        if block.question:
            yield from text.wrap(block.question, width)
        chart = charts.question(block, width, signs) if charts is not None else []
        yield from chart or question_lines(block, width, signs)


def _warnings(session: Session, width: int) -> Iterator[str]:
    """What the reader must know about where the figures come from, and damaged files."""
    warned = [*warnings(session), *(f"{p.path}: {p.message}" for p in session.problems)]
    if warned:
        yield ""
        yield _("Warnings")
    for warning in warned:
        first, *rest = text.wrap(warning, width - 2)
        yield f"! {first}"
        yield from (f"  {line}" for line in rest)
