"""Raw answers to a results table: `amu score`.

A person's score of a theme is the mean of the items answered, where they are enough; a unit's
mean and standard deviation are over persons, on every level of a tree.
"""

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from amu_tui.errors import AmuError, TooLarge
from amu_tui.model.disclosure.limits import MIN_N, share_limit
from amu_tui.model.formulas import safe_cell
from amu_tui.model.survey.instrument import Instrument, Scale
from amu_tui.tables.figures.kept_rows import SCHEMA, as_kept
from amu_tui.tables.formats.encoding import read_start
from amu_tui.tables.formats.packed import OLE, ZIP, holds_text
from amu_tui.tables.formats.parquet import MAGIC
from amu_tui.tables.formats.spss_stata import START, kind_of
from amu_tui.tables.reading.choice import chosen_rows
from amu_tui.tables.reading.read import read_table, refuse_header, refuse_sheet
from amu_tui.tables.reading.unit_sheets import unit_sheets
from amu_tui.tables.results.earlier import UnknownItems, earlier_scores
from amu_tui.tables.results.unit_tree import read_tree
from amu_tui.tables.scoring.bad_answers import (
    LISTED,
    refuse_formulas,
    refuse_rows,
    wrong_answers,
    wrong_groups,
    wrong_weights,
)
from amu_tui.tables.scoring.dependent_themes import refuse_dependent_themes
from amu_tui.tables.scoring.exact_sums import UNWEIGHED
from amu_tui.tables.scoring.favourable import (
    FAVOURABLE,
    PERCENT,
    favourable_groups,
    with_shares,
)
from amu_tui.tables.scoring.labels_and_codes import unanswered
from amu_tui.tables.scoring.persons import LEADS, WRONG, groups, watching
from amu_tui.tables.scoring.plan import Plan, make_plan
from amu_tui.tables.scoring.responses import (
    Responses,
    keep_off_disks,
    labelled_source,
    parquet_source,
    sheets_source,
    table_source,
)
from amu_tui.tables.scoring.results_rows import (
    PreviousReleases,
    hidden_without_weights,
    in_tree,
    standing_alone,
)
from amu_tui.tables.scoring.rows import AnswerColumns, RowsAsked
from amu_tui.tables.scoring.text_source import text_source
from amu_tui.tables.scoring.units import REFUSE, Units, assign_units, under_several
from amu_tui.tables.table import TableProblem, with_key
from amu_tui.tables.vocabulary.known_columns import NamedColumns
from amu_tui.text import clean
from amu_tui.words import _


@dataclass(frozen=True)
class ScoringRequest:
    """What is wanted of a table of raw answers.

    Args:
        rows: which rows are read, and whose they are.
        each: the columns of a table with a row for each answer.
        without_unit: what becomes of persons without a unit: `refuse`, `skip`, or the unit that
            they are counted in.
        tree: a table of units and their parents, in a workbook on the sheet `tree_sheet`.
        min_n: smallest group shown.
        published: results tables of the same answers that were given out before.
        replaced: one more, the latest, which the new table takes the place of.
        sheet: the sheet of a workbook.
        header: the rows of the header, `4` or `4-5`; else those with the most of the columns.
        sheet_is_unit: whether each sheet of a workbook is a unit.
        visible_only: whether rows and columns that a workbook hides are left out.
    """

    rows: RowsAsked
    each: AnswerColumns | None = None
    without_unit: str = REFUSE
    tree: Path | None = None
    tree_sheet: str = ""
    min_n: int = MIN_N
    published: tuple[Path, ...] = ()
    replaced: Path | None = None
    sheet: str = ""
    header: str = ""
    sheet_is_unit: bool = False
    visible_only: bool = False


