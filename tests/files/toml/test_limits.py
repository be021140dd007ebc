"""Figures of too few people never come into a session, whatever its file says."""

import datetime
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AmuError, Problem
from amu_tui.files.session.create import create
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.session import Info, Signature
from amu_tui.model.survey.instrument import Question, Scale
from amu_tui.model.survey.results import (
    Answers,
    GroupRate,
    Participation,
    Reference,
    Results,
    Score,
)
from tests.files.conftest import INFO, INSTRUMENT

FEW = Score(n=2, mean=4.5, sd=0.5)
ENOUGH = Score(n=9, mean=3.5, sd=0.5)
HIDDEN = Score(hidden="protected")


def kept(path: Path, results: Results, info: Info = INFO) -> tuple[Results, tuple[Problem, ...]]:
    """The results of a session that was made with them, and its problems."""
    create(path, info, results, INSTRUMENT, own_instrument=True)
    session = SessionFolder(path).load()
    return session.results, session.problems


def test_scores_and_answers_of_too_few_are_hidden_and_named(tmp_path: Path) -> None:
    uniform = Score(n=8, mean=4.0, sd=0.0)
    results = Results(
        unit="U",
        themes={"autonomy": FEW, "pressure": ENOUGH, "support": uniform},
        questions={"few": Answers(n=4, share=0.5), "enough": Answers(n=6, share=0.5)},
        references={"above": Reference(title="A", themes={"autonomy": ENOUGH, "pressure": FEW})},
    )
    found, problems = kept(tmp_path / "s", results)
    assert found.themes == {"autonomy": HIDDEN, "pressure": ENOUGH, "support": HIDDEN}
    assert found.questions == {
        "few": Answers(hidden="protected"),
        "enough": results.questions["enough"],
    }
    assert found.references["above"].themes == {"autonomy": ENOUGH, "pressure": HIDDEN}
    names = "themes.autonomy, themes.support, questions.few, references.above.themes.pressure"
    assert [(problem.path, problem.message) for problem in problems] == [
        ("results.toml", f"{names} must not be shown, and are hidden here")
    ]


@pytest.mark.parametrize(("of_results", "of_session"), [(5, 10), (10, 5)])
def test_the_stricter_limit_holds(tmp_path: Path, of_results: int, of_session: int) -> None:
    results = Results(unit="U", min_n=of_results, themes={"autonomy": ENOUGH})
    info = msgspec.structs.replace(INFO, min_n=of_session)
    found, problems = kept(tmp_path / "s", results, info)
    assert found.themes == {"autonomy": HIDDEN}
    assert problems[-1].message == "themes.autonomy must not be shown, and is hidden here"


def test_what_is_hidden_or_empty_already_is_no_problem(tmp_path: Path) -> None:
    results = Results(
        unit="U",
        themes={"autonomy": HIDDEN, "pressure": Score(n=0), "support": Score(mean=3.0)},
        questions={"a": Answers(hidden="protected"), "b": Answers(n=0), "c": Answers(share=0.5)},
    )
    assert kept(tmp_path / "s", results) == (results, ())


def test_a_mean_of_a_question_at_the_end_of_its_scale_is_hidden(tmp_path: Path) -> None:
    """Everybody answered the same: the scale is the question's own, or that of the instrument."""
    told = {"own": (10.0, 0.5), "instrument": (5.0, 0.5), "middle": (5.0, 2.5)}
    answers = {key: Answers(n=8, mean=mean, sd=sd) for key, (mean, sd) in told.items()}
    title = {"en": "How much?"}
    own = Scale(min=0, max=10)
    instrument = msgspec.structs.replace(
        INSTRUMENT,
        questions={
            "own": Question(kind="mean", title=title, scale=own),
            "instrument": Question(kind="mean", title=title),
            "middle": Question(kind="mean", title=title, scale=own),
        },
    )
    results = Results(unit="U", themes={"autonomy": ENOUGH}, questions=answers)
    create(tmp_path / "s", INFO, results, instrument, own_instrument=True)
    session = SessionFolder(tmp_path / "s").load()
    assert [one.hidden for one in session.results.questions.values()] == [
        "protected",
        "protected",
        None,
    ]
    assert session.problems[0].message.startswith("questions.own, questions.instrument must not")


