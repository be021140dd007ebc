"""What was published before of the same survey, and what may therefore not be shown now.

A table of results says neither whose answers it holds nor of which tree it was made. One thing is
certain all the same: a unit whose number, mean and deviation are what they were says nothing new.
So the rules are simple, and the same for late answers, for other people, trees and leaders:

- Where all that was shown before is what it was, both tables are one publication of the answers
  of now, and no small group may follow from it.
- Where anything has changed, only what was shown before and is what it was is shown again; and
  that only of units of which nothing has changed, whatever the theme.
- But where no unit is part of another, a unit may have grown by so many that those who came are a
  group that may be shown; as long as no other has fewer people, or is gone, who may have moved,
  and as no small group is left of several earlier ones, who need not be part of each other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from amu_tui.model.disclosure.audit import Leak, solved
from amu_tui.model.disclosure.differencing import few_among, same
from amu_tui.model.disclosure.limits import TINY, protected
from amu_tui.model.disclosure.residual import MOST_EARLIER
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.rounding import coarse
from amu_tui.model.survey.units import AtomMoments, Parents, respondents

Releases = Sequence[Mapping[str, Score]]
"""The scores of one theme by unit, a mapping for each publication, in any order."""

CERTAIN = 6
"""Decimals that are left certain where figures are subtracted."""


@dataclass(frozen=True, slots=True)
class PreviousUnits:
    """The units that were shown before.

    `same` are those whose figures are what they were, `grown` those with so many more people
    that they may be shown again where no unit is part of another. `changed` are all that are
    not the same, `fewer` those of them with fewer people, or that are no unit any more, `anew`
    those of which nothing is the same.
    """

    same: frozenset[str]
    changed: frozenset[str]
    grown: frozenset[str]
    fewer: frozenset[str]
    anew: frozenset[str] = frozenset()

    def but(self, moved: Collection[str]) -> "PreviousUnits":
        """The same, where the figures of another theme have changed of the units `moved`.

        Their people are then not the same, and figures that happen to be would say that those
        who went answered as those who came.
        """
        newly = self.same.intersection(moved)
        grown = self.grown - (set(moved) - self.anew)
        return PreviousUnits(self.same - newly, self.changed | newly, grown, self.fewer, self.anew)

    def allowed(self, parents: Parents) -> frozenset[str]:
        """The units that may be shown now, if they are large enough and protect no other."""
        if not self.changed:
            return frozenset(parents)
        if self.fewer or any(above is not None for above in parents.values()):
            return self.same
        return frozenset(parents) - (self.changed - self.grown)


NOTHING_BEFORE = PreviousUnits(frozenset(), frozenset(), frozenset(), frozenset())


def compared(
    sets: Mapping[str, Moments], releases: Releases, scale: Scale, min_n: int
) -> PreviousUnits:
    """What was shown before, beside the people of now in `sets`.

    Figures are as they were where they would be written as they were; of those rounded in any
    other way nothing tells rounding from other people.
    """
    changed, anew, grown, fewer = set(), set(), set(), set()
    told: dict[str, list[Score]] = {}
    for release in releases:
        for unit, score in release.items():
            if _tells(score):
                told.setdefault(unit, []).append(score)
    for unit, then in told.items():
        now = sets.get(unit, Moments())
        others = [score for score in then if not _same(now, score, scale)]
        if not others:
            continue
        changed.add(unit)
        if len(others) == len(then):
            anew.add(unit)
        if any(score.n is None or now.n < score.n for score in others):
            fewer.add(unit)
        elif grown_safely(now, others, scale, min_n):
            grown.add(unit)
    same = frozenset(told.keys() - changed)
    return PreviousUnits(
        same, frozenset(changed), frozenset(grown), frozenset(fewer), frozenset(anew)
    )


def added(previous: PreviousUnits, parents: Parents, scores: Mapping[str, Score]) -> frozenset[str]:
    """The units of `scores` that say something that was not known and might be combined with it.

    Where no unit is part of another there are none.
    """
    if all(above is None for above in parents.values()):
        return frozenset()
    return frozenset(unit for unit, score in scores.items() if score.n) - previous.same


def solved_with_previous(
    parents: Parents,
    answers: AtomMoments,
    scores: Mapping[str, Score],
    scale: Scale,
    min_n: int,
    previous: PreviousUnits,
) -> tuple[Leak, ...]:
    """The small groups that follow from `scores` and what was published before, by the rules above.

    What followed from that alone is no leak of `scores`. Args as of `solved`.
    """
    allowed = previous.allowed(parents)
    beyond = [unit for unit, score in scores.items() if score.n and unit not in allowed]
    if beyond:
        return tuple(Leak(((unit, Fraction(1)),), certain=False) for unit in beyond)
    if not previous.same or not added(previous, parents, scores):
        return ()
    sets = respondents(parents, answers).sets
    return solved(parents, answers, together(scores, sets, previous), scale, min_n)


def together(
    scores: Mapping[str, Score], sets: Mapping[str, Moments], previous: PreviousUnits
) -> dict[str, Score]:
    """`scores`, and what was shown before and is what it was, as one publication."""
    return {**scores, **{unit: sets[unit].score() for unit in previous.same}}


def _tells(score: Score) -> bool:
    return not score.hidden and score.n != 0 and (score.mean is not None or score.sd is not None)


def _same(now: Moments, then: Score, scale: Scale) -> bool:
    """Whether the figures are what they were, as they are or as they are kept."""
    if not now.n or (then.n is not None and then.n != now.n):
        return False
    exact = now.score()
    return _near(exact, then) or _near(coarse(exact, scale), then)


def _near(now: Score, then: Score) -> bool:
    return all(
        old is None or (new is not None and abs(new - old) < TINY)
        for new, old in ((now.mean, then.mean), (now.sd, then.sd))
    )


def grown_safely(now: Moments, earlier: Sequence[Score], scale: Scale, min_n: int) -> bool:
    """Whether those who came since each of `earlier` may be shown, and those of all together.

    Of more than `MOST_EARLIER` other publications they may not (see `few_among`), and so no more
    are looked at: of what is replaced often there are hundreds.
    """
    others: list[Score] = []
    for then in earlier:
        if not came_safely(now, then, scale, min_n):
            return False
        if not any(same(then, known, scale) for known in others):
            others.append(then)
        if len(others) > MOST_EARLIER:
            return False
    return not few_among(now.score(), others, scale, min_n)


def came_safely(now: Moments, then: Score, scale: Scale, min_n: int) -> bool:
    """Whether those who came since `then` may be shown as a group."""
    came = now.n - (then.n or 0)
    if then.n is None or then.mean is None or came < min_n or now.weights is not None:
        return False
    mean = round((now.n * now.mean - then.n * then.mean) / came, CERTAIN)
    if not scale.min <= mean <= scale.max:
        return False
    if then.sd is None:
        return not protected(Score(n=came, mean=mean), scale, min_n).hidden
    apart = mean - then.mean
    old = then.sd * then.sd * (then.n - 1)
    squares = round(now.squares - old - apart * apart * then.n * came / now.n, CERTAIN)
    came_alone = Moments(came, mean, squares)
    return squares >= 0 and not protected(came_alone.score(), scale, min_n).hidden
