"""Which column holds what: a row a score (long) or a row a unit (wide), found from the header.

What the mapping says holds; the rest is recognised by name. A column that could be two things
is an error, and one that is nothing known is ignored and listed, never guessed at.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from amu_tui.errors import AmuError
from amu_tui.model.naming import bare
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.figures.answer_columns import AnswerColumns, mapped_answers, refuse_answers
from amu_tui.tables.figures.mapping_effect import MappingEffect
from amu_tui.tables.figures.raw_answers import advice, has_items, repeats_units
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.reading.turned import has_themes_down
from amu_tui.tables.reading.unit_sheets import may_be_one_unit
from amu_tui.tables.table import Table, TableProblem
from amu_tui.tables.vocabulary.answer_names import advice_each, has_answer_each
from amu_tui.tables.vocabulary.mapping import ColumnMapping, ThemeColumns
from amu_tui.tables.vocabulary.names import (
    ANSWERS,
    ColumnMeaning,
    ScorePart,
    ThemeNames,
    fold,
    meaning_of,
)
from amu_tui.text import cut, nearest
from amu_tui.words import _

_MAPPED: tuple[ColumnMeaning, ...] = (
    "unit", "theme", "n", "mean", "sd", "hidden", "invited", "responses", "rate",
)  # fmt: skip
_ANSWERS = frozenset(map(fold, ANSWERS))
_LONG_ONLY: tuple[ColumnMeaning, ...] = ("theme", "mean", "sd", "effective_n", "favourable")


@dataclass(frozen=True)
class Layout:
    """Places of columns, counted from 0; `row` is where the header stands, counted from 1.

    `fields` holds every known field of a long table, and of a wide one the unit, the
    participation, and why all scores of a unit are hidden; `themes` the columns of each theme of
    a wide table; `answers` those for the points of the scale, by theme or, in a long table, "";
    `ignored` the rest.
    """

    kind: Literal["long", "wide"]
    row: int
    header: tuple[str, ...]
    fields: dict[ColumnMeaning, int]
    themes: dict[str, dict[ScorePart, int]] = field(default_factory=dict)
    answers: dict[str, AnswerColumns] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @property
    def places(self) -> frozenset[int]:
        """All columns that mean anything."""
        parts = (place for by_part in self.themes.values() for place in by_part.values())
        answers = (place for one in self.answers.values() for place in one.places)
        return frozenset((*self.fields.values(), *parts, *answers))

    def named(self, theme: str, part: ScorePart) -> str:
        """The header of the column that `part` of `theme` stands in; nothing without one."""
        place = self.fields.get(part) if part == "hidden" or self.kind == "long" else None
        place = self.themes.get(theme, {}).get(part, place)
        return "" if place is None else self.header[place]


def find_layout(
    table: Table, instrument: Instrument, names: ThemeNames, effect: MappingEffect
) -> Layout:
    """The layout of `table`; `AmuError` where the header does not tell."""
    mapping = effect.mapping
    columns = TableColumns.of(table)
    columns.refuse_figures()
    mapped_fields: dict[ColumnMeaning, int] = {
        name: _place(columns, getattr(mapping, name)) for name in _MAPPED if getattr(mapping, name)
    }
    _refuse_unknown_themes(table, instrument, mapping)
    long = "theme" in mapped_fields or any(meaning_of(header) == "theme" for header in table.header)
    effect.on_columns(long=long, scale=instrument.scale)
    mapped = {} if long else _mapped_themes(columns, mapping)
    answers = mapped_answers(mapping, partial(_place, columns), instrument.scale, effect.file)
    taken = [*_places(mapped), *(place for one in answers.values() for place in one.places)]
    _refuse_twice(columns, [*mapped_fields.values(), *taken])
    fields = _fields(columns, mapped_fields, set(taken), long=long)
    if instrument.scoring.favourable is None:
        # Nobody says from which answer on: the share of what it would be is not known.
        fields.pop("favourable", None)
    if answers:
        fields = {name: at for name, at in fields.items() if not long or name not in ("mean", "sd")}
    elif "mean" not in fields:
        refuse_answers(table, names, instrument, {*fields.values(), *taken}, long=long)
    if "unit" not in fields:
        hint = _without_unit(table, instrument, names, fields, long=long)
        if may_be_one_unit(table, fields.get("theme")):
            hint += " " + _("If it is the table of one unit, say which with --unit.")
        raise columns.missing("unit", hint)
    if long:
        themes: dict[str, dict[ScorePart, int]] = {}
        if "mean" not in fields and not answers:
            needed = _needed(fields, long=True, wide=False)
            hint = _turn_it() if _themes_down(table, names) else needed
            raise columns.missing("mean", hint)
    else:
        raw = has_items(table, instrument) or repeats_units(table, fields["unit"])
        hint = advice() if raw else _other_instrument()
        hint = _turn_it() if _themes_down(table, names) else hint
        used = {*fields.values(), *taken}
        themes = _themes(columns, names, mapped, used, answers, hint)
    used = {*fields.values(), *_places(themes), *taken}
    kind: Literal["long", "wide"] = "long" if long else "wide"
    ignored = columns.unused(used)
    return Layout(kind, table.header_row, table.header, fields, themes, answers, ignored)


def _without_unit(
    table: Table,
    instrument: Instrument,
    names: ThemeNames,
    fields: Collection[ColumnMeaning],
    *,
    long: bool,
) -> str:
    """What to do where no column is the unit."""
    if has_items(table, instrument):
        return advice()
    if has_answer_each(table.header):
        return advice_each(table.header)
    if "mean" not in fields and _themes_down(table, names):
        return _turn_it()
    wide = any(name and names.find_part(name) for name in table.header)
    return _needed(fields, long=long, wide=wide)


def _themes_down(table: Table, names: ThemeNames) -> bool:
    return table.turned is None and has_themes_down(table, lambda name: bool(names.find(name)))


def _turn_it() -> str:
    return _(
        "The themes stand in rows and the units in columns: say --transposed, or write"
        " transposed = true in a mapping file."
    )


def _needed(fields: Collection[ColumnMeaning], *, long: bool, wide: bool) -> str:
    """What a mapping file needs, where some columns are `fields` already."""
    wanted: tuple[ColumnMeaning, ...] = ("unit",) if wide else ("unit", "theme", "n", "mean")
    missing = ", ".join(f'{name} = "…"' for name in wanted if name not in fields)
    if long or wide:
        return _("Name the columns in a mapping file: {columns}").format(columns=missing)
    return _(
        "Name the columns in a mapping file: {columns}; or, with a column for each theme, "
        "{unit} and [themes]"
    ).format(columns=missing, unit='unit = "…"')


def misspelt(table: Table, layout: Layout, names: ThemeNames) -> list[TableProblem]:
    """Ignored columns of a wide table that are nearly called as a theme that was not found."""
    found = []
    for header in layout.ignored if layout.kind == "wide" else ():
        theme = names.close(header)
        if theme is not None and theme not in layout.themes:
            caveat = Caveat(code="misspelt-theme", values={"names": names.shown(theme)})
            found.append(TableProblem(table.header_row, header, caveat))
    return found


def _places(themes: dict[str, dict[ScorePart, int]]) -> set[int]:
    return {place for parts in themes.values() for place in parts.values()}


def _place(columns: TableColumns, name: str) -> int:
    """The column that a mapping calls `name`."""
    found = columns.called(name)
    if len(found) > 1:
        raise columns.several(name, found, _one_only())
    if not found:
        message = _("there is no column “{name}”, which the mapping names")
        raise columns.error(message.format(name=cut(name, 60)), columns.suggestion(name))
    return found[0]


def _one_only() -> str:
    return _("Rename or remove all but one, or say which it is in a mapping file.")


def _refuse_unknown_themes(table: Table, instrument: Instrument, mapping: ColumnMapping) -> None:
    for key in mapping.themes:
        if key not in instrument.themes:
            near = nearest(key, tuple(instrument.themes))
            raise AmuError(
                _("the mapping has a theme “{theme}” that {instrument} does not have").format(
                    theme=cut(key, 60), instrument=instrument.id
                ),
                path=table.path,
                hint=_("Did you mean {names}?").format(names=", ".join(near)) if near else "",
            )


def _mapped_themes(
    columns: TableColumns, mapping: ColumnMapping
) -> dict[str, dict[ScorePart, int]]:
    found: dict[str, dict[ScorePart, int]] = {}
    for theme, one in mapping.themes.items():
        named = one if isinstance(one, ThemeColumns) else ThemeColumns(mean=one)
        of_scores: tuple[ScorePart, ...] = ("mean", "n", "sd")
        found[theme] = {
            part: _place(columns, name) for part in of_scores if (name := getattr(named, part))
        }
    return found


def _refuse_twice(columns: TableColumns, uses: Sequence[int]) -> None:
    """One column cannot be two things."""
    for place in uses:
        if uses.count(place) > 1:
            message = _("the mapping uses the column “{name}” more than once")
            raise columns.error(message.format(name=cut(columns.header[place], 60)))


def _fields(
    columns: TableColumns, mapped_fields: dict[ColumnMeaning, int], taken: set[int], *, long: bool
) -> dict[ColumnMeaning, int]:
    """The places of the fields: those mapped, then those recognised by name."""
    claims: dict[ColumnMeaning, list[int]] = {}
    taken = taken | set(mapped_fields.values())
    answers = []
    for place, header in enumerate(columns.header):
        name = meaning_of(header)
        if place in taken:
            continue
        if fold(bare(header)) in _ANSWERS:
            answers.append(place)
        elif name is not None and name not in mapped_fields:
            claims.setdefault(name, []).append(place)
    free: ColumnMeaning = "n" if long and "n" not in {*mapped_fields, *claims} else "responses"
    if answers and free not in mapped_fields:
        claims.setdefault(free, []).extend(answers)
    if not long:
        # One n for the whole unit is the number of people who answered.
        alone = claims.pop("n", [])
        if "responses" not in {*mapped_fields, *claims} and alone:
            claims["responses"] = alone
        claims = {name: places for name, places in claims.items() if name not in _LONG_ONLY}
    for name, places in claims.items():
        if len(places) > 1:
            raise columns.several(name, places, _one_only())
    found = {name: places[0] for name, places in claims.items()}
    return {**mapped_fields, **found}


def _themes(
    columns: TableColumns,
    names: ThemeNames,
    mapped: dict[str, dict[ScorePart, int]],
    taken: set[int],
    answers: Collection[str],
    hint: str,
) -> dict[str, dict[ScorePart, int]]:
    """The columns of each theme: those mapped, then those recognised by name.

    Themes of which there are `answers` need no mean. `hint` is what to do where there are none.
    """
    claims: dict[tuple[str, ScorePart], list[int]] = {}
    used = taken | _places(mapped)
    for place, header in enumerate(columns.header):
        found = names.find_part(header) if place not in used and header else None
        if found is not None and found[0] in answers and found[1] in ("mean", "sd"):
            continue
        if found is not None and found[1] not in mapped.get(found[0], {}):
            claims.setdefault(found, []).append(place)
    themes = {theme: dict(parts) for theme, parts in mapped.items()}
    for (theme, part), places in claims.items():
        if len(places) > 1:
            raise columns.several(names.shown(theme), places, _one_only())
        themes.setdefault(theme, {})[part] = places[0]
    themes = {
        theme: parts for theme, parts in themes.items() if "mean" in parts or theme in answers
    }
    if not themes:
        raise columns.error(
            _("no column is a theme of the instrument; the columns are {names}").format(
                names=columns.names
            ),
            hint,
        )
    return themes


def _other_instrument() -> str:
    return _(
        "Choose another instrument, or name the columns in a mapping file: [themes] or, with a row "
        'for each theme, theme = "…", n = "…", mean = "…"'
    )
