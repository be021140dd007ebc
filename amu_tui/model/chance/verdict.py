"""What is said of differences: whether chance can make them, and whether they are large.

Two marks, and neither follows from the other: in a large unit chance makes little, and in a small
one much. Neither says what is good.
"""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from amu_tui.model.chance.contrast import Contrast

FALSE_ALARMS = 0.1
"""Of the differences that are said to be beyond chance, the share that are chance on average."""

ALONE = 0.05
"""What lies inside its own 95 % interval is never said to be beyond chance."""

NOTICEABLE, LARGE = 0.2, 0.5
"""From which d on: Cohen, J. (1988), Statistical Power Analysis for the Behavioral Sciences,
section 2.2, calls them small and medium. Differences between units are seldom larger."""

TINY = 1e-9

Chance = Literal["within", "depends", "beyond"]
Size = Literal["noticeable", "large"]


class Verdict(NamedTuple):
    """A difference in units of the scale, and the range of what chance alone can make of it.

    The range is `least` where the same people answered both times and `most` where others did;
    without such a doubt both are the same. `d` and `off` are as in `Contrast`.
    """

    change: float
    least: float
    most: float
    d: float | None
    off: float = 0

    @property
    def chance(self) -> Chance:
        """Whether chance can make it, whoever answered, or depending on that."""
        size = abs(self.change) - TINY
        if size > self.most:
            return "beyond"
        return "within" if size <= self.least else "depends"

    @property
    def size(self) -> Size | None:
        """How large it is at least beside what people differ, whatever rounding did to it.

        None where it is little, or not known.
        """
        if not self.d or not self.change:
            return None
        d = abs(self.d) * (1 - self.off / abs(self.change)) + TINY
        return "large" if d >= LARGE else "noticeable" if d >= NOTICEABLE else None


def verdicts(
    contrasts: Mapping[str, Contrast], alike: Mapping[str, Contrast] | None = None
) -> dict[str, Verdict]:
    """The verdicts on differences that are read together, by theme.

    Args:
        contrasts: the differences, as of groups that share nobody.
        alike: the same, as of groups of the same people; as `contrasts` where that is no question.
    """
    alike = contrasts if alike is None else alike
    limit = beyond_chance([one.p for one in contrasts.values()])
    limit_alike = beyond_chance([one.p for one in alike.values()])
    found = {}
    for theme, contrast in contrasts.items():
        most = contrast.margin(limit)
        least = min(most, alike[theme].margin(limit_alike))
        found[theme] = Verdict(contrast.change, least, most, contrast.d, contrast.off)
    return found


def beyond_chance(shares: Collection[float]) -> float:
    """The p up to which a difference is beyond chance, of differences with these p.

    Of many themes some lie apart by chance alone. Taken one by one at 5 %, most marks can be such;
    taken so, one in ten is, on average: Benjamini, Y. & Hochberg, Y. (1995), "Controlling the false
    discovery rate", Journal of the Royal Statistical Society B 57. The p of all but the smallest
    may be as large as their number allows, but none larger than `ALONE`: a shape that keeps the
    rate (Blanchard, G. & Roquain, E. (2008), Electronic Journal of Statistics 2).
    """
    steps = [min(FALSE_ALARMS * place / len(shares), ALONE) for place in range(1, len(shares) + 1)]
    passed = [step for p, step in zip(sorted(shares), steps, strict=True) if p <= step]
    return passed[-1] if passed else min(FALSE_ALARMS / max(1, len(shares)), ALONE)
