"""Two rounds in words and figures: one theme, one action, and what may be a mistake.

The words are neutral: higher and lower, inside and outside what chance usually makes. None holds a
figure of a hidden score.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from amu_tui.model.chance.contrast import ALIKE
from amu_tui.model.chance.verdict import Chance
from amu_tui.model.meeting.action import STATUS_WORDS
from amu_tui.model.meeting.previous import Earlier, PastAction, Previous
from amu_tui.model.naming import same_name
from amu_tui.model.rounds.comparison import ComparedRound, Comparison, Oddity, ThemeChange
from amu_tui.model.survey.instrument import AIMS, Aim, Scale
from amu_tui.model.survey.results import Reference, Score
from amu_tui.render.compare.track import SIZE_SIGNS
from amu_tui.render.results.chance import (
    SIZE_WORDS,
    false_alarms,
    how_large,
    margin_text,
    shown_margins,
    size_text,
)
from amu_tui.render.results.figures import (
    DASH,
    answers_text,
    difference,
    distance_figure,
    distance_text,
    mean_text,
    score_text,
    why_empty,
)
from amu_tui.render.results.preserved import fallen_text
from amu_tui.render.results.signs import BLOCKS, Signs
from amu_tui.text import cut
from amu_tui.words import N_, _, day, ngettext, number, pick, quoted

CompareOrder = Literal["deck", "change", "chosen"]
COMPARE_ORDERS: tuple[CompareOrder, ...] = ("deck", "change", "chosen")
ORDER_WORDS: dict[CompareOrder, str] = {
    "deck": N_("in the order of the deck"),
    "change": N_("the largest change first"),
    "chosen": N_("what was chosen then first"),
}
CHANCE_WORDS: dict[Chance, str] = {
    "within": N_("yes"),
    "depends": N_("maybe"),
    "beyond": N_("hardly"),
}
"""Whether a change can be chance."""

MOST_ROUND_NAME = 12
"""Cells of a round's name in a column."""


def round_name(side: ComparedRound) -> str:
    """What a round is called."""
    return side.round or _("previous round")


def theme_name(comparison: Comparison, theme: str) -> str:
    """The number and the name of a theme of now."""
    instrument = comparison.new.instrument
    return f"{instrument.themes[theme].number} {pick(instrument.name(theme))}"


def score_cell(score: Score, scale: Scale) -> str:
    """A mean in a column: `3,9`, or why there is none."""
    if score.mean is not None:
        return mean_text(score.mean, scale)
    return _("hidden") if score.hidden else DASH


def shown_change(theme: ThemeChange, scale: Scale) -> float | None:
    """The change between the means as they are shown; None where one of them is not."""
    if theme.change is None or theme.old.mean is None or theme.new.mean is None:
        return None
    return difference(theme.old.mean, theme.new.mean, scale)


def ordered(comparison: Comparison, order: CompareOrder) -> list[ThemeChange]:
    """The themes in the deck's order, with the largest change first, or what was chosen first.

    The change is the one shown, so that the order never tells more than the figures; what has
    none stands last, in the deck's order.
    """
    scale = comparison.new.instrument.scale

    def size(theme: ThemeChange) -> float:
        change = shown_change(theme, scale)
        return -1 if change is None else abs(change)

    def aim(theme: ThemeChange) -> int:
        return len(AIMS) if theme.chosen is None else AIMS.index(theme.chosen)

    if order == "change":
        return sorted(comparison.themes, key=size, reverse=True)
    return sorted(comparison.themes, key=aim) if order == "chosen" else list(comparison.themes)


def change_cell(theme: ThemeChange, scale: Scale, signs: Signs = BLOCKS) -> str:
    """The change with its sign, and that of its size: `+0,3 ▪`; empty where there is none."""
    change = shown_change(theme, scale)
    if change is None:
        return ""
    text = number(change, scale.digits)
    size = theme.verdict.size if theme.verdict and change else None
    mark = signs.symbol(SIZE_SIGNS[size]) if size else " "
    return f"{'+' if change > 0 else ''}{text} {mark}"


def chance_cell(theme: ThemeChange, scale: Scale) -> str:
    """Whether the change can be chance: `maybe 0,3–0,5`; empty where that is not known."""
    change = shown_change(theme, scale)
    if theme.verdict is None or change is None:
        return ""
    ends = [distance_figure(end, scale) for end in shown_margins(theme.verdict, change, scale)]
    return f"{_(CHANCE_WORDS[theme.verdict.chance])} {'–'.join(dict.fromkeys(ends))}"


