"""Many processes on one session for long.

    python -m tests.files.session.storms SCENARIO FOLDER SIZE

Prints one JSON document of what was done and what was found afterwards.
"""

import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from amu_tui import words
from amu_tui.files import toml
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.versions import EditedMeanwhile
from amu_tui.model.voting.ballot import Ballot
from tests.files.changes import ACTION, PASSED, leftovers
from tests.files.session.crew import Child, Say, noted, together

WRITERS = 8
KILLS = 25
"""After so many kills the session is looked at, and another begun."""


@dataclass
class Found:
    """What came of killing: `left` are temporary files that the next opening did not clear."""

    kills: int = 0
    told: Counter[str] = field(default_factory=Counter)
    lost: list[object] = field(default_factory=list)
    torn: list[object] = field(default_factory=list)
    stale: int = 0
    left: int = 0


def kills(path: Path, size: int) -> object:
    """Eight writers at once, of whom one is killed at any moment, `size` times in all."""
    chance = random.Random(2017)
    found = Found()
    for storm in range(-(-size // KILLS)):
        copy = path.with_name(f"storm{storm}")
        shutil.copytree(path, copy)
        number = min(KILLS, size - found.kills)
        told = _storm(copy, storm, number, chance)
        found.kills += number
        found.told += Counter(kind for kind, *_rest in told)
        found.stale += len(leftovers(copy))
        _an_hour_later(partial(_look, copy, told, found))
        shutil.rmtree(copy)
    return vars(found)


def _storm(path: Path, storm: int, size: int, chance: random.Random) -> list[Any]:
    """What the writers were told; the last of them are killed at the end."""
    told: list[Any] = []
    lives = itertools.count()

    def born() -> Child:
        name = f"s{storm}l{next(lives)}"
        return Child(lambda say: _write(say, path, name))

    crew = [born() for _ in range(WRITERS)]
    for _ in range(size - WRITERS):
        place = chance.randrange(WRITERS)
        crew[place].heard(chance.randrange(5))
        time.sleep(chance.uniform(0, 0.003))
        told += _killed(crew[place])
        crew[place] = born()
    for child in crew:
        told += _killed(child)
    return told


def _killed(child: Child) -> list[Any]:
    os.kill(child.pid, signal.SIGKILL)
    return child.said()


def _write(say: Say, path: Path, name: str) -> None:
    """Ballots, new actions and remarks to those of anybody, for ever."""
    chance = random.Random(name)
    os.nice(10)  # so that the one who kills them is not kept waiting
    folder = SessionFolder(path)
    for number in itertools.count():
        item = f"{name}n{number}"
        kind = chance.choice(("action", "note", "own", "passed"))
        if kind == "action":
            folder.save_action(msgspec.structs.replace(ACTION, id=item), None)
            say(["action", item])
        elif kind == "note" and (actions := list(folder.load().actions.values())):
            action = chance.choice(actions)
            with suppress(EditedMeanwhile):  # by one that is alive, or was killed over it
                folder.save_action(noted(action, item), action.revision)
                say(["note", action.id, item])
        elif kind == "own":  # all are one account: each takes the place of the last
            say(["ballot", folder.cast(msgspec.structs.replace(PASSED, way="own"))])
        elif kind == "passed":
            say(["ballot", folder.cast(PASSED)])


def _look(path: Path, told: list[Any], found: Found) -> None:
    """Compare what is in the session now with what the writers were told."""
    folder = SessionFolder(path)
    actions = folder.load().actions
    problems = (*folder.session.problems, *folder.ballots("themes")[1])
    found.torn += [[problem.path, problem.message] for problem in problems]
    found.left += len(leftovers(path))
    kept = {file.stem: file for file in path.rglob("*.toml") if "ballots" in file.parts}
    for entry in told:
        kind, item, *rest = entry
        if kind == "action":
            there = item in actions
        elif kind == "note":
            there = rest[0] in actions[item].notes
        else:
            there = item in kept and bool(toml.decode(kept[item], Ballot))
        if not there:
            found.lost.append(entry)


def _an_hour_later(look: Callable[[], None]) -> None:
    real = time.time
    time.time = lambda: real() + 3600
    try:
        look()
    finally:
        time.time = real


def crowd(path: Path, size: int) -> object:
    """64 people vote 50 times each at the same moment, `size` times in all."""
    found = []
    for run in range(size):
        copy = path.with_name(f"crowd{run}")
        shutil.copytree(path, copy)

        def vote(say: Say, copy: Path = copy) -> None:
            folder = SessionFolder(copy)
            for _turn in range(50):
                say(folder.cast(PASSED))

        names = [name for person in together([vote] * 64) for name in person]
        folder = SessionFolder(copy)
        ballots, problems = folder.ballots("themes")
        found.append([len(names), len(set(names)), folder.turnout("themes"), len(ballots)])
        assert not problems
        shutil.rmtree(copy)
    return found


if __name__ == "__main__":
    words.use("en")
    told = globals()[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(told))
