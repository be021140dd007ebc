"""Which sheet of a workbook holds the table: the one that is named, or the only one that fits."""

from collections.abc import Sequence

from amu_tui.errors import AmuError
from amu_tui.model.naming import unit_key
from amu_tui.tables.formats.grid import Grid
from amu_tui.tables.formats.workbook import Workbook
from amu_tui.tables.reading.header import Vocabulary, find_header
from amu_tui.tables.table import ROW
from amu_tui.text import clean, cut, nearest
from amu_tui.words import _, quoted, some

_LISTED = 12
"""Sheets that an error lists."""


def choose_sheet(
    book: Workbook, shown: str, name: str, header: str, vocabulary: Vocabulary, option: str
) -> Grid:
    """The sheet called `name`; where that is empty, the only visible one that fits `vocabulary`.

    A workbook with one sheet is that sheet, whatever it holds. Contents, notes, charts and
    hidden sheets are not offered. Where none or several are left, an `AmuError` names the
    `option` for the sheet.
    """
    if name:
        return _named(book, shown, name)
    grids = _offered(book)
    if len(grids) == 1:
        return grids[0]
    if not grids:
        raise AmuError(_("the workbook has no sheet with cells in it"), path=shown)
    fitting = [grid for grid in grids if _fits(grid, header, vocabulary)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AmuError(
            _("several sheets can be the table: {names}").format(names=_list(fitting)),
            path=shown,
            hint=_hint(option),
        )
    raise AmuError(
        _("no sheet has a header that is known; the sheets are {names}").format(names=_list(grids)),
        path=shown,
        hint=_("Say which with --sheet NAME, or name its columns in a mapping file.")
        if option == "--sheet"
        else _hint(option),
    )


def fitting_sheets(
    book: Workbook, header: str, vocabulary: Vocabulary
) -> tuple[list[str], list[str]]:
    """The visible sheets with cells that fit `vocabulary`, and those that do not."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for grid in _offered(book):
        found[_fits(grid, header, vocabulary)].append(grid.sheet)
    return found[True], found[False]


def _offered(book: Workbook) -> list[Grid]:
    return [grid for grid in book.grids(book.names) if not (grid.frame.is_empty() or grid.hidden)]


def _hint(option: str) -> str:
    if not option:
        return _("Save the sheet that is meant as a file of its own.")
    return _("Say which with {option} NAME.").format(option=option)


def _fits(grid: Grid, header: str, vocabulary: Vocabulary) -> bool:
    columns = find_header(grid, vocabulary, header)
    if columns is None or not vocabulary.fits(columns.names):
        return False
    return int(grid.frame[ROW][-1]) > columns.last


def _named(book: Workbook, shown: str, name: str) -> Grid:
    typed = clean(name)
    names = [sheet for sheet in book.names if sheet == name]
    names += [sheet for sheet in book.names if unit_key(clean(sheet)) == unit_key(typed)]
    if not names and typed.isdecimal() and 0 < int(typed[:9]) <= len(book.names):
        names = [book.names[int(typed) - 1]]
    if not names:
        near = nearest(typed, list(map(clean, book.names)))
        raise AmuError(
            _("no sheet is called “{name}”; the sheets are {names}").format(
                name=cut(typed, 60), names=_listed(book.names)
            ),
            path=shown,
            hint=_("Did you mean {names}?").format(names=_listed(near)) if near else "",
        )
    [grid] = book.grids(names[:1])
    if grid.frame.is_empty():
        raise AmuError(
            _("the sheet “{name}” has no cells").format(name=cut(clean(names[0]), 60)), path=shown
        )
    return grid


def _list(grids: Sequence[Grid]) -> str:
    return _listed([grid.sheet for grid in grids])


def _listed(names: Sequence[str]) -> str:
    return some([quoted(cut(clean(name), 40)) for name in names], _LISTED)
