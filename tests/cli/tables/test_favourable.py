"""The share of favourable answers: scored, kept, shown with its interval, hidden with the score."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amu_tui.model.survey.instrument import Scoring
from tests.cli.conftest import Amu
from tests.tables.scoring.making import csv_of, instrument, scored

INSTRUMENT = """schema = 1
id = "ours"
title.en = "Ours"
[scale]
min = 1
max = 5
[scoring]
favourable = 4
[areas.work]
title.en = "Work"
themes = ["autonomy", "climate"]
[themes.autonomy]
number = 1
name.en = "Autonomy"
items = ["q1", "q2"]
reversed = ["q2"]
[themes.climate]
number = 2
name.en = "Climate"
items = ["q3"]
"""


def lay_out(rows: list[str]) -> None:
    Path("ours.toml").write_text(INSTRUMENT)
    Path("answers.csv").write_text("\n".join(["unit,q1,q2,q3", *rows]) + "\n")


def scores(amu: Amu, *more: object, out: str = "out.csv") -> dict[tuple[str, str], float | None]:
    told = ("--instrument", "ours.toml", "--unit-column", "unit", "-o", out)
    said = amu("score", "answers.csv", *told, *more)
    assert said.code == 0, said.err
    rows = pl.read_csv(out).select("unit", "theme", "favourable").rows()
    return {(unit, theme): share for unit, theme, share in rows}


def many(unit: str, n: int = 40) -> list[str]:
    return [f"{unit},{1 + at % 5},{1 + at % 4},{1 + at % 5}" for at in range(n)]


def test_a_share_is_the_mean_over_persons_of_their_answers(amu: Amu) -> None:
    lay_out([*many("A"), "A,5,,NA", "A,,,5"])
    found = scores(amu)
    # q2 is turned: 1 and 2 count as 5 and 4. Whoever left both out has no share.
    persons = [((1 + at % 5 >= 4) + (1 + at % 4 <= 2)) / 2 for at in range(40)] + [1.0]
    assert found["A", "autonomy"] == round(sum(persons) / 41, 2)
    assert found["A", "climate"] == round((16 + 1) / 41, 2)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    answers=st.lists(
        st.tuples(*[st.one_of(st.none(), st.integers(1, 5).map(float))] * 3),
        min_size=20,
        max_size=40,
    ),
    point=st.sampled_from([2.0, 3.5, 4.0, 5.0]),
)
def test_any_answers_and_any_point(
    tmp_path: Path, answers: list[tuple[float | None, ...]], point: float
) -> None:
    made = instrument({"one": ["a", "-b"], "two": ["c"]})
    made = type(made)(**{**{name: getattr(made, name) for name in made.__struct_fields__},
                         "scoring": Scoring(favourable=point)})  # fmt: skip
    path = tmp_path / "answers.csv"
    path.write_text(csv_of([("U", row) for row in answers], ["a", "b", "c"]))
    if all(one is None for row in answers for one in row):
        return
    rows = scored(path, made).rows.rows(named=True)
    for row in rows:
        places = (0, 1) if row["theme"] == "one" else (2,)
        persons = []
        for person in answers:
            given_ = [6 - x if at == 1 else x for at in places if (x := person[at]) is not None]
            if given_:
                persons.append(sum(x >= point for x in given_) / len(given_))
        if row["favourable"] is None:
            # Twenty and more may tell that nobody, or everybody, answered so.
            assert row["hidden"] or len(persons) < 20
        else:
            assert row["hidden"] is None
            assert row["favourable"] == pytest.approx(sum(persons) / len(persons), abs=0.005001)
            assert row["favourable"] == round(row["favourable"], 2)


@pytest.mark.parametrize("high", [0, 1, 2, 10, 11, 12])
def test_a_small_group_does_not_tell_of_one_or_two(amu: Amu, high: int) -> None:
    rows = [f"A,{1 + at % 5},{1 + at % 4},{4 if at < high else 1 + at % 3}" for at in range(12)]
    lay_out([*rows, *many("B")])
    assert scores(amu)["A", "climate"] is None
    assert scores(amu, out="again.csv")["B", "climate"] == 0.4


@pytest.mark.parametrize("n", [10, 15, 19, 20])
def test_a_small_group_has_no_share_of_one_question(amu: Amu, n: int) -> None:
    """Mean, spread and share of one question would tell how many gave each answer."""
    lay_out([*many("A", n), *many("B"), *many("C")])
    found = scores(amu)
    assert (found["A", "climate"] is not None) is (n >= 20)
    assert found["A", "autonomy"] is not None
    # What somebody else's table says is kept no further.
    rows = f"A,autonomy,{n},3.2,1.1,50%\nA,climate,{n},3,1.4,40%\n"
    Path("table.csv").write_text("unit,theme,n,mean,sd,favourable\n" + rows)
    told = ("--instrument", "ours.toml", "--unit", "A", "--apart")
    assert amu("new", "s", "--results", "table.csv", *told).code == 0
    kept = Path("s/results.toml").read_text()
    assert ("favourable = 0.4\n" in kept) is (n >= 20)
    assert "favourable = 0.5\n" in kept


def test_the_share_of_a_small_group_does_not_follow_from_a_total(amu: Amu) -> None:
    lay_out([*many("A"), *many("B"), *many("C", 15)])
    Path("units.csv").write_text("unit,parent\nWhole,\nA,Whole\nB,Whole\nC,Whole\n")
    found = scores(amu, "--tree", "units.csv")
    assert None in [found[unit, "climate"] for unit in ("Whole", "A", "B")]
    assert None not in [found[unit, "autonomy"] for unit in ("Whole", "A", "B", "C")]


def test_a_share_that_a_total_would_give_away_is_hidden_with_it(amu: Amu) -> None:
    """Nobody of C is favourable: not they are shown, nor what the whole less the others is."""
    rows = [f"C,{1 + at % 5},{1 + at % 4},{1 + at % 3}" for at in range(19)]
    lay_out([*many("A"), *many("B"), *rows])
    Path("units.csv").write_text("unit,parent\nWhole,\nA,Whole\nB,Whole\nC,Whole\n")
    found = scores(amu, "--tree", "units.csv")
    assert found["C", "climate"] is None
    hidden = [unit for unit in ("Whole", "A", "B") if found[unit, "climate"] is None]
    assert hidden
    means = pl.read_csv("out.csv").filter(pl.col("theme") == "climate", pl.col("mean").is_null())
    assert means.is_empty()


def test_the_share_is_kept_and_shown_with_its_interval(amu: Amu) -> None:
    lay_out([*many("A"), *many("B", 6)])
    shares = scores(amu)
    assert shares["A", "climate"] == 0.4
    told = ("--results", "out.csv", "--instrument", "ours.toml")
    assert amu("new", "s", *told, "--unit", "A", "--compare", "B", "--apart").code == 0
    assert "favourable = 0.4" in Path("s/results.toml").read_text()
    text = amu("show", "s").out
    assert "Share of the answers that are 4 or more, with its 95% interval" in text
    assert text.splitlines()[-1].split() == ["2", "Climate", "40%", "(26–55%)"]
    assert "40% (26–55%) of the answers are 4 or more." in amu("show", "s", "--sentences").out
    themes = amu("show", "s", "--json").json["areas"][0]["themes"]
    # Wilson's interval of 16 of 40.
    expected = {"share": 0.4, "low": 0.2635, "high": 0.5540}
    assert themes[1]["favourable"] == pytest.approx(expected, abs=1e-4)
    assert "favourable" not in themes[1]["references"]["b"]


def test_a_table_from_elsewhere_may_have_per_cents(amu: Amu) -> None:
    lay_out([])
    Path("table.csv").write_text(
        "unit,theme,n,mean,sd,favourable\nA,autonomy,40,3.2,1,62%\nA,climate,40,3,1,\n"
    )
    assert (
        amu("new", "s", "--results", "table.csv", "--instrument", "ours.toml", "--unit", "A").code
        == 0
    )
    assert "62% (47–75%)" in amu("show", "s").out


def test_an_instrument_without_a_point_has_no_such_column(amu: Amu) -> None:
    lay_out(many("A"))
    Path("ours.toml").write_text(INSTRUMENT.replace("favourable = 4", ""))
    told = ("--instrument", "ours.toml", "--unit-column", "unit", "-o", "out.csv")
    assert amu("score", "answers.csv", *told).code == 0
    assert "favourable" not in Path("out.csv").read_text()


def test_the_same_again_over_its_own_table(amu: Amu) -> None:
    lay_out([*many("A"), *many("B")])
    first = scores(amu)
    assert scores(amu, "--force") == first


@pytest.mark.parametrize("point", [1, 5.5, 0])
def test_a_point_outside_the_scale_is_refused(amu: Amu, point: float) -> None:
    lay_out(many("A"))
    Path("ours.toml").write_text(INSTRUMENT.replace("favourable = 4", f"favourable = {point}"))
    told = ("--instrument", "ours.toml", "--unit-column", "unit", "-o", "out.csv")
    said = amu("score", "answers.csv", *told)
    assert said.code == 1
    assert "scoring.favourable must be above scale.min, and at most scale.max" in said.err


def test_a_column_of_shares_of_nobody_knows_what_is_said_not_to_be_used(amu: Amu) -> None:
    lay_out([])
    Path("ours.toml").write_text(INSTRUMENT.replace("favourable = 4", ""))
    Path("t.csv").write_text("unit,theme,n,mean,sd,favourable\nA,1,40,3.2,0.8,0.61\n")
    told = amu("results", "t.csv", "--instrument", "ours.toml")
    assert "Columns not used: favourable" in told.out
