"""`amu compare`: two rounds of a unit, as somebody meets them who wants to know what changed."""

from pathlib import Path

import pytest

from amu_tui.files.session.demo import copy_demo
from tests.cli.conftest import FACULTY, UNIT, Amu, tree


@pytest.fixture
def later(amu: Amu, chosen: Path) -> Path:
    """The next round, made with the session of 2017 as the round before."""
    for words in (
        ("--theme", "22", "--title", "Meeting-free Wednesdays", "--owner", "Kari"),
        ("--theme", "7", "--title", "Lunch together"),
    ):
        assert amu("action", "add", chosen, *words).code == 0
    (first, *_rest) = amu("action", "list", chosen, "--json").json
    told = ("--note", "Half of us come")
    assert amu("action", "status", chosen, first["id"], "done", *told).code == 0
    path = Path("sessions/blaskjell-2020")
    made = amu(
        "new", path, "--results", table_of(2020), "--unit", UNIT, "--round", "2020",
        "--previous", chosen,
    )  # fmt: skip
    assert made.code == 0, made.err
    return path


def table_of(year: int, n: int = 41) -> Path:
    """A table of another year: every theme half a point up, but for one."""
    rows = ["Enhet;Tema;Antall;Snitt;Standardavvik"]
    for number in range(1, 29):
        mean = 3 + number % 10 / 10 + (0 if number == 7 else 0.5)
        rows.append(f"{UNIT};{number};{n};{mean:.1f};0.8".replace(".", ","))
    path = Path(f"results-{year}.csv")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def row(text: str, name: str) -> list[str]:
    """The cells of a theme's line after its name."""
    (line,) = [line for line in text.splitlines() if f" {name} " in line]
    return line.split(name, 1)[1].split()


def test_two_sessions_side_by_side(amu: Amu, chosen: Path, later: Path) -> None:
    said = amu("compare", chosen, later)
    assert (said.code, said.err) == (0, "")
    assert row(said.out, "Job autonomy") == ["3.1", "3.6", "+0.5", "■", "hardly", "0.3–0.4"]
    assert row(said.out, "Cohesion in work teams") == ["3.7", "3.7", "0.0", "yes", "0.3–0.4"]
    assert row(said.out, "Social support from supervisor") == [
        "hidden",
        "4.0",
        "hidden",
        "in",
        "2017",
    ]
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert "Meeting-free Wednesdays" in said.out
    assert "Half of us come" in said.out
    plain = amu("compare", chosen, later, "--plain").out
    assert "−" not in plain
    norwegian = amu("compare", chosen, later, "--lang", "nb").out
    assert row(norwegian, "Autonomi") == ["3,1", "3,6", "+0,5", "■", "neppe", "0,3–0,4"]


def test_the_new_session_alone_knows_the_round_before(amu: Amu, chosen: Path, later: Path) -> None:
    both, alone = amu("compare", chosen, later), amu("compare", later)
    assert alone.out == both.out
    assert alone.err == ""


def test_what_became_of_the_actions_is_kept_as_it_was_then(
    amu: Amu, chosen: Path, later: Path
) -> None:
    """The older session goes on, or goes away; the new one keeps the day it began."""
    before = amu("compare", later, "--json").json
    for action in amu("action", "list", chosen, "--json").json:
        assert amu("action", "status", chosen, action["id"], "stopped").code == 0
    assert amu("compare", later, "--json").json == before
    now = amu("compare", chosen, later, "--json").json
    assert {action["status"] for action in now["actions"]} == {"stopped"}
    assert (later / "previous.toml").exists()
    assert amu("check", later).code == 0


def test_the_document_for_programs(amu: Amu, chosen: Path, later: Path) -> None:
    found = amu("compare", chosen, later, "--json").json
    assert list(found) == ["old", "new", "scale", "themes", "actions"]
    assert found["old"] == {"session": "blaskjell-2017", "unit": UNIT, "round": "2017"}
    assert found["new"] == {"session": "blaskjell-2020", "unit": UNIT, "round": "2020"}
    themes = {theme["number"]: theme for theme in found["themes"]}
    assert [theme["number"] for theme in found["themes"]][:3] == [1, 2, 3]
    assert themes[1]["change"] == pytest.approx(0.5)
    assert 0.2 < themes[1]["margin"]["least"] < themes[1]["margin"]["most"] < 0.5 < themes[1]["d"]
    assert (themes[1]["chance"], themes[1]["size"]) == ("beyond", "large")
    assert themes[1]["chosen"] == "preserve"
    hidden = themes[5]
    assert hidden["old"] == {"n": None, "mean": None, "sd": None, "hidden": "protected"}
    assert [hidden[key] for key in ("change", "margin", "chance", "d", "size")] == [None] * 5
    (lunch,) = [action for action in found["actions"] if action["title"] == "Lunch together"]
    assert lunch["theme"] == "cooperation"
    assert themes[7]["actions"] == [lunch["id"]]


def test_sentences_say_which_round_hides(amu: Amu, later: Path) -> None:
    out = amu("compare", later, "--sentences").out
    (line,) = [line for line in out.splitlines() if "Social support from supervisor" in line]
    assert "No change is shown: the score is hidden in 2017." in line
    assert amu("compare", later, "--sentences", "--json").code == 2


