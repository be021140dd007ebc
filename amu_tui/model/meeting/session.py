"""A session: one unit's process for one round, as one immutable value.

The application holds one `Session`; a change gives a new one. Which files it is kept in is
the concern of `amu_tui.files`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta

from amu_tui.errors import Problem, UsageError
from amu_tui.messages import Message
from amu_tui.model.disclosure.limits import LOWEST_MIN_N, MIN_N
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.agenda import MINUTES, Step, steps
from amu_tui.model.meeting.details import NOTHING, Details
from amu_tui.model.survey.instrument import AIMS, SCHEMA, Aim, Frozen, Id, Instrument
from amu_tui.model.survey.results import Results
from amu_tui.model.voting.ballot import Budget, Candidates, Choice, RoundName, Wording
from amu_tui.model.voting.by_aim import ByAim
from amu_tui.text import nearest

if TYPE_CHECKING:
    from amu_tui.model.checklists.answers import Answered
    from amu_tui.model.meeting.previous import Answer, Previous
    from amu_tui.model.meeting.versions import Clash
    from amu_tui.model.voting.reopening import Reopening
    from amu_tui.model.voting.tally import Round

Clock = Annotated[float, Meta(ge=0, le=1e11)]
"""Seconds since 1970."""


class Rules(Frozen, frozen=True, kw_only=True):
    """What the room has agreed on before it votes."""

    preserve: Annotated[int, Meta(ge=0)] = 2
    improve: Annotated[int, Meta(ge=0)] = 2
    preserve_actions: Annotated[int, Meta(ge=0)] = 3
    improve_actions: Annotated[int, Meta(ge=0)] = 3
    ties: Literal["run-off-then-lot"] = "run-off-then-lot"


def budget(rules: Rules, name: RoundName) -> Budget:
    """How many may be chosen in a round by `rules`."""
    if name == "themes":
        return Budget(preserve=rules.preserve, improve=rules.improve)
    return Budget(preserve=rules.preserve_actions, improve=rules.improve_actions)


class Signatories(Frozen, frozen=True, kw_only=True):
    """Who leads and who co-signs; names as they are to stand in the report."""

    leader: str = ""
    safety_representative: str = ""


class Info(Frozen, frozen=True, kw_only=True):
    """`session.toml`, written once when the session is made.

    `key` is random and names the session in private places outside its folder.
    """

    schema: int = SCHEMA
    id: Id
    key: Id
    unit: str
    round: str
    title: str = ""
    instrument: Id
    language: Literal["nb", "nn", "en"] = "nb"
    synthetic: bool = False
    ballots: Literal["confidential", "open"] = "confidential"
    min_n: Annotated[int, Meta(ge=LOWEST_MIN_N)] = MIN_N
    people: Signatories = Signatories()
    rules: Rules = Rules()
    agenda: dict[Id, Annotated[int, Meta(ge=0, le=600)]] = {}
    """Planned minutes by step id, where they differ from the instrument's."""


Role = Literal["leader", "safety_representative"]
ROLES: tuple[Role, ...] = ("leader", "safety_representative")


class SignedBy(Frozen, frozen=True, kw_only=True):
    """The account that entered a signature, by login, and the name that the machine has for it."""

    account: str = ""
    name: str = ""


class SignedText(Frozen, frozen=True, kw_only=True):
    """What somebody signed, and on which day.

    `version` names the signed version (`amu_tui.model.meeting.signed`), empty in a file from
    before those were kept. The rest are digests (`amu_tui.model.meeting.wording`): of rounds, of
    actions, and by the file they stand in of the `parts` that the report says beside those.
    """

    by: SignedBy = SignedBy()
    date: datetime.date | None = None
    version: str = ""
    rounds: dict[Literal["themes", "actions"], str] = {}
    actions: dict[Id, Wording] = {}
    parts: dict[str, str] = {}


class EarlierSignature(Frozen, frozen=True, kw_only=True):
    """Who signed a version that another has taken the place of."""

    name: str
    by: SignedBy = SignedBy()
    date: datetime.date


class Signature(Frozen, frozen=True, kw_only=True):
    """Who signed the report and when (`rounds/report.toml`).

    `texts` is what each signed, and who entered it; nothing in a file from before that was kept.
    `earlier` is who signed the versions before, by their ids.
    """

    schema: int = SCHEMA
    revision: Annotated[int, Meta(ge=1)] = 1
    date: datetime.date
    leader: str = ""
    safety_representative: str = ""
    texts: dict[Role, SignedText] = {}
    earlier: dict[Id, dict[Role, EarlierSignature]] = {}

    def name(self, role: Role) -> str:
        """Who has signed as `role`; empty where nobody has."""
        return self.leader if role == "leader" else self.safety_representative

    def signed_on(self, role: Role) -> datetime.date:
        """The day on which `role` signed; that of the report where it was not kept apart."""
        text = self.texts.get(role)
        return (text.date if text else None) or self.date


