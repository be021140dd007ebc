"""A file of separated text of any size, in any encoding, as lines and as lazy rows.

UTF-8 is read by Polars itself. Anything else, and what is packed, is turned into it part by part
while it is read: only a few parts are in memory at a time, and nothing is written to a disk.
"""

import codecs
import inspect
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import polars as pl

from amu_tui.tables.formats.dialect import unreadable
from amu_tui.tables.formats.encoding import damaged, encoding_of
from amu_tui.tables.formats.packed import unpacked
from amu_tui.text import clean

PART = 2**22
"""Characters of a part."""
_BYTES = 2**22
_END = 2**18
_LONGEST = 2**25
"""Characters of a row; only a file that is made to fill the memory has more."""


@dataclass
class Counts:
    """What stands in a file behind its header, quotation marks or not.

    `even` says that each line has as many separators as it should.
    """

    even: bool = True
    quoted: bool = False
    points: bool = False


class Stream:
    """The text in the file at `path`; `AmuError` where it is no text.

    What encoding it is in depends on all of it, as everywhere; of text that Polars takes as it
    is the beginning is trusted until `count` has seen the rest.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.shown = clean(str(path))
        with path.open("rb") as file:
            text = unpacked(file, self.shown)
            self._packed = text is not None
            start = (text or file).read(_END)
        self.encoding = self._first_look(start)
        # Polars does not take lines that end in a carriage return alone.
        self._plain_ends = b"\r" not in start[:-1].replace(b"\r\n", b"\n")
        if self.encoding == "utf-8-sig" and not self.plain:
            self.encoding = encoding_of(self._bytes(), self.shown)

    def _first_look(self, start: bytes) -> str:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(start)
        except UnicodeDecodeError:
            return encoding_of(self._bytes(), self.shown)
        return encoding_of([start], self.shown)

    @property
    def plain(self) -> bool:
        """Whether Polars takes the file as it is."""
        return self.encoding == "utf-8-sig" and self._plain_ends and not self._packed

    @contextmanager
    def _file(self) -> Iterator[BinaryIO]:
        with self._path.open("rb") as file:
            yield (unpacked(file, self.shown) if self._packed else None) or file

    def _bytes(self) -> Iterator[bytes]:
        with self._file() as file:
            while part := file.read(_BYTES):
                yield part

    def count(self, separator: str, skip: int, expected: int) -> Counts | None:
        """What is in a `plain` file from line `skip` on; None where it turns out not to be one.

        `expected` is how many separators a line should have.
        """
        counts, mark = Counts(), separator.encode()
        line = mark * expected + b"\n"
        others = bytes({*range(256)} - {*mark, *b"\n"})
        with self._path.open("rb") as file:
            above = b"".join(file.readline() for _line in range(skip)).translate(None, others)

        def counted() -> Iterator[bytes]:
            rest = b""
            for at, part in enumerate(self._bytes()):
                counts.quoted = counts.quoted or b'"' in part
                counts.points = counts.points or b"." in part
                if counts.even:
                    marks = rest + part.translate(None, others)
                    if not at:
                        marks = marks.removeprefix(above)
                    whole = len(marks) // len(line)
                    rest = marks[whole * len(line) :]
                    counts.even = marks.startswith(line * whole)
                yield part
            # The last line may have no end.
            counts.even = counts.even and rest in {b"", line[:-1]}

        self.encoding = encoding_of(counted(), self.shown)
        return counts if self.plain else None

    @contextmanager
    def _open(self, newline: str | None) -> Iterator[TextIO]:
        try:
            with (
                self._file() as file,
                io.TextIOWrapper(file, encoding=self.encoding, newline=newline) as text,
            ):
                yield text
        except UnicodeDecodeError as error:
            raise damaged(error.encoding.upper(), None, self.shown) from None

    def start(self, characters: int) -> str:
        """The beginning of the text, with its line ends as they are."""
        with self._open(newline="") as file:
            return file.read(characters)

    def last_line(self) -> str:
        """What stands behind the last line end, where that is not the whole text."""
        with self._file() as file:
            end = mark = file.read(2)
            if not self._packed:
                file.seek(max(0, file.seek(0, io.SEEK_END) - _END) // 4 * 4)
                end = b""
            while part := file.read(_BYTES):
                end += part
                # Two and four bytes a character must not be cut apart.
                end = end[max(0, len(end) - _END) // 4 * 4 :]
        half = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
        codec = {"utf-8-sig": "utf-8", "utf-16": half}.get(self.encoding, self.encoding)
        lines = end.decode(codec, "replace").replace("\r", "\n").rsplit("\n", 1)
        return lines[1] if len(lines) > 1 else ""

    def about(self) -> int | None:
        """About how many lines there are; None where that is not known at once."""
        if self._packed:
            return None
        with self._path.open("rb") as file:
            start = file.read(_END)
            size = file.seek(0, io.SEEK_END)
        lines = start.count(b"\n")
        return round(size * lines / len(start)) if lines else None

    def lines(self) -> Iterator[str]:
        """All lines with their ends."""
        with self._open(newline="") as file:
            yield from iter(lambda: file.readline(_LONGEST), "")

    def parts(self, skip: int) -> Iterator[bytes]:
        """The text from line `skip` on in UTF-8, cut where a row ends; line ends are `\\n`."""
        with self._open(newline=None) as file:
            for _line in range(skip):
                file.readline()
            rest = ""
            while part := file.read(PART):
                text = rest + part
                end = _row_end(text)
                if end:
                    yield text[:end].encode()
                rest = text[end:]
                if len(rest) > _LONGEST:
                    raise unreadable(self.shown, None)
            if rest:
                yield rest.encode()

    def scan(self, schema: Mapping[str, Any], skip: int, **told: Any) -> pl.LazyFrame:
        """The rows from line `skip` on, with the columns of `schema`; `told` is for `scan_csv`."""
        told |= {"has_header": False, "schema": dict(schema), "glob": False}
        # The first row may have other cells than the rest. Older versions take it as it is.
        if "missing_columns" in inspect.signature(pl.scan_csv).parameters:
            told["missing_columns"] = "insert"
            told["extra_columns"] = "ignore" if told["truncate_ragged_lines"] else "raise"
        if self.plain:
            return pl.scan_csv(self._path, skip_lines=skip, **told)

        def rows(
            columns: list[str] | None,
            predicate: pl.Expr | None,
            most: int | None,
            _batch: int | None,
        ) -> Iterator[pl.DataFrame]:
            for part in self.parts(skip):
                lazy = pl.scan_csv(io.BytesIO(part), **told).select(columns or list(schema))
                frame = (lazy if predicate is None else lazy.filter(predicate)).collect()
                if most is not None:
                    frame = frame.head(most)
                    most -= frame.height
                yield frame
                if most == 0:
                    return

        from polars.io.plugins import register_io_source

        return register_io_source(rows, schema=dict(schema))


def _row_end(text: str) -> int:
    """Where the last whole row of `text` ends: behind a line end outside quotation marks."""
    end = text.rfind("\n") + 1
    quotes = text.count('"', 0, end)
    while end and quotes % 2:
        before = text.rfind("\n", 0, end - 1) + 1
        quotes -= text.count('"', before, end)
        end = before
    return end
