"""Names of units that are written in several ways in one table, and taken as one."""

from collections.abc import Iterator, Sequence

import polars as pl

from amu_tui.model.naming import as_typed, bare, unit_key
from amu_tui.model.survey.caveats import Caveat, Values
from amu_tui.tables.table import ROW, TableProblem
from amu_tui.text import cut
from amu_tui.words import _, quoted

_SHOWN = 60

Spelling = tuple[int, str]
"""The first row that writes a name in one way, and how."""


def merged_names(frame: pl.DataFrame, names: str, header: str) -> list[TableProblem]:
    """What is to be said of the names in the column `names`, which is called `header`.

    Each name that is taken as another is said. Names that differ in their footnote marks only,
    none of them without a mark, may be of two units: their figures are not taken.
    """
    different = frame[names].unique().to_list()
    if len(set(map(unit_key, different))) == len(different):
        return []
    first = frame.select(ROW, names).unique(names, keep="first", maintain_order=True)
    by_key: dict[str, list[Spelling]] = {}
    for row, name in first.sort(ROW).iter_rows():
        by_key.setdefault(unit_key(name), []).append((row, name))
    return [
        problem
        for key, spellings in by_key.items()
        if key and len(spellings) > 1
        for problem in _said(spellings, header)
    ]


def _said(spellings: Sequence[Spelling], header: str) -> Iterator[TableProblem]:
    plain = [name for _row, name in spellings if bare(name) == name]
    whole = [name for name in plain if as_typed(name) == name]
    taken = (whole or plain or [spellings[0][1]])[0]
    for row, name in spellings:
        if name == taken:
            continue
        if plain or _marks(name) == _marks(taken):
            values: Values = {"name": cut(name, _SHOWN), "other": cut(taken, _SHOWN)}
            yield TableProblem(row, header, Caveat(code="taken-as", values=values), bare(name))
        else:
            message = _("{name} and {other} differ in a footnote mark only: one unit, or two?")
            one, two = (quoted(cut(spelling, _SHOWN)) for spelling in (name, taken))
            yield TableProblem(row, header, message.format(name=one, other=two), bare(name))


def _marks(name: str) -> str:
    """The marks at the end of a name, which two spellings may share."""
    return name[len(bare(name)) :].strip()
