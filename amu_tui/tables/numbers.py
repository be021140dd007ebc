"""Figures as offices write them: `3,9`, `3.9`, `58 %`, `1 234`; and what no figure is.

Decimal comma and point are both taken, since one mark is never anything else in a mean. With
two different marks the last one is the decimal mark. `1.234` can be a thousand where thousands
are possible (numbers of people); that is called ambiguous and never decided here.
"""

import re
from functools import lru_cache
from typing import Literal

import polars as pl

MISSING = (
    "", "na", "n/a", "#n/a", ".", "..", "...", "…", ":", "-", "–", "—", "[x]", "[z]",
)  # fmt: skip
"""What stands in a cell without a figure, in lower case: there is none, or none was asked for.

`[x]` and `[z]` are the British statistical service's; `:` is Eurostat's.
"""

WITHHELD = (
    "[c]", "c", "..c", "(c)", "conf", "confidential", "*", "**", "s", "[s]", "[low]", "[u]", "[d]",
    "suppressed", "withheld", "too few", "hidden", "skjult", "for få", "for få svar",
    "undertrykt", "konfidensiell", "konfidensielt", "løynd", "gøymd",
)  # fmt: skip
"""What stands in the place of a figure that is kept back, in lower case; `<5` is another."""

_SIGN = "[+-]?"
_PLAIN = rf"^{_SIGN}(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)$"
_BLANK_GROUPS = rf"^{_SIGN}[0-9]{{1,3}}(?: [0-9]{{3}})+(?:[.,][0-9]+)?$"
_COMMA_GROUPS = (
    rf"^{_SIGN}[0-9]{{1,3}}(?:,[0-9]{{3}})+\.[0-9]+$|^{_SIGN}[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}}$"
)
_POINT_GROUPS = (
    rf"^{_SIGN}[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]+$|^{_SIGN}[0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}}$"
)
_FIGURE = re.compile("|".join((_PLAIN, _BLANK_GROUPS, _COMMA_GROUPS, _POINT_GROUPS)))
_PERCENT = " ?%$"
_FEWER = r"^< ?[0-9]{1,3}$"
_MARKS = (
    r"^(.*[0-9%])(?: ?\[(?:note )?[0-9]{1,3}\]| ?\[[bdefpru]\]|[¹²³⁰⁴⁵⁶⁷⁸⁹]+"
    r"| ?[*†‡§]{1,3}| [0-9]{1,2}\))+$"
)
"""A figure and its footnotes: `3.9 [note 2]`, `58% [r]`, `3,9¹`, `4 *`, `4 1)`. A figure beside
`[c]` says two things and is none."""
_DECIMALS = r"[.,]([0-9]+)[ ]?%?$"

State = Literal["number", "missing", "withheld", "text", "ambiguous"]


@lru_cache(2**13)
def is_figure(cell: str) -> bool:
    """Whether a cell is one figure and nothing else; footnote marks are not looked for."""
    plain = cell.replace("\N{MINUS SIGN}", "-")
    return _FIGURE.match(re.sub(_PERCENT, "", plain)) is not None


def is_withheld(cell: str) -> bool:
    """Whether a cell says that its figure is kept back."""
    return cell.lower() in WITHHELD or re.match(_FEWER, cell) is not None


def figure(cell: pl.Expr) -> pl.Expr:
    """The number in a text cell that is one figure and nothing else, null in any other."""
    point = cell.str.replace(",", ".", literal=True)
    value = (
        pl.when(cell.str.contains(_PLAIN))
        .then(point)
        .when(cell.str.contains(_BLANK_GROUPS))
        .then(point.str.replace_all(" ", "", literal=True))
        .when(cell.str.contains(_COMMA_GROUPS))
        .then(cell.str.replace_all(",", "", literal=True))
        .when(cell.str.contains(_POINT_GROUPS))
        .then(
            cell.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True),
        )
        .cast(pl.Float64, strict=False)
    )
    return pl.when(value.is_finite()).then(value)


def may_be_thousand(cell: pl.Expr, marks: str = ".,") -> pl.Expr:
    """Whether one of the `marks` in a text cell may part thousands as well as decimals."""
    return cell.str.contains(rf"^{_SIGN}[0-9]{{1,3}}[{marks}][0-9]{{3}}$")


def with_number(frame: pl.DataFrame, raw: str, into: str, *, thousands: bool) -> pl.DataFrame:
    """`frame` with the text column `raw` read as figures.

    Adds `into` (a float, null where there is no figure; `58%` gives 58), `into_state`
    (`State`; a figure with footnote marks is a number), `into_percent` (whether it has a percent
    sign) and `into_half` (half a unit of the last decimal written, the most that rounding can
    have changed).
    With `thousands`, `1.234` and `1,234` are ambiguous.
    """
    # The same few figures stand in many cells: each is read once.
    figures = _read(frame[raw].unique(), raw, into, thousands=thousands)
    return frame.join(figures, on=raw, how="left", maintain_order="left")


def _read(texts: pl.Series, raw: str, into: str, *, thousands: bool) -> pl.DataFrame:
    """What `with_number` adds, for each of the different `texts`."""
    frame = pl.DataFrame({raw: texts, "plain": _without_marks(texts)})
    cell = pl.col("plain")
    body = cell.str.replace(_PERCENT, "")
    value = figure(body)
    missing = cell.str.to_lowercase().is_in(MISSING)
    withheld = cell.str.to_lowercase().is_in(WITHHELD) | cell.str.contains(_FEWER)
    ambiguous = may_be_thousand(body) if thousands else pl.lit(value=False)
    state = (
        pl.when(missing)
        .then(pl.lit("missing"))
        .when(withheld)
        .then(pl.lit("withheld"))
        .when(ambiguous)
        .then(pl.lit("ambiguous"))
        .when(value.is_null())
        .then(pl.lit("text"))
        .otherwise(pl.lit("number"))
    )
    decimals = cell.str.extract(_DECIMALS).str.len_bytes().fill_null(0)
    return frame.select(
        raw,
        pl.when(state == "number").then(value).alias(into),
        state.alias(f"{into}_state"),
        cell.str.ends_with("%").alias(f"{into}_percent"),
        (0.5 * pl.lit(10.0).pow(-decimals.cast(pl.Float64))).alias(f"{into}_half"),
    )


def _without_marks(texts: pl.Series) -> pl.Series:
    """Different texts with one sign for minus, and without the footnote marks of figures."""
    plain = texts.str.replace_all("\N{MINUS SIGN}", "-", literal=True)
    # Marks never end as a figure does; looking for them costs more than all the rest.
    odd = plain.filter(~plain.str.contains("[0-9%]$")).unique()
    return plain.replace(odd, odd.str.replace(_MARKS, "${1}"))
