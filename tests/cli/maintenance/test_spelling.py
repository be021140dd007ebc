"""A name that can be taken for somebody else's is named by `amu check`."""

from pathlib import Path

import pytest

from amu_tui.text import of_two_alphabets
from tests.cli.conftest import Amu

CYRILLIC = "\N{CYRILLIC CAPITAL LETTER A}nna"


def test_check_names_who_can_be_taken_for_somebody_else(amu: Amu, chosen: Path) -> None:
    what = ("--theme", "1", "--title", "Coffee", "--owner")
    assert amu("action", "add", chosen, *what, "Anna").code == 0
    assert amu("check", chosen).err == ""
    action = amu("action", "add", chosen, *what, f"{CYRILLIC} Olsen").out.strip()
    said = amu("check", chosen)
    assert (said.code, said.out) == (0, "")
    assert said.err == (
        f"{chosen}/actions/{action}.toml: “{CYRILLIC} Olsen” can be taken for somebody else: "
        f"“{CYRILLIC}” mixes two alphabets that look alike\n"
        "Ask who wrote it, and write the name anew.\n"
    )
    amu("action", "edit", chosen, action, "--owner", "Anna Olsen")
    amu("sign", chosen, "--leader", "Kari", "--safety-representative", f"{CYRILLIC}")
    assert f"{chosen}/rounds/report.toml: “{CYRILLIC}” can be" in amu("check", chosen).err


@pytest.mark.parametrize(
    ("name", "word"),
    [
        (CYRILLIC, CYRILLIC),
        ("Kari N\N{GREEK SMALL LETTER OMICRON}rdmann", "N\N{GREEK SMALL LETTER OMICRON}rdmann"),
        ("Анна Каренина", ""),
        ("Anna-Мария Ås", ""),
        ("Άννα", ""),
        ("Čállit Đoaŋgi, HR", ""),
        ("職場A", ""),
        ("5 µg ±0,7", ""),
    ],
)
def test_a_word_is_of_one_alphabet(name: str, word: str) -> None:
    assert of_two_alphabets(name) == word
