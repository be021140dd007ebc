from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.survey.results import Participation, Score
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from tests.tables.made import PERCENT, results_table, warned

LONG = "unit,theme,n,mean,sd\n"
APART = Nesting(apart=True)


def test_empty_cells_leave_a_theme_out(tmp_path: Path) -> None:
    text = "unit,1,2,3,4\nX,3.9,NA,.,-\nY,,,N/A,4\n"
    table = results_table(tmp_path, text)
    assert table.misread == ()
    assert table.results("X").themes == {"autonomy": Score(mean=3.9)}
    assert table.results("Y").themes == {"climate": Score(mean=4.0)}


def test_a_unit_with_empty_cells_only_has_no_results(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,1,2\nX,3.9,4\nY,.,NA\n")
    assert table.units == ("X", "Y")
    with pytest.raises(AmuError, match="“Y” has no score"):
        table.results("Y")


def test_small_groups_are_hidden_for_unit_and_references(tmp_path: Path) -> None:
    text = LONG + "X,1,4,3.9,0.7\nX,2,5,3.8,0.7\nX,3,8,3,0\nX,4,8,5.0,0\nF,1,3,4,1\nF,2,90,4,1\n"
    results = results_table(tmp_path, text).results("x", compare=["f"], nesting=APART)
    hidden = Score(hidden="protected")
    assert results.themes == {
        "autonomy": hidden,
        "time-pressure": hidden,
        "support": Score(n=5, mean=3.8, sd=0.7),
        "climate": hidden,
    }
    assert results.references["f"].themes["autonomy"] == hidden
    assert "3.9" not in repr(results)
    assert results_table(tmp_path, text).results("X", min_n=6).themes["support"] == hidden


def test_hidden_scores_of_a_table_stay_hidden(tmp_path: Path) -> None:
    text = "unit,theme,respondents,n,mean,sd,hidden\n"
    text += (
        "X,1,30,,,,too-few\nX,2,30,29,3.8,0.7,\nX,3,30,,,,Protects-Another\nX,4,30,,,,Protected\n"
    )
    table = results_table(tmp_path, text)
    assert table.misread == ()
    results = table.results("X")
    assert results.themes["autonomy"] == Score(hidden="protected")
    assert results.themes["time-pressure"] == Score(hidden="protected")
    assert [score.hidden for score in results.themes.values()].count("protected") == 3
    assert results.participation == Participation(responses=30)
    wide = results_table(tmp_path, "unit,1,2\nX,protected,3.8\n").results("X")
    assert wide.themes["autonomy"] == Score(hidden="protected")


def test_a_table_without_n_says_that_the_limit_was_not_checked(tmp_path: Path) -> None:
    results = results_table(tmp_path, "unit,1\nX,3.9\n").results("X")
    [warning] = warned(results)
    assert "no n" in warning


def test_a_reference_without_n_is_said_by_name(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + "X,1,8,3.9,\nF,1,,4,\n")
    [warning] = warned(table.results("X", compare=["F"]))
    assert "no n for F" in warning


@pytest.mark.parametrize("column", ["responses", "svar", "n", "invited", "inviterte"])
def test_a_unit_of_few_people_is_hidden_without_n_by_theme(tmp_path: Path, column: str) -> None:
    results = results_table(tmp_path, f"unit,{column},1\nX,4,3.9\nY,5,3.9\n").results("X")
    assert results.themes == {"autonomy": Score(hidden="protected")}
    table = results_table(tmp_path, "unit,1\nX,3.9\n")
    assert table.results("X", responses=4).themes == {"autonomy": Score(hidden="protected")}


def test_participation_by_column_and_by_argument(tmp_path: Path) -> None:
    text = "enhet;inviterte;svar;svarprosent;Autonomi\nX;1 200;600;50 %;3,9\nY;40;;0,58;3,9\n"
    table = results_table(tmp_path, text)
    assert table.misread == ()
    assert table.participation("X") == Participation(invited=1200, responses=600, rate=0.5)
    assert table.participation("Y") == Participation(invited=40, rate=0.58)
    given = table.results("Y", invited=45, responses=37).participation
    assert (given.invited, given.responses, given.share) == (45, 37, 37 / 45)


@pytest.mark.parametrize(
    ("cells", "rates"),
    [
        (("58%", "102 %"), (0.58, 1.02)),
        (("0.58", "1.02"), (0.58, 1.02)),
        (("58", "102"), (0.58, 1.02)),
        (("0,58", "58 %"), (0.58, 0.58)),
        (("58", "1%"), (0.58, 0.01)),
    ],
)
def test_response_rates_as_they_are_written(
    tmp_path: Path, cells: tuple[str, str], rates: tuple[float, float]
) -> None:
    table = results_table(tmp_path, f"unit;rate;1\nX;{cells[0]};3.9\nY;{cells[1]};3.9\n")
    assert table.misread == ()
    found = tuple(table.participation(unit).rate for unit in ("X", "Y"))
    assert found == pytest.approx(rates)


def test_a_rate_above_all_is_a_warning(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,theme,n,rate,mean\nX,1,9,102%,3.9\nY,1,9,1,3\n")
    [warning] = warned(table.results("X"))
    assert "102%" in warning
    assert warned(table.results("Y")) == ()
    [warning] = warned(table.results("Y", invited=10, responses=12))[:1]
    assert "120%" in warning


def test_references_are_other_units_and_the_round_before(tmp_path: Path) -> None:
    now = results_table(
        tmp_path, LONG + "X,1,8,3.9,1\nX Y,1,80,4,1\nx-y,1,90,4.5,1\n", name="2.csv"
    )
    before = results_table(tmp_path, "enhet,1\nx ,3.5\n", name="1.csv")
    compare = ["x  y", "x-y", "X Y"]
    results = now.results("X", compare=compare, nesting=APART, previous=before, previous_round="14")
    assert list(results.references) == ["x-y", "x-y-2", "previous"]
    assert [ref.title for ref in results.references.values()] == ["X Y", "x-y", "14"]
    previous = results.references["previous"]
    assert (previous.kind, previous.round) == ("previous", "14")
    assert previous.themes == {"autonomy": Score(mean=3.5)}
    assert results.source.file == "2.csv"
    assert now.results("X", previous=before).references["previous"].title == "previous round"


def test_a_unit_called_previous_does_not_take_the_round_s_place(tmp_path: Path) -> None:
    table = results_table(tmp_path, LONG + "X,1,8,3.9,1\nPrevious,1,80,4,1\n")
    results = table.results("X", compare=["Previous"], nesting=APART, previous=table)
    assert list(results.references) == ["previous-2", "previous"]


def test_the_unit_must_be_in_the_round_before(tmp_path: Path) -> None:
    now = results_table(tmp_path, "unit,1\nSkjell,3.9\n", name="2.csv")
    before = results_table(tmp_path, "unit,1\nSkjel,3.5\n", name="1.csv")
    with pytest.raises(AmuError, match="Did you mean “Skjel”") as caught:
        now.results("Skjell", previous=before)
    assert str(caught.value).startswith(str(tmp_path / "1.csv"))


def test_rounds_on_different_scales_are_not_set_beside(tmp_path: Path) -> None:
    now = results_table(tmp_path, "unit,1\nX,3.9\n", name="2.csv")
    before = results_table(tmp_path, "unit,1\nX,39\n", of=PERCENT, name="1.csv")
    with pytest.raises(AmuError, match="another scale"):
        now.results("X", previous=before)


def test_an_unknown_unit_is_met_with_the_nearest(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,1\nInstitutt for blåskjell,3.9\nKantina,3\n")
    with pytest.raises(AmuError, match="“Institutt for blåskjell”"):
        table.results("institutt for blaskjel")
    with pytest.raises(AmuError, match="lists the units"):
        table.results("qqq")
    with pytest.raises(AmuError, match="itself"):
        table.results("Kantina", compare=["kantina "])
    with pytest.raises(AmuError, match="under 3"):
        table.results("Kantina", min_n=2)


def test_percent_signs_on_a_percent_scale(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit;1;2\nX;58%;59,5 %\nY;100 %;7%\n", of=PERCENT)
    assert table.misread == ()
    assert table.results("X").themes == {
        "autonomy": Score(mean=58.0),
        "support": Score(mean=59.5),
    }
    plain = results_table(tmp_path, "unit;1;2\nX;58;59,5\n", of=PERCENT)
    assert plain.results("X").themes == table.results("X").themes


FRACTIONS = "unit,1,2\nX,0.58,58\nY,1.02,1\nZ,NA,40\n"


def test_fractions_on_a_percent_scale_are_not_guessed(tmp_path: Path) -> None:
    table = results_table(tmp_path, FRACTIONS, of=PERCENT)
    [problem] = table.misread
    assert (problem.row, problem.column, problem.fatal) == (1, "1", True)
    assert "fractions = true" in problem.message
    for unit in ("X", "Z"):
        with pytest.raises(AmuError, match="fractions = true"):
            table.results(unit)


def test_the_mapping_says_what_fractions_are(tmp_path: Path) -> None:
    text = "unit,1,1 sd\nX,0.58,0.2\nY,1,0\n"
    told = results_table(tmp_path, text, of=PERCENT, mapping=ColumnMapping(fractions=True))
    assert told.results("X").themes["autonomy"] == Score(mean=58.0, sd=20.0)
    percent = results_table(tmp_path, text, of=PERCENT, mapping=ColumnMapping(fractions=False))
    assert percent.results("X").themes["autonomy"] == Score(mean=0.58, sd=0.2)


def test_a_fraction_among_percentages_is_a_problem_of_its_row(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,1\nX,0.58\nY,58%\nZ,57\n", of=PERCENT)
    [problem] = table.misread
    assert (problem.row, problem.unit) == (2, "X")
    assert table.results("Y").themes["autonomy"].mean == 58
    assert table.results("Z").themes["autonomy"].mean == 57


def test_what_is_not_used_is_listed_and_no_problem(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,code,1,B01,\nX,7,3.9,4,\n")
    assert table.ignored == ("code", "B01")
    assert table.misread == ()


def test_a_column_that_is_nearly_a_theme_is_said(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,1,Fravær tidspres\nX,3.9,4\n")
    [problem] = table.misread
    assert (problem.row, problem.fatal) == (1, False)
    assert "No time pressure (R)" in problem.message
    assert str(problem) in warned(table.results("X"))


def test_unknown_themes_are_said_row_by_row_and_kept_with_the_results(tmp_path: Path) -> None:
    table = results_table(
        tmp_path, LONG + "X,1,8,3.9,1\nX,Autonmi,8,3,1\nY,Trivsel,8,3,1\nX,,8,3,1\n"
    )
    said = [str(problem) for problem in table.misread]
    assert [problem.row for problem in table.misread] == [3, 4, 5]
    assert "“Autonmi”; did you mean Job autonomy" in said[0]
    assert "“Trivsel”" in said[1]
    assert "no theme is named" in said[2]
    assert warned(table.results("X")) == (said[0], said[2])
    assert set(table.results("X").themes) == {"autonomy"}


def test_notes_and_blank_rows_are_no_units(tmp_path: Path) -> None:
    table = results_table(tmp_path, "unit,1,x\nX,3.9,\n,,\nSource: a ministry,,\nTotal,.,\n")
    assert table.units == ("X", "Total")
    [problem] = table.misread
    assert (problem.row, problem.fatal) == (4, False)
    assert "Source: a ministry" in problem.message


def test_skipped_units_are_gone(tmp_path: Path) -> None:
    mapping = ColumnMapping(skip_units=("y ",))
    table = results_table(tmp_path, "unit,1\nX,3.9\nY,bad\nZ,3\n", mapping=mapping)
    assert table.units == ("X", "Z")
    assert table.misread == ()


def test_five_thousand_units_are_taken(tmp_path: Path) -> None:
    lines = [
        f"Unit {unit},{theme},30,3.{theme},0.{theme}" for unit in range(5_000) for theme in (1, 2)
    ]
    table = results_table(tmp_path, LONG + "\n".join(lines))
    assert len(table.units) == 5_000
    assert table.misread == ()
    assert table.results("Unit 4999").themes["autonomy"] == Score(n=30, mean=3.1, sd=0.1)
