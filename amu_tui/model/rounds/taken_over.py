"""What the next round takes over: what was chosen, and every action with its whole history.

An action that goes on is one action through all its rounds: its notes stay together, and how it
stood in each round is kept with what the room said of it. What was left open in a round, and
neither went on nor was closed, is taken over again.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from amu_tui.model.ids import random_id, slug
from amu_tui.model.meeting.action import NAME_LIMIT, TITLE_LIMIT, Action, Note, Status
from amu_tui.model.meeting.previous import (
    MAX_EARLIER,
    MAX_ENTRIES,
    Earlier,
    PastAction,
    PastTheme,
    Previous,
)
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Texts
from amu_tui.model.voting.ballot import Choice

MOST_NOTES = 20_000
"""Characters of the notes that go along with an action into the next round."""

_CARRIED = (
    *("aim", "basket", "deadline", "co_owners", "level", "when", "then"),
    *("effect", "judged", "judge_on", "matter"),
)


def previous_choices(
    session: Session,
    now: Mapping[str, str],
    today: datetime.date,
    named: Callable[[Texts], str],
) -> Previous:
    """What was chosen in `session`, and how its actions stand `today`.

    Args:
        now: themes of the session → the themes of a later round that they compare with.
        named: which language's name of a theme is kept.
    """
    chosen = session.themes.chosen if session.themes else Choice()
    actions = {action.id: _past(session, action) for action in session.actions_for()}
    lost: dict[str, PastTheme] = {}
    for key, action, theme in _left_open(session):
        actions.setdefault(key, action)
        if theme is not None:
            lost[action.theme] = theme
    actions = dict([*actions.items()][:MAX_ENTRIES])
    used = {*chosen.preserve, *chosen.improve, *(action.theme for action in actions.values())}
    instrument = session.instrument
    themes = {
        theme: PastTheme(
            name=named(instrument.name(theme)),
            number=instrument.themes[theme].number,
            now=now.get(theme),
        )
        for theme in instrument.order()
        if theme in used
    }
    return Previous(
        session=session.info.id,
        unit=session.info.unit,
        round=session.info.round,
        instrument=instrument.id,
        synthetic=session.info.synthetic,
        taken=today,
        closed=session.themes.closed if session.themes else None,
        chosen=chosen,
        themes=themes | {key: theme for key, theme in lost.items() if key in used},
        actions=actions,
    )


def goes_on(past: PastAction, past_id: str, theme: str) -> Action:
    """`past` as an action of the next round, for a theme of that round, with all that is known.

    One that was done or stopped is planned anew. Of many long notes the last go along: all of them
    stay with the round before.
    """
    status: Status = past.status if past.unfinished else "planned"
    notes = _last(past.notes or ({random_id(): past.note} if past.note else {}))
    return Action(
        id=random_id(),
        theme=theme,
        title=past.title,
        owner=past.owner,
        status=status,
        notes=notes,
        follows=past_id,
        **_carried(past),
    )


def _carried(action: Action | PastAction) -> dict[str, Any]:
    """What an action keeps as it is from one round to the next."""
    return {name: getattr(action, name) for name in _CARRIED}


def _last(notes: Mapping[str, Note]) -> dict[str, Note]:
    """The last notes, oldest first: as many as leave an action room for those of its round."""
    kept: dict[str, Note] = {}
    room = MOST_NOTES
    by_day = sorted(notes.items(), key=lambda item: item[1].date)
    for key, note in by_day[::-1]:
        room -= len(note.text) + len(note.proof)
        if room < 0 and kept:
            break
        kept[key] = note
    return dict(reversed(kept.items()))


def _past(session: Session, action: Action) -> PastAction:
    before = session.previous.actions.get(action.follows or "") if session.previous else None
    earlier: tuple[Earlier, ...] = ()
    notes: dict[str, Note] = dict(action.notes)
    if before is not None and action.follows:
        earlier = _earlier(session, action.follows, before)
        notes = before.notes | notes
    return PastAction(
        theme=action.theme,
        title=action.title[:TITLE_LIMIT],
        owner=action.owner[:NAME_LIMIT],
        status=action.status,
        priority=session.priority(action.id),
        notes=notes,
        done_on=action.done_on,
        earlier=earlier,
        **_carried(action),
    )


def _earlier(session: Session, key: str, past: PastAction) -> tuple[Earlier, ...]:
    """How the action `key` of the round before stood then, and before that."""
    assert session.previous is not None
    then = Earlier(
        id=key,
        round=session.previous.round,
        title=past.title,
        status=past.status,
        answer=session.answers.get(key),
    )
    return (*past.earlier, then)[-MAX_EARLIER:]


def _left_open(session: Session) -> Iterator[tuple[str, PastAction, PastTheme | None]]:
    """The actions that `session` took over and left open: each with its id, and its theme where
    that is none of the session's."""
    if session.previous is None:
        return
    followed = {action.follows for action in session.actions.values()}
    for key, past in session.previous.actions.items():
        answer = session.answers.get(key)
        early = answer is not None and answer.helped == "too-early"
        if key in followed or (answer is not None and answer.closed):
            continue
        if not past.unfinished and not early:
            continue
        theme, kept = session.previous.themes[past.theme], None
        now = theme.now
        if now not in session.instrument.themes:
            now = past.theme
            if now in session.instrument.themes:  # the same id, and another theme
                now = slug(f"{now}-{session.previous.round}")
            kept = msgspec.structs.replace(theme, now=None)
        open_still = msgspec.structs.replace(
            past, theme=now, priority=None, earlier=_earlier(session, key, past)
        )
        yield key, open_still, kept
