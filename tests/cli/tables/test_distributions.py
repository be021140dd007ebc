"""Tables that tell how many chose each point of the scale: recognised, and read where declared."""

import statistics
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui.tables.vocabulary.mapping import ColumnMapping, ThemeColumns
from tests.cli.conftest import Amu
from tests.tables.made import results_table

POINTS = ("1", "2", "3", "4", "5")
LABELS = ("Helt uenig", "Uenig", "Verken eller", "Enig", "Helt enig")
ASKED = "Enhet;Spørsmål;{}\nA;Jeg trives;1;2;3;4;4\nB;Jeg trives;2;1;4;3;2\n"
HEADERS = [
    POINTS,
    tuple(f"{point} - {label}" for point, label in zip(POINTS, LABELS, strict=True)),
    ("1 = Aldri", "2 = Sjelden", "3 = Av og til", "4 = Ofte", "5 = Alltid"),
]


def written(text: str, mapping: str = "") -> tuple[object, ...]:
    """The table and its mapping, as options of a command."""
    Path("t.csv").write_text(text, encoding="utf-8")
    Path("map.toml").write_text(mapping, encoding="utf-8")
    return ("t.csv", "--map", "map.toml") if mapping else ("t.csv",)


@pytest.mark.parametrize("names", HEADERS)
@pytest.mark.parametrize(
    "rows",
    [
        "Enhet;Antall svar;{}\nA;14;1;2;3;4;4\nB;12;2;1;4;3;2\n",
        "Enhet;{}\nA;7 %;14 %;21 %;29 %;29 %\nB;17 %;8 %;33 %;25 %;17 %\n",
        "Enhet;{}\nA;7,1;14,3;21,4;28,6;28,6\nB;16,7;8,3;33,3;25;16,7\n",
        "Enhet;{}\nA;0,07;0,14;0,21;0,29;0,29\nB;0,17;0,08;0,33;0,25;0,17\n",
        ASKED,
        "Enhet;Tema;{}\nA;Autonomi;1;2;3;4;4\nB;Autonomi;2;1;4;3;2\n",
    ],
)
def test_how_many_chose_each_answer_is_never_read_as_means(
    amu: Amu, rows: str, names: tuple[str, ...]
) -> None:
    table = written(rows.format(";".join(names)))
    for command in (("results", *table), ("new", "s", "--unit", "A", "--results", *table)):
        told = amu(*command)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"t.csv:1: the columns “{names[0]}” to “{names[4]}” tell how")
        assert f'"{names[4][:10]}' in told.err
    assert not Path("s").exists()


def test_columns_called_as_the_labels_of_the_scale_are_recognised(amu: Amu) -> None:
    labels = "\n".join(f'"{label}" = {point}' for point, label in enumerate(LABELS, start=1))
    Path("ours.toml").write_text(
        f"""schema = 1
id = "ours"
title.en = "Ours"
areas.work = {{ title.en = "Work", themes = ["work"] }}
themes.work = {{ number = 1, name.en = "Work" }}
[scale]
min = 1
max = 5
[scale.labels]
{labels}
""",
        encoding="utf-8",
    )
    table = written(ASKED.format(";".join(LABELS)).replace("enig", "ENIG"))
    told = amu("results", *table, "--instrument", "ours.toml")
    assert "the columns “Helt uENIG” to “Helt ENIG” tell how many chose each answer" in told.err
    told = amu("results", *table, "--instrument", "ours.toml", "--lang", "nb")
    assert "kolonnene «Helt uENIG» til «Helt ENIG» sier" in told.err


@pytest.mark.parametrize("rows", ["A;3,9;4,1;3;2,2;4\n", "A;3,9;4,1;3;2,2;4\nB;1;2;3;4;5\n"])
def test_means_of_themes_by_number_are_still_read(amu: Amu, rows: str) -> None:
    assert len(amu("results", *written(f"Enhet;1;2;3;4;5\n{rows}"), "--json").json["themes"]) == 5
    whole = "Enhet;1;2;3;4;5\nA;3;4;3;4;3\n"
    assert amu("results", *written(whole)).code == 1
    named = "[themes]\nautonomy = '1'\n"
    assert len(amu("results", *written(whole, named), "--json").json["themes"]) == 5
    more = "Enhet;1;2;3;4;5;6\nA;3;4;3;4;3;2\n"
    assert len(amu("results", *written(more), "--json").json["themes"]) == 6


def test_what_the_hint_says_makes_the_table_readable(amu: Amu) -> None:
    text = ASKED.format(";".join(LABELS)).replace(";4;4\n", ";14;4\n")
    mapping = f'theme = "Spørsmål"\ncounts = {list(LABELS)}\n[themes]\nautonomy = "Jeg trives"\n'
    made = amu("new", "s", "--unit", "A", "--results", *written(text, mapping))
    assert made.code == 0, made.err
    kept = tomllib.loads(Path("s/results.toml").read_text(encoding="utf-8"))
    answers = [1, 2, 2, *[3] * 3, *[4] * 14, *[5] * 4]
    [autonomy] = kept["themes"].values()
    assert autonomy["n"] == 24
    assert autonomy["mean"] == pytest.approx(statistics.mean(answers), abs=0.05)
    assert autonomy["sd"] == pytest.approx(statistics.stdev(answers), abs=0.05)
    assert {*autonomy} <= {"n", "mean", "sd"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A;2;1;-;1;1;9", "a cell is empty; write 0"),
        ("A;2;1;0,5;1;1;9", "is not a number of people"),
        ("A;2;1;x;1;1;9", "“x” is not a number"),
        ("A;2;1;9;1;1;9", "are not the number of answers together"),
    ],
)
def test_answers_that_do_not_go_together_are_named_by_their_row(
    amu: Amu, row: str, said: str
) -> None:
    mapping = f"[themes]\nautonomy = {{ counts = {list(POINTS)}, n = 'n' }}\n"
    told = amu("results", *written(f"Enhet;1;2;3;4;5;n\n{row}\n", mapping))
    assert told.code == 1
    assert "t.csv:2: column “" in told.err
    assert said in told.err


