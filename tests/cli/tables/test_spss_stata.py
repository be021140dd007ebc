"""Files of SPSS and Stata, from the command line: labels, codes for no answer, damage."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest

from amu_tui.errors import AmuError
from amu_tui.tables.formats import spss_stata
from amu_tui.tables.formats.spss_stata import read_labelled
from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import HEADER, INSTRUMENT, lay_out, people, read, refused, score

UNITS = {1.0: "Mussels", 2.0: "Seaweed", 3.0: "Office", 4.0: "Faculty"}
AGREE = {1.0: "Svært uenig", 2.0: "Uenig", 3.0: "Både og", 4.0: "Enig", 5.0: "Svært enig"}
LABELS = ", ".join(f'"{text}" = {code:.0f}' for code, text in AGREE.items())
SCALE = f"min = 1\nmax = 5\nlabels = {{{LABELS}}}"


def answers() -> pl.DataFrame:
    """The small survey as numbers, its units by their codes."""
    numbers = {name: code for code, name in UNITS.items()}
    rows = [row.split(",") for row in people()]
    return pl.DataFrame(
        [[numbers[unit], leads, *map(float, answered)] for unit, leads, *answered in rows],
        schema=HEADER.split(","),
        orient="row",
    )


def sav(cells: pl.DataFrame, **labels: Any) -> Path:
    path = Path("answers.sav")
    missing = labels.pop("missing", {})
    labels = {"Unit": UNITS, **labels}
    pyreadstat.write_sav(cells, path, variable_value_labels=labels, missing_ranges=missing)
    return path


def dta(cells: pl.DataFrame, **labels: Any) -> Path:
    path = Path("answers.dta")
    labels.pop("missing", None)
    pyreadstat.write_dta(cells, path, variable_value_labels={"Unit": UNITS, **labels})
    return path


@pytest.fixture
def expected(amu: Amu) -> bytes:
    """What the same answers give as text."""
    lay_out()
    score(amu)
    return Path("out.csv").read_bytes()


@pytest.mark.parametrize("write", [sav, dta])
def test_units_are_their_labels_and_answers_their_numbers(
    amu: Amu, expected: bytes, write: Callable[..., Path]
) -> None:
    labels = dict.fromkeys(("q1", "q2", "q3", "q4"), AGREE)
    said = score(amu, "--leaders", "Leads", table=str(write(answers(), **labels)), out="one.csv")
    assert said.code == 0, said.err
    score(amu, "--leaders", "Leads", out="other.csv")
    assert Path("one.csv").read_bytes() == Path("other.csv").read_bytes()


def test_what_the_file_says_is_missing_is_no_answer(amu: Amu, expected: bytes) -> None:
    cells = answers().vstack(
        pl.DataFrame([[1.0, "", 8.0, 99.0, None, 97.0]], schema=HEADER.split(","), orient="row")
    )
    codes = {8.0: "Vet ikke", 99.0: "Ubesvart"}
    path = sav(
        cells,
        **{item: {**AGREE, **codes} for item in ("q1", "q2", "q4")},
        missing={item: [8, {"lo": 97, "hi": 99}] for item in ("q1", "q2", "q4")},
    )
    said = score(amu, table=str(path), out="same.csv")
    assert said.code == 0, said.err
    # One more person, who answered nothing.
    assert read("same.csv") == read("out.csv")


@pytest.mark.parametrize("write", [sav, dta])
def test_labels_count_where_their_numbers_are_not_on_the_scale(
    amu: Amu, expected: bytes, write: Callable[..., Path]
) -> None:
    """Coded from 0 to 4: that most numbers are on the scale 1–5 must fool nobody."""
    shifted = answers().with_columns(pl.col("q1", "q2", "q3") - 1)
    labels = {code - 1: text for code, text in AGREE.items()}
    path = write(shifted, q1=labels, q2=labels, q3=labels)
    before = tree()
    assert "neither numbers nor labels" in refused(score(amu, table=str(path), out="a.csv"), before)
    Path("ours.toml").write_text(INSTRUMENT.replace("min = 1\nmax = 5", SCALE), encoding="utf-8")
    said = score(amu, table=str(path), out="same.csv")
    assert said.code == 0, said.err
    assert Path("same.csv").read_bytes() == expected


def test_a_code_for_no_answer_that_only_the_instrument_names(amu: Amu, expected: bytes) -> None:
    cells = answers().with_columns(q1=pl.when(pl.col("q1") > 3).then(8.0).otherwise("q1"))
    path = sav(cells, q1={**AGREE, 8.0: "Vet ikke"})
    for missing in ("8", '"Vet ikke"'):
        Path("ours.toml").write_text(
            INSTRUMENT.replace("max = 5", f"max = 5\nmissing = [{missing}]"), encoding="utf-8"
        )
        out = f"out{len(missing)}.csv"
        said = score(amu, table=str(path), out=out)
        assert said.code == 0, said.err
        assert Path(out).read_bytes() != expected
    assert Path("out1.csv").read_bytes() == Path("out10.csv").read_bytes()


def test_two_units_of_one_label_stay_two(amu: Amu, expected: bytes) -> None:
    path = sav(answers(), Unit={**UNITS, 2.0: "Mussels"})
    assert score(amu, table=str(path), out="two.csv").code == 0
    assert {unit for unit, _theme in read("two.csv")} == {
        "Mussels (1)", "Mussels (2)", "Office", "Faculty",
    }  # fmt: skip


def test_units_without_labels_are_whole_numbers_and_text_has_labels_too(
    amu: Amu, expected: bytes
) -> None:
    cells = answers()
    path = sav(cells, Unit={1.0: "Mussels"}, Leads={"yes": "ja"})
    assert score(amu, "--leaders", "Leads", table=str(path), out="one.csv").code == 0
    assert {unit for unit, _theme in read("one.csv")} == {"Mussels", "2", "3", "4"}


def results() -> pl.DataFrame:
    return pl.DataFrame(
        {"Enhet": [1.0, 1.0, 2.0], "Tema": [1.0, 2.0, 1.0], "n": [12.0, 12.0, 31.0],
         "mean": [3.9, 4.125, 3.0], "sd": [0.7, 0.6, 1.0]}
    )  # fmt: skip


def test_a_table_of_results_is_read_too(amu: Amu) -> None:
    pyreadstat.write_sav(
        results(), "t.sav", compress=True, variable_value_labels={"Enhet": {1: "Tang", 2: "Tare"}}
    )
    found = amu("results", "t.sav", "--json").json
    assert (found["encoding"], found["units"]) == ("sav", ["Tang", "Tare"])
    made = amu("new", "s", "--results", "t.sav", "--unit", "Tang")
    assert made.code == 0, made.err
    assert "4,1" in amu("show", "s", "--lang", "nb").out


@pytest.mark.parametrize(("write", "share"), [(sav, 0.05), (sav, 0.95), (dta, 0.5)])
def test_a_file_that_is_cut_off_is_named(
    amu: Amu, expected: bytes, write: Callable[..., Path], share: float
) -> None:
    path = write(answers())
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    before = tree()
    for said in (score(amu, table=str(path), out="a.csv"), amu("results", path)):
        assert said.code == 1
        assert said.err.startswith(f"{path}: the file of SPSS or Stata is damaged or not complete")
    assert tree() == before


def test_what_ends_the_reader_does_not_end_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program that reads is ended as damaged files do it, by a signal or for lack of memory."""
    (tmp_path / "pyreadstat.py").write_text("import os; os.abort()")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(AmuError, match=r"t\.sav: the file of SPSS or Stata is damaged"):
        read_labelled(tmp_path / "t.sav", "sav", 100)


