"""What a table says clearly and is odd nevertheless: nothing is refused for it, all of it is said.

Real tables have more answers than people invited, and published ones have no n at all.
"""

from collections.abc import Collection, Iterator

import polars as pl

from amu_tui.model.survey.results import Participation, Score
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.table import ROW, Table, TableProblem
from amu_tui.tables.vocabulary.names import Field
from amu_tui.text import cut
from amu_tui.words import _, ngettext, percent, some

_ROUNDING = 0.015
"""How far a rate in whole per cent may lie from answers ÷ invited."""

_NAMED = 5
"""Units that one problem names."""


def unlikely(people: Participation) -> Iterator[str]:
    """What is odd about a participation, though real files have it."""
    share = people.share
    if share is not None and share > 1:
        yield _("the response rate is {rate}, more answers than people invited").format(
            rate=percent(share)
        )
    if share is not None and people.rate is not None and abs(share - people.rate) > _ROUNDING:
        yield _(
            "the response rate is given as {given}, but answers and invited make {rate}"
        ).format(given=percent(people.rate), rate=percent(share))


def odd_people(
    rows: pl.DataFrame, layout: Layout, people: dict[str, Participation]
) -> Iterator[TableProblem]:
    """What is odd about each unit's participation, at the first row of the unit.

    Args:
        people: participation by unit key.
    """
    told: tuple[Field, ...] = ("responses", "rate")
    place = next((layout.fields[name] for name in told if name in layout.fields), None)
    header = "" if place is None else layout.header[place]
    first = rows.unique("key", keep="first", maintain_order=True)
    for row, unit, key in first.select(ROW, "unit", "key").iter_rows():
        for odd in unlikely(people.get(key, Participation())):
            yield TableProblem(row, header, odd, fatal=False, unit=unit)


def unchecked(themes: dict[str, Score]) -> bool:
    """Whether a score is shown of a group whose size is not known."""
    return any(score.mean is not None and score.n is None for score in themes.values())


def without_n(table: Table, layout: Layout, scores: pl.DataFrame) -> Iterator[TableProblem]:
    """Scores without n, said once, whether it is all of them or some."""
    shown = scores.filter(pl.col("mean").is_not_null())
    without = shown.filter(pl.col("n").is_null())
    if without.is_empty():
        return
    if len(without) == len(shown):
        yield TableProblem(table.header_row, "", no_n(), fatal=False)
        return
    units = without["unit"].unique(maintain_order=True).to_list()
    names = some([cut(unit, 40) for unit in units], _NAMED)
    row, theme = without.select(ROW, "theme").row(0)
    message = no_n_for(names)
    yield TableProblem(row, layout.named(theme, "n"), message, fatal=False)


def no_n() -> str:
    """No score has n."""
    return _("the table has no n: whether groups are large enough could not be checked")


def no_n_for(names: str) -> str:
    """Scores of the units called `names` have no n."""
    return _("no n for {names}: whether groups are large enough could not be checked").format(
        names=names
    )


def taken_values(table: Table, places: Collection[int]) -> Iterator[TableProblem]:
    """Formulas in the columns at `places` whose kept value was taken, said once, at the first."""
    if table.formulas is None:
        message = _("an .xls workbook does not tell formulas from figures: all values were taken")
        yield TableProblem(table.header_row, table.header[min(places)], message, fatal=False)
        return
    wanted = [(row, place) for row, place in sorted(table.formulas) if place in places]
    if not wanted:
        return
    texts = {row: cells for row, *cells in table.frame.rows()}
    found = [(row, place) for row, place in wanted if not texts[row][place].startswith(("=", "#"))]
    if found:
        row, place = found[0]
        message = ngettext(
            "{count} cell is a formula; the value that the file keeps for it was taken",
            "{count} cells from here on are formulas; the values that the file keeps for them"
            " were taken",
            len(found),
        ).format(count=len(found))
        yield TableProblem(row, table.header[place], message, fatal=False)
