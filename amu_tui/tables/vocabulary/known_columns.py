"""Names that columns of a table of results may have, to find its header and its sheet by."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property

from amu_tui.model.naming import unit_key
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.vocabulary.mapping import ColumnMapping, ThemeColumns
from amu_tui.tables.vocabulary.names import COLUMNS, ThemeNames, fold, meaning_of
from amu_tui.tables.vocabulary.platforms import code_and_text


class NamedColumns:
    """A vocabulary of the names given, and nothing else.

    Args:
        names: what the columns may be called; case, blanks and hyphens do not matter.
        least: how many of them a table has.
    """

    def __init__(self, names: Collection[str], least: int = 1) -> None:
        self._names = {fold(name) for name in names}
        self._least = least

    def knows(self, name: str) -> bool:
        """Whether a column called `name` means something, by its name, its code or its text."""
        return any(fold(one) in self._names for one in (name, *code_and_text(name)))

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a table with these columns is one that is looked for."""
        names = {fold(one) for name in header if name for one in (name, *code_and_text(name))}
        return len(names & self._names) >= self._least

    def all_in(self, header: Sequence[str]) -> bool:
        """Whether every one of the names is a column."""
        return self._names <= {fold(name) for name in header}


ANY = NamedColumns([word for words in COLUMNS.values() for word in words])
"""What columns are called in any table."""
NO_NAMES = NamedColumns((), least=0)
"""Where columns are called as units, which nobody knows."""


def themes_known(instrument: Instrument, mapping: ColumnMapping) -> Callable[[str], bool]:
    """Whether a name is that of a theme, also as `mapping` calls it."""
    names = ThemeNames(instrument)
    mapped = {
        fold(one.mean if isinstance(one, ThemeColumns) else one) for one in mapping.themes.values()
    }
    return lambda name: bool(name) and (fold(name) in mapped or names.find(name) is not None)


class ResultColumns:
    """The columns of a table of results of `instrument`, and those that `mapping` names."""

    def __init__(self, instrument: Instrument, mapping: ColumnMapping) -> None:
        self._themes = ThemeNames(instrument)
        self._mapping = mapping
        self._known: dict[str, bool] = {}

    def knows(self, name: str) -> bool:
        """Whether a column called `name` means something."""
        if name not in self._known:
            self._known[name] = (
                meaning_of(name) is not None
                or unit_key(name) in self._mapped
                or self._themes.find_part(name) is not None
            )
        return self._known[name]

    def fits(self, header: Sequence[str]) -> bool:
        """Whether it has units, and themes in a column or as columns."""
        names = [name for name in header if name]
        fields = {meaning_of(name) for name in names}
        keys = {unit_key(name) for name in names}
        named = [unit_key(name) in keys for name in self._mapping.unit_columns]
        unit = "unit" in fields or bool(named and all(named))
        long = "theme" in fields or unit_key(self._mapping.theme) in keys
        wide = bool(keys & self._mapped_themes) or any(map(self._themes.find_part, names))
        mean = "mean" in fields or unit_key(self._mapping.mean) in keys
        mean = mean or bool(self._mapping.counts or self._mapping.shares)
        return unit and ((long and mean) or wide)

    @cached_property
    def _mapped(self) -> set[str]:
        mapping = self._mapping
        fields = (
            *mapping.unit_columns, *mapping.where, mapping.theme, mapping.n, mapping.mean,
            mapping.sd, mapping.hidden, mapping.invited, mapping.responses, mapping.rate,
        )  # fmt: skip
        names = (*fields, *mapping.counts, *mapping.shares)
        return {unit_key(name) for name in names if name} | self._mapped_themes

    @cached_property
    def _mapped_themes(self) -> set[str]:
        columns = [
            name if isinstance(name, ThemeColumns) else ThemeColumns(mean=name)
            for name in self._mapping.themes.values()
        ]
        names = [
            name
            for theme in columns
            for name in (theme.mean, theme.n, theme.sd, *theme.counts, *theme.shares)
        ]
        return {unit_key(name) for name in names if name}
