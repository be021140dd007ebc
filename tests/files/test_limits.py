"""Figures of too few people never come into a session, whatever its file says."""

from pathlib import Path

import msgspec
import pytest

from amu_tui.files.sessions import SessionFolder
from amu_tui.model.results import Answers, Reference, Results, Score
from amu_tui.model.session import Info, Problem
from tests.files.conftest import INFO, INSTRUMENT

FEW = Score(n=2, mean=4.5, sd=0.5)
ENOUGH = Score(n=9, mean=3.5, sd=0.5)
HIDDEN = Score(hidden="too-few")


def kept(path: Path, results: Results, info: Info = INFO) -> tuple[Results, tuple[Problem, ...]]:
    """The results of a session that was made with them, and its problems."""
    SessionFolder.create(path, info, results, INSTRUMENT, own_instrument=True)
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
        "few": Answers(hidden="too-few"),
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
        questions={"a": Answers(hidden="too-few"), "b": Answers(n=0), "c": Answers(share=0.5)},
    )
    assert kept(tmp_path / "s", results) == (results, ())
