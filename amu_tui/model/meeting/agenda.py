"""The steps of the meeting, in the order of the agenda: which there are, and their minutes."""

from typing import Literal

from amu_tui.messages import N_, Message
from amu_tui.model.survey.instrument import Frozen, Instrument, Texts

Kind = Literal[
    "agenda",
    "since-last",
    "frame",
    "questions",
    "participation",
    "overview",
    "area",
    "slide",
    "own",
    "rules",
    "vote",
    "choose",
    "actions",
    "prioritise",
    "report",
    "follow-up",
]

TITLES: dict[str, str] = {
    "agenda": N_("Agenda"),
    "since-last": N_("Since last time"),
    "frame": N_("Work environment"),
    "questions": N_("Two questions"),
    "participation": N_("Participation"),
    "overview": N_("Overview"),
    "rules": N_("Dialogue rules"),
    "vote": N_("Vote"),
    "choose": N_("Choose themes"),
    "actions": N_("Actions"),
    "prioritise": N_("Prioritise"),
    "report": N_("Action report"),
    "follow-up": N_("Follow-up"),
}

MINUTES: dict[Kind, int] = {
    "agenda": 2,
    "since-last": 10,
    "frame": 10,
    "questions": 10,
    "participation": 3,
    "overview": 5,
    "area": 5,
    "slide": 3,
    "own": 2,
    "rules": 3,
    "vote": 10,
    "choose": 10,
    "actions": 30,
    "prioritise": 15,
    "report": 5,
    "follow-up": 0,
}
"""Planned minutes of a kind of step, where neither session nor instrument says."""


class Step(Frozen, frozen=True, kw_only=True):
    """One item on the agenda; `id` is unique, `themes` are those it shows, if any."""

    id: str
    kind: Kind
    themes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def steps(instrument: Instrument, *, since_last: bool = False) -> tuple[Step, ...]:
    """The steps of a meeting on `instrument`; what it has nothing for is no step.

    `since_last`: whether there are actions of the round before to ask about.
    """
    agenda = [Step(id="agenda", kind="agenda")]
    if since_last:
        agenda.append(Step(id="since-last", kind="since-last"))
    if instrument.frames:
        agenda.append(Step(id="frame", kind="frame"))
    if instrument.opening:
        agenda.append(Step(id="questions", kind="questions"))
    agenda.append(Step(id="participation", kind="participation"))
    agenda.append(Step(id="overview", kind="overview", themes=instrument.order()))
    for area_id, area in instrument.areas.items():
        agenda.append(Step(id=area_id, kind="area", themes=area.themes))
        agenda.extend(
            Step(id=slide_id, kind="slide", themes=slide.themes)
            for slide_id, slide in instrument.slides.items()
            if slide.area == area_id
        )
    for step_id, questions in instrument.question_steps().items():
        agenda.append(Step(id=step_id, kind="own", questions=questions))
    if instrument.rules:
        agenda.append(Step(id="rules", kind="rules"))
    last: tuple[Kind, ...] = ("vote", "choose", "actions", "prioritise", "report", "follow-up")
    agenda.extend(Step(id=kind, kind=kind) for kind in last)
    return tuple(agenda)


def title(step: Step, instrument: Instrument) -> Message | Texts:
    """The step's title."""
    if step.kind == "area":
        return instrument.areas[step.id].title
    if step.kind == "slide":
        return instrument.slides[step.id].title
    if step.kind == "own":
        return instrument.questions[step.questions[0]].title
    return Message(TITLES[step.id])
