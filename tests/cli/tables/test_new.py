"""`amu new`: what a session is made of."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import amu_tui
from tests.cli.conftest import FACULTY, UNIT, Amu, tree

BUNDLED = Path(amu_tui.__file__).parent / "instruments" / "kiwest-1.toml"


def kept(session: str, name: str = "session.toml") -> dict[str, Any]:
    return tomllib.loads((Path(session) / name).read_text(encoding="utf-8"))


def test_everything_that_is_told_is_kept(amu: Amu, table: Path) -> None:
    said = amu(
        *("new", "Økt for blåskjell", "--results", table, "--unit", "  INSTITUTT for blåskjell"),
        *("--round", "2017", "--title", "Blåskjell\t2017", "--ballots", "open", "--min-n", "8"),
        *("--leader", "Kari Nordmann", "--safety-representative", "Ola", "--lang", "en"),
    )
    assert (said.code, said.out, said.err) == (0, "", "made: Økt for blåskjell\n")
    info = kept("Økt for blåskjell")
    assert info["id"] == "okt-for-blaskjell"
    assert (info["unit"], info["round"], info["title"]) == (UNIT, "2017", "Blåskjell 2017")
    assert (info["ballots"], info["min_n"], info["language"]) == ("open", 8, "en")
    assert info["people"] == {"leader": "Kari Nordmann", "safety_representative": "Ola"}


def test_the_smallest_group_can_be_raised(amu: Amu, table: Path) -> None:
    beside = ("--compare", FACULTY, "--apart", "--min-n", "38")
    amu("new", "s", "--results", table, "--unit", UNIT, *beside)
    themes = [
        theme for area in amu("show", "s", "--json").json["areas"] for theme in area["themes"]
    ]
    assert {theme["hidden"] for theme in themes} == {"protected"}
    assert {theme["mean"] for theme in themes} == {None}
    assert {theme["references"]["fakultetet"]["n"] for theme in themes} == {212}


def test_the_round_before_is_set_beside(amu: Amu, table: Path) -> None:
    before = Path("before.csv")
    before.write_text(table.read_text("utf-8").replace(";3,9;", ";3,5;"), encoding="utf-8")
    previous = ("--previous", before, "--previous-round", "2014")
    assert amu("new", "s", "--results", table, "--unit", UNIT, *previous).code == 0
    shown = amu("show", "s", "--json").json
    themes = {theme["number"]: theme for area in shown["areas"] for theme in area["themes"]}
    assert (themes[9]["mean"], themes[9]["references"]["previous"]["mean"]) == (3.9, 3.5)
    assert "2014" in amu("show", "s").out


def test_the_unit_need_not_be_told_where_there_is_one(amu: Amu, table: Path) -> None:
    assert amu("new", "s", "--results", table).code == 2
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join(lines[:29]) + "\n", encoding="utf-8")
    assert amu("new", "s", "--results", table).code == 0
    assert kept("s")["unit"] == UNIT


def test_an_instrument_of_ones_own_is_copied(amu: Amu, table: Path) -> None:
    text = BUNDLED.read_text(encoding="utf-8")
    own = Path("own.toml")
    own.write_text(text.replace('id = "kiwest-1"', 'id = "ours"', 1), encoding="utf-8")
    new = ("new", "s", "--results", table, "--unit", UNIT, "--instrument", "own.toml")
    assert amu(*new).code == 0
    own.unlink()
    assert kept("s", "instrument.toml")["id"] == "ours"
    assert amu("show", "s", "--json").json["instrument"] == "ours"
    assert amu("check", "s").code == 0


def test_a_foreign_table_is_read_with_a_mapping(amu: Amu) -> None:
    Path("t.csv").write_text("Org,Job\nNorth,3.5\nSouth,4\n", encoding="utf-8")
    Path("map.toml").write_text('unit = "Org"\n[themes]\nautonomy = "Job"\n', encoding="utf-8")
    told = amu("results", "t.csv", "--map", "map.toml", "--json").json
    assert (told["layout"], told["units"], told["themes"]) == (
        "wide",
        ["North", "South"],
        ["autonomy"],
    )
    said = amu("new", "s", "--results", "t.csv", "--unit", "North", "--map", "map.toml")
    assert said.code == 0
    assert "the table has no n" in said.err
    assert "the table has no n" in amu("show", "s").out


def test_the_round_before_may_name_its_columns_in_its_own_way(amu: Amu) -> None:
    Path("now.csv").write_text("Org,Job\nNorth,3.5\n", encoding="utf-8")
    Path("before.csv").write_text("Unit name,Q1\nNorth,3\n", encoding="utf-8")
    Path("now.toml").write_text('unit = "Org"\n[themes]\nautonomy = "Job"\n', encoding="utf-8")
    Path("before.toml").write_text(
        'unit = "Unit name"\n[themes]\nautonomy = "Q1"\n', encoding="utf-8"
    )
    new = ("new", "s", "--results", "now.csv", "--map", "now.toml", "--previous", "before.csv")
    said = amu(*new)
    assert said.code == 1, "read with the same mapping where no other is named"
    assert "before.csv" in said.err
    assert amu(*new, "--previous-map", "before.toml").code == 0
    shown = amu("show", "s", "--json").json
    theme = shown["areas"][0]["themes"][0]
    assert (theme["mean"], theme["references"]["previous"]["mean"]) == (3.5, 3.0)


def test_a_mapping_for_no_table_is_refused(amu: Amu, table: Path) -> None:
    before = tree()
    said = amu("new", "s", "--results", table, "--unit", UNIT, "--previous-map", "m.toml")
    assert (said.code, said.out) == (2, "")
    assert "--previous" in said.err
    assert tree() == before


@pytest.mark.parametrize(
    "wrong",
    [
        ("--compare", UNIT),
        ("--compare", "Fakultet for fisk"),
        ("--instrument", "kiwest-9"),
        ("--instrument", "nil.toml"),
        ("--map", "nil.toml"),
        ("--previous", "nil.csv"),
        ("--previous", "results.csv", "--previous-map", "nil.toml"),
    ],
)
def test_what_is_set_beside_must_be_there(amu: Amu, table: Path, wrong: tuple[str, ...]) -> None:
    before = tree()
    said = amu("new", "s", "--results", table, "--unit", UNIT, *wrong)
    assert (said.code, said.out) == (1, "")
    assert wrong[-1] in said.err
    assert tree() == before


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--invited", "45"), ["no response rate is shown: how many answered is not known"]),
        (("--invited", "30"), ["no response rate is shown", "37 answers, but 30 were invited"]),
        (("--responses", "37"), ["no response rate is shown: how many were invited is not known"]),
        (("--invited", "45", "--responses", "37"), []),
    ],
)
def test_half_a_response_rate_is_said_to_be_none(
    amu: Amu, table: Path, given: tuple[str, ...], told: list[str]
) -> None:
    said = amu("new", "s", "--results", table, "--unit", UNIT, *given)
    assert said.code == 0
    lines = said.err.splitlines()[:-1]
    assert len(lines) == len(told)
    assert all(text in line for text, line in zip(told, lines, strict=True))
