"""Themes that are made of each other, such as an index of all the items beside its parts.

The sums of such themes cancel out for everybody who answered all items. What is left is the
answers of those who left one out, however many others there are; and what is hidden in one of
the themes follows from the others.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.scoring_plan import ThemePlan
from amu_tui.words import _

Row = dict[int | str, Fraction]


def made_of_each_other(themes: Sequence[ThemePlan]) -> Iterator[tuple[str, ...]]:
    """The ids of themes of which one follows from the others where all items are answered."""
    done: list[tuple[int | str, Row, Row]] = []
    for theme in themes:
        turned = zip(theme.items, theme.turned, strict=True)
        items: Row = {item: Fraction(-1 if is_turned else 1) for item, is_turned in turned}
        used: Row = {theme.id: Fraction(1)}
        for pivot, others, made in done:
            if factor := items.get(pivot):
                items, used = _less(items, others, factor), _less(used, made, factor)
        if not items:
            yield tuple(one.id for one in themes if one.id in used)
            continue
        pivot = next(iter(items))
        scale = 1 / items[pivot]
        done.append((pivot, _times(items, scale), _times(used, scale)))


def _times(row: Row, factor: Fraction) -> Row:
    return {key: value * factor for key, value in row.items()}


def _less(row: Row, other: Row, factor: Fraction) -> Row:
    both = {key: row.get(key, Fraction()) - factor * other.get(key, Fraction()) for key in
            (*row, *other)}  # fmt: skip
    return {key: value for key, value in both.items() if value}


def refuse_made_of_each_other(rows: pl.DataFrame, themes: Sequence[ThemePlan], path: str) -> None:
    """Refuse results from which it follows what those answered who left an item out.

    Args:
        rows: the results table; in every unit all of the themes must be shown, of as many people.
    """
    for together in made_of_each_other(themes):
        of_unit = rows.filter(pl.col("theme").is_in(together)).group_by("unit")
        told = of_unit.agg(
            uneven=(pl.col("n").n_unique() > 1) | pl.col("hidden").is_not_null().any(),
            shown=pl.col("n").is_not_null().any(),
        )
        if told.filter("uneven", "shown").height:
            raise AmuError(
                _(
                    "the themes {names} are made of each other: what those answered who left an"
                    " item out, or what is hidden, could be worked out"
                ).format(names=", ".join(together)),
                path=path,
                hint=_("Take the items of one of them out of the instrument file."),
            )