def test_rates_of_groups_that_tell_of_everybody_are_hidden(tmp_path: Path) -> None:
    women = GroupRate(title={"en": "Women"}, rate=1.0)
    men = GroupRate(title={"en": "Men"}, rate=0.5)
    small = Participation(invited=12, responses=9, groups={"women": women, "men": men})
    few = Participation(invited=4, responses=4, groups={"men": men})
    large = Participation(invited=120, responses=90, groups={"women": women, "men": men})
    results = Results(
        unit="U",
        themes={"autonomy": ENOUGH},
        participation=small,
        references={
            "few": Reference(title="F", participation=few),
            "large": Reference(title="L", participation=large),
        },
    )
    found, problems = kept(tmp_path / "s", results)
    hidden = GroupRate(title={"en": "Women"}, hidden="protected")
    assert found.participation.groups == {"women": hidden, "men": men}
    assert found.references["large"].participation == large
    told = found.references["few"].participation
    assert told is not None
    assert told.groups["men"].rate is None
    names = "participation.groups.women, references.few.participation.groups.men"
    assert problems[0].message == f"{names} must not be shown, and are hidden here"


def test_more_groups_than_any_survey_has_are_refused_with_the_line(tmp_path: Path) -> None:
    """Of 200 groups it took seconds, and gigabytes, to find which rates tell of few."""
    groups = {f"g{n}": GroupRate(title={"en": "G"}, rate=0.5 + n / 1000) for n in range(300)}
    people = Participation(invited=900, responses=700, groups=groups)
    results = Results(unit="U", themes={"autonomy": ENOUGH}, participation=people)
    found, problems = kept(tmp_path / "s", results)
    assert (found.participation, problems) == (people, ())
    path = tmp_path / "s" / "results.toml"
    path.write_bytes(path.read_bytes() + b'[participation.groups.x]\ntitle = { en = "X" }\n')
    with pytest.raises(AmuError, match="301 of one unit, and no more than 300 are taken") as said:
        SessionFolder(tmp_path / "s").load()
    assert said.value.path == str(path)
    assert path.read_text().split("\n")[(said.value.line or 0) - 1] == "[participation]"


CIRCLE = b'[parents]\n"U" = "A"\n"A" = "b "\n"B" = "U"\n'
LEVELS = b"[parents]\n" + b"".join(b'u%d = "u%d"\n' % (at, at + 1) for at in range(3000))


@pytest.mark.parametrize(
    ("more", "said", "at"),
    [
        (b'[parents]\n"U" = "U"\n', "“U” is above itself", b'"U" = "U"'),
        (CIRCLE, "“U” is above itself", b'"U" = "A"'),
        (LEVELS + b'u3000 = "u7"\n', "“u7” is above itself", b"u7 ="),
        (
            b"[references.r]\ntitle = 'R'\n[references.r.themes.autonomy]\nn = 9\nmean = 7.2\n",
            "references.r.themes.autonomy: the mean is outside the scale",
            b"mean = 7.2",
        ),
        (b"[themes.pressure]\nn = -5\n", "themes.pressure.n: this should be 0 or more", b"n = -5"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(
    tmp_path: Path, more: bytes, said: str, at: bytes
) -> None:
    kept(tmp_path / "s", Results(unit="U", themes={"autonomy": ENOUGH}))
    path = tmp_path / "s" / "results.toml"
    whole = path.read_bytes() + more
    path.write_bytes(whole)
    with pytest.raises(AmuError) as caught:
        SessionFolder(tmp_path / "s").load()
    assert (caught.value.path, caught.value.message) == (str(path), said)
    lines = whole.split(b"\n")
    assert lines[(caught.value.line or 0) - 1].startswith(at)
    assert path.read_bytes() == whole


def test_thousands_of_levels_are_no_circle(tmp_path: Path) -> None:
    kept(tmp_path / "s", Results(unit="u0", themes={"autonomy": ENOUGH}))
    path = tmp_path / "s" / "results.toml"
    path.write_bytes(path.read_bytes() + LEVELS)
    assert SessionFolder(tmp_path / "s").load().problems == ()


def test_a_signature_keeps_keys_that_are_not_known(tmp_path: Path) -> None:
    kept(tmp_path / "s", Results(unit="U", themes={"autonomy": ENOUGH}))
    folder = SessionFolder(tmp_path / "s")
    folder.load()
    folder.sign(Signature(date=datetime.date(2026, 5, 4), leader="Kari"))
    path = tmp_path / "s" / "rounds" / "report.toml"
    path.write_bytes(path.read_bytes() + b'[x_site]\nnote = "keep me"\n')
    folder.sign(Signature(date=datetime.date(2026, 5, 5), leader="Kari"))
    assert b'[x_site]\nnote = "keep me"\n' in path.read_bytes()
