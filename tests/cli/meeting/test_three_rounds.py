"""Three rounds of a unit that follow each other, as whoever leads them meets it year by year."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import amu_tui
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.rounds.taken_over import goes_on
from tests.cli.conftest import Amu

UNIT = "Institutt for blåskjell"
MEETINGS, LUNCH, STAFF = "Meeting-free Wednesdays", "Lunch together", "Two more in the office"


def table(year: int, moved: Mapping[int, float], n: int = 41, few: int = 0) -> Path:
    """A table of a year: the themes `moved` lie higher than the others do; `few` answered one."""
    rows = ["Enhet;Tema;Antall;Snitt;Standardavvik"]
    for number in range(1, 29):
        mean = 3 + number % 10 / 10 + moved.get(number, 0)
        count = 3 if number == few else n
        rows.append(f"{UNIT};{number};{count};{mean:.1f};0.8".replace(".", ","))
    path = Path(f"results-{year}.csv")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def ok(amu: Amu, *words: object) -> Any:
    said = amu(*words)
    assert said.code == 0, said.err
    return said


@pytest.fixture
def first(amu: Amu) -> Path:
    """2014: two themes and two themes, three actions, one of them passed upwards."""
    path = Path("sessions/2014")
    people = ("--leader", "Kari Nordmann", "--safety-representative", "Ola Hansen")
    ok(amu, "new", path, "--results", table(2014, {}), "--round", "2014", *people)
    ok(amu, "close", path, "themes", "--preserve", "7,8", "--improve", "22,3")
    for words in (
        ("22", MEETINGS, "--owner", "Kari", "--deadline", "2015-05-01"),
        ("7", LUNCH, "--status", "done", "--note", "Every day"),
        ("3", STAFF, "--to-leader"),
    ):
        ok(amu, "action", "add", path, "--theme", words[0], "--title", *words[1:])
    return path


def follow(amu: Amu, year: int, old: Path, moved: Mapping[int, float], few: int = 0) -> Path:
    path = old.with_name(str(year))
    results = table(year, moved, few=few)
    said = ok(amu, "new", path, "--results", results, "--round", year, "--follows", old)
    assert said.out == ""
    return path


def asked(amu: Amu, path: Path) -> dict[str, Any]:
    """What is asked about in the first step, by title."""
    return {one["title"]: one for one in ok(amu, "did-it-help", path, "--json").json}


def test_the_next_session_takes_over_what_is_unfinished_and_who_signs(
    amu: Amu, first: Path
) -> None:
    said = amu("new", "next", "--results", table(2017, {}), "--round", "2017", "--follows", first)
    assert said.code == 0
    assert said.err.splitlines() == [
        "from 2014: 2 unfinished actions are taken over",
        "the step “Since last time” asks of each action whether it helped",
        "made: next",
    ]
    kept = tomllib.loads(Path("next/session.toml").read_text("utf-8"))
    assert kept["unit"] == UNIT
    people = {"leader": "Kari Nordmann", "safety_representative": "Ola Hansen"}
    assert kept["people"] == people


def test_each_action_stands_beside_the_change_of_its_theme(amu: Amu, first: Path) -> None:
    second = follow(amu, 2017, first, {7: -0.9, 22: 0.7}, few=3)
    found = asked(amu, second)
    assert list(found) == [STAFF, LUNCH, MEETINGS]
    assert found[MEETINGS]["change"]["change"] == 0.7
    assert found[MEETINGS]["owner"] == "Kari"
    assert found[STAFF]["change"]["new"]["hidden"] == "protected"
    assert found[STAFF]["change"]["new"]["mean"] is None
    assert found[STAFF]["change"]["change"] is None
    said = ok(amu, "did-it-help", second).out
    assert "0.7 higher than in 2014 (large). That is more than chance usually makes" in said
    assert "No change is shown: the score is hidden in 2017" in said
    guard = (
        "7 Cohesion in work teams was to be preserved in 2014, and is lower now than chance "
        "usually makes: from 3.7 to 2.8."
    )
    assert said.splitlines()[0] == guard


def test_an_answer_is_saved_at_once_and_said_again(amu: Amu, first: Path) -> None:
    second = follow(amu, 2017, first, {})
    lunch = asked(amu, second)[LUNCH]["id"]
    said = ok(amu, "did-it-help", second, lunch, "partly", "--felt", 3, "--said", "Half of us")
    assert said.out.splitlines()[-1] == "  helped in part · 3 of 5: Half of us"
    ok(amu, "did-it-help", second, lunch, "hjalp", "--close")
    found = asked(amu, second)[LUNCH]
    assert found["answer"] == {"helped": "helped", "felt": 3, "said": "Half of us"}
    assert "helped · 3 of 5: Half of us" in ok(amu, "compare", second).out
    assert (
        "Every day; helped · 3 of 5: Half of us." in ok(amu, "compare", second, "--sentences").out
    )
    told = {
        one["id"]: one["answer"] for one in ok(amu, "compare", second, "--json").json["actions"]
    }
    assert told[lunch] == found["answer"]
    assert found["next"] == "closed"
    (file,) = (second / "rounds").iterdir()
    assert file.name == f"since-last-{lunch}.toml"
    assert ok(amu, "check", second).out == ""


def test_an_action_goes_on_beside_the_chosen_themes_and_keeps_its_history(
    amu: Amu, first: Path
) -> None:
    second = follow(amu, 2017, first, {22: 0.5})
    old = asked(amu, second)[MEETINGS]["id"]
    answer = ("partly", "--felt", 3, "--said", "Half of us keep it")
    ok(amu, "did-it-help", second, old, *answer, "--goes-on", "--deadline", "2018-06-01")
    ok(amu, "close", second, "themes", "--preserve", "1,2", "--improve", "5,9")
    (now,) = ok(amu, "action", "list", second, "--json").json
    assert (now["title"], now["owner"], now["deadline"]) == (MEETINGS, "Kari", "2018-06-01")
    note = ("started", "--note", "All but two now")
    ok(amu, "action", "status", second, now["id"], *note)
    again = amu("did-it-help", second, old, "--goes-on")
    assert again.code == 2
    assert f"as the action {now['id']}" in again.err

    third = follow(amu, 2020, second, {22: 0.6})
    found = asked(amu, third)
    assert list(found) == [MEETINGS, STAFF]  # the lunch is done, and nobody left it open
    assert found[MEETINGS]["status"] == "started"
    assert [one["text"] for one in found[MEETINGS]["notes"]] == ["All but two now"]
    assert found[MEETINGS]["earlier"] == [
        {
            "id": old,
            "round": "2014",
            "title": MEETINGS,
            "status": "planned",
            "answer": {"helped": "partly", "felt": 3, "said": "Half of us keep it"},
        }
    ]
    assert [one["round"] for one in found[STAFF]["earlier"]] == ["2014"]
    assert "2014: planned; helped in part · 3 of 5: Half of us keep it" in (
        ok(amu, "did-it-help", third).out
    )
    assert ok(amu, "check", first, second, third).out == ""


def test_what_cannot_be_is_refused_with_what_to_do(amu: Amu, first: Path) -> None:
    second = follow(amu, 2017, first, {})
    lunch = asked(amu, second)[LUNCH]["id"]
    new = ("new", "x", "--results", "results-2017.csv")
    for words, told in (
        (("did-it-help", first), "keeps no actions of a round before"),
        (("did-it-help", second, "nobody", "helped"), 'has no action "nobody"'),
        (("did-it-help", second, lunch, "perhaps"), 'no answer "perhaps"'),
        (
            ("did-it-help", second, lunch, "helped", "--felt", "6"),
            "the effect is a figure from 1 to 5",
        ),
        (("did-it-help", second, lunch), "nothing is changed"),
        (("did-it-help", second, lunch, "--owner", "Kari"), "go with --goes-on"),
        (("did-it-help", second, lunch, "--close", "--reopen"), "choose one of"),
        ((*new, "--follows", "results-2014.csv"), "takes a session, and results-2014.csv is none"),
        ((*new, "--follows", first, "--previous", first), "choose one of --follows and --previous"),
    ):
        said = amu(*words)
        assert (said.code in (1, 2), said.out) == (True, ""), words
        assert told in said.err, words
    assert not (second / "rounds").exists() or not any((second / "rounds").iterdir())


def test_a_damaged_answer_is_named_with_its_line_and_the_rest_opens(amu: Amu, first: Path) -> None:
    second = follow(amu, 2017, first, {})
    lunch = asked(amu, second)[LUNCH]["id"]
    ok(amu, "did-it-help", second, lunch, "helped")
    file = second / "rounds" / f"since-last-{lunch}.toml"
    file.write_text(file.read_text("utf-8").replace('"helped"', '"perhaps"'), "utf-8")
    said = amu("check", second)
    assert said.code == 1
    assert f"since-last-{lunch}.toml:4" in said.out + said.err
    assert asked(amu, second)[LUNCH]["answer"] is None


def test_the_public_sees_no_names_and_no_words_of_the_room(amu: Amu, first: Path) -> None:
    second = follow(amu, 2017, first, {})
    meetings = asked(amu, second)[MEETINGS]["id"]
    ok(amu, "did-it-help", second, meetings, "partly", "--said", "Kari says half of us")
    for shown in (
        ok(amu, "compare", second, "--audience", "public"),
        ok(amu, "report", second, "--format", "md", "--audience", "public", "--draft"),
    ):
        assert "Kari" not in shown.out


GUARD = (
    "7 Cohesion in work teams was to be preserved in 2014, and is lower now than chance usually "
    "makes: from 3.7 to 2.8."
)


def test_what_was_to_be_preserved_and_fell_is_said_by_both_ways_of_comparing(
    amu: Amu, first: Path
) -> None:
    second = follow(amu, 2017, first, {7: -0.9, 8: -0.3, 3: -0.9})
    for words in ((second,), (first, second)):
        said = " ".join(ok(amu, "compare", *words).out.split())
        assert said.count(GUARD) == 1
        assert said.count("was to be preserved") == 1  # 8 lies inside the noise, 3 was to improve
        assert GUARD.rstrip(".") in ok(amu, "compare", *words, "--sentences").out
        told = ok(amu, "compare", *words, "--json").json["themes"]
        assert [one["number"] for one in told if one["preserved_fell"]] == [7]


def test_the_report_tells_what_became_of_the_last_rounds_actions(amu: Amu, first: Path) -> None:
    second = follow(amu, 2017, first, {7: -0.9, 22: 0.9})
    lunch = asked(amu, second)[LUNCH]["id"]
    ok(amu, "did-it-help", second, lunch, "helped", "--said", "More of us come", "--close")
    report = ok(amu, "report", second, "--format", "md", "--draft").out
    part = report.partition("## What became of the actions of 2014")[2].partition("\n## ")[0]
    assert GUARD in part
    assert (
        f"| {LUNCH} | done | helped: More of us come | 7 Cohesion in work teams: 3.7 → 2.8, more "
        "than chance usually makes | closed |"
    ) in part
    assert f"| {STAFF} | planned | not answered yet | 3 Empowering leadership: 3.3 → 3.3 |" in part
    told = ok(amu, "report", second, "--format", "json", "--draft").json["since_last"]
    assert {one["title"]: one["next"] for one in told} == {
        STAFF: "open",
        LUNCH: "closed",
        MEETINGS: "open",
    }
    draft = ("report", first, "--draft", "--format")
    assert "since_last" not in ok(amu, *draft, "json").json
    assert "What became" not in ok(amu, *draft, "md").out


def test_an_answer_that_is_changed_after_signing_is_said(amu: Amu, first: Path) -> None:
    second = follow(amu, 2017, first, {})
    lunch = asked(amu, second)[LUNCH]["id"]
    ok(amu, "did-it-help", second, lunch, "helped")
    ok(amu, "close", second, "themes", "--preserve", "7,8", "--improve", "22,3")
    ok(amu, "sign", second, "--leader", "Kari Nordmann")
    assert "changed after" not in amu("check", second).err
    ok(amu, "did-it-help", second, lunch, "not")
    said = amu("check", second)
    assert f"since-last-{lunch}.toml: what was said of an action of the round before" in (
        said.out + said.err
    )


def test_two_hundred_actions_with_long_notes_go_through_three_rounds(amu: Amu, first: Path) -> None:
    long = "æ" * 2000
    for number in range(200):
        lines = (
            "schema = 1", f'id = "a{number}"', 'theme = "no-time-pressure"', 'aim = "improve"',
            f'title = "T{number}"', "[notes.n1]", "date = 2015-01-01", f'text = "{long}"', "",
        )  # fmt: skip
        (first / "actions" / f"a{number}.toml").write_text("\n".join(lines), encoding="utf-8")
    second = follow(amu, 2017, first, {})
    now = SessionFolder(second)
    before = now.load().previous
    assert before is not None
    assert len(before.actions) == 203
    now.save_action(goes_on(before.actions["a0"], "a0", "no-time-pressure"), None)
    third = follow(amu, 2020, second, {})
    found = asked(amu, third)
    assert found["T0"]["notes"] == [{"date": "2015-01-01", "text": long}]
    assert len(found) == 202
    assert ok(amu, "check", third).out == ""


def test_on_another_scale_the_actions_are_taken_over_and_no_score_is(amu: Amu, first: Path) -> None:
    instrument = Path("own.toml")
    bundled = (Path(amu_tui.__file__).parent / "instruments/kiwest-1.toml").read_text("utf-8")
    text = bundled.replace('id = "kiwest-1"', 'id = "own"', 1).replace("max = 5", "max = 7", 1)
    instrument.write_text(text, encoding="utf-8")
    new = ("new", "next", "--results", table(2017, {}), "--round", "2017", "--follows", first)
    said = amu(*new, "--instrument", instrument)
    assert said.code == 0, said.err
    assert "2014 was measured on another scale: its scores are not set beside" in said.err
    found = asked(amu, Path("next"))
    assert found[MEETINGS]["change"] is None
    assert "The theme cannot be compared" in ok(amu, "did-it-help", "next").out
    meetings = found[MEETINGS]["id"]
    refused = amu("did-it-help", "next", meetings, "--goes-on")
    assert "say with --theme what it goes on for" in refused.err
    ok(amu, "did-it-help", "next", meetings, "--goes-on", "--theme", "22")


def test_half_of_a_history_is_not_taken_over(amu: Amu, first: Path) -> None:
    second = follow(amu, 2017, first, {})
    (second / "previous.toml").write_text("schema = 1\n", encoding="utf-8")
    new = ("new", "next", "--results", table(2020, {}), "--round", "2020", "--follows", second)
    said = amu(*new)
    assert said.code == 1
    assert "previous.toml" in said.err
    assert not Path("next").exists()
