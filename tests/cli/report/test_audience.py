"""What a command writes for the public: fewer figures, no names and no notes."""

from pathlib import Path

import pytest

from tests.cli.conftest import UNIT, Amu
from tests.promises import proves

KARI, NOTE = "Kari Nordmann", "Ola was against it"
WRITERS = [
    ("show", "--json"),
    ("show", "--sentences"),
    ("show", "--plain"),
    ("report", "--format", "md"),
    ("report", "--format", "html"),
    ("report", "--format", "csv"),
    ("report", "--format", "json"),
]


@pytest.fixture
def filed(amu: Amu, session: Path) -> Path:
    """A session with an action that somebody has and that has a note, signed by two."""
    chosen = ("--preserve", "7,8", "--improve", "22,13")
    assert amu("close", session, "themes", "--reason", "agreed", *chosen).code == 0
    added = ("--theme", "22", "--title", "Fewer meetings", "--owner", KARI, "--json")
    action = amu("action", "add", session, *added).json["id"]
    assert amu("action", "status", session, action, "started", "--note", NOTE).code == 0
    assert amu("sign", session, "--leader", KARI, "--safety-representative", KARI).code == 0
    return session


@proves(
    ("For the public (`--audience public`) the limit is 13, and there are no names and no notes."),
    (
        "The limit is then 13, figures have one decimal and no spread under 20 people, a "
        "score without a number of answers is left out, and there are no names and no notes."
    ),
    "Titles of actions, and the reason of a leader who chose otherwise, stay.",
)
@pytest.mark.parametrize("writer", WRITERS, ids=" ".join)
def test_no_name_and_no_note_is_in_anything_for_the_public(
    amu: Amu, filed: Path, writer: tuple[str, ...]
) -> None:
    command, *options = writer
    said = amu(command, filed, *options, "--audience", "public")
    assert said.code == 0, said.err
    assert said.out
    assert "Kari" not in said.out + said.err
    assert "Ola" not in said.out + said.err


@pytest.mark.parametrize("option", ["--plain", "--json"])
def test_nor_in_what_became_of_the_round_before(
    amu: Amu, tmp_path: Path, table: Path, filed: Path, option: str
) -> None:
    new = tmp_path / "next"
    asked = ("--results", table, "--unit", UNIT, "--round", "2026", "--previous", filed)
    assert amu("new", new, *asked).code == 0
    assert "Kari" in amu("compare", new, option).out
    for rounds in ([new], [filed, new]):
        said = amu("compare", *rounds, option, "--audience", "public")
        assert said.code == 0, said.err
        assert "Fewer meetings" in said.out
        assert "Kari" not in said.out + said.err


def test_the_report_for_the_unit_has_the_names(amu: Amu, filed: Path) -> None:
    assert KARI in amu("report", filed).out
    public = amu("report", filed, "--audience", "public").out
    assert "Fewer meetings" in public
    assert "Signatures" not in public
    assert "Responsible" not in public


@proves(
    "For the public (`--audience public`) the limit is 13, and there are no names and no notes.",
)
def test_a_small_unit_has_no_figures_for_the_public(
    amu: Amu, tmp_path: Path, session: Path
) -> None:
    table = tmp_path / "small.csv"
    rows = "".join(f"Small,{n},12,3.46,0.83\nBig,{n},25,3.46,0.83\n" for n in range(1, 29))
    table.write_text(f"unit,theme,n,mean,sd\n{rows}")
    small = tmp_path / "small"
    asked = ("--unit", "Small", "--compare", "Big", "--apart", "--round", "2026")
    assert amu("new", small, "--results", table, *asked).code == 0
    (area, *_more) = amu("show", small, "--json", "--audience", "public").json["areas"]
    (theme, *_more) = area["themes"]
    assert [theme[key] for key in ("n", "mean", "sd")] == [None, None, None]
    (big,) = theme["references"].values()
    assert (big["n"], big["mean"], big["sd"]) == (25, 3.5, 0.8)
