"""Made-up units whose truth is known, to count how often the words on chance are right.

Each function takes its own `random.Random` and says a rate of `runs` units.
"""

import math
import random
import statistics
from typing import NamedTuple

from amu_tui.model.chance.beside import beside, two_rounds
from amu_tui.model.chance.contrast import independent
from amu_tui.model.chance.disagreement import disagreed
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.ordering import Order, ordered
from amu_tui.model.survey.results import Reference, Results, Score
from amu_tui.model.survey.rounding import coarse

SCALE = Scale(min=1, max=5)
MEAN, SD = 3.5, 0.8
CUTS = {"middle": (-1.6, -0.6, 0.4, 1.4), "high": (-2.2, -1.5, -0.7, 0.5)}
"""Where a normal feeling becomes the next answer, for a theme of middling or of high scores."""


def score(people: list[float]) -> Score:
    """The score of `people` as it is kept."""
    found = Score(n=len(people), mean=statistics.fmean(people), sd=statistics.stdev(people))
    return coarse(found, SCALE)


class Overlap(NamedTuple):
    """How often a difference is said to be beyond chance: of the rest, and of two groups apart."""

    rest: float
    apart: float


def overlap(chance: random.Random, runs: int, unit: int, whole: int, d: float) -> Overlap:
    """A unit of `unit` people in a whole of `whole`, `d` standard deviations from its rest."""
    rest = apart = 0
    for _ in range(runs):
        own = [chance.gauss(MEAN + d * SD, SD) for _ in range(unit)]
        others = [chance.gauss(MEAN, SD) for _ in range(whole - unit)]
        one, every = score(own), score(own + others)
        reference = Reference(title="F", themes={"t": every})
        results = Results(unit="U", themes={"t": one}, parents={"U": "F"})
        said = beside(results, reference, SCALE)["t"].verdict
        rest += said is not None and said.chance == "beyond"
        old = independent(one, every, SCALE)
        apart += old is not None and old.p <= 0.05
    return Overlap(rest / runs, apart / runs)


class Rounds(NamedTuple):
    """How often a change lies over the lower and over the higher margin."""

    least: float
    most: float


def rounds(chance: random.Random, runs: int, n: int, same: float, alike: float) -> Rounds:
    """Two rounds of `n` people without a change, a share `same` of them in both.

    The answers of one of these correlate by `alike`.
    """
    least = most = 0
    for _ in range(runs):
        then = [chance.gauss(0, 1) for _ in range(n)]
        now = [
            alike * before + math.sqrt(1 - alike**2) * chance.gauss(0, 1)
            if place < same * n
            else chance.gauss(0, 1)
            for place, before in enumerate(then)
        ]
        pair = [score([MEAN + SD * feeling for feeling in people]) for people in (now, then)]
        said = two_rounds({"t": (pair[0], pair[1])}, SCALE)["t"]
        least += said.chance != "within"
        most += said.chance == "beyond"
    return Rounds(least / runs, most / runs)


class Marks(NamedTuple):
    """Marks of many themes: what share is false on average, and of the true, what share is found.

    `alone` is the share that is false where each theme has its own test at 5 %; `any_false` how
    often at least one is.
    """

    false: float
    alone: float
    found: float
    any_false: float


def marks(
    chance: random.Random, runs: int, n: int, d: float, true: int, *, themes: int = 28
) -> Marks:
    """A unit of `n` beside others of 400, `d` apart on `true` of `themes` that go together."""
    false = alone = found = any_false = 0.0
    for _ in range(runs):
        common, pairs = chance.gauss(0, 1), {}
        for theme in range(themes):
            off = math.sqrt(0.4) * common + math.sqrt(0.6) * chance.gauss(0, 1)
            mean = MEAN + SD * (d * (theme < true) + off / math.sqrt(n))
            other = MEAN + SD * chance.gauss(0, 1) / math.sqrt(400)
            own = coarse(Score(n=n, mean=mean, sd=_sd(chance, n)), SCALE)
            pairs[str(theme)] = own, coarse(Score(n=400, mean=other, sd=_sd(chance, 400)), SCALE)
        results = Results(unit="U", themes={theme: pair[0] for theme, pair in pairs.items()})
        sector = Reference(title="F", themes={theme: pair[1] for theme, pair in pairs.items()})
        said = {theme: one.verdict for theme, one in beside(results, sector, SCALE).items()}
        marked = [int(theme) for theme, one in said.items() if one and one.chance == "beyond"]
        single = [
            int(theme)
            for theme, pair in pairs.items()
            if (one := independent(*pair, SCALE)) and one.p <= 0.05
        ]
        wrong = sum(theme >= true for theme in marked)
        false += wrong / max(1, len(marked))
        alone += sum(theme >= true for theme in single) / max(1, len(single))
        found += (len(marked) - wrong) / max(1, true)
        any_false += wrong > 0
    return Marks(false / runs, alone / runs, found / runs, any_false / runs)


def _sd(chance: random.Random, n: int) -> float:
    return SD * math.sqrt(chance.gammavariate((n - 1) / 2, 2) / (n - 1))


class Most(NamedTuple):
    """Random units of one population, which disagree as much as is usual.

    How often the theme of one question has the largest spread, how often it stands first by
    disagreement, and how often any theme is said to be disagreed on more than is usual.
    """

    spread: float
    first: float
    any_said: float


def most(chance: random.Random, runs: int, n: int, kind: str = "middle") -> Most:
    """Units of `n` in a population of 3,000, with a theme of one question and eight of more."""
    items = {"single": 1, **{f"of {count}": count for count in range(2, 10)}}
    people = {
        theme: [_answer(chance, count, CUTS[kind]) for _ in range(3000)]
        for theme, count in items.items()
    }
    usual = Reference(title="F", themes={theme: score(every) for theme, every in people.items()})
    spread = first = said = 0
    for _ in range(runs):
        own = {theme: score(chance.sample(every, n)) for theme, every in people.items()}
        results = Results(unit="U", themes=own, references={"f": usual})
        spread += max(own, key=lambda theme: own[theme].sd or 0) == "single"
        first += ordered(results, tuple(items), Order("disagreement"))[0] == "single"
        said += bool(disagreed(results, SCALE))
    return Most(spread / runs, first / runs, said / runs)


def _answer(chance: random.Random, items: int, cuts: tuple[float, ...]) -> float:
    """The mean of a person's answers to `items` questions, which go together."""
    feeling = chance.gauss(0, 1)
    answers = (0.8 * feeling + 0.6 * chance.gauss(0, 1) for _ in range(items))
    return statistics.fmean(1 + sum(answer > cut for cut in cuts) for answer in answers)
