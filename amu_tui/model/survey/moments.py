"""Number, mean and spread of persons' scores, in the form that can be put together exactly.

A unit's figures come from its persons, on every level. Persons are counted once, in the smallest
groups there are; every larger group is those groups pooled.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from amu_tui.model.survey.results import Score


@dataclass(frozen=True, slots=True)
class Moments:
    """`n` persons' scores of a theme: their `mean`, and the sum of squared deviations from it.

    Nobody is `Moments()`, whose mean says nothing.
    """

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0

    @property
    def sd(self) -> float | None:
        """The sample standard deviation (divisor n − 1); None for fewer than two persons."""
        return math.sqrt(self.squares / (self.n - 1)) if self.n > 1 else None

    def score(self) -> Score:
        """The figures as a score, nothing hidden; `Score(n=0)` for nobody."""
        return Score(n=self.n, mean=self.mean, sd=self.sd) if self.n else Score(n=0)


def pooled(groups: Iterable[Moments]) -> Moments:
    """The moments of all persons of `groups`, which share nobody.

    The pairwise formula of Chan, Golub and LeVeque (1979), which loses no digits where the
    means are large against the deviations.
    """
    n, mean, squares = 0, 0.0, 0.0
    for group in groups:
        if not group.n:
            continue
        total = n + group.n
        apart = group.mean - mean
        squares += group.squares + apart * apart * (n * group.n / total)
        mean += apart * (group.n / total)
        n = total
    return Moments(n, mean, squares)
