"""`amu note`: the reader's own notes, which the session never sees."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu, tree


def test_notes_are_written_read_and_listed_in_the_order_of_the_themes(
    amu: Amu, session: Path
) -> None:
    before = tree()
    said = amu("note", session, "22", "Si dette\tførst", "--improve")
    assert (said.code, said.out) == (0, "")
    assert said.err == (
        "your own note is saved\n"
        "Kept in your own folder, not in the session: only you and whoever runs the machine can "
        "read it.\n"
    )
    amu("note", session, "job autonomy", "--preserve")
    autonomy = "1 Job autonomy · preserve\n"
    pressure = "22 Absence of time pressure (R) · improve · Si dette først\n"
    assert amu("note", session).out == autonomy + pressure
    assert amu("note", session, "22").out == pressure
    assert tree() == before, "nothing of it in the session"
    (kept,) = Path.home().rglob("notes.toml")
    assert kept.stat().st_mode & 0o077 == 0


def test_what_is_not_told_stays_and_the_rest_can_be_taken_back(amu: Amu, session: Path) -> None:
    amu("note", session, "1", "Kaffe")
    amu("note", session, "1", "--preserve")
    assert amu("note", session, "1").out == "1 Job autonomy · preserve · Kaffe\n"
    amu("note", session, "1", "Te")
    amu("note", session, "1", "--improve")
    assert amu("note", session, "1").out == "1 Job autonomy · improve · Te\n"
    amu("note", session, "1", "")
    assert amu("note", session, "1").out == "1 Job autonomy · improve\n"
    assert amu("note", session, "1", "--clear").err == "your own note is removed\n"
    for empty in (amu("note", session), amu("note", session, "1")):
        assert (empty.code, empty.out) == (0, "")
        assert empty.err == "no note of your own is written yet\n"


def test_each_session_has_notes_of_its_own(amu: Amu, session: Path, table: Path) -> None:
    amu("new", "other", "--results", table, "--unit", "Fakultetet")
    amu("note", session, "1", "Her")
    amu("note", "other", "1", "Der")
    assert amu("note", session).out == "1 Job autonomy · Her\n"
    assert amu("note", "other").out == "1 Job autonomy · Der\n"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("1", "x", "--clear"), "--clear takes all away"),
        (("1", "--preserve", "--improve"), "one mark at a time"),
        (("--preserve",), "which theme?"),
        (("--clear",), "which theme?"),
        (("autonmi", "x"), "Did you mean 1 (autonomy)"),
        (("99", "x"), 'there is no theme "99"'),
    ],
)
def test_what_cannot_be_noted_is_refused(
    amu: Amu, session: Path, wrong: tuple[str, ...], told: str
) -> None:
    amu("note", session, "1", "Kaffe")
    before = tree(Path.home())
    said = amu("note", session, *wrong)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert tree(Path.home()) == before


def test_notes_that_cannot_be_read_are_named_and_left(amu: Amu, session: Path) -> None:
    amu("note", session, "1", "Kaffe")
    (kept,) = Path.home().rglob("notes.toml")
    kept.write_bytes(b"schema = 1\n[[[\n")
    for words in ((), ("1", "Te")):
        said = amu("note", session, *words)
        assert (said.code, said.out) == (1, "")
        assert f"{kept}:2:" in said.err
    assert kept.read_bytes() == b"schema = 1\n[[[\n"
