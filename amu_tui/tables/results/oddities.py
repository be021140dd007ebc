"""What a table says clearly and is odd nevertheless: nothing is refused for it, all of it is said.

Real tables have more answers than people invited, and published ones have no n at all.
"""

from collections.abc import Collection, Iterator

import polars as pl

from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.results import Participation, Score
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.figures.participation import RATE_ROUNDING
from amu_tui.tables.table import ROW, Table, TableProblem
from amu_tui.tables.vocabulary.names import ColumnMeaning
from amu_tui.text import cut
from amu_tui.words import some

_UNITS_NAMED = 5
"""Units that one problem names."""


def unlikely(people: Participation, source: str = "") -> Iterator[Caveat]:
    """What is odd about a participation, though real files have it; `source` as in a caveat."""
    share = people.share
    if share is not None and share > 1:
        yield Caveat(code="more-than-invited", source=source, values={"rate": _whole(share)})
    if share is not None and people.rate is not None and abs(share - people.rate) > RATE_ROUNDING:
        yield Caveat(
            code="other-rate",
            source=source,
            values={"given": _whole(people.rate), "rate": _whole(share)},
        )


def _whole(share: float) -> float:
    """`share` in whole per cent, as it is shown: no more than that is kept."""
    return int(share * 100 + 0.5 + 1e-9) / 100


def odd_people(
    rows: pl.DataFrame, layout: Layout, people: dict[str, Participation]
) -> Iterator[TableProblem]:
    """What is odd about each unit's participation, at the first row of the unit.

    Args:
        people: participation by unit key.
    """
    people_fields: tuple[ColumnMeaning, ...] = ("responses", "rate")
    place = next((layout.fields[name] for name in people_fields if name in layout.fields), None)
    header = "" if place is None else layout.header[place]
    first = rows.unique("key", keep="first", maintain_order=True)
    for row, unit, key in first.select(ROW, "unit", "key").iter_rows():
        for odd in unlikely(people.get(key, Participation())):
            yield TableProblem(row, header, odd, unit=unit)


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
        yield TableProblem(table.header_row, "", Caveat(code="no-n"))
        return
    units = without["unit"].unique(maintain_order=True).to_list()
    names = some([cut(unit, 40) for unit in units], _UNITS_NAMED)
    row, theme = without.select(ROW, "theme").row(0)
    caveat = Caveat(code="no-n-for", values={"names": names})
    yield TableProblem(row, layout.named(theme, "n"), caveat)


def taken_values(table: Table, places: Collection[int]) -> Iterator[TableProblem]:
    """Formulas in the columns at `places` whose kept value was taken, said once, at the first."""
    if table.formulas is None:
        caveat = Caveat(code="formulas-unknown")
        yield TableProblem(table.header_row, table.header[min(places)], caveat)
        return
    wanted = [(row, place) for row, place in sorted(table.formulas) if place in places]
    if not wanted:
        return
    texts = {row: cells for row, *cells in table.frame.rows()}
    found = [(row, place) for row, place in wanted if not texts[row][place].startswith(("=", "#"))]
    if found:
        row, place = found[0]
        caveat = Caveat(code="formulas", values={"n": len(found)})
        yield TableProblem(row, table.header[place], caveat)
