"""Actions by command: added, listed, changed, followed, removed."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from amu_tui.dates import full_day
from amu_tui.words import LANGUAGES
from tests.cli.conftest import Amu, tree


@pytest.fixture
def action(amu: Amu, chosen: Path) -> str:
    """The id of one action."""
    what = ("--theme", "22", "--title", "Møtefrie onsdager", "--owner", "Kari")
    return amu("action", "add", chosen, *what, "--deadline", "15.06.2187").out.strip()


def kept(session: Path, action: str) -> dict[str, Any]:
    return tomllib.loads((session / "actions" / f"{action}.toml").read_text(encoding="utf-8"))


def test_adding_prints_what_was_kept(amu: Amu, chosen: Path) -> None:
    what = ("--theme", "no-time-pressure", "--title", "  Møtefrie\tonsdager ", "--json")
    said = amu("action", "add", chosen, *what, "--deadline", "2187-06-15", "--to-leader")
    assert said.json == {
        "id": said.json["id"],
        "theme": "no-time-pressure",
        "aim": "improve",
        "basket": "leader",
        "title": "Møtefrie onsdager",
        "owner": "",
        "deadline": "2187-06-15",
        "status": "planned",
        "priority": None,
        "notes": [],
        "co_owners": [],
        "level": None,
        "when": "",
        "then": "",
        "effect": "",
        "judged": "",
        "judge_on": None,
        "done_on": None,
        "matter": None,
        "follows": None,
    }
    assert said.err == "deadline: Friday 15 June 2187\nsaved\n"
    assert kept(chosen, said.json["id"])["basket"] == "leader"
    assert kept(chosen, said.json["id"])["aim"] == "improve"


def test_a_deadline_that_has_passed_is_kept_and_said_when_it_is_given(
    amu: Amu, chosen: Path
) -> None:
    what = ("--theme", "22", "--title", "Møtefrie onsdager", "--deadline", "2020-02-03")
    said = amu("action", "add", chosen, *what)
    assert (said.code, said.err) == (
        0,
        "deadline: Monday 3 February 2020\nsaved\nthe deadline has passed already\n",
    )
    added = said.out.strip()
    assert str(kept(chosen, added)["deadline"]) == "2020-02-03"
    assert amu("action", "edit", chosen, added, "--owner", "Ola").err == "saved\n"
    said = amu("action", "edit", chosen, added, "--deadline", "4/2 2020")
    assert said.err == "deadline: Tuesday 4 February 2020\nsaved\nthe deadline has passed already\n"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_deadline_is_read_as_people_write_it_and_said_in_full_before_it_is_saved(
    amu: Amu, action: str, chosen: Path, code: str
) -> None:
    friday = datetime.date.today() + datetime.timedelta(days=1)
    while friday.weekday() != 4:
        friday += datetime.timedelta(days=1)
    said = amu("action", "edit", chosen, action, "--deadline", "neste fredag", "--lang", code)
    assert said.err.splitlines()[0].endswith(full_day(friday))
    assert kept(chosen, action)["deadline"] == friday
    said = amu("action", "edit", chosen, action, "--deadline", "neste uke", "--lang", code)
    assert (said.code, said.out) == (2, "")
    assert "31. mai" in said.err or "31 May" in said.err
    assert kept(chosen, action)["deadline"] == friday


@pytest.mark.parametrize(
    ("option", "most"), [("--title", 300), ("--owner", 120), ("--note", 2_000)]
)
def test_a_text_that_is_too_long_is_refused_and_not_cut_at_a_blank(
    amu: Amu, chosen: Path, action: str, option: str, most: int
) -> None:
    before = tree()
    said = amu("action", "edit", chosen, action, option, "x" * (most - 1) + " and the rest")
    assert said.code == 2
    assert f"longer than {most} characters" in said.err
    assert tree() == before


def test_a_theme_is_known_by_number_id_or_name(amu: Amu, chosen: Path) -> None:
    for word in ("1", "autonomy", "Autonomi", "job AUTONOMY"):
        said = amu("action", "add", chosen, "--theme", word, "--title", "x", "--json")
        assert said.json["theme"] == "autonomy"


def test_what_is_not_named_stays(amu: Amu, chosen: Path, action: str) -> None:
    said = amu("action", "edit", chosen, action, "--owner", "Ola", "--json")
    assert (said.json["owner"], said.json["title"]) == ("Ola", "Møtefrie onsdager")
    assert said.json["deadline"] == "2187-06-15"
    moved = amu("action", "edit", chosen, action, "--theme", "1", "--deadline", "", "--json")
    assert (moved.json["theme"], moved.json["deadline"]) == ("autonomy", None)
    assert kept(chosen, action)["aim"] == "preserve"
    assert kept(chosen, action)["revision"] == 3


def test_what_is_prioritised_keeps_its_place(amu: Amu, chosen: Path, action: str) -> None:
    other = amu("action", "add", chosen, "--theme", "22", "--title", "Mindre").out.strip()
    assert amu("close", chosen, "actions", "--improve", action).code == 0
    before = tree()
    for moved in (("--to-leader",), ("--theme", "13"), ("--theme", "1"), ("--theme", "7")):
        said = amu("action", "edit", chosen, action, *moved)
        assert (said.code, said.out) == (2, ""), moved
        assert "its theme, aim and basket stay" in said.err
        assert tree() == before
    assert amu("action", "edit", chosen, action, "--title", "Møtefri", "--theme", "22").code == 0
    assert amu("action", "status", chosen, action, "stopped").code == 0
    assert amu("action", "edit", chosen, other, "--to-leader", "--theme", "1").code == 0


def test_an_edit_that_says_nothing_is_refused(amu: Amu, chosen: Path, action: str) -> None:
    before = tree()
    assert amu("action", "edit", chosen, action).code == 2
    assert amu("action", "edit", chosen, action, "--owner", "Kari").code == 2
    assert tree() == before


@pytest.mark.parametrize(
    ("lang", "word"),
    [("en", "done"), ("en", "DONE"), ("nb", "done"), ("nn", "Gjennomført"), ("en", "gjennomført")],
)
def test_a_status_is_said_with_a_dated_note(
    amu: Amu, chosen: Path, action: str, lang: str, word: str
) -> None:
    said = amu(
        "action", "status", chosen, action, word, "--note", "Prøvd", "--json", "--lang", lang
    )
    assert said.json["status"] == "done"
    (note,) = kept(chosen, action)["notes"].values()
    assert note == {"date": datetime.date.today(), "text": "Prøvd"}


def test_the_list_is_for_people_or_for_programs(amu: Amu, chosen: Path, action: str) -> None:
    other = amu("action", "add", chosen, "--theme", "1", "--title", "Beholde kaffen").out.strip()
    assert amu("action", "list", chosen).out == (
        "To preserve\n"
        f"  {other}     Beholde kaffen · 1 Job autonomy · planned\n"
        "To improve\n"
        f"  {action}     Møtefrie onsdager · 22 Absence of time pressure (R) · Kari · 2187-06-15"
        " · planned\n"
    )
    assert [one["id"] for one in amu("action", "list", chosen, "--json").json] == [other, action]


def test_an_empty_list_is_an_empty_array(amu: Amu, chosen: Path) -> None:
    assert amu("action", "list", chosen, "--json").json == []
    said = amu("action", "list", chosen)
    assert (said.code, said.out, said.err) == (0, "", "no actions are written yet\n")


def test_the_words_of_every_language_name_a_status(amu: Amu, chosen: Path, action: str) -> None:
    for word, meant in (("påbyrja", "started"), ("Påbegynt", "started"), ("stoppa", "stopped")):
        for lang in LANGUAGES:
            told = ("--json", "--lang", lang)
            amu("action", "status", chosen, action, "planned")
            said = amu("action", "status", chosen, action, word, *told)
            assert said.json["status"] == meant
            amu("action", "status", chosen, action, "planned")
            assert amu("action", "edit", chosen, action, "--status", word, *told).code == 0
            assert kept(chosen, action)["status"] == meant
    what = ("--theme", "22", "--title", "x", "--status", "påbyrja", "--aim", "Forbetre", "--json")
    assert amu("action", "add", chosen, *what).json["status"] == "started"


def test_help_and_refusal_list_the_statuses_in_the_users_language(
    amu: Amu, chosen: Path, action: str
) -> None:
    own = "planlagt (planned), påbegynt (started), gjennomført (done), stoppet (stopped)"
    said = amu("action", "status", chosen, action, "snart", "--lang", "nb")
    assert (said.code, said.err.splitlines()[1]) == (2, f"Velg mellom {own}.")
    for command in ("add", "edit", "status"):
        assert own in " ".join(amu("action", command, "--help", "--lang", "nb").out.split())
    said = amu("action", "status", chosen, action, "soon")
    assert said.err.splitlines()[1] == "It is one of planned, started, done, stopped."
    said = amu("action", "add", chosen, "--theme", "22", "--title", "x", "--aim", "keep")
    assert (said.code, said.err) == (
        2,
        'there is no aim "keep"\nIt is one of preserve, improve.\n',
    )


def test_what_is_put_in_order_is_not_removed_and_the_reason_is_true(
    amu: Amu, chosen: Path, action: str
) -> None:
    assert amu("close", chosen, "actions", "--improve", action).code == 0
    said = amu("action", "remove", chosen, action)
    assert said.code == 1
    assert "the actions have been put in order, so none can be removed" in said.err
    assert "has begun" not in said.err
    assert kept(chosen, action)


def test_removing(amu: Amu, chosen: Path, action: str) -> None:
    said = amu("action", "remove", chosen, action)
    assert said.code == 0
    assert said.err.startswith("removed: Møtefrie onsdager\n`amu action restore ")
    assert amu("action", "list", chosen, "--json").json == []
    assert amu("action", "remove", chosen, action).code == 2


def test_an_action_whose_file_is_damaged_is_there_all_the_same(amu: Amu, chosen: Path) -> None:
    added = amu("action", "add", chosen, "--theme", "22", "--title", "x").out.strip()
    (chosen / "actions" / f"{added}.toml").write_text("schema = 1\ntitle = \n", encoding="utf-8")
    for change in (("edit", "--owner", "Kari"), ("status", "done"), ("remove",)):
        said = amu("action", change[0], chosen, added, *change[1:])
        assert (said.code, said.out) == (1, "")
        assert f"{added}.toml:2: " in said.err
        assert said.err.endswith(
            "the file of this action cannot be read\nMend or remove the file and try again.\n"
        )


PLAN = (
    *("--owner", "Ola", "--owner", "Kari", "--owner", "Ola", "--level", "gruppe"),
    *("--when", "Når et møte varer over tida", "--then", "så stopper vi det"),
    *("--effect", "Ro", "--judged", "Vi spør i mai", "--judge-on", "1.6.2187"),
)


def test_a_plan_is_kept_and_each_part_of_it_can_be_changed_and_cleared(
    amu: Amu, chosen: Path, action: str
) -> None:
    said = amu("action", "edit", chosen, action, *PLAN, "--json").json
    assert (said["owner"], said["co_owners"], said["level"]) == ("Ola", ["Kari"], "group")
    assert (said["when"], said["then"]) == ("et møte varer over tida", "stopper vi det")
    assert (said["effect"], said["judged"], said["judge_on"]) == (
        *("Ro", "Vi spør i mai", "2187-06-01"),
    )
    said = amu("action", "edit", chosen, action, "--then", "går vi", "--effect", "", "--json").json
    assert (said["when"], said["then"], said["effect"]) == ("et møte varer over tida", "går vi", "")
    said = amu("action", "edit", chosen, action, "--when", "", "--then", "", "--json").json
    assert (said["when"], said["then"], said["level"]) == ("", "", "group")
    gone = amu("action", "edit", chosen, action, "--level", "", "--owner", "", "--json").json
    assert (gone["owner"], gone["co_owners"], gone["level"]) == ("", [], None)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (("--when", "it rains"), "a plan has two halves, and one is missing"),
        (("--level", "team"), 'there is no level "team"'),
        (("--judge-on", "soon"), '"soon" is not a date'),
        (("--to-above", "the dean"), "only what is passed on to the leader"),
        (("--answer", "yes"), "only what is passed on to the leader"),
        (("--owner", "x" * 121), "longer than 120 characters"),
    ],
)
def test_half_a_plan_is_refused(
    amu: Amu, chosen: Path, action: str, what: tuple[str, str], why: str
) -> None:
    before = tree()
    said = amu("action", "edit", chosen, action, *what)
    assert (said.code, said.out) == (2, "")
    assert why in said.err
    assert tree() == before


def test_a_matter_is_passed_upwards_and_answered(amu: Amu, chosen: Path, action: str) -> None:
    up = ("--to-leader", "--to-above", "the dean", "--answer-by", "2187-03-01")
    said = amu("action", "edit", chosen, action, *up, "--json").json
    waiting = {"to": "the dean", "answer_by": "2187-03-01", "answer": "", "answered": None}
    assert said["matter"] == waiting
    today = datetime.date.today().isoformat()
    said = amu("action", "edit", chosen, action, "--answer", "Yes", "--json").json
    assert said["matter"] == {**waiting, "answer": "Yes", "answered": today}
    said = amu("action", "edit", chosen, action, "--answer", "", "--json").json
    assert said["matter"] == waiting


def test_the_day_it_was_done_comes_and_goes_with_the_status(
    amu: Amu, chosen: Path, action: str
) -> None:
    today = datetime.date.today().isoformat()
    assert amu("action", "status", chosen, action, "done", "--json").json["done_on"] == today
    assert amu("action", "edit", chosen, action, "--status", "done", "--owner", "Eva").code == 0
    assert kept(chosen, action)["done_on"].isoformat() == today
    said = amu("action", "edit", chosen, action, "--status", "started", "--json").json
    assert said["done_on"] is None
    assert "done_on" not in kept(chosen, action)


def test_a_note_says_who_how_it_is_felt_and_where_it_can_be_seen(
    amu: Amu, action: str, chosen: Path
) -> None:
    what = ("--text", "Three lunches held", "--felt", "4", "--proof", "the list", "--by", "Kari")
    said = amu("action", "note", chosen, action, *what, "--json")
    today = datetime.date.today().isoformat()
    assert said.json["notes"] == [
        {"date": today, "text": "Three lunches held", "by": "Kari", "felt": 4, "proof": "the list"}
    ]
    line = f"{today}, Kari: Three lunches held · effect felt: 4 of 5 · proof: the list"
    assert line in amu("action", "list", chosen).out
    by_me = amu("action", "note", chosen, action, "--text", "And more", "--json").json["notes"][-1]
    assert by_me["by"]
    assert by_me["felt"] is None


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (("--text", ""), "nothing is written yet"),
        (("--text", "x", "--felt", "6"), "the effect is a figure from 1 to 5"),
        (("--text", "x", "--felt", "much"), "the effect is a figure from 1 to 5"),
        (("--text", "x", "--by", "y" * 121), "longer than 120"),
        ((), "--text"),
    ],
)
def test_a_note_that_says_nothing_is_refused(
    amu: Amu, action: str, chosen: Path, what: tuple[str, ...], reason: str
) -> None:
    said = amu("action", "note", chosen, action, *what)
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert "notes" not in kept(chosen, action)
