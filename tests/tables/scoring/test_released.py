"""What was given out before: all units at once by the same rules as each of its own."""

import random
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from amu_tui.model.survey.instrument import Scale
from amu_tui.tables.figures.kept_rows import SCHEMA
from amu_tui.tables.results.earlier import UnknownItems, earlier_scores
from amu_tui.tables.scoring.results_rows import in_tree, standing_alone
from amu_tui.tables.scoring.units import Units
from amu_tui.tables.table import with_key
from tests.tables.scoring.making import csv_of, instrument, scored

SCALE = Scale(min=1, max=5)
THEMES = ("one", "two")

Person = tuple[float | None, ...]
Survey = Mapping[str, Sequence[Person]]


def drawn(chance: random.Random) -> Person:
    return tuple(chance.choice([None, 1, 2, 2, 3, 3.5, 4, 5]) for _theme in THEMES)


def changed(survey: Survey, chance: random.Random) -> Survey:
    """The same survey later: mostly as it was, with some who came, went or answered anew."""
    found = {unit: list(people) for unit, people in survey.items()}
    for _time in range(chance.choice([0, 1, 1, 2, 3])):
        unit = chance.choice("ABCDEF")
        people = found.setdefault(unit, [])
        way = chance.randrange(5)
        if way == 0 and people:
            people[chance.randrange(len(people))] = drawn(chance)
        elif way == 1 and people:
            people.pop()
        elif way == 2:
            found.pop(unit)
        else:
            people += [drawn(chance) for _person in range(chance.choice([1, 2, 3, 8, 25]))]
    return {unit: people for unit, people in found.items() if people}


def groups(survey: Survey) -> tuple[pl.DataFrame, Units]:
    rows = []
    for unit, people in sorted(survey.items()):
        row: dict[str, object] = {"unit": unit, "leads": "", "answered": len(people)}
        for at in range(len(THEMES)):
            answers = [answer for one in people if (answer := one[at]) is not None]
            row[f"n{at}"] = len(answers)
            row[f"mean{at}"] = statistics.fmean(answers) if answers else None
            row[f"variance{at}"] = statistics.variance(answers) if len(answers) > 1 else None
        rows.append(row)
    figures = {
        f"{name}{at}": pl.Int64 if name == "n" else pl.Float64
        for at in range(len(THEMES))
        for name in ("n", "mean", "variance", "least", "most")
    }
    schema = {"unit": pl.String, "leads": pl.String, "answered": pl.Int64, **figures}
    found = pl.DataFrame(rows, schema=schema)
    units = Units(
        parents=dict.fromkeys(sorted(survey)),
        atoms={(unit, ""): (unit, None) for unit in survey},
        wrong={},
    )
    return found, units


def released(rows: pl.DataFrame, chance: random.Random) -> pl.DataFrame:
    """The rows as a table that was given out, of which some people left something out."""
    keyed = with_key(rows, "unit", "key")
    for name in ("n", "sd", "mean"):
        if chance.random() < 0.1:
            keyed = keyed.with_columns(pl.lit(None, dtype=keyed[name].dtype).alias(name))
    return keyed.filter(pl.col("unit") != chance.choice("ABCDEFGHIJ"))


@pytest.mark.parametrize("seed", range(4))
def test_all_at_once_is_one_by_one(seed: int) -> None:
    for part in range(15):
        chance = random.Random(f"{seed} {part}")
        survey = changed({unit: [drawn(chance)] * 3 for unit in "ABCDE"}, chance)
        releases: list[pl.DataFrame] = []
        for _time in range(4):
            survey = changed(survey, chance)
            if not survey:
                break
            found, units = groups(survey)
            rows = standing_alone(found, units, THEMES, SCALE, 3, releases)
            assert_frame_equal(rows, in_tree(found, units, THEMES, SCALE, 3, releases))
            releases.append(released(rows, chance))


def test_a_table_that_was_touched_says_the_same(tmp_path: Path) -> None:
    """As it was made it is read at once; in any other dialect as every table is."""
    asked = instrument({"one": ["a"], "two": ["b"]})
    people: list[tuple[str, tuple[float | None, ...]]]
    people = [(unit, (1 + place % 5, 2)) for unit in ("Øy", "Ås", "B 2") for place in range(9)]
    people += [("Few", (1, 2)), ("Few", (2, None)), ("Silent", (None, None))]
    (tmp_path / "answers.csv").write_text(csv_of(people, ["a", "b"]))
    made = scored(tmp_path / "answers.csv", asked)
    table = tmp_path / "table.csv"
    table.write_bytes(made.file(parquet=False))
    at_once = earlier_scores(table, asked, SCHEMA)
    assert at_once.height == made.rows.height
    for touched in (
        table.read_text(encoding="utf-8").replace(",", ";"),
        "\ufeff" + table.read_text(encoding="utf-8"),
        "Results\n" + table.read_text(encoding="utf-8"),
    ):
        (tmp_path / "touched.csv").write_text(touched, encoding="utf-8")
        found = earlier_scores(tmp_path / "touched.csv", asked, SCHEMA)
        # Of a unit without answers another reading says nothing.
        assert_frame_equal(
            at_once.filter(pl.col("n").ne_missing(0)),
            found.filter(pl.col("n").ne_missing(0)),
            check_dtypes=False,
            check_row_order=False,
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [("3.0", "99"), ("Øy,one", ",one"), ("Ås,one", "Øy,one"), ("9,9", "9")],
)
def test_a_table_that_says_what_none_says_is_not_taken_as_it_is(
    tmp_path: Path, old: str, new: str
) -> None:
    asked = instrument({"one": ["a"]})
    people = [(unit, (1 + place % 5,)) for unit in ("Øy", "Ås") for place in range(9)]
    (tmp_path / "answers.csv").write_text(csv_of(people, ["a"]))
    text = scored(tmp_path / "answers.csv", asked).file(parquet=False).decode()
    (tmp_path / "table.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "same.csv").write_text(text.replace(old, new, 1).replace(",", ";"), "utf-8")
    of = [earlier_scores(tmp_path / name, asked, SCHEMA) for name in ("table.csv", "same.csv")]
    assert_frame_equal(*of, check_dtypes=False)


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_theme_whose_items_nobody_names_is_refused_in_either_reading(
    tmp_path: Path, separator: str
) -> None:
    asked = instrument({"one": ["a"]})
    table = tmp_path / "table.csv"
    rows = [
        "unit,theme,respondents,n,mean,sd,hidden",
        "Øy,three,9,9,3.0,1.0,",
        "Øy,one,9,9,3.0,1.0,",
    ]
    table.write_text("".join(f"{row}\n" for row in rows).replace(",", separator), "utf-8")
    with pytest.raises(UnknownItems, match="“three”"):
        earlier_scores(table, asked, SCHEMA)
