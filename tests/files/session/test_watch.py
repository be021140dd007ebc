"""What others save is seen by looks at times and names; late where the disk lags, never wrong."""

import os
import time
from pathlib import Path

import msgspec
import pytest

from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.session.watch import AHEAD, LiveFile, SessionParts, Watch
from amu_tui.model.ids import next_revision
from amu_tui.model.meeting import live
from amu_tui.model.meeting.session import Progress, Session
from tests.files.disk.lagging import SECONDS, Clock, LaggingDisk
from tests.tui.rounds import cast, choose_themes, write_action
from tests.waiting import looks

NOTHING: SessionParts = frozenset()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_demo(tmp_path / "demo")


def settled(root: Path) -> Watch:
    """A watch that has seen all there is."""
    watch = Watch(root)
    assert watch.changed() == {"actions", "rounds", "checklists", "ballots"}
    for _left in looks(lambda: "a look that finds nothing new"):
        if not watch.changed():
            break
    return watch


def take_in(watch: Watch, root: Path, held: Session) -> Session:
    """`held` after one look."""
    session, whole = SessionFolder(root).refresh(held, watch.changed())
    assert whole
    return session


def test_each_change_is_named_as_what_it_is_and_then_no_more(root: Path) -> None:
    watch = settled(root)
    write_action(root, "Lunch")
    assert watch.changed() == {"actions"}
    watch.changed()
    cast(root, ("autonomy",), ("recognition",))
    assert "ballots" in watch.changed()
    watch.changed()
    assert watch.changed() == NOTHING


def test_an_end_of_the_vote_and_a_closed_round_are_seen(root: Path) -> None:
    watch = settled(root)
    SessionFolder(root).end_vote("themes")
    assert watch.changed() == {"ballots"}
    choose_themes(root)
    assert {"rounds", "ballots"} <= watch.changed()


def test_what_an_editor_writes_in_place_is_seen(root: Path) -> None:
    write_action(root, "Lunch")
    watch = settled(root)
    path = root / "actions" / "lunch.toml"
    path.write_text(path.read_text().replace("Lunch", "Luncheon"))
    assert watch.changed() == {"actions"}


def test_two_changes_within_one_tick_of_the_clock_are_both_seen(root: Path) -> None:
    cast(root, ("autonomy",))
    watch = settled(root)
    box = root / "local" / "ballots" / "themes"
    before = box.stat()
    cast(root, ("meaning",))
    assert watch.changed() >= {"ballots"}
    one = box.stat()
    cast(root, ("recognition",))
    os.utime(box, ns=(one.st_atime_ns, one.st_mtime_ns))  # as if the clock had not ticked
    assert watch.changed() >= {"ballots"}
    assert before.st_mtime_ns != one.st_mtime_ns


