"""What is to be read of a table of raw answers: which columns, and how they make a theme."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from amu_tui.errors import AmuError
from amu_tui.model.survey.answers import AnswerScale
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.scoring.rows import Rows, RowsAsked, plan_rows
from amu_tui.tables.vocabulary.answer_names import advice_each, has_answer_each
from amu_tui.tables.vocabulary.platforms import platform_of
from amu_tui.text import clean, cut
from amu_tui.words import _, ngettext, some

_SLACK = 1e-9
"""Half of three items is 1.5, and 0.1 of thirty must be 3 and not 4."""
_THEMES_NAMED = 8
"""Names that an error lists."""


@dataclass(frozen=True)
class ThemePlan:
    """One theme: places of its items, whether each is reversed, and how many make a score.

    With a `point`, an answer at or above it counts as 1 and any other as 0.
    """

    id: str
    items: tuple[int, ...]
    turned: tuple[bool, ...]
    least: int
    point: float | None = None


@dataclass(frozen=True)
class Plan:
    """The columns to read, by place from 0, and the ends of the scale.

    `favourable` are the themes again, each with a point, or none. `answers` say how each column
    with answers is read, `skipped` are the ids of the themes whose items the instrument does not
    name.
    """

    rows: Rows
    themes: tuple[ThemePlan, ...]
    low: float
    high: float
    favourable: tuple[ThemePlan, ...]
    answers: Mapping[int, AnswerScale]
    skipped: tuple[str, ...]

    @property
    def items(self) -> tuple[int, ...]:
        """Every column with answers, once, in the table's order."""
        return tuple(sorted({place for theme in self.themes for place in theme.items}))

    @property
    def sizes(self) -> dict[str, int]:
        """How many items each theme has."""
        return {theme.id: len(theme.items) for theme in self.themes}

    @property
    def places(self) -> frozenset[int]:
        """Every column that is read."""
        return frozenset((*self.items, *self.rows.places))

    def sharing(self) -> tuple[tuple[str, str], ...]:
        """The ids of every two themes that have items in common."""
        return tuple(
            (one.id, other.id)
            for one, other in combinations(self.themes, 2)
            if not set(one.items).isdisjoint(other.items)
        )


def least_answered(items: int, share: float) -> int:
    """The smallest number of answered items, of `items`, that is a `share` of them; at least 1."""
    return max(1, math.ceil(items * share - _SLACK))


def make_plan(columns: TableColumns, instrument: Instrument, rows: RowsAsked) -> Plan:
    """The plan for a table with these `columns`.

    Args:
        columns: those of the table.
        instrument: names the items of its themes.
        rows: which rows are read, and whose they are.

    Raises `AmuError` where a column is missing or there twice, or where no theme has items.
    """
    planned = [key for key in instrument.order() if instrument.themes[key].items]
    if not planned:
        raise _no_items(instrument)
    _require(columns, _wanted(columns, instrument, planned, rows))
    themes = tuple(_theme(instrument, key, columns) for key in planned)
    items = {item for key in planned for item in instrument.themes[key].items}
    answers = {columns.exactly(item)[0]: instrument.answers_to(item) for item in items}
    point = instrument.scoring.favourable
    return Plan(
        rows=plan_rows(rows, columns, answers.keys()),
        themes=themes,
        low=plain(instrument.scale.min),
        high=plain(instrument.scale.max),
        favourable=tuple(replace(theme, point=point) for theme in themes if point is not None),
        answers=answers,
        skipped=tuple(key for key in instrument.order() if key not in planned),
    )


def plain(number: float) -> float:
    """A whole number as such: answers are then compared with it without becoming fractions."""
    return int(number) if float(number).is_integer() else number


def _no_items(instrument: Instrument) -> AmuError:
    themes = some(instrument.order(), _THEMES_NAMED)
    return AmuError(
        _("{instrument} does not say which items its themes consist of: {themes}").format(
            instrument=instrument.id, themes=themes
        ),
        hint=_(
            "Copy the instrument file, name the columns with the answers there, as "
            '[themes.{theme}] items = ["…", "…"], and give the copy with --instrument.'
        ).format(theme=instrument.order()[0] if instrument.themes else "…"),
    )


def _theme(instrument: Instrument, key: str, columns: TableColumns) -> ThemePlan:
    theme = instrument.themes[key]
    places = tuple(columns.exactly(item)[0] for item in theme.items)
    twice = [item for at, item in enumerate(theme.items) if places[at] in places[:at]]
    if twice:
        raise AmuError(
            _("theme “{theme}” of {instrument} names the item “{item}” twice").format(
                theme=key, instrument=instrument.id, item=cut(clean(twice[0]), 60)
            ),
            hint=_("Remove one of them from the instrument file."),
        )
    return ThemePlan(
        id=key,
        items=places,
        turned=tuple(map(theme.turns, theme.items)),
        least=least_answered(len(theme.items), instrument.scoring.answered),
    )


_Wanted = tuple[str, list[int], str]
"""A column that is needed: its name, its places, and what is said where it has none."""


def _wanted(
    columns: TableColumns, instrument: Instrument, planned: Sequence[str], rows: RowsAsked
) -> Iterator[_Wanted]:
    for name, missing in rows.columns():
        yield name, columns.called(name), missing
    for key in planned:
        for item in instrument.themes[key].items:
            missing = _("there is no column “{name}”, an item of “{theme}”")
            yield item, columns.exactly(item), missing.replace("{theme}", key)


def _require(columns: TableColumns, wanted: Iterable[_Wanted]) -> None:
    """Raise `AmuError` unless each of the columns is there once."""
    missing: dict[str, str] = {}
    for name, found, message in wanted:
        if len(found) > 1:
            raise columns.several(name, found)
        if not found:
            missing[name] = message
    if not missing:
        return
    name, message = next(iter(missing.items()))
    raise columns.error(
        message.replace("{name}", cut(clean(name), 60)),
        advice_each(columns.header)
        if has_answer_each(columns.header)
        else " ".join(_hints(columns, name, len(missing) - 1)),
    )


def _hints(columns: TableColumns, name: str, more: int) -> Iterator[str]:
    """What to do where no column is called `name`, and so many `more` are missing."""
    yield columns.suggestion(name)
    if more:
        yield ngettext(
            "{count} more column is missing.", "{count} more columns are missing.", more
        ).format(count=more)
    if platform := platform_of(columns.header):
        yield _(
            "This looks like an export of {platform}: an item of the instrument file is the name, "
            "the code or the whole text that heads its column."
        ).format(platform=platform)
