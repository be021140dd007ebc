"""Two rounds of a unit side by side: what changed, what of it can be chance, what was done.

A difference is never called good or bad here: what is good is for the staff to say.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from amu_tui.model.chance.beside import two_rounds
from amu_tui.model.chance.verdict import Chance, Verdict
from amu_tui.model.meeting.previous import Answer, PastAction, PastTheme, Previous
from amu_tui.model.meeting.session import Session
from amu_tui.model.naming import same_name
from amu_tui.model.rounds.handover import counterparts
from amu_tui.model.survey.instrument import Aim, Instrument
from amu_tui.model.survey.results import Lineage, Reference, Score

Oddity = Literal[
    "other-unit", "swapped", "same-round", "other-results", "other-scale", "nothing-comparable"
]
NO_SCORE = Score()
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


@dataclass(frozen=True, kw_only=True)
class ComparedRound:
    """One of the two rounds; `past` is what was chosen in it, where that is known.

    `units` and `how` are as in `Reference`. `session` is empty for a table; `scores` are by theme
    id of `instrument`, of which those in `not_comparable` mean another thing in the other round.
    `shown_for` as in `Results`. `answers` are what the room of this round says of the actions of
    the round before.
    """

    unit: str
    round: str
    instrument: Instrument
    scores: Mapping[str, Score]
    session: str = ""
    units: tuple[str, ...] = ()
    how: Lineage | None = None
    not_comparable: tuple[str, ...] = ()
    shown_for: str = ""
    closed: datetime.date | None = None
    past: Previous | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    synthetic: bool = False


@dataclass(frozen=True, kw_only=True)
class ThemeChange:
    """One theme of the new round.

    `change` is new − old in units of the scale, None unless both are shown and `comparable`;
    `verdict` is what is said of it, where n and sd are known. `chosen` and `actions` (ids) are of
    the old round.
    """

    id: str
    comparable: bool = True
    old: Score = NO_SCORE
    new: Score = NO_SCORE
    change: float | None = None
    verdict: Verdict | None = None
    chosen: Aim | None = None
    actions: tuple[str, ...] = ()

    @property
    def chance(self) -> Chance | None:
        """Whether chance alone can make the change; None where that is not known."""
        return None if self.verdict is None else self.verdict.chance

    @property
    def fell(self) -> bool:
        """Whether it was to be preserved, and is lower than chance usually makes."""
        lower = self.change is not None and self.change < 0
        return self.chosen == "preserve" and lower and self.chance == "beyond"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The themes of the new round in the order of presentation.

    `lost` are themes of then, by their ids of then, that were chosen or have actions, and that
    compare with no theme of now.
    """

    old: ComparedRound
    new: ComparedRound
    themes: tuple[ThemeChange, ...]
    actions: Mapping[str, PastAction] = field(default_factory=dict)
    lost: Mapping[str, PastTheme] = field(default_factory=dict)
    oddities: tuple[Oddity, ...] = ()


def round_of(session: Session, past: Previous | None = None) -> ComparedRound:
    """A session as one of the two rounds; `past` is what was chosen in the older."""
    return ComparedRound(
        unit=session.info.unit,
        round=session.info.round,
        session=session.info.id,
        instrument=session.instrument,
        scores=session.results.themes,
        shown_for=session.results.shown_for,
        closed=session.themes.closed if session.themes else None,
        past=past,
        answers=session.answers,
        synthetic=session.info.synthetic,
    )


def before(session: Session) -> ComparedRound | None:
    """The round before as the session itself keeps it, None where it keeps none.

    Where the unit was several, all of them together, if that could be made; else the first.
    """
    return next(iter(befores(session)), None)


def befores(session: Session) -> tuple[ComparedRound, ...]:
    """The round before of each unit that the unit was then, as the session itself keeps it.

    Their scores were put under the themes of this round when the session was made; none of them
    could be where it has none. Choices can be kept without scores.
    """
    found = [r for r in session.results.references.values() if r.kind == "previous"]
    past = session.previous
    if not found and past is not None:
        found = [Reference(title=past.round, round=past.round)]
    return tuple(_kept(session, past, reference) for reference in found)