def no_change_cell(comparison: Comparison, theme: ThemeChange) -> str:
    """Why there is no change, short: `hidden in 2014`; empty where there is one."""
    if not theme.comparable:
        return _("not comparable")
    if theme.change is not None:
        return ""
    rounds, hidden = _without_score(comparison, theme)
    if len(rounds) > 1:
        return _("hidden in both") if hidden else _("no figures")
    text = _("hidden in {round}") if hidden else _("none in {round}")
    return text.format(round=cut(rounds[0], MOST_ROUND_NAME))


def _without_score(comparison: Comparison, theme: ThemeChange) -> tuple[list[str], bool]:
    """The rounds that hide the score, and True; where none does, those without one."""
    sides = ((comparison.old, theme.old), (comparison.new, theme.new))
    hidden = [round_name(side) for side, score in sides if score.hidden]
    empty = [round_name(side) for side, score in sides if score.mean is None]
    return hidden or empty, bool(hidden)


def score_sentence(side: ComparedRound, score: Score, scale: Scale) -> str:
    """One round's score: `2014: 33 answers · 3,9 ±0,6`, or that it has none."""
    if score.mean is None:
        return f"{round_name(side)}: {why_empty(score)}"
    figures = score_text(score, scale)
    answers = figures if score.n is None else f"{answers_text(score.n)} · {figures}"
    return f"{round_name(side)}: {answers}"


def change_sentence(comparison: Comparison, theme: ThemeChange) -> str:
    """The change in words, and what of it can be chance; why not, where it cannot be said."""
    scale, old = comparison.new.instrument.scale, round_name(comparison.old)
    if not theme.comparable:
        return _not_comparable(comparison).format(old=old)
    change = shown_change(theme, scale)
    if change is None:
        return _why_none(comparison, theme)
    distance = distance_text(abs(change), scale)
    if change == 0:
        return _("The same as in {old}").format(old=old)
    if change > 0:
        sentence = _("{difference} higher than in {old}").format(difference=distance, old=old)
    else:
        sentence = _("{difference} lower than in {old}").format(difference=distance, old=old)
    return f"{sentence}{size_text(theme.verdict)}. {_chance(theme, change, scale)}"


def _not_comparable(comparison: Comparison) -> str:
    if "other-scale" in comparison.oddities:
        return _("Not comparable: {old} was measured on another scale")
    if "other-results" in comparison.oddities:
        return _("Not comparable: one of the two has the results of the unit above")
    return _("Not comparable: the theme is new, or meant something else in {old}")


def _chance(theme: ThemeChange, change: float, scale: Scale) -> str:
    if theme.verdict is None:
        return not_known([theme])
    text = (
        _("That is more than chance usually makes with {then} and {now} answers: {margin}")
        if theme.verdict.chance == "beyond"
        else _("With {then} and {now} answers, chance alone can make {margin}")
    )
    margin = margin_text(theme.verdict, change, scale)
    return text.format(then=theme.old.n, now=theme.new.n, margin=margin)


def chance_key(comparison: Comparison, signs: Signs = BLOCKS) -> Iterator[str]:
    """What the marks of size and the words on chance mean, and how often they are wrong."""
    said = [theme.verdict for theme in comparison.themes if theme.verdict is not None]
    if any(one.size for one in said):
        marks = (f"{signs.symbol(sign)} {_(SIZE_WORDS[size])}" for size, sign in SIZE_SIGNS.items())
        yield "   ".join(marks)
        yield how_large()
    yield _(
        "Chance? is “yes” where chance alone can make the change, “hardly” where it seldom does "
        "among so many themes, and “maybe” where that depends: the lower figure holds if the same "
        "people answered both times (their answers correlating by {alike}), the higher if others "
        "did."
    ).format(alike=number(ALIKE))
    yield false_alarms(said)


def not_known(themes: Iterable[ThemeChange]) -> str:
    """Why nothing is said about chance of `themes`, where there is a change to speak of."""
    changed = [theme for theme in themes if theme.change is not None]
    if all(theme.old.sd == 0 and theme.new.sd == 0 for theme in changed):
        return _(
            "Both rounds have a spread of 0, and without any spread there is no telling whether "
            "it can be chance"
        )
    if all(theme.old.n is not None and theme.new.n is not None for theme in changed):
        return _("The spread is not shown, so there is no telling whether it can be chance")
    return _(
        "The number of answers or the spread is missing, so there is no telling whether it can "
        "be chance"
    )


def whose_lines(comparison: Comparison) -> list[str]:
    """Whose results each round has, where they are not the unit's own."""
    old, new = comparison.old, comparison.new
    if told := lineage_text(old):
        return [told]
    if new.shown_for and same_name(old.shown_for, new.shown_for):
        return [_("The results of both rounds are those of {unit}").format(unit=new.shown_for)]
    text = _("The results of {round} are those of {unit}")
    return [
        text.format(round=round_name(side), unit=side.shown_for)
        for side in (old, new)
        if side.shown_for
    ]


