"""What is known of the answers of a residual group: a group less others that are part of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from amu_tui.model.disclosure.limits import UNIFORM_BELOW, protected_answers
from amu_tui.model.disclosure.response_rates import DIGITS
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Answers, Score

HARDLY = 0.05
"""Of the scale: what rounding may hide of a person's answer that counts as known."""

EXACT = 1e-6
"""How far a figure may be off that is written with as many decimals as it has."""

HALF_SHARE = 0.5 * 10.0**-DIGITS
"""How far a share that is kept may be off."""

Figure = tuple[float, float]
"""A figure and how far it may be off."""

Shown = tuple[Score | Answers, tuple[float, float]]
"""What is shown of a group, and how far its mean and its deviation may be off."""


def tells_of_few(shown: Sequence[Shown], scale: Scale, min_n: int) -> bool:
    """Whether the first group less the others is one that may not be shown.

    It is where it is fewer than `min_n`, or under 20 who answered alike, or where one or two of
    them chose an option. A leader left out of the whole and counted in a part makes it a number
    below nought, or nought where as many came as went: what then differs is the answers of those
    few.
    """
    (whole, _halves), *parts = shown
    n = (whole.n or 0) - sum(part.n or 0 for part, _part_halves in parts)
    if 0 < abs(n) < min_n:
        return True
    options = [_options(one) for one, _one_halves in shown]
    if all(options):
        off = sum(one.n or 0 for one, _one_halves in shown) * HALF_SHARE
        return n >= 0 and _few_in_option(options, n, off, min_n)
    if not 0 <= n < UNIFORM_BELOW:
        return False
    residual = _residual(shown, scale, None)
    if residual is None:
        return False
    if not n:
        return not residual.empty()
    # A figure that ends in 0 may have been written with more decimals than it shows.
    exact = _residual(shown, scale, (EXACT, EXACT))
    width = scale.max - scale.min
    return any(one is not None and one.alike(n, width) for one in (residual, exact))


def _residual(
    shown: Sequence[Shown], scale: Scale, halves: tuple[float, float] | None
) -> "Residual | None":
    """The first group less the others, all off by `halves` if given; None where none is known."""
    known = [found for one, off in shown if (found := Totals.of(one, scale, halves or off))]
    return Residual.of(known) if len(known) == len(shown) else None


def _options(answers: Score | Answers) -> dict[str, float]:
    """How many chose each option, where that is known."""
    if isinstance(answers, Score) or answers.n is None:
        return {}
    shares = {**answers.shares, **({} if answers.share is None else {"": answers.share})}
    return {option: share * answers.n for option, share in shares.items()}


def _few_in_option(options: Sequence[dict[str, float]], n: int, off: float, min_n: int) -> bool:
    """Whether one or two of the first less the others, `n` people, chose an option.

    Numbers that are `off` by one or more tell of nobody, unless they cannot be.
    """
    whole, *parts = options
    shares = {}
    for option in {option for one in options for option in one}:
        count = whole.get(option, 0.0) - sum(part.get(option, 0.0) for part in parts)
        if not -off - 0.5 < count < n + off + 0.5:
            return True
        shares[option] = min(max(round(count), 0), n) / max(n, 1)
    return off < 1 and bool(protected_answers(Answers(n=n, shares=shares), min_n).hidden)


@dataclass(frozen=True, slots=True)
class Residual:
    """The sum of the answers and of their squares, from the lower end of the scale.

    There is one sum of squares for each divisor that the table may have used for its spread,
    and none where a spread is not known.
    """

    sums: Figure
    squares: tuple[Figure, ...]

    @classmethod
    def of(cls, totals: Sequence["Totals"]) -> "Residual":
        """The first of `totals` less the others."""
        known = min(len(one.squares) for one in totals)
        return cls(
            _difference([one.sums for one in totals]),
            tuple(_difference([one.squares[at] for one in totals]) for at in range(known)),
        )

    def empty(self) -> bool:
        """Whether it may be nobody: whole and parts can be the same people."""
        sums, error = self.sums
        alike = [abs(squares) <= off for squares, off in self.squares]
        return abs(sums) <= error and (any(alike) or not alike)

    def alike(self, n: int, width: float) -> bool:
        """Whether it follows that `n` people all answered the same, but for a little rounding.

        So it does of a sum at an end of what is possible, or beyond it by rounding.
        """
        sums, error = self.sums
        near = HARDLY * width
        if error and not near < sums < width * n - near:
            end = 0.0 if sums <= near else width
            if self._all_at(end, n):
                return True
        if error <= HARDLY * width * n and any(self._all_at(end, n) for end in (0.0, width)):
            return True
        more = 2 * abs(sums) * error / n
        return any(
            off + more <= n * (HARDLY * width) ** 2
            and abs(squares - sums * sums / n) <= max(off + more, 1e-9)
            for squares, off in self.squares
        )

    def _all_at(self, end: float, n: int) -> bool:
        """Whether all of `n` people can have answered `end`, and nobody beyond it."""
        sums, error = self.sums
        spread = [abs(squares - n * end * end) <= off for squares, off in self.squares]
        return abs(sums - n * end) <= error and (any(spread) or not spread)


def _difference(figures: Sequence[Figure]) -> Figure:
    """The first figure less all others; what each may be off adds up."""
    (value, _error), *others = figures
    return value - sum(one for one, _off in others), sum(off for _one, off in figures)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sum of a group's answers and of their squares, from the lower end of the scale.

    The squares are there twice: a published spread should have the divisor n − 1, and many
    tables have n.
    """

    sums: Figure
    squares: tuple[Figure, ...]

    @classmethod
    def of(
        cls, score: Score | Answers, scale: Scale, halves: tuple[float, float]
    ) -> "Totals | None":
        """The totals of `score`, which is off by up to `halves`; None without a mean or n."""
        if score.mean is None or score.n is None:
            return None
        n, mean, (half, off) = score.n, score.mean - scale.min, halves
        sums = n * mean, n * half
        if score.sd is None:
            return cls(sums, ())
        sd, rest = score.sd, n * (2 * mean + half) * half + 1e-9
        return cls(
            sums,
            tuple(
                (divisor * sd**2 + n * mean * mean, divisor * (2 * sd + off) * off + rest)
                for divisor in (n - 1, n)
            ),
        )
