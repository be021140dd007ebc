"""How often the words on chance, size and disagreement are right, in units whose truth is known.

    python -m tests.bench.chance

Prints rates in per cent of made-up units, the same each time. It takes about a minute.
"""

import random

from tests.model.chance.worlds import marks, most, overlap, rounds

RUNS = 2000


def main() -> None:
    """Run and print."""
    print("A unit in its whole, said to be beyond chance: beside its rest; as two groups apart")
    for unit, whole in ((20, 30), (37, 300)):
        for d in (0.0, 0.6, 1.0, 1.8):
            rest, apart = overlap(random.Random(1), RUNS, unit, whole, d)
            print(f"  {unit} of {whole}, {d:.1f} sd from the rest: {_share(rest)} {_share(apart)}")
    print("Two rounds without a change: over the lower margin; over the higher")
    for n in (12, 30):
        for same, alike in ((0.0, 0.0), (0.5, 0.5), (1.0, 0.0), (1.0, 0.5), (1.0, 0.7)):
            least, over = rounds(random.Random(2), RUNS, n, same, alike)
            who = f"{n} people, {_share(same)} in both, correlating by {alike:.1f}"
            print(f"  {who}: {_share(least)} {_share(over)}")
    print("28 themes: of the marks, false; false with 5 % for each; of the true, found; any false")
    for n in (12, 37):
        for true, d in ((0, 0.0), (3, 0.5), (9, 0.5), (9, 0.8)):
            found = marks(random.Random(3), RUNS // 4, n, d, true)
            print(f"  {n} people, {true} themes {d:.1f} sd apart: {' '.join(map(_share, found))}")
    print("Usual disagreement: one question spreads most; stands first; any theme said to be more")
    for kind in ("middle", "high"):
        for n in (12, 37, 80):
            found_most = most(random.Random(4), RUNS // 2, n, kind)
            print(f"  {n} people, scores {kind}: {' '.join(map(_share, found_most))}")


def _share(share: float) -> str:
    return f"{100 * share:5.1f} %"


if __name__ == "__main__":
    main()
