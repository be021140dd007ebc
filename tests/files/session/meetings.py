"""Meetings by chance against a plain model.

    python -m tests.files.session.meetings run FOLDER NUMBER

Run as a program of its own, since its steps fork processes and kill them. `FOLDER` holds a
session; it prints how many sequences and steps were tried, and how often each was.
"""

import copy
import itertools
import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from amu_tui import words
from amu_tui.errors import AlreadyThere
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.versions import EditedMeanwhile
from amu_tui.model.voting.ballot import Ballot, Choice, Way
from tests.files.changes import decided
from tests.files.conftest import INFO, make
from tests.files.session.crew import Child, Say, die_at
from tests.files.session.plain import (
    Plain,
    action,
    change,
    hands,
    is_open,
    opened,
    passed_in,
    picked,
    seen,
    tracked,
)

THEMES = ("autonomy", "pressure", "support")
STEPS = 50
tried: Counter[str] = Counter()


def choices() -> st.SearchStrategy[Choice]:
    """Up to two themes of three for each aim, none for both."""
    return st.tuples(st.permutations(THEMES), st.integers(0, 2), st.integers(0, 3)).map(
        lambda drawn: Choice(
            preserve=tuple(drawn[0][: drawn[1]]), improve=tuple(drawn[0][drawn[1] : drawn[2]])[:2]
        )
    )


titles = st.sampled_from(["Walk", "Talk", "Sing", "Write it down"])
picks = st.integers(0, 50)


