"""`amu new` with tables beside the results: rates by group, questions of their own, units above."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import FACULTY, UNIT, Amu, tree
from tests.promises import proves

GROUPS = f"""Enhet;Inndeling;Gruppe;Inviterte;Antall svar
{UNIT};;;60;41
{UNIT};Kjønn;Kvinner;35;24
{UNIT};Kjønn;Menn;25;17
{UNIT};Stilling;Vitenskapelig;41;28
{UNIT};Stilling;Teknisk/administrativ;16;11
{UNIT};Stilling;Lærlinger;3;2
{FACULTY};;;300;212
{FACULTY};Kjønn;Kvinner;160;120
{FACULTY};Kjønn;Menn;140;92
"""
QUESTIONS = f"""Enhet;Spørsmål;Svaralternativ;Andel;Antall;Snitt;Standardavvik
{UNIT};hours;Ingen;25 %;40;;
{UNIT};hours;1–2 timer;75 %;40;;
{UNIT};Medarbeidersamtale;;73 %;37;;
{UNIT};health;;;37;3,4;0,9
{FACULTY};health;;;212;3,3;0,8
"""
UNITS = f"unit,parent\nUniversitetet,\n{FACULTY},Universitetet\n{UNIT},{FACULTY}\nLiten,{FACULTY}\n"


@pytest.fixture
def beside(table: Path) -> Path:
    """The tables beside the results; in them there is a unit of four, and one of nobody."""
    few = "".join(f"Liten;{number};4;3,3;0,8\n" for number in range(1, 29))
    table.write_text(table.read_text("utf-8") + few, encoding="utf-8")
    Path("groups.csv").write_text(GROUPS, encoding="utf-8")
    Path("questions.csv").write_text(QUESTIONS, encoding="utf-8")
    Path("units.csv").write_text(UNITS, encoding="utf-8")
    return table


def kept(session: str = "s") -> dict[str, Any]:
    return tomllib.loads((Path(session) / "results.toml").read_text(encoding="utf-8"))


def test_rates_by_group_are_kept_without_numbers_of_people(amu: Amu, beside: Path) -> None:
    new = ("new", "s", "--results", beside, "--unit", UNIT, "--compare", FACULTY, "--apart")
    said = amu(*new, "--participation", "groups.csv")
    assert (said.code, said.err) == (0, "made: s\n")
    asked = kept()["participation"]
    assert (asked["invited"], asked["responses"]) == (60, 41)
    groups = {key: one.get("rate", one.get("hidden")) for key, one in asked["groups"].items()}
    assert groups == {
        "women": 0.69,
        "men": 0.68,
        "scientific": 0.68,
        "technical-administrative": "protected",
        "laerlinger": "protected",
    }
    assert asked["groups"]["women"]["title"]["nb"] == "Kvinner"
    faculty = kept()["references"]["fakultetet"]["participation"]
    assert (faculty["invited"], faculty["groups"]["women"]["rate"]) == (300, 0.75)
    assert amu("check", "s").code == 0


def test_the_rates_of_a_larger_unit_stand_where_the_unit_has_none(amu: Amu, beside: Path) -> None:
    Path("groups.csv").write_text(
        "unit,group,invited,responses\nNTNU,,7290,5077\nNTNU,Women,3500,2562\nX,,9,8\nX,Men,8,8\n",
        encoding="utf-8",
    )
    new = ("new", "s", "--results", beside, "--unit", UNIT, "--participation", "groups.csv")
    assert amu(*new).code == 0
    told = kept()
    assert "groups" not in told.get("participation", {})
    assert told["references"]["ntnu"]["participation"]["groups"]["women"]["rate"] == 0.73
    assert "themes" not in told["references"]["ntnu"]


def test_questions_of_their_own_are_kept_and_shown(amu: Amu, beside: Path) -> None:
    new = ("new", "s", "--results", beside, "--unit", UNIT, "--questions", "questions.csv")
    assert amu(*new).code == 0
    asked = kept()["questions"]
    assert asked["hours"] == {"n": 40, "shares": {"none": 0.25, "up-to-2": 0.75}}
    assert asked["appraisal"] == {"n": 37, "share": 0.73}
    assert asked["health"] == {"n": 37, "mean": 3.4, "sd": 0.9}
    shown = amu("show", "s")
    assert "75%" in shown.out
    assert "3.4 ±0.9" in shown.out


def test_questions_may_stand_among_the_themes(amu: Amu, table: Path) -> None:
    text = table.read_text("utf-8").splitlines()
    rows = [f"{line};;" for line in text[1:]]
    rows += [f"{UNIT};hours;40;;;none;25 %", f"{UNIT};hours;40;;;up-to-2;75 %"]
    rows += [f"{UNIT};Jobb og helse;37;3,4;0,9;;"]
    table.write_text("\n".join([f"{text[0]};Svaralternativ;Andel", *rows]), encoding="utf-8")
    told = amu("results", table, "--json").json
    assert (told["problems"], told["ignored"]) == ([], [])
    assert told["questions"] == ["hours", "health"]
    assert amu("new", "s", "--results", table, "--unit", UNIT).code == 0
    assert kept()["questions"] == {
        "hours": {"n": 40, "shares": {"none": 0.25, "up-to-2": 0.75}},
        "health": {"n": 37, "mean": 3.4, "sd": 0.9},
    }


@pytest.mark.parametrize("above", [("--tree", "units.csv"), ("--parent", FACULTY)])
def test_a_unit_too_small_to_be_shown_discusses_its_parents_results(
    amu: Amu, beside: Path, above: tuple[str, str]
) -> None:
    Path("groups.csv").write_text("unit,group,invited,responses\nLiten,,6,4\n", encoding="utf-8")
    more = ("--participation", "groups.csv", "--questions", "questions.csv")
    assert amu("new", "s", "--results", beside, "--unit", "liten", *above, *more).code == 0
    told = kept()
    assert (told["unit"], told["shown_for"]) == ("Liten", FACULTY)
    assert told["themes"]["autonomy"]["n"] == 212
    assert told["questions"]["health"]["n"] == 212
    assert (told["participation"]["invited"], told["participation"]["responses"]) == (6, 4)
    document = amu("show", "s", "--json").json
    assert (document["unit"], document["results_of"]) == ("Liten", FACULTY)
    for form in ((), ("--plain",), ("--sentences",)):
        assert f"The results are those of {FACULTY}" in amu("show", "s", *form).out.replace(
            "\n", " "
        )
    assert "Resultatene er for Fakultetet" in amu("show", "s", "--lang", "nb").out
    assert (
        f"The results are those of {FACULTY}" in amu("report", "--draft", "s", "--format", "md").out
    )
    assert amu("report", "--draft", "s", "--format", "json").json["results_of"] == FACULTY
    header = amu("report", "--draft", "s", "--format", "csv").out.splitlines()[0]
    assert header.endswith(",answered,results_of")


@proves("*Hidden* says one thing, “protects somebody”, and no file keeps by which rule.")
def test_why_the_results_of_a_unit_are_hidden_is_not_told(amu: Amu, beside: Path) -> None:
    new = ("new", "--results", beside, "--unit", "Liten", "--parent", FACULTY)
    assert amu(new[0], "few", *new[1:]).code == 0
    lines = beside.read_text("utf-8").splitlines()
    hidden = [
        f"{line.rsplit(';', 3)[0]};;protected;" if line.startswith("Liten;") else line
        for line in lines
    ]
    beside.write_text("\n".join(hidden), encoding="utf-8")
    previous = ("--previous", beside, "--previous-round", "2015")
    assert amu(new[0], "s", *new[1:], *previous).code == 0
    said = f"The results are those of {FACULTY}: the unit’s own are hidden"
    for folder in ("few", "s"):
        assert said in amu("show", folder).out.replace("\n", " ")
    compared = amu("compare", "s").out
    assert f"The results of both rounds are those of {FACULTY}" in compared


def test_a_unit_without_any_row_is_known_by_the_tree(amu: Amu, beside: Path) -> None:
    Path("units.csv").write_text(UNITS + f"Minst,{FACULTY}\n", encoding="utf-8")
    new = ("new", "s", "--results", beside, "--unit", "minst")
    assert amu(*new).code == 1
    assert amu(*new, "--tree", "units.csv").code == 0
    assert (kept()["unit"], kept()["shown_for"]) == ("Minst", FACULTY)


def test_a_unit_that_may_be_shown_keeps_its_own_results(amu: Amu, beside: Path) -> None:
    new = ("new", "s", "--results", beside, "--unit", UNIT, "--tree", "units.csv")
    assert amu(*new).code == 0
    assert "shown_for" not in kept()
    assert "results_of" not in amu("show", "s", "--json").json
    assert "The results are those of" not in amu("show", "s").out


def test_without_a_unit_above_it_is_said_what_to_do(amu: Amu, beside: Path) -> None:
    said = amu("new", "s", "--results", beside, "--unit", "Liten")
    assert said.code == 0
    assert "--parent" in said.err
    assert "--tree" in said.err


def test_what_is_understood_of_the_tables_beside(amu: Amu, beside: Path) -> None:
    Path("groups.csv").write_text(GROUPS + f"{UNIT};Kjønn;Andre;2;3\n", encoding="utf-8")
    more = ("--participation", "groups.csv", "--questions", "questions.csv", "--tree", "units.csv")
    said = amu("results", beside, *more)
    assert (said.code, said.err) == (0, "")
    for words in (
        "groups.csv",
        "Groups: Kvinner, Menn,",
        "Other questions: Hours beyond agreed working time, Appraisal interview",
        "Tree: 4 units, at the top Universitetet",
        "row 11: more people of this group answered than were invited",
    ):
        assert words in said.out
    told = amu("results", beside, *more, "--json").json
    assert told["participation_table"]["units"] == [UNIT, FACULTY]
    assert [one["row"] for one in told["participation_table"]["problems"]] == [11, 11]
    assert told["questions_table"]["questions"] == ["hours", "appraisal", "health"]
    assert told["tree"]["parents"][UNIT] == FACULTY
    Path("groups.csv").write_text(f"unit,group,rate\n{UNIT},A,many\n", encoding="utf-8")
    said = amu("results", beside, *more)
    assert (said.code, "groups.csv:2:" in said.err) == (1, True)


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--participation", f"unit,group,rate\n{UNIT},A,many\n", ":2:"),
        ("--questions", f"unit,question,option,share\n{UNIT},hours,none,0.5\n", ":2:"),
        ("--tree", "unit,parent\nA,B\nB,A\n", ":2:"),
        ("--parent", "", "no unit is called"),
    ],
)
def test_what_is_wrong_beside_makes_no_session(
    amu: Amu, beside: Path, option: str, text: str, said: str
) -> None:
    if text:
        Path("wrong.csv").write_text(text, encoding="utf-8")
    before = tree()
    value = "wrong.csv" if text else "Nowhere"
    told = amu("new", "s", "--results", beside, "--unit", UNIT, option, value)
    assert (told.code, told.out) == (1, "")
    assert said in told.err
    assert tree() == before


def test_more_groups_than_are_taken_are_refused_with_their_row(amu: Amu, beside: Path) -> None:
    rows = "".join(f"{UNIT};;Lag {number};20;12\n" for number in range(400))
    Path("groups.csv").write_text(GROUPS + rows, encoding="utf-8")
    new = ("new", "s", "--results", beside, "--unit", UNIT, "--participation", "groups.csv")
    said = amu(*new)
    assert said.code == 1
    assert said.err == "groups.csv:306: groups: 405 of one unit, and no more than 300 are taken\n"
    assert not Path("s").exists()
    Path("groups.csv").write_text(GROUPS + rows[: len(rows) // 4], encoding="utf-8")
    said = amu(*new)
    assert said.err == (
        "groups.csv:3: 102 groups of people make up the unit in too many ways\n"
        "Say what they are divided by in a column “dimension”.\n"
    )
