"""Extra questions from a table: the hours, the appraisal interview, the effect on health.

Taken from a table of their own (`unit,question,option,n,share,mean,sd`), or from among the themes
of a table of results: rows of a long one, columns of a wide one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.disclosure.limits import MIN_N, protected_answers
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Answers, Participation, Score
from amu_tui.model.survey.rounding import coarse
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.figures.merged_names import merged_names
from amu_tui.tables.figures.question_figures import Places, figures
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.table import ROW, Table, TableProblem, column, refuse_fatal, text_of, with_key
from amu_tui.tables.vocabulary.names import COLUMNS
from amu_tui.tables.vocabulary.question_names import FIGURES, WORDS, QuestionFigure, QuestionNames
from amu_tui.text import cut
from amu_tui.words import _, pick


@dataclass(frozen=True, eq=False)
class Questions:
    """What a table says of the extra questions; nothing hidden yet.

    `answers` is by unit key and question id. `rows` are the rows, and `columns` the places of
    columns, that were taken as questions.
    """

    table: Table
    instrument: Instrument
    answers: Mapping[str, Mapping[str, Answers]] = field(default_factory=dict)
    problems: tuple[TableProblem, ...] = ()
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    @property
    def found(self) -> tuple[str, ...]:
        """Ids of the questions that some unit has answers to, in the instrument's order."""
        answered = {key for unit in self.answers.values() for key in unit}
        return tuple(key for key in self.instrument.questions if key in answered)

    def unused(self, headers: Sequence[str]) -> tuple[str, ...]:
        """Those of `headers` that do not stand over a question's figures."""
        used = {self.table.header[place] for place in self.columns}
        return tuple(header for header in headers if header not in used)

    def stop(self, units: Sequence[str]) -> None:
        """Raise the first problem for which the answers of `units` cannot be taken."""
        refuse_fatal(self.problems, units, self.table.path)

    def of(self, unit: str, people: Participation, min_n: int = MIN_N) -> dict[str, Answers]:
        """The answers of `unit` in the instrument's order, hidden where they must be."""
        answers = self.answers.get(unit_key(unit)) or self.answers.get("", {})
        found: dict[str, Answers] = {}
        for key, question in self.instrument.questions.items():
            if key not in answers:
                continue
            one = answers[key]
            if one.n is None and not one.hidden and people.fewer_than(min_n):
                one = Answers(hidden="protected")
            scale = (question.scale or self.instrument.scale) if question.kind == "mean" else None
            one = protected_answers(one, min_n, scale)
            if scale is not None and one.mean is not None:
                shown = coarse(Score(n=one.n, mean=one.mean, sd=one.sd), scale, items=1)
                one = protected_answers(
                    Answers(n=one.n, mean=shown.mean, sd=shown.sd), min_n, scale
                )
            found[key] = one
        return found

    def warnings(self, unit: str) -> Iterator[Caveat]:
        """What the reader of the unit's answers must know; never a figure."""
        for problem in self.problems:
            if unit_key(problem.unit) in ("", unit_key(unit)):
                yield from problem.caveats(self.table.name)


def read_questions(table: Table, instrument: Instrument) -> Questions:
    """Interpret `table` as answers to the instrument's extra questions.

    A table without a column of units is one unit's. Raises `AmuError` where the header does not
    tell, or where nothing is a question of the instrument.
    """
    names = QuestionNames(instrument)
    columns = TableColumns.of(table)
    unit = columns.find(COLUMNS["unit"])
    frame = _keyed(table, unit)
    question = columns.find(WORDS["question"])
    if question is None:
        found = _wide(table, frame, names, range(len(table.header)))
    else:
        found = _long(table, frame, names, question, known_only=False)
    if not found.answers and not any(problem.fatal for problem in found.problems):
        titles = ", ".join(pick(question.title) for question in instrument.questions.values())
        hints = [str(problem) for problem in found.problems[:1]]
        if titles:
            hints.append(_("Its questions are {names}.").format(names=titles))
        raise AmuError(
            _("nothing in the table is a question of {instrument}").format(
                instrument=instrument.id
            ),
            path=table.path,
            hint="\n".join(hints),
        )
    taken = table.taken_hidden(found.columns if unit is None else {unit, *found.columns})
    merged = merged_names(frame, "unit", "" if unit is None else table.header[unit])
    return replace(found, problems=(*found.problems, *merged, *taken))


def among_themes(
    table: Table, rows: pl.DataFrame, layout: Layout, instrument: Instrument
) -> Questions:
    """The answers that stand among the themes of a table of results.

    Args:
        rows: the table's rows with `unit` and `key`.
    """
    names = QuestionNames(instrument)
    if layout.kind == "wide":
        free = [n for n in range(len(table.header)) if n not in layout.places]
        return _wide(table, rows, names, free, layout.fields.get("hidden"))
    return _long(table, rows, names, layout.fields["theme"], known_only=True)


