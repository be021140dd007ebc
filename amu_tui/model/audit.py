"""What somebody with a pencil can work out from the published scores of a tree of units.

The attacker adds and subtracts the totals of everything that is published, over the levels, over
those who are counted above the unit they lead and over what was published before. It shares
nothing with the search that decides what to hide: it sees the published sets and solves for
groups whose own score would have to be hidden.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.model.disclosure import UNIFORM_BELOW, guarded
from amu_tui.model.instrument import Scale
from amu_tui.model.moments import Moments, joined
from amu_tui.model.results import Score
from amu_tui.model.rowspace import solve
from amu_tui.model.units import Answers, Atom, Parents
from amu_tui.words import _

Row = tuple[int, str]
"""A published total: 0 for now and 1, 2, … for what was published before, and its unit."""

Class = tuple[tuple[Row, int], ...]
"""People who are in the same published totals, as differences from the nearest one below."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A small group whose answers follow from published ones.

    `combination` is how: the published totals and what each is multiplied with; they add up
    to the group's total. `certain` is False where the totals are too entangled to be searched
    to the end, which counts as a leak.
    """

    combination: tuple[tuple[Row, Fraction], ...]
    certain: bool = True

    @property
    def units(self) -> tuple[str, ...]:
        """The units whose figures are used, each once."""
        return tuple(dict.fromkeys(unit for (_edition, unit), _factor in self.combination))

    @property
    def current(self) -> tuple[str, ...]:
        """Those of the units whose figures of now are used."""
        return tuple(unit for (edition, unit), _factor in self.combination if not edition)

    def __str__(self) -> str:
        """The combination in words: which units' figures less which."""
        plus = _listed(one for one in self.combination if one[1] > 0)
        minus = _listed(one for one in self.combination if one[1] < 0)
        if plus and minus:
            return _("{more} less {less}").format(more=plus, less=minus)
        return plus or minus


def _listed(terms: Iterable[tuple[Row, Fraction]]) -> str:
    names = []
    for (edition, unit), factor in terms:
        name = _("{unit} as published before").format(unit=unit) if edition else unit
        times = abs(factor)
        names.append(name if times == 1 else f"{times} × {name}")
    return " + ".join(names)


def solved(
    parents: Parents,
    answers: Answers,
    scores: Mapping[str, Score],
    scale: Scale,
    min_n: int,
    earlier: Sequence[Mapping[str, Score]] = (),
) -> tuple[Leak, ...]:
    """The small groups whose answers to one theme follow from what is published of it.

    Args:
        parents: every unit and the one above it, None at the top.
        answers: the people of each (unit answered for, unit led or None).
        scores: what is to be published of each unit.
        scale: the scale of the scores.
        min_n: smallest group shown.
        earlier: what was published before of the same survey, a mapping from unit for each time.

    A group is small under `min_n`, and under 20 where it answered alike. Of what was published
    before only the number of people is known: where a unit had fewer, the rest came late, and
    are taken to answer for the unit itself and not for one below it that was hidden. What
    followed from what was published before alone is no leak of `scores`.
    """
    editions = [_shown(parents, one) for one in (scores, *earlier)]
    classes = _classes(parents, answers, editions)
    unknown = Moments(1, (scale.min + scale.max) / 2, 1.0)
    _move_late(classes, parents, answers, editions, unknown)
    rows: dict[Row, dict[Class, int]] = {}
    for key, moments in classes.items():
        for row, weight in key if moments.n > 0 else ():
            rows.setdefault(row, {})[key] = weight
    sizes = {key: moments.n for key, moments in classes.items()}

    def small(group: frozenset[Class]) -> bool:
        return bool(guarded(joined(classes[key] for key in group).score(), scale, min_n).hidden)

    largest = max(min_n, UNIFORM_BELOW) - 1
    found = solve(rows, sizes, small, largest)
    if found and earlier:
        old = {row: weights for row, weights in rows.items() if row[0]}
        known = {one.group for one in solve(old, sizes, small, largest)}
        found = [one for one in found if one.group not in known]
    tree = _Nested(parents, editions)
    return tuple(Leak(tree.totals(one.made_of), one.certain) for one in found)


def refused(leaks: Sequence[Leak], theme: str, path: Path | str | None = None) -> AmuError:
    """The error of a publication from which `leaks` follow; it names units, but no figure."""
    return AmuError(
        _("{theme}: a group that is too small follows from {combination}").format(
            theme=theme, combination=leaks[0]
        ),
        path=path,
        hint=_("Nothing was written: leave one of these units out, or raise the smallest group."),
    )


