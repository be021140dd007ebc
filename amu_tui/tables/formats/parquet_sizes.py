"""How large a Parquet file becomes when it is unpacked, from its footer and its pages.

Polars makes room for what each page says of itself, so both are added up before it is let near.
The format is https://parquet.apache.org/docs/file-format/metadata/ in Thrift's compact protocol,
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
"""

import itertools
from collections.abc import Iterator
from typing import Any

_ROW_GROUPS, _COLUMNS, _CHUNK = 4, 1, 3
"""Fields of the file, of a row group, of a column's part of it."""
_CHUNK_UNPACKED, _CHUNK_PACKED, _DATA, _DICTIONARY = 6, 7, 9, 11
_PAGE_UNPACKED, _PAGE_PACKED = 2, 3

_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 11, 12
_MOST_FIELDS = 4_000_000
_MOST_PAGES = 100_000
_DEEPEST = 32


def unpacked_size(data: bytes) -> int:
    """Bytes of all pages of the file in `data`; `ValueError` where it is not whole."""
    try:
        length = int.from_bytes(data[-8:-4], "little")
        if data[-4:] != b"PAR1" or length > len(data) - 12:
            raise ValueError("footer")
        footer = _Reader(data, len(data) - 8 - length).struct()
        groups = footer.get(_ROW_GROUPS, [])
        chunks = [column[_CHUNK] for group in groups for column in group.get(_COLUMNS, [])]
        told: int = sum(max(0, chunk[_CHUNK_UNPACKED]) for chunk in chunks)
        pages = itertools.chain.from_iterable(_pages(data, chunk) for chunk in chunks)
        real = sum(itertools.islice(pages, _MOST_PAGES))
        if next(pages, None) is not None:
            raise ValueError("pages")
    except (IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("footer") from error
    return max(told, real)


def _pages(data: bytes, chunk: dict[int, Any]) -> Iterator[int]:
    """What each page of a column says that it becomes."""
    at = min(chunk[place] for place in (_DATA, _DICTIONARY) if chunk.get(place))
    end = at + chunk[_CHUNK_PACKED]
    if not 0 < at <= end <= len(data):
        raise ValueError("chunk")
    while at < end:
        reader = _Reader(data, at)
        page = reader.struct()
        if page[_PAGE_UNPACKED] < 0 or page[_PAGE_PACKED] < 0:
            raise ValueError("page")
        yield page[_PAGE_UNPACKED]
        at = reader.at + page[_PAGE_PACKED]


class _Reader:
    """Reads Thrift's compact protocol, structures as dictionaries by the number of the field."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self.at = data, at
        self._read = 0

    def struct(self, depth: int = 0) -> dict[int, Any]:
        """The structure that begins here."""
        if depth > _DEEPEST:
            raise ValueError("depth")
        found: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            kind, step = head & 15, head >> 4
            number = number + step if step else self._whole()
            found[number] = kind == _TRUE if kind <= _FALSE else self._value(kind, depth)
        return found

    def _value(self, kind: int, depth: int) -> Any:
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in (_LIST, _SET):
            return self._list(depth)
        if kind == _MAP:
            return self._map(depth)
        if kind == _BINARY:
            return self._skip(self._unsigned())
        if kind == _DOUBLE:
            return self._skip(8)
        if kind in (_TRUE, _FALSE, _BYTE):
            return self._byte()
        if kind < _DOUBLE:
            return self._whole()
        raise ValueError("type")

    def _list(self, depth: int) -> list[Any]:
        head = self._byte()
        size, kind = head >> 4, head & 15
        if size == 15:
            size = self._unsigned()
        return [self._value(kind, depth + 1) for _item in range(self._few(size))]

    def _map(self, depth: int) -> None:
        size = self._few(self._unsigned())
        kinds = self._byte() if size else 0
        for _pair in range(size):
            self._value(kinds >> 4, depth + 1)
            self._value(kinds & 15, depth + 1)

    def _few(self, size: int) -> int:
        """The size of a list, each item of which takes a byte at least."""
        if size > len(self._data) - self.at:
            raise ValueError("list")
        return size

    def _byte(self) -> int:
        self._read += 1
        if self._read > _MOST_FIELDS:
            raise ValueError("fields")
        self.at += 1
        return self._data[self.at - 1]

    def _skip(self, size: int) -> None:
        self.at += size
        if self.at > len(self._data):
            raise ValueError("length")

    def _unsigned(self) -> int:
        found = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            found |= (byte & 127) << shift
            if byte < 128:
                return found
        raise ValueError("number")

    def _whole(self) -> int:
        """A number whose sign is its lowest bit."""
        found = self._unsigned()
        return (found >> 1) ^ -(found & 1)