class Meetings(RuleBasedStateMachine):
    """One session, and now and then a clone of it, in any order of steps."""

    place: Path
    numbers = itertools.count()

    def __init__(self) -> None:
        super().__init__()
        tried["sequences"] += 1
        self.path = self.place / str(next(self.numbers))
        self.ids = itertools.count(1)
        self.plain = Plain()
        self.clone: tuple[Path, Plain, dict[str, bytes]] | None = None
        self.clone_before: dict[str, tuple[str, int]] = {}

    @initialize(ballots=st.sampled_from(["confidential", "open"]))
    def made(self, ballots: str) -> None:
        shutil.copytree(self.place / ballots, self.path)
        self.folder = SessionFolder(self.path)

    def teardown(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        if self.clone is not None:
            shutil.rmtree(self.clone[0])

    def check(self, name: str) -> None:
        tried[name] += 1
        assert seen(self.folder) == self.plain.seen()

    @rule()
    def reopen(self) -> None:
        self.folder = SessionFolder(self.path)
        self.check("reopen")

    def vote(self, folder: SessionFolder, plain: Plain, way: Way, choice: Choice) -> None:
        ballot = Ballot(session="", round="themes", way=way, choice=choice)
        if plain.over:
            with pytest.raises(AlreadyThere):
                folder.cast(ballot)
        else:
            plain.vote(way, choice, folder.cast(ballot))

    @rule(way=st.sampled_from(["own", "passed"]), choice=choices())
    def cast(self, way: Way, choice: Choice) -> None:
        self.vote(self.folder, self.plain, way, choice)
        self.check("vote")

    @rule(people=st.integers(1, 4))
    def raise_hands(self, people: int) -> None:
        try:
            self.folder.save_hands(hands(people))
            assert not self.plain.over
            self.plain.people = people
        except AlreadyThere:
            assert self.plain.over
        self.check("hands")

    @rule(chance=st.integers(0, 3))
    def end_vote(self, chance: int) -> None:
        if chance == 0 and not self.plain.closed:
            self.folder.end_vote("themes")
            self.plain.over = True
            self.check("end")

    @rule(chance=st.integers(0, 3))
    def close(self, chance: int) -> None:
        if self.plain.closed:
            with pytest.raises(AlreadyThere):
                self.folder.close(decided(self.folder, self.folder.tally("themes")))
        elif chance == 0:
            self.folder.close(decided(self.folder, self.folder.tally("themes")))
            self.plain.close()
            self.check("close")

    @rule(title=titles)
    def add(self, title: str) -> None:
        item = f"a{next(self.ids)}"
        self.folder.save_action(action(item, title), None)
        self.plain.edit(item, title)
        self.check("add")

    @precondition(lambda self: self.plain.actions)
    @rule(title=titles, pick=picks)
    def edit(self, title: str, pick: int) -> None:
        change(self.folder, self.plain, title, pick)
        self.check("edit")

    @precondition(lambda self: self.plain.actions)
    @rule(pick=picks)
    def edit_what_another_has_changed(self, pick: int) -> None:
        item, (title, revision) = picked(self.plain, pick)
        with pytest.raises(EditedMeanwhile) as told:
            self.folder.save_action(action(item, "Too late"), revision + 1)
        theirs = told.value.theirs
        assert theirs is not None
        assert (theirs.title, theirs.revision) == (title, revision)
        self.check("conflict")

    @precondition(lambda self: self.plain.actions)
    @rule(pick=picks)
    def remove(self, pick: int) -> None:
        item, (_title, revision) = picked(self.plain, pick)
        self.folder.remove_action(item, revision)
        del self.plain.actions[item]
        self.check("remove")

    @rule(
        what=st.sampled_from(["add", "edit", "remove", "own", "passed", "hands", "close"]),
        nth=st.integers(1, 30),
        choice=choices(),
        title=titles,
        pick=picks,
    )
    def kill(self, what: str, nth: int, choice: Choice, title: str, pick: int) -> None:
        """A process dies at its n-th write call; what it was told holds, and nothing is half."""
        after = copy.deepcopy(self.plain)
        item = f"a{next(self.ids)}"

        def change_it(folder: SessionFolder, plain: Plain) -> None:
            if what == "add" or (what in ("edit", "remove") and not plain.actions):
                folder.save_action(action(item, title), None)
                plain.edit(item, title)
            elif what == "edit":
                change(folder, plain, title, pick)
            elif what == "remove":
                gone, (_title, revision) = picked(plain, pick)
                folder.remove_action(gone, revision)
                del plain.actions[gone]
            elif what == "close":
                folder.close(decided(folder, folder.tally("themes")))
                plain.close()
            elif what == "hands":
                folder.save_hands(hands(pick % 4 + 1))
                plain.people = pick % 4 + 1
            else:
                way: Way = "own" if what == "own" else "passed"
                ballot = Ballot(session="", round="themes", way=way, choice=choice)
                plain.vote(way, choice, folder.cast(ballot))

        if self.plain.over and what not in ("add", "edit", "remove"):
            return
        # The same is done in a copy, for what it should come to.
        trial = self.path.with_name(f"{self.path.name}-trial")
        shutil.copytree(self.path, trial)
        change_it(opened(trial), after)
        shutil.rmtree(trial)

        def work(say: Say) -> None:
            folder = opened(self.path)
            die_at(nth)
            change_it(folder, self.plain)
            say("acknowledged")

        acknowledged = bool(Child(work).said())
        tried["killed" if not acknowledged else "not killed"] += 1
        self.folder = SessionFolder(self.path)
        found = an_hour_later(lambda: seen(self.folder))
        assert found == after.seen() or (found == self.plain.seen() and not acknowledged)
        assert not list(self.path.rglob(".tmp-*"))
        if found == after.seen():
            self.plain = after
        self.plain.passed = {} if self.plain.closed else passed_in(self.folder)
        self.check("kill")

    @precondition(lambda self: self.clone is None)
    @rule(chance=st.integers(0, 3))
    def make_clone(self, chance: int) -> None:
        """Another site's clone: what git tracks, and nothing else."""
        if chance:
            return
        path = self.path.with_name(f"{self.path.name}-clone")
        shutil.copytree(self.path, path, ignore=shutil.ignore_patterns("local"))
        plain = copy.deepcopy(self.plain)
        if not is_open(self.folder):
            plain.passed, plain.own = {}, None
        plain.people = 0
        plain.over = plain.closed
        self.clone = path, plain, tracked(path)
        self.clone_before = dict(plain.actions)
        tried["clone"] += 1

    @precondition(lambda self: self.clone is not None)
    @rule(title=titles, pick=picks, new=st.booleans())
    def change_in_clone(self, title: str, pick: int, new: bool) -> None:
        assert self.clone is not None
        path, plain, _before = self.clone
        if new or not plain.actions:
            item = f"a{next(self.ids)}"
            SessionFolder(path).save_action(action(item, title), None)
            plain.edit(item, title)
        else:
            change(SessionFolder(path), plain, title, pick)
        assert seen(SessionFolder(path)) == plain.seen()
        tried["change in clone"] += 1

    @precondition(lambda self: self.clone is not None and not self.clone[1].over)
    @rule(choice=choices())
    def vote_in_clone(self, choice: Choice) -> None:
        assert self.clone is not None
        path, plain, _before = self.clone
        self.vote(SessionFolder(path), plain, "passed", choice)
        tried["vote in clone"] += 1

    @precondition(lambda self: self.clone is not None)
    @rule(chance=st.integers(0, 3))
    def merge(self, chance: int) -> None:
        """What one side alone changed is taken; of what both did, this side's is kept."""
        if chance:
            return
        assert self.clone is not None
        path, plain, before = self.clone
        ours, theirs = tracked(self.path), tracked(path)
        for name in theirs.keys() | before.keys():
            ballot = name.startswith("ballots/")
            if theirs.get(name) == before.get(name) or ours.get(name) != before.get(name):
                continue
            if ballot and self.plain.over:
                continue  # it came too late
            target = self.path / name
            if name in theirs:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(theirs[name])
            else:
                target.unlink()
        for item, now in plain.actions.items():
            was = self.clone_before.get(item)
            if now != was and self.plain.actions.get(item) == was:
                self.plain.actions[item] = now
        if is_open(self.folder) and not self.plain.over:
            self.plain.passed = {**plain.passed, **self.plain.passed}
        shutil.rmtree(path)
        self.clone = None
        self.check("merge")


def an_hour_later(look: Callable[[], object]) -> object:
    real = time.time
    time.time = lambda: real() + 3600
    try:
        return look()
    finally:
        time.time = real


def run(path: Path, number: int, start: int) -> object:
    """Try so many sequences, the same ones each time for each `start`."""
    Meetings.place = path.with_name("meetings")
    Meetings.place.mkdir()
    shutil.copytree(path, Meetings.place / "confidential")
    make(Meetings.place / "open", msgspec.structs.replace(INFO, ballots="open"))
    run_state_machine_as_test(
        seed(start)(Meetings),
        settings=settings(
            max_examples=number,
            stateful_step_count=STEPS,
            database=None,
            deadline=None,
            print_blob=True,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return tried


if __name__ == "__main__":
    words.use("en")
    told = globals()[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
    sys.stdout.write(json.dumps(told))