def _shown(parents: Parents, scores: Mapping[str, Score]) -> dict[str, Score]:
    """The scores that tell of somebody."""
    return {unit: one for unit, one in scores.items() if one.n and unit in parents}


class _Nested:
    """The published totals of each edition, every one less the nearest published below it.

    These differences say the same as the totals and hold far fewer people each.
    """

    def __init__(self, parents: Parents, editions: Sequence[Mapping[str, Score]]) -> None:
        self.parents, self.editions = parents, editions
        self.below: dict[Row, list[Row]] = {}
        for edition, shown in enumerate(editions):
            for unit in shown:
                above = next(self.path(edition, parents[unit]), None)
                if above is not None:
                    self.below.setdefault((edition, above), []).append((edition, unit))

    def path(self, edition: int, unit: str | None) -> Iterator[str]:
        """The published units of `edition` from `unit` upwards, itself included."""
        while unit is not None:
            if unit in self.editions[edition]:
                yield unit
            unit = self.parents[unit]

    def differences(self, atom: Atom, edition: int) -> Iterator[tuple[Row, int]]:
        """In which differences the people of `atom` count, and how often."""
        unit, leads = atom
        inside = 0
        for place in self.path(edition, unit):
            now = int(place != leads)
            if now != inside:
                yield (edition, place), now - inside
            inside = now
            if leads is None:
                return

    def totals(self, made_of: Mapping[Row, Fraction]) -> tuple[tuple[Row, Fraction], ...]:
        """A combination of differences as one of the published totals."""
        found: dict[Row, Fraction] = {}
        for row, factor in made_of.items():
            found[row] = found.get(row, Fraction()) + factor
            for part in self.below.get(row, ()):
                found[part] = found.get(part, Fraction()) - factor
        return tuple((row, factor) for row, factor in found.items() if factor)


def _classes(
    parents: Parents, answers: Answers, editions: Sequence[Mapping[str, Score]]
) -> dict[Class, Moments]:
    """The people by the published totals that they are in; nobody who is in none."""
    tree = _Nested(parents, editions)
    found: dict[Class, list[Moments]] = {}
    for atom, moments in answers.items():
        key = _key(tree, atom)
        if moments.n and key:
            found.setdefault(key, []).append(moments)
    return {key: joined(parts) for key, parts in found.items()}


def _move_late(
    classes: dict[Class, Moments],
    parents: Parents,
    answers: Answers,
    editions: Sequence[Mapping[str, Score]],
    unknown: Moments,
) -> None:
    """Take those who came after an earlier edition out of the totals that it published.

    Those who are gone since are in its totals only. Each is counted as `unknown`, since no
    more is known of them than that they need not have answered alike.
    """
    tree = _Nested(parents, editions)
    later: dict[str, int] = {}
    for edition in reversed(range(1, len(editions))):
        since = _since(tree, answers, edition)
        for unit, count in since.items():
            fresh = count - later.get(unit, 0)
            here = _key(tree, (unit, None))
            if fresh > 0:
                late = tuple(one for one in here if not 0 < one[0][0] <= edition)
                _take(classes, (edition, unit), here, fresh)
                _give(classes, late, replace(unknown, n=fresh))
            elif fresh < 0:
                gone = tuple(one for one in here if one[0][0] == edition)
                _give(classes, gone, replace(unknown, n=-fresh))
        later = since


def _key(tree: _Nested, atom: Atom) -> Class:
    editions = range(len(tree.editions))
    return tuple(row for edition in editions for row in tree.differences(atom, edition))


def _since(tree: _Nested, answers: Answers, edition: int) -> dict[str, int]:
    """How many more people there are now in each difference of `edition`, by unit."""
    now: dict[str, int] = {}
    for (unit, leads), moments in answers.items():
        for place in tree.path(edition, unit):
            if place != leads:
                now[place] = now.get(place, 0) + moments.n
    more = {
        unit: now.get(unit, 0) - (score.n or 0) for unit, score in tree.editions[edition].items()
    }
    return {
        unit: count - sum(more[part] for _edition, part in tree.below.get((edition, unit), ()))
        for unit, count in more.items()
    }


def _take(classes: dict[Class, Moments], row: Row, first: Class, count: int) -> None:
    """Take `count` people out of the classes that `row` counts, `first` before the largest."""
    holding = [key for key in classes if (row, 1) in key and key != first]
    holding.sort(key=lambda key: -classes[key].n)
    for key in (first, *holding):
        found = classes.get(key)
        if found is None or not count:
            continue
        taken = min(count, found.n)
        classes[key] = replace(found, n=found.n - taken)
        count -= taken


def _give(classes: dict[Class, Moments], key: Class, people: Moments) -> None:
    if key:
        classes[key] = joined((classes.get(key, Moments()), people))
