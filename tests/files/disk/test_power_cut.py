"""The power is cut after every call of every change: what was acknowledged is there and whole.

By default each change is made alone, and a few pairs and triples of changes are. `--full` takes
every pair and one in `TRIPLES` of the triples, and for each change alone it cuts the power again
while the next opening tidies up after the cut; `--share` takes that share of them.
"""

import contextlib
import errno
import itertools
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from amu_tui.errors import AmuError
from amu_tui.files.session.folder import SessionFolder
from tests.files.changes import CHANGES
from tests.files.disk.power import crashes, make
from tests.files.disk.recorder import Recorder
from tests.files.world import World

FIRST = ("add an action", "cast", "cast for another", "raise hands", "progress", "sign", "report")
"""Changes that can come right after the session is made."""
LATER = [name for name in CHANGES if name != "create"]
TRIPLES = 29
"""One of so many triples of changes is tried among all the pairs."""
WORKLOADS: list[tuple[str, ...]] = [
    *(("create", name) for name in FIRST),
    *itertools.permutations(LATER, 2),
    *itertools.islice(itertools.permutations(LATER, 3), 0, None, TRIPLES),
]
PARTS = 4
"""All are tried in so many parts, which can run at once."""
STRIDE = 301
"""How far it is from one that is tried by default to the next, in each part."""


def world_of(names: Sequence[str], template: Path, place: Path, patch: pytest.MonkeyPatch) -> World:
    """A world that is ready for all the changes."""

    def prepare(folder: SessionFolder) -> None:
        for name in names:
            with contextlib.suppress(AmuError):  # two of them may need the same action
                CHANGES[name].prepare(folder)

    return World(None if names[0] == "create" else template, place, patch, prepare)


def recorded(world: World, names: Sequence[str]) -> Recorder:
    """The calls of the changes, one after the other; what cannot be done is not acknowledged."""
    folder = world.fresh()
    record = Recorder(world.root)
    with record.recording(world.patch):
        for name in names:
            # What one of them needs, another may have taken away.
            with contextlib.suppress(AmuError, KeyError):
                CHANGES[name].run(folder)
                record.told()
    assert Recorder(world.root).tree() == record.tree(), "a call was not recorded"
    return record


def lost(world: World, record: Recorder, *, damage: bool = False, twice: bool = False) -> int:
    """Look at every state that a cut can leave; how many there were.

    Args:
        damage: what was not acknowledged yet may also be there damaged, where it is named.
        twice: cut the power again in the first opening after the cut.
    """
    world.fresh()
    states = [world.restarted()]
    for tree in record.acknowledged:
        make(tree, world.root)
        states.append(world.restarted())
    tried = 0
    for told, tree in crashes(record):
        allowed = states[told : told + 2]
        make(tree, world.root)
        opening = Recorder(world.root)
        with opening.recording(world.patch):
            found = world.restarted()
        tried += 1
        if damage and found not in allowed:
            assert named(found, states[told]), (told, tree)
            continue
        assert found in allowed, (told, tree)
        if twice and opening.calls:
            for _told, again in crashes(opening):
                make(again, world.root)
                tried += 1
                assert world.restarted() in allowed, (told, tree, again)
    return tried


def named(found: Any, before: Any) -> bool:
    """Whether `found` is the state `before` and an empty file that is said to be damaged."""
    if len(found) != 3:
        return False  # this is no session
    _own, problems, files = found
    rest = [file for file in files if file[1]]
    return bool(problems) and (problems, rest) != before[1:] and rest == before[2]


@pytest.mark.parametrize("name", CHANGES)
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    template: Path,
    quick_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    full: bool,
    record_property: Callable[[str, object], None],
) -> None:
    world = world_of([name], template, quick_disk, monkeypatch)
    record = recorded(world, [name])
    assert len(record.acknowledged) == 1
    tried = lost(world, record, twice=full)
    record_property("crash states", tried)
    assert tried > 3


@pytest.mark.parametrize("part", range(PARTS))
def test_a_power_cut_after_some_changes_keeps_those_before(
    template: Path,
    quick_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    part: int,
    share: float,
    record_property: Callable[[str, object], None],
) -> None:
    tried = 0
    stride = round(PARTS / share) if share else STRIDE
    for number, names in enumerate(WORKLOADS[part::stride]):
        world = world_of(names, template, quick_disk / str(number), monkeypatch)
        tried += lost(world, recorded(world, names))
    record_property("crash states", tried)
    assert tried >= max(30, 5000 // PARTS * share)


# That the vote is ended is said by a file that is there, whatever is in it.
@pytest.mark.parametrize("name", [n for n in CHANGES if n not in ("create", "end the vote")])
def test_without_hard_links_a_power_cut_leaves_at_most_a_damaged_file_that_is_named(
    template: Path, quick_disk: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def no_links(*_args: object, **_more: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    world = world_of([name], template, quick_disk, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", no_links)
        record = recorded(world, [name])
        lost(world, record, damage=True)
