"""`amu show`, `amu results`, `amu report` and `amu check`: what they print and where."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import FACULTY, UNIT, Amu, tree


def test_the_same_figures_as_bars_in_ascii_as_sentences_and_for_programs(
    amu: Amu, session: Path
) -> None:
    bars = amu("show", session).out
    assert "█" in bars
    assert "3.9 ±0.8" in bars
    plain = amu("show", session, "--plain").out
    assert "█" not in plain
    assert "3.9" in plain
    spoken = amu("show", session, "--sentences").out
    assert "Theme 9, Inclusion/social responsibility: 3.9 of 5" in spoken
    assert amu("show", session, "--plain", "--json").code == 2


def test_a_hidden_score_has_no_figure_in_any_of_them(amu: Amu, session: Path) -> None:
    document = amu("show", session, "--json").json
    themes = [theme for area in document["areas"] for theme in area["themes"]]
    (hidden,) = [theme for theme in themes if theme["hidden"]]
    assert [hidden[key] for key in ("number", "n", "mean", "sd")] == [5, None, None, None]
    for option in ("--plain", "--sentences"):
        (line,) = [
            line
            for line in amu("show", session, option).out.splitlines()
            if "Social support from supervisor" in line
        ]
        assert "protects somebody" in line
        assert "3.5" not in line


def test_one_area_is_named_by_its_id(amu: Amu, session: Path) -> None:
    shown = amu("show", session, "--area", "colleague-resources", "--json").json
    assert [area["id"] for area in shown["areas"]] == ["colleague-resources"]
    said = amu("show", session, "--area", "colleague")
    assert (said.code, said.out) == (2, "")
    assert "colleague-resources" in said.err
    assert amu("show", session, "--area", "x").err.splitlines()[1].startswith("The areas are ")


def test_help_says_what_plain_leaves_as_it_is(amu: Amu) -> None:
    told = " ".join(amu("show", "--help").out.split())
    assert "Bars and signs in ASCII; names keep their letters." in told


def test_what_is_understood_of_a_table(amu: Amu, table: Path) -> None:
    before = tree()
    text = amu("results", table)
    assert (text.code, text.err) == (0, "")
    for told in ("results.csv", "kiwest-1", "28 of 28", UNIT, FACULTY):
        assert told in text.out
    document = amu("results", table, "--json").json
    assert document["instrument"] == "kiwest-1"
    assert document["layout"] == "long"
    assert document["units"] == [UNIT, FACULTY]
    assert len(document["themes"]) == 28
    assert document["problems"] == []
    assert tree() == before


def test_what_is_odd_in_a_table_is_said_though_it_is_taken(amu: Amu) -> None:
    Path("t.csv").write_text("unit,invited,responses,1\nX,10,9,3.9\nY,10,12,4\n", encoding="utf-8")
    said = amu("results", "t.csv")
    assert (said.code, said.err) == (0, "")
    warnings = said.out.partition("Warnings\n")[2].splitlines()
    assert [line.split(":")[0] for line in warnings] == ["  row 1", "  row 3, column “responses”"]
    assert "the table has no n" in warnings[0]
    assert "120%" in warnings[1]
    told = amu("results", "t.csv", "--json").json["problems"]
    assert [(one["row"], one["unit"], one["fatal"]) for one in told] == [
        (1, None, False),
        (3, "Y", False),
    ]


def test_of_many_columns_that_are_not_used_the_first_are_named(amu: Amu) -> None:
    items = [f"B{number:02} {'I am interested in my work ' * 9}" for number in range(80)]
    Path("t.csv").write_text(",".join(["unit,1", *items]) + "\nX,3.9\n", encoding="utf-8")
    lines = amu("results", "t.csv").out.splitlines()
    (first,) = [place for place, line in enumerate(lines) if "not used" in line]
    said = lines[first : lines.index("1 unit")]
    assert max(map(len, said)) <= 80
    assert len(said) < 10
    assert all(item[:3] in " ".join(said) for item in items[:6])
    assert said[-1].endswith("and 74 more")
    assert amu("results", "t.csv", "--json").json["ignored"] == [item.strip() for item in items]


def test_a_report_in_a_file_is_the_report_on_stdout(amu: Amu, chosen: Path) -> None:
    amu("action", "add", chosen, "--theme", "22", "--title", "Møtefrie onsdager")
    for form, encoding in (("md", "utf-8"), ("html", "utf-8"), ("json", "utf-8"), ("csv", "utf-8")):
        out = amu("report", chosen, "--format", form).out
        said = amu("report", chosen, "--format", form, "-o", f"report.{form}")
        assert (said.code, said.out) == (0, "")
        written = Path(f"report.{form}").read_bytes().decode(encoding)
        assert written.splitlines() == out.splitlines()
        assert "Møtefrie onsdager" in written
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["unit"] == UNIT


def test_a_report_never_takes_the_place_of_a_folder(amu: Amu, chosen: Path) -> None:
    Path("there.md").mkdir()
    before = tree()
    for place in ("there.md", "nowhere/report.md"):
        said = amu("report", chosen, "-o", place)
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith(str(place).split("/")[0])
    assert tree() == before


def test_the_report_speaks_the_language_of_the_session(amu: Amu, table: Path) -> None:
    amu("new", "s", "--results", table, "--unit", UNIT, "--lang", "nb")
    amu("close", "s", "themes", "--preserve", "1,7", "--improve", "22,13")
    assert "Autonomi" in amu("report", "s").out
    assert "Job autonomy" in amu("report", "s", "--lang", "en").out
    assert "Job autonomy" in amu("--lang", "en", "report", "s").out


def test_check_is_silent_or_names_each_file(amu: Amu, session: Path, table: Path) -> None:
    amu("new", "sessions/other", "--results", table, "--unit", FACULTY)
    assert amu("check", session, "sessions/other") == amu("check", "sessions")
    assert amu("check", "sessions").err == ""
    (session / "rounds" / "report.toml").write_text("date = soon\n", encoding="utf-8")
    Path("sessions/other/results.toml").write_text("schema = 1\n[[[\n", encoding="utf-8")
    said = amu("check", "sessions")
    assert (said.code, said.out) == (1, "")
    assert f"{session}/rounds/report.toml:1:" in said.err
    assert "sessions/other/results.toml:2:" in said.err
    assert amu("check", "nil").code == 1
    assert amu("check").code == 2


@pytest.mark.parametrize("command", ["show", "action list", "report", "check"])
def test_looking_changes_nothing(amu: Amu, chosen: Path, command: str) -> None:
    before = tree()
    assert amu(*command.split(), chosen).code == 0
    assert tree() == before


@pytest.fixture
def beside(amu: Amu, table: Path) -> str:
    """A session with the faculty set beside the unit."""
    said = amu("new", "s", "--results", table, "--unit", UNIT, "--compare", FACULTY, "--apart")
    assert said.code == 0
    return "s"


def test_a_chart_on_request_is_plain_text_in_a_pipe(amu: Amu, beside: str) -> None:
    chart = amu("show", beside, "--chart", "--area", "individual-resources").out
    assert "▄▄▄" in chart
    assert "┼───" in chart
    assert "\x1b" not in chart
    plain = amu("show", beside, "--chart", "--plain").out
    assert "====" in plain
    assert "▄" not in plain


def test_intervals_and_orders_on_request(amu: Amu, beside: str) -> None:
    plain = amu("show", beside, "--interval", "--plain").out
    assert ":::" in plain
    assert "3.9 (3.6-4.2)" in plain
    assert "▒▒▒" in amu("show", beside, "--interval").out
    ranked = amu("show", beside, "--order", "score").out
    assert "All themes · by score" in ranked
    spoken = amu("show", beside, "--sentences", "--order", "distance").out
    assert f"from most below to most above {FACULTY}." in spoken
    assert "95% interval 3.6 to 4.2" in spoken


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--order", "colour"), "The orders are deck, score, disagreement, distance."),
        (("--order", "distance:nobody"), "These are: fakultetet."),
        (("--order", "score", "--json"), "--json"),
        (("--interval", "--json"), "--interval"),
        (("--chart", "--sentences"), "--chart"),
        (("--interval", "--sentences"), "--interval"),
    ],
)
def test_an_order_or_a_drawing_that_there_is_not(
    amu: Amu, beside: str, options: tuple[str, ...], said: str
) -> None:
    refused = amu("show", beside, *options)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
