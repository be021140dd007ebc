"""A write is whole or not there, reaches colleagues, and follows nobody else's link."""

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amu_tui.errors import AlreadyThere, AmuError, ReadOnly
from amu_tui.files.disk.durable import clear_stale, replace, write_once


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


Write = Callable[[Path, bytes], None]


@pytest.mark.parametrize("write", [write_once, replace])
def test_a_new_file_has_the_content_and_nothing_is_left_beside_it(
    tmp_path: Path, write: Write
) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    write(folder / "a.toml", b"x = 1\n")
    assert (folder / "a.toml").read_bytes() == b"x = 1\n"
    assert names(folder) == ["a.toml"]


def test_what_is_written_once_is_never_changed(tmp_path: Path) -> None:
    write_once(tmp_path / "a", b"first")
    with pytest.raises(AlreadyThere):
        write_once(tmp_path / "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"first"


def test_replacing_never_writes_through_a_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / "a").symlink_to(victim)
    replace(tmp_path / "a", b"ours")
    assert victim.read_bytes() == b"precious"
    assert (tmp_path / "a").read_bytes() == b"ours"
    (tmp_path / "b").symlink_to(tmp_path / "not-there")
    with pytest.raises(AlreadyThere):
        write_once(tmp_path / "b", b"ours")
    assert not (tmp_path / "not-there").exists()


@pytest.mark.parametrize(
    ("folder_mode", "file_mode"),
    [(0o700, 0o600), (0o755, 0o644), (0o750, 0o640), (0o2770, 0o660), (0o777, 0o664)],
)
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_a_file_is_for_those_whom_its_folder_is_for(
    tmp_path: Path, folder_mode: int, file_mode: int, umask: int
) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    folder.chmod(folder_mode)
    before = os.umask(umask)
    try:
        write_once(folder / "a", b"")
        replace(folder / "b", b"")
        replace(folder / "c", b"", private=True)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((folder / name).stat().st_mode) for name in "abc"]
    assert modes == [file_mode, file_mode, 0o600]


def test_a_timeless_file_does_not_tell_when_it_was_written(tmp_path: Path) -> None:
    write_once(tmp_path / "a", b"", timeless=True)
    assert time.gmtime((tmp_path / "a").stat().st_mtime).tm_year == 1980


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_a_disk_without_hard_links_still_has_one_winner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def link(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(code, os.strerror(code))

    folder = tmp_path / "f"
    folder.mkdir()
    monkeypatch.setattr(os, "link", link)
    write_once(folder / "a", b"first")
    with pytest.raises(AlreadyThere):
        write_once(folder / "a", b"second")
    assert (folder / "a").read_bytes() == b"first"
    assert names(folder) == ["a"]


@pytest.mark.parametrize(("write", "call"), [(write_once, "link"), (replace, "replace")])
def test_a_call_that_was_done_although_it_reported_an_error_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write, call: str
) -> None:
    real = getattr(os, call)

    def lying(*args: Any, **kwargs: Any) -> None:
        real(*args, **kwargs)
        real(*args, **kwargs)  # the answer was lost and the client asks again

    folder = tmp_path / "f"
    folder.mkdir()
    monkeypatch.setattr(os, call, lying)
    write(folder / "a", b"text")
    assert (folder / "a").read_bytes() == b"text"
    assert names(folder) == ["a"]


def test_a_target_that_is_open_for_a_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, busy = os.replace, [32, 5, 33]
    waits: list[float] = []

    def sometimes(source: Any, target: Any) -> None:
        if busy:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = busy.pop()  # type: ignore[attr-defined, unused-ignore]
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", sometimes)
    monkeypatch.setattr(time, "sleep", waits.append)
    replace(tmp_path / "a", b"text")
    assert (tmp_path / "a").read_bytes() == b"text"
    assert len(waits) == 3
    busy.extend([32] * 100)
    with pytest.raises(AmuError):
        replace(tmp_path / "a", b"new")
    assert len(waits) < 30
    assert (tmp_path / "a").read_bytes() == b"text"


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        (errno.ENOSPC, AmuError, "not saved: the disk is full"),
        (errno.EDQUOT, AmuError, "not saved: the disk quota is used up"),
        (errno.EROFS, ReadOnly, "not saved: the disk is read-only"),
        (errno.EACCES, ReadOnly, "not saved: no permission to write here"),
        (errno.EIO, AmuError, "not saved: the disk reported an error"),
    ],
)
def test_why_it_was_not_saved_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[AmuError], said: str
) -> None:
    def fsync(_fd: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(kind) as raised:
        replace(tmp_path / "a", b"text")
    assert raised.value.message == said
    assert str(tmp_path / "a") in str(raised.value)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("write", [write_once, replace])
def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    real, most = os.write, 3
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:most]))
    write(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"
    most = 0
    with pytest.raises(AmuError, match="disk reported an error"):
        write(tmp_path / "b", b"0123456789")
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(("write", "said"), [(write_once, "not saved"), (replace, "not certain")])
def test_a_name_that_could_not_be_flushed_is_not_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write, said: str
) -> None:
    real = os.fsync

    def no_folder(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(fd)

    folder = tmp_path / "f"
    folder.mkdir()
    monkeypatch.setattr(os, "fsync", no_folder)
    with pytest.raises(AmuError, match=said):
        write(folder / "a", b"text")
    assert names(folder) == ([] if write is write_once else ["a"])


@pytest.mark.parametrize("write", [write_once, replace])
def test_both_the_file_and_its_name_are_flushed_before_it_is_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    calls: list[str] = []

    def noting(call: str) -> Callable[..., Any]:
        real = getattr(os, call)

        def note(*args: Any, **kwargs: Any) -> Any:
            folder = call == "fsync" and stat.S_ISDIR(os.fstat(args[0]).st_mode)
            calls.append("fsync folder" if folder else call)
            return real(*args, **kwargs)

        return note

    for call in ("write", "fsync", "link", "replace"):
        monkeypatch.setattr(os, call, noting(call))
    write(tmp_path / "a", b"text")
    placed = "link" if write is write_once else "replace"
    assert calls == ["write", "fsync", placed, "fsync folder"]


@pytest.mark.parametrize("write", [write_once, replace])
def test_a_temporary_name_that_somebody_has_guessed_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / ".tmp-guessed").symlink_to(victim)
    monkeypatch.setattr("secrets.token_hex", lambda _size: "guessed")
    with pytest.raises(AmuError):
        write(tmp_path / "a", b"text")
    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 300, "not/there/a", "file/a"])
def test_a_name_that_cannot_be_is_an_error_for_the_user(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    for write in (write_once, replace):
        with pytest.raises(AmuError, match="not saved"):
            write(tmp_path / name, b"")


def test_only_own_old_temporary_files_are_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (tmp_path / f".tmp-{number:016x}").write_bytes(b"half")
    (tmp_path / "kept.toml").write_bytes(b"whole")
    clear_stale(tmp_path)
    assert len(list(tmp_path.glob(".tmp-*"))) == 20
    later = time.time() + 37 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    clear_stale(tmp_path)
    assert len(list(tmp_path.glob(".tmp-*"))) == 20
    monkeypatch.undo()
    monkeypatch.setattr(time, "time", lambda: later)
    clear_stale(tmp_path)
    assert not list(tmp_path.glob(".tmp-*"))
    assert (tmp_path / "kept.toml").read_bytes() == b"whole"
