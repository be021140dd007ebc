"""A Parquet file into a `Grid`."""

import io

import polars as pl

from amu_tui.errors import AmuError, TooLarge
from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.grid import Grid, cleaned, too_many_cells
from amu_tui.tables.formats.parquet_sizes import TooManyParts, unpacked_size
from amu_tui.tables.table import ROW
from amu_tui.text import clean
from amu_tui.words import _

MAGIC = b"PAR1"

FAILURES = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""What Polars raises where it cannot read a file."""


def read_parquet(data: bytes, shown: str) -> Grid:
    """The cells of the Parquet file in `data`; `AmuError` about the file `shown` where it is none.

    Rows are counted from 1, the first row being the first of the data: a Parquet file has no
    header row. Columns of lists, structures and bytes are left out and listed.
    """
    try:
        if unpacked_size(data) > limits.MAX_UNPACKED:
            raise _too_large(shown)
        return _read(data, shown)
    except TooManyParts as error:
        raise TooLarge(
            _("the Parquet file has more columns, row groups or pages than are read"),
            path=shown,
            hint=_("Keep only the rows and columns that are needed."),
        ) from error
    except (*FAILURES, ValueError) as error:
        raise damaged_parquet(shown) from error


def _read(data: bytes, shown: str) -> Grid:
    schema = pl.read_parquet_schema(io.BytesIO(data))
    taken = [name for name, kind in schema.items() if _has_cells(kind)]
    height = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
    if height * len(schema) > limits.MAX_CELLS or len(schema) > limits.MAX_COLUMNS:
        raise too_many_cells(shown)
    frame = pl.read_parquet(io.BytesIO(data), columns=taken)
    columns = [texts(cells) for cells in frame.get_columns()]
    # A text may stand in the file once and in every row of the table.
    if sum(int(cells.str.len_bytes().sum()) for cells in columns) > limits.MAX_UNPACKED:
        raise _too_large(shown)
    numbers = pl.Series(ROW, range(1, frame.height + 1), dtype=pl.UInt32)
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


def _too_large(shown: str) -> AmuError:
    return AmuError(
        _("the Parquet file is larger than {size} MiB when unpacked").format(
            size=limits.MAX_UNPACKED // 2**20
        ),
        path=shown,
        hint=_("Keep only the rows and columns that are needed."),
    )


def _has_cells(kind: pl.DataType) -> bool:
    return not kind.is_nested() and kind not in (pl.Binary, pl.Object)


def texts(cells: pl.Series) -> pl.Series:
    """Values as text: whole numbers without decimals, nothing where there is none."""
    if cells.dtype.is_float():
        whole = cells.is_finite() & (cells == cells.floor()) & (cells.abs() < 2**53)
        # 37.0 is 37 to everybody; the rest in the fewest digits that give the same number.
        exact = cells.cast(pl.Int64, strict=False).cast(pl.String)
        texts = pl.DataFrame({"text": cells.cast(pl.String), "exact": exact, "whole": whole})
        cells = texts.select(pl.when("whole").then("exact").otherwise("text")).to_series()
    return cells.cast(pl.String).fill_null("")
