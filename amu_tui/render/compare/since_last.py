"""The actions of the round before in words: how they stand, what changed, what the room says.

The words are neutral, as those of the comparison are, and none holds a figure of a hidden score.
"""

from collections.abc import Iterator
from typing import Any

from amu_tui.model.chance.verdict import Chance
from amu_tui.model.meeting.previous import HELPED_WORDS, Answer, Earlier, PastAction
from amu_tui.model.rounds.comparison import Comparison
from amu_tui.model.rounds.since_last import SinceLast
from amu_tui.render.compare.json import answer_json, theme_json
from amu_tui.render.compare.words import (
    action_facts,
    change_sentence,
    no_change_cell,
    score_sentence,
    shown_change,
    status_word,
    theme_name,
)
from amu_tui.render.results.figures import mean_text
from amu_tui.words import N_, _, day


def helped_text(answer: Answer | None) -> str:
    """What the room says in a word or two: `helped in part · 3 of 5`; empty where it has not."""
    if answer is None:
        return ""
    helped = _(HELPED_WORDS[answer.helped]) if answer.helped else ""
    felt = _("{felt} of 5").format(felt=answer.felt) if answer.felt else ""
    return " · ".join(filter(None, (helped, felt)))


def answer_text(answer: Answer | None) -> str:
    """The same with the room's sentence: `helped in part · 3 of 5: Half of us come`."""
    if answer is None:
        return ""
    return ": ".join(filter(None, (helped_text(answer), answer.said)))


def next_text(item: SinceLast) -> str:
    """What becomes of the action now; empty where it was finished, and nothing more is said."""
    texts = {
        "goes-on": _("goes on"),
        "closed": _("closed"),
        "open": _("not settled yet"),
        "finished": "",
    }
    return texts[item.next]


def item_theme(comparison: Comparison | None, item: SinceLast) -> str:
    """The theme's number and name of now, or those of then."""
    if comparison is not None and item.change is not None:
        return theme_name(comparison, item.change.id)
    return f"{item.theme.number} {item.theme.name}" if item.theme.number else item.theme.name


def change_lines(comparison: Comparison | None, item: SinceLast) -> list[str]:
    """The theme's score then and now, and the change in words; that it cannot be compared."""
    if comparison is None or item.change is None:
        return [_("The theme cannot be compared with any of now.")]
    scale = comparison.new.instrument.scale
    sides = ((comparison.old, item.change.old), (comparison.new, item.change.new))
    scores = " → ".join(score_sentence(side, score, scale) for side, score in sides)
    return [scores, change_sentence(comparison, item.change)]


_SHORT_CHANCE: dict[Chance, str] = {
    "within": N_("chance alone can make that"),
    "depends": N_("chance alone can make that if others answered"),
    "beyond": N_("more than chance usually makes"),
}


def short_change(comparison: Comparison | None, item: SinceLast) -> str:
    """The theme's change in a cell: `3.2 → 3.7, more than chance usually makes`."""
    if comparison is None or item.change is None:
        return _("not comparable")
    scale, change = comparison.new.instrument.scale, item.change
    if change.old.mean is None or change.new.mean is None:
        return no_change_cell(comparison, change)
    text = f"{mean_text(change.old.mean, scale)} → {mean_text(change.new.mean, scale)}"
    told = change.chance is not None and shown_change(change, scale)
    return f"{text}, {_(_SHORT_CHANCE[change.chance])}" if told and change.chance else text


def history_lines(action: PastAction) -> Iterator[str]:
    """How the action stood in earlier rounds, with what the room said, and all notes."""
    for then in action.earlier:
        yield _earlier_line(action, then)
    for note in reversed(action.dated):
        yield f"{day(note.date)}: {note.text}"


def _earlier_line(action: PastAction, then: Earlier) -> str:
    """`2014: started; helped in part · 3 of 5: Half of us come`."""
    title = f"{then.title} – " if then.title != action.title else ""
    parts = (f"{title}{status_word(then)}", answer_text(then.answer))
    return f"{then.round}: {'; '.join(filter(None, parts))}"


def item_lines(comparison: Comparison | None, item: SinceLast) -> Iterator[str]:
    """All about one action, a line each: for the command and for listening."""
    facts = action_facts(item.action)
    yield " · ".join(filter(None, (item.action.title, status_word(item.action), facts)))
    yield item_theme(comparison, item)
    yield from change_lines(comparison, item)
    yield from history_lines(item.action)
    said = (answer_text(item.answer) or _("not answered yet"), next_text(item))
    yield " – ".join(filter(None, said))


def item_json(comparison: Comparison | None, item: SinceLast) -> dict[str, Any]:
    """One action for a program; names are in the user's language."""
    action = item.action
    return {
        "id": item.id,
        "title": action.title,
        "owner": action.owner,
        "deadline": action.deadline,
        "status": action.status,
        "basket": action.basket,
        "priority": action.priority,
        "theme": {"id": action.theme, "name": item.theme.name, "now": item.theme.now},
        "change": theme_json(comparison, item.change) if comparison and item.change else None,
        "answer": answer_json(item.answer),
        "next": item.next,
        "action": item.follower.id if item.follower else None,
        "notes": [{"date": note.date, "text": note.text} for note in reversed(action.dated)],
        "earlier": [
            {
                "id": then.id,
                "round": then.round,
                "title": then.title,
                "status": then.status,
                "answer": answer_json(then.answer),
            }
            for then in action.earlier
        ],
    }
