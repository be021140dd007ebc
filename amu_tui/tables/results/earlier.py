"""The scores of a table of results that was given out before."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.nearly_alike import FEW
from amu_tui.model.survey.results import Hidden
from amu_tui.tables.formats.encoding import read_bytes
from amu_tui.tables.reading.read import MAX_BYTES, read_table
from amu_tui.tables.table import with_key
from amu_tui.tables.vocabulary.known_columns import ResultColumns
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from amu_tui.text import clean, cut
from amu_tui.words import _, quoted, some


class UnknownItems(AmuError):
    """A theme was shown of which it is not known what it was made of."""


COLUMNS = ("key", "theme", "n", "mean", "sd", "hidden")


def earlier_scores(
    path: Path, instrument: Instrument, written: Mapping[str, type[pl.DataType]]
) -> pl.DataFrame:
    """The scores in the results table at `path`, a row for each unit and theme: `COLUMNS`.

    `written` are the columns that a table has as it was made: such a table is read as it is,
    and any other as every table of results. `AmuError` where that cannot be, `UnknownItems`
    where a theme is shown of which the instrument does not name the items: what it tells beside
    others cannot be known.
    """
    others: list[str] = []
    scores = _as_made(read_bytes(path, MAX_BYTES), instrument, written)
    if scores is None:
        from amu_tui.tables.results.interpret import interpret  # needed seldom, and large

        words = ResultColumns(instrument, ColumnMapping())
        table = interpret(read_table(path, vocabulary=words, option=""), instrument)
        scores, others = table.scores, table.unknown_themes
    shown = scores.filter(pl.col("mean").is_not_null())["theme"].unique(maintain_order=True)
    others += [theme for theme in shown if not instrument.themes[theme].items]
    if others:
        raise UnknownItems(
            _("the table shows {themes}, whose items the instrument file does not name").format(
                themes=some([quoted(cut(theme, 40)) for theme in others], 3)
            ),
            path=path,
            hint=_(
                "Name them there too: with themes that share items, answers could be worked out."
            ),
        )
    return scores.select(COLUMNS)


def _as_made(
    data: bytes, instrument: Instrument, written: Mapping[str, type[pl.DataType]]
) -> pl.DataFrame | None:
    """The rows of a CSV table that nobody has touched since it was made; None of any other."""
    if not data.startswith(f"{','.join(written)}\n".encode()):
        return None
    try:
        rows = pl.read_csv(io.BytesIO(data), schema=dict(written))
    except pl.exceptions.PolarsError:
        return None
    shown = pl.col("hidden").is_null()
    nobody = (pl.col("n") == 0) & pl.all_horizontal(pl.col("mean", "sd").is_null())
    spread = pl.col("sd").is_not_null() | (pl.col("n") < FEW)
    figures = pl.all_horizontal(pl.col("n", "mean").is_not_null(), pl.col("n") > 0, spread)
    hidden = pl.col("hidden").is_in(get_args(Hidden)) & pl.all_horizontal(
        pl.col("n", "mean", "sd").is_null()
    )
    whole = pl.when(shown).then(nobody | figures).otherwise(hidden)
    known = pl.col("theme").is_in(list(instrument.themes))
    names = rows["unit"].unique()
    if not all(name and clean(name) == name and unit_key(name) for name in names):
        return None
    keyed = with_key(rows, "unit", "key")
    if not keyed.select((whole & known).fill_null(value=False).all()).item():
        return None
    return None if keyed.select("key", "theme").is_duplicated().any() else keyed