def _keyed(table: Table, unit: int | None) -> pl.DataFrame:
    frame = table.frame
    frame = frame.with_columns(text_of(unit).alias("unit"))
    if unit is not None:
        frame = frame.filter(pl.col("unit") != "")
    return with_key(frame, "unit", "key")


def _long(
    table: Table, rows: pl.DataFrame, names: QuestionNames, place: int, *, known_only: bool
) -> Questions:
    """A row a question, or a row an option of it."""
    asked = column(place)
    known = {name: names.find(name) for name in rows[asked].unique().to_list()}
    if known_only and not any(known.values()):
        return Questions(table, names.instrument)
    columns = TableColumns.of(table)
    option = columns.find(WORDS["option"])
    places: dict[QuestionFigure, int] = {}
    for figure in FIGURES:
        if (found := columns.find(WORDS[figure])) is not None:
            places[figure] = found
    rows = rows.with_columns(
        pl.col(asked).replace_strict(known, default=None, return_dtype=pl.String).alias("question"),
        text_of(option).alias("option_raw"),
        *_raw(places),
    )
    problems: list[TableProblem] = []
    if not known_only:
        unknown = rows.filter(pl.col("question").is_null()).select(ROW, "unit", asked)
        problems += _unknown(unknown, table.header[place], names)
    rows = rows.filter(pl.col("question").is_not_null())
    complete, wrong = _with_options(rows, names, "" if option is None else table.header[option])
    answers, odd = figures(complete, Places(table, long=places), names)
    every = sorted([*problems, *wrong, *odd], key=lambda problem: (problem.row, problem.column))
    taken = frozenset(rows[ROW].to_list())
    used = frozenset(place for place in (place, option, *places.values()) if place is not None)
    return Questions(table, names.instrument, answers, tuple(every), rows=taken, columns=used)


def _wide(
    table: Table,
    rows: pl.DataFrame,
    names: QuestionNames,
    columns: Sequence[int],
    hidden: int | None = None,
) -> Questions:
    """A row a unit, columns for the questions and their options.

    The column `hidden` says of which units all answers are hidden.
    """
    places: dict[tuple[str, str], dict[QuestionFigure, int]] = {}
    for place in columns:
        header = table.header[place]
        if header and (found := names.column(header)):
            question, option, figure = found
            if figure in places.setdefault((question, option), {}):
                before = places[question, option][figure]
                raise TableColumns.of(table).several(header, [before, place])
            places[question, option][figure] = place
    if not places:
        return Questions(table, names.instrument)
    parts = [
        rows.select(
            ROW, "unit", "key",
            pl.lit(question).alias("question"), pl.lit(option).alias("option"),
            *_raw(by_figure if hidden is None else {"hidden": hidden, **by_figure}),
        )
        for (question, option), by_figure in places.items()
    ]  # fmt: skip
    frame = pl.concat(parts).sort(ROW, maintain_order=True)
    answers, problems = figures(frame, Places(table, wide=places), names)
    used = frozenset(place for by_figure in places.values() for place in by_figure.values())
    return Questions(table, names.instrument, answers, tuple(problems), columns=used)


def _with_options(
    rows: pl.DataFrame, names: QuestionNames, header: str
) -> tuple[pl.DataFrame, list[TableProblem]]:
    """`rows` with `option` ids, without questions of units with an option that is none."""
    pairs = rows.select("question", "option_raw").unique().rows()
    known = {
        (question, name): "" if name.lower() in MISSING else names.option(question, name)
        for question, name in pairs
    }
    problems = []
    ids: list[str | None] = []
    for row, unit, question, name in rows.select(ROW, "unit", "question", "option_raw").iter_rows():
        ids.append(known[question, name])
        if ids[-1] is None:
            message = _("“{name}” is not an option of the question").format(name=cut(name, 40))
            near = names.near_options(question, name)
            if near:
                message += "; " + _("did you mean {names}?").format(names=", ".join(near))
            problems.append(TableProblem(row, header, message, unit=unit))
    rows = rows.with_columns(pl.Series("option", ids, dtype=pl.String))
    whole = pl.col("option").is_not_null().all().over("key", "question")
    return rows.filter(whole), problems


def _unknown(rows: pl.DataFrame, header: str, names: QuestionNames) -> Iterator[TableProblem]:
    for row, unit, name in rows.iter_rows():
        near = ", ".join(names.near(name))
        caveat = Caveat(code="unknown-question", values={"name": cut(name, 40)}, near=near)
        yield TableProblem(row, header, caveat, unit=unit)


def _raw(places: Mapping[QuestionFigure, int]) -> list[pl.Expr]:
    return [text_of(places.get(figure)).alias(f"{figure}_raw") for figure in FIGURES]
