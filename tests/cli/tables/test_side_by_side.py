"""Everything that sessions of a round show goes together: questions, editions, earlier rounds."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Amu, Said
from tests.promises import proves

HIDDEN = {"hidden": "protected"}
OPTIONS = ("None", "1–2 hours", "3–5 hours", "6–10 hours", "Over 10 hours")
HOURS = {"F": (23, 17, 14, 3, 1), "A": (12, 8, 8, 2, 0), "B": (8, 6, 5, 1, 0), "C": (3, 3, 1, 0, 1)}
SIZES = {"F": 58, "A": 30, "B": 20, "C": 8}


@pytest.fixture
def faculty(amu: Amu) -> Path:
    """F and its institutes, of which C has eight people."""
    Path("units.csv").write_text("unit,parent\nF,\nA,F\nB,F\nC,F\n", encoding="utf-8")
    rows = [f"{unit},{theme},{n},3.5,0.9" for unit, n in SIZES.items() for theme in (1, 2)]
    path = Path("results.csv")
    path.write_text("\n".join(["unit,theme,n,mean,sd", *rows]), encoding="utf-8")
    return path


def made(amu: Amu, unit: str, *more: str, table: str = "results.csv", place: str = "") -> Said:
    told = ("--results", table, "--unit", unit, "--tree", "units.csv", "--round", "2026")
    return amu("new", f"sessions/{place or unit}", *told, *more)


def asked(unit: str) -> dict[str, Any]:
    """The answers to other questions that the session of a unit has."""
    text = Path(f"sessions/{unit}/results.toml").read_text("utf-8")
    found: dict[str, Any] = tomllib.loads(text)["questions"]
    return found


def table_of(question: str, rows: dict[str, str], columns: str) -> tuple[str, str]:
    lines = [f"{unit},{question},{cells}" for unit, cells in rows.items()]
    Path("asked.csv").write_text("\n".join([f"unit,question,{columns}", *lines]), "utf-8")
    return "--questions", "asked.csv"


def hours() -> tuple[str, str]:
    lines = ["unit,question,option,n"]
    for unit, counts in HOURS.items():
        lines += [f"{unit},hours,{o},{n}" for o, n in zip(OPTIONS, counts, strict=True)]
    Path("asked.csv").write_text("\n".join(lines), encoding="utf-8")
    return "--questions", "asked.csv"


@pytest.mark.parametrize("order", ["FABC", "ABCF", "BFCA", "CABF"])
def test_the_hours_of_the_last_few_do_not_follow(amu: Amu, faculty: Path, order: str) -> None:
    """Whoever comes last of the faculty and its two large institutes shows no hours."""
    for unit in order:
        said = made(amu, unit, *hours())
        assert said.code == 0, said.err
        assert ("tell of a few: Hours" in said.err) == (unit == [u for u in order if u != "C"][-1])
    last = [unit for unit in order if unit != "C"][-1]
    assert {unit for unit in order if asked(unit)["hours"] == HIDDEN} == {"C", last}
    assert "hours" in asked("A")


@pytest.mark.parametrize(
    ("question", "columns", "rows"),
    [
        # Eight of nine in C had one: F's 45 of 59 less A's 22 of 30 and B's 15 of 20.
        ("appraisal", "n,share", {"F": "59,0.763", "A": "30,0.733", "B": "20,0.75"}),
        # Two people more in F than in A and B.
        ("health", "n,mean,sd", {"F": "52,3.1,0.9", "A": "30,3.1,0.9", "B": "20,3.2,0.8"}),
        # C's eight all answered 5.
        (
            "health",
            "n,mean,sd",
            {
                "F": "58,3.362068966,1.030640677",
                "A": "30,3.1,0.9",
                "B": "20,3.1,0.8",
            },
        ),
    ],
)
def test_so_of_every_kind_of_question(
    amu: Amu, faculty: Path, question: str, columns: str, rows: dict[str, str]
) -> None:
    told = table_of(question, rows, columns)
    for unit in "FAB":
        assert made(amu, unit, *told).code == 0
    assert [asked(unit)[question] == HIDDEN for unit in "FAB"] == [False, False, True]


def test_questions_that_leave_enough_people_are_shown(amu: Amu, faculty: Path) -> None:
    told = table_of(
        "appraisal", {"F": "60,0.633", "A": "30,0.667", "B": "20,0.6"}, "n,share"
    )  # 6 of the last 10
    for unit in "FAB":
        assert made(amu, unit, *told).code == 0
        assert asked(unit)["appraisal"] != HIDDEN


def test_late_answers_to_a_question_are_not_told(amu: Amu, faculty: Path) -> None:
    """The themes are what they were; one more has answered the question."""
    assert made(amu, "A", *table_of("appraisal", {"A": "30,0.667"}, "n,share")).code == 0
    told = table_of("appraisal", {"A": "31,0.677"}, "n,share")
    assert made(amu, "A", *told, place="again").code == 0
    assert asked("again")["appraisal"] == HIDDEN
    told = table_of("appraisal", {"A": "30,0.700"}, "n,share")
    assert made(amu, "A", *told, place="other").code == 0
    assert asked("other")["appraisal"] == HIDDEN
    told = table_of("appraisal", {"A": "30,0.667"}, "n,share")
    assert made(amu, "A", *told, place="same").code == 0
    assert asked("same") == asked("A")


def test_questions_need_a_word_on_how_units_contain_each_other(amu: Amu, faculty: Path) -> None:
    """Also where the scores have no n and are not subtracted."""
    Path("means.csv").write_text("unit,theme,mean\nF,1,3.5\nA,1,3.6\n", encoding="utf-8")
    for unit in "FA":
        told = ("--results", "means.csv", "--unit", unit, "--round", "2026", *hours())
        said = amu("new", f"sessions/{unit}", *told)
        assert said.code == (0 if unit == "F" else 2)
    assert "“A” and “F” are shown side by side" in said.err


WOMEN_AND_MEN = {
    "F": ((64, 48), (86, 64)),
    "A": ((34, 26), (36, 24)),
    "B": ((26, 19), (29, 22)),
    "C": ((4, 3), (21, 18)),
}


def groups(*units: str) -> tuple[str, str]:
    """A table of who was asked and who answered, by gender."""
    lines = ["unit,dimension,group,invited,responses"]
    for unit in units or WOMEN_AND_MEN:
        women, men = WOMEN_AND_MEN[unit]
        lines += [
            f"{unit},,,{women[0] + men[0]},{women[1] + men[1]}",
            *(f"{unit},gender,{name},{n},{m}" for name, (n, m) in (("Women", women), ("Men", men))),
        ]
    Path("groups.csv").write_text("\n".join(lines), encoding="utf-8")
    return "--participation", "groups.csv"


def rates(unit: str, *beside: str) -> list[str]:
    """The units whose rates a session shows, of some."""
    results = tomllib.loads(Path(f"sessions/{unit}/results.toml").read_text("utf-8"))
    people = {unit: results["participation"]}
    people |= {one: results["references"][one.lower()]["participation"] for one in beside}
    return [of for of, one in people.items() if any("rate" in g for g in one["groups"].values())]


@pytest.mark.parametrize("order", ["FABC", "ABCF", "CBFA"])
def test_the_rates_of_the_last_few_do_not_follow(amu: Amu, faculty: Path, order: str) -> None:
    said = {unit: made(amu, unit, *groups()) for unit in order}
    assert [one.code for one in said.values()] == [0, 0, 0, 0]
    last = [unit for unit in order if unit != "C"][-1]
    assert "few: Women, Men" in said[last].err
    assert {unit for unit in order if rates(unit)} == {"F", "A", "B"} - {last}


def test_nor_in_one_session_from_units_set_beside(amu: Amu, faculty: Path) -> None:
    """Of C's women and men F gives away nothing, which is set beside A and B."""
    assert made(amu, "A", *groups(), "--compare", "F", "--compare", "B").code == 0
    assert rates("A", "B", "F") == ["A", "B"]
    assert made(amu, "A", *groups(), "--compare", "F", place="other/A").code == 0
    assert rates("other/A", "F") == ["other/A", "F"]


