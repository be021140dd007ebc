"""`amu status`, `amu due` and `amu next`: of one session and of many, whole and damaged."""

import csv
import datetime
import io
import shutil
from pathlib import Path

import msgspec
import pytest
import vobject
from icalendar import Calendar

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action, Matter, Note
from tests.cli.conftest import UNIT, Amu, tree
from tests.hostile import HOSTILE

DAY = datetime.timedelta(days=1)
TODAY = datetime.date.today()


def add(session: Path, title: str, deadline: datetime.date | None, **more: object) -> Action:
    """An action for the first chosen theme, written as the screen does."""
    folder = SessionFolder(session)
    theme = folder.load().chosen("improve")[0]
    action = Action(id=title.lower()[:8], theme=theme, aim="improve", title=title)
    return folder.save_action(msgspec.structs.replace(action, deadline=deadline, **more), None)


@pytest.fixture
def plan(chosen: Path) -> Path:
    """A session with actions that are late, soon due, far off, done, and passed upwards."""
    add(chosen, "Late", TODAY - 3 * DAY, owner="Kari og Ola")
    add(chosen, "Soon", TODAY + 9 * DAY, judge_on=TODAY + 20 * DAY)
    add(chosen, "Faroff", TODAY + 200 * DAY)
    add(chosen, "Done", TODAY - 9 * DAY, status="done")
    matter = Matter(to="Fakultetet", answer_by=TODAY + 2 * DAY)
    add(chosen, "Above", None, basket="leader", matter=matter)
    return chosen


def test_what_is_due_stands_by_day(amu: Amu, plan: Path) -> None:
    said = amu("due", plan)
    lines = said.out.splitlines()
    assert [line.split("  ")[-1].strip() for line in lines] == [
        "Late · Kari, Ola",
        "an answer from above: Above · Fakultetet",
        "Soon",
        "judge the effect: Soon",
    ]
    assert "3 days overdue" in lines[0]
    assert "in 2 days" in lines[1]
    assert (said.code, said.err) == (0, "")
    assert len(amu("due", plan, "--within", "200").out.splitlines()) == 5
    assert len(amu("due", plan, "--within", "0").out.splitlines()) == 1
    (late, *_rest) = amu("due", plan, "--json").json
    assert (late["title"], late["days"], late["who"]) == ("Late", -3, ["Kari", "Ola"])
    assert (late["kind"], late["day"]) == ("deadline", str(TODAY - 3 * DAY))


