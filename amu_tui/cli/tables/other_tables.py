"""What `amu results` says of the tables that are read beside a table of results."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from amu_tui.cli.tables.problems import said_once, shortened
from amu_tui.model.survey.instrument import Instrument
from amu_tui.text import cut
from amu_tui.words import _, ngettext, pick, some

if TYPE_CHECKING:
    from amu_tui.tables.figures.groups import Groups
    from amu_tui.tables.figures.questions import Questions
    from amu_tui.tables.results.interpret import ResultsTable
    from amu_tui.tables.results.unit_results import OtherTables
    from amu_tui.tables.table import TableProblem

_GROUPS_NAMED = 8
"""Groups that are named where there are more of them; `--json` has them all."""


def problem_documents(problems: Sequence["TableProblem"]) -> list[dict[str, Any]]:
    """The problems of a table for a program."""
    return [
        {
            "row": problem.row,
            "column": problem.column or None,
            "unit": problem.unit or None,
            "message": problem.message,
            "fatal": problem.fatal,
        }
        for problem in problems
    ]


def others_document(table: "ResultsTable", found: "OtherTables") -> dict[str, Any]:
    """What was understood of the tables that were given, for a program."""
    document: dict[str, Any] = {}
    if found.groups is not None:
        document["participation_table"] = {
            "file": found.groups.table.name,
            "units": [unit.unit for unit in found.groups.units.values()],
            "groups": list(found.groups.titles),
            "ignored": list(found.groups.ignored),
            "problems": problem_documents(found.groups.problems),
        }
    if found.questions is not None:
        document["questions_table"] = {
            "file": found.questions.table.name,
            "units": len(found.questions.answers),
            "questions": list(found.questions.found),
            "problems": problem_documents(found.questions.problems),
        }
    if found.tree is not None:
        document["tree"] = {
            "parents": dict(found.tree),
            "absent": list(table.absent(found.tree)),
            "problems": problem_documents(_odd(table, found)),
        }
    return document


def others_lines(table: "ResultsTable", found: "OtherTables") -> Iterator[str]:
    """The same as lines."""
    if found.groups is not None:
        yield from _groups(found.groups)
    if found.questions is not None:
        yield from _questions(found.questions)
    if found.tree is not None:
        tops = [unit for unit, parent in found.tree.items() if parent is None]
        units = ngettext("{n} unit", "{n} units", len(found.tree)).format(n=len(found.tree))
        yield _("Tree: {units}, at the top {top}").format(units=units, top=", ".join(tops))
        if absent := table.absent(found.tree):
            names = _some(absent)
            yield "  " + _("Not in the tree: {names}").format(names=names)
        yield from warning_lines(_odd(table, found))


def questions_line(instrument: Instrument, asked: Sequence[str]) -> str:
    """The titles of questions."""
    names = ", ".join(pick(instrument.questions[key].title) for key in asked)
    return _("Other questions: {names}").format(names=names)


def _odd(table: "ResultsTable", found: "OtherTables") -> list["TableProblem"]:
    """What is hidden in the tree, and units whose figures do not go with those of their parts."""
    from amu_tui.tables.results.totals import odd_tree

    odd = odd_tree(table.scores, found.tree or {}, table.instrument.scale)
    return [*found.tree_said, *map(table.table.placed, odd)]


def _groups(groups: "Groups") -> Iterator[str]:
    yield groups.table.name
    yield "  " + _("Groups: {names}").format(names=_some(groups.titles))
    count = len(groups.units)
    yield "  " + ngettext("{n} unit", "{n} units", count).format(n=count)
    if groups.ignored:
        yield "  " + _("Columns not used: {names}").format(names=_some(groups.ignored))
    yield from warning_lines(groups.problems)


def _questions(questions: "Questions") -> Iterator[str]:
    yield questions.table.name
    yield "  " + questions_line(questions.instrument, questions.found)
    count = len(questions.answers)
    yield "  " + ngettext("{n} unit", "{n} units", count).format(n=count)
    yield from warning_lines(questions.problems)


def _some(names: Sequence[str]) -> str:
    return some([cut(name, 40) for name in names], _GROUPS_NAMED)


def warning_lines(problems: Sequence["TableProblem"]) -> Iterator[str]:
    """What is odd in a table and stops nothing."""
    lines = said_once(problem for problem in problems if not problem.fatal)
    yield from shortened([f"  {problem}{others}" for problem, others in lines])
