"""What is planned of an action, in sentences that can be read aloud."""

from amu_tui.model.meeting.action import LEVEL_WORDS, STATUS_WORDS, Action
from amu_tui.words import _, day


def plan_lines(action: Action) -> list[str]:
    """All that is planned of `action` beside title, names and deadline, a line each."""
    level = _(LEVEL_WORDS[action.level]) if action.level else ""
    named = (
        (_("Expected effect"), action.effect),
        (_("How it is judged"), judged_text(action)),
        (_("Level"), level),
    )
    lines = [plan_text(action), *(f"{name}: {text}" for name, text in named if text)]
    return [*filter(None, lines), *matter_lines(action)]


def plan_text(action: Action) -> str:
    """`When a meeting runs late, then we stop it.`; empty where there is no plan."""
    if not action.when or not action.then:
        return ""
    when, then = action.when.rstrip(" ,.;…"), action.then.rstrip(" .…")
    return _("When {when}, then {then}.").format(when=when, then=then)


def judged_text(action: Action) -> str:
    """How it is judged, and when; empty where neither is said."""
    if action.judge_on is None:
        return action.judged
    if not action.judged:
        return day(action.judge_on)
    return _("{how}, on {date}").format(how=action.judged.rstrip(" ."), date=day(action.judge_on))


def status_text(action: Action) -> str:
    """`done 2027-03-01`, or the status alone."""
    status = _(STATUS_WORDS[action.status])
    return f"{status} {day(action.done_on)}" if action.done_on else status


def matter_lines(action: Action) -> list[str]:
    """To whom above it was passed, by when an answer is due, and the answer, a line each."""
    matter = action.matter
    if matter is None or action.basket != "leader":
        return []
    lines = []
    if matter.to:
        lines.append(_("Passed on to: {whom}").format(whom=matter.to))
    if matter.answer_by and not matter.answer:
        lines.append(_("Answer due: {date}").format(date=day(matter.answer_by)))
    if matter.answer:
        said = _("Answer of {date}: {text}") if matter.answered else _("Answer: {text}")
        date = day(matter.answered) if matter.answered else ""
        lines.append(said.format(date=date, text=matter.answer))
    return lines
