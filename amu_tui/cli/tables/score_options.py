"""What `amu score` is told: its options, and the request that they make."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from amu_tui.cli.kit import options
from amu_tui.cli.tables.table_options import (
    hidden_option,
    sheet_is_unit_option,
    sheet_of,
    where_option,
)
from amu_tui.errors import UsageError
from amu_tui.model.disclosure.limits import LOWEST_MIN_N, MIN_N
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.tables.scoring.score import ScoringRequest


class ScoreOptions(TypedDict):
    """What the command line says of the answers, and of what may be shown."""

    unit_column: tuple[str, ...]
    unit: str | None
    sheet_is_unit: bool
    person: str | None
    question: str | None
    answer: str | None
    where: tuple[str, ...]
    without_unit: str | None
    weight: str | None
    tree: Path | None
    tree_sheet: str | None
    leaders: str | None
    min_n: int | None
    published: tuple[Path, ...]
    sheet: str | None
    header: str | None
    visible_only: bool


def score_options() -> list[click.Option]:
    """All of them but the files that are read and written."""
    return [*_of_the_answers(), *_of_each_answer(), *_of_the_rows(), *_of_the_hiding()]


def _of_the_answers() -> list[click.Option]:
    """What the columns are, and which unit is part of which."""
    text = options.text
    return [
        text(
            "--unit-column",
            shown=_("COLUMN"),
            many=True,
            about=_(
                "The column that says which unit a person answers for; again for each level, "
                "from the highest down, where several name it: units are then scored from all "
                "the people in them and below them."
            ),
        ),
        text(
            "--unit",
            shown=_("UNIT"),
            about=_("What the unit is called where no column names it: everybody is in it."),
        ),
        sheet_is_unit_option(),
        options.file(
            "--tree",
            shown=_("UNITS"),
            about=_(
                "A table with the columns unit and parent: every unit is then scored from "
                "all the people in it and below it."
            ),
        ),
        sheet_of("--tree"),
        text(
            "--leaders",
            shown=_("COLUMN"),
            about=_(
                "The column that says who leads: empty, 0, no or nei leads nothing; 1, x, "
                "yes or ja leads the unit that they answer for; anything else is the name "
                "of the unit that they lead. Leaders' answers are left out of that unit and "
                "counted above it."
            ),
        ),
        text("--sheet", shown=_("NAME"), about=_("The sheet of a workbook.")),
        options.rows(
            "--header",
            about=_("The row of the header, or its first and last, as 4-5; found by default."),
        ),
        hidden_option(),
    ]


def _of_each_answer() -> list[click.Option]:
    """What the columns are of a table with a row for each answer."""
    about = {
        "--person": _("With a row for each answer, the column that tells persons apart."),
        "--question": _("With a row for each answer, the column with the items."),
        "--answer": _("With a row for each answer, the column with the answers."),
    }
    return [options.text(name, shown=_("COLUMN"), about=text) for name, text in about.items()]


def _of_the_rows() -> list[click.Option]:
    """Whose answers are scored."""
    return [
        where_option(),
        options.text(
            "--weight",
            shown=_("COLUMN"),
            about=_(
                "The column of persons' weights: means and spreads are then weighted, and the "
                "table says how many persons of one weight would tell as much. The smallest group "
                "is counted in persons."
            ),
        ),
        options.text(
            "--without-unit",
            shown="skip|refuse|" + _("UNIT"),
            about=_(
                "Persons whose unit is not named are left out, refused (as by default), or "
                "counted in a unit of this name."
            ),
        ),
    ]


def _of_the_hiding() -> list[click.Option]:
    """Which scores may be shown."""
    return [
        options.number(
            "--min-n",
            least=LOWEST_MIN_N,
            about=_("Smallest group that is shown; {n} by default.").format(n=MIN_N),
        ),
        click.Option(
            ["--published"],
            type=options.PathType(),
            multiple=True,
            metavar=_("TABLE"),
            help=_(
                "A table of results of the same survey that was given out before, as this "
                "command wrote it; again and again. Only what is unchanged is then shown again, "
                "since the new figures less the old tell of those who came in between. Without "
                "a tree also units with so many more that those are a group of their own."
            ),
        ),
    ]


def request(
    given: ScoreOptions, published: Sequence[Path], replaced: Path | None
) -> "ScoringRequest":
    """What is wanted; `UsageError` where options do not go together."""
    from amu_tui.tables.reading.choice import choices
    from amu_tui.tables.reading.unit_sheets import UNIT
    from amu_tui.tables.scoring.rows import AnswerColumns, RowsAsked
    from amu_tui.tables.scoring.score import ScoringRequest

    _refuse_other_units(given)
    each = [given["person"], given["question"], given["answer"]]
    if any(each) and not all(each):
        raise UsageError(_("--person, --question and --answer go together"))
    rows = RowsAsked(
        unit_columns=(UNIT,) if given["sheet_is_unit"] else given["unit_column"],
        unit=given["unit"] or "",
        leaders=given["leaders"],
        where=choices(given["where"]),
        weight=given["weight"],
    )
    return ScoringRequest(
        rows=rows,
        each=AnswerColumns(*filter(None, each)) if all(each) else None,
        without_unit=given["without_unit"] or "refuse",
        tree=given["tree"],
        tree_sheet=given["tree_sheet"] or "",
        min_n=given["min_n"] or MIN_N,
        published=tuple(dict.fromkeys(published)),
        replaced=replaced,
        sheet=given["sheet"] or "",
        header=given["header"] or "",
        visible_only=given["visible_only"],
        sheet_is_unit=given["sheet_is_unit"],
    )


def _refuse_other_units(given: ScoreOptions) -> None:
    """Raise `UsageError` unless it is said in one way which unit people answer for."""
    columns, unit, tree = given["unit_column"], given["unit"], given["tree"]
    sheets = given["sheet_is_unit"]
    if not (columns or unit or sheets):
        raise UsageError(
            _("which unit do people answer for? Say which column names it with --unit-column"),
            hint=_("Where everybody is in the same unit, say its name with --unit."),
        )
    together = [
        name
        for name, said in (
            ("--unit-column", columns),
            ("--unit", unit),
            ("--sheet-is-unit", sheets),
            ("--sheet", sheets and given["sheet"]),
            ("--tree", tree and (unit or len(columns) > 1)),
            ("--without-unit", unit and given["without_unit"]),
        )
        if said
    ]
    if len(together) > 1:
        raise UsageError(
            _("{options} do not go together").format(options=", ".join(together)),
            hint=_("Several columns of units are a tree themselves.") if tree else "",
        )