def check_date(date: datetime.date, today: datetime.date) -> datetime.date:
    """`date` as that of a report; `UsageError` where it is yet to come."""
    if date > today:
        raise UsageError(
            Message("{date} is yet to come", date=date),
            hint=Message("A report is dated on the day it is signed, or earlier."),
        )
    return date


class Timer(Frozen, frozen=True, kw_only=True):
    """The timer of a step: `left` seconds, of which those after `since` are gone.

    `since` is in seconds since 1970, None while it stands still.
    """

    step: Id
    left: Annotated[float, Meta(ge=0, le=86_400)]
    since: Clock | None = None


class Progress(Frozen, frozen=True, kw_only=True):
    """Where the meeting is (`local/progress.toml`): the live step and seconds used by step.

    `revision` counts up with every change. `by` is the random name of the program that leads,
    empty where none does; the file's own time is its last sign of life. `since` is when the
    meeting came to the step, in seconds since 1970, 0 where nobody leads.
    """

    schema: int = SCHEMA
    revision: Annotated[int, Meta(ge=0)] = 0
    by: Annotated[str, Meta(max_length=63)] = ""
    step: str = "agenda"
    since: Clock = 0.0
    seconds: dict[Id, Annotated[int, Meta(ge=0, le=10**9)]] = {}
    timer: Timer | None = None


MEND_HINT = Message("Mend or remove the file and try again.")
"""What helps where a file that cannot be read is in the way."""


_BEFORE = re.compile(r"\.toml|_(?=[A-Z]+_)")
"""Where the id ends in the path of an action's file."""

NEEDS: dict[str, tuple[str, ...]] = {
    "themes": ("rounds/themes.toml", "rounds/actions.toml", "rounds/reopened"),
    "actions": ("rounds/themes.toml", "rounds/actions.toml", "rounds/reopened", "actions"),
    "report": ("rounds", "actions", "checklists", "report.toml"),
}
"""The files and folders of a session that must be whole for a vote or for the report."""


