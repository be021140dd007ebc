"""Participation by group: response rates of women and men, kinds of position, leaders.

A table with a row a group (`unit,group,invited,responses,rate`) or a row a unit (`unit,Women
rate,Men rate`). The numbers of people are read to see which rates may be shown, and go no
further: `Groups.rates` gives out rates only, `counts` what they are checked by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.disclosure.limits import MIN_N
from amu_tui.model.disclosure.rates_side_by_side import UnitCounts
from amu_tui.model.disclosure.response_rates import RATE_DIGITS, Counted, hidden_rates
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.results import (
    MOST_GROUPS,
    GroupRate,
    Participation,
    too_many_groups,
)
from amu_tui.model.survey.rounding import rounded
from amu_tui.tables.figures.checks import HIDDEN, SHOWN, no_word, repeated
from amu_tui.tables.figures.group_layout import GroupRows, group_rows
from amu_tui.tables.figures.merged_names import merged_names
from amu_tui.tables.figures.participation import RATE_ROUNDING
from amu_tui.tables.figures.participation import participation as read_people
from amu_tui.tables.numbers import MISSING
from amu_tui.tables.reading.columns import TableColumns
from amu_tui.tables.table import ROW, Table, TableProblem, column, refuse_fatal
from amu_tui.tables.vocabulary.group_names import ids_and_texts, is_whole
from amu_tui.tables.vocabulary.names import COLUMNS
from amu_tui.text import cut
from amu_tui.words import _


@dataclass(frozen=True)
class Group:
    """One group of a unit as the table has it: its row, its title, its people."""

    row: int
    title: str
    people: Counted


@dataclass(frozen=True)
class UnitGroups:
    """All groups of a unit in the table's order, and the unit's own row where there is one."""

    unit: str
    whole: Participation
    groups: tuple[Group, ...]


@dataclass(frozen=True, eq=False)
class Groups:
    """A table of participation after interpretation.

    `units` is by unit key, "" where the table names no units. `ignored` are headers that mean
    nothing here. No message of `problems` that is not fatal repeats a figure.
    """

    table: Table
    units: dict[str, UnitGroups]
    problems: tuple[TableProblem, ...]
    ignored: tuple[str, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all groups, in the table's order."""
        found = [group.title for unit in self.units.values() for group in unit.groups]
        return tuple(dict.fromkeys(found))

    def of(self, unit: str) -> UnitGroups | None:
        """The groups of a unit; None where the table has nothing of it."""
        return self.units.get(unit_key(unit)) or self.units.get("")

    def named(self, unit: str) -> bool:
        """Whether the table has rows of a unit of this name."""
        return unit_key(unit) in self.units

    def whole(self, unit: str) -> Participation:
        """Who was asked and who answered in the unit, as far as this table says."""
        found = self.of(unit)
        return Participation() if found is None else found.whole

    def stop(self, units: Sequence[str]) -> None:
        """Raise the first problem for which the groups of `units` cannot be taken."""
        refuse_fatal(self.problems, units, self.table.path)

    def rates(self, unit: str, whole: Participation, min_n: int = MIN_N) -> dict[str, GroupRate]:
        """The rates of the groups of `unit`, hidden where they must be.

        Args:
            unit: its name.
            whole: the people of the unit.
            min_n: smallest number of people that may be told of.
        """
        found = self.of(unit)
        if found is None:
            return {}
        counted = {str(place): group.people for place, group in enumerate(found.groups)}
        everybody = Counted(whole.invited, whole.responses, whole.rate)
        try:
            hidden = hidden_rates(counted, everybody, min_n)
        except AmuError as error:
            error.path, error.line = self.table.path, found.groups[0].row
            raise
        named = ids_and_texts([group.title for group in found.groups])
        return {
            name: _rate(group, texts, str(place) in hidden)
            for place, (group, (name, texts)) in enumerate(zip(found.groups, named, strict=True))
        }

    def counts(self, unit: str, whole: Participation) -> UnitCounts:
        """How many people there are in `unit`, `whole` in all: not to be shown."""
        found = self.of(unit)
        groups = found.groups if found else ()
        named = ids_and_texts([group.title for group in groups])
        return UnitCounts(
            Counted(whole.invited, whole.responses, whole.rate),
            {name: group.people for group, (name, _) in zip(groups, named, strict=True)},
        )

    def warnings(self, unit: str) -> Iterator[Caveat]:
        """What the reader of the unit's rates must know; never a figure."""
        found = self.of(unit)
        if found is None:
            return
        if any(g.people.share is not None and g.people.people.invited is None
               for g in found.groups):  # fmt: skip
            yield Caveat(code="rates-unchecked", values={"file": self.table.name})
        for problem in self.problems:
            if unit_key(problem.unit) in ("", unit_key(found.unit)):
                yield from problem.caveats(self.table.name)


