"""Who answered, as rows: the unit's rate, and those of references and groups."""

import msgspec

from amu_tui import text
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Participation
from amu_tui.render.results import bars
from amu_tui.render.results.bars import Bar
from amu_tui.render.results.figures import why_empty
from amu_tui.render.results.rows import reference_names
from amu_tui.render.results.signs import BLOCKS, Signs
from amu_tui.words import _, percent, pick

RATE_CELLS = 8
"""Cells of a rate and of the blanks around it."""

PER_CENT = Scale(min=0, max=100, unit="percent")


class RateRow(msgspec.Struct, frozen=True):
    """One rate. `share` is 0–1 (real files pass 1) or None; `text` says it, or why not.

    `group` is true for a part of the row above it.
    """

    label: str
    share: float | None
    text: str
    group: bool = False

    @property
    def bar(self) -> Bar:
        """A bar from 0 to 100 %, or words instead."""
        return Bar(note=self.text) if self.share is None else Bar(mean=min(1.0, self.share))


def participation_line(session: Session) -> str:
    """`37 of 45 answered (82 %)`, as far as it is known; empty where nothing is."""
    asked = session.results.participation
    if asked.invited is not None and asked.responses is not None:
        said = _("{responses} of {invited} answered").format(
            responses=asked.responses, invited=asked.invited
        )
        return said if asked.share is None else f"{said} ({percent(asked.share)})"
    if asked.share is not None:
        return _("{rate} answered").format(rate=percent(asked.share))
    if asked.responses is not None:
        return _("{responses} answered").format(responses=asked.responses)
    return ""


def results_of_line(session: Session) -> str:
    """Whose results these are where they are not the unit's own; empty where they are."""
    results = session.results
    if not results.shown_for:
        return ""
    return _("The results are those of {unit}: the unit’s own are hidden").format(
        unit=results.shown_for
    )


def rate_rows(session: Session) -> list[RateRow]:
    """The unit first, then each reference that has a rate, each with its groups below it."""
    results = session.results
    rows = list(_rows(session.info.unit, results.participation))
    names = reference_names(session)
    for ref, reference in results.references.items():
        if reference.participation is not None:
            rows.extend(_rows(names[ref], reference.participation))
    return rows


def _rows(label: str, asked: Participation) -> list[RateRow]:
    said = _("no figures") if asked.share is None else percent(asked.share)
    rows = [RateRow(label, asked.share, said)]
    for group in asked.groups.values():
        said = why_empty(group) if group.rate is None else percent(group.rate)
        rows.append(RateRow(pick(group.title), group.rate, said, group=True))
    return rows


def rate_sentences(session: Session) -> list[str]:
    """The rates of groups as sentences, for listening: one for each unit that has any."""
    sentences: list[str] = []
    rates: list[str] = []
    rows = rate_rows(session)
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        rates.append(f"{row.label}: {row.text}" if not row.group else f"{row.label} {row.text}")
        if after is None or not after.group:
            if len(rates) > 1:
                sentences.append(f"{', '.join(rates)}.")
            rates = []
    return sentences


def rate_lines(rows: list[RateRow], width: int, signs: Signs = BLOCKS) -> list[str]:
    """Each row as one line of exactly `width` cells: label, bar, rate."""
    label = _label(rows, width)
    bar = max(1, width - label - RATE_CELLS)
    lines = []
    for row in rows:
        name = signs.fit(f"  {row.label}" if row.group else row.label, label)
        if row.share is None:
            # There is no rate either, so the words may run on over its column.
            lines.append(f"{name} {bars.note(row.bar, width - label - 1, signs)}")
            continue
        drawn = bars.draw(row.bar, bar, signs)
        if row.share > 1:
            drawn = drawn[:-1] + signs.past_high
        lines.append(signs.fit(f"{name} {drawn} {signs.right(row.text, RATE_CELLS - 2)}", width))
    return lines


def rate_axis(rows: list[RateRow], width: int) -> str:
    """The line over the rows: per cent at the places of the bars."""
    label = _label(rows, width)
    bar = max(1, width - label - RATE_CELLS)
    line = " " * (label + 1) + bars.axis(PER_CENT, bar) + text.right("%", RATE_CELLS - 1)
    return BLOCKS.fit(line, width)


def _label(rows: list[RateRow], width: int) -> int:
    longest = max([12, *(text.width(row.label) + 2 * row.group for row in rows)])
    return min(longest, width // 2)
