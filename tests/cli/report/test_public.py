"""What is published for everybody: beside all else that is, and with what was left out."""

from pathlib import Path

import pytest

from tests.cli.conftest import UNIT, Amu
from tests.promises import proves

PUBLIC = ("--audience", "public")


def means(amu: Amu, session: Path | str, *audience: str) -> list[float | None]:
    areas = amu("show", session, "--json", *audience).json["areas"]
    return [theme["mean"] for area in areas for theme in area["themes"]]


@proves(
    "What the other sessions in the folder would show to everybody, of this round and of those "
    "before, counts as published: what tells of too few with it is left out."
)
@pytest.mark.parametrize(("n", "shown"), [(47, False), (52, True)])
def test_what_two_publications_tell_of_a_few_is_left_out(
    amu: Amu, table: Path, session: Path, n: int, shown: bool
) -> None:
    """Ten more answers may be told of in the unit, and are too few for everybody."""
    more = Path("more.csv")
    more.write_text(table.read_text("utf-8").replace(";37;", f";{n};"), encoding="utf-8")
    again = ("--results", more, "--unit", UNIT, "--round", "2017")
    assert sum(mean is not None for mean in means(amu, session, *PUBLIC)) == 27
    assert amu("new", "sessions/again", *again).code == 0
    assert sum(mean is not None for mean in means(amu, "sessions/again")) == 27
    assert any(mean is not None for mean in means(amu, "sessions/again", *PUBLIC)) == shown
    assert any(mean is not None for mean in means(amu, session, *PUBLIC)) == shown


@proves("The report says how many figures, names and notes are left out.")
def test_the_report_says_how_much_is_left_out(amu: Amu, chosen: Path) -> None:
    more = ("--theme", "22", "--title", "Fewer meetings", "--owner", "Kari")
    action = amu("action", "add", chosen, *more).out.strip()
    assert amu("action", "status", chosen, action, "started", "--note", "Soon").code == 0
    assert amu("sign", chosen, "--leader", "Eva").code == 0
    said = amu("report", chosen, *PUBLIC, "--lang", "en")
    line = "For the public: 0 figures, 2 names and 1 note are left out."
    assert line in said.err
    assert line in said.out
    told = amu("report", chosen, *PUBLIC, "--format", "json")
    assert told.json["left_out"] == {"figures": 0, "names": 2, "notes": 1}
    assert line in told.err


def test_the_round_before_is_looked_at_too(amu: Amu, table: Path, tmp_path: Path) -> None:
    then = Path("then.csv")
    then.write_text(table.read_text("utf-8").replace(";37;", ";30;"), encoding="utf-8")
    base = ("--unit", UNIT, "--round")
    assert amu("new", "sessions/2014", "--results", then, *base, "2014").code == 0
    shown = means(amu, "sessions/2014", *PUBLIC)
    more = Path("more.csv")
    more.write_text(table.read_text("utf-8").replace(";37;", ";40;"), encoding="utf-8")
    now = ("--results", table, *base, "2017", "--previous", more, "--previous-round", "2014")
    assert amu("new", "sessions/2017", *now).code == 0
    assert shown != means(amu, "sessions/2014", *PUBLIC)
