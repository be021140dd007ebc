"""Names that differ in little: found by one another, and never made one without a word."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu

LONG = "Enhet;Tema;n;Snitt;Standardavvik\n"


def results(amu: Amu, text: str, mapping: str = "schema = 1\n") -> tuple[int, str]:
    Path("t.csv").write_text(text, encoding="utf-8")
    Path("map.toml").write_text(mapping, encoding="utf-8")
    told = amu("results", "t.csv", "--map", "map.toml")
    return told.code, told.out + told.err


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Lab", "Lab [1]", "row 3, column “Enhet”: “Lab [1]” is taken as “Lab”"),
        ("Lab*", "Lab", "row 2, column “Enhet”: “Lab*” is taken as “Lab”"),
        ("Lab¹", "Lab", "row 2, column “Enhet”: “Lab¹” is taken as “Lab”"),
        ("Lab", "LAB", "row 3, column “Enhet”: “LAB” is taken as “Lab”"),
        ("Lab [a]", "lab [a]", "row 3, column “Enhet”: “lab [a]” is taken as “Lab [a]”"),
        ("101", "101.0", "row 3, column “Enhet”: “101.0” is taken as “101”"),
        ("101.0", "101", "row 2, column “Enhet”: “101.0” is taken as “101”"),
    ],
)
def test_each_name_that_is_taken_as_another_is_said(
    amu: Amu, one: str, other: str, said: str
) -> None:
    text = f"{LONG}{one};Autonomi;37;3,9;0,8\n{other};Anerkjennelse;37;3,5;0,9\n"
    assert results(amu, text)[0] == 0
    assert said in results(amu, text)[1]
    told = amu("new", "s", "--results", "t.csv", "--unit", other)
    assert said in told.err
    assert said in amu("show", "s").out.replace("\n  ", " ")


@pytest.mark.parametrize(("one", "other"), [("Bygg [1]", "Bygg [2]"), ("Lab*", "Lab**")])
def test_names_that_differ_in_a_footnote_mark_only_are_not_made_one(
    amu: Amu, one: str, other: str
) -> None:
    code, said = results(
        amu, f"{LONG}{one};Autonomi;37;3,9;0,8\n{other};Anerkjennelse;12;2,5;0,9\n"
    )
    assert code == 1
    assert f"“{other}” and “{one}” differ in a footnote mark only: one unit, or two?" in said
    assert amu("new", "s", "--results", "t.csv", "--unit", one).code == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Autonomi", "autonomi"), ("Autonomi", "Autonomi (R)"), ("Autonomi", "1 Autonomi"),
     ("Autonomi*", "Autonomi [1]"), ("Autonomi", "autonomy")],
)  # fmt: skip
def test_two_columns_of_one_theme_are_refused_and_both_named(
    amu: Amu, one: str, other: str
) -> None:
    code, said = results(amu, f"Enhet;{one};{other}\nX;3,9;2,1\n")
    assert code == 1
    assert "several columns are" in said
    assert f"2 (“{one}”), 3 (“{other}”)" in said


def test_two_names_of_a_mapping_stay_two_themes(amu: Amu) -> None:
    mapping = "[themes]\nautonomy = 'Ro'\nrecognition = 'RO'\n"
    text = f"{LONG}X;Ro;37;3,9;0,8\nX;RO;37;2,5;0,8\n"
    assert results(amu, text, mapping)[0] == 0
    assert amu("new", "s", "--results", "t.csv", "--map", "map.toml", "--unit", "X").code == 0
    kept = Path("s/results.toml").read_text(encoding="utf-8")
    assert "[themes.autonomy]\nn = 37\nmean = 3.9" in kept
    assert "[themes.recognition]\nn = 37\nmean = 2.5" in kept
    code, said = results(amu, text, mapping.replace("RO", "Ro"))
    assert code == 1
    assert "“themes.recognition” has no effect on t.csv: “Ro” is the name of themes.auton" in said


def test_names_of_other_tables_are_made_one_with_a_word(amu: Amu, table: Path) -> None:
    unit = "Institutt for blåskjell"
    Path("g.csv").write_text(
        f"Enhet;Gruppe;Inviterte;Svar\n{unit};Kvinner;35;24\n{unit} [1];Menn;25;17\n",
        encoding="utf-8",
    )
    Path("q.csv").write_text(
        f"Enhet;Spørsmål;Snitt;Antall\n{unit}*;health;3,4;37\n{unit};hours;;\n", encoding="utf-8"
    )
    new = ("new", "s", "--results", table, "--unit", unit)
    said = amu(*new, "--participation", "g.csv", "--questions", "q.csv").err
    assert f"g.csv: row 3, column “Enhet”: “{unit} [1]” is taken as “{unit}”" in said
    assert f"q.csv: row 2, column “Enhet”: “{unit}*” is taken as “{unit}”" in said
