"""Themes with items in common, in one table or in two: what follows of the rest of the items."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu, Said

THEMES = {"a": ["q1", "q2"], "b": ["q3"], "c": ["q1", "q2", "q3"], "d": ["q2", "q3"]}
OTHERS = [(3, 4, 2), (2, 2, 5), (4, 5, 1), (1, 2, 5), (3, 3, 4), (4, 2, 5)]
FIVES = [(5, 4, 2), (5, 2, 5), (5, 5, 1), (5, 1, 4), (5, 3, 4), (5, 2, 5)]
ALIKE = [(3, 4, 5), (2, 2, 5), (4, 5, 5), (1, 2, 5), (3, 3, 5), (4, 2, 5), (5, 5, 5)]


def instrument(name: str, *themes: str, turned: dict[str, list[str]] | None = None) -> str:
    text = 'schema = 1\nid = "own"\ntitle.en = "Own"\n[scale]\nmin = 1\nmax = 5\n'
    text += f'[areas.w]\ntitle.en = "W"\nthemes = {list(themes)}\n'
    for number, theme in enumerate(THEMES, 1):
        if theme in themes:
            text += f'[themes.{theme}]\nnumber = {number}\nname.en = "{theme.upper()}"\n'
            text += f"items = {THEMES[theme]}\nreversed = {(turned or {}).get(theme, [])}\n"
    Path(name).write_text(text, encoding="utf-8")
    return name


def answers(**units: list[tuple[int, int, int]]) -> None:
    rows = [f"{unit},{a},{b},{c}" for unit, people in units.items() for a, b, c in people]
    Path("answers.csv").write_text("\n".join(["Unit,q1,q2,q3", *rows]), encoding="utf-8")


def scored(amu: Amu, ours: str, *more: object, out: str = "out.csv") -> Said:
    told = ("--instrument", ours, "--unit-column", "Unit", "-o", out)
    return amu("score", "answers.csv", *told, *more)


@pytest.mark.parametrize(
    ("themes", "people", "code"),
    [
        ("ac", ALIKE, 1),  # the index of three items less the two of A is the third
        ("ac", OTHERS, 0),
        ("ac", ALIKE * 3, 0),  # so many may all have answered alike
        ("acd", OTHERS, 0),
        ("acd", FIVES, 1),  # C less D
        ("ad", ALIKE, 0),  # A less D is no group of items
        ("ab", ALIKE, 0),  # hidden in B, and nothing else tells it
    ],
)
def test_the_rest_of_the_items_of_a_theme_is_not_told(
    amu: Amu, themes: str, people: list[tuple[int, int, int]], code: int
) -> None:
    answers(T=people, R=OTHERS)
    said = scored(amu, instrument("ours.toml", *themes))
    assert said.code == code, said.err
    assert Path("out.csv").exists() == (not code)
    assert ("answered to the rest of the items" in said.err) == bool(code)


@pytest.mark.parametrize(
    "turned",
    [{"a": ["q2"], "c": ["q2"]}, {"a": ["q1"], "c": ["q1", "q3"]}, {"a": ["q2"]}],
)
def test_nor_where_items_are_reversed(amu: Amu, turned: dict[str, list[str]]) -> None:
    """In both themes, or in one of them only: then twice an item is left and nothing follows."""
    answers(T=ALIKE, R=OTHERS)
    code = int("c" in turned)
    assert scored(amu, instrument("ours.toml", "a", "c", turned=turned)).code == code


def test_nor_of_a_group_that_is_left_between_units(amu: Amu) -> None:
    """F has more people than R, who answered the third item alike and are no unit."""
    Path("units.csv").write_text("unit,parent\nF,\nR,F\n", encoding="utf-8")
    for people, code in ((ALIKE, 1), (OTHERS, 0)):
        answers(F=people, R=OTHERS)
        told = scored(amu, instrument("ours.toml", "a", "c"), "--tree", "units.csv")
        assert told.code == code, told.err


def test_what_an_earlier_table_shows_of_another_theme_counts(amu: Amu) -> None:
    """The second instrument does not know what B was made of, and so not what C tells beside it."""
    answers(T=FIVES, R=[*OTHERS, *OTHERS])
    first, second = instrument("1.toml", "a", "b"), instrument("2.toml", "a", "c")
    assert scored(amu, first, out="first.csv").code == 0
    said = scored(amu, second, "--published", "first.csv")
    assert said.code == 1
    assert "first.csv: the table shows “b”, whose items" in said.err
    assert not Path("out.csv").exists()
    assert scored(amu, second, "--force", out="first.csv").code == 1
    third = instrument("3.toml", "a", "b", "c")
    assert scored(amu, third, "--published", "first.csv").code == 0
