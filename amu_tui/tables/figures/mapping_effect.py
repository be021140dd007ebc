"""What a mapping says without any effect on the table is refused.

Whoever wrote it relies on it: an n that is not used hides nobody.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from amu_tui.errors import AmuError
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.instrument import Scale
from amu_tui.tables.vocabulary.mapping import ColumnMapping, ThemeColumns
from amu_tui.tables.vocabulary.names import fold
from amu_tui.text import cut, nearest
from amu_tui.words import _, quoted

_SHOWN: Final = 60
_OF_SCORES: Final = ("n", "mean", "sd", "counts", "shares")
_ONCE: Final = ("n", "sd", "counts", "shares")


@dataclass(frozen=True)
class MappingEffect:
    """Raises `AmuError` for the first key of `mapping` that has no effect.

    `table` is what the table is called, `file` the mapping file; nothing where it is not one.
    """

    mapping: ColumnMapping
    table: str
    file: str = ""

    def on_columns(self, *, long: bool, scale: Scale) -> None:
        """Of the keys that name columns; `long` where the table has a row for each theme."""
        if self.mapping.fractions is not None and scale.unit != "percent":
            raise self._error(
                "fractions",
                _("the scale is not in percent"),
                _("Remove it, or choose the instrument that is in percent."),
            )
        if long:
            self._on_parts()
            return
        for key in _OF_SCORES:
            if name := getattr(self.mapping, key):
                raise self._error(
                    key,
                    _("each unit has one row there, and its themes are columns"),
                    _instead(key, name),
                )

    def on_units(self, units: Collection[str]) -> None:
        """Of the units to skip; `units` are all that the table has."""
        known = {unit_key(name) for name in units}
        for name in self.mapping.skip_units:
            if unit_key(name) not in known:
                shown = quoted(cut(name, _SHOWN))
                reason = _("no unit is called {name}").format(name=shown)
                hint = _("Remove it from skip_units.")
                raise self._error("skip_units", reason, _near(name, units) or hint)

    def on_themes(self, written: Sequence[str]) -> None:
        """Of the names of themes; `written` are all that stand in the column of themes."""
        known = set(map(fold, written))
        first: dict[str, str] = {}
        for theme, called in mapped_names(self.mapping).items():
            if (other := first.setdefault(called, theme)) != theme:
                raise self._error(
                    f"themes.{theme}",
                    _("{name} is the name of {theme} already").format(
                        name=quoted(cut(called, _SHOWN)), theme=f"themes.{other}"
                    ),
                    _("Write the name as it stands in the column of themes, or remove it."),
                )
            if not called:
                raise self._error(
                    f"themes.{theme}",
                    _("its name in the column of themes is missing"),
                    f'{theme} = "…"',
                )
            if fold(called) not in known:
                shown = quoted(cut(called, _SHOWN))
                reason = _("no row has the theme {name}").format(name=shown)
                hint = _("Write the name as it stands in the column of themes, or remove it.")
                raise self._error(f"themes.{theme}", reason, _near(called, written) or hint)

    def _on_parts(self) -> None:
        for theme, name in self.mapping.themes.items():
            for key in _ONCE if isinstance(name, ThemeColumns) else ():
                if column := getattr(name, key):
                    raise self._error(
                        f"themes.{theme}.{key}",
                        _("each theme has a row of its own there"),
                        _("Write above [themes], once for all themes: {line}").format(
                            line=f"{key} = {_text(column)}"
                        ),
                    )

    def _error(self, key: str, reason: str, hint: str) -> AmuError:
        message = _("“{key}” has no effect on {table}: {reason}").format(
            key=key, table=self.table, reason=reason
        )
        return AmuError(message, path=self.file or None, hint=hint)


def mapped_names(mapping: ColumnMapping) -> dict[str, str]:
    """By theme what the mapping says that it is called in the column of themes."""
    return {
        theme: name.mean if isinstance(name, ThemeColumns) else name
        for theme, name in mapping.themes.items()
    }


def _instead(key: str, name: str | Sequence[str]) -> str:
    column = _text(name)
    if key == "mean":
        return _("Name the column of each theme under [themes]: {line}").format(
            line=f"ID = {column}"
        )
    under = f'ID = {{ mean = "…", {key} = {column} }}'
    if key in ("counts", "shares"):
        under = f"ID = {{ {key} = {column} }}"
    if key != "n":
        return _("Name the columns of a theme under [themes]: {line}").format(line=under)
    return _(
        "If they are the answers of the whole unit, write {line}; if those of one theme, write"
        " under [themes] {under}"
    ).format(line=f"responses = {column}", under=under)


def _text(name: str | Sequence[str]) -> str:
    """A name, or a list of names, as it stands in a mapping file."""
    if not isinstance(name, str):
        return f"[{', '.join(map(_text, name))}]"
    plain = cut(name, _SHOWN)
    return f"'{plain}'" if '"' in plain and "'" not in plain else f'"{plain}"'


def _near(name: str, names: Collection[str]) -> str:
    near = nearest(name, list(names))
    if not near:
        return ""
    return _("Did you mean {names}?").format(names=", ".join(map(quoted, near)))
