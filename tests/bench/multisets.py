"""How many groups have figures that only one set of answers makes, before and after rounding.

    python -m tests.bench.multisets [MOST_ITEMS]

Every set of answers of 5 to 9 people to themes of one to three items on a scale of 1 to 5 is
scored as a table is made of it; whoever reads the table knows the rules too. Prints the share of
the shown groups whose figures no other shown group has, with every decimal and as they are kept,
and the share that is hidden. All sets are counted once, and people leave no item out.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement

from amu_tui.model.disclosure.limits import MIN_N, protected, small
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.rounding import coarse

SCALE = Scale(min=1, max=5)
Told = tuple[float | None, float | None]
"""Mean and deviation of a group, as they are told."""


def groups(n: int, items: int) -> Iterator[Moments]:
    """Every set of scores of `n` people, each the mean of `items` answers."""
    steps = round(SCALE.max - SCALE.min) * items
    for scores in combinations_with_replacement(range(steps + 1), n):
        total, squares = sum(scores), sum(score * score for score in scores)
        low, high = (SCALE.min + scores[at] / items for at in (0, -1))
        spread = (squares - total * total / n) / items**2
        yield Moments(n, SCALE.min + total / (items * n), spread, low=low, high=high)


def exact(people: Moments, _items: int) -> Told | None:
    """All decimals; None where everybody answered alike."""
    score = people.score()
    if people.squares < 1e-9 or score.mean is None or score.sd is None:
        return None
    return round(score.mean, 12), round(score.sd, 12)


def kept(people: Moments, items: int) -> Told | None:
    """What a table of results tells; None where that is nothing."""
    if small(people, SCALE, MIN_N):
        return None
    score: Score = protected(coarse(people.score(), SCALE, items), SCALE, MIN_N, items)
    return None if score.hidden else (score.mean, score.sd)


def shares(n: int, items: int, told: Callable[[Moments, int], Told | None]) -> tuple[float, float]:
    """The share of shown groups that only one set makes, and the share that is hidden."""
    found = Counter(told(people, items) for people in groups(n, items))
    every, hidden = found.total(), found.pop(None, 0)
    return sum(many == 1 for many in found.values()) / (every - hidden), hidden / every


def main() -> None:
    """Print the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print("items  n   one set only: every decimal, as kept   hidden: before, now")
    for items in range(1, most + 1):
        for n in range(5, 10):
            (before, were), (now, are) = shares(n, items, exact), shares(n, items, kept)
            print(f"{items:5} {n:2} {before:27.2%} {now:9.3%} {were:17.1%} {are:6.1%}")


if __name__ == "__main__":
    main()
