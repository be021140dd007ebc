"""Files of SPSS and Stata: numbers with the labels that people see, and codes for no answer.

They are read by pyreadstat in a process of its own: the library in C below it ends at once at
some damaged files, and would take the whole program with it. The cells come through a pipe.
"""

import importlib.util
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from amu_tui.errors import AmuError
from amu_tui.tables.formats import grid as limits
from amu_tui.tables.formats.grid import Grid, cleaned, too_many_cells
from amu_tui.tables.formats.parquet import apart, texts
from amu_tui.tables.table import ROW, column
from amu_tui.text import clean
from amu_tui.words import _

_SAV = re.compile(rb"\$FL[23]@\(#\)")
_DTA = re.compile(rb"<stata_dta>|[\x69-\x73][\x01\x02]\x01\x00")
START = 11
"""Bytes that tell whether a file is one of these."""

_PART = 2_000_000
"""Cells that are lists of Python at one time."""
_TOO_MANY = 3
"""How the process ends where there are too many cells."""

Code = float | str


@dataclass(frozen=True, eq=False)
class Labelled:
    """The cells of one file.

    Args:
        encoding: `sav` or `dta`.
        names: of the variables.
        frame: their values as numbers or text, named by `column(place)`; null where there is
            none or a code that the file itself says is missing.
        labels: of each column that has any, the label of each value that is not missing.
    """

    encoding: str
    names: tuple[str, ...]
    frame: pl.DataFrame
    labels: Mapping[int, Mapping[Code, str]]

    def text(self, place: int) -> pl.Series:
        """A column as people see it: labels, and numbers that have none in the fewest digits.

        Values with the same label are told apart by their numbers.
        """
        cells = self.frame[column(place)]
        shown = texts(cells)
        labels = self.labels.get(place)
        if not labels:
            return shown
        called = list(map(clean, labels.values()))
        values = pl.Series(list(labels), dtype=cells.dtype)
        names = [
            f"{label} ({code})" if called.count(label) > 1 else label
            for label, code in zip(called, texts(values), strict=True)
        ]
        return cells.replace_strict(values, names, default=shown, return_dtype=pl.String)

    def grid(self) -> Grid:
        """All cells as text."""
        numbers = pl.Series(ROW, range(1, self.frame.height + 1), dtype=pl.UInt32)
        columns = [self.text(place) for place in range(len(self.names))]
        return Grid(self.encoding, cleaned(columns, numbers), header=self.names)


def kind_of(start: bytes) -> str:
    """`sav` or `dta` by the first `START` bytes of a file; nothing for any other."""
    return "sav" if _SAV.match(start) else "dta" if _DTA.match(start) else ""


def read_labelled(path: Path, kind: str, most: int) -> Labelled:
    """The file of this `kind` at `path`, of at most `most` cells.

    Raises `AmuError` where it is larger or damaged, or where pyreadstat is not installed.
    """
    shown = clean(str(path))
    if importlib.util.find_spec("pyreadstat") is None:
        raise AmuError(
            _("files of SPSS and Stata cannot be read here: the package pyreadstat is missing"),
            path=shown,
            hint=_(
                'Install it: pip install "amu-tui[statistics]". Or save the table as CSV (UTF-8).'
            ),
        )
    done = apart(f"{__name__}:send", str(path), kind, str(most))
    if done.returncode == _TOO_MANY:
        raise too_many_cells(shown, most=most)
    if done.returncode:
        raise _damaged(shown)
    head, _line_end, cells = done.stdout.partition(b"\n")
    told = json.loads(head)
    return Labelled(
        kind,
        tuple(map(clean, told["names"])),
        pl.read_ipc_stream(io.BytesIO(cells)),
        {place: dict(labels) for place, labels in told["labels"]},
    )


def _damaged(shown: str) -> AmuError:
    return AmuError(
        _("the file of SPSS or Stata is damaged or not complete"),
        path=shown,
        hint=_("Fetch the file again, or save it anew in the program that it comes from."),
    )


def send() -> None:
    """Read the file that the arguments name and write it to the output: what the process runs."""
    import pyreadstat

    path, kind, most = sys.argv[1:]
    for encoding in (None, "WINDOWS-1252"):
        try:
            told, parts = _read(path, kind, int(most), encoding)
            frame = pl.concat(parts)
            break
        except pyreadstat.ReadstatError as error:
            # Old files do not say what their letters are, or say it wrongly.
            if encoding or "convert" not in str(error):
                raise
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    frame.write_ipc_stream(sys.stdout.buffer)


def _read(
    path: str, kind: str, most: int, encoding: str | None
) -> tuple[dict[str, Any], Iterator[pl.DataFrame]]:
    """Names and labels of the file, and its rows in parts."""
    import pyreadstat

    read: Any = pyreadstat.read_sav if kind == "sav" else pyreadstat.read_dta
    given = {"output_format": "dict", "disable_datetime_conversion": True, "encoding": encoding}
    _cells, about = read(path, metadataonly=True, user_missing=True, **given)
    names: list[str] = about.column_names
    told = {
        "names": names,
        "labels": [
            (place, _labels(about, name))
            for place, name in enumerate(names)
            if about.variable_value_labels.get(name)
        ],
    }
    most_rows, stated = most // max(1, len(names)), about.number_rows
    if len(names) > limits.MAX_COLUMNS or (stated or 0) > most_rows:
        sys.exit(_TOO_MANY)
    kinds = {
        name: pl.String if about.readstat_variable_types[name] == "string" else pl.Float64
        for name in names
    }

    def parts() -> Iterator[pl.DataFrame]:
        size = max(1, _PART // max(1, len(names)))
        start, rows = 0, size
        while rows == size and (not start or stated is None or start < stated):
            if start > most_rows:
                sys.exit(_TOO_MANY)
            cells, _about = read(path, row_offset=start, row_limit=size, **given)
            yield pl.DataFrame(
                [
                    pl.Series(column(place), cells[name], dtype=kinds[name], strict=False)
                    for place, name in enumerate(names)
                ]
            )
            rows = len(cells[names[0]]) if names else 0
            start += size

    return told, parts()


def _labels(about: Any, name: str) -> list[tuple[Code, str]]:
    """The labels of a variable's values, those that are missing left out."""
    missing = about.missing_ranges.get(name, ())
    is_text = about.readstat_variable_types[name] == "string"
    return [
        (code, label)
        for code, label in about.variable_value_labels[name].items()
        # What Stata calls .a to .z is no number.
        if isinstance(code, str) == is_text
        and not any(one["lo"] <= code <= one["hi"] for one in missing)
    ]