def test_rates_from_tables_of_their_own_are_not_set_beside(amu: Amu, faculty: Path) -> None:
    """B's table has nothing of A, whose women it may be set beside; F's has nothing of both."""
    for unit in "AB":
        assert made(amu, unit, *groups(unit)).code == 0
        assert rates(unit) == [unit]
    assert made(amu, "F", *groups("F")).code == 0
    assert rates("F") == []


def test_other_rates_of_the_same_unit_are_late_answers(amu: Amu, faculty: Path) -> None:
    assert made(amu, "A", *groups()).code == 0
    assert made(amu, "A", *groups(), place="same").code == 0
    told = groups()
    text = Path(told[1]).read_text("utf-8").replace("Women,34,26", "Women,34,24")
    Path(told[1]).write_text(text, encoding="utf-8")
    assert made(amu, "A", *told, place="later").code == 0
    assert [rates(unit) for unit in ("same", "later")] == [["same"], []]


def edited(old: str, new: str) -> str:
    text = Path("results.csv").read_text("utf-8")
    assert old in text
    Path("edited.csv").write_text(text.replace(old, new), encoding="utf-8")
    return "edited.csv"


@pytest.mark.parametrize("row", ["A,2,30,3.4,0.9", "A,2,30,3.5,0.8"])
def test_as_many_answers_with_other_figures_are_others(amu: Amu, faculty: Path, row: str) -> None:
    assert made(amu, "A").code == 0
    said = made(amu, "A", table=edited("A,2,30,3.5,0.9", row), place="again")
    assert said.code == 1
    assert "the session A shows A in the same round" in said.err
    assert "or other ones" in said.err
    assert not Path("sessions/again").exists()


