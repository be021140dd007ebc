import os
from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.model.results import Score
from amu_tui.tables.mapping import MAX_BYTES, Mapping, ThemeColumns, load_mapping
from tests.tables.made import understood, write


def loaded(folder: Path, content: str | bytes) -> Mapping:
    return load_mapping(write(folder, content, "map.toml"))


def test_a_mapping_file_is_read(tmp_path: Path) -> None:
    text = """\ufeff
unit = "Organisation "
rate = "Response Rate"
skip_units = ["Total"]
fractions = true
[themes]
autonomy = "B 01"
support = { mean = "B 02", n = "B 02 answers" }
"""
    assert loaded(tmp_path, text) == Mapping(
        unit="Organisation",
        rate="Response Rate",
        skip_units=("Total",),
        fractions=True,
        themes={"autonomy": "B 01", "support": ThemeColumns(mean="B 02", n="B 02 answers")},
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"units = 'x'", "no key “units”"),
        (b"unit = 3", "“unit” must be a text"),
        (b"fractions = 1", "true or false"),
        (b"skip_units = 'x'", "list of texts"),
        (b"themes = 'x'", "must be a table"),
        (b"[themes]\nautonomy = 4", "autonomy"),
        (b"[themes]\nautonomy = {n = 'x'}", "mean"),
        (b"[themes]\n'A B' = 'x'", "“A B” is no theme id"),
        (b"unit = 'x", "not valid TOML"),
        (b"unit = '\xe5'", "UTF-8"),
        (b".".join([b"a"] * 9000) + b" = 1", "dots"),
        (b"a = " + b"[" * 9000, "brackets"),
        (b"a = " + b"[\n" * 9000, "not valid TOML"),
        (b"a = " + b"9" * 5000, "not valid TOML"),
        (b"#" * (MAX_BYTES + 1), "larger"),
    ],
)
def test_a_wrong_mapping_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(AmuError, match=said) as caught:
        loaded(tmp_path, content)
    assert str(caught.value).startswith(str(tmp_path / "map.toml"))


def test_a_misspelt_key_is_met_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(AmuError, match="Did you mean responses"):
        loaded(tmp_path, "response = 'x'")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_mapping(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(AmuError, match="pipe"):
        load_mapping(tmp_path / "pipe")


def test_mapped_columns_of_a_wide_table(tmp_path: Path) -> None:
    mapping = Mapping(
        unit="org", rate="RR", themes={"autonomy": ThemeColumns(mean="b1", n="b1n", sd="b1s")}
    )
    text = "Org,RR,b1,b1n,b1s,Autonomi,Klimaet\nX,50%,3.9,8,0.7,1,4\n"
    table = understood(tmp_path, text, mapping=mapping)
    assert table.ignored == ("Autonomi",)
    results = table.results("X")
    assert results.participation.rate == 0.5
    assert results.themes == {
        "autonomy": Score(n=8, mean=3.9, sd=0.7),
        "climate": Score(mean=4.0),
    }


def test_mapped_columns_and_names_of_a_long_table(tmp_path: Path) -> None:
    mapping = Mapping(
        unit="Avd", theme="Hva", n="N1", mean="M", sd="S", themes={"autonomy": "Fritt arbeid"}
    )
    text = "Avd;Hva;N1;M;S;n\nX;fritt Arbeid;8;3,9;0,7;99\nX;2;9;4;1;99\n"
    table = understood(tmp_path, text, mapping=mapping)
    assert table.ignored == ("n",)
    assert table.results("X").themes == {
        "autonomy": Score(n=8, mean=3.9, sd=0.7),
        "support": Score(n=9, mean=4.0, sd=1.0),
    }


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (Mapping(unit="Organization"), "Did you mean “Organisation”"),
        (Mapping(unit="qqq"), "The columns are “Organisation”"),
        (Mapping(unit="Organisation", themes={"autonmy": "a"}), "Did you mean autonomy"),
        (Mapping(unit="Organisation", themes={"autonomy": "Organisation"}), "more than once"),
        (Mapping(unit="Organisation", rate="dup"), "several columns are “dup”"),
    ],
)
def test_a_mapping_that_does_not_fit_the_table(tmp_path: Path, mapping: Mapping, said: str) -> None:
    with pytest.raises(AmuError) as caught:
        understood(tmp_path, "Organisation,1,dup,dup\nX,3.9,1,1\n", mapping=mapping)
    assert said in str(caught.value)
