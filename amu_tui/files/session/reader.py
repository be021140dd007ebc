"""Reading the files of a session, with what is wrong with each of them kept beside."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from amu_tui.errors import AmuError, Problem, ReadOnly
from amu_tui.files import places, toml
from amu_tui.files.disk.claims import clear_dead, is_claim, left_of_save
from amu_tui.files.disk.crowds import Crowd
from amu_tui.files.disk.durable import clear_stale
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.disk.shell import operand, word
from amu_tui.model.disclosure.protect import protected_results
from amu_tui.model.ids import is_id
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.session import Info
from amu_tui.model.survey.instrument import SCHEMA, Instrument
from amu_tui.model.survey.results import Results
from amu_tui.model.voting.ballot import ROUNDS, RoundName
from amu_tui.words import _, ngettext, some

if TYPE_CHECKING:
    from amu_tui.model.checklists.answers import Answered
    from amu_tui.model.meeting.previous import Answer, Previous
    from amu_tui.model.meeting.versions import Clash
    from amu_tui.model.voting.reopening import Reopening
    from amu_tui.model.voting.tally import Round

T = TypeVar("T", bound=msgspec.Struct)


class Reader:
    """Reads one file after the other and keeps what is wrong with any of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.more_problems: list[Problem] = []
        self.clashes: dict[str, Clash] = {}
        self.read_only = False

    def note_schema(self, schema: int, *parts: str, read: bool = False) -> None:
        """A file of a newer version makes the whole session read-only.

        Not what any member of a group has put among the actions: nobody changes that file.
        """
        if schema <= SCHEMA:
            return
        if parts[0] == places.ACTIONS and self.shared:
            message = _("this was written by a newer version of amu, so it cannot be changed")
            self.problem(AmuError(message), *parts)
            self.problems[-1] = dataclasses.replace(self.problems[-1], notice=read)
        else:
            self.read_only = True
            message = _("this was written by a newer version of amu, so nothing can be changed")
            self.problems.append(Problem(path="/".join(parts), message=message))

    def note_limits(self, info: Info, results: Results) -> None:
        """What must be hidden together was decided when the results were read, and only then."""
        if info.min_n != results.min_n:
            message = _("min_n is {session} here, but the results were made with {results}")
            self.problems.append(
                Problem(
                    path=places.SESSION,
                    message=message.format(session=info.min_n, results=results.min_n),
                )
            )

    def safe(self, results: Results, instrument: Instrument, min_n: int) -> Results:
        """The results without what somebody has put there of too few people."""
        safe, hidden = protected_results(results, instrument, min_n)
        if hidden:
            message = ngettext(
                "{names} must not be shown, and is hidden here",
                "{names} must not be shown, and are hidden here",
                len(hidden),
            )
            problem = Problem(path=places.RESULTS, message=message.format(names=some(hidden, 5)))
            self.problems.append(problem)
        return safe

    def value(self, kind: type[T], *parts: str, limit: int = toml.SMALL) -> T | None:
        """The value in a file, None where there is no file or it cannot be read."""
        try:
            path = places.inside(self.root, *parts)
            value = toml.find(path, kind, limit=limit, newer=True)
        except ReadOnly:
            self.note_schema(SCHEMA + 1, *parts)
            return None
        except AmuError as error:
            self.problem(error, *parts)
            return None
        self.note_schema(getattr(value, "schema", SCHEMA), *parts, read=True)
        return value

    def problem(self, error: AmuError, *parts: str) -> None:
        """Note what is wrong with a file; among the actions of a group with whose it is."""
        problem = error.problem(display_path("/".join(parts)))
        if parts[0] == places.ACTIONS and parts[1:] and self.shared:
            from amu_tui.files.ballots.voters import owned, owner

            with contextlib.suppress(OSError):
                uid = self.root.joinpath(*parts).lstat().st_uid
                message = owned(problem.message, uid)
                problem = dataclasses.replace(problem, message=message, owner=owner(uid))
        self.problems.append(problem)

    @functools.cached_property
    def shared(self) -> bool:
        """Whether a group shares the session, and so puts files among the actions."""
        from amu_tui.files.sharing import access

        return access.vouches(self.root)

    def round(self, name: RoundName, info: Info, instrument: Instrument) -> Round | None:
        """A closed round, None where it is open or its file is unreadable."""
        parts = places.round_file(name)
        with contextlib.suppress(AmuError):  # it is said below
            if not places.there(places.inside(self.root, *parts)):
                return None
        from amu_tui.files.ballots import kept_ballots
        from amu_tui.model.voting.tally import Round

        closed = self.value(Round, *parts, limit=toml.LARGE)
        if closed is None:
            return None
        chosen = (*closed.chosen.preserve, *closed.chosen.improve)
        unknown = [item for item in chosen if item not in instrument.themes]
        if closed.round != name:
            self.problem(AmuError(_("this is another round")), *parts)
        elif name == "themes" and unknown:
            message = _('there is no theme "{theme}"').format(theme=unknown[0])
            self.problem(AmuError(message), *parts)
        else:
            closed, notices = kept_ballots.with_ballots(self.root, info, closed)
            self.problems += notices
            return closed
        return None

    def reopenings(self, rounds: dict[RoundName, Round | None]) -> tuple[Reopening, ...]:
        """The records of rounds that were opened again, the first one first."""
        if not os.path.lexists(self.root.joinpath(*places.REOPENED)):
            return ()
        from amu_tui.files.ballots import reopening
        from amu_tui.model.voting.reopening import Reopening

        found: list[Reopening] = []
        try:
            for name in reopening.names(self.root):
                one = self.value(Reopening, *places.REOPENED, name, limit=toml.LARGE)
                if one is not None and places.id_file(one.id) != name:
                    message = _('the file is not named after its id, "{id}"').format(id=one.id)
                    self.problem(AmuError(message), *places.REOPENED, name)
                elif one is not None:
                    found.append(one)
        except AmuError as error:
            self.problem(error, *places.REOPENED)
        return reopening.done(found, rounds)

    def answers(self, previous: Previous | None) -> dict[str, Answer]:
        """What the room says of the actions of the round before, by their ids there."""
        if previous is None or not previous.actions:
            return {}
        from amu_tui.model.meeting.previous import Answer

        found = ((key, self.value(Answer, *places.answer_file(key))) for key in previous.actions)
        return {key: answer for key, answer in found if answer is not None}

    def actions(self, instrument: Instrument) -> dict[str, Action]:
        """The actions by id, in the order of their ids."""
        actions: dict[str, Action] = {}
        names = self.action_names()
        if names:
            from amu_tui.files.git import git_conflicts
        crowd = Crowd(self.root / places.ACTIONS)
        for name in names:
            left = git_conflicts.left_over(name)
            before, clashes = len(self.problems), len(self.clashes)
            if left or (name.endswith(".toml") and not name.startswith(".")):
                owner = crowd.owner(name)
                action = None
                if crowd.full(owner):
                    self.problem(AmuError(_("this file is not read")), places.ACTIONS, name)
                elif left:
                    self.problem(left, places.ACTIONS, name)
                elif (action := self._action(name, instrument)) is not None:
                    actions[action.id] = action
                crowd.read(owner, well=action is not None or len(self.clashes) > clashes)
            elif is_claim(name):
                owner = crowd.owner(name)
                if crowd.many(owner):
                    crowd.more[owner] += 1
                else:
                    self._note_claim(name)
            if len(self.problems) > before and len(self.clashes) == clashes:
                self._name_few(crowd, owner, before)
        self.problems += crowd.rest(places.ACTIONS)
        return actions

    def _name_few(self, crowd: Crowd, owner: int, since: int) -> None:
        """Keep apart what is wrong with files of one owner, beyond the first few."""
        if crowd.many(owner) and (self.shared or crowd.full(owner)):
            crowd.more[owner] += 1
            self.more_problems += (p for p in self.problems[since:] if not p.notice)
            del self.problems[since:]
        else:
            crowd.named(owner, len(self.problems) - since)

    def note_who_leads(self) -> None:
        """Say where somebody else than those who lead has written where the meeting is."""
        from amu_tui.files.disk.accounts import account_name
        from amu_tui.files.sharing import access

        parts = (places.LOCAL, places.PROGRESS)
        with contextlib.suppress(AmuError):
            uid = access.not_leading(self.root, *parts)
            if uid is not None:
                message = _("{name} has written this, who does not lead: nobody follows it")
                name = display_path(account_name(uid) or str(uid))
                said = message.format(name=name)
                self.problems.append(Problem(path="/".join(parts), message=said, notice=True))

    def _note_claim(self, name: str) -> None:
        with contextlib.suppress(AmuError):
            if message := left_of_save(self.root / places.ACTIONS / name):
                path = display_path(f"{places.ACTIONS}/{name}")
                self.problems.append(Problem(path=path, message=message, notice=True))

    def action_names(self) -> list[str]:
        """The names in the folder of the actions, in their order."""
        return self.names_in(places.ACTIONS)

    def names_in(self, name: str) -> list[str]:
        """The names in a folder of the session, in their order."""
        try:
            folder = places.inside(self.root, name, "")
            return sorted(entry.name for entry in folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            self.problem(unreadable(error), name)
        except AmuError as error:
            self.problem(error, name)
        return []

    def checklists(self) -> dict[str, Answered]:
        """The checklists that are answered, by id, in the order of their ids."""
        names = [name for name in self.names_in(places.CHECKLISTS) if name.endswith(".toml")]
        if not names:
            return {}
        from amu_tui.files.checklists.reading import answered

        return answered(self, [name for name in names if not name.startswith(".")])

    def _action(self, name: str, instrument: Instrument) -> Action | None:
        parts = (places.ACTIONS, name)
        stem = name.removesuffix(".toml")
        if not is_id(stem):
            self.problem(AmuError(_("this is not the name of an action's file")), *parts)
            return None
        readable = len(self.problems)
        action = self.value(Action, *parts)
        if action is None:
            if len(self.problems) > readable:
                self._clash(stem, *parts)
            return None
        if action.id != stem:
            message = _('the file is not named after its id, "{id}"').format(id=action.id)
        elif action.theme not in instrument.themes:
            message = _('there is no theme "{theme}"').format(theme=action.theme)
        else:
            return action
        self.problem(AmuError(message), *parts)
        return None

    def _clash(self, stem: str, *parts: str) -> None:
        """Where git has left two versions in a file, say so instead of the last problem."""
        from amu_tui.files.git import git_conflicts

        with contextlib.suppress(AmuError):
            path = places.inside(self.root, *parts)
            data = toml.read_bytes(path, git_conflicts.LIMIT)
            if not git_conflicts.marked(data):
                return
            self.problems.pop()
            try:
                clash = self.clashes[stem] = git_conflicts.clash(data, stem, path)
            except AmuError as error:
                self.problem(error, *parts)
                return
            mixed = _("git has put two actions into this file")
            message = mixed if clash.other else _("two clones changed this action")
            hint = _(
                "Choose with `amu action edit {session} {id} --take ours`, or theirs, or by Enter "
                "on it in the step “Actions”; then `git add` the file."
            ).format(session=word(operand(self.root)), id=stem)
            self.problem(AmuError(message, line=clash.line, hint=hint), *parts)

    def tidy(self, info: Info, rounds: dict[RoundName, Round | None]) -> None:
        """Finish what an interrupted program left: temporary files, ballots already counted."""
        folders: list[tuple[str, ...]] = [(), (places.ACTIONS,), (places.ROUNDS,), (places.LOCAL,)]
        folders += [(places.SIGNED,), (places.CHECKLISTS,), (places.LOCAL, places.BALLOTS)]
        folders += [places.REMOVED, places.REOPENED]
        for name in ROUNDS:
            parts = places.ballot_folder(name, confidential=info.ballots == "confidential")
            folders += [parts, places.turnout_folder(name)]
            marked = os.path.lexists(self.root.joinpath(*places.counting_mark(name)))
            if rounds[name] is not None or marked:
                self._tidy_ballots(info, name, parts, closed=rounds[name] is not None)
        for parts in folders:
            with contextlib.suppress(AmuError):
                clear_stale(places.inside(self.root, *parts, ""))
        for folder in (places.ACTIONS, places.ROUNDS, places.CHECKLISTS):
            with contextlib.suppress(AmuError):
                clear_dead(places.inside(self.root, folder, ""))

    def _tidy_ballots(
        self, info: Info, name: RoundName, parts: tuple[str, ...], *, closed: bool
    ) -> None:
        from amu_tui.files.ballots.ballot_box import BallotBox
        from amu_tui.files.sharing import access

        box = BallotBox(self.root, info, name)
        if not closed:
            box.forget_dead_count()
            return
        if not access.facilitates(self.root):
            return  # those who only vote may not remove what others cast
        if box.uncounted():
            self.problem(not_counted(), places.LOCAL, places.BALLOTS)
            return
        if not box.uncleared():
            return
        self.problems += box.late()
        if not box.clear():
            message = _("the vote is closed, but its ballots could not be removed")
            self.problems.append(Problem(path="/".join(parts), message=message))


def not_counted() -> AmuError:
    """What is said of ballots that lie beside a round that came by a merge."""
    return AmuError(
        _("the vote was closed elsewhere, without the ballots or hands that are here"),
        hint=_("Tell those who voted here, then remove them."),
    )


def unreadable(error: OSError) -> AmuError:
    """`error` as what is said of a file or folder."""
    problem = AmuError(_("this cannot be read"))
    problem.__cause__ = error
    return problem
