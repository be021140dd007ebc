"""Sessions of a round, side by side, do not tell what a few people answered."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import UNIT, Amu, Said, tree
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT


def later(table: Path, n: int) -> Path:
    """The same table after more people have answered, or fewer."""
    path = Path(f"with-{n}.csv")
    path.write_text(table.read_text("utf-8").replace(";37;", f";{n};"), encoding="utf-8")
    return path


@pytest.mark.parametrize("n", [33, 36, 38, 41])
def test_a_few_answers_more_or_fewer_are_refused(
    amu: Amu, table: Path, session: Path, n: int
) -> None:
    before = tree(Path("sessions"))
    to_make = ("new", "sessions/again", "--results", later(table, n), "--unit", UNIT)
    said = amu(*to_make, "--round", "2017")
    assert said.code == 1
    assert "blaskjell-2017" in said.err
    assert "at least 5 more" in said.err
    assert not any(figure in said.err for figure in (str(n), "37"))
    assert tree(Path("sessions")) == before
    assert amu(*to_make, "--round", "2018").code == 0


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_whose_session_is_in_the_way_is_said_where_another_has_made_it(
    amu: Amu, table: Path, session: Path
) -> None:
    to_make = ("new", "sessions/again", "--results", later(table, 38), "--unit", UNIT)
    assert "has made" not in amu(*to_make, "--round", "2017").err
    os.chown("sessions/blaskjell-2017/session.toml", 54_001, -1)
    said = amu(*to_make, "--round", "2017")
    assert said.code == 1
    made = "54001 has made blaskjell-2017: where it is no real session, have it removed by 54001 or"
    assert made in said.err


@pytest.mark.parametrize("n", [32, 37, 42])
def test_the_same_answers_or_many_more_are_taken(
    amu: Amu, table: Path, session: Path, n: int
) -> None:
    said = amu(
        *("new", "sessions/again", "--results", later(table, n), "--unit", UNIT),
        *("--round", "2017"),
    )
    assert said.code == 0, said.err


def test_the_higher_limit_of_the_two_counts(amu: Amu, table: Path, session: Path) -> None:
    again = ("new", "sessions/again", "--results", later(table, 43), "--unit", UNIT)
    assert amu(*again, "--round", "2017", "--min-n", "8").code == 1
    assert amu(*again, "--round", "2017", "--min-n", "6").code == 0


def test_a_name_written_otherwise_is_the_same_unit(amu: Amu, table: Path, session: Path) -> None:
    text = later(table, 38).read_text("utf-8").replace(UNIT, f"  {UNIT.upper()}")
    Path("upper.csv").write_text(text, encoding="utf-8")
    to_make = ("new", "sessions/again", "--results", "upper.csv", "--unit", UNIT)
    said = amu(*to_make, "--round", "2017")
    assert said.code == 1
    assert "blaskjell-2017" in said.err


def test_another_unit_needs_a_word_on_how_the_two_contain_each_other(
    amu: Amu, table: Path, session: Path
) -> None:
    other = later(table, 38)
    other.write_text(other.read_text("utf-8").replace(UNIT, "Institutt for tang"), "utf-8")
    unit = ("--results", other, "--unit", "Institutt for tang", "--round", "2017")
    before = tree(Path("sessions"))
    refused = amu("new", "sessions/tang", *unit)
    assert refused.code == 2
    message, where = refused.err.splitlines()
    assert f"“Institutt for tang” and “{UNIT}”" in message
    assert all(option in message for option in ("--parent", "--tree", "--apart"))
    assert "blaskjell-2017" in where
    assert tree(Path("sessions")) == before
    rows = f"unit,parent\nFakultetet,\n{UNIT},Fakultetet\nInstitutt for tang,Fakultetet\n"
    Path("units.csv").write_text(rows, encoding="utf-8")
    for number, known in enumerate((("--tree", "units.csv"), ("--apart",))):
        said = amu("new", f"sessions/tang-{number}", *unit, *known)
        assert said.code == 0, said.err
    assert amu("new", "elsewhere", *unit).code == 0


LONG = "unit,theme,n,mean,sd\n"
PARTS = "A,1,10,3.50,0.80\nB,1,16,3.60,0.90\nC,1,24,3.40,0.70\n"


@pytest.fixture
def parts(amu: Amu) -> Path:
    """A faculty of three institutes and two people more, and the tree of them."""
    Path("units.csv").write_text("unit,parent\nF,\nA,F\nB,F\nC,F\n", encoding="utf-8")
    path = Path("parts.csv")
    path.write_text(LONG + PARTS + "F,1,52,3.48,0.79\n", encoding="utf-8")
    return path


def made(amu: Amu, table: Path, unit: str, *more: object) -> Said:
    """What `amu new` says of a session of `unit`."""
    told = ("--results", table, "--unit", unit, "--round", "2017", *more)
    return amu("new", f"sessions/{unit.lower()}", *told)


@pytest.mark.parametrize("known", ["--tree units.csv", "--parent F --apart"])
def test_the_last_part_of_a_whole_is_refused(amu: Amu, parts: Path, known: str) -> None:
    """Whether a table of units tells, or each unit in its turn what it is part of."""
    assert made(amu, parts, "A", "--compare", "F", *known.split()).code == 0
    assert made(amu, parts, "B", *known.split()).code == 0
    before = tree(Path("sessions"))
    said = made(amu, parts, "C", *known.split())
    assert said.code == 1
    assert "the session a shows" in said.err.lower()
    assert "F" in said.err
    assert not any(figure in said.err for figure in ("52", "24", "3.4"))
    assert tree(Path("sessions")) == before
    assert amu("new", "sessions/c", "--results", parts, "--unit", "C", "--round", "2018").code == 0


def test_a_session_keeps_what_was_said_of_its_units(amu: Amu, parts: Path) -> None:
    """F is not told again what is part of it, only that A, B and C share nobody."""
    parents = {"A": (), "B": ("--apart",), "C": ("--apart",)}
    for unit, apart in parents.items():
        assert made(amu, parts, unit, "--parent", "F", *apart).code == 0
        assert (
            f'[parents]\n{unit} = "F"\n'
            in Path(f"sessions/{unit.lower()}/results.toml").read_text()
        )
    said = made(amu, parts, "F")
    assert said.code == 2
    assert "“A” and “B”" in said.err
    assert "with --tree, or with --apart" in said.err
    said = made(amu, parts, "F", "--apart")
    assert said.code == 1
    assert "what a few people in F answered" in said.err


def test_sessions_that_say_otherwise_than_the_tree_are_not_believed(amu: Amu, parts: Path) -> None:
    assert made(amu, parts, "A", "--parent", "B").code == 0
    assert made(amu, parts, "B", "--parent", "A").code == 2
    assert made(amu, parts, "B", "--tree", "units.csv").code == 0


def test_parts_alone_are_taken(amu: Amu, parts: Path) -> None:
    for unit in "ABC":
        said = made(amu, parts, unit, "--tree", "units.csv")
        assert said.code == 0, said.err
    said = made(amu, parts, "F", "--tree", "units.csv")
    assert said.code == 1
    assert "the session" in said.err


def test_the_same_unit_set_beside_others_with_a_few_more_is_refused(amu: Amu, parts: Path) -> None:
    assert made(amu, parts, "A", "--compare", "F", "--tree", "units.csv").code == 0
    text = parts.read_text("utf-8").replace("F,1,52", "F,1,55")
    parts.write_text(text, encoding="utf-8")
    said = made(amu, parts, "B", "--compare", "F", "--tree", "units.csv")
    assert said.code == 1
    assert "a few answers more" in said.err


def test_a_damaged_session_beside_stops_nobody(amu: Amu, parts: Path) -> None:
    assert made(amu, parts, "A", "--compare", "F", "--tree", "units.csv").code == 0
    assert made(amu, parts, "B").code == 2
    Path("sessions/a/results.toml").write_text("unit = 3", encoding="utf-8")
    assert made(amu, parts, "B").code == 0


def test_what_lies_beside_and_cannot_be_read_is_passed_over(amu: Amu, table: Path) -> None:
    odd = Path("sessions/odd")
    odd.mkdir(parents=True)
    (odd / "session.toml").write_text(f'unit = "{UNIT}\n', encoding="utf-8")
    said = amu("new", "sessions/new", "--results", table, "--unit", UNIT, "--round", "2017")
    assert said.code == 0, said.err


@pytest.mark.parametrize(("n", "code"), [(36, 1), (41, 1), (37, 0), (42, 0)])
def test_the_round_before_of_the_same_name_is_no_way_around(
    amu: Amu, table: Path, session: Path, n: int, code: int
) -> None:
    """In another folder, set beside it as the round before: a session or a table."""
    Path("elsewhere").mkdir()
    make = ("--results", later(table, n), "--unit", UNIT, "--round", "2017")
    for place, previous in (("one", (session,)), ("two", (table, "--previous-round", " 2017"))):
        said = amu("new", f"elsewhere/{place}", *make, "--previous", *previous)
        assert said.code == code, said.err
        assert Path("elsewhere", place).exists() == (not code)
        if code:
            assert "both rounds are called 2017" in said.err
            assert not any(figure in said.err for figure in (str(n), "37"))
    previous = (table, "--previous-round", "2014")
    assert amu("new", "elsewhere/other", *make, "--previous", *previous).code == 0


@pytest.mark.parametrize(("n", "code"), [(36, 1), (37, 0), (42, 0)])
def test_late_answers_are_not_compared(
    amu: Amu, table: Path, session: Path, n: int, code: int
) -> None:
    now = later(table, n)
    Path("elsewhere").mkdir()
    amu("new", "elsewhere/again", "--results", now, "--unit", UNIT, "--round", "2017")
    for old in ((session,), (table, "--round", "2017")):
        for form in ((), ("--json",), ("--sentences",)):
            said = amu("compare", old[0], "elsewhere/again", *old[1:], *form)
            assert said.code == code, said.err
            assert not (code and said.out)
    assert amu("compare", table, "elsewhere/again", "--round", "2014").code == 0


@pytest.mark.parametrize(
    ("sizes", "is_made"),
    [((20, 40, 61), False), ((61, 40, 20), False), ((20, 61, 40), False), ((20, 40, 66), True)],
)
def test_few_are_left_of_no_three_sessions(amu: Amu, sizes: tuple[int, ...], is_made: bool) -> None:
    """In whatever order they are made, and where they were made apart and are checked."""
    for number, n in enumerate(sizes):
        table = Path(f"of-{n}.csv")
        table.write_text(f"{LONG}A,1,{n},{3 + number / 10},0.9\n", encoding="utf-8")
        named = ("--results", table, "--unit", "A", "--round", "2017")
        assert amu("new", f"apart-{n}/of-{n}", *named).code == 0
        Path("all").mkdir(exist_ok=True)
        said = amu("new", f"sessions/of-{n}", *named)
        assert (said.code == 0) == (number < 2 or is_made), said.err
        Path(f"apart-{n}/of-{n}").rename(f"all/of-{n}")
    said = amu("check", "all")
    assert ("what a few people in A answered" in said.out + said.err) != is_made
