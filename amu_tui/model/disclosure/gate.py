"""The one gate for what a session shows: together with all that others of its round show.

Scores, answers to other questions and rates of groups go through it, of the unit itself, of those
set beside it and of the round before. What was shown stays known: a new session may only add what
tells nothing of a few people, with any of it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from amu_tui.model.disclosure.differencing import (
    Figures,
    SideBySide,
    few_among,
    few_between,
    same,
)
from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.disclosure.publication import Publication, Series
from amu_tui.model.disclosure.rates_side_by_side import (
    SAME_RATE,
    Counting,
    Place,
    RatesSideBySide,
)
from amu_tui.model.disclosure.residual import MOST_EARLIER
from amu_tui.model.survey.instrument import Instrument, Scale
from amu_tui.model.survey.units import Parents, ancestors


@dataclass(frozen=True, slots=True)
class Tells:
    """A figure of a new session that tells of a few people with what another shows.

    Args:
        key: the theme or question.
        unit: whose figures the other session shows.
        folder: that session.
        whole: the unit whose people they are.
        why: `few` where that session shows the unit itself with a few answers more or fewer, or
            others, or so with what more sessions show; `changed` where these are many, and units
            with it in a line are shown too; `rest` where a small group of a whole
            is left beside its parts.
    """

    key: str
    unit: str
    folder: str
    whole: str
    why: Literal["few", "changed", "rest"]


@dataclass(frozen=True, eq=False)
class Gate:
    """What the session `own` would show beside the `others` of its round.

    Args:
        nesting: how units contain each other; what the sessions say of it is added.
        instrument: what was asked.
        counted: how many people there are behind the rates. Where nobody knows, no rate is new of
            a unit above or below one of which there is any.
    """

    own: Publication
    others: Sequence[Publication]
    nesting: Nesting
    instrument: Instrument
    counted: Counting | None = None

    def themes(self) -> Iterator[Tells]:
        """The scores that must not be shown."""
        kept = [(one.folder, one.themes) for one in self.others]
        yield from self._found(self.own.themes, kept, {})

    def questions(self) -> Iterator[Tells]:
        """The answers to other questions that must not be shown."""
        kept = [(one.folder, one.questions) for one in self.others]
        asked = self.instrument.questions.items()
        scales = {key: one.scale for key, one in asked if one.scale is not None}
        yield from self._found(self.own.questions, kept, scales)

    def rates(self) -> set[Place]:
        """The rates of groups that must not be shown, by unit and group."""
        known: dict[Place, float] = {}
        for one in self.others:
            known = {**one.rates, **known}
        # One rate of a unit follows from the others and from how many there are in all.
        changed = {
            place[0]
            for place, rate in self.own.rates.items()
            for one in self.others
            if abs(one.rates.get(place, rate) - rate) > SAME_RATE
        }
        other = {place for place in self.own.rates if place[0] in changed}
        fresh = [place for place in self.own.rates if place not in known and place not in other]
        if not fresh or not known:
            return other
        if self.counted is None:
            shown = {unit for unit, _group in known}
            return other | {
                place for place in fresh if place[0] in shown or self._line(place[0], shown)
            }
        fresh.reverse()  # its own rates, which come first, are the last to give way
        rates = {place: self.own.rates[place] for place in fresh} | known
        counts = {unit: people for unit in self._parents if (people := self.counted(unit))}
        return other | RatesSideBySide(counts, self._parents, self.min_n).hidden(rates, fresh)

    @cached_property
    def min_n(self) -> int:
        """The smallest group of them all."""
        return max(one.min_n for one in (self.own, *self.others))

    @property
    def scale(self) -> Scale:
        """The scale of the scores."""
        return self.instrument.scale

    def _found(
        self,
        own: Series[Figures],
        kept: Sequence[tuple[str, Series[Figures]]],
        scales: Mapping[str, Scale],
    ) -> Iterator[Tells]:
        """The figures of `own` that tell of a few people with those that other folders `kept`."""
        known: dict[str, dict[str, Figures]] = {}
        where: dict[tuple[str, str], str] = {}
        changed: dict[tuple[str, str], str] = {}
        earlier: dict[tuple[str, str], list[Figures]] = {}
        for folder, series in kept:
            for unit, figures in series.items():
                known[unit] = {**figures, **known.get(unit, {})}
                for key, then in figures.items():
                    where.setdefault((unit, key), folder)
                    now = own.get(unit, {}).get(key)
                    scale = scales.get(key, self.scale)
                    if now is None:
                        continue
                    earlier.setdefault((unit, key), []).append(then)
                    if same(now, then, scale):
                        continue
                    if few_between(now, then, scale, self.min_n):
                        yield Tells(key, unit, folder, unit, "few")
                    changed[unit, key] = folder
        for (unit, key), folder in changed.items():
            now, scale = own[unit][key], scales.get(key, self.scale)
            then_of = earlier[unit, key]
            if any(same(now, then, scale) for then in then_of):
                continue
            if few_among(now, then_of, scale, self.min_n):
                yield Tells(key, unit, folder, unit, "few")
        fresh = {
            (unit, key)
            for unit, figures in own.items()
            for key in figures
            if key not in known.get(unit, {})
        }
        if not (fresh or changed) or not any(known.values()):
            return
        shown = {unit: {**known.get(unit, {}), **figures} for unit, figures in own.items()}
        shown |= {unit: one for unit, one in known.items() if one and unit not in shown}
        for (unit, key), folder in changed.items():
            if any(other != unit and key in shown[other] for other in self._line(unit, shown)):
                yield Tells(key, unit, folder, unit, "changed")
        beside = SideBySide(shown, self._parents, self.scale, self.min_n, scales)
        for key in dict.fromkeys(key for _unit, key in fresh):
            for group in beside.residual_groups(key):
                elsewhere = [unit for unit in group.units if key not in own.get(unit, {})]
                if elsewhere and any((unit, key) in fresh for unit in group.units):
                    unit = elsewhere[0]
                    yield Tells(key, unit, where[unit, key], group.whole, "rest")

    def together(
        self, kept: Sequence[tuple[str, Series[Figures]]], scales: Mapping[str, Scale]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What follows from all that folders have `kept`: of which unit, and the folders."""
        known: dict[str, dict[str, Figures]] = {}
        where: dict[tuple[str, str], str] = {}
        earlier: dict[tuple[str, str], dict[str, Figures]] = {}
        for folder, series in kept:
            for unit, figures in series.items():
                of_unit = known.setdefault(unit, {})
                for key, now in figures.items():
                    of_unit.setdefault(key, now)
                    where.setdefault((unit, key), folder)
                    scale = scales.get(key, self.scale)
                    others: dict[str, Figures] = earlier.setdefault((unit, key), {})
                    if len(others) > MOST_EARLIER:  # too many already: said once, below
                        others[folder] = now
                        continue
                    if any(same(now, then, scale) for then in others.values()):
                        continue
                    for first, then in others.items():
                        if few_between(now, then, scale, self.min_n):
                            yield self.names[unit], (first, folder)
                    if few_among(now, list(others.values()), scale, self.min_n):
                        yield self.names[unit], (*others, folder)
                    others[folder] = now
        for (unit, _key), others in earlier.items():
            if len(others) > MOST_EARLIER + 1:
                yield self.names[unit], tuple(others)
        beside = SideBySide(known, self._parents, self.scale, self.min_n, scales)
        for key in beside.themes:
            for group in beside.residual_groups(key):
                folders = tuple(dict.fromkeys(where[unit, key] for unit in group.units))
                yield self.names[group.whole], folders

    def _line(self, unit: str, units: Collection[str]) -> list[str]:
        """Those of `units` that contain `unit` or are part of it."""
        above = set(ancestors(self._parents, unit))
        return [
            other for other in units if other in above or unit in ancestors(self._parents, other)
        ]

    @cached_property
    def names(self) -> dict[str, str]:
        """What each unit is called, by its key."""
        return {unit: name for one in (*self.others, self.own) for unit, name in one.names.items()}

    @cached_property
    def _parents(self) -> Parents:
        shown = dict.fromkeys(unit for one in (self.own, *self.others) for unit in one.units)
        said = replace(self.nesting, within=[one.parents for one in (self.own, *self.others)])
        return said.parents(
            {unit: self.names[unit] for unit in shown},
            {
                unit: one.folder
                for one in self.others
                for unit in one.units
                if unit not in self.own.units
            },
        )


def told_together(
    publications: Sequence[Publication], instrument: Instrument
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What sessions of a round that are there already tell of a few people together.

    The unit whose people they are, and the folders that tell. Units of which nobody has said how
    they contain each other are taken to share nobody.
    """
    gate = Gate(publications[0], publications[1:], Nesting(apart=True), instrument)
    asked = instrument.questions.items()
    scales = {key: one.scale for key, one in asked if one.scale is not None}
    themes = [(one.folder, one.themes) for one in publications]
    yield from gate.together(themes, {})
    yield from gate.together([(one.folder, one.questions) for one in publications], scales)
