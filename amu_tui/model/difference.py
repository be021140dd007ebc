"""What is known of the answers of those left of a group when others are taken out of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from amu_tui.model.instrument import Scale
from amu_tui.model.results import Score

HARDLY = 0.05
"""Of the scale: what rounding may hide of a person's answer that counts as known."""

Figure = tuple[float, float]
"""A figure and how far it may be off."""


@dataclass(frozen=True, slots=True)
class Left:
    """The sum of the answers left and of their squares, from the lower end of the scale."""

    sums: Figure
    squares: Figure | None

    @classmethod
    def of(cls, totals: Sequence["Totals"]) -> "Left":
        """The first of `totals` less the others."""
        squares = [one.squares for one in totals if one.squares is not None]
        return cls(
            _difference([one.sums for one in totals]),
            _difference(squares) if len(squares) == len(totals) else None,
        )

    def possible(self, n: int, width: float) -> bool:
        """Whether `n` people can have answered so, on a scale of this width.

        Their sum must be one of answers on the scale, and so must their sum of squares: with u
        the distance from the scale's lower end and w its width, (Σu)² / n ≤ Σu² ≤ w · Σu. Both
        are known but for the rounding of what was published.
        """
        sums, error = self.sums
        low, high = max(sums - error, 0.0), min(sums + error, n * width)
        if low > high:
            return False
        if self.squares is None:
            return True
        squares, doubt = self.squares
        least = low * low / n if n else 0.0
        return squares + doubt >= least and squares - doubt <= width * high

    def alike(self, n: int, width: float) -> bool:
        """Whether it follows that `n` people all answered the same, but for a little rounding."""
        sums, error = self.sums
        if error <= HARDLY * width * n and min(sums, n * width - sums) <= error:
            return True
        if self.squares is None:
            return False
        squares, doubt = self.squares
        apart = squares - sums * sums / n
        doubt += 2 * abs(sums) * error / n
        return doubt <= n * (HARDLY * width) ** 2 and apart <= max(doubt, 1e-9)


def _difference(figures: Sequence[Figure]) -> Figure:
    """The first figure less all others; what each may be off adds up."""
    (value, _error), *others = figures
    return value - sum(one for one, _off in others), sum(off for _one, off in figures)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sum of a group's answers and of their squares, from the lower end of the scale."""

    sums: Figure
    squares: Figure | None

    @classmethod
    def of(cls, score: Score, scale: Scale, halves: tuple[float, float]) -> "Totals | None":
        """The totals of `score`, which is off by up to `halves`; None without a mean or n."""
        if score.mean is None or score.n is None:
            return None
        n, mean, (half, off) = score.n, score.mean - scale.min, halves
        sums = n * mean, n * half
        if score.sd is None:
            return cls(sums, None)
        squares = (n - 1) * score.sd**2 + n * mean * mean
        error = (n - 1) * (2 * score.sd + off) * off + n * (2 * mean + half) * half
        return cls(sums, (squares, error))
