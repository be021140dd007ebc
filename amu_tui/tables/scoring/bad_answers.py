"""Where in a table of raw answers something stands that cannot be.

A second pass, made only when the first one met something wrong. What a cell says is repeated only
where several people wrote it: else it is somebody's answer.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.survey.answers import CONTRADICTS, AnswerScale
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.numbers import MISSING, is_figure
from amu_tui.tables.scoring.exact_sums import MOST, weight_of
from amu_tui.tables.scoring.labels_and_codes import Kind, Why, end, often, problems, to_declare
from amu_tui.tables.scoring.persons import LEADS, UNIT, Item, read_answers
from amu_tui.tables.scoring.plan import Plan
from amu_tui.tables.scoring.responses import AMBIGUOUS, TEXT_KINDS, Responses, collecting
from amu_tui.tables.scoring.units import GroupCells, WrongCell
from amu_tui.tables.table import ROW, TableProblem, column
from amu_tui.text import clean
from amu_tui.words import _, ngettext

LISTED = 5
"""Problems that are said; of the others only how many."""


def refuse_formulas(responses: Responses, places: Collection[int]) -> None:
    """Raise `AmuError` for formulas in the columns that are read, at the `places`."""
    if responses.formulas is None:
        raise AmuError(
            _("which cells are formulas cannot be seen in an .xls workbook"),
            path=responses.path,
            hint=_("Open it in the spreadsheet program and save it as .xlsx."),
        )
    found = sorted(place for place in responses.formulas if place[1] in places)
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


def wrong_answers(responses: Responses, plan: Plan, instrument: Instrument) -> AmuError:
    """The answers that cannot be: those of several people once each, of the others the first."""
    with collecting(responses):
        cells = _wrong_cells(responses, plan)
        counted, people = pl.collect_all(
            [
                cells.group_by("place", "cell").agg(pl.len(), pl.col(ROW).min()),
                cells.group_by("cell").agg(pl.col(ROW).n_unique()),
            ],
            engine="streaming",
        )
        rows = [
            (int(place), _kind(cell), count, row) for place, cell, count, row in counted.iter_rows()
        ]
        met, spelt = often(rows, {_kind(cell): count for cell, count in people.iter_rows()})
        rare = cells.filter(~pl.col("cell").is_in([_WHY[why] + text for why, text in spelt]))
        first = rare.with_columns(pl.col("place").cast(pl.Int64)).bottom_k(
            LISTED, by=[ROW, "place"]
        )
        seldom = first.collect(engine="streaming").sort(ROW, "place")
    rest = sum(count for _place, kind, count, _row in rows if kind not in spelt)
    said = list(problems(met, plan))
    rest += len(said)
    said += [
        (row, place, _why(_kind(cell)[0], plan.answers[place]))
        for row, place, cell in seldom.select(ROW, "place", "cell").iter_rows()
    ]
    hints = list(to_declare(met, plan, responses.header, instrument))
    if len(seldom):
        hints.append(_to_mend(responses, plan, seldom[ROW][0]))
    first_of = [TableProblem(row, responses.header[place], why) for row, place, why in said]
    return listed(responses, first_of, rest, "\n".join(hints))


def _to_mend(responses: Responses, plan: Plan, row: int) -> str:
    """What to do about cells of few people, the first of which stands in the `row`."""
    if row == responses.first_row and _texts_first(responses, plan):
        return _(
            "Row {row} looks like texts of the questions: where it belongs to the header, say"
            " --header {header}."
        ).format(row=row, header=f"{responses.header_row}-{row}")
    return _("Mend the cell, or leave it empty where there is no answer.")


def _texts_first(responses: Responses, plan: Plan) -> bool:
    """Whether the first row under the header has different words where others have figures."""
    first, *others = responses.sample() or [[]]
    cells = [first[place] for place in plan.items if place < len(first)]
    below = [row[place] for row in others for place in plan.items if place < len(row)]
    words = all(cell.lower() not in MISSING and not is_figure(cell) for cell in cells)
    different = len(set(cells)) == len(cells) and not set(cells) & set(below)
    return bool(cells) and words and different and 2 * sum(map(is_figure, below)) > len(below)


_WHY: dict[Why, str] = {"text": "t", "thousand": "k", "contradiction": "c", "outside": "o"}


def _kind(cell: str) -> Kind:
    """What is wrong with a cell, and its text."""
    return next(why for why, sign in _WHY.items() if sign == cell[0]), cell[1:]


def _wrong_cells(responses: Responses, plan: Plan) -> pl.LazyFrame:
    """The answers that cannot be, a row each: `ROW`, `place` and `cell`, see `_kind`."""
    reading = responses.numbered(responses.readings[-1](frozenset(plan.items)))
    kinds = reading.collect_schema()
    plain = {
        place: kinds[column(place)].is_numeric() or kinds[column(place)] in TEXT_KINDS
        for place in plan.items
    }
    texts = [
        (pl.col(column(place)).cast(pl.String).str.strip_chars() if shown else pl.lit("")).alias(
            f"text{place}"
        )
        for place, shown in plain.items()
    ]
    lazy, items = read_answers(reading.with_columns(texts), plan, responses)
    wrong = [
        pl.when(item.wrong.fill_null(value=False))
        .then(_signed(item, text=kinds[column(place)] in TEXT_KINDS) + pl.col(f"text{place}"))
        .alias(str(place))
        for place, item in items.items()
    ]
    cells = lazy.select(ROW, *wrong)
    return cells.unpivot(index=ROW, variable_name="place", value_name="cell").drop_nulls("cell")


def _signed(item: Item, *, text: bool) -> pl.Expr:
    """Why a wrong answer is wrong, by its sign in `_WHY`."""
    value = item.value.cast(pl.Float64)
    if not text:
        return (
            pl.when(value.is_finite()).then(pl.lit(_WHY["outside"])).otherwise(pl.lit(_WHY["text"]))
        )
    return (
        pl.when(value.is_finite())
        .then(pl.lit(_WHY["outside"]))
        .when(value == AMBIGUOUS)
        .then(pl.lit(_WHY["thousand"]))
        .when(value == CONTRADICTS)
        .then(pl.lit(_WHY["contradiction"]))
        .otherwise(pl.lit(_WHY["text"]))
    )


def _why(why: Why, scale: AnswerScale) -> str:
    if why == "thousand":
        return _("the answer may be a thousand or a decimal; write it without that mark")
    if why == "contradiction":
        return _("the answer begins with another number than its label has")
    if why == "outside":
        return _("the answer is outside the scale {low}–{high}").format(
            low=end(scale.low), high=end(scale.high)
        )
    return _("the answer is not a number")


def wrong_weights(responses: Responses, plan: Plan) -> AmuError:
    """The first persons who answered and whose weight cannot be one, by row."""
    assert plan.rows.weight is not None
    with collecting(responses):
        reading = responses.numbered(responses.readings[-1](frozenset(plan.items)))
        lazy, items = read_answers(reading, plan, responses)
        answered = pl.any_horizontal(item.value.is_not_null() for item in items.values())
        wrong = lazy.filter(answered & weight_of(plan.rows.weight).is_null()).select(ROW)
        count, rows = pl.collect_all(
            [wrong.select(pl.len()), wrong.bottom_k(LISTED, by=ROW)], engine="streaming"
        )
    message = _("the weight is no number above 0, up to {most}").format(most=MOST)
    header = responses.header[plan.rows.weight]
    problems = [TableProblem(row, header, message) for row in rows[ROW].sort()]
    hint = _("Persons without a weight are left out with --where, or given one in the table.")
    return listed(responses, problems, count.item(), hint)


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
    first, *others = map(responses.placed, problems)
    below = [*map(str, others), *_more(count - len(problems)), *([hint] if hint else [])]
    return first.error(responses.path, "\n".join(below))


def _more(count: int) -> Iterable[str]:
    if count > 0:
        yield ngettext("{count} more problem", "{count} more problems", count).format(count=count)