def read_groups(table: Table) -> Groups:
    """Interpret `table` as participation by group.

    Raises `AmuError` where the header does not tell which column is what.
    """
    found, ignored = group_rows(table)
    people: dict[str, Participation] = {}
    read = [place for place, name in enumerate(table.header) if name and name not in ignored]
    problems = [*table.problems, *table.taken_hidden(read)]
    named = TableColumns.of(table).find(COLUMNS["unit"])
    if named is not None:
        problems += merged_names(table.frame, column(named), table.header[named])
    twice = _(
        "the same unit and group stand in row {row} already; --where chooses one of several rounds"
    )
    for part in found:
        once = part.frame.unique("key", keep="first", maintain_order=True)
        counted, wrong = read_people(once, part.layout)
        people |= counted
        problems += [*wrong, *repeated(part.frame, part.layout, ["key"], twice), *_odd_words(part)]
    rows = pl.concat([part.frame for part in found]).sort(ROW, maintain_order=True)
    rows = rows.unique("key", keep="first", maintain_order=True)
    by_unit = rows.group_by("of", maintain_order=True)
    units = {str(key): _unit(of, people, table.path) for (key,), of in by_unit}
    for unit in units.values():
        problems += _odd(unit)
    problems.sort(key=lambda problem: (problem.row, problem.column))
    return Groups(table, units, tuple(problems), ignored)


def _rate(group: Group, title: dict[str, str], hidden: bool) -> GroupRate:
    if hidden:
        return GroupRate(title=title, hidden="protected")
    share = group.people.share
    return GroupRate(title=title, rate=None if share is None else rounded(share, RATE_DIGITS))


def _unit(rows: pl.DataFrame, people: dict[str, Participation], path: str) -> UnitGroups:
    groups = []
    whole, unit = Participation(), ""
    cells = rows.select(ROW, "unit", "key", "group", "by", "hidden")
    for row, unit, key, title, by, word in cells.iter_rows():
        counts = people.get(key, Participation())
        if is_whole(title, unit):
            whole = counts
            continue
        counted = Counted(
            counts.invited, counts.responses, counts.rate, word in HIDDEN, unit_key(by)
        )
        groups.append(Group(row, title, counted))
    if len(groups) > MOST_GROUPS:
        message = too_many_groups(len(groups))
        raise AmuError(message, path=path, line=groups[MOST_GROUPS].row)
    return UnitGroups(unit, whole, tuple(groups))


def _odd_words(part: GroupRows) -> Iterator[TableProblem]:
    """Cells that should say that a rate is hidden, and say something else."""
    if "hidden" not in part.layout.fields:
        return
    header = part.layout.header[part.layout.fields["hidden"]]
    odd = part.frame.filter(~pl.col("hidden").is_in([*MISSING, *HIDDEN]))
    for row, unit, word in odd.select(ROW, "unit", "hidden").iter_rows():
        yield TableProblem(row, header, no_word(cut(word, SHOWN)), unit=unit)


def _odd(unit: UnitGroups) -> Iterator[TableProblem]:
    """What is odd about the groups of a unit, in words without a figure."""
    for group in unit.groups:
        people = group.people
        if people.invited is not None and (people.responses or 0) > people.invited:
            yield _doubt(group.row, Caveat(code="group-more-than-invited"), unit)
        made = msgspec.structs.replace(people, rate=None).share
        if made is not None and people.rate is not None and abs(made - people.rate) > RATE_ROUNDING:
            yield _doubt(group.row, Caveat(code="group-other-rate"), unit)
    for by in dict.fromkeys(group.people.by for group in unit.groups if group.people.by):
        of = [group for group in unit.groups if group.people.by == by]
        pairs = (
            (unit.whole.invited, [group.people.invited for group in of]),
            (unit.whole.responses, [group.people.responses for group in of]),
        )
        if any(most is not None and sum(n or 0 for n in counts) > most for most, counts in pairs):
            yield _doubt(of[-1].row, Caveat(code="groups-too-large", values={"by": by}), unit)


def _doubt(row: int, caveat: Caveat, unit: UnitGroups) -> TableProblem:
    return TableProblem(row, "", caveat, unit=unit.unit)
