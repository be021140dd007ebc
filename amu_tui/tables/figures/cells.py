"""Rows of a table to cells: one row a unit and theme, whatever the layout, still as text."""

from collections import Counter
from collections.abc import Iterator

import polars as pl

from amu_tui.model.formulas import typed_cell
from amu_tui.model.naming import bare, unit_key
from amu_tui.model.survey.caveats import Caveat
from amu_tui.tables.figures.distributions import answer_texts
from amu_tui.tables.figures.layout import Layout
from amu_tui.tables.figures.mapping_effect import MappingEffect, mapped_names
from amu_tui.tables.figures.merged_names import merged_names
from amu_tui.tables.numbers import MISSING, is_figure, is_withheld
from amu_tui.tables.table import ROW, Table, TableProblem, column, text_of, with_key
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from amu_tui.tables.vocabulary.names import ScorePart, ThemeNames, fold, meaning_of
from amu_tui.text import cut
from amu_tui.words import _

_LOOKED_AT = 20
"""Rows that tell whether the first of them is one."""

_MISTAKES = 2

PARTS: tuple[ScorePart, ...] = ("mean", "n", "sd", "hidden", "effective_n", "favourable")


def unit_rows(
    table: Table, layout: Layout, effect: MappingEffect
) -> tuple[pl.DataFrame, list[TableProblem]]:
    """The table's rows with `unit` (as first written) and `key` (as compared) added.

    Left out are rows without a unit, units that the mapping skips, rows that have a unit and
    no cell at all besides (notes under a table), and rows longer than the header.
    """
    unit = column(layout.fields["unit"])
    header = layout.header[layout.fields["unit"]]
    frame = _keyed(table.frame, unit)
    effect.on_units(frame["unit"].unique().to_list())
    problems = merged_names(table.frame, unit, header)
    frame = frame.filter(~pl.col("key").is_in(list(map(unit_key, effect.mapping.skip_units))))
    spoken_of = frame.filter(pl.col(ROW).is_in([problem.row for problem in table.problems]))
    whose = dict(spoken_of.select(ROW, "unit").iter_rows())
    for problem in table.problems:
        if problem.row in whose:
            # What unit it is stands before the place where the row went wrong, if anywhere.
            problems.append(TableProblem(problem.row, "", problem.said, whose[problem.row]))
    empty = pl.all_horizontal(pl.col(name) == "" for name in _figures(layout))
    without_unit = frame.filter((pl.col("unit") == "") & ~empty)
    no_unit = _("no unit is named in this row") if layout.kind == "long" else Caveat(code="no-unit")
    problems += [TableProblem(row, header, no_unit) for row in without_unit[ROW]]
    problems += [
        TableProblem(row, "", Caveat(code="empty-row"))
        for row in frame.filter((pl.col("unit") == "") & empty)[ROW]
    ]
    notes = frame.filter((pl.col("unit") != "") & empty)
    problems += [
        TableProblem(row, header, Caveat(code="only-a-name", values={"name": cut(name, 40)}))
        for row, name in notes.select(ROW, "unit").iter_rows()
    ]
    too_long = [problem.row for problem in table.problems if problem.fatal]
    kept = frame.filter((pl.col("unit") != "") & ~empty & ~pl.col(ROW).is_in(too_long))
    return kept, [*problems, *_texts_first(table, kept, layout)]


def _texts_first(table: Table, rows: pl.DataFrame, layout: Layout) -> Iterator[TableProblem]:
    """The first row where it belongs to the header: words in the place of every mean."""
    means = [parts["mean"] for parts in layout.themes.values() if "mean" in parts]
    means += [layout.fields["mean"]] if "mean" in layout.fields else []
    if table.turned or not means or rows.height < 2 or rows[ROW][0] != table.header_end + 1:
        return
    first, *others = rows.select(map(column, means)).head(_LOOKED_AT).rows()
    words = all(cell.lower() not in MISSING and not is_figure(cell) and not is_withheld(cell)
                for cell in first)  # fmt: skip
    # One or two cells may be somebody's mistake.
    words &= len(set(first)) > _MISTAKES or meaning_of(rows["unit"][0]) == "unit"
    below = [cell for row in others for cell in row]
    if words and 2 * sum(map(is_figure, below)) > len(below):
        header = f"{table.header_row}-{table.header_end + 1}"
        message = _(
            "Row {row} looks like texts of the questions: where it belongs to the header, say"
            " --header {header}."
        ).format(row=table.header_end + 1, header=header)
        yield TableProblem(table.header_end + 1, "", message, rows["unit"][0])


