"""Twenty sites in clones of their own: whatever the order they are merged in, one state.

A part of them by default; `--full` takes 20 clones with 25 changes each in 50 orders.
"""

import random
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.action import Action
from amu_tui.model.voting.ballot import Ballot, Choice
from tests.files.changes import ACTION, DAY
from tests.files.conftest import INFO, make
from tests.files.session.test_git import commit, git
from tests.promises import proves

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

OWN = 6
"""Actions that each site has from the beginning, to change or remove."""


class Site:
    """A clone whose people change what is theirs: their own actions, new ones, open ballots."""

    def __init__(self, folder: SessionFolder, number: int) -> None:
        self.folder, self.chance = folder, random.Random(number)
        self.theirs = [f"s{number}-{one}" for one in range(OWN)]
        self.removed: set[str] = set()
        self.ballots = 0

    def change(self) -> None:
        do = self.chance.choice([self.add, self.edit, self.edit, self.remove, self.vote])
        do()

    def add(self) -> None:
        new = replace(ACTION, id=random_id(), title=f"New {self.chance.random()}")
        self.theirs.append(self.folder.save_action(new, None).id)

    def edit(self) -> None:
        if self.theirs:
            before = self.folder.load().actions[self.chance.choice(self.theirs)]
            changes: dict[str, object] = self.chance.choice(
                [
                    {"title": f"Changed {self.chance.random()}"},
                    {"owner": "Kari", "deadline": DAY},
                    {"status": "started"},
                    {"basket": "leader"},
                ]
            )
            self.folder.save_action(replace(before, **changes), before.revision)

    def remove(self) -> None:
        if len(self.theirs) > 2:
            gone = self.theirs.pop(self.chance.randrange(len(self.theirs)))
            self.folder.remove_action(gone, self.folder.load().actions[gone].revision)
            self.removed.add(gone)

    def vote(self) -> None:
        choice = Choice(preserve=("autonomy",))
        self.folder.cast(Ballot(session="", round="themes", way="passed", choice=choice))
        self.ballots += 1

    def actions(self) -> dict[str, Action]:
        """What this site has made of its own."""
        found = self.folder.load().actions
        return {one: found[one] for one in self.theirs}


@proves(
    "Other sites work in clones of their own; git merges them, one file a thing, and the "
    "application never runs git (`amu help sharing`, `amu help files`).",
)
def test_clones_merged_in_any_order_have_one_state(quick_disk: Path, full: bool) -> None:
    clones, changes, orders = (20, 25, 50) if full else (5, 10, 4)
    seed = make(quick_disk / "seed", replace(INFO, ballots="open"))
    for number in range(clones):
        for one in range(OWN):
            title = f"From the beginning {number} {one}"
            seed.save_action(replace(ACTION, id=f"s{number}-{one}", title=title), None)
    git(seed.path, "init", "-q", "-b", "main")
    commit(seed)
    sites = []
    for number in range(clones):
        git(quick_disk, "clone", "-q", str(seed.path), f"site{number}")
        site = Site(SessionFolder(quick_disk / f"site{number}"), number)
        for _change in range(changes):
            site.change()
        commit(site.folder)
        git(seed.path, "fetch", "-q", str(site.folder.path), f"main:site{number}")
        sites.append(site)
    expected = {key: action for site in sites for key, action in site.actions().items()}
    trees = set()
    for order in range(orders):
        names = [f"site{number}" for number in range(clones)]
        random.Random(order).shuffle(names)
        git(seed.path, "checkout", "-q", "--detach", "main")
        for name in names:
            git(seed.path, "merge", "-q", "--no-edit", name)
        trees.add(git(seed.path, "rev-parse", "HEAD^{tree}"))
        if len(trees) > 1 or order == 0:
            session = SessionFolder(seed.path).load()
            assert session.problems == ()
            assert session.actions == expected
            assert SessionFolder(seed.path).turnout("themes") == sum(s.ballots for s in sites)
    assert len(trees) == 1
