"""Where in a table of raw answers something stands that cannot be.

A second pass, made only when the first one met something wrong. What the cell says is never
repeated: it is somebody's answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.numbers import MISSING, is_figure
from amu_tui.tables.scoring.persons import LEADS, UNIT, read_answers
from amu_tui.tables.scoring.plan import Plan
from amu_tui.tables.scoring.responses import AMBIGUOUS, Responses, collecting
from amu_tui.tables.scoring.units import GroupCells, WrongCell
from amu_tui.tables.table import ROW, TableProblem, column
from amu_tui.text import clean
from amu_tui.words import _, ngettext, number

LISTED = 5
"""Problems that are said; of the others only how many."""


def refuse_formulas(responses: Responses, plan: Plan) -> None:
    """Raise `AmuError` for formulas in the columns that are read."""
    if responses.formulas is None:
        raise AmuError(
            _("which cells are formulas cannot be seen in an .xls workbook"),
            path=responses.path,
            hint=_("Open it in the spreadsheet program and save it as .xlsx."),
        )
    found = sorted(place for place in responses.formulas if place[1] in plan.places)
    if found:
        problems = [
            TableProblem(row, responses.header[place], _("is a formula, not an answer"))
            for row, place in found[:LISTED]
        ]
        hint = _("Replace the formulas by their values: copy, then paste as values.")
        raise listed(responses, problems, len(found), hint)


def refuse_rows(responses: Responses) -> None:
    """Raise `AmuError` for rows that are no rows of the table."""
    fatal = [problem for problem in responses.problems if problem.fatal]
    if fatal:
        raise listed(responses, fatal[:LISTED], len(fatal))


def wrong_answers(responses: Responses, plan: Plan) -> AmuError:
    """The first answers that cannot be, by row."""
    with collecting(responses):
        return _wrong_answers(responses, plan)


def _wrong_answers(responses: Responses, plan: Plan) -> AmuError:
    reading = responses.numbered(responses.readings[-1](frozenset(plan.items)))
    lazy, items = read_answers(reading, plan, responses)
    wrong = [items[place].wrong.fill_null(value=False).alias(str(place)) for place in items]
    outside = [
        items[place].value.cast(pl.Float64).is_finite().alias(f"number{place}") for place in items
    ]
    kinds = reading.collect_schema()
    ambiguous = [
        (items[place].value == AMBIGUOUS).alias(f"ambiguous{place}")
        for place in items
        if not kinds[column(place)].is_numeric()
    ]
    marked = lazy.select(ROW, *wrong, *outside, *ambiguous)
    places = [str(place) for place in items]
    total = marked.select(pl.sum_horizontal(pl.col(places).sum()))
    first = marked.filter(pl.any_horizontal(places)).bottom_k(LISTED, by=ROW)
    count, rows = pl.collect_all([total, first], engine="streaming")
    problems = [
        TableProblem(row[ROW], responses.header[place], _why(row, place, plan))
        for row in rows.sort(ROW).iter_rows(named=True)
        for place in items
        if row[str(place)]
    ]
    hint = _("Mend the cell, or leave it empty where there is no answer.")
    if problems and problems[0].row == responses.first_row and _texts_first(responses, plan):
        hint = _(
            "Row {row} looks like texts of the questions: where it belongs to the header, say"
            " --header {header}."
        ).format(row=responses.first_row, header=f"{responses.header_row}-{responses.first_row}")
    return listed(responses, problems[:LISTED], count.item(), hint)


def _texts_first(responses: Responses, plan: Plan) -> bool:
    """Whether the first row under the header has different words where others have figures."""
    first, *others = responses.sample() or [[]]
    cells = [first[place] for place in plan.items if place < len(first)]
    below = [row[place] for row in others for place in plan.items if place < len(row)]
    words = all(cell.lower() not in MISSING and not is_figure(cell) for cell in cells)
    different = len(set(cells)) == len(cells) and not set(cells) & set(below)
    return bool(cells) and words and different and 2 * sum(map(is_figure, below)) > len(below)


def _why(row: Mapping[str, object], place: int, plan: Plan) -> str:
    if row.get(f"ambiguous{place}"):
        return _("the answer may be a thousand or a decimal; write it without that mark")
    if row[f"number{place}"]:
        return _("the answer is outside the scale {low}–{high}").format(
            low=_end(plan.low), high=_end(plan.high)
        )
    return _("the answer is not a number")


def wrong_groups(
    responses: Responses,
    plan: Plan,
    wrong: Mapping[GroupCells, WrongCell],
    tree: Path | None,
) -> AmuError:
    """The first rows whose unit or leader cannot be; the units are those of the `tree`, if any."""
    hint = ""
    if tree is not None:
        hint = _("The tree is {path}; names are compared without case and blanks.")
    with collecting(responses):
        return _wrong_groups(responses, plan, wrong, hint.format(path=clean(str(tree))))


def _wrong_groups(
    responses: Responses, plan: Plan, wrong: Mapping[GroupCells, WrongCell], hint: str
) -> AmuError:
    reading = responses.numbered(responses.readings[-1](frozenset(plan.items)))
    lazy, items = read_answers(reading, plan, responses)
    answers = [item.value for item in items.values()]
    cells = pl.DataFrame(
        {UNIT: [unit for unit, _leads in wrong], LEADS: [leads for _unit, leads in wrong]},
        schema={UNIT: pl.String, LEADS: pl.String},
    )
    rows = lazy.select(
        ROW,
        plan.rows.unit_cell().alias(UNIT),
        plan.rows.leader_cell().alias(LEADS),
        pl.any_horizontal(answer.is_not_null() for answer in answers).alias("answered"),
    )
    # A row with nothing in it is the end of a sheet, not a person.
    rows = rows.filter((pl.col(UNIT) != "") | pl.col("answered"))
    rows = rows.join(cells.lazy(), on=[UNIT, LEADS], how="semi")
    count, first = pl.collect_all(
        [rows.select(pl.len()), rows.bottom_k(LISTED, by=ROW)], engine="streaming"
    )
    problems, hints = [], dict[str, None]()
    for row, unit, led in first.select(ROW, UNIT, LEADS).sort(ROW).iter_rows():
        cell = wrong[unit, led]
        place = plan.rows.leaders if cell.level is None else plan.rows.unit_columns[cell.level]
        problems.append(TableProblem(row, responses.header[place or 0], cell.why))
        hints[cell.hint or hint] = None
    return listed(responses, problems, count.item(), "\n".join(filter(None, hints)))


def listed(
    responses: Responses, problems: Sequence[TableProblem], count: int, hint: str = ""
) -> AmuError:
    """An error that says the first of the problems, the others below it."""
    first, *others = problems
    below = [*map(str, others), *_more(count - len(problems)), *([hint] if hint else [])]
    return first.error(responses.path, "\n".join(below))


def _end(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)


def _more(count: int) -> Iterable[str]:
    if count > 0:
        yield ngettext("{count} more problem", "{count} more problems", count).format(count=count)
