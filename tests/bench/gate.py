"""A session beside hundreds of others of its round: how long the gate between them takes.

    python -m tests.bench.gate [SESSIONS] [RUNS]

A university of ten faculties and their institutes, with 28 themes, four questions and rates of
seven groups; a session of each unit, set beside the units above it. Prints the median seconds that
`amu new` of one more takes, by the clock and of processor time, in a folder of its own and beside
all of them, and the difference. On a busy machine only the processor time tells anything.
"""

import contextlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from amu_tui.cli.tables.reading import Reading, results_table
from amu_tui.files.session.create import create, fresh_key
from amu_tui.model.meeting.session import Info
from amu_tui.tables.figures.groups import read_groups
from amu_tui.tables.figures.questions import read_questions
from amu_tui.tables.reading.read import read_table
from amu_tui.tables.results.unit_results import OtherTables, unit_results
from amu_tui.tables.results.unit_tree import read_tree

FACULTIES = 10
GROUPS = {
    "gender": ("Women", "Men"),
    "position": ("Scientific", "Technical", "Students"),
    "leader": ("Leaders", "Others"),
}
HOURS = ("None", "1–2 hours", "3–5 hours", "6–10 hours", "Over 10 hours")
TOP, LAST = "University", "Institute 0"
TABLES = {
    "--results": "results",
    "--participation": "groups",
    "--questions": "asked",
    "--tree": "tree",
}


def tree(sessions: int) -> dict[str, str]:
    """The units and the one above each; those below come after it."""
    faculties = {f"Faculty {number}": TOP for number in range(FACULTIES)}
    institutes = {
        f"Institute {number}": f"Faculty {number % FACULTIES}"
        for number in range(max(1, sessions - FACULTIES))
    }
    return {TOP: "", **faculties, **institutes}


def written(parents: dict[str, str]) -> None:
    """The tables: institutes of 20 to 80 people, and whole those of their faculty."""
    rng = random.Random(1)
    asked: dict[str, int] = dict.fromkeys(parents, 0)
    for unit in reversed(parents):
        asked[unit] = asked[unit] or rng.randint(25, 100)
        if parents[unit]:
            asked[parents[unit]] += asked[unit]
    results, groups = ["unit,theme,n,mean,sd"], ["unit,dimension,group,invited,responses"]
    hours = ["unit,question,option,n"]
    for unit, invited in asked.items():
        came = invited * 4 // 5
        for theme in range(1, 29):
            mean, sd = 2.5 + 2 * rng.random(), 0.5 + 0.5 * rng.random()
            results.append(f"{unit},{theme},{came},{mean:.2f},{sd:.2f}")
        groups.append(f"{unit},,,{invited},{came}")
        for by, names in GROUPS.items():
            parts = _parts(invited, len(names))
            groups += [
                f"{unit},{by},{g},{n},{n * 4 // 5}" for g, n in zip(names, parts, strict=True)
            ]
        counts = _parts(came, len(HOURS))
        hours += [f"{unit},hours,{o},{n}" for o, n in zip(HOURS, counts, strict=True)]
    above = ["unit,parent", *(f"{unit},{up}" for unit, up in parents.items())]
    for name, lines in zip(TABLES.values(), (results, groups, hours, above), strict=True):
        Path(f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")


def _parts(people: int, count: int) -> list[int]:
    share = people // count
    return [people - share * (count - 1), *[share] * (count - 1)]


def made(parents: dict[str, str]) -> None:
    """A session of every unit but the last, whatever they tell together."""
    table = results_table(Reading(Path("results.csv")))
    others = OtherTables(
        groups=read_groups(read_table(Path("groups.csv"))),
        questions=read_questions(read_table(Path("asked.csv")), table.instrument),
        tree=read_tree(Path("tree.csv")),
    )
    for number, unit in enumerate(parents):
        if unit == LAST:
            continue
        figures = unit_results(table, unit, others, compare=_above(parents, unit))
        info = Info(
            id=f"s{number}",
            key=fresh_key(),
            unit=unit,
            round="2026",
            instrument=table.instrument.id,
        )
        create(Path(f"sessions/s{number}"), info, figures, table.instrument)


def _above(parents: dict[str, str], unit: str) -> list[str]:
    found = []
    while unit := parents[unit]:
        found.append(unit)
    return found


def timed(parents: dict[str, str], folder: str) -> tuple[float, float]:
    """Seconds by the clock and of processor time that one more session takes in `folder`."""
    compared = [word for unit in _above(parents, LAST) for word in ("--compare", unit)]
    tables = [word for option, name in TABLES.items() for word in (option, f"{name}.csv")]
    told = ["new", f"{folder}/last", *tables, "--unit", LAST, "--round", "2026", *compared]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "amu_tui", *told], check=False, capture_output=True)
    clock, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    shutil.rmtree(f"{folder}/last", ignore_errors=True)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    sessions, runs = (int(word) for word in (*sys.argv[1:], "300", "5")[:2])
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        parents = tree(sessions)
        written(parents)
        made(parents)
        taken = {
            folder: [timed(parents, folder) for _ in range(runs)]
            for folder in ("alone", "sessions")
        }
    alone, beside = (
        [statistics.median(one) for one in zip(*taken[folder], strict=True)] for folder in taken
    )
    for name, (clock, processor) in (("alone", alone), (f"beside {sessions}", beside)):
        print(f"{name:>12}: {clock:.2f} s, {processor:.2f} s of processor time")
    print(f"{'the gate':>12}: {beside[0] - alone[0]:.2f} s, {beside[1] - alone[1]:.2f} s")


if __name__ == "__main__":
    main()
