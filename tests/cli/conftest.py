"""The `amu` command as a person meets it: what it is told, what it says, what it leaves behind."""

import gettext
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from amu_tui.cli.program import run

UNIT, FACULTY = "Institutt for blåskjell", "Fakultetet"


@dataclass(frozen=True)
class Said:
    """What one command line returned, and what it wrote on each stream."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


Amu = Callable[..., Said]


@pytest.fixture
def amu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Amu]:
    """Run one `amu` command line in an empty folder, in English unless it says otherwise."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    for name in ("LC_ALL", "LC_MESSAGES", "AMU_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")
    domain = gettext.textdomain()

    def call(*words: object) -> Said:
        capfd.readouterr()
        code = run([str(word) for word in words])
        said = capfd.readouterr()
        return Said(code, said.out, said.err)

    yield call
    gettext.textdomain(domain)


@pytest.fixture
def table(amu: Amu) -> Path:
    """A table as an office exports it: two units, 28 themes by number, decimal commas."""
    rows = ["Enhet;Tema;Antall;Snitt;Standardavvik"]
    for unit, n in ((UNIT, 37), (FACULTY, 212)):
        for number in range(1, 29):
            few = 4 if (unit, number) == (UNIT, 5) else n
            rows.append(f"{unit};{number};{few};{3 + number % 10 / 10:.1f};0.8".replace(".", ","))
    path = Path("results.csv")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def session(amu: Amu, table: Path, tmp_path: Path) -> Path:
    """A new session of the unit."""

    def make(path: Path) -> None:
        assert amu("new", path, "--results", table, "--unit", UNIT, "--round", "2017").code == 0

    return once(tmp_path.parent / "new", Path("sessions/blaskjell-2017"), make)


@pytest.fixture
def chosen(amu: Amu, session: Path, tmp_path: Path) -> Path:
    """The session after the room has chosen 1 and 7 to preserve, 22 and 13 to improve."""

    def make(path: Path) -> None:
        said = amu("close", path, "themes", "--preserve", "1,7", "--improve", "22,13")
        assert said.code == 0, said.err

    return once(tmp_path.parent / "chosen", session, make)


def once(kept: Path, path: Path, make: Callable[[Path], object]) -> Path:
    """`path` as `make` makes it; a copy of what it made for the first test that wanted it."""
    if kept.exists():
        shutil.copytree(kept, path, dirs_exist_ok=True)
    else:
        make(path)
        shutil.copytree(path, kept)
    return path


def tree(folder: Path = Path()) -> dict[str, bytes]:
    """Every file below `folder` and what is in it; folders with nothing in them, too."""
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}