def test_what_is_mine(amu: Amu, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Path("config").absolute()
    (config / "amu-tui").mkdir(parents=True)
    (config / "amu-tui" / "settings.toml").write_text('schema = 1\nname = "Ola Nordmann"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    assert [due["title"] for due in amu("due", plan, "--mine", "--json").json] == ["Late"]
    mine = amu("action", "list", plan, "--view", "mine")
    assert mine.out.splitlines()[0] == "Yours · 1"
    assert [a["id"] for a in amu("action", "list", plan, "--view", "mine", "--json").json] == [
        "late"
    ]


@pytest.mark.parametrize(
    ("view", "headings"),
    [
        ("deadline", ["The deadline has passed", "Within 30 days", "Later", "Without a deadline"]),
        ("status", ["Planned"]),
        ("person", ["Kari", "Ola", "Nobody yet"]),
        ("silent", ["Heard of since"]),
    ],
)
def test_the_board_by_command(amu: Amu, plan: Path, view: str, headings: list[str]) -> None:
    lines = amu("action", "list", plan, "--view", view).out.splitlines()
    found = [line.split(" · ")[0] for line in lines if not line.startswith(" ")]
    finished = {"status": ["Done"], "silent": []}.get(view, ["Finished"])
    assert found == [*headings, *finished]


def test_looking_changes_nothing(amu: Amu, plan: Path) -> None:
    before = tree(plan)
    for command in ("status", "due", "next"):
        assert amu(command, plan).code == 0
    assert tree(plan) == before


def test_a_calendar_is_read_by_others_and_an_update_replaces(amu: Amu, plan: Path) -> None:
    amu("due", plan, "--ics", "-o", "one.ics")
    data = Path("one.ics").read_bytes()
    assert amu("due", plan, "--ics").out.encode() == data
    amu("due", plan, "--ics", "-o", "two.ics")
    assert Path("two.ics").read_bytes() == data
    events = {str(e["uid"]): e for e in Calendar.from_ical(data).walk("VEVENT")}
    assert len(events) == 6
    done = events["deadline.done@amu-tui.invalid"]
    assert (str(done["summary"]), done.decoded("dtstart")) == ("done: Done", TODAY - 9 * DAY)
    amu("action", "edit", plan, "late", "--deadline", "+3m")
    amu("action", "status", plan, "soon", "stopped")
    amu("due", plan, "--ics", "-o", "three.ics")
    later = vobject.readOne(Path("three.ics").read_text("utf-8"))
    by_uid = {event.uid.value: event for event in later.vevent_list}
    assert by_uid.keys() == events.keys()
    late = by_uid["deadline.late@amu-tui.invalid"]
    assert int(late.sequence.value) == int(str(events[late.uid.value]["sequence"])) + 1
    assert late.dtstart.value > TODAY + 80 * DAY
    assert by_uid["deadline.soon@amu-tui.invalid"].status.value == "CANCELLED"


def test_what_people_typed_stays_a_text_in_a_calendar(amu: Amu, chosen: Path) -> None:
    typed = f"x; y, z\\n\nEND:VEVENT\r\nBEGIN:VEVENT {HOSTILE} æøå Sámi 😀 " + "long " * 30
    what = ("--theme", "22", "--title", typed, "--owner", f"Kari;{HOSTILE}", "--deadline", "+1d")
    assert amu("action", "add", chosen, *what).code == 0
    amu("due", chosen, "--ics", "-o", "a.ics")
    data = Path("a.ics").read_bytes()
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    (kept,) = SessionFolder(chosen).load().actions.values()
    assert str(event["summary"]) == kept.title
    assert vobject.readOne(data.decode()).vevent.summary.value == kept.title
    assert data.count(b"\r\nBEGIN:VEVENT") == 1
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert not any(sign in data for sign in (b"\x1b", b"\x07", b"\x00"))


def test_how_sessions_stand(amu: Amu, plan: Path) -> None:
    other = shutil.copytree(plan, plan.parent / "all" / "one").parent
    shutil.copytree(plan, other / "two")
    for rest in ("actions", "rounds"):
        shutil.rmtree(other / "two" / rest)
    (one, two) = amu("status", other, "--json").json
    assert (one["stage"], two["stage"]) == ("actions", "voting")
    assert one["actions"] == {"planned": 4, "started": 0, "done": 1, "stopped": 0}
    assert (one["overdue"], one["stalled"], one["due"]) == (1, 0, 4)
    assert one["next_due"] == str(TODAY - 3 * DAY)
    said = amu("status", other)
    assert "1 of 5 done · 1 overdue" in said.out
    assert "voting" in said.out.splitlines()[1]
    rows = list(csv.DictReader(io.StringIO(amu("status", other, "--csv").out)))
    assert [row["stage"] for row in rows] == ["actions", "voting"]


def test_what_is_damaged_is_named_and_the_rest_is_told(amu: Amu, plan: Path) -> None:
    home = shutil.copytree(plan, plan.parent / "all" / "good").parent
    shutil.copytree(plan, home / "worse")
    (home / "worse" / "session.toml").write_text("schema =")
    shutil.copytree(plan, home / "bad")
    (home / "bad" / "actions" / "late.toml").write_text("title =")
    for command, lines in (("status", 2), ("due", 7), ("next", 6)):
        said = amu(command, home)
        assert said.code == 1
        assert len(said.out.splitlines()) == lines, said.out
        assert "worse" in said.err
        assert "late.toml" in said.err


def test_whose_turn_it_is(amu: Amu, chosen: Path) -> None:
    said = amu("next", chosen)
    assert [line.split(" · ")[-1].split(":")[0] for line in said.out.splitlines()] == [
        "leader",
        "safety representative",
        "employee",
    ]
    assert "write actions for the chosen themes" in said.out
    (found,) = amu("next", chosen, "--json").json
    assert (found["stage"], found["next"]["hr"]) == ("chosen", None)


def test_whose_turn_it_is_after_the_plan(amu: Amu, plan: Path) -> None:
    ids = sorted(SessionFolder(plan).load().actions)
    ours = [item for item in ids if item != "above"][:3]
    assert amu("close", plan, "actions", "--improve", ",".join(ours)).code == 0
    lines = amu("next", plan).out
    assert lines.count("read the report and sign it") == 2
    assert amu("next", plan, "--role", "employee").out.count("\n") == 1
    amu("sign", plan, "--leader", "Eva", "--safety-representative", "Nils")
    assert "leader: ask how it goes: 1 overdue, 0 without news" in amu("next", plan).out
    amu("action", "edit", plan, "soon", "--title", "Sooner")
    (found,) = amu("next", plan, "--json").json
    assert found["stage"] == "changed"
    assert "sign again" in found["next"]["leader"]


def test_nothing_to_do_says_nothing(amu: Amu, plan: Path) -> None:
    assert amu("next", plan, "--role", "hr").code == 0
    for item in SessionFolder(plan).load().actions:
        amu("action", "status", plan, item, "stopped")
    assert amu("due", plan).out == ""
    assert amu("due", plan).err == "nothing is due within 30 days\n"


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (("due", "--ics", "--json"), 2, "choose one of --ics and --json"),
        (("due", "-o", "x.ics"), 2, "add --ics"),
        (("status", "--csv", "--json"), 2, "choose one of --csv and --json"),
        (("due", "nowhere"), 1, "there is no session here"),
        (("due", "--within", "-1"), 2, "whole number"),
    ],
)
def test_wrong_use_is_told(amu: Amu, words: tuple[str, ...], code: int, err: str) -> None:
    said = amu(*words)
    assert (said.code, said.out) == (code, "")
    assert err in said.err


