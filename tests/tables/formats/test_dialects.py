"""One table in every dialect that offices have gives the same results."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amu_tui.model.disclosure.limits import kept
from amu_tui.model.survey.results import Results, Score
from tests.tables.made import NAMES, TINY, results_table, warned

UNITS = ("Blåskjell", "Ærfugl & Øre, avd. 2", "Đorđe; nord")
FIGURES = {
    (unit, theme): (n, mean, sd)
    for unit, n, shift in zip(UNITS, (37, 12, 4), (0.0, 0.25, 0.5), strict=True)
    for theme, mean, sd in (
        ("autonomy", 3.9, 0.7),
        ("support", 3.12, 1.05),
        ("time-pressure", 2.5, 0.875),
        ("climate", 4.0, 0.6),
    )
    for mean in (mean - shift,)
}


@st.composite
def dialects(draw: st.DrawFn) -> tuple[bytes, str]:
    """The bytes of the known table, and its layout."""
    separator = draw(st.sampled_from(",;|\t"))
    ending = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    mark = draw(st.sampled_from(".,"))
    layout = draw(st.sampled_from(["long", "wide"]))
    quoted = draw(st.booleans())
    rows = draw(long_rows(mark) if layout == "long" else wide_rows(mark))
    if draw(st.booleans()):
        rows.insert(draw(st.integers(1, len(rows))), [""] * len(rows[0]))
    pad = draw(st.sampled_from(["", " ", "\u00a0"]))
    rows = [[f"{cell}{pad}" if cell else cell for cell in row] for row in rows]
    out = io.StringIO()
    csv.writer(
        out,
        delimiter=separator,
        lineterminator=ending,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    ).writerows(rows)
    text = out.getvalue()
    # cp1252 has no đ; that name is checked in the other encodings.
    return text.replace("Đorđe", "Dorde").encode(encoding) if encoding == "cp1252" else (
        text.encode(encoding)
    ), layout


def figure(value: float, mark: str) -> str:
    return str(value).replace(".", mark)


@st.composite
def theme_names(draw: st.DrawFn, theme: str) -> str:
    number = list(NAMES).index(theme) + 1
    name = draw(st.sampled_from([theme, str(number), *NAMES[theme].values()]))
    if name in NAMES[theme].values():
        name = draw(st.sampled_from([name, name.upper(), f"{name} (R)", f"{number}. {name}"]))
    return name


@st.composite
def long_rows(draw: st.DrawFn, mark: str) -> list[list[str]]:
    header = draw(
        st.sampled_from(
            [
                ["unit", "theme", "n", "mean", "sd"],
                ["Enhet", "Tema", "Antall", "Gjennomsnitt", "Standardavvik"],
                ["eining", "tema", "svar", "snitt", "Std"],
            ]
        )
    )
    rows = [
        [unit, draw(theme_names(theme)), str(n), figure(mean, mark), figure(sd, mark)]
        for (unit, theme), (n, mean, sd) in FIGURES.items()
    ]
    return [header, *draw(st.permutations(rows))]


@st.composite
def wide_rows(draw: st.DrawFn, mark: str) -> list[list[str]]:
    header = [draw(st.sampled_from(["unit", "Enhet", "EINING"]))]
    for theme in NAMES:
        name = draw(theme_names(theme))
        separator = draw(st.sampled_from([" ", "_", ": "]))
        n, sd = draw(st.sampled_from([("n", "sd"), ("Antall", "standardavvik"), ("svar", "std")]))
        if draw(st.booleans()):
            header += [name, f"{name}{separator}{n}", f"{name}{separator}{sd}"]
        else:
            header += [name, f"{n}{separator}{name}", f"{sd}{separator}{name}"]
    rows = []
    for unit in UNITS:
        row = [unit]
        for theme in NAMES:
            n_, mean, sd_ = FIGURES[unit, theme]
            row += [figure(mean, mark), str(n_), figure(sd_, mark)]
        rows.append(row)
    return [header, *rows]


def expected(unit: str) -> dict[str, Score]:
    order = TINY.order()
    found = {theme: FIGURES[unit, theme] for theme in order}
    return {
        theme: kept(Score(n=n, mean=mean, sd=sd), TINY.scale, 5)
        for theme, (n, mean, sd) in found.items()
    }


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(made=dialects())
def test_every_dialect_means_the_same(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[bytes, str]
) -> None:
    content, layout = made
    table = results_table(tmp_path_factory.mktemp("dialect"), content)
    assert table.layout == layout
    assert table.misread == ()
    assert table.themes == TINY.order()
    for unit, name in zip(UNITS, (*UNITS[:2], UNITS[2].replace("Đorđe", "Dorde")), strict=True):
        shown = unit if unit in table.units else name
        results = table.results(shown.upper())
        assert results.unit == shown
        assert results.themes == expected(unit)
        assert warned(results) == ()


def taken(folder: Path, text: str) -> Results:
    return results_table(folder, text).results("X")


def test_long_and_wide_agree(tmp_path: Path) -> None:
    long = taken(tmp_path, "unit,theme,n,mean,sd\nX,1,8,3.9,0.7\nX,2,9,4.1,0.5\n")
    wide = taken(tmp_path, "unit,1,1 n,1 sd,2,2 n,2 sd\nX,3.9,8,0.7,4.1,9,0.5\n")
    assert long.themes == wide.themes
    assert long.warnings == wide.warnings == ()
