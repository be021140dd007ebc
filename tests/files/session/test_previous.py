"""What the round before chose is kept with the session, whole, cleaned, and never in the way."""

import datetime
from pathlib import Path

import pytest

from amu_tui.files.session.create import create
from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.previous import MAX_ENTRIES, PastAction, PastTheme, Previous
from amu_tui.model.voting.ballot import Choice
from tests.files.conftest import INFO, INSTRUMENT, RESULTS

PAST = Previous(
    session="ifb-2014",
    unit="Institutt for blåskjell",
    round="2014",
    instrument="small",
    taken=datetime.date(2017, 11, 20),
    closed=datetime.date(2015, 2, 11),
    chosen=Choice(preserve=("autonomy",), improve=("noise",)),
    themes={
        "autonomy": PastTheme(name="Autonomy", number=1, now="autonomy"),
        "noise": PastTheme(name="Noise", number=9),
    },
    actions={
        "a1": PastAction(theme="noise", aim="improve", title="Doors", status="done", priority=1)
    },
)


@pytest.fixture
def folder(tmp_path: Path) -> SessionFolder:
    path = tmp_path / "s"
    create(path, INFO, RESULTS, INSTRUMENT, own_instrument=True, previous=PAST)
    return SessionFolder(path)


def test_it_is_read_as_it_was_written(folder: SessionFolder) -> None:
    session = folder.load()
    assert session.previous == PAST
    assert session.problems == ()


def test_a_session_without_a_round_before_has_no_such_file(tmp_path: Path) -> None:
    create(tmp_path / "s", INFO, RESULTS, INSTRUMENT, own_instrument=True)
    made = SessionFolder(tmp_path / "s")
    assert not (made.path / "previous.toml").exists()
    assert made.load().previous is None


def test_the_example_has_one_that_is_marked_as_made_up(tmp_path: Path) -> None:
    session = SessionFolder(copy_demo(tmp_path / "demo")).load()
    assert session.previous is not None
    assert session.previous.synthetic
    for kept in session.previous.themes.values():
        assert kept.now in session.instrument.themes
        assert kept.name in session.instrument.themes[kept.now].name["nb"] + " (R)"


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('status = "done"', 'status = "finished"', 31, "status"),
        ('theme = "noise"', 'theme = "light"', None, "light"),
        ("taken = 2017-11-20", 'taken = "soon"', 6, "taken"),
        ('title = "Doors"', 'title = ""', 30, "title"),
        ("schema = 1", "schema = one", 1, "TOML"),
    ],
)
def test_a_damaged_one_is_named_with_its_line_and_the_rest_opens(
    folder: SessionFolder, old: str, new: str, line: int | None, told: str
) -> None:
    path = folder.path / "previous.toml"
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")
    session = folder.load()
    assert session.previous is None
    (problem,) = session.problems
    assert (problem.path, problem.line) == ("previous.toml", line)
    assert told in problem.message
    assert session.results == RESULTS
    session.refuse_unreadable("themes")
    session.refuse_unreadable("report")


def test_hostile_text_is_cleaned_on_the_way_in(folder: SessionFolder) -> None:
    path = folder.path / "previous.toml"
    text = path.read_text("utf-8").replace('"Doors"', r'"Doors\u001b[31m\u202e"')
    path.write_text(text, "utf-8")
    past = folder.load().previous
    assert past is not None
    assert past.actions["a1"].title == "Doors\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}"


def test_one_with_too_much_in_it_is_refused(folder: SessionFolder) -> None:
    path = folder.path / "previous.toml"
    more = "".join(
        f'[actions.b{n}]\ntheme = "noise"\naim = "improve"\ntitle = "x"\n'
        for n in range(MAX_ENTRIES)
    )
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    session = folder.load()
    assert session.previous is None
    assert [problem.path for problem in session.problems] == ["previous.toml"]


def test_one_of_a_newer_version_opens_the_session_for_reading_only(folder: SessionFolder) -> None:
    path = folder.path / "previous.toml"
    path.write_text(path.read_text("utf-8").replace("schema = 1", "schema = 2"), "utf-8")
    session = folder.load()
    assert session.read_only
    assert session.previous is not None
