"""Opening a round again beside others: at the same moment, cut off half-way, in two clones."""

import datetime
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import msgspec
import pytest

from amu_tui.errors import AlreadyThere, AmuError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Round
from tests.files.session.test_git import commit, git

DAY = datetime.date(2026, 3, 2)


def chosen(*preserve: str) -> Round:
    """Themes chosen without a vote."""
    return Round(round="themes", closed=DAY, chosen=Choice(preserve=preserve))


@pytest.fixture
def closed(folder: SessionFolder) -> SessionFolder:
    """A session whose themes are chosen."""
    folder.load()
    folder.close(chosen("autonomy"))
    return folder


def test_of_those_who_open_at_one_moment_one_wins(closed: SessionFolder) -> None:
    for race in range(1, 9):
        barrier = Barrier(4)

        def opened(who: int, barrier: Barrier = barrier) -> bool:
            other = SessionFolder(closed.path)
            other.load()
            barrier.wait()
            try:
                other.reopen("themes", f"Said by {who}", "stand")
            except AmuError:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(opened, range(4))) == 1
        now = closed.load()
        assert now.themes is None
        assert len(now.reopenings) == race
        assert now.problems == ()
        closed.close(chosen("autonomy"))


def test_wherever_opening_is_cut_off_the_round_is_closed_or_open_and_whole(
    closed: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = closed.path
    for nth in range(1, 40):
        path = whole.with_name(f"try{nth}")
        shutil.copytree(whole, path)
        left = [nth]

        def died(call: object, left: list[int] = left) -> object:
            def counted(*args: object, **named: object) -> object:
                left[0] -= 1
                if left[0] == 0:
                    raise KeyboardInterrupt
                return call(*args, **named)  # type: ignore[operator]

            return counted

        with monkeypatch.context() as patched:
            for name in ("link", "replace", "fsync", "unlink"):
                patched.setattr(os, name, died(getattr(os, name)))
            try:
                SessionFolder(path).reopen("themes", "A name was mistyped", "stand")
            except KeyboardInterrupt:
                done = False
            else:
                done = True
        now = SessionFolder(path).load()
        assert now.problems == ()
        assert (now.themes is None) == (len(now.reopenings) == 1), nth
        assert not done or now.themes is None
        if done and left[0] > 0:
            return
    pytest.fail("it never ends")


def test_a_round_that_was_written_down_anew_is_opened_as_it_is_now(closed: SessionFolder) -> None:
    other = SessionFolder(closed.path)
    other.load()
    closed.reopen("themes", "A name was mistyped", "stand")
    closed.close(chosen("autonomy"))
    with pytest.raises(AlreadyThere):
        closed.close(chosen("support"))
    again = other.reopen("themes", "Once more", "stand")
    assert again.earlier.after == tuple(one.id for one in other.load().reopenings[:1])


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_two_clones_that_open_the_same_round_merge(closed: SessionFolder, tmp_path: Path) -> None:
    git(closed.path, "init", "-q", "-b", "main")
    commit(closed)
    git(tmp_path, "clone", "-q", str(closed.path), "clone")
    clone = SessionFolder(tmp_path / "clone")
    for folder, why in ((closed, "Here"), (clone, "There")):
        folder.load()
        folder.reopen("themes", why, "stand")
        commit(folder)
    pull = ("pull", "-q", "--no-rebase", "--no-edit", str(clone.path), "main")
    git(closed.path, *pull)
    now = closed.load()
    assert now.problems == ()
    assert now.themes is None
    assert {one.why for one in now.reopenings} == {"Here", "There"}
    closed.close(chosen("support"))
    written = closed.load().themes
    assert written is not None
    assert set(written.after) == {one.id for one in now.reopenings}
    # Another clone goes on from the round as it was: git asks, and nobody is told a mixture.
    commit(closed)
    clone.close(chosen("pressure"))
    commit(clone)
    git(closed.path, *pull, fails=True)
    assert any(problem.path == "rounds/themes.toml" for problem in closed.load().problems)


def test_an_earlier_round_that_is_planted_again_is_not_taken_for_open(
    closed: SessionFolder,
) -> None:
    record = closed.reopen("themes", "A name was mistyped", "stand")
    path = closed.path / "rounds" / "themes.toml"
    closed.close(record.earlier)
    now = closed.load()
    assert now.themes == msgspec.structs.replace(record.earlier, after=(record.id,))
    assert path.exists()
    assert [one.id for one in now.reopenings] == [record.id]
