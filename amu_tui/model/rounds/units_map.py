"""Units that were renamed, merged or split between two rounds, as somebody said it in a file.

A unit that was renamed is compared as the same. One that was merged is set beside all that it was
made of together, where their figures can be put together, and beside each. One that was split off
is set beside the whole of then, which is said in words: whose answers were whose nobody knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.disclosure.protect import kept_themes
from amu_tui.model.naming import same_name, unit_key
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.moments import moments_of, pooled
from amu_tui.model.survey.results import Lineage, Reference, Score


@dataclass(frozen=True)
class Then:
    """What a unit was in the round before: `units` are the names of then, `how` it became one."""

    units: tuple[str, ...]
    how: Lineage | None = None


@dataclass(frozen=True)
class UnitsMap:
    """Pairs of a unit of then and one of now; units that are not named stay as they are.

    `rows` are those of the file `source` that name a unit of then, by its key.
    """

    pairs: Sequence[tuple[str, str]] = ()
    source: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)

    def then(self, unit: str, units: Sequence[str] = ()) -> Then:
        """What `unit` was; `units` are all of that round, as far as they are known."""
        key = unit_key(unit)
        named = {unit_key(old) for old, _new in self.pairs}
        olds = {unit_key(old): old for old, new in self.pairs if unit_key(new) == key}
        if not olds:
            return Then((unit,))
        stayed = {unit_key(one): one for one in units if unit_key(one) == key and key not in named}
        found = tuple({**stayed, **olds}.values())
        if len(found) > 1:
            return Then(found, "merged")
        if len(self._now(found[0])) > 1:
            return Then(found, "split")
        return Then(found, None if same_name(found[0], unit) else "renamed")

    def now(self, old: str) -> str | None:
        """What a unit of then is called now; None where it was split."""
        found = self._now(old)
        names = [new for _old, new in self.pairs if unit_key(new) in found]
        return old if not found else names[0] if len(found) == 1 else None

    def whole(self, old: str) -> bool:
        """Whether all of a unit of then went into one of now."""
        return len(self._now(old)) < 2

    def nesting(self, now: Nesting) -> Nesting:
        """How units of then contain each other: as `now` says of the units they became.

        What was merged is inside all of it together, under the name `together`.
        """
        tree: dict[str, str | None] = dict(now.tree)
        known = {unit_key(name): above for name, above in now.tree.items()}
        for old, new in self.pairs:
            if unit_key(old) not in known and unit_key(new) in known:
                tree[old] = known[unit_key(new)]
        for new in {unit_key(new): new for _old, new in self.pairs}.values():
            then = self.then(new)
            if then.how == "merged":
                tree |= {together(then.units): known.get(unit_key(new))}
                tree |= dict.fromkeys(then.units, together(then.units))
        return replace(now, tree=tree)

    def _now(self, old: str) -> set[str]:
        return {unit_key(new) for one, new in self.pairs if unit_key(one) == unit_key(old)}


UNCHANGED = UnitsMap()


def together(units: Sequence[str]) -> str:
    """What several units are called together."""
    return " + ".join(units)


def beside(
    then: Then,
    parts: Mapping[str, Reference],
    units_map: UnitsMap,
    instrument: Instrument,
    min_n: int,
) -> Iterator[Reference]:
    """The round before of a unit as references, all together first where that can be.

    Args:
        then: what the unit was.
        parts: the figures of those units of then that are known, by name, as they may be kept;
            their title is that of the round.
        units_map: whether a part is the whole of a unit of then.
        instrument: what was asked then.
        min_n: smallest group that is shown.
    """
    named = [unit for unit in then.units if unit in parts]
    whole = len(named) == len(then.units) and all(map(units_map.whole, named))
    if then.how == "merged" and whole and (themes := _union(named, parts, instrument, min_n)):
        first = parts[named[0]]
        yield msgspec.structs.replace(
            first,
            title=_titled(first.title, named),
            participation=None,
            themes=themes,
            units=then.units,
            how="merged",
        )
    for unit in named:
        one = parts[unit]
        if then.how is None:
            yield one
        else:
            title = _titled(one.title, [unit])
            yield msgspec.structs.replace(one, title=title, units=(unit,), how=then.how)


def _titled(round_name: str, units: Sequence[str]) -> str:
    return f"{round_name} · {together(units)}"


def _union(
    units: Sequence[str], parts: Mapping[str, Reference], instrument: Instrument, min_n: int
) -> dict[str, Score]:
    """The themes of all `units` together: of what is shown of each, so that it tells no more.

    Hidden where a part is hidden; left out where a part has no n or spread, or persons weights.
    Nothing where no theme has a figure.
    """
    found: dict[str, Score] = {}
    for theme in parts[units[0]].themes:
        scores = [parts[unit].themes.get(theme, Score()) for unit in units]
        if any(score.hidden for score in scores):
            found[theme] = Score(hidden="protected")
        elif (score := union(scores)) is not None:
            found[theme] = score
    kept = kept_themes(found, instrument, min_n)
    return kept if any(score.mean is not None for score in kept.values()) else {}


def union(scores: Sequence[Score]) -> Score | None:
    """The score of all persons behind `scores`, who are different persons; None if not known."""
    groups = []
    for score in scores:
        if score.mean is None or not score.n or score.sd is None or score.effective_n is not None:
            return None
        groups.append(moments_of(score.n, score.mean, score.sd**2))
    return pooled(groups).score() if groups else None