def test_letters_of_old_files(tmp_path: Path) -> None:
    cells = pl.DataFrame({"unit": ["Øy", "Ås"]})
    pyreadstat.write_sav(cells, tmp_path / "t.sav")
    content = (tmp_path / "t.sav").read_bytes()
    for letter in ("Ø", "Å"):
        content = content.replace(letter.encode(), letter.encode("cp1252") + b" ")
    (tmp_path / "t.sav").write_bytes(content)
    found = read_labelled(tmp_path / "t.sav", "sav", 100)
    assert found.text(0).to_list() == ["Ø y", "Å s"]


def test_all_rows_come_in_their_order_in_parts_and_no_more_than_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(spss_stata, "_PART", 20)
    for rows in (1, 9, 10, 11, 40, 43):
        cells = pl.DataFrame({"a": map(float, range(rows)), "b": [None] * rows})
        path = tmp_path / f"{rows}.sav"
        pyreadstat.write_sav(cells.cast(pl.Float64), path, row_compress=rows % 2 == 0)
        monkeypatch.setattr(sys, "argv", ["-c", str(path), "sav", str(2 * rows)])
        spss_stata.send()
        head, _end, sent = capsysbinary.readouterr().out.partition(b"\n")
        assert json.loads(head) == {"names": ["a", "b"], "labels": []}
        assert pl.read_ipc_stream(io.BytesIO(sent))["c0"].to_list() == [*map(float, range(rows))]
    assert read_labelled(path, "sav", 2 * rows).frame.height == rows
    with pytest.raises(AmuError, match="more than"):
        read_labelled(path, "sav", 2 * rows - 1)


def test_without_the_extra_it_is_said_how_to_install_it(
    amu: Amu, expected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sav(answers())
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(AmuError, match=r"pip install \"amu-tui\[statistics\]\""):
        read_labelled(path, "sav", 100)
