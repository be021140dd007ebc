"""The columns of a table by name, and the errors where one is missing or doubled."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from amu_tui.errors import AmuError
from amu_tui.tables.reading.data_rows import Cells, has_decimals, shows_data
from amu_tui.tables.table import ROW, Table
from amu_tui.tables.vocabulary.names import fold
from amu_tui.tables.vocabulary.platforms import code_and_text
from amu_tui.text import clean, cut, nearest
from amu_tui.words import _, quoted, some

_LISTED = 8
"""Columns that an error lists."""
_LOOKED_AT = 60
"""Rows below a header that tell whether it is one."""


@dataclass(frozen=True)
class TableColumns:
    """Where the columns of a header stand, by place from 0.

    `path` and `row` are what an error says of the file; `row` is None where a header has none.
    `below` gives some of the rows under it: a header that may be one of them is not shown.
    `rows` are those of the file that the columns are, where it has a column for each unit.
    """

    header: Sequence[str]
    path: str
    row: int | None
    below: Callable[[], Sequence[Cells]] = tuple
    rows: Sequence[int] = ()

    @classmethod
    def of(cls, table: Table) -> "TableColumns":
        """The columns of `table`."""

        def below() -> list[list[str]]:
            return [list(cells) for cells in table.frame.drop(ROW).head(_LOOKED_AT).rows()]

        if table.turned is not None:
            return cls(table.header, table.path, None, rows=table.turned.rows)
        return cls(table.header, table.path, table.header_row, below)

    def find(self, words: Collection[str]) -> int | None:
        """The column that is called one of `words`; `AmuError` where several are."""
        wanted = {fold(word) for word in words}
        places = [place for place, name in enumerate(self.header) if fold(name) in wanted]
        if len(places) > 1:
            raise self.several(self.header[places[0]], places)
        return places[0] if places else None

    def require(self, words: Sequence[str], hint: str) -> int:
        """The same, where there must be one: the first of `words` says which."""
        place = self.find(words)
        if place is None:
            raise self.missing(words[0], hint)
        return place

    def called(self, name: str) -> list[int]:
        """The columns that a user calls `name`: case and blanks matter only between two alike."""
        return self.exactly(name) or self._loose.get(_loosely(name), [])

    def exactly(self, name: str) -> list[int]:
        """The columns whose name is `name`, letter by letter, or else whose code or text is."""
        name = clean(name)
        return self._exact.get(name) or self._coded.get(name, [])

    def unused(self, used: Collection[int | None]) -> tuple[str, ...]:
        """The names of the other columns."""
        return tuple(name for place, name in enumerate(self.header) if name and place not in used)

    def refuse_figures(self) -> None:
        """Raise `AmuError` where the header is a row of figures: names have no decimals."""
        if self.row and has_decimals(self.header):
            raise self.error(
                _("figures stand where the names of the columns should be"),
                _("Say with --header which row has the names of the columns, or write one."),
            )

    @property
    def names(self) -> str:
        """The columns as an error lists them; nobody's row, where it stands in their place."""
        if self._shows_data:
            return _("not shown, since this row looks like somebody's")
        return some([quoted(cut(name, 40)) for name in self.header], _LISTED)

    def suggestion(self, name: str) -> str:
        """What a user may have meant by `name`, which no column is called."""
        near = nearest(clean(name), list(filter(None, self.header)))
        if self._shows_data:
            return _("Say with --header which row has the names of the columns, or write one.")
        if near:
            return _("Did you mean {names}?").format(names=", ".join(map(quoted, near)))
        return _("The columns are {names}.").format(names=self.names)

    def error(self, message: str, hint: str = "") -> AmuError:
        """An error about the header."""
        return AmuError(message, path=self.path, line=self.row, hint=hint)

    def missing(self, word: str, hint: str) -> AmuError:
        """No column is called `word`."""
        message = _("no column is called “{name}”; the columns are {columns}")
        return self.error(message.format(name=word, columns=self.names), hint)

    def several(self, name: str, places: Sequence[int], hint: str = "") -> AmuError:
        """The columns at `places` are all `name`."""
        columns = ", ".join(
            f"{self.rows[place] if self.rows else place + 1}"
            if self._shows_data
            else f"{self.rows[place] if self.rows else place + 1} ({self._shown(place)})"
            for place in places
        )
        text = _("several columns are “{name}”: {columns}")
        if self.rows:
            text = _("several rows are “{name}”: {columns}")
        return self.error(
            text.format(name=cut(clean(name), 60), columns=columns),
            hint or _("Rename or remove all but one."),
        )

    def _shown(self, place: int) -> str:
        return quoted(cut(self.header[place], 40))

    @cached_property
    def _shows_data(self) -> bool:
        return self.row is not None and shows_data(self.header, self.below())

    @cached_property
    def _exact(self) -> dict[str, list[int]]:
        return self._places(clean)

    @cached_property
    def _coded(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, header in enumerate(self.header):
            for name in code_and_text(header):
                places.setdefault(clean(name), []).append(place)
        return places

    @cached_property
    def _loose(self) -> dict[str, list[int]]:
        return self._places(_loosely)

    def _places(self, key: Callable[[str], str]) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self.header):
            places.setdefault(key(name), []).append(place)
        return places


def _loosely(name: str) -> str:
    """`name` without case, and with one blank for many. An end such as `[2]` is part of it."""
    return " ".join(clean(name).casefold().split())
