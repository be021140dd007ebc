"""One view for each kind of step."""

from importlib import import_module

from amu_tui.model.meeting.agenda import Kind, Step
from amu_tui.tui.kit.step_view import StepView

VIEWS: dict[Kind, tuple[str, str]] = {
    "agenda": ("pages.agenda", "AgendaView"),
    "since-last": ("actions.since_last", "SinceLastView"),
    "frame": ("pages.frame", "FrameView"),
    "questions": ("pages.questions", "QuestionsView"),
    "participation": ("results.participation", "ParticipationView"),
    "overview": ("results.overview", "OverviewView"),
    "area": ("results.results", "ResultsView"),
    "slide": ("results.results", "ResultsView"),
    "own": ("results.extra_questions", "ExtraQuestionsView"),
    "rules": ("pages.frame", "RulesView"),
    "vote": ("voting.vote", "VoteView"),
    "choose": ("voting.choose", "ChooseView"),
    "actions": ("actions.write", "ActionsView"),
    "prioritise": ("voting.prioritise", "PrioritiseView"),
    "report": ("report.view", "ReportView"),
    "follow-up": ("actions.follow_up", "FollowUpView"),
}
"""Module and class that show a kind of step; imported when it is first shown."""


def view_of(step: Step) -> StepView:
    """A new view of `step`."""
    module, name = VIEWS[step.kind]
    view: StepView = getattr(import_module(f"amu_tui.tui.{module}"), name)(step)
    return view
