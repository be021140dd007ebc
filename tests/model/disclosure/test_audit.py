"""An attacker adds and subtracts what is published."""

from collections.abc import Mapping

from amu_tui.model.disclosure.audit import refused, solved
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, pooled
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.units import respondents
from amu_tui.words import spoken

SCALE = Scale(min=1, max=5)
FACULTY = {"P": None, "A": "P", "B": "P", "C": "P"}
Answers = Mapping[tuple[str, str | None], Moments]


def people(n: int) -> Moments:
    return pooled(Moments(1, 2.0 + number % 3) for number in range(n))


def staff(**sizes: int) -> dict[tuple[str, str | None], Moments]:
    return {(unit, None): people(n) for unit, n in sizes.items()}


def shown(parents: Mapping[str, str | None], answers: Answers, units: str) -> dict[str, Score]:
    """The true scores of `units`; every other is hidden."""
    sets = respondents(parents, answers).sets
    hidden = Score(hidden="protected")
    return {unit: sets[unit].score() if unit in units else hidden for unit in parents}


def words(parents: Mapping[str, str | None], answers: Answers, units: str) -> list[str]:
    scores = shown(parents, answers, units)
    return [spoken(leak.way) for leak in solved(parents, answers, scores, SCALE, 5)]


def test_the_whole_less_the_other_parts_is_the_small_one() -> None:
    answers = staff(A=3, B=8, C=50)
    assert words(FACULTY, answers, "PBC") == ["P less (B + C)"]
    assert words(FACULTY, answers, "PC") == []


def test_a_small_group_that_is_itself_published_is_found() -> None:
    assert words(FACULTY, staff(A=3, B=8), "AB") == ["A"]


def test_those_left_over_at_every_level_are_found() -> None:
    deep = {"P": None, "F": "P", "A": "F", "B": "F", "G": "P"}
    answers = staff(P=2, F=9, A=8, B=8, G=12)
    assert words(deep, answers, "PFGAB") == ["P less (F + G)"]
    assert words(deep, answers, "PGAB") == []


def test_a_group_that_answered_alike_is_found_up_to_nineteen() -> None:
    for n, found in ((8, ["P less (B + C)"]), (19, ["P less (B + C)"]), (20, [])):
        answers = staff(B=8, C=50) | {("A", None): Moments(n, 4.0)}
        assert words(FACULTY, answers, "PBC") == found


def test_leaders_are_left_over_above() -> None:
    answers = staff(A=8, B=9, C=10) | {(unit, unit): Moments(1, 3.0) for unit in "ABC"}
    assert words(FACULTY, answers, "PABC") == ["P less (A + B + C)"]
    assert words(FACULTY, answers, "PBC") == []


def test_a_leader_who_answers_further_down_is_found_from_below() -> None:
    answers = staff(A=8, B=9, C=10) | {("A", "P"): Moments(1, 3.0)}
    assert words(FACULTY, answers, "PABC") == ["A + B + C less P"]
    assert words(FACULTY, answers, "PAB") == []


def test_the_refusal_names_units_and_no_figure() -> None:
    answers = staff(A=3, B=8, C=50)
    leaks = solved(FACULTY, answers, shown(FACULTY, answers, "PBC"), SCALE, 5)
    error = refused(leaks, "Autonomy")
    assert str(error).startswith("Autonomy: ")
    assert "P less (B + C)" in str(error)
    assert not any(digit in str(error) for digit in "0123456789")
