"""The drawing of a chart: the geometry of the bar row, and nothing that is hidden or lost."""

from itertools import combinations
from xml.etree import ElementTree as ET

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from amu_tui import words
from amu_tui.model.survey.results import Reference, Score
from amu_tui.render.charts.bar_chart import BarChart, ChartRow, Tick
from amu_tui.render.charts.svg import LEFT, RIGHT, to_svg
from amu_tui.render.forms.blocks import Chart
from amu_tui.render.parts.charts import theme_chart
from amu_tui.render.results.bars import Bar, ReferenceMark, cell
from amu_tui.render.results.signs import symbol
from tests.render.samples import SECRET, session

THEMES = ("autonomy", "independence", "support", "pressure")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(to_svg(chart.drawing, chart.title, chart.spoken))


def said(svg: ET.Element) -> list[str]:
    return [line.text or "" for line in svg.iter(f"{SVG}text")]


def test_a_picture_says_what_it_is_and_shows_every_name_and_figure() -> None:
    words.use("nb")
    svg = drawn(theme_chart(session(), "Hva vi har valgt", THEMES))
    assert svg.findtext(f"{SVG}title") == "Hva vi har valgt"
    assert "Fravær tidspress (R): 1,6 av 5" in (svg.findtext(f"{SVG}desc") or "")
    shown = said(svg)
    for text in ("1 Autonomi", "3,9 ±0,7", "skjult: verner noen", "Fakultet for fjæra", "2014"):
        assert text in shown
    assert "1 = svært uenig, 5 = svært enig" in shown
    assert "fortsetter utenfor skalaen" in shown


def test_what_is_hidden_has_no_bar() -> None:
    hidden = drawn(theme_chart(session(), "Hidden", ("support",)))
    assert [box.get("class") for box in hidden.iter(f"{SVG}rect")] == ["bar"]  # the legend's
    assert f"{SECRET}"[:3] not in ET.tostring(hidden, encoding="unicode")


@given(
    st.floats(0, 1),
    st.floats(-0.5, 1.5),
    st.floats(-0.5, 1.5),
    st.lists(st.floats(0, 1), max_size=4),
)
def test_a_bar_ends_where_that_of_the_row_ends(
    mean: float, low: float, high: float, marks: list[float]
) -> None:
    low, high = sorted((low, high))
    bar = Bar(mean, low, high, tuple(ReferenceMark(symbol(n), m) for n, m in enumerate(marks)))
    chart = BarChart((ChartRow("Theme", bar, "3.9"),), (Tick(0, "1"), Tick(1, "5")))
    svg = ET.fromstring(to_svg(chart, "Title", "Spoken"))
    box = next(svg.iter(f"{SVG}rect"))
    share = (float(box.get("x", "0")) + float(box.get("width", "0")) - LEFT) / (RIGHT - LEFT)
    assert abs(cell(share, 101) - cell(mean, 101)) <= 1
    points = [p.get("d", "") for p in svg.iter(f"{SVG}path") if p.get("class") == "line"]
    ends = [float(points[0][1:].split(" ")[0]), float(points[0].split("H")[1].split("M")[0])]
    for end, value in zip(ends, (low, high), strict=True):
        assert LEFT <= end <= RIGHT
        assert abs(end - LEFT - (RIGHT - LEFT) * min(1, max(0, value))) < 0.06
    # An arrow, and the words for it, only where the scale cuts the whisker.
    cut = low < 0 or high > 1
    assert ("L" in points[0]) == cut
    assert ("goes on past the end of the scale" in said(svg)) == cut
    signs = (p for p in svg.iter(f"{SVG}path") if p.get("class") in ("mark", "hollow"))
    places = [complex(*map(float, sign.get("transform", "")[10:-1].split())) for sign in signs]
    assert len(places) == len(marks)
    assert all(abs(one - other) > 11.8 for one, other in combinations(places, 2))


def test_what_somebody_typed_is_text() -> None:
    made = session()
    typed = '</svg><script>alert(1)</script>&amp; "quoted"'
    named = Reference(title=typed, themes={"autonomy": Score(n=30, mean=3.0)})
    results = msgspec.structs.replace(made.results, references={"a": named})
    svg = drawn(theme_chart(msgspec.structs.replace(made, results=results), typed, THEMES))
    assert svg.findtext(f"{SVG}title") == typed
    assert typed in said(svg)
    assert {part.tag for part in svg.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "path", "rect", "text")
    }


def test_a_very_long_name_is_cut_with_a_sign_and_whole_in_the_table() -> None:
    made, name = session(), "Institutt for " + "blåskjell og " * 40
    named = Reference(title=name, themes={"autonomy": Score(n=30, mean=3.0)})
    results = msgspec.structs.replace(made.results, references={"a": named})
    chart = theme_chart(msgspec.structs.replace(made, results=results), "Title", THEMES)
    (shown,) = (line for line in said(drawn(chart)) if line.startswith("Institutt for"))
    assert len(shown) <= 100
    assert shown.endswith("…")
    assert chart.table.columns[-1].title == name