@dataclass(frozen=True, eq=False)
class Scored:
    """A results table, and what is to be said of it.

    `skipped` are themes without items, `empty` units of the tree without answers, `withdrawn`
    how many scores were shown in a previous release and are hidden now.
    `shared` are pairs of themes with items in common, where anything is hidden.
    `unanswered` is how many cells hold each sign for no answer, empty cells not counted.
    `unnamed` are persons without a unit, of whom `without_unit` says what became; `several` are
    units, by column, that stand under several of its values; `respelled` are units by their names
    in the table, which the tree writes otherwise.
    `oddities` are the first of the `odd_rows`, which were taken otherwise than they stand.
    """

    rows: pl.DataFrame
    people: int
    units: int
    themes: int
    skipped: tuple[str, ...]
    empty: tuple[str, ...]
    withdrawn: int = 0
    shared: tuple[tuple[str, str], ...] = ()
    unanswered: Mapping[str, int] = field(default_factory=dict)
    unnamed: int = 0
    without_unit: str = REFUSE
    several: Mapping[str, Sequence[str]] = field(default_factory=dict)
    respelled: Mapping[str, str] = field(default_factory=dict)
    odd_rows: int = 0
    oddities: tuple[TableProblem, ...] = ()

    @property
    def weighted(self) -> bool:
        """Whether persons have weights; `effective_n` is then a column."""
        return "effective_n" in self.rows.columns

    @property
    def hidden(self) -> int:
        """How many scores are hidden."""
        return self.rows["hidden"].count()

    def file(self, *, parquet: bool) -> bytes:
        """The results table's file: Parquet, or CSV in UTF-8 with LF at the end of lines."""
        out = io.BytesIO()
        if parquet:
            self.rows.write_parquet(out)
        else:
            names = self.rows["unit"].unique().to_list()
            unsafe = {name: safe for name in names if (safe := safe_cell(name)) != name}
            self.rows.with_columns(pl.col("unit").replace(unsafe)).write_csv(out)
        return out.getvalue()


def open_responses(path: Path, instrument: Instrument, asked: ScoringRequest) -> Responses:
    """The table of raw answers at `path`: text, a workbook, Parquet, SPSS or Stata.

    What it is follows from its first bytes. The sheet and the header are found by the columns
    that are needed. Raises `AmuError` where it cannot be read.
    """
    keep_off_disks()
    start = read_start(path, START)
    is_workbook = start.startswith((ZIP, OLE)) and not holds_text(path)
    if not is_workbook:
        refuse_sheet("--sheet-is-unit" if asked.sheet_is_unit else asked.sheet, clean(str(path)))
    kind = kind_of(start)
    if kind or start.startswith(MAGIC):
        refuse_header(asked.header, clean(str(path)))
        if not kind:
            return parquet_source(path)
        with _of_any_size_as_csv():
            return labelled_source(path, kind, instrument)
    items = {item for theme in instrument.themes.values() for item in theme.items}
    if asked.each is not None:
        items = {name for name, _missing in asked.each.columns()}
    names = {*(name for name, _missing in asked.rows.columns()), *items}
    words = NamedColumns(names, least=min(2, len(names)))
    if asked.sheet_is_unit:
        tables, said = unit_sheets(
            path, header=asked.header, vocabulary=words, visible_only=asked.visible_only
        )
        return sheets_source(tables, said, names)
    if is_workbook:
        return _sheet_source(path, words, asked)
    return text_source(path, asked.header, words)


def _sheet_source(path: Path, words: NamedColumns, asked: ScoringRequest) -> Responses:
    with _of_any_size_as_csv():
        table = read_table(
            path,
            sheet=asked.sheet,
            header=asked.header,
            vocabulary=words,
            visible_only=asked.visible_only,
        )
    source = table_source(table)
    if not asked.rows.where:
        return source

    def taken_hidden(places: Collection[int]) -> Iterator[TableProblem]:
        return chosen_rows(table, asked.rows.where).taken_hidden(places)

    return replace(source, taken_hidden=taken_hidden)


@contextmanager
def _of_any_size_as_csv() -> Iterator[None]:
    """Say of a table that is too large that CSV has no such limit."""
    try:
        yield
    except TooLarge as error:
        hint = _("Save the table as CSV (UTF-8), which may be of any size.")
        raise AmuError(error.message, path=error.path, hint=hint) from error


