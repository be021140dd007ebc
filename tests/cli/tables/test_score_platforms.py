"""Exports of survey platforms: read by their own header, in the form that each writes it."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Amu, Said

INSTRUMENT = """schema = 1
id = "ours"
title.en = "Ours"
[scale]
min = 1
max = 5
[areas.work]
title.en = "Work"
themes = ["autonomy", "pressure"]
[themes.autonomy]
number = 1
name.en = "Autonomy"
items = [{how}, {when}]
[themes.pressure]
number = 2
name.en = "Pressure"
items = [{time}]
"""
ANSWERS = [(("A", "B")[at % 2], 1 + at % 4, 2 + at % 3, 1 + at % 5) for at in range(24)]
HOW, WHEN, TIME = "I decide how", "I decide when", "I have time"


def made(header: list[list[str]], extra: list[str], name: str, separator: str = ",") -> None:
    """A file with the `header`, and before the unit and the answers of each row the `extra`."""
    rows = [*header, *([*extra, *map(str, row)] for row in ANSWERS)]
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            cells = [int(cell) if cell.isdecimal() else cell for cell in row]
            book.worksheets[0].append(cells)
        book.save(name)
    else:
        with Path(name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=separator).writerows(rows)


def scored(amu: Amu, name: str, items: tuple[str, str, str], unit: str, *more: str) -> Said:
    keys = dict(zip(("how", "when", "time"), map(json.dumps, items), strict=True))
    Path("ours.toml").write_text(INSTRUMENT.format(**keys), encoding="utf-8")
    Path("out.csv").unlink(missing_ok=True)
    told = ("--instrument", "ours.toml", "--unit-column", unit, "-o", "out.csv", *more)
    return amu("score", name, *told)


@pytest.fixture
def expected(amu: Amu) -> bytes:
    """The results of the same answers from a plain table."""
    made([["Unit", "q1", "q2", "q3"]], [], "plain.csv")
    assert scored(amu, "plain.csv", ("q1", "q2", "q3"), "Unit").code == 0
    return Path("out.csv").read_bytes()


QUALTRICS = [
    ["StartDate", "ResponseId", "Unit", "Q1_1", "Q1_2", "Q2"],
    ["Start Date", "Response ID", "Where do you work?", f"Agree? - {HOW}", f"Agree? - {WHEN}",
     f"{TIME},\nmostly"],
    ['{"ImportId":"startDate","timeZone":"Europe/Oslo"}', '{"ImportId":"_recordId"}',
     '{"ImportId":"QID9"}', '{"ImportId":"QID1_1"}', '{"ImportId":"QID1_2"}',
     '{"ImportId":"QID2"}'],
]  # fmt: skip
BY_NAME = ("Q1_1", "Q1_2", "Q2")
BY_TEXT = (f"Agree? - {HOW}", f"Agree? - {WHEN}", f"{TIME}, mostly")
BY_ID = ("QID1_1", "QID1_2", "QID2")


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
@pytest.mark.parametrize(
    ("items", "unit"),
    [
        (BY_NAME, "Unit"),
        (BY_TEXT, "Where do you work?"),
        (BY_ID, "QID9"),
        (BY_NAME, "Where do you work?"),
        ((BY_NAME[0], BY_TEXT[1], BY_ID[2]), "Unit"),
    ],
)
def test_qualtrics(
    amu: Amu, expected: bytes, name: str, items: tuple[str, str, str], unit: str
) -> None:
    made(QUALTRICS, ["2026-01-01 08:00:00", "R_1"], name)
    said = scored(amu, name, items, unit)
    assert (said.code, said.err.splitlines()[0]) == (0, "24 persons answered, 2 units, 2 themes")
    assert Path("out.csv").read_bytes() == expected


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_names_and_texts_in_two_rows_are_told(amu: Amu, expected: bytes, name: str) -> None:
    made(QUALTRICS[:2], ["2026-01-01 08:00:00", "R_1"], name)
    said = scored(amu, name, BY_NAME, "Unit")
    assert said.code == 1
    assert "Row 2 looks like texts of the questions" in said.err
    assert "say --header 1-2" in said.err
    assert "Agree" not in said.err
    assert not Path("out.csv").exists()
    for items in (BY_NAME, BY_TEXT):
        assert scored(amu, name, items, "Unit", "--header", "1-2").code == 0
        assert Path("out.csv").read_bytes() == expected


def test_answers_in_words_are_not_taken_for_texts_of_questions(amu: Amu) -> None:
    made([["Unit", "q1", "q2", "q3"], ["A", "Agree", "Agree", "Disagree"]], [], "t.csv")
    with Path("t.csv").open("a") as file:
        file.write("B,Agree,Disagree,Agree\n")
    assert "--header" not in scored(amu, "t.csv", ("q1", "q2", "q3"), "Unit").err


MONKEY = [
    ["Respondent ID", "Collector ID", "Unit", "How far do you agree?", "", "Have you time?"],
    ["", "", "Response", HOW, WHEN, "Response"],
]


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
@pytest.mark.parametrize(
    "items",
    [
        (HOW, WHEN, "Have you time?"),
        (f"How far do you agree? {HOW}", f"How far do you agree? {WHEN}", "Have you time?"),
    ],
)
def test_surveymonkey(amu: Amu, expected: bytes, name: str, items: tuple[str, str, str]) -> None:
    made(MONKEY, ["118", "4"], name)
    said = scored(amu, name, items, "Unit")
    assert said.code == 0, said.err
    assert Path("out.csv").read_bytes() == expected


LIME = ["id. Response ID", "submitdate. Date submitted", "Unit"]


@pytest.mark.parametrize(
    "heads",
    [
        ("A1[SQ001]", "A1[SQ002]", "A2"),
        (f"A1[SQ001]. Agree? [{HOW}]", f"A1[SQ002]. Agree? [{WHEN}]", f"A2. {TIME}"),
        (f"A1[SQ001] - {HOW}", f"A1[SQ002] – {WHEN}", f"A2: {TIME}"),
    ],
)
def test_limesurvey_by_code(amu: Amu, expected: bytes, heads: tuple[str, str, str]) -> None:
    made([[*LIME, *heads]], ["1", "2026-01-01 08:00:00"], "t.csv", ";")
    assert scored(amu, "t.csv", ("A1[SQ001]", "A1[SQ002]", "A2"), "Unit").code == 0
    assert Path("out.csv").read_bytes() == expected
    assert scored(amu, "t.csv", heads, "Unit").code == 0
    assert Path("out.csv").read_bytes() == expected


def test_limesurvey_by_text(amu: Amu, expected: bytes) -> None:
    heads = [f"A1[1]. Agree? [{HOW}]", f"A1[2]. Agree? [{WHEN}]", f"A2. {TIME}"]
    made([[*LIME, *heads]], ["1", "2026-01-01 08:00:00"], "t.csv")
    items = (f"Agree? [{HOW}]", f"Agree? [{WHEN}]", TIME)
    assert scored(amu, "t.csv", items, "Unit").code == 0
    assert Path("out.csv").read_bytes() == expected


def test_a_code_of_two_columns_names_neither(amu: Amu) -> None:
    made([["Unit", f"A1. {HOW}", f"A1. {WHEN}", f"A2. {TIME}"]], [], "t.csv")
    said = scored(amu, "t.csv", ("A1", WHEN, "A2"), "Unit")
    assert said.code == 1
    assert "several columns are “A1”: 2 (“A1. I decide how”), 3 (“A1. I decide when”)" in said.err


FORMS = {
    "Google Forms": (["Timestamp"], ["2026/01/01 8:00:00 AM GMT+1"], ","),
    "Microsoft Forms": (["ID", "Start time", "Completion time"], ["7", "1/1/26", "1/1/26"], ","),
    "Nettskjema": (["$submission_id", "$created", "$answer_time_ms"], ["7", "2026", "9"], ";"),
    "LimeSurvey": (["id", "submitdate", "lastpage"], ["7", "2026-01-01", "3"], ","),
    "SurveyMonkey": (["Respondent ID", "Collector ID"], ["7", "8"], ","),
    "Qualtrics": (["ResponseId", "RecordedDate"], ["R_7", "2026-01-01"], ","),
}


@pytest.mark.parametrize("platform", FORMS)
def test_the_text_of_the_question_is_the_name_of_the_item(
    amu: Amu, expected: bytes, platform: str
) -> None:
    names, cells, separator = FORMS[platform]
    made([[*names, "Hvor jobber du?", HOW, WHEN, TIME]], cells, "t.csv", separator)
    assert scored(amu, "t.csv", (HOW, WHEN, TIME), "Hvor jobber du?").code == 0
    assert Path("out.csv").read_bytes() == expected
    said = scored(amu, "t.csv", ("q1", "q2", "q3"), "Hvor jobber du?")
    assert said.code == 1
    assert f"This looks like an export of {platform}: an item of" in said.err


def test_a_table_of_results_has_names_and_descriptions_as_well(amu: Amu) -> None:
    scored(amu, "none.csv", ("a", "b", "c"), "Unit")
    text = "unit;autonomy;n_total\nName of unit;Free to decide (1–5);Staff\nA;3,9;37\n"
    Path("t.csv").write_text(text, encoding="utf-8")
    Path("map.toml").write_text('responses = "n_total"\nheader = "1-2"\n')
    told = ("--instrument", "ours.toml", "--map", "map.toml")
    unsaid = amu("results", "t.csv", "--instrument", "ours.toml")
    assert unsaid.code == 1
    assert "t.csv:2: Row 2 looks like texts of the questions" in unsaid.err
    assert "say --header 1-2" in unsaid.err
    said = amu("results", "t.csv", *told, "--json").json
    assert (said["units"], said["themes"], said["header"]) == (["A"], ["autonomy"], [1, 2])
    assert amu("new", "s", "--results", "t.csv", *told).code == 0
    assert amu("show", "s", "--json").json["participation"]["responses"] == 37
