"""The attacker agrees with the audit of τ-ARGUS, the statistical offices' program.

τ-ARGUS is given the numbers of people as a table with its sums, and which of them are published.
For every hidden cell it works out, by linear programming, the smallest and the largest value
that fit with what is published. The people of a unit answered for form a cell; where there are
1 … limit − 1 of them, the upper protection level asked for is what is missing to the limit: the
cell is unsafe where everything published holds its people within a group that is too small. In
nested sets that group is the remainder that the attacker finds, so the two must agree on every
case. (The largest value is the size of the remainder: the people of the cell could be all of it.)
"""

import random
from collections.abc import Callable
from pathlib import Path

from pytauargus.engine import audit_jj

from amu_tui.model.disclosure.audit import solved
from amu_tui.model.disclosure.secondary_suppression import published
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import children_of, respondents
from tests.model.disclosure.trees import LIMITS, Answers, Parents, mixed

SCALE = Scale(min=1, max=5)
MOST = 100_000
"""More people than any table has."""


def table(rng: random.Random) -> tuple[Parents, Answers]:
    """A tree of up to 14 units with staff at every level and some leaders; nobody is alike."""
    parents: Parents = {"U0": None}
    for number in range(1, rng.randint(2, 14)):
        parents[f"U{number}"] = f"U{rng.randrange(max(0, number - 5), number)}"
    answers: Answers = {}
    for place, unit in enumerate(parents):
        answers[unit, None] = mixed(rng.choice([0, 0, *range(13), 30]), place)
        if rng.random() < 0.3:
            answers[unit, unit] = Moments(1, 4 + place / 100)
    return parents, answers


def argus_finds_a_leak(
    path: Path, parents: Parents, answers: Answers, shown: set[str], min_n: int
) -> bool:
    """Whether τ-ARGUS finds a cell that is held within a group under `min_n`."""
    people = respondents(parents, answers)
    names = [*parents, *answers]
    place = {name: number for number, name in enumerate(names)}
    lines = ["0", str(len(names))]
    for unit in parents:
        status = "s" if unit in shown else "m"
        lines.append(f"{place[unit]} {people.sets[unit].n} 1 {status} 0 {MOST} 0 0 0")
    for atom, moments in answers.items():
        missing = max(min_n - moments.n, 0) if moments.n else 0
        status = "u" if missing else "m"
        lines.append(f"{place[atom]} {moments.n} 1 {status} 0 {MOST} 0 {missing} 0")
    lines.append(str(len(parents)))
    below = children_of(parents)
    for unit in parents:
        children = below.get(unit, [])
        parts = [*children, *((one, one) for one in children), (unit, None)]
        terms = " ".join(f"{place[part]} (1)" for part in parts if part in place)
        count = sum(part in place for part in parts) + 1
        lines.append(f"0 {count} : {place[unit]} (-1) {terms}")
    file = path / "table.jj"
    file.write_text("\n".join(lines) + "\n")
    rows = audit_jj(str(file))
    return any(row["unsafe"] for row in rows)


def test_many_tables(tmp_path: Path, size: Callable[[int, int], int]) -> None:
    rng = random.Random(1000)
    verdicts = {True: 0, False: 0}
    tables = size(200, 10_000)
    for _ in range(tables):
        parents, answers = table(rng)
        min_n = rng.choice(LIMITS)
        scores = published(parents, answers, SCALE, min_n)
        ours = {unit for unit, score in scores.items() if score.n}
        assert not argus_finds_a_leak(tmp_path, parents, answers, ours, min_n)

        sets = respondents(parents, answers).sets
        large = [unit for unit, moments in sets.items() if moments.n >= min_n]
        some = {unit for unit in large if rng.random() < 0.7}
        told = {unit: sets[unit].score() if unit in some else Score() for unit in parents}
        leaks = bool(solved(parents, answers, told, SCALE, min_n))
        verdicts[leaks] += 1
        case = (parents, answers, some, min_n)
        assert argus_finds_a_leak(tmp_path, parents, answers, some, min_n) == leaks, case
    assert min(verdicts.values()) > tables // 10
