"""One view for each kind of step."""

from importlib import import_module

from amu_tui.model.agenda import Kind, Step
from amu_tui.tui.steps.base import StepView

VIEWS: dict[Kind, tuple[str, str]] = {
    "agenda": ("agenda", "AgendaView"),
    "frame": ("frame", "FrameView"),
    "questions": ("questions", "QuestionsView"),
    "participation": ("participation", "ParticipationView"),
    "overview": ("overview", "OverviewView"),
    "area": ("results", "ResultsView"),
    "slide": ("results", "ResultsView"),
    "own": ("own", "OwnView"),
    "rules": ("frame", "RulesView"),
    "vote": ("vote", "VoteView"),
    "choose": ("choose", "ChooseView"),
    "actions": ("actions", "ActionsView"),
    "prioritise": ("prioritise", "PrioritiseView"),
    "report": ("report", "ReportView"),
    "follow-up": ("follow_up", "FollowUpView"),
}
"""Module and class that show a kind of step; imported when it is first shown."""


def view_of(step: Step) -> StepView:
    """A new view of `step`."""
    module, name = VIEWS[step.kind]
    view: StepView = getattr(import_module(f"amu_tui.tui.steps.{module}"), name)(step)
    return view