def score(
    responses: Responses,
    instrument: Instrument,
    asked: ScoringRequest,
    seen: Callable[[int], None] | None = None,
    weighed: Callable[[int, int], None] | None = None,
) -> Scored:
    """Score the answers in `responses`.

    `seen` is called with the number of rows of each part that went by, `weighed` with how many
    themes of how many it is decided for what to hide. Raises `AmuError`, naming row and column,
    for everything in the table or the tree that cannot be; what a person answered is never in a
    message.
    """
    plan = make_plan(responses.columns, instrument, asked.rows)
    refuse_rows(responses)
    refuse_formulas(responses, plan.places)
    tree = None
    hidden: list[TableProblem] = []
    if asked.tree is not None:
        tree = read_tree(asked.tree, asked.tree_sheet, visible_only=asked.visible_only, said=hidden)
    written = SCHEMA if not plan.favourable else {**SCHEMA, FAVOURABLE: pl.Float64}
    releases = [earlier_scores(path, instrument, written) for path in asked.published]
    if asked.replaced is not None:
        releases.append(_replaced(asked.replaced, instrument, written))
    found, reading = groups(responses, plan, None if seen is None else watching(seen))
    if found[WRONG].any():
        raise wrong_answers(responses, plan, instrument)
    if found[UNWEIGHED].any():
        raise wrong_weights(responses, plan)
    units = assign_units(found, tree, asked.without_unit)
    if units.wrong:
        raise wrong_groups(responses, plan, units.wrong, asked.tree)
    if not units.people:
        raise AmuError(_("nobody has answered anything in this table"), path=responses.path)
    odd_rows, oddities = responses.warnings()
    hidden += responses.taken_hidden(plan.places)
    scale, min_n = instrument.scale, asked.min_n
    exact = _rows(found, units, plan, scale, min_n, releases, weighed)
    exact = hidden_without_weights(exact, found, units, plan.sizes, scale, min_n)
    rows, exact = as_kept(exact, plan.sizes, scale, min_n)
    rows = _with_parents(_with_favourable(rows, found, units, plan, min_n), units, plan)
    refuse_dependent_themes(exact, plan, units.parents, scale, min_n, responses.path)
    return Scored(
        rows=rows,
        people=units.people,
        units=len(units.parents),
        themes=len(plan.themes),
        skipped=plan.skipped,
        empty=tuple(rows.filter(pl.col("respondents") == 0)["unit"].unique(maintain_order=True)),
        withdrawn=_withdrawn(rows, releases),
        shared=plan.sharing() if rows["hidden"].is_not_null().any() else (),
        unanswered=unanswered(responses, plan, reading),
        unnamed=units.unnamed,
        without_unit=asked.without_unit,
        several=under_several(found, plan.rows.levels, responses.header),
        respelled=units.respelled,
        odd_rows=odd_rows + len(hidden),
        oddities=(*hidden, *oddities[:LISTED]),
    )


def _rows(
    found: pl.DataFrame,
    units: Units,
    plan: Plan,
    scale: Scale,
    min_n: int,
    releases: PreviousReleases = (),
    weighed: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    themes = [theme.id for theme in plan.themes]
    one_each = len(units.atoms) == len(units.parents) and not (found[LEADS] != "").any()
    nested = any(above is not None for above in units.parents.values())
    # Nobody knows the weights of those who came since.
    weighted = plan.rows.weight is not None and releases
    if not nested and one_each and not weighted:
        return standing_alone(found, units, themes, scale, min_n, releases)
    return in_tree(found, units, themes, scale, min_n, releases, weighed)


def _with_favourable(
    rows: pl.DataFrame, found: pl.DataFrame, units: Units, plan: Plan, min_n: int
) -> pl.DataFrame:
    """`rows` with the share 0–1 of answers that are favourable, if the instrument says which are.

    It is the mean over persons of the share of their answers. It is protected as a score on a
    scale of its own, whose limit is higher, and shown nowhere that the score is not.
    """
    if not plan.favourable:
        return rows
    groups_of = favourable_groups(found, len(plan.themes))
    limits = {theme: share_limit(items, min_n) for theme, items in plan.sizes.items()}
    shares = [
        _rows(groups_of, units, plan, PERCENT, limit).with_columns(
            pl.when(pl.col("theme").replace_strict(limits) == limit).then("mean").alias("mean")
        )
        for limit in {*limits.values()}
    ]
    means = [one.get_column("mean").alias(str(at)) for at, one in enumerate(shares)]
    mean = pl.select(pl.coalesce(means).alias("mean"))
    return with_shares(rows, mean, plan.sizes, min_n)


def _with_parents(rows: pl.DataFrame, units: Units, plan: Plan) -> pl.DataFrame:
    """`rows` with the unit above each, where the levels say it."""
    if len(plan.rows.unit_columns) < 2:
        return rows
    above = pl.col("unit").replace_strict(dict(units.parents), return_dtype=pl.String)
    return rows.with_columns(above.alias("parent"))


def _withdrawn(rows: pl.DataFrame, releases: PreviousReleases) -> int:
    """How many scores are hidden that were shown in any of the `releases`."""
    if not releases:
        return 0
    before = pl.concat(one.filter(pl.col("mean").is_not_null()) for one in releases)
    hidden = with_key(rows.filter(pl.col("hidden").is_not_null()), "unit", "key")
    return hidden.join(before, on=["key", "theme"], how="semi").height


def _replaced(
    path: Path, instrument: Instrument, written: Mapping[str, type[pl.DataType]]
) -> pl.DataFrame:
    """The earlier scores in a file that is about to be replaced and may be anything."""
    try:
        return earlier_scores(path, instrument, written)
    except UnknownItems:
        raise
    except AmuError as error:
        raise AmuError(
            _("this is not a table of results of {instrument}, so it is not replaced").format(
                instrument=instrument.id
            ),
            path=path,
            hint=_("Name another file."),
        ) from error
