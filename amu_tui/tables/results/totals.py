"""Whether figures go together: answers to themes and answers at all, a total, a unit and its parts.

Nothing is refused for these, since real tables have units that were left out and answers that
came late. No message has a figure in it: the one that is wrong may be one that is hidden.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from amu_tui.model.naming import unit_key
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.contradictions import LEADERS
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Participation
from amu_tui.model.survey.rounding import half_unit
from amu_tui.model.survey.units import Parents, children_of
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.table import ROW, TableProblem
from amu_tui.tables.vocabulary.names import fold
from amu_tui.text import cut

TOTAL = (
    "total", "grand total", "all", "all units", "whole organisation", "totalt", "alle", "i alt",
    "samlet", "samla", "sum", "alle enheter", "alle einingar", "hele virksomheten",
)  # fmt: skip
"""What the row of everybody is called."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A theme's score of one unit with its row."""

    row: int
    unit: str
    n: int | None
    mean: float | None
    hidden: bool


Said = set[tuple[str, str]]
"""Codes and names of units that are said already."""

Scores = dict[str, dict[str, Figures]]
"""Figures by theme and unit key."""


def gathered(scores: pl.DataFrame, keys: Iterable[str] | None = None) -> Scores:
    """The scores of the units with these keys, or of all."""
    if keys is not None:
        scores = scores.filter(pl.col("key").is_in(list(keys)))
    found: Scores = {}
    columns = (ROW, "unit", "key", "theme", "n", "mean", "hidden")
    for row, unit, key, theme, n, mean, hidden in scores.select(*columns).iter_rows():
        found.setdefault(theme, {})[key] = Figures(row, unit, n, mean, hidden is not None)
    return found


def more_than_answered(
    scores: pl.DataFrame, layout: Layout, people: dict[str, Participation]
) -> Iterator[TableProblem]:
    """Units with more answers to a theme than answers at all, said once for each unit."""
    most = {key: one.responses for key, one in people.items() if one.responses is not None}
    if not most or scores.is_empty():
        return
    limit = pl.col("key").replace_strict(most, default=None, return_dtype=pl.Int64)
    wrong = scores.filter(pl.col("n") > limit).unique("key", keep="first", maintain_order=True)
    for row, unit, theme in wrong.select(ROW, "unit", "theme").iter_rows():
        caveat = Caveat(code="more-than-answered")
        yield TableProblem(row, layout.named(theme, "n"), caveat, unit=unit)


def odd_totals(scores: pl.DataFrame) -> Iterator[TableProblem]:
    """Rows of everybody that cannot be: fewer answers than one unit, a mean beyond all units'."""
    words = {fold(word) for word in TOTAL}
    keys = scores["key"].unique().to_list()
    totals = [key for key in keys if fold(key) in words]
    if len(totals) != 1:
        return
    said: Said = set()
    for units in gathered(scores).values():
        total = units.get(totals[0])
        others = [one for key, one in units.items() if key != totals[0]]
        if total is None or not others:
            continue
        if total.n is not None and any((one.n or 0) > total.n for one in others):
            yield from _once(total, "total-too-small", total.unit, said)
        if len(others) == len(keys) - 1 and not _between(total, others):
            yield from _once(total, "total-beyond", total.unit, said)


def odd_tree(
    scores: pl.DataFrame, tree: Parents, scale: Scale, units: Sequence[str] | None = None
) -> Iterator[TableProblem]:
    """Units whose parts have more answers, or means that do not make theirs.

    Args:
        scores: a row a unit and theme, as `ResultsTable.scores`.
        tree: the parent of every unit.
        scale: that of the means.
        units: those to look at; None for all.
    """
    keyed = {unit_key(one): None if up is None else unit_key(up) for one, up in tree.items()}
    parts = children_of(keyed)
    wanted = keyed.keys() if units is None else {unit_key(unit) for unit in units}
    above = [key for key in parts if key is not None and key in wanted]
    if not above:
        return
    keys = {*above, *(part for key in above for part in parts[key])}
    said: Said = set()
    for theme in gathered(scores, keys).values():
        for key in above:
            whole = theme.get(key)
            if whole is not None:
                found = [theme[part] for part in parts[key] if part in theme]
                complete = len(found) == len(parts[key])
                yield from _odd_parts(whole, found, scale, complete, said)


def _odd_parts(
    whole: Figures, parts: Sequence[Figures], scale: Scale, complete: bool, said: Said
) -> Iterator[TableProblem]:
    known = [part for part in parts if part.n is not None and part.mean is not None]
    answers = sum(part.n or 0 for part in parts)
    name = cut(whole.unit, 60)
    if whole.n is not None and answers > whole.n + LEADERS:
        yield from _once(whole, "whole-too-small", name, said)
        return
    if whole.mean is None:
        return
    if whole.n is None or len(known) < len(parts):
        possible = not complete or _between(whole, parts)
    else:
        rest = whole.n - answers
        left = whole.n * whole.mean - sum((one.n or 0) * (one.mean or 0.0) for one in known)
        rounding = (whole.n + answers) * _half([whole, *known])
        # A leader more or less moves the sum by an answer.
        spare = rounding + LEADERS * (scale.max - scale.min)
        possible = rest * scale.min - spare <= left <= rest * scale.max + spare
    if not possible:
        yield from _once(whole, "whole-beyond", name, said)


def _between(whole: Figures, parts: Sequence[Figures]) -> bool:
    """Whether the mean lies between those of the parts, as far as all of them are known."""
    means = [part.mean for part in parts if part.mean is not None]
    if whole.mean is None or len(means) < len(parts) or not means:
        return True
    spare = 2 * _half([whole, *parts]) + 1e-9
    return min(means) - spare <= whole.mean <= max(means) + spare


def _half(figures: Sequence[Figures]) -> float:
    """The most that rounding changed means, which a table writes with as many decimals each."""
    return half_unit([one.mean for one in figures if one.mean is not None])


def _once(figures: Figures, code: str, name: str, said: Said) -> Iterator[TableProblem]:
    if (code, name) not in said:
        said.add((code, name))
        caveat = Caveat(code=code, values={"unit": name})
        yield TableProblem(figures.row, "", caveat, unit=figures.unit)
