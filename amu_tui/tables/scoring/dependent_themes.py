"""Themes that depend on each other, such as an index of all the items beside its parts.

The sums of such themes cancel out for everybody who answered all items. What is left is the
answers of those who left one out, however many others there are; and what is hidden in one of
the themes follows from the others.
"""

from collections.abc import Sequence

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.disclosure.row_space import dependent
from amu_tui.tables.scoring.plan import ThemePlan
from amu_tui.words import _


def refuse_dependent_themes(rows: pl.DataFrame, themes: Sequence[ThemePlan], path: str) -> None:
    """Refuse results from which it follows what those answered who left an item out.

    Args:
        rows: the results table; in every unit all of the themes must be shown, of as many people.
    """
    items = {
        theme.id: {
            item: -1 if is_turned else 1
            for item, is_turned in zip(theme.items, theme.turned, strict=True)
        }
        for theme in themes
    }
    for cancelling in dependent(items):
        together = [theme.id for theme in themes if theme.id in cancelling]
        of_unit = rows.filter(pl.col("theme").is_in(together)).group_by("unit")
        checked = of_unit.agg(
            uneven=(pl.col("n").n_unique() > 1) | pl.col("hidden").is_not_null().any(),
            shown=pl.col("n").is_not_null().any(),
        )
        if checked.filter("uneven", "shown").height:
            raise AmuError(
                _(
                    "the themes {names} are made of each other: what those answered who left an"
                    " item out, or what is hidden, could be worked out"
                ).format(names=", ".join(together)),
                path=path,
                hint=_("Take the items of one of them out of the instrument file."),
            )