def test_many_late_answers_are_not_set_beside_a_whole(amu: Amu, faculty: Path) -> None:
    """Of F with twelve more, ten of them in A, two more are elsewhere."""
    now = edited("A,1,30,", "A,1,40,")
    assert made(amu, "A").code == 0
    assert made(amu, "A", table=now, place="again").code == 0
    assert made(amu, "F").code == 0
    said = made(amu, "A", table=edited("A,1,30,", "A,1,46,"), place="later")
    assert said.code == 1
    assert "at least" not in said.err


def test_the_round_before_counts_as_what_it_was(amu: Amu, faculty: Path) -> None:
    """F's and A's figures of 2024 lie in their sessions of then; B brings its own to 2026."""
    Path("then.csv").write_text(
        "unit,theme,n,mean,sd\nF,1,52,3.5,0.9\nA,1,30,3.5,0.9\nB,1,20,3.5,0.9\n", encoding="utf-8"
    )
    tree = ("--tree", "units.csv")
    for unit in "FA":
        then = ("--results", "then.csv", "--unit", unit, "--round", "2024", *tree)
        assert amu("new", f"sessions/{unit}-2024", *then).code == 0
    before = ("--previous", "then.csv", "--previous-round", "2024")
    said = made(amu, "B", *before)
    assert said.code == 1
    assert "what a few people in F answered" in said.err
    assert made(amu, "B", "--previous", "then.csv", "--previous-round", "2023").code == 0
    assert made(amu, "A", *before).code == 0


def test_what_sessions_keep_of_the_round_before_counts_too(amu: Amu, faculty: Path) -> None:
    """There is no session of 2024, but three of 2026 show it."""
    Path("then.csv").write_text(
        "unit,theme,n,mean,sd\nF,1,52,3.5,0.9\nA,1,30,3.5,0.9\nB,1,20,3.5,0.9\n", encoding="utf-8"
    )
    before = ("--previous", "then.csv", "--previous-round", "2024")
    assert made(amu, "F", *before).code == 0
    assert made(amu, "A", *before).code == 0
    assert made(amu, "B", *before).code == 1


def test_rates_of_the_round_before_count_too(amu: Amu, faculty: Path) -> None:
    """A's of 2026 lie elsewhere; here only F's were shown, from a table that nobody has now."""
    assert made(amu, "A", *groups(), place="elsewhere/A").code == 0
    assert made(amu, "F", *groups()).code == 0
    told = ("--results", "results.csv", "--unit", "A", "--tree", "units.csv", "--round", "2028")
    before = ("--previous", "sessions/elsewhere/A")
    for place, rated in (("sessions/new", 0), ("new", 2)):
        assert amu("new", place, *told, *before).code == 0
        results = tomllib.loads(Path(place, "results.toml").read_text("utf-8"))
        people = results["references"]["previous"]["participation"]["groups"].values()
        assert sum("rate" in one for one in people) == rated


@proves(
    "What would follow by subtraction is hidden too: over units and levels, sessions of "
    "the round in the folder, earlier rounds, questions and rates.",
)
def test_however_many_sessions_lie_beside_all_are_read(amu: Amu) -> None:
    """Z's three people outside Z1, after 210 sessions of units elsewhere."""
    elsewhere = [f"U{number}" for number in range(210)]
    tree = [f"{unit},Uni" for unit in [*elsewhere, "Z"]]
    Path("units.csv").write_text("\n".join(["unit,parent", "Uni,", *tree, "Z1,Z"]), "utf-8")
    rows = ["U0,1,20,3.5,0.9", "Z,1,23,3.6,0.9", "Z1,1,20,3.5,0.8"]
    Path("results.csv").write_text("\n".join(["unit,theme,n,mean,sd", *rows]), encoding="utf-8")
    assert made(amu, "U0").code == 0
    for unit in elsewhere[1:]:
        Path("sessions", unit).mkdir()
        for name in ("session.toml", "results.toml"):
            text = Path("sessions/U0", name).read_text("utf-8").replace("U0", unit)
            Path("sessions", unit, name).write_text(text, encoding="utf-8")
    assert made(amu, "Z").code == 0
    assert made(amu, "Z1").code == 1


