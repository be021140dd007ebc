"""What offices call their columns, in Bokmål, Nynorsk and English, from the command line."""

import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Amu


def participation(amu: Amu, header: str, *rows: str) -> tuple[int | None, int | None]:
    """How many were invited and answered, as a session made of the table has it."""
    Path("t.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    made = amu("new", "s", "--results", "t.csv")
    assert made.code == 0, made.err
    people = amu("show", "s", "--json").json["participation"]
    return people["invited"], people["responses"]


@pytest.mark.parametrize(
    "header",
    [
        "Enhet;Antall inviterte;Antall svar;Svarprosent;Autonomi",
        "Eining;Talet på inviterte;Talet på svar;Svarprosent;Autonomi",
        "Eining;Tal inviterte;Tal svar;Svarprosent (%);Autonomi",
        "Namn på eining;Antal inviterte;Antal respondentar;Svar i %;Autonomi",
        "Enhetsnavn;Utsendte;Besvarelser;Svarandel;Autonomi",
        "Unit name;Number invited;Number of responses;Response rate (%);Autonomy",
        "Unit;Invited;Respondents;Rate;Autonomy",
    ],
)
def test_who_was_asked_and_who_answered(amu: Amu, header: str) -> None:
    assert participation(amu, header, "Skjel;45;37;82 %;3,9") == (45, 37)


@pytest.mark.parametrize(
    "header",
    [
        "Enhet;Tema;Antall svar;Gjennomsnitt;Standardavvik",
        "Eining;Tema;Talet på svar;Gj.snitt;Std.avvik",
        "Eining;Temanamn;Antal;Gjennomsnittsskår;Stdavvik",
        "Unit;Theme name;Number of answers;Mean score;St.dev.",
    ],
)
def test_the_answers_of_a_row_a_theme_are_its_n(amu: Amu, header: str) -> None:
    assert participation(amu, header, "Skjel;1;37;3,9;0,7", "Skjel;2;4;3,1;0,5") == (None, None)
    themes = amu("show", "s", "--json").json["areas"][0]["themes"]
    assert [(one["n"], one["mean"], one["hidden"]) for one in themes[:2]] == [
        (37, 3.9, None),
        (None, None, "protected"),
    ]


def test_beside_n_the_answers_are_those_of_the_unit(amu: Amu) -> None:
    header = "Eining;Tema;n;Talet på svar;Snitt"
    assert participation(amu, header, "Skjel;1;36;37;3,9") == (None, 37)


def test_a_heading_over_parts_of_several_words(amu: Amu) -> None:
    header = "Eining;Autonomi gjennomsnitt;Autonomi talet på svar;Standardavvik Autonomi"
    assert participation(amu, header, "Skjel;3,9;37;0,7") == (None, None)
    assert amu("show", "s", "--json").json["areas"][0]["themes"][0]["n"] == 37


@pytest.mark.parametrize(
    "header",
    [
        "Eining;Kjenneteikn;Gruppe;Talet på inviterte;Talet på svar",
        "Enhet;Inndeling;Undergruppe;Antall inviterte;Antall svar",
        "Unit;Dimension;Group;Number invited;Number of responses",
    ],
)
def test_groups(amu: Amu, header: str) -> None:
    rows = "Skjel;Kjønn;Kvinner;30;24\nSkjel;Kjønn;Menn;25;16\nSkjel;Stilling;Samtlige;55;40\n"
    Path("groups.csv").write_text(f"{header}\n{rows}", encoding="utf-8")
    Path("t.csv").write_text("Enhet;Autonomi\nSkjel;3,9\n", encoding="utf-8")
    said = amu("results", "t.csv", "--participation", "groups.csv", "--json").json
    assert said["participation_table"]["groups"] == ["Kvinner", "Menn"]
    assert said["participation_table"]["problems"] == []


@pytest.mark.parametrize(
    "header",
    [
        "Eining;Spørsmål;Svarkategori;Prosentdel;Talet på svar",
        "Enhet;Spørsmål;Svaralternativ;Andel (%);Antall svar",
        "Unit;Question;Answer option;Percentage;Answers",
    ],
)
def test_questions(amu: Amu, header: str) -> None:
    Path("q.csv").write_text(f"{header}\nSkjel;appraisal;;70 %;40\n", encoding="utf-8")
    Path("t.csv").write_text("Enhet;Autonomi\nSkjel;3,9\n", encoding="utf-8")
    assert amu("new", "s", "--results", "t.csv", "--questions", "q.csv").code == 0
    kept = tomllib.loads(Path("s/results.toml").read_text("utf-8"))
    assert kept["questions"] == {"appraisal": {"n": 40, "share": 0.7}}
