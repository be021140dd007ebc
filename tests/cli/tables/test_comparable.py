"""The round before was asked with another questionnaire: what may be set beside it."""

from pathlib import Path
from typing import Any

import pytest

import amu_tui
from tests.cli.conftest import UNIT, Amu, tree

BUNDLED = Path(amu_tui.__file__).parent / "instruments" / "kiwest-1.toml"
MAPPED = """
[comparable.kiwest-1.themes]
autonomy = "independence"
independence = "autonomy"
recognition = "recognition"
cooperation = ""
"""


@pytest.fixture
def newer(amu: Amu, table: Path) -> list[object]:
    """A command line for a session of a new instrument, with a table of the old one before."""
    write(MAPPED)
    table.rename("before.csv")
    rows = Path("before.csv").read_text(encoding="utf-8")
    Path("now.csv").write_text(rows.replace(";3,9;", ";3,5;"), encoding="utf-8")
    return [
        *("new", "s", "--results", "now.csv", "--unit", UNIT, "--instrument", "newer.toml"),
        *("--previous", "before.csv", "--previous-round", "2014"),
    ]


def write(mapped: str) -> None:
    """The new instrument: the bundled one under another id, with a mapping at its end."""
    text = BUNDLED.read_text(encoding="utf-8").replace('"kiwest-1"', '"newer-2"', 1)
    Path("newer.toml").write_text(text + mapped, encoding="utf-8")


def beside(amu: Amu, session: str = "s") -> dict[str, Any]:
    """Theme → what stands beside it of the round before, where there is anything."""
    shown = amu("show", session, "--json").json
    themes = [theme for area in shown["areas"] for theme in area["themes"]]
    return {t["id"]: t["references"]["previous"] for t in themes if t["references"]}


def test_only_what_means_the_same_is_set_beside(amu: Amu, newer: list[object]) -> None:
    assert amu("new", "old", "--results", "before.csv", "--unit", UNIT, "--round", "2014").code == 0
    old = {
        theme["id"]: theme["mean"]
        for area in amu("show", "old", "--json").json["areas"]
        for theme in area["themes"]
    }
    assert amu(*newer, "--previous-instrument", "kiwest-1").code == 0
    found = {theme: score["mean"] for theme, score in beside(amu).items()}
    assert found == {
        "autonomy": old["independence"],
        "independence": old["autonomy"],
        "recognition": old["recognition"],
    }
    spoken = amu("show", "s", "--sentences").out.splitlines()
    (told,) = [line for line in spoken if line.startswith("Theme 4,")]
    assert "not comparable" not in told.lower()
    (told,) = [line for line in spoken if line.startswith("Theme 7,")]
    assert told.endswith("Not comparable with 2014.")
    assert amu("check", "s").code == 0


def test_nothing_is_compared_that_nobody_said_is_the_same(amu: Amu, newer: list[object]) -> None:
    write("")
    said = amu(*newer, "--previous-instrument", "kiwest-1")
    assert said.code == 0
    assert "no theme of newer-2 is compared with kiwest-1" in said.err
    assert beside(amu) == {}
    assert "not comparable" not in amu("show", "s", "--sentences").out.lower()


def test_the_same_questionnaire_compares_theme_by_theme(amu: Amu, newer: list[object]) -> None:
    assert amu(*newer).code == 0
    assert len(beside(amu)) == 28


@pytest.mark.parametrize(
    ("mapped", "line", "message"),
    [
        ('[comparable.kiwest-1.themes]\nautonomi = "autonomy"\n', 1, 'no theme "autonomi"'),
        ('[comparable.kiwest-1.themes]\nautonomy = "Q 1"\n', 1, '"Q 1" is not a theme id'),
        ("[comparable.newer-2]\n", 0, "comparable with itself"),
        ('[comparable.kiwest-1.themes]\nautonomy = "gone"\n', None, 'kiwest-1 has no theme "gone"'),
    ],
)
def test_a_mapping_that_cannot_be_meant(
    amu: Amu, newer: list[object], mapped: str, line: int | None, message: str
) -> None:
    write(mapped)
    before = tree()
    text = Path("newer.toml").read_text(encoding="utf-8")
    said = amu(*newer, "--previous-instrument", "kiwest-1")
    assert said.code == 1
    assert message in said.err
    if line is not None:
        number = text[: text.index(mapped)].count("\n") + 1 + line
        assert f"newer.toml:{number}:" in said.err
    assert tree() == before


def test_an_instrument_for_no_table_is_refused(amu: Amu, table: Path) -> None:
    said = amu("new", "s", "--results", table, "--unit", UNIT, "--previous-instrument", "kiwest-1")
    assert said.code == 2
    assert "--previous-instrument goes with a table of the round before" in said.err