def test_a_note_counts_as_a_word(amu: Amu, plan: Path) -> None:
    folder = SessionFolder(plan)
    path = plan / "actions" / "late.toml"
    old = (TODAY - 100 * DAY).isoformat()
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"saved_on = {TODAY}", f"saved_on = {old}"), "utf-8")
    assert amu("status", plan, "--json").json[0]["stalled"] == 1
    late = folder.load().actions["late"]
    note = Note(date=TODAY, text="It goes on")
    folder.save_action(msgspec.structs.replace(late, notes={"n": note}), late.revision)
    assert amu("status", plan, "--json").json[0]["stalled"] == 0


def test_what_the_next_round_goes_on_with_is_due_there_and_nowhere_else(
    amu: Amu, plan: Path
) -> None:
    made = ("--results", "results.csv", "--unit", UNIT, "--round", "2020", "--follows", plan)
    later = plan.parent / "later"
    said = amu("new", later, *made)
    assert said.code == 0, said.err
    assert amu("close", later, "themes", "--preserve", "1", "--improve", "22").code == 0

    def late() -> list[str]:
        found = amu("due", plan.parent, "--json").json
        return [due["round"] for due in found if due["title"] == "Late"]

    assert late() == ["2017"]
    said = amu("did-it-help", later, "late", "partly", "--goes-on", "--theme", "22")
    assert said.code == 0, said.err
    assert late() == ["2020"]
    stands = {one["round"]: one for one in amu("status", plan.parent, "--json").json}
    assert (stands["2017"]["overdue"], stands["2020"]["overdue"]) == (0, 1)
    amu("due", plan.parent, "--ics", "-o", "all.ics")
    events = Calendar.from_ical(Path("all.ics").read_bytes()).walk("VEVENT")
    (old,) = (e for e in events if str(e["uid"]).startswith("deadline.late@"))
    assert str(old["status"]) == "CANCELLED"
    assert [due["title"] for due in amu("due", plan, "--json").json].count("Late") == 1
