"""One unit's results from everything there is: the table of results, those beside it, the tree.

A unit of which nothing may be shown gets the results of the nearest unit above that has any,
marked as such.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from amu_tui.errors import AmuError
from amu_tui.model.disclosure.limits import MIN_N
from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.disclosure.publication import Publication, without
from amu_tui.model.disclosure.rates_side_by_side import Counting, RatesSideBySide, UnitCounts
from amu_tui.model.disclosure.response_rates import RATE_DIGITS
from amu_tui.model.naming import unit_key
from amu_tui.model.rounds.handover import PREVIOUS_ROUND
from amu_tui.model.rounds.units_map import UNCHANGED, UnitsMap
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.results import Participation, Reference, Results
from amu_tui.model.survey.rounding import rounded
from amu_tui.model.survey.units import Parents
from amu_tui.tables.figures.groups import Groups
from amu_tui.tables.figures.questions import Questions
from amu_tui.tables.results.interpret import ResultsTable
from amu_tui.tables.results.totals import odd_tree
from amu_tui.tables.results.unit_tree import lineage, spelled
from amu_tui.tables.table import TableProblem
from amu_tui.tables.vocabulary.names import unique_ids
from amu_tui.text import clean
from amu_tui.words import _


@dataclass(frozen=True, eq=False)
class OtherTables:
    """What is read beside a table of results: rates by group, extra questions, and which unit is
    above which.

    `tree_said` is what there is to say of the tree's table. `parent` is the one above the unit
    asked for; units that are `apart` share nobody but with
    those that the tree or the parent names.
    """

    groups: Groups | None = None
    questions: Questions | None = None
    tree: Parents | None = None
    tree_said: Sequence[TableProblem] = ()
    parent: str = ""
    apart: bool = False

    def nesting(self, unit: str) -> Nesting:
        """How units contain each other; `unit` is the one asked for."""
        within = [{unit: self.parent}] if self.parent else []
        return Nesting(self.tree or {}, within, self.apart)

    def counting(self, table: ResultsTable, unit: str, people: Participation) -> Counting:
        """Tells how many people there are in a unit and its groups, by its key.

        `people` are those of `unit`. None of this is shown: rates of groups are checked by it.
        """
        groups = self.groups

        def counted(key: str) -> UnitCounts | None:
            if groups is None:
                return None
            if key == unit_key(unit):
                return groups.counts(unit, people)
            if key not in groups.units:
                return None
            name = groups.units[key].unit
            return groups.counts(name, groups.whole(name).filled(table.participation(name)))

        return counted


NOTHING = OtherTables()


def unit_results(
    table: ResultsTable,
    unit: str,
    others: OtherTables = NOTHING,
    *,
    min_n: int = MIN_N,
    compare: Sequence[str] = (),
    previous: ResultsTable | None = None,
    previous_round: str = "",
    units_map: UnitsMap = UNCHANGED,
    invited: int | None = None,
    responses: int | None = None,
) -> Results:
    """The figures of `unit`; the arguments are those of `ResultsTable.results`.

    Raises `AmuError` as that does, and where neither the unit nor one above it has results.
    """
    above = _above(table, unit, others)
    name = _name(table, unit, others)
    shown = _shown(table, name, above, min_n)
    compare = [other for other in compare if unit_key(other) != unit_key(shown) or shown == name]
    if shown != name and unit_key(name) in map(unit_key, compare):
        raise AmuError(_("a unit is not compared with itself: {unit}").format(unit=name))
    people = Participation(invited=invited, responses=responses)
    if others.groups is not None:
        people = people.filled(others.groups.whole(name))
    people = people.filled(table.participation(name))
    own = {"invited": people.invited, "responses": people.responses} if shown == name else {}
    found = table.results(
        shown,
        min_n=min_n,
        compare=compare,
        previous=previous,
        previous_round=previous_round,
        units_map=units_map,
        nesting=others.nesting(name),
        **own,
    )
    found = msgspec.structs.replace(
        found,
        unit=name,
        shown_for="" if shown == name else shown,
        parents=_parents(name, (one.title for one in found.references.values()), others),
        participation=people,
        warnings=(*found.warnings, *_all_hidden(found)),
    )
    if others.tree is not None:
        looked = [name, *above, *(one.title for one in found.references.values())]
        in_tree = odd_tree(table.scores, others.tree, table.instrument.scale, looked)
        odd = [*others.tree_said, *map(table.table.placed, in_tree)]
        warnings = (*found.warnings, *(caveat for problem in odd for caveat in problem.caveats()))
        found = msgspec.structs.replace(found, warnings=warnings)
    if others.questions is not None:
        found = _with_questions(found, others.questions, shown, table.at_most(name, people))
    if others.groups is not None:
        found = _with_groups(found, others.groups, above)
        found = _side_by_side(found, table, others)
    return _whole_per_cents(found)


def _whole_per_cents(results: Results) -> Results:
    """With rates that are given in whole per cents: finer ones tell how many people there are."""

    def kept(people: Participation) -> Participation:
        rate = None if people.rate is None else rounded(people.rate, RATE_DIGITS)
        return msgspec.structs.replace(people, rate=rate)

    references = {
        key: one
        if one.participation is None
        else msgspec.structs.replace(one, participation=kept(one.participation))
        for key, one in results.references.items()
    }
    people = kept(results.participation)
    return msgspec.structs.replace(results, participation=people, references=references)


def _above(table: ResultsTable, unit: str, others: OtherTables) -> list[str]:
    """The units above, the nearest first."""
    tree = others.tree or {}
    if not others.parent:
        return lineage(tree, clean(unit))
    parent = table.unit_name(others.parent)
    return [parent, *lineage(tree, parent)]


def _parents(unit: str, units: Iterable[str], others: OtherTables) -> dict[str, str]:
    """The unit above each of `units`, and of those above them; `unit` was asked for."""
    tree, parent = others.tree or {}, [others.parent] if others.parent else []
    lines = [[spelled(tree, one), *lineage(tree, one)] for one in (unit, *units, *parent)]
    return {spelled(tree, unit): above for above in parent} | {
        one: above for line in lines for one, above in pairwise(line)
    }


def _name(table: ResultsTable, unit: str, others: OtherTables) -> str:
    """The unit as the table writes it; one without any row is known by the tree or its parent."""
    try:
        return table.unit_name(unit)
    except AmuError:
        known = {unit_key(name): name for name in others.tree or ()}
        if unit_key(clean(unit)) in known:
            return known[unit_key(clean(unit))]
        if others.parent:
            return clean(unit)
        raise


def _shown(table: ResultsTable, name: str, above: Sequence[str], min_n: int) -> str:
    """The unit whose scores are shown: `name`, or the nearest one above that may be shown."""
    if not above or table.shows(name, min_n):
        return name
    for unit in above:
        if table.shows(unit, min_n):
            return table.unit_name(unit)
    raise AmuError(
        _("neither “{unit}” nor a unit above it has results that may be shown").format(unit=name),
        path=table.table.path,
        hint=_("`amu results` lists the units of a table."),
    )


def _all_hidden(results: Results) -> Iterator[Caveat]:
    """What to do where nothing is left to discuss."""
    if all(score.mean is None for score in results.themes.values()):
        yield Caveat(code="all-hidden")


def _with_questions(
    results: Results, questions: Questions, shown: str, people: Participation
) -> Results:
    """With the answers of a table of their own before those among the themes."""
    questions.stop([shown])
    own = people if not results.shown_for else Participation()
    answers = questions.of(shown, own, results.min_n)
    return msgspec.structs.replace(
        results,
        questions={**results.questions, **answers},
        warnings=(*results.warnings, *questions.warnings(shown)),
    )


def _with_groups(results: Results, groups: Groups, above: Sequence[str]) -> Results:
    """With the rates of the unit's groups and of the units beside; where the unit has none, of
    the nearest above that has, or of the largest in the table."""
    unit, min_n = results.unit, results.min_n
    references = dict(results.references)
    titles = {key: one.title for key, one in references.items() if one.kind == "unit"}
    groups.stop([unit, *titles.values()])
    people = results.participation
    rates = groups.rates(unit, people, min_n)
    for key, title in titles.items():
        rated = _with_rates(groups, title, references[key].participation, min_n)
        references[key] = msgspec.structs.replace(references[key], participation=rated)
    if not any(rate.rate is not None for rate in rates.values()):
        larger = _larger(groups, unit, above, min_n)
        if larger and unit_key(larger) not in map(unit_key, titles.values()):
            groups.stop([larger])
            [key] = unique_ids([larger], [PREVIOUS_ROUND, *references])
            rated = _with_rates(groups, larger, None, min_n)
            references[key] = Reference(title=larger, participation=rated)
    return msgspec.structs.replace(
        results,
        participation=msgspec.structs.replace(people, groups=rates),
        references=references,
        warnings=(*results.warnings, *groups.warnings(unit)),
    )


def _side_by_side(results: Results, table: ResultsTable, others: OtherTables) -> Results:
    """Without the rates that tell of a few people when units are subtracted.

    Those of the units beside give way, the largest first.
    """
    shown = Publication.of(results)
    names = {unit: shown.names[unit] for unit, _group in shown.rates}
    own = unit_key(results.unit)
    if len(names) < 2:
        return results
    parents = others.nesting(results.unit).parents(names, {})
    counted = others.counting(table, results.unit, results.participation)
    counts = {unit: one for unit in names if (one := counted(unit))}
    beside = sorted(
        (place for place in shown.rates if place[0] != own),
        key=lambda place: -(counts[place[0]].whole.invited or 0),
    )
    mine = [place for place in shown.rates if place[0] == own]
    hidden = RatesSideBySide(counts, parents, results.min_n).hidden(shown.rates, [*beside, *mine])
    return without(results, (), hidden)


def _with_rates(
    groups: Groups, title: str, known: Participation | None, min_n: int
) -> Participation | None:
    """The people of a unit beside, with the rates of its groups."""
    if not groups.named(title):
        return known
    whole = known or groups.whole(title)
    return msgspec.structs.replace(whole, groups=groups.rates(title, whole, min_n))


def _larger(groups: Groups, unit: str, above: Sequence[str], min_n: int) -> str:
    """A unit whose rates stand where the unit has none of its own; nothing where none has any."""
    with_rates = [
        one
        for key, one in groups.units.items()
        if key not in ("", unit_key(unit)) and _any(groups, one.unit, min_n)
    ]
    names: Mapping[str, str] = {unit_key(one.unit): one.unit for one in with_rates}
    for name in above:
        if unit_key(name) in names:
            return names[unit_key(name)]
    with_rates.sort(key=lambda one: one.whole.invited or 0, reverse=True)
    return with_rates[0].unit if with_rates else ""


def _any(groups: Groups, unit: str, min_n: int) -> bool:
    rates = groups.rates(unit, groups.whole(unit), min_n)
    return any(rate.rate is not None for rate in rates.values())