def test_a_table_can_be_the_older_round(amu: Amu, table: Path, later: Path) -> None:
    said = amu("compare", table, later, "--round", "2017")
    assert (said.code, said.err) == (0, "")
    assert row(said.out, "Job autonomy")[:3] == ["3.1", "3.6", "+0.5"]
    assert "Meeting-free" not in said.out
    assert amu("compare", table, later).out.splitlines()[1] == "results and 2020 set side by side"
    other = amu("compare", table, later, "--unit", FACULTY, "--round", "2017")
    assert other.err == f"these are two units: “{FACULTY}” and “{UNIT}”\n"
    assert amu("compare", table, later, "--unit", "Tang").code == 1


def test_the_older_round_can_be_a_sheet_of_a_workbook(amu: Amu, later: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook("old.xlsx") as book:
        book.add_worksheet("About").write_row(0, 0, ["What these figures are"])
        sheet = book.add_worksheet("Units")
        sheet.write_row(0, 0, ["Enhet", "Tema", "Antall", "Snitt", "Standardavvik"])
        for number in range(1, 29):
            sheet.write_row(number, 0, [UNIT, number, 30, 3.2, 0.8])
    said = amu("compare", "old.xlsx", later, "--sheet", "Units", "--round", "2016")
    assert (said.code, said.err) == (0, "")
    assert row(said.out, "Job autonomy")[:3] == ["3.2", "3.6", "+0.4"]


def test_a_table_hides_what_the_session_would_hide(amu: Amu, table: Path, chosen: Path) -> None:
    path = Path("strict")
    words = ("--results", table_of(2020), "--unit", UNIT, "--min-n", "40", "--round", "2020")
    assert amu("new", path, *words).code == 0
    document = amu("compare", table, path, "--json").json
    assert all(theme["old"]["mean"] is None for theme in document["themes"])
    assert amu("new", "strict-2", *words, "--previous", chosen).code == 0
    document = amu("compare", "strict-2", "--json").json
    assert all(theme["old"]["mean"] is None for theme in document["themes"])


def test_what_cannot_be_compared_says_what_to_do(
    amu: Amu, table: Path, session: Path, later: Path
) -> None:
    said = amu("compare", session, session)
    assert (said.code, said.out) == (2, "")
    assert "are the same session" in said.err
    said = amu("compare", session)
    assert (said.code, said.out) == (1, "")
    assert "amu compare OLD NEW" in said.err
    assert amu("compare", later, table).code == 2
    assert amu("compare").code == 2
    assert amu("compare", session, later, later).code == 2
    assert amu("compare", session, later, "--unit", UNIT).code == 2
    assert amu("compare", session, later, "--sheet", "2").code == 2
    assert amu("compare", later, "--instrument", "kiwest-1").code == 2
    assert amu("compare", "nowhere", later).code == 1


def test_a_copy_of_a_session_is_the_same_session(amu: Amu, session: Path) -> None:
    copy = Path("copy")
    copy.mkdir()
    for file in session.glob("*.toml"):
        (copy / file.name).write_bytes(file.read_bytes())
    assert amu("compare", copy, session).code == 2


def test_rounds_the_wrong_way_round_are_told(amu: Amu, chosen: Path, later: Path) -> None:
    said = amu("compare", later, chosen)
    assert said.code == 0
    assert said.err == "2020 looks later than 2017: is the older one named first?\n"


def test_the_example_compares_at_once_and_is_marked_as_made_up(amu: Amu) -> None:
    demo = copy_demo(Path("demo"))
    said = amu("compare", demo)
    assert (said.code, said.err) == (0, "")
    assert "SYNTHETIC" in said.out
    assert "Felles lunsj i kantina hver tirsdag" in said.out
    assert amu("compare", demo, "--json").json["synthetic"] is True


def test_damaged_choices_of_the_round_before_stop_a_new_session(amu: Amu, chosen: Path) -> None:
    """They are written once, so half of them would stay half."""
    (chosen / "rounds" / "themes.toml").write_text("schema = 1\nround =\n", "utf-8")
    before = tree()
    said = amu("new", "next", "--results", table_of(2020), "--unit", UNIT, "--previous", chosen)
    assert (said.code, said.out) == (1, "")
    assert "rounds/themes.toml:2:" in said.err
    assert set(tree()) - set(before) == {"results-2020.csv"}


def test_options_of_a_table_do_not_go_with_a_session_before(amu: Amu, chosen: Path) -> None:
    said = amu(
        "new", "next", "--results", table_of(2020), "--unit", UNIT,
        "--previous", chosen, "--previous-map", "map.toml",
    )  # fmt: skip
    assert said.code == 2
    assert "--previous-map" in said.err


def test_a_damaged_file_of_the_round_before_is_named_by_check(amu: Amu, later: Path) -> None:
    path = later / "previous.toml"
    path.write_text(path.read_text("utf-8").replace('round = "2017"', "round = 2017"), "utf-8")
    said = amu("check", later)
    assert said.code == 1
    assert "previous.toml:4: round" in said.err
    shown = amu("compare", later)
    assert shown.code == 0
    assert "previous.toml:4:" in shown.err
    assert "Lunch together" not in shown.out
