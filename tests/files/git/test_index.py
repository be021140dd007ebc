"""Git's index is read as git itself reads it, and cut off anywhere it is still no error."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.files.git.around import around
from amu_tui.files.git.index import below, entries
from tests.files.git.run import git


@given(data=st.data(), version=st.sampled_from([2, 3, 4]), prefix=st.sampled_from([b"", b"a/"]))
def test_no_bytes_are_an_error(data: st.DataObject, version: int, prefix: bytes) -> None:
    head = b"DIRC" + version.to_bytes(4, "big") + data.draw(st.binary(min_size=4, max_size=4))
    entry = data.draw(st.binary(min_size=60, max_size=64)) + b"\0\5a/b" + bytes(8)
    body = entry * data.draw(st.integers(0, 3)) + data.draw(st.binary(max_size=200))
    for one in entries(head + body, prefix, sha256=data.draw(st.booleans())):
        assert one.name.startswith(prefix)


@pytest.mark.parametrize("version", ["2", "4"])
@pytest.mark.parametrize("kind", ["sha1", "sha256"])
def test_the_index_is_read_as_git_reads_it(tmp_path: Path, version: str, kind: str) -> None:
    try:
        git(tmp_path, "init", "-q", f"--object-format={kind}")
    except AssertionError:
        pytest.skip(f"this git has no {kind}")
    git(tmp_path, "config", "index.version", version)
    every = [f"{'d' * length}/{'n' * (length % 7)}ø{length}" for length in range(1, 40)]
    for name in every:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    git(tmp_path, "add", ".")
    git(tmp_path, "rm", "-q", "--cached", every[5])
    (tmp_path / "later").touch()
    git(tmp_path, "add", "-N", "later")  # an entry with longer flags: version 3
    index = (tmp_path / ".git" / "index").read_bytes()
    found = [os.fsdecode(one.name) for one in entries(index, sha256=kind == "sha256")]
    assert sorted(found) == sorted({*every, "later"} - {every[5]})
    inside = around(tmp_path / "ddd", frozenset({os.geteuid()}))
    assert inside is not None
    assert [os.fsdecode(one.name) for one in below(inside)] == ["nnnø3"]
    for prefix in ("d", "dddd/", "n", "later", "ø"):
        some = entries(index, prefix.encode(), sha256=kind == "sha256")
        known = (name for name in found if name.startswith(prefix))
        assert [os.fsdecode(one.name) for one in some] == sorted(known, key=os.fsencode)
    for end in range(0, len(index), 7):  # cut off anywhere it is still no error
        assert list(entries(index[:end], sha256=kind == "sha256")) is not None
