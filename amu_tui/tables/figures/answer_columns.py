"""Columns of answers in the place of a mean: how many chose each point of the scale.

Such columns may be called `1` to `5`, as themes by their numbers are. They are read where a
mapping says so, and refused where they would be taken for themes.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.survey.answers import label_key
from amu_tui.model.survey.instrument import Instrument, Scale
from amu_tui.tables.numbers import with_number
from amu_tui.tables.table import Table, column
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from amu_tui.tables.vocabulary.names import ThemeNames, fold
from amu_tui.tables.vocabulary.question_names import WORDS
from amu_tui.text import cut
from amu_tui.words import _, quoted

Kind = Literal["counts", "shares"]

MOST_POINTS: Final = 11
"""Points of a scale that anybody gives the answers of one by one."""

_POINT = re.compile(r"(-?[0-9]{1,3})(?:[.,]0)?(?:\s*[=:.)–—-]?\s+\S.*|\s*[=:]\S.*)?", re.DOTALL)
_ROUNDING = 0.006


@dataclass(frozen=True)
class AnswerColumns:
    """The columns for the points of a scale, from its low end, and what they hold."""

    kind: Kind
    places: tuple[int, ...]


def points_of(scale: Scale) -> list[int]:
    """The whole points of a scale from its low end; none where they are too many or no answers."""
    low, high = scale.min, scale.max
    if low != int(low) or high != int(high) or not 2 < high - low + 1 <= MOST_POINTS:
        return []
    return list(range(int(low), int(high) + 1))


def mapped_answers(
    mapping: ColumnMapping, place: Callable[[str], int], scale: Scale, file: str
) -> dict[str, AnswerColumns]:
    """The columns that `mapping` names, by theme, or "" in a table with a row for each theme.

    `place` finds a column by its name; `file` is the mapping's. Raises `AmuError` where the
    mapping does not go together.
    """
    found = {}
    for theme, one in (("", mapping), *mapping.themes.items()):
        if isinstance(one, str):
            continue
        under = f"themes.{theme}." if theme else ""
        named = [key for key in ("mean", "counts", "shares") if getattr(one, key)]
        if len(named) > 1 or (theme and not named):
            keys = ", ".join(f"{under}{key}" for key in named or ("mean", "counts", "shares"))
            raise AmuError(_("one of these is needed: {keys}").format(keys=keys), path=file or None)
        kind: Kind = "counts" if one.counts else "shares"
        columns: tuple[str, ...] = getattr(one, kind)
        if not columns:
            continue
        points = points_of(scale)
        if len(columns) != len(points):
            raise AmuError(
                _("“{key}” names {n} columns; the scale has {points} points").format(
                    key=f"{under}{kind}", n=len(columns), points=len(points)
                ),
                path=file or None,
                hint=_("Name a column for each point, from the low end of the scale."),
            )
        ordered = [columns[at] for at in _called_as_points(columns, scale)]
        if ordered and ordered != [*columns]:
            line = ", ".join(f'"{cut(name, 20)}"' for name in ordered)
            raise AmuError(
                _("“{key}” does not name the columns from the low end of the scale").format(
                    key=f"{under}{kind}"
                ),
                path=file or None,
                hint=_("Say it in a mapping file: {line}").format(line=f"{kind} = [{line}]"),
            )
        found[theme] = AnswerColumns(kind, tuple(map(place, columns)))
    return found


def refuse_answers(
    table: Table, names: ThemeNames, instrument: Instrument, used: Collection[int], *, long: bool
) -> None:
    """Raise `AmuError` where columns of answers would be taken for themes, or for nothing.

    `used` are the places of the columns that are known; `long` as in a layout.
    """
    places = _called_as_points(table.header, instrument.scale)
    if not places or set(places) & set(used):
        return
    themes = {
        place
        for place, name in enumerate(table.header)
        if name and place not in used and names.find_part(name)
    }
    kind = _kind(table, places) if long or themes <= set(places) else None
    if kind is None:
        return
    columns = ", ".join(f'"{cut(table.header[place], 20)}"' for place in places)
    line = f"{kind} = [{columns}]"
    asked = _question_column(table.header)
    if not long:
        line = f'theme = "{asked}", {line}' if asked else f"[themes] ID = {{ {line} }}"
    hint = _("Say it in a mapping file: {line}").format(line=line)
    if not long:
        hint += "\n" + _("If they are means, name each of them: [themes] ID = {name}").format(
            name=f'"{cut(table.header[places[0]], 20)}"'
        )
    raise AmuError(
        _("the columns {first} to {last} tell how many chose each answer; they are no themes")
        .format(first=quoted_header(table, places[0]), last=quoted_header(table, places[-1])),
        path=table.path,
        line=table.header_row,
        hint=hint,
    )  # fmt: skip


def quoted_header(table: Table, place: int) -> str:
    """The name of a column as a message says it."""
    return quoted(cut(table.header[place], 40))


def _question_column(header: Sequence[str]) -> str:
    words = set(map(fold, WORDS["question"]))
    return next((cut(name, 40) for name in header if fold(name) in words), "")


def _called_as_points(header: Sequence[str], scale: Scale) -> list[int]:
    """The columns called as the points of the scale, in their order: `1`, `1 - Never`, `Never`.

    Nothing where a point has no column, or several.
    """
    labels = scale.answers().labels
    places: dict[float, list[int]] = {}
    for place, name in enumerate(header):
        found = _POINT.fullmatch(name)
        point = labels.get(label_key(name)) if found is None else int(found[1])
        if point is not None:
            places.setdefault(point, []).append(place)
    points = points_of(scale)
    if not points or any(len(places.get(point, [])) != 1 for point in points):
        return []
    return [places[point][0] for point in points]


def _kind(table: Table, places: Sequence[int]) -> Kind | None:
    """Whether the columns hold numbers of people or shares; None where they may be means.

    Means have decimals and do not make a hundred; numbers of people have none, and shares do.
    """
    texts = [table.frame[column(place)].alias("raw").to_frame() for place in places]
    parts = [with_number(text, "raw", "value", thousands=False)["value"] for text in texts]
    rows = pl.DataFrame([cells.alias(str(at)) for at, cells in enumerate(parts)]).drop_nulls()
    if rows.is_empty():
        return None
    sums, slack = rows.sum_horizontal(), _ROUNDING * len(parts)
    for total in (1, 100):
        if sums.is_between(total * (1 - slack), total * (1 + slack)).all():
            return "shares"
    return "counts" if all((cells == cells.floor()).all() for cells in rows) else None
