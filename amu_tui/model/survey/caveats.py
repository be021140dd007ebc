"""What the reader of results must know of the tables they come from.

Results keep a caveat as its code and values, never as a sentence: it is said in the language of
whoever reads it. No value is a figure of few people.
"""

from typing import Final

from amu_tui.messages import Message, joined
from amu_tui.model.survey.instrument import Frozen, Id

Values = dict[str, str | int | float]

TEXTS: Final[dict[str, Message]] = {
    # Rows and columns of a table
    "header-again": Message("the header stands here again"),
    "note": Message("taken as a note below the table: “{text}”"),
    "left-out": Message("was left out: a note, or the header once more"),
    "sheet-left-out": Message("the sheet holds no such table and was left out"),
    "column-left-out": Message("holds no plain values and was left out"),
    "short-row": Message(
        "{n} cell is missing at the end and taken as empty",
        "{n} cells are missing at the end and taken as empty",
    ),
    "no-unit": Message("no unit is named in this row"),
    "empty-row": Message("no unit is named in this row, nor any figure; it was left out"),
    "only-a-name": Message("“{name}” has nothing but a name and was not taken as a unit"),
    "unknown-skip": Message("the mapping skips “{name}”, which is not a unit of the table"),
    "taken-as": Message("“{name}” is taken as “{other}”"),
    "no-theme": Message("no theme is named in this row"),
    "unknown-theme": Message("no theme is called “{name}”"),
    "unknown-question": Message("no question is called “{name}”"),
    "misspelt-theme": Message("is not a theme and was ignored; did you mean {names}?"),
    "formulas-unknown": Message(
        "an .xls workbook does not tell formulas from figures: all values were taken"
    ),
    "formulas": Message(
        "{n} cell is a formula; the value that the file keeps for it was taken",
        "{n} cells from here on are formulas; the values that the file keeps for them were taken",
    ),
    "hidden-rows": Message(
        "this row is hidden in the sheet and was taken too; --visible-only leaves it out",
        "{n} rows are hidden in the sheet and were taken too: rows {rows};"
        " --visible-only leaves them out",
    ),
    "hidden-column": Message(
        "this column is hidden in the sheet and was taken too; --visible-only leaves it out"
    ),
    "hidden-sheet": Message("the sheet is hidden in the workbook"),
    "hidden-unknown": Message(
        "an .xls workbook does not tell which rows are hidden: all were taken"
    ),
    "themes-missing": Message("the table has {found} of {all} themes"),
    "rows-not-understood": Message("rows that were not understood: {n}. `amu results` says why"),
    # Figures that are clear and odd nevertheless
    "more-than-invited": Message("the response rate is {rate}, more answers than people invited"),
    "other-rate": Message(
        "the response rate is given as {given}, but answers and invited make {rate}"
    ),
    "more-than-answered": Message("more people answered this theme than answered at all"),
    "total-too-small": Message("“{unit}” has fewer answers than one of the units"),
    "total-beyond": Message("the mean of “{unit}” is beyond those of all units"),
    "whole-too-small": Message("“{unit}” has fewer answers than its parts together"),
    "whole-beyond": Message("the mean of “{unit}” cannot come from the means of its parts"),
    "group-more-than-invited": Message("more people of this group answered than were invited"),
    "group-other-rate": Message("the rate is not what answers and invited make"),
    "groups-too-large": Message("the groups of “{by}” are more people than the whole unit"),
    # What could not be checked, shown or compared
    "low-limit": Message(
        "figures of as few as {n} people are shown, where {usual} is the usual limit"
    ),
    "no-n": Message("the table has no n: whether groups are large enough could not be checked"),
    "weighted": Message(
        "the means are weighted: n counts people, and chance is worked out with the effective n"
    ),
    "no-n-for": Message("no n for {names}: whether groups are large enough could not be checked"),
    "rates-unchecked": Message(
        "{file} has rates without numbers of people: whether those groups are large enough could"
        " not be checked"
    ),
    "all-hidden": Message(
        "no theme may be shown. Name the unit above with --parent, or a table of units with --tree,"
        " to discuss its results"
    ),
    "other-unit-before": Message("the round before is that of another unit: “{unit}”"),
    "other-scale-before": Message(
        "{round} was measured on another scale: its scores are not set beside, and its actions are"
        " taken over all the same"
    ),
    "none-comparable": Message(
        "no theme of {new} is compared with {old}: the instrument file does not say which are the"
        " same"
    ),
}
"""What each code says. Files hold the codes: none may change its meaning or its values."""


class Caveat(Frozen, frozen=True, kw_only=True):
    """One thing to know of the results.

    `code` is one of `TEXTS`, which `values` fill; a fraction is a share 0–1. `row` (from 1, the
    header being a row too) and `column` are where in the table; `source` is the file or the unit
    that it is about, where that is not the table of results or not the unit of the results.
    `near` are names that may have been meant.
    """

    code: Id
    source: str = ""
    row: int | None = None
    column: str = ""
    values: Values = {}
    near: str = ""

    @property
    def text(self) -> Message:
        """What is so; the code itself where another version of the program has written it."""
        known = TEXTS.get(self.code)
        if known is None or not known.names <= self.values.keys():
            return joined("", self.code)
        text = Message(known.text, known.plural, **self.values)
        if not self.near:
            return text
        return joined("; ", text, Message("did you mean {names}?", names=self.near))

    @property
    def message(self) -> Message:
        """What is so, and of what it is."""
        text = self.text if self.row is None else in_row(self.row, self.column, self.text)
        return joined(": ", self.source, text) if self.source else text


def in_row(row: int, column: str, text: str | Message) -> Message:
    """`text` with the place of a table that it is about; `column` may be empty."""
    if not column:
        return Message("row {row}: {message}", row=row, message=text)
    return Message("row {row}, column “{column}”: {message}", row=row, column=column, message=text)
