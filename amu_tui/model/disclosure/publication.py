"""What a session shows of a round, by units and by themes, questions or groups."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from amu_tui.model.disclosure.differencing import Figures
from amu_tui.model.disclosure.rates_side_by_side import Place
from amu_tui.model.naming import same_name, unit_key
from amu_tui.model.survey.results import (
    Answers,
    GroupRate,
    Participation,
    Reference,
    Results,
    Score,
)
from amu_tui.text import clean

Series = Mapping[str, Mapping[str, Figures]]
"""Figures by unit, and by theme or question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a session shows of one round.

    `themes` and `questions` are the figures that show how many answered, and `names` what units
    are called, by the units' keys; `rates` are those of groups. `parents` is as in `Results`.
    """

    folder: str
    min_n: int
    names: Mapping[str, str]
    themes: Mapping[str, Mapping[str, Score]]
    questions: Mapping[str, Mapping[str, Answers]]
    rates: Mapping[Place, float]
    parents: Mapping[str, str]

    @property
    def units(self) -> tuple[str, ...]:
        """The units of which it shows a figure."""
        return tuple(
            unit
            for unit in self.names
            if self.themes.get(unit)
            or self.questions.get(unit)
            or any(unit == of for of, _group in self.rates)
        )

    def renamed(self, now: Mapping[str, str]) -> "Publication":
        """With the themes that are the keys of `now` called as it says; all as they are without."""
        if not now:
            return self
        themes = {
            unit: {now[key]: score for key, score in scores.items() if key in now}
            for unit, scores in self.themes.items()
        }
        return replace(self, themes=themes)

    @classmethod
    def of(cls, results: Results, folder: str = "") -> "Publication":
        """What `results` show of their own round: the unit, or the one in its place, and those
        set beside it."""
        unit = results.shown_for or results.unit
        references = [one for one in results.references.values() if one.kind == "unit"]
        return cls._made(
            results,
            folder,
            [(unit, results.themes), *((one.title, one.themes) for one in references)],
            {unit: results.questions},
            {results.unit: results.participation}
            | {one.title: one.participation for one in references if one.participation},
        )

    @classmethod
    def before(cls, results: Results, round_name: str, folder: str = "") -> "Publication":
        """What `results` show of an earlier round."""
        unit = results.shown_for or results.unit
        earlier = [one for one in results.references.values() if _of_round(one, round_name)]
        people = {
            _then(one, results.unit): one.participation for one in earlier if one.participation
        }
        themes = [(_then(one, unit), one.themes) for one in earlier]
        made = cls._made(results, folder, themes, {}, people)
        merged = {unit: _then(one, "") for one in earlier for unit in one.units[1:] and one.units}
        return replace(made, parents={**made.parents, **merged})

    @classmethod
    def _made(
        cls,
        results: Results,
        folder: str,
        shown: Sequence[tuple[str, Mapping[str, Score]]],
        answers: Mapping[str, Mapping[str, Answers]],
        people: Mapping[str, Participation],
    ) -> "Publication":
        names: dict[str, str] = {}
        themes: dict[str, dict[str, Score]] = {}
        for name in people:
            names.setdefault(unit_key(clean(name)), name)
        for name, scores in shown:
            key = unit_key(clean(name))
            names.setdefault(key, name)
            themes.setdefault(key, {key: score for key, score in scores.items() if score.n})
        questions = {
            unit_key(clean(name)): {key: one for key, one in of_unit.items() if one.n}
            for name, of_unit in answers.items()
        }
        return cls(
            folder=folder,
            min_n=results.min_n,
            names=names,
            themes=themes,
            questions=questions,
            rates=dict(_rates(people)),
            parents=results.parents,
        )


def without(results: Results, questions: Collection[str], rates: Collection[Place]) -> Results:
    """`results` without the answers to `questions` and without `rates` of groups of their round."""
    return msgspec.structs.replace(
        results,
        questions={
            key: Answers(hidden="protected") if key in questions else one
            for key, one in results.questions.items()
        },
        participation=_without_rates(results.unit, results.participation, rates),
        references={
            key: _reference_without(one, one.title, rates) if one.kind == "unit" else one
            for key, one in results.references.items()
        },
    )


def without_before(results: Results, round_name: str, rates: Collection[Place]) -> Results:
    """`results` without `rates` of groups of an earlier round."""
    return msgspec.structs.replace(
        results,
        references={
            key: _reference_without(one, _then(one, results.unit), rates)
            if _of_round(one, round_name)
            else one
            for key, one in results.references.items()
        },
    )


def without_themes(
    results: Results, themes: Collection[str], round_name: str | None = None
) -> Results:
    """`results` without the scores of `themes`: of their own round, or of an earlier one."""
    hidden = dict.fromkeys(themes, Score(hidden="protected"))

    def kept(scores: Mapping[str, Score]) -> dict[str, Score]:
        return {key: hidden.get(key, one) for key, one in scores.items()}

    def told(reference: Reference) -> bool:
        if round_name is None:
            return reference.kind == "unit"
        return _of_round(reference, round_name)

    return msgspec.structs.replace(
        results,
        themes=kept(results.themes) if round_name is None else results.themes,
        references={
            key: msgspec.structs.replace(one, themes=kept(one.themes)) if told(one) else one
            for key, one in results.references.items()
        },
    )


def _then(reference: Reference, unit: str) -> str:
    """What the unit of a reference of an earlier round was called; as now if nothing is said."""
    return " + ".join(reference.units) or unit


def _of_round(reference: Reference, round_name: str) -> bool:
    return reference.kind == "previous" and same_name(reference.round, round_name)


def _reference_without(reference: Reference, unit: str, rates: Collection[Place]) -> Reference:
    people = reference.participation
    if people is None:
        return reference
    return msgspec.structs.replace(reference, participation=_without_rates(unit, people, rates))


def _without_rates(unit: str, people: Participation, rates: Collection[Place]) -> Participation:
    groups = {
        group: GroupRate(title=one.title, hidden="protected")
        if (unit_key(clean(unit)), group) in rates
        else one
        for group, one in people.groups.items()
    }
    return msgspec.structs.replace(people, groups=groups)


def _rates(people: Mapping[str, Participation]) -> Iterator[tuple[Place, float]]:
    for unit, one in people.items():
        for group, rate in one.groups.items():
            if rate.rate is not None:
                yield (unit_key(clean(unit)), group), rate.rate
