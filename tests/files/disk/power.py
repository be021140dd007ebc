"""What a power cut can leave of recorded calls, and the disk made to look like that.

The content of a file is safe once the file is flushed, a name once its folder is, and nothing
else is taken for granted, not even an order. So after every call, of the changes to names that
are not safe every subset may be there, and each file whose content is not safe may hold the
old content or the new one, the half of it, nothing, or as many NUL bytes.
"""

import itertools
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.files.disk.recorder import (
    Data,
    File,
    Flushed,
    Folder,
    Names,
    Node,
    Recorder,
    Tree,
    tree,
)

MOST = 10
"""Of so many unsafe changes to names all 1,024 subsets are tried."""

SAMPLE = 500
"""How many subsets by chance are tried of more."""


class Crash(NamedTuple):
    """What may be there after a cut, and how many changes had been acknowledged before it."""

    told: int
    tree: Tree


def crashes(record: Recorder) -> Iterator[Crash]:
    """Each state that a cut can leave, once for each number of changes acknowledged."""
    seen: set[tuple[int, frozenset[tuple[str, bytes | None]]]] = set()
    for told, left in _cuts(record):
        key = told, frozenset(left.items())
        if key not in seen:
            seen.add(key)
            yield Crash(told, left)


def _cuts(record: Recorder) -> Iterator[tuple[int, Tree]]:
    names = {folder: dict(inside) for folder, inside in record.names_before.items()}
    safe = dict(record.content_before)
    now = dict(safe)
    unsafe: list[Names] = []
    told = 0
    for call in (None, *record.calls):
        if isinstance(call, Data):
            now[call.file] = call.content
        elif isinstance(call, Names):
            unsafe.append(call)
        elif isinstance(call, Flushed):
            if isinstance(call.node, File):
                safe[call.node] = now.get(call.node, b"")
            else:
                _apply([one for one in unsafe if one.folder is call.node], names)
                unsafe = [one for one in unsafe if one.folder is not call.node]
        elif call is not None:
            told += 1
        for kept in subsets(unsafe):
            view = {folder: dict(inside) for folder, inside in names.items()}
            _apply(kept, view)
            for content in _contents(record.top, view, safe, now):
                yield told, tree(record.top, view, content)


def subsets(changes: Sequence[Names]) -> Iterator[Sequence[Names]]:
    """Every subset of at most `MOST` changes, in their order.

    Of more: all but at most two, at most two, everything up to each, everything from each, and
    `SAMPLE` by chance, the same each time.
    """
    count = len(changes)
    if count <= MOST:
        for bits in itertools.product((False, True), repeat=count):
            yield list(itertools.compress(changes, bits))
        return
    for few in (0, 1, 2):
        for some in itertools.combinations(range(count), few):
            yield [changes[place] for place in some]
            yield [change for place, change in enumerate(changes) if place not in some]
    for place in range(count):
        yield changes[:place]
        yield changes[place:]
    chance = random.Random(2017)
    for _ in range(SAMPLE):
        yield [change for change in changes if chance.random() < 0.5]


def _apply(changes: Sequence[Names], names: dict[Folder, dict[str, Node]]) -> None:
    for change in changes:
        inside = names.setdefault(change.folder, {})
        for name, node in change.names.items():
            if node is None:
                inside.pop(name, None)
            else:
                inside[name] = node


def _contents(
    top: Folder,
    names: dict[Folder, dict[str, Node]],
    safe: dict[File, bytes],
    now: dict[File, bytes],
) -> Iterator[dict[File, bytes]]:
    """Each content that the files which have a name can have."""
    known = {file: safe.get(file, b"") for file in _named(top, names)}
    open_ = [file for file, content in known.items() if now.get(file, b"") != content]
    for contents in itertools.product(*(_variants(known[file], now[file]) for file in open_)):
        yield {**known, **dict(zip(open_, contents, strict=True))}


def _named(folder: Folder, names: dict[Folder, dict[str, Node]]) -> Iterator[File]:
    for node in names.get(folder, {}).values():
        if isinstance(node, File):
            yield node
        else:
            yield from _named(node, names)


def _variants(safe: bytes, now: bytes) -> set[bytes]:
    return {safe, now, now[: len(now) // 2], b"", b"\0" * len(now)}


def make(left: Tree, root: Path) -> None:
    """Make the folder `root` hold `left` and nothing else."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for path, content in sorted(left.items()):
        if content is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(content)
