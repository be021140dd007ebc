"""A Parquet file into a `Grid`.

Polars reads it in a process of its own: at some damaged files it ends the program at once.
"""

import io
import json
import subprocess
import sys

import polars as pl

from amu_tui.errors import AmuError, TooLarge
from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.grid import Grid, cleaned, too_many_cells
from amu_tui.tables.formats.parquet_sizes import TooManyParts, unpacked_size
from amu_tui.tables.table import ROW
from amu_tui.text import clean
from amu_tui.words import _

MAGIC = b"PAR1"

_TOO_MANY, _TOO_LARGE = 3, 4
"""How the process ends where there are too many cells, or too much text in them."""

_SECONDS = 900
"""Longest that a file is read; one of the largest of SPSS takes a minute."""

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
    most = limits.MAX_CELLS, limits.MAX_COLUMNS, limits.MAX_UNPACKED
    done = apart(f"{__name__}:send", *map(str, most), data=data)
    if done.returncode == _TOO_MANY:
        raise too_many_cells(shown)
    if done.returncode == _TOO_LARGE:
        raise _too_large(shown)
    if done.returncode:
        raise damaged_parquet(shown)
    head, _line_end, cells = done.stdout.partition(b"\n")
    told = json.loads(head)
    frame = pl.read_ipc_stream(io.BytesIO(cells))
    numbers = pl.Series(ROW, range(1, frame.height + 1), dtype=pl.UInt32)
    return Grid(
        "Parquet",
        cleaned(frame.get_columns(), numbers),
        header=tuple(map(clean, told["taken"])),
        left_out=tuple(map(clean, told["left_out"])),
    )


def apart(what: str, *argv: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a function of this program, named `module:function`, in a process of its own.

    A library that ends at once at some damaged files would take the whole program with it. The
    process gets `data` on its input and is ended after a quarter of an hour.
    """
    module, _colon, function = what.partition(":")
    program = f"import sys; sys.path = {sys.path!r}; from {module} import {function} as f; f()"
    command = [sys.executable, "-c", program, *argv]
    try:
        return subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, returncode=-1)


def send() -> None:
    """Read the file on the input and write its cells as text: what the process runs."""
    most_cells, most_columns, most_bytes = map(int, sys.argv[1:])
    data = sys.stdin.buffer.read()
    schema = pl.read_parquet_schema(io.BytesIO(data))
    taken = [name for name, kind in schema.items() if _has_cells(kind)]
    height = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
    if height * len(schema) > most_cells or len(schema) > most_columns:
        sys.exit(_TOO_MANY)
    frame = pl.read_parquet(io.BytesIO(data), columns=taken)
    columns = [texts(cells).alias(str(at)) for at, cells in enumerate(frame.get_columns())]
    # A text may stand in the file once and in every row of the table.
    if sum(int(cells.str.len_bytes().sum()) for cells in columns) > most_bytes:
        sys.exit(_TOO_LARGE)
    told = {"taken": taken, "left_out": [name for name in schema if name not in taken]}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    pl.DataFrame(columns).write_ipc_stream(sys.stdout.buffer)


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
