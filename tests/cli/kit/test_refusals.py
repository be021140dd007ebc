"""Wrong input gives one message that names the place, the right exit code, and no change."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import FACULTY, UNIT, Amu, tree

LANGUAGES = pytest.mark.parametrize("lang", ["en", "nb", "nn"])


def refused(amu: Amu, *words: object, code: int, place: str = "", lang: str = "en") -> str:
    """Run a command that is refused; returns the message."""
    before = tree()
    said = amu(*words, "--lang", lang)
    assert said.code == code, said.err
    assert said.out == ""
    assert said.err.startswith(place), said.err
    assert "Traceback" not in said.err
    assert 1 <= len(said.err.splitlines()) <= 2, said.err
    assert tree() == before
    return said.err


@LANGUAGES
def test_a_table_that_is_not_there(amu: Amu, lang: str) -> None:
    for command in (("results", "nil.csv"), ("new", "s", "--results", "nil.csv", "--unit", UNIT)):
        assert "nil.csv" in refused(amu, *command, code=1, place="nil.csv:", lang=lang)


@LANGUAGES
def test_a_unit_that_is_not_in_the_table(amu: Amu, table: Path, lang: str) -> None:
    command = ("new", "s", "--results", table, "--unit", "Institutt for blåskjel")
    assert UNIT in refused(amu, *command, code=1, place="results.csv:", lang=lang)


@LANGUAGES
@pytest.mark.parametrize(
    ("wrong", "row"),
    [
        (f"{UNIT};3;37;5,7;0,8", 4),
        (f"{UNIT};3;37;3,3;-0,8", 4),
        (f"{UNIT};3;37;høy;0,8", 4),
        (f"{UNIT};3;mange;3,3;0,8", 4),
        (f"{UNIT};2;37;3,3;0,8", 4),
        (f"{UNIT};3;-3;3,3;0,8", 4),
        (f"{UNIT};3;37;3,3;3,8", 4),
    ],
    ids=["mean", "sd", "text", "n-text", "twice", "negative-n", "too-wide-sd"],
)
def test_a_row_that_cannot_be_true(amu: Amu, table: Path, wrong: str, row: int, lang: str) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[row - 1] = wrong
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = ("new", "s", "--results", table, "--unit", UNIT)
    refused(amu, *command, code=1, place=f"results.csv:{row}:", lang=lang)

    before = tree()
    said = amu("results", table, "--lang", lang)
    assert said.code == 1
    assert f"results.csv:{row}:" in said.err
    told = amu("results", table, "--json", "--lang", lang)
    assert told.code == 1
    assert row in [problem["row"] for problem in told.json["problems"] if problem["fatal"]]
    assert tree() == before


def test_another_units_wrong_row_does_not_stop_this_unit(amu: Amu, table: Path) -> None:
    text = table.read_text(encoding="utf-8").replace(f"{FACULTY};3;212;3,3", f"{FACULTY};3;212;9,9")
    table.write_text(text, encoding="utf-8")
    assert amu("new", "s", "--results", table, "--unit", UNIT).code == 0
    assert amu("results", table).code == 1


@LANGUAGES
def test_ballots_that_cannot_be_cast(amu: Amu, session: Path, lang: str) -> None:
    vote = ("vote", session)
    refused(amu, *vote, "--preserve", "1,2,3", code=2, lang=lang)
    refused(amu, *vote, "--preserve", "1", "--improve", "1", code=2, lang=lang)
    refused(amu, *vote, "--preserve", "1,1", code=2, lang=lang)
    refused(amu, *vote, "--preserve", "99", code=2, lang=lang)
    refused(amu, *vote, "--preserve", "1", "--abstain", code=2, lang=lang)
    refused(amu, *vote, code=2, lang=lang)
    refused(amu, *vote, "--round", "actions", "--preserve", "x", code=1, lang=lang)


def test_a_misspelt_theme_is_answered_with_the_nearest(amu: Amu, session: Path) -> None:
    told = refused(amu, "vote", session, "--preserve", "autonmy", code=2)
    assert told.startswith('there is no theme "autonmy"\nDid you mean 1 (autonomy)')


@LANGUAGES
def test_actions_that_cannot_be_written(amu: Amu, chosen: Path, lang: str) -> None:
    add = ("action", "add", chosen, "--theme")
    title = ("--title", "Møtefrie onsdager")
    refused(amu, *add, "22", *title, "--deadline", "2027-02-30", code=2, lang=lang)
    refused(amu, *add, "22", *title, "--deadline", "til våren", code=2, lang=lang)
    refused(amu, *add, "2", *title, code=2, lang=lang)
    refused(amu, *add, "22", *title, "--aim", "preserve", code=2, lang=lang)
    refused(amu, *add, "22", "--title", "  ", code=2, lang=lang)
    refused(amu, *add, "22", "--title", "x" * 301, code=2, lang=lang)
    refused(amu, *add, "22", *title, "--to-leader", "--ours", code=2, lang=lang)
    refused(amu, *add, "22", *title, "--status", "snart", code=2, lang=lang)
    refused(amu, "action", "edit", chosen, "nil", *title, code=2, lang=lang)
    refused(amu, "action", "status", chosen, "nil", "done", code=2, lang=lang)


def test_an_action_before_themes_are_chosen(amu: Amu, session: Path) -> None:
    command = ("action", "add", session, "--theme", "22", "--title", "Møtefrie onsdager")
    told = refused(amu, *command, code=1)
    assert told == (
        "no themes are chosen yet\nChoose them first: `amu close sessions/blaskjell-2017 themes`.\n"
    )


@LANGUAGES
def test_a_folder_that_is_taken(amu: Amu, session: Path, table: Path, lang: str) -> None:
    again = ("new", session, "--results", table, "--unit", UNIT)
    refused(amu, *again, code=1, place=f"{session}:", lang=lang)
    refused(amu, "demo", session, code=1, place=f"{session}:", lang=lang)


@LANGUAGES
def test_a_folder_that_is_no_session(amu: Amu, table: Path, lang: str) -> None:
    Path("empty").mkdir()
    for command in (("show", "empty"), ("vote", "empty", "--abstain"), ("report", "empty")):
        refused(amu, *command, code=1, place="empty", lang=lang)


@LANGUAGES
def test_a_session_file_that_is_damaged(amu: Amu, chosen: Path, lang: str) -> None:
    file = chosen / "session.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines.insert(3, "this is = = not TOML")
    file.write_text("\n".join(lines), encoding="utf-8")
    for command in (
        ("show", chosen),
        ("vote", chosen, "--abstain"),
        ("close", chosen, "actions"),
        ("action", "list", chosen),
        ("report", chosen),
        ("check", chosen),
    ):
        refused(amu, *command, code=1, place=f"{file}:4:", lang=lang)


def test_a_damaged_action_is_named_and_the_rest_still_works(amu: Amu, chosen: Path) -> None:
    add = ("action", "add", chosen, "--theme", "22", "--title")
    damaged, whole = (amu(*add, title).out.strip() for title in ("Damaged", "Whole"))
    file = chosen / "actions" / f"{damaged}.toml"
    text = file.read_text(encoding="utf-8").replace('status = "planned"', 'status = "snart"')
    file.write_text(text if "snart" in text else text + 'status = "snart"\n', encoding="utf-8")

    told = amu("check", chosen)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(f"{file}:")
    listed = amu("action", "list", chosen, "--json")
    assert [action["id"] for action in listed.json] == [whole]
    assert str(file) in listed.err
    assert amu("show", chosen).code == 0
    refused(amu, "report", chosen, code=1, place=f"{file}:")
    refused(amu, "report", chosen, "-o", "out.md", code=1, place=f"{file}:")


def test_what_an_answer_does_not_depend_on_does_not_stop_it(amu: Amu, chosen: Path) -> None:
    amu("action", "add", chosen, "--theme", "22", "--title", "Whole")
    whole = [amu(*command, chosen).out for command in (("report",), ("action", "list"))]
    (chosen / "local").mkdir(exist_ok=True)
    (chosen / "local" / "progress.toml").write_text("= = damaged\n", encoding="utf-8")
    assert amu("check", chosen).code == 1
    for command, out in zip((("report",), ("action", "list")), whole, strict=True):
        said = amu(*command, chosen)
        assert (said.code, said.out) == (0, out)
    assert amu("report", chosen, "-o", "out.md").code == 0
    (chosen / "rounds" / "report.toml").write_text("date = soon\n", encoding="utf-8")
    refused(amu, "report", chosen, code=1, place=f"{chosen}/rounds/report.toml:1:")


def test_numbers_that_are_none(amu: Amu, table: Path) -> None:
    new = ("new", "s", "--results", table, "--unit", UNIT)
    for option, wrong in (("--min-n", "2"), ("--invited", "mange"), ("--responses", "-1")):
        told = refused(amu, *new, option, wrong, code=2)
        assert option in told
        assert wrong in told


def test_names_that_carry_terminal_codes_are_shown_without_them(amu: Amu, table: Path) -> None:
    for command in (
        ("show", "\x1b[31mred"),
        ("\x1b]0;title\x07",),
        ("show", "x", "--\x1b[31m"),
        ("new", "s", "--results", table, "--unit", "\x1b[31mred"),
        ("results", "\x1b[2Jgone.csv"),
        ("vote", "\u202e", "--abstain"),
        ("new", "\x1b[31ms", "--results", table, "--unit", UNIT),
        ("demo", "\x1b[31mt"),
    ):
        said = amu(*command)
        assert not set(said.err) & set("\x1b\x07\u202e")


@pytest.mark.skipif(os.name == "nt", reason="bytes that are no text are for POSIX")
def test_bytes_that_are_no_text(amu: Amu, table: Path) -> None:
    raw = os.fsdecode(b"\xff\xfe")
    for command in (
        ("show", raw),
        ("results", raw),
        ("new", "s", "--results", table, "--unit", raw),
        ("new", raw, "--results", raw),
    ):
        assert amu(*command).code == 1


def test_a_ballot_that_cannot_be_is_refused_by_the_names_that_people_know(
    amu: Amu, chosen: Path
) -> None:
    def action(title: str, *more: str) -> str:
        what = ("--theme", "22", "--title", title)
        return amu("action", "add", chosen, *what, *more).out.strip()

    ours, passed_on = action("Quiet hours"), action("More rooms", "--to-leader")
    for words, told in (
        (("vote", "--preserve", ours), '"Quiet hours" cannot be chosen here\nIt is an action to i'),
        (
            ("vote", "--improve", passed_on),
            '"More rooms" cannot be chosen here\nIt is passed on to',
        ),
        (("vote", "--improve", f"{ours},{ours}"), '"Quiet hours" is chosen twice\n'),
        (
            ("close", "--improve", passed_on),
            '"More rooms" cannot be chosen here\nIt is passed on to',
        ),
        (
            ("close", "--hands", f"improve:{ours}=5", "--people", "3"),
            '5 hands for "Quiet hours", but only 3 people\n',
        ),
        (
            ("close", "--hands", f"improve:{passed_on}=1", "--people", "3"),
            '"More rooms" cannot be chosen here\n',
        ),
    ):
        command, *more = words
        where = ("--round", "actions") if command == "vote" else ("actions",)
        said = amu(command, chosen, *where, *more)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(told), said.err


def test_a_unit_that_a_table_does_not_name_is_not_passed_over(amu: Amu, table: Path) -> None:
    assert amu("results", table, "--unit", UNIT.upper()).code == 0
    told = refused(amu, "results", table, "--unit", "Tull", code=1, place="results.csv:")
    assert "no unit is called “Tull”" in told


def test_a_file_in_the_place_of_a_folder_is_said_to_be_one(amu: Amu, table: Path) -> None:
    told = refused(amu, "schema", "--into", table, code=1, place="results.csv/")
    assert "not saved: a file stands where a folder is needed" in told


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no such folder here")
@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("/proc/x/y", "not saved: there is no such folder\n"),
        ("results.csv/x", "not saved: a file stands where a folder is needed\n"),
        ("results.csv/x/y", "not saved: a file stands where a folder is needed\n"),
    ],
)
def test_where_no_folder_can_be_made_it_is_said(
    amu: Amu, table: Path, monkeypatch: pytest.MonkeyPatch, place: str, told: str
) -> None:
    """What takes no folders says of each that the one around it is missing, which it is not."""
    assert refused(amu, "demo", place, code=1, place=place).endswith(told)
    assert amu("demo", "s").code == 0
    monkeypatch.setenv("HOME", f"{Path(place).absolute()}")
    monkeypatch.setenv("XDG_STATE_HOME", f"{Path(place).absolute()}")
    said = amu("note", "s", "1", "mine")
    assert (said.code, said.out) == (1, "")
    assert "went wrong" not in said.err
