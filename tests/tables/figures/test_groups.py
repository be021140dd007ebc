"""Participation by group, from a row a group or a row a unit, with its own hiding."""

from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.model.survey.results import Participation
from amu_tui.render.results.warnings import warning_text
from amu_tui.tables.figures.groups import Groups, read_groups
from amu_tui.tables.reading.read import read_table
from tests.promises import proves
from tests.tables.made import write

LONG = """Enhet;Inndeling;Gruppe;Inviterte;Antall svar;Svarprosent
Inst;;Alle;60;40;
Inst;Kjønn;Kvinner;35;24;
Inst;Kjønn;Menn;25;16;64 %
Inst;Stilling;Vitenskapelig;41;28;
Inst;Stilling;Teknisk/administrativ;16;10;
Inst;Stilling;Lærlinger;3;2;
Uni;;;7290;5077;
Uni;Kjønn;Kvinner;3500;2562;
"""


def read(tmp_path: Path, text: str) -> Groups:
    return read_groups(read_table(write(tmp_path, text)))


def shown(groups: Groups, unit: str) -> dict[str, float | str | None]:
    rates = groups.rates(unit, groups.whole(unit))
    return {name: rate.hidden or rate.rate for name, rate in rates.items()}


@proves("Rates of groups are whole per cents.")
def test_a_row_a_group(tmp_path: Path) -> None:
    groups = read(tmp_path, LONG)
    assert groups.problems == ()
    assert groups.whole("inst") == Participation(invited=60, responses=40)
    assert shown(groups, "Inst") == {
        "women": 0.69,
        "men": 0.64,
        "scientific": 0.68,
        "technical-administrative": "protected",
        "laerlinger": "protected",
    }
    assert groups.rates("Inst", Participation())["women"].title == {
        "nb": "Kvinner", "nn": "Kvinner", "en": "Women",
    }  # fmt: skip


def test_a_row_a_unit(tmp_path: Path) -> None:
    text = "unit,invited,responses,Women rate,rate: Men,Women invited,Night shift,Note\n"
    text += "X,60,40,70%,58%,40,0.65,new\n"
    groups = read(tmp_path, text)
    assert groups.whole("X") == Participation(invited=60, responses=40)
    assert shown(groups, "X") == {"women": 0.7, "men": 0.58, "night-shift": 0.65}
    assert groups.ignored == ("Note",)


def test_a_table_of_one_unit_need_not_name_it(tmp_path: Path) -> None:
    groups = read(tmp_path, "group,rate\nWomen,73.2%\nMen,66.4%\n")
    assert shown(groups, "Anything") == {"women": 0.73, "men": 0.66}


def test_what_was_withheld_stays_so(tmp_path: Path) -> None:
    text = (
        "unit,by,group,rate,hidden\nX,g,A,protected,\nX,g,B,70%,\nX,h,C,60%,protected\nX,h,D,61%,\n"
    )
    assert shown(read(tmp_path, text), "X") == {
        "a": "protected", "b": "protected", "c": "protected", "d": "protected",
    }  # fmt: skip


def test_marks_of_what_was_withheld_are_reasons(tmp_path: Path) -> None:
    text = "unit,by,group,invited,rate\nX,g,A,,*\nX,g,B,,70%\nX,h,C,<5,\nX,h,D,,[c]\n"
    groups = read(tmp_path, text)
    assert groups.problems == ()
    assert shown(groups, "X") == {
        "a": "protected", "b": "protected", "c": "protected", "d": "protected",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "row", "said", "fatal"),
    [
        ("unit,group,rate\nX,A,many\n", 2, "“many” is not a number", True),
        ("unit,group,invited\nX,A,2.5\n", 2, "“2.5” is not a number of people", True),
        ("unit,group,rate\nX,A,1\nX,A,2\n", 3, "stand in row 2 already", True),
        ("unit,group,rate,hidden\nX,A,0.9,why\n", 2, "“why” means nothing here", True),
        ("unit,A rate\nX,0.5\nX,0.6\n", 3, "stands in row 2 already", True),
        ("unit,group,invited,responses\nX,A,50,51\n", 2, "more people of this group", False),
        ("unit,group,invited,responses,rate\nX,A,50,30,70%\n", 2, "the rate is not", False),
        ("unit,by,group,invited\nX,,,50\nX,sex,A,30\nX,sex,B,25\n", 4, "more people than", False),
    ],
)
def test_what_is_wrong_or_odd_is_said_with_its_row(
    tmp_path: Path, text: str, row: int, said: str, fatal: bool
) -> None:
    groups = read(tmp_path, text)
    [problem] = groups.problems
    assert (problem.row, problem.fatal, problem.unit) == (row, fatal, "X")
    assert said in problem.message
    if fatal:
        with pytest.raises(AmuError) as caught:
            groups.stop(["X"])
        assert caught.value.line == row
        groups.stop(["Y"])
    else:
        groups.stop(["X"])
        assert any(said in warning_text(warning) for warning in groups.warnings("X"))


def test_rates_without_numbers_are_said(tmp_path: Path) -> None:
    groups = read(tmp_path, "unit,group,rate\nX,A,0.9\nY,A,\n")
    assert "could not be checked" in " ".join(map(warning_text, groups.warnings("X")))
    assert not list(groups.warnings("Y"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit,group\nX,A\n", "no column has response rates"),
        ("unit,group,gruppe,rate\nX,A,A,1\n", "several columns are “group”"),
        ("unit,rate,svarprosent,group\nX,1,1,A\n", "several columns are “rate”"),
        ("unit,rate\nX,0.9\n", "no column is a group"),
    ],
)
def test_a_header_that_does_not_tell(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(AmuError) as caught:
        read(tmp_path, text)
    assert said in caught.value.message
    assert caught.value.line == 1
