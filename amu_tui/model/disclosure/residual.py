"""What is known of the answers of a residual group: a group less others that are part of it.

Of several publications of a unit nobody knows which are part of which: any may be added or taken.
"""

from collections.abc import Iterable, Iterator, Sequence
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

MOST_EARLIER = 8
"""So many earlier publications of a unit can be looked at together: of n there are 3ⁿ ways."""

Shown = tuple[Score | Answers, tuple[float, float]]
"""What is shown of a group, and how far its mean and its deviation may be off."""


def tells_of_few(shown: Sequence[Shown], scale: Scale, min_n: int) -> bool:
    """Whether the first group less the others is one that may not be shown.

    It is where it is fewer than `min_n`, or under 20 who answered alike, or where one or two of
    them chose an option. A leader left out of the whole and counted in a part makes it a number
    below nought, or nought where as many came as went: what then differs is the answers of those
    few.
    """
    return _tells(shown, (1, *[-1] * (len(shown) - 1)), scale, min_n)


def tells_with_earlier(now: Shown, earlier: Sequence[Shown], scale: Scale, min_n: int) -> bool:
    """Whether `now` and two or more `earlier` publications of a unit leave a group not to be shown.

    They do where any of them, added or taken away, leave one as `tells_of_few` has it. With more
    than `MOST_EARLIER` they are taken to.
    """
    if len(earlier) > MOST_EARLIER:
        return True
    shown = [now, *sorted(earlier, key=lambda one: -(one[0].n or 0))]
    for signs in _few_left([one.n or 0 for one, _halves in shown]):
        used = [one for one, sign in zip(shown, signs, strict=True) if sign]
        if len(used) > 2 and _tells(used, [sign for sign in signs if sign], scale, min_n):
            return True
    return False


def _few_left(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The signs, or 0, of groups of these `sizes` with which 0–19 people are left.

    The first is always used.
    """
    rest = [sum(sizes[at + 1 :]) for at in range(len(sizes))]
    ways: list[tuple[tuple[int, ...], int]] = [((1,), sizes[0])]
    for at, size in enumerate(sizes[1:], 1):
        ways = [
            ((*signs, sign), left)
            for signs, n in ways
            for sign in (-1, 0, 1)
            if abs(left := n + sign * size) < UNIFORM_BELOW + rest[at]
        ]
    for signs, left in ways:
        yield tuple(-sign for sign in signs) if left < 0 else signs


def _tells(shown: Sequence[Shown], signs: Sequence[int], scale: Scale, min_n: int) -> bool:
    """Whether the groups of sign 1, less those of sign −1, are one that may not be shown."""
    n = sum(sign * (one.n or 0) for (one, _halves), sign in zip(shown, signs, strict=True))
    if 0 < abs(n) < min_n:
        return True
    options = [_options(one) for one, _one_halves in shown]
    if all(options):
        off = sum(one.n or 0 for one, _one_halves in shown) * HALF_SHARE
        return n >= 0 and _few_in_option(options, signs, n, off, min_n)
    if not 0 <= n < UNIFORM_BELOW:
        return False
    residual = _residual(shown, signs, scale, None)
    if residual is None:
        return False
    if not n:
        return not residual.empty()
    # A figure that ends in 0 may have been written with more decimals than it shows.
    exact = _residual(shown, signs, scale, (EXACT, EXACT))
    width = scale.max - scale.min
    return any(one is not None and one.alike(n, width) for one in (residual, exact))


def _residual(
    shown: Sequence[Shown], signs: Sequence[int], scale: Scale, halves: tuple[float, float] | None
) -> "Residual | None":
    """The groups by their signs, all off by `halves` if given; None where one is not known."""
    known = [found for one, off in shown if (found := Totals.of(one, scale, halves or off))]
    return Residual.of(known, signs) if len(known) == len(shown) else None


def _options(answers: Score | Answers) -> dict[str, float]:
    """How many chose each option, where that is known."""
    if isinstance(answers, Score) or answers.n is None:
        return {}
    shares = {**answers.shares, **({} if answers.share is None else {"": answers.share})}
    return {option: share * answers.n for option, share in shares.items()}


def _few_in_option(
    options: Sequence[dict[str, float]], signs: Sequence[int], n: int, off: float, min_n: int
) -> bool:
    """Whether one or two of the groups by their signs, `n` people, chose an option.

    Numbers that are `off` by one or more tell of nobody, unless they cannot be.
    """
    shares = {}
    for option in {option for one in options for option in one}:
        count = _signed(signs, (one.get(option, 0.0) for one in options))
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
    def of(cls, totals: Sequence["Totals"], signs: Sequence[int]) -> "Residual":
        """The sum of `totals` by their signs."""
        known = min(len(one.squares) for one in totals)
        return cls(
            _combined(signs, [one.sums for one in totals]),
            tuple(_combined(signs, [one.squares[at] for one in totals]) for at in range(known)),
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


def _combined(signs: Sequence[int], figures: Sequence[Figure]) -> Figure:
    """The sum of the figures by their signs; what each may be off adds up."""
    return _signed(signs, (one for one, _off in figures)), sum(off for _one, off in figures)


def _signed(signs: Sequence[int], values: Iterable[float]) -> float:
    return sum(sign * value for sign, value in zip(signs, values, strict=True))


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