def test_shares_need_to_make_a_hundred(amu: Amu) -> None:
    mapping = f"[themes]\nautonomy = {{ shares = {list(POINTS)} }}\n"
    told = amu("results", *written("Enhet;1;2;3;4;5\nA;10;20;30;20;10\n", mapping))
    assert "t.csv:2: column “1”: the shares of the options do not make 100 %" in told.err


@pytest.mark.parametrize(
    ("kind", "row", "share"),
    [
        ("counts", "10;11;12;13;7", "38"),  # 20 of 53
        ("shares", "20 %;20 %;22 %;25 %;13 %", "38"),
        ("counts", "3;3;2;2;2", ""),  # beside mean and spread it tells how many chose each
    ],
)
def test_the_share_of_favourable_answers_is_made_in_whole_per_cents(
    amu: Amu, kind: str, row: str, share: str
) -> None:
    Path("ours.toml").write_text(
        """schema = 1
id = "ours"
title.en = "Ours"
scale = { min = 1, max = 5 }
scoring.favourable = 4
areas.work = { title.en = "Work", themes = ["work"] }
themes.work = { number = 1, name.en = "Work" }
""",
        encoding="utf-8",
    )
    n = 53 if share else 12
    mapping = f"[themes]\nwork = {{ {kind} = {list(POINTS)}, n = 'n' }}\n"
    table = written(f"Enhet;1;2;3;4;5;n\nA;{row};{n}\n", mapping)
    made = amu("new", "s", "--unit", "A", "--instrument", "ours.toml", "--results", *table)
    assert made.code == 0, made.err
    score = tomllib.loads(Path("s/results.toml").read_text(encoding="utf-8"))["themes"]["work"]
    assert score.get("favourable") == (int(share) / 100 if share else None)
    assert (f"{share}% (" in amu("show", "s").out) is bool(share)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (f"counts = {list(POINTS)}", "under [themes]: ID = { counts = ["),
        ("[themes]\nautonomy = { counts = ['1', '2'] }", "names 2 columns; the scale has 5"),
        (f"[themes]\nautonomy = {{ counts = {list(POINTS[::-1])} }}", "from the low end"),
        (f"[themes]\nautonomy = {{ shares = {list(POINTS[::-1])} }}", 'shares = ["1", "2", '),
        ("[themes]\nautonomy = { n = '1' }", "themes.autonomy.mean, themes.autonomy.counts"),
        (f"[themes]\nautonomy = {{ mean = '1', counts = {list(POINTS)} }}", "one of these"),
    ],
)
def test_a_mapping_of_answers_that_cannot_be_is_refused(amu: Amu, mapping: str, said: str) -> None:
    told = amu("results", *written("Enhet;1;2;3;4;5\nA;1;2;3;2;1\n", mapping))
    assert told.code == 1
    assert told.err.startswith("map.toml: ")
    assert said in told.err


def test_answers_of_few_people_or_kept_back_are_hidden(amu: Amu) -> None:
    mapping = f"[themes]\nautonomy = {{ counts = {list(POINTS)} }}\n"
    table = written("Enhet;1;2;3;4;5\nA;0;1;1;2;0\nB;*;10;11;12;3\nC;9;10;11;12;3\n", mapping)
    for unit in "AB":
        told = amu("new", unit, "--unit", unit, "--results", *table)
        assert "no theme may be shown" in told.err, told.err
        assert "mean" not in Path(unit, "results.toml").read_text(encoding="utf-8")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=20, max_size=60))
def test_counts_and_shares_make_what_the_answers_make(
    tmp_path_factory: pytest.TempPathFactory, answers: list[int]
) -> None:
    folder, chosen = tmp_path_factory.mktemp("t"), Counter(answers)
    counts = [chosen[int(point)] for point in POINTS]
    shares = [count / len(answers) for count in counts]
    text = f"unit,n,{','.join(POINTS)}\nX,{len(answers)},"
    for kind, figures in (("counts", counts), ("shares", [f"{100 * x:.9f}%" for x in shares])):
        counted, shared = (POINTS if kind == one else () for one in ("counts", "shares"))
        theme = ThemeColumns(n="n", counts=counted, shares=shared)
        mapping = ColumnMapping(themes={"autonomy": theme})
        table = results_table(folder, text + ",".join(map(str, figures)) + "\n", mapping=mapping)
        assert table.misread == ()
        [(n, mean, sd)] = table.scores.select("n", "mean", "sd").rows()
        assert n == len(answers)
        assert mean == pytest.approx(statistics.mean(answers))
        assert sd == pytest.approx(statistics.stdev(answers), abs=1e-4)