class LeftOut(msgspec.Struct, frozen=True):
    """What the unit sees of a session and everybody does not, by how much there is of it."""

    figures: int = 0
    names: int = 0
    notes: int = 0


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of one session.

    `folder` is where it is kept, or empty for a quick look at a table. `previous` is what was
    chosen in the round before, where that was a session too, and `answers` what the room says of
    its actions, by their ids there. `checklists` are those that are
    answered, by id. `problems` are files that could not be read; while one of them matters to a
    round, the round is not closed. `more_problems` are those of files among the actions beyond a
    few of each owner, which are not named. `clashes` are actions that two clones changed, by id;
    each is a problem too.
    """

    info: Info
    instrument: Instrument
    results: Results
    folder: str = ""
    themes: Round | None = None
    actions: dict[str, Action] = {}
    clashes: dict[str, Clash] = {}
    priorities: Round | None = None
    reopenings: tuple[Reopening, ...] = ()
    """The times that a round was opened again, the first one first."""
    signature: Signature | None = None
    checklists: dict[str, Answered] = {}
    details: Details = NOTHING
    progress: Progress = Progress()
    previous: Previous | None = None
    answers: dict[str, Answer] = {}
    problems: tuple[Problem, ...] = ()
    more_problems: tuple[Problem, ...] = ()
    read_only: bool = False
    public: bool = False
    """Whether this is what everybody may see of the session (`public_session`)."""
    left_out: LeftOut = LeftOut()
    """What is not in it, where it is public."""

    @property
    def name(self) -> str:
        """Title, or unit and round."""
        return self.info.title or f"{self.info.unit} · {self.info.round}"

    @property
    def min_n(self) -> int:
        """The smallest group shown: the stricter of what the session and its results say."""
        return max(self.info.min_n, self.results.min_n)

    @property
    def quick_look(self) -> bool:
        """Whether this is a table that is only looked at: nothing can be saved."""
        return not self.folder

    @property
    def has_round_before(self) -> bool:
        """Whether it keeps anything of the round before to compare with."""
        kinds = (reference.kind for reference in self.results.references.values())
        return self.previous is not None or "previous" in kinds

    def steps(self) -> tuple[Step, ...]:
        """The steps there are; a quick look has none that saves anything."""
        past = self.previous is not None and bool(self.previous.actions)
        agenda = steps(self.instrument, since_last=past)
        if self.quick_look:
            shown = ("participation", "overview", "area", "slide", "own")
            return tuple(step for step in agenda if step.kind in shown)
        return agenda

    def step(self, step_id: str) -> Step:
        """The step with an id; `UsageError` with the nearest ids where there is none."""
        known = {step.id: step for step in self.steps()}
        if step_id not in known:
            near = nearest(step_id, list(known))
            every = Message("The steps are {names}.", names=", ".join(known))
            hint = Message("Did you mean {names}?", names=", ".join(near)) if near else every
            raise UsageError(Message('there is no step "{name}"', name=step_id), hint=hint)
        return known[step_id]

    def minutes(self, step: Step) -> int:
        """Planned minutes of `step`."""
        planned = self.instrument.process.minutes
        return self.info.agenda.get(step.id, planned.get(step.id, MINUTES[step.kind]))

    def blocking(self, what: RoundName | Literal["report"]) -> tuple[Problem, ...]:
        """The unreadable files without which a vote, or the report, would not say what is so.

        What a member of the group has put among the actions keeps nobody from voting.
        """
        barring = (problem for problem in self.problems if problem.bars(NEEDS[what]))
        return tuple(p for p in barring if what == "report" or not p.owner)

    def unread_actions(self, ids: Collection[str] | None = None) -> tuple[Problem, ...]:
        """What cannot be read in the folder of the actions; with `ids`, of these actions only."""
        every = (*self.problems, *self.more_problems)
        unread = tuple(p for p in every if p.bars(["actions"]) and p.path != "actions")
        if ids is None:
            return unread
        files = {f"actions/{item}" for item in ids}
        for clash in self.clashes.values():
            if clash.other is not None and clash.other.id in ids:
                files.add(clash.files[0].removesuffix(".toml"))
        # Of what a merge has left, the name goes on after the id: `ID.toml~HEAD`, `ID_BASE_1.toml`.
        return tuple(p for p in unread if _BEFORE.split(p.path, maxsplit=1)[0] in files)

    def refuse_unreadable(self, what: RoundName | Literal["report"]) -> None:
        """Raise `AmuError` with file and line for the first that is `blocking`."""
        for problem in self.blocking(what):
            raise problem.error(self.folder, MEND_HINT)

    def round(self, name: RoundName) -> Round | None:
        """The closed round, if it is closed."""
        return self.themes if name == "themes" else self.priorities

    def budget(self, name: RoundName) -> Budget:
        """How many may be chosen in a round."""
        return budget(self.info.rules, name)

    def candidates(self, name: RoundName) -> Candidates:
        """Ids that can be chosen for each aim.

        Any theme for both aims; the unit's own actions for the aim they were written for.
        """
        if name == "themes":
            order = self.instrument.order()
            return ByAim(preserve=order, improve=order)
        return ByAim.each(
            lambda aim: tuple(a.id for a in self.actions_for(aim=aim) if a.basket == "ours")
        )

    def chosen(self, aim: Aim) -> tuple[str, ...]:
        """Chosen themes; none before the themes round is closed."""
        return self.themes.chosen.of(aim) if self.themes else ()

    def actions_for(self, *, aim: Aim | None = None, theme: str | None = None) -> list[Action]:
        """Actions of an aim or theme (or all): prioritised ones first in their order, then by
        theme in the order of presentation, then by title."""
        order = self.instrument.order()
        picks = self.priorities.chosen if self.priorities else Choice()
        ranked = {item: position for aim_ in AIMS for position, item in enumerate(picks.of(aim_))}

        def key(action: Action) -> tuple[int, int, str, str]:
            position = order.index(action.theme) if action.theme in order else len(order)
            return (ranked.get(action.id, 10_000), position, action.title.casefold(), action.id)

        actions = [
            action
            for action in self.actions.values()
            if aim in (None, action.aim) and theme in (None, action.theme)
        ]
        return sorted(actions, key=key)

    def priority(self, action_id: str) -> int | None:
        """The action's place among the prioritised of its aim, from 1; None if it has none."""
        if self.priorities is not None:
            for picks in self.priorities.chosen.values():
                if action_id in picks:
                    return picks.index(action_id) + 1
        return None

    def check_place(self, action: Action) -> None:
        """Raise `UsageError` where `action` would leave the place it was prioritised in."""
        before = self.actions.get(action.id)
        if before is None or self.priority(action.id) is None:
            return
        if (action.theme, action.aim, action.basket) != (before.theme, before.aim, before.basket):
            raise UsageError(
                Message("this action is among the prioritised: its theme, aim and basket stay"),
                hint=Message("Give it the status stopped, and write another."),
            )

    def says_otherwise(self, action: Action) -> bool:
        """Whether `action` would be another thing to vote on than it is now."""
        before = self.actions.get(action.id)
        return before is not None and any(
            getattr(before, field) != getattr(action, field)
            for field in ("title", "theme", "aim", "basket")
        )

    def with_action(self, action: Action) -> Session:
        """The session with `action` added, or in the place of its older version."""
        return msgspec.structs.replace(self, actions={**self.actions, action.id: action})

    def without_action(self, action_id: str) -> Session:
        """The session without an action."""
        left = {key: action for key, action in self.actions.items() if key != action_id}
        return msgspec.structs.replace(self, actions=left)

    def with_round(self, closed: Round) -> Session:
        """The session with a round closed."""
        if closed.round == "themes":
            return msgspec.structs.replace(self, themes=closed)
        return msgspec.structs.replace(self, priorities=closed)
