"""`amu results`: what was understood of a table, before anything is made of it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.cli.tables.other_tables import (
    others_document,
    others_lines,
    problem_documents,
    questions_line,
    warning_lines,
)
from amu_tui.cli.tables.problems import said_once, shortened
from amu_tui.cli.tables.reading import Reading, other_tables, results_table
from amu_tui.cli.tables.table_options import (
    TableAndOthers,
    other_table_options,
    table_options,
)
from amu_tui.errors import ExitCode
from amu_tui.text import cut, wrap
from amu_tui.words import N_, _, ngettext, pick, quoted, some

if TYPE_CHECKING:
    from amu_tui.tables.results.interpret import ResultsTable
    from amu_tui.tables.table import Table, TableProblem

LAYOUTS = {
    "long": N_("a row for each theme"),
    "wide": N_("a row for each unit, a column for each theme"),
    "transposed": N_("a row for each theme, a column for each unit"),
}

_WIDTH = 80
_COLUMNS_NAMED = 6
"""Columns that are named where there are more of them; `--json` has them all."""


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "results",
        run,
        about=_("Say what is understood of a table of results, row by row."),
        takes=[
            options.path("table", shown=_("TABLE")),
            options.text(
                "--unit",
                shown=_("UNIT"),
                about=_("Whose table it is, where no column names the unit."),
            ),
            *table_options(),
            *other_table_options(),
            options.json(),
        ],
    )


def run(
    table: Path,
    unit: str | None,
    as_json: bool,
    **given: Unpack[TableAndOthers],
) -> int:
    """Say what is understood of a table; returns 1 where something in it must be mended.

    Where a column names the units, `unit` must be one of them.
    """
    found = results_table(Reading.of(table, given, unit))
    others = other_tables(found, given)
    if unit is not None:
        found.unit_name(unit)
    if as_json:
        put_json({**_document(found), **others_document(found, others)})
    else:
        put("\n".join([*_lines(found), *others_lines(found, others)]))
    fatal = [(found.table.path, problem) for problem in found.problems if problem.fatal]
    fatal += [
        (other.table.path, problem)
        for other in (others.groups, others.questions)
        if other is not None
        for problem in other.problems
        if problem.fatal
    ]
    for line in shortened(_fatal_lines(fatal), sys.stderr):
        say(line)
    return ExitCode.FAILED if fatal else ExitCode.FINE


def _fatal_lines(fatal: Sequence[tuple[str, "TableProblem"]]) -> list[str]:
    paths = dict.fromkeys(path for path, _problem in fatal)
    return [
        str(problem.error(path)) + others
        for path in paths
        for problem, others in said_once(one for where, one in fatal if where == path)
    ]


def _document(found: "ResultsTable") -> dict[str, Any]:
    return {
        "file": found.table.name,
        "sha256": found.table.sha256,
        "encoding": found.table.encoding,
        "separator": found.table.separator,
        "sheet": found.table.sheet or None,
        "header": [found.table.header_row, found.table.header_end],
        "instrument": found.instrument.id,
        "layout": _layout(found),
        "units": list(found.units),
        "themes": list(found.themes),
        "questions": list(found.questions.found),
        "ignored": list(found.ignored),
        "problems": problem_documents(found.problems),
    }


def _lines(found: "ResultsTable") -> Iterator[str]:
    instrument, table = found.instrument, found.table
    yield table.name
    yield _read_as(table, _(LAYOUTS[_layout(found)]))
    yield _("Instrument: {id} – {title}").format(id=instrument.id, title=pick(instrument.title))
    every = instrument.order()
    yield _("Themes: {found} of {all}").format(found=len(found.themes), all=len(every))
    for theme in every:
        if theme not in found.themes:
            number, name = instrument.themes[theme].number, pick(instrument.name(theme))
            yield "  " + _("missing: {number} {name}").format(number=number, name=name)
    if asked := found.questions.found:
        yield questions_line(instrument, asked)
    if found.ignored:
        yield from _unused(found)
    yield ngettext("{n} unit", "{n} units", len(found.units)).format(n=len(found.units))
    yield from shortened([f"  {unit}" for unit in found.units])
    doubtful = [problem for problem in found.problems if not problem.fatal]
    if doubtful:
        yield _("Warnings")
    yield from warning_lines(doubtful)


def _layout(found: "ResultsTable") -> str:
    return "transposed" if found.table.turned else found.layout


def _read_as(table: "Table", layout: str) -> str:
    """How the file was read: its kind, the sheet, and where its header was found."""
    if table.separator:
        separator = _("tab") if table.separator == "\t" else quoted(table.separator)
        line = _("Read as {encoding}, separated by {separator}, {layout}").format(
            encoding=table.encoding, separator=separator, layout=layout
        )
    elif table.sheet:
        line = _("Read as {encoding}, sheet “{sheet}”, {layout}").format(
            encoding=table.encoding, sheet=table.sheet, layout=layout
        )
    else:
        line = _("Read as {encoding}, {layout}").format(encoding=table.encoding, layout=layout)
    if table.header_end > table.header_row:
        line += "; " + _("header in rows {first}–{last}").format(
            first=table.header_row, last=table.header_end
        )
    elif table.header_row > 1:
        line += "; " + _("header in row {row}").format(row=table.header_row)
    return line


def _unused(found: "ResultsTable") -> Iterator[str]:
    """The first of the columns that mean nothing here: a survey has hundreds of items."""
    names = some([cut(name, _WIDTH // 2) for name in found.ignored], _COLUMNS_NAMED)
    text = _("Rows not used: {names}") if found.table.turned else _("Columns not used: {names}")
    first, *rest = wrap(text.format(names=names), _WIDTH - 2)
    yield first
    yield from (f"  {line}" for line in rest)
