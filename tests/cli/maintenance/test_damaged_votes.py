"""`amu check` on a session of one's own: what keeps a vote from being closed is named."""

from pathlib import Path

import pytest

from tests.cli.conftest import Amu, tree

HANDS = "local/ballots/hands-themes.toml"


@pytest.fixture
def raised(amu: Amu, session: Path) -> Path:
    """A session in which a vote is open and somebody keys in raised hands, which do not fit."""
    assert amu("vote", session, "--passed", "--preserve", "1").code == 0
    key = (session / "session.toml").read_text(encoding="utf-8").split('key = "')[1][:16]
    text = (
        f'schema = 1\nsession = "{key}"\nround = "themes"\npeople = 3\n[preserve]\nautonomy = 2\n'
    )
    (session / HANDS).write_text(text, encoding="utf-8")
    assert amu("check", session).err == ""
    return session


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("people = 3", "people ="), f"{HANDS}:4: this is not TOML"),
        (("people = 3", "people = -3"), f"{HANDS}:4: people: "),
        (('session = "', 'session = "x'), f"{HANDS}: this belongs to another session or round"),
        (('"themes"', '"actions"'), f"{HANDS}: this belongs to another session or round"),
    ],
)
def test_raised_hands_that_are_damaged_are_named_and_what_to_do(
    amu: Amu, raised: Path, change: tuple[str, str], told: str
) -> None:
    file = raised / HANDS
    file.write_text(file.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    before = tree()
    checked, closed = amu("check", raised), amu("close", raised, "themes")
    doctor = amu("doctor", raised, "--json")
    assert checked == closed
    assert (checked.code, checked.out) == (1, "")
    assert checked.err.startswith(f"{raised}/{told}")
    assert checked.err.endswith(
        "\nKey the hands in again, or remove the file; until then nobody can close the vote.\n"
    )
    assert [found["path"] for found in doctor.json] == [f"{raised}/{HANDS}"]
    assert f"rm -f {raised.absolute()}/{HANDS}" == doctor.json[0]["command"]
    assert tree() == before
    file.unlink()
    assert amu("check", raised).code == amu("close", raised, "themes").code == 0


def test_hands_that_are_keyed_in_again_take_the_place_of_damaged_ones(
    amu: Amu, raised: Path
) -> None:
    (raised / HANDS).write_text("?", encoding="utf-8")
    closed = amu("close", raised, "themes", "--hands", "preserve:7=2", "--people", "2", "--json")
    assert closed.json["ways"] == {"passed": 1, "hands": 2}
    assert amu("check", raised).err == ""
