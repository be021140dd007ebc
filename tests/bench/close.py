"""How long it takes to count and close a vote: `python -m tests.bench.close [BALLOTS] [RUNS]`.

Beside it the part that cannot be done without: reading and parsing the same files. Each figure is
the median of the runs, in seconds by the clock and of processor time; the ratios are run by run.
"""

import datetime
import random
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from amu_tui.files import toml
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.ids import random_id
from amu_tui.model.voting.ballot import Ballot, Choice
from amu_tui.model.voting.closing import close
from tests.files.conftest import INFO, make

THEMES = ("autonomy", "pressure", "support")


def voted(path: Path, ballots: int) -> SessionFolder:
    """A session in which so many have voted at a keyboard that was passed round."""
    folder = make(path)
    box = path / "local" / "ballots" / "themes"
    box.mkdir(parents=True)
    for _number in range(ballots):
        choice = Choice(preserve=(random.choice(THEMES),))
        cast = Ballot(session=INFO.key, round="themes", way="passed", choice=choice)
        (box / f"{random_id()}.toml").write_bytes(toml.encode(cast))
    return folder


def bare(folder: SessionFolder) -> None:
    """Read and parse every ballot."""
    for path in (folder.path / "local" / "ballots" / "themes").iterdir():
        tomllib.loads(path.read_text(encoding="utf-8"))


def closing(folder: SessionFolder) -> None:
    """End the vote, count it, and write the round down, as `amu close` does."""
    session = folder.load()
    folder.close(
        close(
            "themes",
            folder.end_vote("themes"),
            budget=session.budget("themes"),
            candidates=session.candidates("themes"),
            today=datetime.date.today(),
            choice=Choice(preserve=("autonomy",)),
            reason="for the clock",
        )
    )


def timed(work: Callable[[SessionFolder], None], folder: SessionFolder) -> tuple[float, float]:
    """Seconds by the clock and of processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    work(folder)
    return time.perf_counter() - clock, time.process_time() - processor


def main(ballots: int = 2000, runs: int = 5) -> None:
    """Print both, and the ratios."""
    times: dict[str, list[tuple[float, float]]] = {"read and parsed": [], "counted and closed": []}
    for _run in range(runs):
        with tempfile.TemporaryDirectory() as place:
            folder = voted(Path(place) / "session", ballots)
            times["read and parsed"].append(timed(bare, folder))
            times["counted and closed"].append(timed(closing, folder))
    for name, found in times.items():
        clock, processor = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{ballots} ballots {name}: {clock:.2f} s, processor {processor:.2f} s")
    pairs = zip(*times.values(), strict=True)
    ratios = [ours[1] / least[1] for least, ours in pairs]
    print(f"ratio of processor times: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
