"""The calls with which a change reaches the disk, recorded while it is made."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


class File:
    """One file, whatever its names."""


class Folder:
    """One folder; `names` is what is in it after the latest call that was recorded."""

    def __init__(self) -> None:
        self.names: dict[str, Node] = {}


Node = File | Folder
Tree = dict[str, bytes | None]
"""Path below the root → the content of a file, None for a folder."""


@dataclass(frozen=True)
class Data:
    """The whole content of `file` from now on."""

    file: File
    content: bytes


@dataclass(frozen=True)
class Names:
    """Names in `folder` that from now on stand for something else, or for nothing."""

    folder: Folder
    names: Mapping[str, Node | None]


@dataclass(frozen=True)
class Flushed:
    """What was done to this file or folder before is safe from now on."""

    node: Node


@dataclass(frozen=True)
class Told:
    """The user was told that a change is saved."""


Call = Data | Names | Flushed | Told


class Recorder:
    """Keeps the calls that change anything below `root`, where everything is safe at first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.calls: list[Call] = []
        self.content: dict[File, bytes] = {}
        self.top = self._read(root)
        self.names_before = _names(self.top)
        self.content_before = dict(self.content)
        self.acknowledged: list[Tree] = []
        """What was there each time a change was acknowledged."""
        self._fds: dict[int, Node] = {}

    def told(self) -> None:
        """Note that a change is acknowledged at this moment."""
        self.calls.append(Told())
        self.acknowledged.append(self.tree())

    def tree(self) -> Tree:
        """What is there with nothing lost."""
        return tree(self.top, _names(self.top), self.content)

    @contextmanager
    def recording(self, patch: pytest.MonkeyPatch) -> Iterator[None]:
        """Record what is called meanwhile."""
        meanings: dict[str, Callable[..., None]] = {
            "open": self._opened,
            "write": self._written,
            "fsync": lambda _done, fd: self._flushed(fd),
            "close": self._closed,
            "link": self._linked,
            "replace": self._renamed,
            "rename": self._renamed,
            "unlink": lambda _done, path, dir_fd=None: self._gone(path, dir_fd),
            "remove": lambda _done, path, dir_fd=None: self._gone(path, dir_fd),
            "rmdir": lambda _done, path, dir_fd=None: self._gone(path, dir_fd),
            "mkdir": lambda _done, path, *_mode, **_more: self._new(path, Folder()),
            "truncate": lambda _done, path, size: self._cut(self._node(path), size),
            "ftruncate": lambda _done, fd, size: self._cut(self._fds.get(fd), size),
        }
        with patch.context() as patched:
            for name, meaning in meanings.items():
                patched.setattr(os, name, _followed(getattr(os, name), meaning))
            yield

    def _read(self, path: Path) -> Folder:
        folder = Folder()
        for entry in sorted(path.iterdir()):
            if entry.is_dir():
                folder.names[entry.name] = self._read(entry)
            else:
                folder.names[entry.name] = file = File()
                self.content[file] = entry.read_bytes()
        return folder

    def _place(self, path: Any, around: int | None = None) -> tuple[Folder, str] | None:
        """The folder and the name that `path` means; None where it is not below the root.

        Args:
            around: an open folder that `path` is a name in.
        """
        if around is not None:
            folder = self._fds.get(around)
            return (folder, path) if isinstance(folder, Folder) else None
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - links are not followed
        if whole == self.root or not whole.is_relative_to(self.root):
            return None
        *parts, name = whole.relative_to(self.root).parts
        folder = self.top
        for part in parts:
            inner = folder.names[part]
            assert isinstance(inner, Folder)
            folder = inner
        return folder, name

    def _node(self, path: Any) -> Node | None:
        place = self._place(path)
        return None if place is None else place[0].names.get(place[1])

    def _name(self, folder: Folder, names: Mapping[str, Node | None]) -> None:
        for name, node in names.items():
            if node is None:
                del folder.names[name]
            else:
                folder.names[name] = node
        self.calls.append(Names(folder, names))

    def _new(self, path: Any, node: Node) -> None:
        if (place := self._place(path)) is not None:
            self._name(place[0], {place[1]: node})

    def _gone(self, path: Any, around: int | None) -> None:
        if (place := self._place(path, around)) is not None:
            self._name(place[0], {place[1]: None})

    def _fill(self, node: Node | None, content: bytes) -> None:
        if isinstance(node, File):
            self.content[node] = content
            self.calls.append(Data(node, content))

    def _cut(self, node: Node | None, size: int) -> None:
        if isinstance(node, File):
            self._fill(node, self.content[node][:size].ljust(size, b"\0"))

    def _opened(
        self, fd: int, path: Any, flags: int, *_mode: Any, dir_fd: int | None = None
    ) -> None:
        if dir_fd is None and Path(os.path.abspath(path)) == self.root:  # noqa: PTH100
            self._fds[fd] = self.top
            return
        if (place := self._place(path, dir_fd)) is None:
            return
        if (node := place[0].names.get(place[1])) is None:
            node = File()
            self.content[node] = b""
            self._name(place[0], {place[1]: node})
        elif flags & os.O_TRUNC:
            self._fill(node, b"")
        self._fds[fd] = node

    def _written(self, done: int, fd: int, data: Any) -> None:
        node = self._fds.get(fd)
        if isinstance(node, File):
            self._fill(node, self.content[node] + bytes(data)[:done])

    def _flushed(self, fd: int) -> None:
        if (node := self._fds.get(fd)) is not None:
            self.calls.append(Flushed(node))

    def _closed(self, _done: None, fd: int) -> None:
        self._fds.pop(fd, None)

    def _linked(self, _done: None, source: Any, target: Any, **_more: Any) -> None:
        if (node := self._node(source)) is not None:
            self._new(target, node)

    def _renamed(self, _done: None, source: Any, target: Any) -> None:
        before, after = self._place(source), self._place(target)
        if before is None or after is None:
            return
        node = before[0].names[before[1]]
        assert before[0] is after[0], "a name is only changed within its folder"
        if after[0].names.get(after[1]) is not node:  # else a rename does nothing
            self._name(after[0], {after[1]: node, before[1]: None})


def tree(
    top: Folder,
    names: Mapping[Folder, Mapping[str, Node]],
    content: Mapping[File, bytes],
    above: str = "",
) -> Tree:
    """Everything below `top`, given what is in each folder and each file."""
    found: Tree = {}
    for name, node in names.get(top, {}).items():
        path = f"{above}{name}"
        if isinstance(node, Folder):
            found[path] = None
            found.update(tree(node, names, content, f"{path}/"))
        else:
            found[path] = content[node]
    return found


def _names(folder: Folder) -> dict[Folder, dict[str, Node]]:
    found = {folder: dict(folder.names)}
    for node in folder.names.values():
        if isinstance(node, Folder):
            found.update(_names(node))
    return found


def _followed(real: Callable[..., Any], meaning: Callable[..., None]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        done = real(*args, **kwargs)
        meaning(done, *args, **kwargs)
        return done

    return call
