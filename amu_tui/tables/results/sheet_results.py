"""Results of a workbook with a sheet for each unit, as of one table."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from amu_tui.tables.reading.unit_sheets import in_sheet
from amu_tui.tables.results.interpret import ResultsTable
from amu_tui.tables.table import TableProblem
from amu_tui.words import some

_LISTED = 4
"""Sheets that are named where there are more of them."""


def joined(
    found: Sequence[ResultsTable], path: str, left_out: Sequence[TableProblem]
) -> ResultsTable:
    """What all sheets say together; a problem names its sheet with the column.

    Args:
        found: what each sheet says, at least one.
        path: the workbook, as messages name it.
        left_out: sheets that are no such table.
    """
    first = found[0]
    sheets = some([one.table.sheet for one in found], _LISTED)
    table = replace(first.table, path=path, sheet=sheets, notes=())
    questions = replace(
        first.questions,
        table=table,
        answers={key: own for one in found for key, own in one.questions.answers.items()},
        problems=_all((one, one.questions.problems) for one in found),
    )
    return replace(
        first,
        table=table,
        units=tuple(unit for one in found for unit in one.units),
        themes=tuple(
            theme for theme in first.instrument.order() if any(theme in one.themes for one in found)
        ),
        ignored=tuple(dict.fromkeys(name for one in found for name in one.ignored)),
        misread=(*left_out, *_all((one, one.misread) for one in found)),
        oddities=_all((one, one.oddities) for one in found),
        contradictions=_all((one, one.contradictions) for one in found),
        scores=pl.concat(one.scores for one in found),
        people={key: people for one in found for key, people in one.people.items()},
        withheld=frozenset().union(*(one.withheld for one in found)),
        questions=questions,
    )


def _all(
    said: Iterable[tuple[ResultsTable, Sequence[TableProblem]]],
) -> tuple[TableProblem, ...]:
    """The problems of each sheet, which concern its unit and no other."""
    return tuple(
        replace(
            problem,
            column=in_sheet(one.table.sheet, problem.column),
            unit=problem.unit or "".join(one.units[:1]),
        )
        for one, problems in said
        for problem in problems
    )
