"""Git's index is read as git itself reads it, and cut off anywhere it is still no error."""

import os
from pathlib import Path

import pytest

from amu_tui.files.git.around import around
from amu_tui.files.git.index import below, entries
from tests.files.git.run import git


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
