"""A mapping file comes in by the same door as every other file of amu."""

import os
from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.files.toml import decode_named
from amu_tui.tables.vocabulary.mapping import ColumnMapping, ThemeColumns
from tests.cli.conftest import Amu

WHOLE = """\ufeff
unit = "Organisation "
rate = "Response\\u001b Rate"
skip_units = ["Total"]
fractions = true
[themes]
autonomy = "B 01"
support = { mean = "B 02", n = "B 02 answers" }
"""


@pytest.mark.parametrize("schema", ["", "schema = 1\n"])
def test_a_mapping_file_is_read_with_or_without_a_schema(tmp_path: Path, schema: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(schema + WHOLE.removeprefix("\ufeff" if schema else ""), encoding="utf-8")
    (tmp_path / "link.toml").symlink_to("map.toml")
    expected = ColumnMapping(
        unit="Organisation",
        rate="Response\ufffd Rate",
        skip_units=("Total",),
        fractions=True,
        themes={"autonomy": "B 01", "support": ThemeColumns(mean="B 02", n="B 02 answers")},
    )
    for name in ("map.toml", "link.toml"):
        assert decode_named(tmp_path / name, ColumnMapping, versioned=False) == expected
    if not schema:
        with pytest.raises(AmuError, match="no schema line"):
            decode_named(path, ColumnMapping)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (
            b"\nresponse = 'x'",
            2,
            '"response" is not a key that can stand here; did you mean responses',
        ),
        (b"\nunit = 3", 2, "unit: this should be a text"),
        (b"fractions = 1", 1, "fractions: this should be true or false"),
        (b"skip_units = 'x'", 1, "skip_units: this should be a list"),
        (b"themes = 'x'", 1, "themes: this should be a table"),
        (b"[themes]\nautonomy = 4", 2, "themes.autonomy: this should be a text or a table"),
        (b"[themes]\na = {mean = 'x', m = 'y'}", 2, '"themes.a.m" is not a key that can'),
        (b"[themes]\n'A B' = 'x'", 1, "themes: an id is"),
        (b"unit = 'x", 1, "the text in quotes has no end"),
        (b"unit = '\xe5'", 1, "UTF-8"),
        (b"schema = 2", None, "newer version"),
        (b".".join([b"a"] * 900) + b" = 1", 1, "more than 16 dots"),
        (b"a = " + b"[" * 900, 1, "nested more than 32 deep"),
        (b"#" * 70_000, None, "larger than 64 kB"),
    ],
)
def test_a_wrong_mapping_is_named_with_its_line(
    amu: Amu, table: Path, content: bytes, line: int | None, said: str
) -> None:
    Path("map.toml").write_bytes(content)
    told = amu("results", table, "--map", "map.toml")
    assert (told.code, told.out) == (1, "")
    place = "map.toml:" if line is None else f"map.toml:{line}:"
    assert told.err.startswith(f"{place} ")
    assert said in told.err
    if "TOML" in told.err:
        assert said not in amu("results", table, "--map", "map.toml", "--lang", "nb").err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_mapping(amu: Amu, table: Path) -> None:
    os.mkfifo("pipe")
    assert "not a regular file" in amu("results", table, "--map", "pipe").err


def test_a_name_over_two_lines_is_the_column_s(amu: Amu) -> None:
    Path("t.csv").write_text('Org,"My\njob"\nX,3.9\n', encoding="utf-8")
    Path("map.toml").write_text(
        'unit = "Org"\n[themes]\nautonomy = """My\njob"""\n', encoding="utf-8"
    )
    assert amu("results", "t.csv", "--map", "map.toml", "--json").json["themes"] == ["autonomy"]


WIDE = "Enhet;Svar totalt;Autonomi;Autonomi sd;Skjul\nA;37;3,9;0,7;\nB;4;2,1;0,5;protected\n"
LONG = "Enhet;Tema;N;Snitt\nA;Frihet;37;3,9\nB;Frihet;12;2,1\n"


@pytest.mark.parametrize(
    ("table", "mapping", "said"),
    [
        (WIDE, 'n = "Svar totalt"', 'write responses = "Svar totalt"'),
        (WIDE, 'mean = "Autonomi"', 'under [themes]: ID = "Autonomi"'),
        (WIDE, 'sd = "Autonomi sd"', '{ mean = "…", sd = "Autonomi sd" }'),
        (WIDE, 'skip_units = ["A", "C"]', "no unit is called “C”"),
        (WIDE, "fractions = true", "the scale is not in percent"),
        (LONG, '[themes]\nautonomy = "Fridom"', "no row has the theme “Fridom”\n"),
        (LONG, '[themes]\nautonomy = {mean = "Frihet", n = "N"}', 'once for all themes: n = "N"'),
    ],
)
def test_what_a_mapping_says_without_effect_is_refused(
    amu: Amu, table: str, mapping: str, said: str
) -> None:
    Path("t.csv").write_text(table, encoding="utf-8")
    Path("map.toml").write_text(mapping, encoding="utf-8")
    key = mapping.removeprefix("[themes]\n").split(" ")[0]
    for command in (("results", "t.csv"), ("new", "s", "--results", "t.csv", "--unit", "B")):
        told = amu(*command, "--map", "map.toml")
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith("map.toml: “")
        assert key in told.err.splitlines()[0]
        assert "no effect on t.csv" in told.err.splitlines()[0]
        assert said in told.err
    assert not Path("s").exists()


@pytest.mark.parametrize("column", ["Skjul", "Skjult"])
def test_a_unit_that_a_wide_table_hides_is_hidden(amu: Amu, column: str) -> None:
    more = WIDE.replace("B;4;", "B;40;").replace("Skjul", column)
    Path("t.csv").write_text(more, encoding="utf-8")
    key = f"hidden = '{column}'" if column == "Skjul" else "schema = 1"
    Path("map.toml").write_text(key, encoding="utf-8")
    made = amu("new", "s", "--results", "t.csv", "--unit", "B", "--map", "map.toml")
    assert made.code == 0, made.err
    assert "2.1" not in amu("show", "s").out
    assert "mean" not in Path("s/results.toml").read_text(encoding="utf-8").split("[themes.")[1]
