"""A small session of its own instrument, made once and copied for each test."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amu_tui.files.session.create import create
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.session import Info
from amu_tui.model.survey.instrument import Area, Instrument, Scale, Theme
from amu_tui.model.survey.results import Participation, Results, Score

INSTRUMENT = Instrument(
    id="small",
    title={"en": "Small"},
    scale=Scale(min=1.0, max=5.0),
    areas={"work": Area(title={"en": "Work"}, themes=("autonomy", "pressure", "support"))},
    themes={
        "autonomy": Theme(number=1, name={"en": "Autonomy"}),
        "pressure": Theme(number=2, name={"en": "Time pressure"}, turned=True),
        "support": Theme(number=3, name={"en": "Support"}),
    },
)
RESULTS = Results(
    unit="Institutt for blåskjell",
    participation=Participation(invited=45, responses=37),
    themes={
        "autonomy": Score(n=37, mean=3.9, sd=0.7),
        "pressure": Score(n=36, mean=2.9, sd=1.1),
        "support": Score(hidden="protected"),
    },
)
INFO = Info(
    id="ifb-2017",
    key="k7m3q9tw2345abcd",
    unit="Institutt for blåskjell",
    round="2017",
    instrument="small",
)


def make(path: Path, info: Info = INFO) -> SessionFolder:
    create(path, info, RESULTS, INSTRUMENT, own_instrument=True)
    return SessionFolder(path)


def tree(root: Path) -> dict[str, bytes | str]:
    """Every file and link below `root` with its content."""
    found: dict[str, bytes | str] = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "session"
    make(path)
    return path


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> SessionFolder:
    path = tmp_path / "sessions" / "ifb-2017"
    shutil.copytree(template, path)
    return SessionFolder(path)


def told_by(module: str, scenario: str, *args: object) -> Any:
    """What the processes of a scenario in `crew` or another such program were told."""
    command = [sys.executable, "-m", f"tests.files.session.{module}", scenario, *map(str, args)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.fixture
def session(template: Path, quick_disk: Path) -> Path:
    """A session that real processes work on."""
    path = quick_disk / "session"
    shutil.copytree(template, path)
    return path


@pytest.fixture
def quick_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk in memory where there is one: sweeps make thousands of files."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
