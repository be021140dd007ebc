"""The example that is tracked with the program is whole, finished, and marked as made up."""

from pathlib import Path

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.survey.instrument import AIMS

EXAMPLE = Path(__file__).parents[1] / "sessions" / "blaskjell-2017"


def test_the_example_is_a_finished_meeting_without_a_problem() -> None:
    session = SessionFolder(EXAMPLE).load()
    assert not session.problems
    assert session.info.id == EXAMPLE.name
    for aim in AIMS:
        assert len(session.chosen(aim)) == 2
        assert session.priorities is not None
        assert len(session.priorities.chosen.of(aim)) == 3
    assert session.signature is not None
    assert any(action.basket == "leader" for action in session.actions.values())


def test_the_example_is_marked_as_made_up_wherever_it_is_read() -> None:
    assert SessionFolder(EXAMPLE).load().info.synthetic
    assert "OPPDIKTEDE TALL" in (EXAMPLE / "report.md").read_text("utf-8")


def test_its_institution_has_the_published_participation_and_no_made_up_scores() -> None:
    reference = SessionFolder(EXAMPLE).load().results.references["institution"]
    assert reference.themes == {}
    assert reference.participation is not None
    assert reference.participation.invited == 7290
    assert reference.participation.responses == 5077
