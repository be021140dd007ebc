"""The gate: whatever sessions show one after the other, nothing of a few people follows."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from amu_tui.files.session.instruments import load_instrument
from amu_tui.model.disclosure.differencing import SideBySide
from amu_tui.model.disclosure.gate import Gate, told_together
from amu_tui.model.disclosure.limits import UNIFORM_BELOW, protected_answers
from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.disclosure.publication import Publication
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Answers, Score
from tests.model.disclosure.attacker import below, derivable
from tests.promises import proves

KIWEST = load_instrument("kiwest-1")
THEME, HOURS = "autonomy", "hours"
OPTIONS = list(KIWEST.questions[HOURS].options)
MIN_N = 5
Parents = dict[str, str | None]
Staff = dict[str, list[tuple[int, str]]]
"""What the people who answer for a unit, and for none below it, answered: the theme, the hours."""


def grown(rng: random.Random) -> tuple[Parents, Staff]:
    units = [f"u{number}" for number in range(rng.randint(2, 7))]
    parents = {unit: rng.choice(units[:at]) if at else None for at, unit in enumerate(units)}
    most = rng.choice([6, 14, 30])
    staff = {}
    for unit in units:
        options = rng.sample(OPTIONS, rng.randint(1, 3))
        answers = range(1, 6) if rng.random() < 0.8 else (rng.randint(1, 5),)
        staff[unit] = [
            (rng.choice(answers), rng.choice(options)) for _ in range(rng.randint(0, most))
        ]
    return parents, staff


def score(people: list[tuple[int, str]]) -> Score:
    """Their exact score, hidden of fewer than five and of up to nineteen who answered alike.

    What is written is coarser, and hidden more often: the gate must do without that.
    """
    every = {one for one, _option in people}
    if people and (len(people) < MIN_N or (len(people) < UNIFORM_BELOW and len(every) < 2)):
        return Score(hidden="protected")
    return pooled(Moments(1, float(one)) for one, _option in people).score()


def hours(people: list[tuple[int, str]]) -> Answers:
    counts = Counter(option for _one, option in people)
    shares = {option: round(counts[option] / len(people), 3) for option in OPTIONS if people}
    return protected_answers(Answers(n=len(people), shares=shares), MIN_N)


def inside(parents: Parents, staff: Staff, unit: str) -> list[tuple[int, str]]:
    return [one for part in sorted(below(parents, unit)) for one in staff[part]]


def session(parents: Parents, staff: Staff, units: list[str]) -> Publication:
    """What a session of the first of the units shows, with the others beside it."""
    people = {unit: inside(parents, staff, unit) for unit in units}
    scores = {unit: {THEME: score(one)} for unit, one in people.items()}
    safe = SideBySide(scores, parents, KIWEST.scale, MIN_N).protected()
    answers = hours(people[units[0]])
    return Publication(
        folder=units[0],
        min_n=MIN_N,
        names={unit: unit for unit in units},
        themes={unit: {key: one for key, one in of.items() if one.n} for unit, of in safe.items()},
        questions={units[0]: {HOURS: answers} if answers.n else {}},
        rates={},
        parents={},
    )


def made(rng: random.Random, parents: Parents, staff: Staff) -> Iterator[Publication]:
    """The sessions that the gate lets through, as it lets them through."""
    kept: list[Publication] = []
    for _ in range(rng.randint(2, 10)):
        units = rng.sample(list(parents), rng.randint(1, min(3, len(parents))))
        own = session(parents, staff, units)
        gate = Gate(own, kept, Nesting(parents), KIWEST)
        if any(gate.themes()):
            continue
        if any(gate.questions()):
            own = replace(own, questions={})
        kept.append(own)
        yield own


@proves(
    (
        "Themes, other questions and the rates of groups are checked together, with what was "
        "published before; what would follow by subtraction is hidden."
    ),
    (
        "What would follow by subtraction is hidden too: over units and levels, sessions of "
        "the round in the folder, earlier rounds, questions and rates."
    ),
)
@pytest.mark.parametrize("part", range(4))
def test_an_attacker_finds_nobody(part: int, size: Callable[[int, int], int]) -> None:
    """By all sums and differences of the scores, and of how many chose each answer."""
    rng = random.Random(f"gate {part}")
    refused = hidden = 0
    for _ in range(size(60, 6000)):
        parents, staff = grown(rng)
        sessions = list(made(rng, parents, staff))
        for kind, alone in (("themes", score), ("questions", hours)):
            shown = {unit for one in sessions for unit, of in getattr(one, kind).items() if of}
            for few in told(parents, staff, shown):
                assert not alone(few).hidden, (parents, staff, sessions)
        shown_questions = {unit for one in sessions for unit, of in one.questions.items() if of}
        hidden += sum(
            bool(hours(inside(parents, staff, one.folder)).n) and one.folder not in shown_questions
            for one in sessions
        )
        refused += len(sessions) < 2
    assert hidden
    assert refused


def told(parents: Parents, staff: Staff, shown: set[str]) -> Iterator[list[tuple[int, str]]]:
    """The groups whose answers follow from those of the units `shown`."""
    atoms = [unit for unit, people in staff.items() if people]
    rows = frozenset(
        sum(1 << bit for bit, atom in enumerate(atoms) if atom in below(parents, unit))
        for unit in shown
    )
    for group in derivable(rows - {0}, len(atoms)):
        yield [one for bit, atom in enumerate(atoms) if group >> bit & 1 for one in staff[atom]]


def test_many_sessions_of_a_unit_are_named_in_few_lines() -> None:
    """What each two of them tell need not be said where there are too many anyway."""
    sessions = [
        replace(session({"u": None}, {"u": [(1 + at % 5, OPTIONS[0]) for at in range(n)]}, ["u"]),
                folder=f"s{n}")
        for n in range(30, 190, 4)
    ]  # fmt: skip
    told = list(told_together(sessions, KIWEST))
    assert ("u", tuple(one.folder for one in sessions)) in told
    assert len(set(told)) < 100


def test_a_tree_of_thousands_of_levels_is_followed_to_its_top() -> None:
    said = {f"u{level}": f"u{level + 1}" for level in range(3000)}
    found = Nesting(within=[said]).parents({"u0": "u0", "u1500": "u1500"}, {})
    assert found == said | {"u3000": None}
