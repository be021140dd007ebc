"""How large a Parquet file becomes when it is unpacked, from its footer and its pages.

140 kB can unpack to 1.2 GB. Polars unpacks a row group at once, also where it streams, and does
not tell the sizes; the libraries that do (pyarrow, DuckDB) are larger than this whole program.
The format is https://parquet.apache.org/docs/file-format/metadata/ in Thrift's compact protocol,
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
"""

import itertools
from collections.abc import Iterator
from typing import Any

_ROWS, _ROW_GROUPS, _COLUMNS, _CHUNK = 3, 4, 1, 3
"""Fields of the file and of a row group, which both say how many rows; of a column's part of it."""
_CHUNK_PACKED, _DATA, _DICTIONARY = 7, 9, 11
_PAGE_UNPACKED, _PAGE_PACKED = 2, 3

_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_MAX_FOOTER = 2**22
_MAX_PAGES = 100_000
_MAX_VALUES = 1_000_000
"""Values of a footer, some thirty for each column of each row group."""


class TooManyParts(ValueError):
    """There are more columns, row groups or pages than are looked through."""


def unpacked_size(data: bytes) -> int:
    """Bytes of all pages of the file in `data`; `ValueError` where it is not whole."""
    length = int.from_bytes(data[-8:-4], "little")
    if data[-4:] != b"PAR1" or length > len(data) - 12:
        raise ValueError("footer")
    if length > _MAX_FOOTER:
        raise TooManyParts("footer")
    try:
        footer = _Thrift(data, len(data) - 8 - length).struct()
        groups = footer.get(_ROW_GROUPS, [])
        if footer[_ROWS] != sum(group[_ROWS] for group in groups):
            raise ValueError("rows")  # Polars panics
        chunks = [column[_CHUNK] for group in groups for column in group.get(_COLUMNS, [])]
        pages = itertools.chain.from_iterable(_pages(data, chunk) for chunk in chunks)
        sizes = list(itertools.islice(pages, _MAX_PAGES))
    except (IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("footer") from error
    if len(sizes) == _MAX_PAGES:
        raise TooManyParts("pages")
    return sum(sizes)


def _pages(data: bytes, chunk: dict[int, Any]) -> Iterator[int]:
    """The size that each page of a column states."""
    at = min(chunk[field] for field in (_DATA, _DICTIONARY) if chunk.get(field))
    end = at + chunk[_CHUNK_PACKED]
    if not 0 < at <= end <= len(data):
        raise ValueError("chunk")
    while at < end:
        thrift = _Thrift(data, at)
        page = thrift.struct()
        if page[_PAGE_UNPACKED] < 0 or page[_PAGE_PACKED] < 0:
            raise ValueError("page")
        yield page[_PAGE_UNPACKED]
        at = thrift.at + page[_PAGE_PACKED]


class _Thrift:
    """Reads values from `at` on, structures as dictionaries by the number of the field."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self.at = data, at
        self._values = 0

    def struct(self) -> dict[int, Any]:
        """The structure that begins here."""
        fields: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            kind, step = head & 15, head >> 4
            number = number + step if step else self._signed()
            fields[number] = kind == _TRUE if kind <= _FALSE else self._value(kind)
        return fields

    def _value(self, kind: int) -> Any:
        self._values += 1
        if self._values > _MAX_VALUES:
            raise TooManyParts("values")
        if kind == _STRUCT:
            return self.struct()
        if kind in (_LIST, _SET):
            head = self._byte()
            size = self._unsigned() if head >> 4 == 15 else head >> 4
            return [self._value(head & 15) for _item in range(size)]
        if kind in (_BINARY, _DOUBLE):
            size = 8 if kind == _DOUBLE else self._unsigned()
            self.at += size
            return None
        if kind in (_TRUE, _FALSE, _BYTE):
            return self._byte()
        if kind < _DOUBLE:
            return self._signed()
        raise ValueError("type")  # a map: Parquet has none

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _unsigned(self) -> int:
        value = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
        raise ValueError("number")

    def _signed(self) -> int:
        """A number whose sign is its lowest bit."""
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)