def _kept(session: Session, past: Previous | None, reference: Reference) -> ComparedRound:
    return ComparedRound(
        unit=past.unit if past else session.info.unit,
        round=reference.round or reference.title,
        session=past.session if past else "",
        units=reference.units,
        how=reference.how,
        instrument=session.instrument,
        scores=reference.themes,
        shown_for=session.results.shown_for,
        not_comparable=reference.not_comparable if reference.themes else session.instrument.order(),
        closed=past.closed if past else None,
        past=past,
        synthetic=past.synthetic if past else session.info.synthetic,
    )


def compare(old: ComparedRound, new: ComparedRound) -> Comparison:
    """`old` and `new` compared, theme by theme of `new`."""
    then = {now: theme for theme, now in counterparts(new.instrument, old.instrument).items()}
    if not same_name(old.shown_for, new.shown_for):
        then = {}  # the figures of two units are never compared
    past = old.past
    chosen = _chosen(past) if past else {}
    pairs = {
        theme: (new.scores.get(theme, NO_SCORE), old.scores.get(then[theme], NO_SCORE))
        for theme in new.instrument.order()
        if theme in then and then[theme] not in old.not_comparable
    }
    said = two_rounds(pairs, new.instrument.scale)
    themes = []
    for theme in new.instrument.order():
        if theme not in pairs:
            score = new.scores.get(theme, NO_SCORE)
            themes.append(ThemeChange(id=theme, comparable=False, new=score))
            continue
        score, then_score = pairs[theme]
        both = then_score.mean is not None and score.mean is not None
        themes.append(
            ThemeChange(
                id=theme,
                old=then_score,
                new=score,
                change=(score.mean or 0) - (then_score.mean or 0) if both else None,
                verdict=said.get(theme),
                chosen=chosen.get(theme),
                actions=_actions(past, theme),
            )
        )
    comparable = {theme.id for theme in themes if theme.comparable}
    themes_then = past.themes if past else {}
    return Comparison(
        old=old,
        new=new,
        themes=tuple(themes),
        actions=past.actions if past else {},
        lost={
            key: theme_then
            for key, theme_then in themes_then.items()
            if theme_then.now not in comparable
        },
        oddities=tuple(_oddities(old, new, comparable=bool(comparable))),
    )


def _chosen(past: Previous) -> dict[str, Aim]:
    """Theme of now → what it was chosen for then."""
    chosen: dict[str, Aim] = {}
    for theme, old in past.themes.items():
        aim = past.chosen.aim_of(theme)
        if old.now is not None and aim is not None:
            chosen[old.now] = aim
    return chosen


def _actions(past: Previous | None, theme: str) -> tuple[str, ...]:
    if past is None:
        return ()
    then = {key for key, old in past.themes.items() if old.now == theme}
    return tuple(key for key, action in past.actions.items() if action.theme in then)


def _oddities(old: ComparedRound, new: ComparedRound, *, comparable: bool) -> list[Oddity]:
    """What may not be as the user thinks."""
    oddities: list[Oddity] = []
    if not same_name(old.unit, new.unit) and old.how is None:
        oddities.append("other-unit")
    if same_name(old.round, new.round):
        oddities.append("same-round")
    elif _swapped(old, new):
        oddities.append("swapped")
    here, there = new.instrument.scale, old.instrument.scale
    if (here.min, here.max) != (there.min, there.max):
        oddities.append("other-scale")
    elif not same_name(old.shown_for, new.shown_for):
        oddities.append("other-results")
    elif not comparable:
        oddities.append("nothing-comparable")
    return oddities


def _swapped(old: ComparedRound, new: ComparedRound) -> bool:
    """Whether `old` is the later one: by the years of their names, else by when they chose."""
    then, now = _YEAR.findall(old.round), _YEAR.findall(new.round)
    if then and now and then[-1] != now[-1]:
        return int(then[-1]) > int(now[-1])
    return old.closed is not None and new.closed is not None and old.closed > new.closed