def test_only_what_has_changed_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_action(root, "Lunch")
    held = SessionFolder(root).load()
    watch = settled(root)
    write_action(root, "Walks")
    opened: list[str] = []
    real = os.open

    def noted(path: str, *args: int, **kwargs: int) -> int:
        opened.append(os.fspath(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", noted)
    now = take_in(watch, root, held)
    assert sorted(action.title for action in now.actions.values()) == ["Lunch", "Walks"]
    assert now.results is held.results
    assert {Path(path).parent.name for path in opened} == {"actions"}
    opened.clear()
    watch.changed()
    assert watch.changed() == NOTHING
    assert opened == []


def test_what_is_read_again_is_what_opening_reads(root: Path) -> None:
    held = SessionFolder(root).load()
    watch = settled(root)
    choose_themes(root)
    write_action(root, "Lunch")
    (root / "actions" / "broken1.toml").write_text("schema = 1\ntitle = [\n")
    now = take_in(watch, root, held)
    assert now == SessionFolder(root).load()
    assert now.problems
    (root / "actions" / "broken1.toml").unlink()
    (root / "actions" / "lunch.toml").unlink()
    now = take_in(watch, root, now)
    assert now == SessionFolder(root).load()
    assert (now.problems, now.actions) == ((), {})


def test_on_a_disk_that_lags_all_comes_late_and_nothing_goes_back(root: Path) -> None:
    write_action(root, "Lunch")
    clock = Clock()
    disk = LaggingDisk(clock)
    held = SessionFolder(root).load()
    with disk.patched():
        watch = settled(root)
    choose_themes(root)
    write_action(root, "Walks")
    with disk.patched():
        assert watch.changed() == NOTHING
    # What was saved from here stands, whatever an old listing says.
    mine = write_action(root, "Mine")
    held = held.with_action(mine)
    with disk.patched():
        kept, whole = SessionFolder(root).refresh(held, frozenset({"actions", "rounds"}))
        assert whole
        assert {"lunch", "mine"} <= kept.actions.keys()
        clock.now += SECONDS
        now = take_in(watch, root, kept)
        assert sorted(now.actions) == ["lunch", "mine", "walks"]
        assert now.themes is not None
        again, _whole = SessionFolder(root).refresh(now, frozenset({"rounds"}))
        assert again.themes == now.themes


def test_a_closed_round_stays_closed_where_it_cannot_be_seen(root: Path) -> None:
    choose_themes(root)
    held = SessionFolder(root).load()
    (root / "rounds" / "themes.toml").unlink()
    now, _whole = SessionFolder(root).refresh(held, frozenset({"rounds"}))
    assert now.themes == held.themes


@pytest.mark.parametrize("call", ["stat", "scandir", "listdir", "open", "read"])
def test_a_disk_that_fails_changes_nothing_and_is_asked_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    choose_themes(root)
    write_action(root, "Lunch")
    folder = SessionFolder(root)
    held = folder.load()
    watch, file = Watch(root), LiveFile(root)

    failed: list[object] = []

    def stale(*args: object, **kwargs: object) -> None:
        failed.append(args)
        raise OSError(116, "Stale file handle")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, stale)
        watch.changed()
        assert file.look(0.0, 0.0) is None
        failed.clear()
        now, whole = folder.refresh(held, frozenset({"actions", "rounds"}))
        assert now == held
        # Which of two calls lists a folder differs between releases of Python.
        assert whole == (not failed)
    now, whole = folder.refresh(held, frozenset({"actions", "rounds"}))
    assert (now, whole) == (held, True)


def test_a_sign_of_life_is_seen_and_the_progress_is_not_read_as_another(root: Path) -> None:
    SessionFolder(root).save_progress(Progress(step="vote", by="a", revision=3))
    file = LiveFile(root)
    first = file.look(50.0, time.time())
    assert first is not None
    assert first.progress.step == "vote"
    assert file.look(51.0, time.time()) is None
    path = root / "local" / "progress.toml"
    os.utime(path, ns=(0, first.time + 5_000_000_000))
    beat = file.look(55.0, time.time())
    assert beat is not None
    assert (beat.progress, beat.at) == (first.progress, 55.0)
    assert beat.time > first.time


def test_a_progress_from_yesterday_is_as_old_as_it_is(root: Path) -> None:
    SessionFolder(root).save_progress(Progress(step="vote", by="a"))
    path = root / "local" / "progress.toml"
    os.utime(path, (0, 1_000_000))
    found = LiveFile(root).look(50.0, 1_086_400)
    assert found is not None
    assert found.at == 50.0 - 86_400


def test_a_clock_of_next_year_and_a_number_without_end_hold_nobody_for_ever(root: Path) -> None:
    folder = SessionFolder(root)
    folder.save_progress(Progress(step="vote", by="a", revision=2**63 - 2))
    path = root / "local" / "progress.toml"
    next_year = time.time() + 365 * 86_400
    os.utime(path, (next_year, next_year))
    file = LiveFile(root)
    wrong = file.look(50.0, time.time())
    assert wrong is not None
    path.unlink()
    folder.save_progress(Progress(step="rules", by="b", revision=1))
    os.utime(path, (time.time() + AHEAD + 1,) * 2)
    right = file.look(150.0, time.time() + AHEAD + 1)
    assert right is not None
    assert live.newer(wrong, right)
    assert next_revision(wrong.progress.revision) == 1


def test_a_damaged_progress_leads_nobody_anywhere(root: Path) -> None:
    SessionFolder(root).save_progress(Progress(step="vote", by="a"))
    file = LiveFile(root)
    path = root / "local" / "progress.toml"
    path.write_text("schema = 1\nstep = [\n")
    assert file.look(1.0, 1.0) is None
    path.unlink()
    assert not file.beat()
    path.symlink_to("/etc/passwd")
    assert file.look(2.0, 2.0) is None


def test_times_that_are_no_times_are_refused(root: Path) -> None:
    path = root / "local" / "progress.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text('schema = 1\nsince = 1e300\nby = "a"\n')
    assert LiveFile(root).look(1.0, 1.0) is None
    assert msgspec.convert({"since": 1.0}, Progress).since == 1.0