@pytest.mark.parametrize(("n", "code"), [(52, 1), (58, 0), (50, 1)])
def test_two_units_of_a_round_are_not_compared_where_few_may_be_between(
    amu: Amu, faculty: Path, n: int, code: int
) -> None:
    """B's people may be some of A's: nobody has said that they are not."""
    rows = ["unit,theme,n,mean,sd", f"A,1,{n},3.5,0.9", "B,1,50,3.4,0.9"]
    Path("two.csv").write_text("\n".join(rows), encoding="utf-8")
    for unit in "AB":
        told = ("--results", "two.csv", "--unit", unit, "--round", "2026")
        assert amu("new", f"{unit}/{unit}", *told).code == 0
    said = amu("compare", "A/A", "B/B")
    assert said.code == code, said.err
    assert bool(said.out) == (not code)


def test_a_leader_who_answers_in_one_institute_is_not_what_is_left(amu: Amu, faculty: Path) -> None:
    """A's 30 and B's 31 less F's 60 is the leader of F, who is left out there."""
    rows = ["F,1,60,3.45,0.81", "A,1,30,3.4,0.8", "B,1,31,3.548387,0.82"]
    Path("led.csv").write_text("\n".join(["unit,theme,n,mean,sd", *rows]), encoding="utf-8")
    beside = ("--compare", "F", "--compare", "B")
    told = ("--results", "led.csv", "--unit", "A", "--round", "2026", *beside)
    assert amu("new", "one/A", *told).code == 2
    assert not Path("one").exists()
    assert amu("new", "one/A", *told, "--tree", "units.csv").code == 0
    references = tomllib.loads(Path("one/A/results.toml").read_text("utf-8"))["references"]
    assert [references[unit]["themes"]["autonomy"] == HIDDEN for unit in "fb"] == [True, False]
    for tree, codes in (((), [0, 2, 2]), (("--tree", "units.csv"), [0, 0, 1])):
        place = f"with{len(tree)}"
        made_of = [
            amu("new", f"{place}/{u}", "--results", "led.csv", "--unit", u, "--round", "1", *tree)
            for u in "FAB"
        ]
        assert [said.code for said in made_of] == codes


def test_sessions_that_are_made_at_once_know_of_each_other(amu: Amu, faculty: Path) -> None:
    """Of F's 52 all but two are in A and B: one of the three at least is not made."""
    table = edited("F,1,58,", "F,1,52,")
    told = ("--results", table, "--tree", "units.csv", "--round", "2026")
    command = (sys.executable, "-m", "amu_tui", "new")
    running = [
        subprocess.Popen([*command, f"sessions/{unit}", "--unit", unit, *told]) for unit in "FAB"
    ]
    codes = [one.wait(60) for one in running]
    left = {path.name for path in Path("sessions").iterdir()}
    assert left == {unit for unit, code in zip("FAB", codes, strict=True) if not code}
    assert len(left) < 3


def test_sessions_that_were_made_apart_are_checked_together(amu: Amu, faculty: Path) -> None:
    """As in two clones that are merged: each knew nothing of the other."""
    assert made(amu, "F", *hours()).code == 0
    assert made(amu, "A", *hours()).code == 0
    assert amu("check", "sessions").code == 0
    assert made(amu, "B", *hours(), place="clone/B").code == 0
    Path("sessions/clone/B").rename("sessions/B")
    Path("sessions/clone").rmdir()
    said = amu("check", "sessions")
    assert said.code == 1
    assert said.err.splitlines() == [
        "F, A, B: what a few people in F answered follows from these together"
    ]
    late = edited("A,1,30,", "A,1,31,")
    assert made(amu, "A", table=late, place="clone/A").code == 0
    Path("sessions/clone/A").rename("sessions/later")
    assert "A, later: what a few people in A answered" in amu("check", "sessions").err
    assert amu("check", "sessions/F").code == 0
