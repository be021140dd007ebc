"""A Parquet file into a `Grid`."""

import io

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables import grid as limits
from amu_tui.tables.grid import Grid, cleaned, too_many_cells
from amu_tui.tables.table import ROW
from amu_tui.text import clean
from amu_tui.words import _

MAGIC = b"PAR1"


def read_parquet(data: bytes, shown: str) -> Grid:
    """The cells of the Parquet file in `data`; `AmuError` about the file `shown` where it is none.

    Rows are counted from 1, the first row being the first of the data: a Parquet file has no
    header row. Columns of lists, structures and bytes are left out and listed.
    """
    try:
        schema = pl.read_parquet_schema(io.BytesIO(data))
        taken = [name for name, kind in schema.items() if _has_cells(kind)]
        height = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
        if height * len(schema) > limits.MAX_CELLS or len(schema) > limits.MAX_COLUMNS:
            raise too_many_cells(shown)
        frame = pl.read_parquet(io.BytesIO(data), columns=taken)
    except (pl.exceptions.PolarsError, OSError, pl.exceptions.PanicException) as error:
        raise damaged_parquet(shown) from error
    numbers = pl.Series(ROW, range(1, frame.height + 1), dtype=pl.UInt32)
    columns = [_texts(cells) for cells in frame.get_columns()]
    return Grid(
        "Parquet",
        cleaned(columns, numbers),
        header=tuple(clean(name) for name in taken),
        left_out=tuple(clean(name) for name in schema if name not in taken),
    )


def damaged_parquet(shown: str) -> AmuError:
    """A Parquet file that is cut short or otherwise not whole."""
    return AmuError(
        _("the Parquet file is damaged or not complete"),
        path=shown,
        hint=_("Fetch the file again, or write it anew."),
    )


def _has_cells(kind: pl.DataType) -> bool:
    return not kind.is_nested() and kind not in (pl.Binary, pl.Object)


def _texts(cells: pl.Series) -> pl.Series:
    if cells.dtype.is_float():
        whole = cells.is_finite() & (cells == cells.floor()) & (cells.abs() < 2**53)
        # 37.0 is 37 to everybody; the rest in the fewest digits that give the same number.
        exact = cells.cast(pl.Int64, strict=False).cast(pl.String)
        texts = pl.DataFrame({"text": cells.cast(pl.String), "exact": exact, "whole": whole})
        cells = texts.select(pl.when("whole").then("exact").otherwise("text")).to_series()
    return cells.cast(pl.String).fill_null("")