def _keyed(frame: pl.DataFrame, unit: str) -> pl.DataFrame:
    plain = {name: bare(typed_cell(name)) for name in frame[unit].unique().to_list()}
    named = with_key(frame, unit, "key").with_columns(
        pl.col(unit).replace_strict(plain).alias("unit")
    )
    return named.with_columns(pl.col("unit").first().over("key"))


def _figures(layout: Layout) -> list[str]:
    """All columns that mean anything, other than the unit's."""
    return [column(place) for place in sorted(layout.places - {layout.fields["unit"]})]


def theme_cells(
    rows: pl.DataFrame, layout: Layout, names: ThemeNames, effect: MappingEffect
) -> tuple[pl.DataFrame, list[TableProblem]]:
    """One row for each unit and theme: `row`, `unit`, `key`, `theme` and the texts `mean_raw`,
    `n_raw`, `sd_raw`, `hidden_raw`, `effective_n_raw` and `favourable_raw` (empty where the table
    has no such column), with `answers_raw` for each point of the scale."""
    if layout.kind == "wide":
        whole = layout.fields.get("hidden")
        by_theme = [
            rows.select(
                ROW,
                "unit",
                "key",
                pl.lit(theme).alias("theme"),
                *_raw(parts, whole),
                answer_texts(layout.answers.get(theme)),
            )
            for theme, parts in layout.themes.items()
        ]
        return pl.concat(by_theme).sort(ROW, maintain_order=True), []
    theme = column(layout.fields["theme"])
    written = rows[theme].unique().to_list()
    effect.on_themes(written)
    known = _long_names(written, names, effect.mapping)
    places = {part: layout.fields[part] for part in PARTS if part in layout.fields}
    cells = rows.with_columns(
        pl.col(theme).replace_strict(known, default=None, return_dtype=pl.String).alias("theme")
    )
    unknown = cells.filter(pl.col("theme").is_null()).select(ROW, "unit", theme)
    problems = _unknown_themes(unknown, layout.header[layout.fields["theme"]], names)
    known_cells = cells.filter(pl.col("theme").is_not_null())
    answers = answer_texts(layout.answers.get(""))
    return known_cells.select(ROW, "unit", "key", "theme", *_raw(places), answers), problems


def _raw(places: dict[ScorePart, int], whole_unit: int | None = None) -> list[pl.Expr]:
    """The texts of a score; it is also hidden where the column `whole_unit` says that all are."""
    texts = {part: text_of(places.get(part)) for part in PARTS}
    own = texts["hidden"]
    missing = own.str.to_lowercase().is_in(MISSING)
    texts["hidden"] = pl.when(missing).then(text_of(whole_unit)).otherwise(own)
    return [text.alias(f"{part}_raw") for part, text in texts.items()]


def _long_names(written: list[str], names: ThemeNames, mapping: ColumnMapping) -> dict[str, str]:
    """Theme ids by the names that stand in the theme column; the mapping's names first."""
    mapped = mapped_names(mapping)
    exact = {name: theme for theme, name in mapped.items()}
    claims = Counter(map(fold, exact))
    folded = {fold(name): theme for name, theme in exact.items() if claims[fold(name)] == 1}
    found = {
        name: exact.get(name) or folded.get(fold(name)) or names.find(name) for name in written
    }
    return {name: theme for name, theme in found.items() if theme is not None}


def _unknown_themes(rows: pl.DataFrame, header: str, names: ThemeNames) -> list[TableProblem]:
    said: dict[str, Caveat] = {}
    for name in rows.to_series(2).unique().to_list():
        if name.lower() in MISSING:
            said[name] = Caveat(code="no-theme")
        else:
            near = ", ".join(names.nearest(name))
            said[name] = Caveat(code="unknown-theme", values={"name": cut(name, 40)}, near=near)
    return [
        TableProblem(row, header, said[name], unit=unit) for row, unit, name in rows.iter_rows()
    ]
