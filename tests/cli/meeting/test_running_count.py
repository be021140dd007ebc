"""No command tells how the votes fall before the vote is ended."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Amu
from tests.promises import proves

COMMANDS = (
    ("show",),
    ("show", "--json"),
    ("show", "--sentences"),
    ("check",),
    ("doctor", "--json"),
    ("report", "--format", "md"),
    ("report", "--format", "json"),
    ("action", "list", "--json"),
    ("close", "themes", "--verify"),
    ("close", "themes", "--hands", "preserve:1=9"),
    ("close", "themes", "--preserve", "1", "--improve", "1"),
)
"""What members and leaders may ask while the vote is open; the last ones are refused."""


@proves("Nobody sees a running count; everybody sees how many have voted.")
@pytest.mark.parametrize("ballots", ["confidential", "open"])
def test_commands_say_the_same_whatever_is_voted(
    amu: Amu, session: Path, ballots: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = session / "session.toml"
    info.write_text(info.read_text().replace('"confidential"', f'"{ballots}"'))
    told = []
    for name, choice in (("one", ("1,2", "22")), ("other", ("7", "13,8"))):
        place = Path(name)
        shutil.copytree(session, place / "s")
        monkeypatch.chdir(place)
        for _ in range(4):
            vote = ("vote", "s", "--passed", "--preserve", choice[0], "--improve", choice[1])
            assert amu(*vote).code == 0
        told.append([amu(words[0], "s", *words[1:]) for words in COMMANDS])
        assert not Path("s/local/ended-themes.toml").exists()
        monkeypatch.chdir("..")
    assert told[0] == told[1]
