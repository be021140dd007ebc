"""What a table of results says: its units, their scores, and everything that was not understood.

The whole table is read at once, problems and all; a unit's `Results` are then taken from it,
with nothing that must be hidden in them. A problem stops only what it concerns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import msgspec
import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.disclosure.differencing import SideBySide
from amu_tui.model.disclosure.limits import LOWEST_MIN_N, MIN_N, low_limit, protected, share_kept
from amu_tui.model.disclosure.nesting import NOTHING_SAID, Nesting
from amu_tui.model.disclosure.protect import kept_themes
from amu_tui.model.naming import unit_key
from amu_tui.model.rounds.handover import PREVIOUS_ROUND, counterparts, none_comparable
from amu_tui.model.rounds.units_map import UNCHANGED, UnitsMap
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import (
    Participation,
    Reference,
    Results,
    Score,
    SourceFile,
)
from amu_tui.model.survey.units import Parents
from amu_tui.tables.figures.cells import theme_cells, unit_rows
from amu_tui.tables.figures.checks import checked
from amu_tui.tables.figures.distributions import scored_answers
from amu_tui.tables.figures.layout import find_layout, misspelt
from amu_tui.tables.figures.mapping_effect import MappingEffect
from amu_tui.tables.figures.participation import participation, withheld
from amu_tui.tables.figures.questions import Questions, among_themes
from amu_tui.tables.figures.raw_answers import advice, refuse_answers, repeats_units
from amu_tui.tables.results.oddities import (
    odd_people,
    taken_values,
    unchecked,
    unlikely,
    without_n,
)
from amu_tui.tables.results.round_before import round_before
from amu_tui.tables.results.totals import more_than_answered, odd_totals
from amu_tui.tables.results.unit_tree import stated_parents
from amu_tui.tables.table import Table, TableProblem, refuse_fatal
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from amu_tui.tables.vocabulary.names import ThemeNames, unique_ids
from amu_tui.text import clean, cut, nearest
from amu_tui.words import _, quoted


def interpret(
    table: Table,
    instrument: Instrument,
    mapping: ColumnMapping | None = None,
    mapping_file: str = "",
) -> "ResultsTable":
    """Interpret `table` as results of `instrument`.

    Raises `AmuError` where the header does not tell what the columns are, where `mapping` (in
    the file `mapping_file`) says something that has no effect, or where nothing in the table
    belongs to the instrument. Everything else is a problem by row.
    """
    mapping = mapping or ColumnMapping()
    effect = MappingEffect(mapping, table.name, mapping_file)
    names = ThemeNames(instrument)
    layout = find_layout(table, instrument, names, effect)
    tree = stated_parents(table, layout.fields["unit"])
    rows, problems = unit_rows(table, layout, effect)
    cells, unknown = theme_cells(rows, layout, names, effect)
    if cells.is_empty():
        raise _nothing(table, instrument, sorted([*problems, *unknown], key=_place))
    if layout.kind == "long" and "n" not in layout.fields:
        refuse_answers(table, cells)
    asked = among_themes(table, rows, layout, instrument)
    places = layout.places | asked.columns
    taken = (*taken_values(table, places), *table.taken_hidden(places))
    table = replace(table, notes=(*table.notes, *taken))
    unknown = [problem for problem in unknown if problem.row not in asked.rows]
    cells, spread = scored_answers(cells, layout, instrument)
    scores, wrong = checked(cells, layout, instrument.scale, mapping.fractions)
    people, odd = participation(rows, layout)
    found = set(cells["theme"].unique().to_list())
    problems += [*misspelt(table, layout, names), *unknown, *spread, *wrong, *odd, *table.notes]
    if layout.kind == "wide" and repeats_units(table, layout.fields["unit"]):
        header = layout.header[layout.fields["unit"]]
        problems.append(TableProblem(layout.row, header, advice()))
    units = rows.select("key", "unit").unique("key", keep="first", maintain_order=True)
    return ResultsTable(
        table=table,
        instrument=instrument,
        layout=layout.kind,
        units=tuple(units["unit"].to_list()),
        themes=tuple(theme for theme in instrument.order() if theme in found),
        ignored=tuple(
            name
            for name in asked.unused(layout.ignored)
            if tree is None or unit_key(name) != "parent"
        ),
        misread=tuple(sorted(problems, key=_place)),
        oddities=(*without_n(table, layout, scores), *odd_people(rows, layout, people)),
        contradictions=(*more_than_answered(scores, layout, people), *odd_totals(scores)),
        scores=scores,
        people=people,
        withheld=withheld(rows, layout),
        questions=asked,
        levels=tree,
    )


def _place(problem: TableProblem) -> tuple[int, str]:
    return problem.row, problem.column


def _nothing(table: Table, instrument: Instrument, problems: Sequence[TableProblem]) -> AmuError:
    """Why no score at all was found: the first row that went wrong, if any did."""
    for problem in problems:
        if problem.fatal:
            return table.placed(problem).error(table.path)
    return AmuError(
        _("no row is a theme of {instrument}").format(instrument=instrument.id),
        path=table.path,
        hint=str(table.placed(problems[0])) if problems else "",
    )


@dataclass(frozen=True, eq=False)
class ResultsTable:
    """A table of results after interpretation.

    `units` are names in the file's order, `themes` ids in the order of presentation, `ignored`
    the headers that mean nothing here. `misread` is what was not understood, by row; `oddities`
    what was, and is odd nevertheless; `contradictions` are figures that do not go together.
    `scores` has a row for each unit key and theme that could be taken, nothing hidden yet: only
    `results` gives figures out. `withheld` are the keys of the units of which a number of people
    is kept back. `levels` is the unit above each, where the table says it: several columns name
    a unit, or there is a column `parent`.
    """

    table: Table
    instrument: Instrument
    layout: Literal["long", "wide"]
    units: tuple[str, ...]
    themes: tuple[str, ...]
    ignored: tuple[str, ...]
    misread: tuple[TableProblem, ...]
    oddities: tuple[TableProblem, ...]
    contradictions: tuple[TableProblem, ...]
    scores: pl.DataFrame
    people: dict[str, Participation]
    withheld: frozenset[str]
    questions: Questions
    levels: Parents | None = None

    @property
    def problems(self) -> tuple[TableProblem, ...]:
        """Everything that is to be said of the table, in the order of its rows."""
        found = (*self.misread, *self.oddities, *self.contradictions)
        return tuple(sorted(map(self.table.placed, found), key=_place))

    @property
    def unknown_themes(self) -> list[str]:
        """What stands as a theme and is none of the instrument."""
        said = [problem.said for problem in self.misread if isinstance(problem.said, Caveat)]
        names = [str(one.values["name"]) for one in said if one.code == "unknown-theme"]
        return list(dict.fromkeys(names))

    def unit_name(self, typed: str) -> str:
        """The unit called `typed`, as the table writes it; case and blanks do not matter.

        Raises `AmuError` with the nearest names where there is none.
        """
        key = unit_key(clean(typed))
        for unit in self.units:
            if unit_key(unit) == key:
                return unit
        near = nearest(clean(typed), self.units)
        if near:
            names = ", ".join(map(quoted, near))
            hint = _("Did you mean {names}?").format(names=names)
        else:
            hint = _("`amu results` lists the units of a table.")
        raise AmuError(
            _("no unit is called “{name}”").format(name=cut(clean(typed), 60)),
            path=self.table.path,
            hint=hint,
        )

    def results(
        self,
        unit: str,
        *,
        min_n: int = MIN_N,
        compare: Sequence[str] = (),
        previous: "ResultsTable | None" = None,
        previous_round: str = "",
        units_map: UnitsMap = UNCHANGED,
        invited: int | None = None,
        responses: int | None = None,
        nesting: Nesting = NOTHING_SAID,
    ) -> Results:
        """The figures of `unit` with those of the units to `compare` and of the round before.

        Args:
            unit: its name, as `unit_name` takes it.
            min_n: smallest group whose score is kept; the others are hidden.
            compare: units of the same table to set beside.
            previous: the table of the round before, where the same unit is looked up.
            previous_round, units_map: what that round is called, and what the units were then.
            invited, responses: people asked and who answered, in the place of what the table says.
            nesting: how the units contain each other.

        Raises `AmuError` for an unknown unit, for the first problem in a row of the units, and
        where it was not said how the units contain each other.
        """
        if min_n < LOWEST_MIN_N:
            raise AmuError(
                _("the smallest group cannot be under {lowest}").format(lowest=LOWEST_MIN_N)
            )
        name = self.unit_name(unit)
        beside = tuple(dict.fromkeys(self.unit_name(other) for other in compare))
        if name in beside:
            raise AmuError(_("a unit is not compared with itself: {unit}").format(unit=name))
        self._refuse_misread(name, *beside)
        people = Participation(invited=invited, responses=responses)
        people = people.filled(self.participation(name))
        themes = self._themes(name, min_n, people)
        if not themes:
            raise AmuError(
                _("“{unit}” has no score of any theme").format(unit=name), path=self.table.path
            )
        references = self._references(name, themes, beside, min_n, nesting)
        if previous is not None:
            title, then = previous_round, units_map
            references |= round_before(previous, name, self.instrument, min_n, title, then)
        warnings = [*low_limit(min_n), *self._warnings(name, people, themes, references)]
        if previous is not None and not counterparts(self.instrument, previous.instrument):
            warnings.append(none_comparable(self.instrument, previous.instrument))
        return Results(
            unit=name,
            min_n=min_n,
            source=SourceFile(file=self.table.name),
            warnings=tuple(warnings),
            participation=people,
            themes=self._with_favourable(name, kept_themes(themes, self.instrument, min_n), min_n),
            questions=self.questions.of(name, self.at_most(name, people), min_n),
            references=references,
        )

    def absent(self, tree: Parents) -> tuple[str, ...]:
        """The units of the table that the tree does not have."""
        known = {unit_key(name) for name in tree}
        return tuple(unit for unit in self.units if unit_key(unit) not in known)

    def shows(self, unit: str, min_n: int = MIN_N) -> bool:
        """Whether the table has a unit of this name of which any theme's score may be shown."""
        found = self._themes(unit, min_n, self.participation(unit))
        return any(
            score.mean is not None for score in kept_themes(found, self.instrument, min_n).values()
        )

    def participation(self, unit: str) -> Participation:
        """Who was asked and who answered in `unit`."""
        return self.people.get(unit_key(unit), Participation())

    def at_most(self, unit: str, people: Participation) -> Participation:
        """`people` of `unit`, or nobody where their number is kept back and may be few."""
        if people.responses is None and unit_key(unit) in self.withheld:
            return Participation(responses=0)
        return people

    def _themes(self, unit: str, min_n: int, people: Participation) -> dict[str, Score]:
        """The unit's scores in the order of presentation, hidden where they must be."""
        rows = self.scores.filter(pl.col("key") == unit_key(unit))
        people = self.at_most(unit, people)
        found: dict[str, Score] = {}
        columns = ("theme", "n", "mean", "sd", "effective_n", "hidden")
        for theme, n, mean, sd, effective, hidden in rows.select(columns).rows():
            if n is None is mean and hidden is None:
                continue
            score = Score(n=n, mean=mean, sd=sd, effective_n=effective, hidden=hidden)
            if n is None and hidden is None and people.fewer_than(min_n):
                # A theme has no more answers than the unit.
                score = Score(hidden="protected")
            items = self.instrument.items_of(theme)
            found[theme] = protected(score, self.instrument.scale, min_n, items)
        return {theme: found[theme] for theme in self.themes if theme in found}

    def _with_favourable(self, unit: str, themes: dict[str, Score], min_n: int) -> dict[str, Score]:
        """`themes` of `unit` with the shares of favourable answers, if the instrument has such.

        A share tells how many people are behind it: it is kept in whole per cents, and goes where
        it tells what few of them answered.
        """
        if self.instrument.scoring.favourable is None:
            return themes
        rows = self.scores.filter(pl.col("key") == unit_key(unit))
        shares = dict(rows.select("theme", pl.col("favourable").round(2)).rows())
        # A theme has no more answers than the unit.
        most = self.at_most(unit, self.participation(unit)).responses
        found = {}
        for theme, score in themes.items():
            share, items = shares[theme], self.instrument.items_of(theme)
            n = most if score.n is None else score.n
            if score.mean is not None and share is not None and share_kept(n, share, items, min_n):
                found[theme] = msgspec.structs.replace(score, favourable=share)
            else:
                found[theme] = score
        return found

    def _references(
        self,
        unit: str,
        themes: dict[str, Score],
        units: Sequence[str],
        min_n: int,
        nesting: Nesting,
    ) -> dict[str, Reference]:
        found = {unit_key(other): self._reference(other, min_n) for other in units}
        # Nothing is subtracted from scores of nobody knows how many.
        names = {unit_key(unit): unit} | {
            key: ref.title
            for key, ref in found.items()
            if any(score.n for score in ref.themes.values())
        }
        side_by_side = SideBySide(
            series={key: found[key].themes if key in found else themes for key in names},
            parents=nesting.parents(names, {}),
            scale=self.instrument.scale,
            min_n=min_n,
        )
        shown = side_by_side.protected()
        return {
            key: msgspec.structs.replace(
                ref, themes=kept_themes(shown.get(unit, ref.themes), self.instrument, min_n)
            )
            for key, (unit, ref) in zip(
                unique_ids(units, (PREVIOUS_ROUND,)), found.items(), strict=True
            )
        }

    def _reference(self, unit: str, min_n: int) -> Reference:
        people = self.participation(unit)
        return Reference(
            title=unit,
            participation=None if people == Participation() else people,
            themes=self._themes(unit, min_n, people),
        )

    def as_reference(self, unit: str, min_n: int) -> Reference:
        """The figures of a unit as those of another round, whose title and round are to be said.

        Raises `AmuError` for the first problem in its rows.
        """
        self._refuse_misread(unit)
        return self._reference(unit, min_n)

    def _refuse_misread(self, *units: str) -> None:
        misread = sorted(map(self.table.placed, self.misread), key=_place)
        refuse_fatal(misread, units, self.table.path)

    def _warnings(
        self,
        unit: str,
        people: Participation,
        themes: dict[str, Score],
        references: dict[str, Reference],
    ) -> Iterator[Caveat]:
        """What the reader of the results must know about the table they came from."""
        if unchecked(themes):
            yield Caveat(code="no-n")
        else:
            names = [ref.title for ref in references.values() if unchecked(ref.themes)]
            if names:
                yield Caveat(code="no-n-for", values={"names": ", ".join(names)})
        if any(score.effective_n is not None for score in themes.values()):
            yield Caveat(code="weighted")
        yield from unlikely(people)
        for ref in references.values():
            yield from unlikely(ref.participation or Participation(), ref.title)
        key = unit_key(unit)
        for problem in (*self.misread, *self.contradictions):
            about_table = not problem.unit and (
                problem.column in self.ignored
                or (problem in self.table.notes and problem.column in self.table.header)
                or problem.about_hidden
            )
            if about_table or unit_key(problem.unit) == key:
                yield from self.table.placed(problem).caveats()
