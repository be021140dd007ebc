"""The actions of the round before as the first step of the next meeting asks about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.previous import Answer, PastAction, PastTheme
from amu_tui.model.meeting.session import Session
from amu_tui.model.rounds.comparison import Comparison, ThemeChange, before, compare, round_of

Next = Literal["goes-on", "closed", "open", "finished"]


@dataclass(frozen=True, kw_only=True)
class SinceLast:
    """One action of the round before.

    `action` is as it stood when this session was made, `answer` what the room says of it now.
    `follower` is the action of this session that goes on with it. `change` is that of its theme,
    None where the theme compares with none of now.
    """

    id: str
    action: PastAction
    theme: PastTheme
    answer: Answer | None = None
    follower: Action | None = None
    change: ThemeChange | None = None

    @property
    def answered(self) -> bool:
        """Whether the room has said whether it helped."""
        return self.answer is not None and self.answer.helped is not None

    @property
    def next(self) -> Next:
        """What becomes of it: it goes on, is closed, is still open, or was finished before."""
        if self.follower is not None:
            return "goes-on"
        if self.answer is not None and self.answer.closed:
            return "closed"
        return "open" if self.action.unfinished else "finished"


def compared(session: Session) -> Comparison | None:
    """The session beside the round before that it keeps; None where it keeps none."""
    old = before(session)
    return None if old is None else compare(old, round_of(session))


def since_last(session: Session, comparison: Comparison | None = None) -> tuple[SinceLast, ...]:
    """The actions of the round before, in its order: those in priority first.

    `comparison` is `compared(session)`, where the caller has it already.
    """
    past = session.previous
    if past is None:
        return ()
    comparison = comparison or compared(session)
    changes = {change.id: change for change in comparison.themes} if comparison else {}
    followers = {one.follows: one for one in session.actions.values() if one.follows}
    return tuple(
        SinceLast(
            id=key,
            action=action,
            theme=past.themes[action.theme],
            answer=session.answers.get(key),
            follower=followers.get(key),
            change=_change(past.themes[action.theme], changes),
        )
        for key, action in past.actions.items()
    )


def _change(theme: PastTheme, changes: Mapping[str, ThemeChange]) -> ThemeChange | None:
    change = changes.get(theme.now or "")
    return change if change is not None and change.comparable else None
