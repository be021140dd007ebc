"""The synthetic example tells what its tables do, and nothing that must be hidden."""

import csv
import math
import tomllib
from pathlib import Path

import msgspec
import pytest

import amu_tui
from amu_tui.model.disclosure.limits import protected
from amu_tui.model.meeting.session import Info
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Results, Score

PACKAGE = Path(amu_tui.__file__).parent
DEMO = PACKAGE / "demo"
TABLES = Path(__file__).parent / "demo"
UNIT = "Institutt for blåskjell"


def _toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


KIWEST = msgspec.convert(_toml(PACKAGE / "instruments" / "kiwest-1.toml"), Instrument)
RESULTS = msgspec.convert(_toml(DEMO / "results.toml"), Results)
INFO = msgspec.convert(_toml(DEMO / "session.toml"), Info)


def _table(name: str) -> dict[str, dict[str, Score]]:
    """Unit → theme id → score, as the table has it, nothing hidden."""
    ids = {theme.name["nb"]: theme_id for theme_id, theme in KIWEST.themes.items()}
    units: dict[str, dict[str, Score]] = {}
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            theme = ids[row["theme"]]
            scores = units.setdefault(row["unit"], {})
            assert theme not in scores
            scores[theme] = Score(n=int(row["n"]), mean=float(row["mean"]), sd=float(row["sd"]))
    return units


def _guarded(scores: dict[str, Score]) -> dict[str, Score]:
    return {theme: protected(score, KIWEST.scale, INFO.min_n) for theme, score in scores.items()}


def test_the_results_are_the_tables_with_small_groups_hidden() -> None:
    now, before = _table("results.csv"), _table("previous.csv")
    assert list(now) == [UNIT, "Fakultet for fjæra", "Universitetet"]
    assert list(before) == [UNIT]
    assert _guarded(now[UNIT]) == RESULTS.themes
    assert RESULTS.references["faculty"].themes == _guarded(now["Fakultet for fjæra"])
    assert RESULTS.references["university"].themes == _guarded(now["Universitetet"])
    assert RESULTS.references["previous"].themes == _guarded(before[UNIT])


def test_the_source_is_the_table_itself() -> None:
    assert (TABLES / RESULTS.source.file).is_file()


def test_two_themes_show_how_hiding_looks() -> None:
    hidden = {theme for theme, score in RESULTS.themes.items() if score.hidden}
    assert hidden == {"supervisor-support", "no-dysfunctional-support"}
    for theme in hidden:
        score = RESULTS.score(theme)
        assert (score.n, score.mean, score.sd) == (None, None, None)
    assert all(score.n is None or score.n >= INFO.min_n for score in RESULTS.themes.values())


@pytest.mark.parametrize("name", ["results.csv", "previous.csv"])
def test_every_figure_can_come_from_answers_on_the_scale(name: str) -> None:
    low, high = KIWEST.scale.min, KIWEST.scale.max
    for scores in _table(name).values():
        assert set(scores) == set(KIWEST.themes)
        for score in scores.values():
            assert score.n
            assert score.mean is not None
            assert score.sd is not None
            assert not score.outside(KIWEST.scale)
            widest = math.sqrt((score.mean - low) * (high - score.mean) * score.n / (score.n - 1))
            assert 0 < score.sd <= widest


def test_nobody_answered_who_was_not_asked() -> None:
    own = RESULTS.participation
    assert (own.invited, own.responses) == (52, 37)
    answered = [score.n or 0 for score in RESULTS.themes.values()]
    answered += [answers.n or 0 for answers in RESULTS.questions.values()]
    assert max(answered) <= 37
    for key, most in (("faculty", 401), ("previous", 33)):
        reference = RESULTS.references[key]
        assert reference.participation is not None
        assert reference.participation.responses == most
        assert max(score.n or 0 for score in reference.themes.values()) <= most
    assert all(group.rate is None or group.hidden is None for group in own.groups.values())


def test_the_real_institution_lends_its_participation_and_no_scores() -> None:
    institution = RESULTS.references["institution"]
    assert institution.title == "Norges teknisk-naturvitenskapelige universitet 2017"
    assert institution.themes == {}
    taken = institution.participation
    assert taken is not None
    assert (taken.invited, taken.responses, taken.rate) == (7290, 5077, 0.7)
    assert {group.title["nb"]: group.rate for group in taken.groups.values()} == {
        "Kvinner": 0.73,
        "Menn": 0.66,
        "Vitenskapelig": 0.64,
        "Teknisk/administrativ": 0.83,
        "Under 50 % stilling": 0.29,
        "50–99 % stilling": 0.61,
        "100 % stilling": 0.73,
        "Stipendiater": 0.55,
        "Ledere": 0.92,
    }
    assert all(len(group.title) == 3 for group in taken.groups.values())
    assert RESULTS.participation.groups.keys() <= taken.groups.keys()


def test_the_questions_of_their_own_fit_their_kind() -> None:
    assert RESULTS.questions.keys() == KIWEST.questions.keys()
    for key, question in KIWEST.questions.items():
        answers = RESULTS.questions[key]
        assert answers.n is not None
        if question.kind == "distribution":
            assert list(answers.shares) == list(question.options)
            assert sum(answers.shares.values()) == pytest.approx(1)
            people = [share * answers.n for share in answers.shares.values()]
            assert people == pytest.approx([round(count) for count in people], abs=0.05)
            assert min(people) > INFO.min_n - 0.05
        elif question.kind == "share":
            assert answers.share is not None
            assert answers.share * answers.n == pytest.approx(27, abs=0.05)
        else:
            assert question.scale is not None
            assert answers.mean is not None
            assert question.scale.min < answers.mean < question.scale.max


def test_the_session_is_an_unfinished_synthetic_one() -> None:
    assert INFO.synthetic
    assert (INFO.id, INFO.unit, INFO.round) == ("demo", RESULTS.unit, "2017")
    assert INFO.instrument == KIWEST.id
    assert (INFO.language, INFO.min_n, len(INFO.key)) == ("nb", RESULTS.min_n, 8)
    assert INFO.people.leader
    assert INFO.people.safety_representative
    process = KIWEST.process
    assert (INFO.rules.preserve, INFO.rules.improve) == (process.preserve, process.improve)
    files = {path.name for path in DEMO.iterdir()}
    assert files == {"previous.toml", "results.toml", "session.toml"}