def lineage_text(old: ComparedRound | Reference) -> str:
    """What the unit was in the older round, where it was not the same; empty where it was."""
    if old.how is None:
        return ""
    text = {
        "renamed": _("In {old} the unit was called {units}."),
        "split": _("In {old} the unit was a part of {units}: the figures are of all of that."),
        "merged": _("The unit was made of several: the figures of {old} are those of {units}."),
    }[old.how]
    if len(old.units) > 1:
        text = _("In {old} the unit was {units}: the figures are of all of them together.")
    names = _(" and ").join(map(quoted, old.units))
    return text.format(old=old.round or _("previous round"), units=names)


def _why_none(comparison: Comparison, theme: ThemeChange) -> str:
    """Why there is no change to tell: which round hides its score, or has none."""
    rounds, hidden = _without_score(comparison, theme)
    text = (
        _("No change is shown: the score is hidden in {rounds}")
        if hidden
        else _("No change is shown: there are no figures in {rounds}")
    )
    return text.format(rounds=_(" and ").join(rounds))


def chosen_sentence(comparison: Comparison, aim: Aim | None) -> str:
    """What the theme was chosen for then; empty where it was not chosen."""
    if aim is None:
        return ""
    text = (
        _("Chosen to preserve in {old}") if aim == "preserve" else _("Chosen to improve in {old}")
    )
    return text.format(old=round_name(comparison.old))


def fallen_sentence(comparison: Comparison, theme: ThemeChange) -> str:
    """That the theme was to be preserved and has fallen beyond chance; empty where it has not."""
    if not theme.fell or theme.old.mean is None or theme.new.mean is None:
        return ""
    name, old = theme_name(comparison, theme.id), round_name(comparison.old)
    scale = comparison.new.instrument.scale
    return fallen_text(name, old, theme.old.mean, theme.new.mean, scale)


def lost_heading(comparison: Comparison) -> str:
    """The heading over what was chosen then and compares with nothing now."""
    return _("Chosen in {old}, not comparable now").format(old=round_name(comparison.old))


def outcome_heading(comparison: Comparison) -> str:
    """The heading over what was chosen then."""
    past = comparison.old.past
    taken = "" if past is None else day(past.taken)
    return _("Chosen in {old}, and what had become of it by {date}").format(
        old=round_name(comparison.old), date=taken
    )


def action_facts(action: PastAction) -> str:
    """Who, when and in which order: `Kari · deadline 2015-05-01 · priority 2`."""
    facts = [action.owner]
    if action.deadline is not None:
        facts.append(_("deadline {date}").format(date=day(action.deadline)))
    if action.priority is not None:
        facts.append(_("priority {place}").format(place=action.priority))
    if action.basket == "leader":
        facts.append(_("passed on to the leader"))
    return " · ".join(text for text in facts if text)


def note_text(action: PastAction) -> str:
    """The last that was noted on the action, with its date; empty where nothing was."""
    note = action.last_note
    return "" if note is None else f"{day(note.date)}: {note.text}"


def status_word(action: PastAction | Earlier) -> str:
    """The action's status in the user's language."""
    return _(STATUS_WORDS[action.status])


def action_count(count: int) -> str:
    """`2 actions`, or that there were none."""
    return (
        ngettext("{n} action", "{n} actions", count).format(n=count) if count else _("no actions")
    )


def unfinished_line(past: Previous | None) -> str:
    """What the round before left unfinished, and the key that shows it; empty without any."""
    left = 0 if past is None else past.unfinished
    if past is None or not left:
        return ""
    return ngettext(
        "From {round}: {n} unfinished action (c)",
        "From {round}: {n} unfinished actions (c)",
        left,
    ).format(round=past.round, n=left)


def oddities(comparison: Comparison) -> Iterator[str]:
    """What may not be as the user thinks, a sentence each."""
    old, new = comparison.old, comparison.new
    texts: dict[Oddity, str] = {
        "other-unit": _("these are two units: “{old_unit}” and “{new_unit}”"),
        "same-round": _("both rounds are called {old}"),
        "swapped": _("{old} looks later than {new}: is the older one named first?"),
        "other-results": _(
            "one of the two has the results of the unit above, since the unit’s own are hidden: "
            "nothing can be compared"
        ),
        "other-scale": _("the two were measured on different scales: nothing can be compared"),
        "nothing-comparable": _("the two asked about different themes: nothing can be compared"),
    }
    for oddity in comparison.oddities:
        yield texts[oddity].format(
            old_unit=old.unit, new_unit=new.unit, old=round_name(old), new=round_name(new)
        )
