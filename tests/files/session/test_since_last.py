"""What the room says of the last round's actions is kept, and of two who write nobody is lost."""

import datetime
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AmuError, Conflict, ReadOnly
from amu_tui.files.session.create import create
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.session.refresh import refresh
from amu_tui.files.session.watch import Watch
from amu_tui.model.meeting.previous import Answer
from tests.files.conftest import INFO, INSTRUMENT, RESULTS
from tests.files.session.test_previous import PAST
from tests.files.toml.test_every_loader import everything, looked

DAY = datetime.date(2017, 12, 1)
FILE = "rounds/since-last-a1.toml"


@pytest.fixture
def folder(tmp_path: Path) -> SessionFolder:
    """A session that keeps one action of the round before, a1."""
    path = tmp_path / "s"
    create(path, INFO, RESULTS, INSTRUMENT, own_instrument=True, previous=PAST)
    return SessionFolder(path)


def test_it_is_kept_with_a_revision_and_with_keys_of_others(folder: SessionFolder) -> None:
    first = folder.save_answer("a1", Answer(date=DAY, helped="partly", felt=3), None)
    assert folder.load().answers == {"a1": first}
    path = folder.path / FILE
    path.write_text(path.read_text() + 'x_ours = "kept"\n')
    changed = msgspec.structs.replace(first, helped=None, said="Half of us")
    second = folder.save_answer("a1", changed, first.revision)
    assert (second.revision, second.helped) == (2, None)
    assert 'x_ours = "kept"' in path.read_text()


@pytest.mark.parametrize("base", [None, 1])
def test_who_began_from_an_older_answer_is_told_and_nothing_is_overwritten(
    folder: SessionFolder, base: int | None
) -> None:
    theirs = folder.save_answer("a1", Answer(date=DAY, said="theirs"), None)
    if base:
        folder.save_answer("a1", theirs, 1)
    with pytest.raises(Conflict, match="somebody else has answered this meanwhile"):
        folder.save_answer("a1", Answer(date=DAY, said="ours"), base)
    assert folder.load().answers["a1"].said == "theirs"
    assert [path.name for path in (folder.path / "rounds").iterdir()] == ["since-last-a1.toml"]


def test_others_see_it_at_the_next_look(folder: SessionFolder) -> None:
    session = folder.load()
    watch = Watch(folder.path)
    watch.changed()
    watch.changed()
    SessionFolder(folder.path).save_answer("a1", Answer(date=DAY, helped="helped"), None)
    seen, _whole = refresh(folder.path, session, watch.changed())
    assert seen.answers["a1"].helped == "helped"


def test_what_is_no_answer_is_named_and_the_rest_opens(folder: SessionFolder) -> None:
    path = folder.path / FILE
    path.parent.mkdir(exist_ok=True)
    for what in everything(path):
        named, _actions = looked(folder)
        assert named == [FILE], what
        assert folder.session.previous == PAST
        with pytest.raises(AmuError):
            folder.save_answer("a1", Answer(date=DAY, said="ours"), None)


def test_one_of_a_newer_version_is_never_written_over(folder: SessionFolder) -> None:
    path = folder.path / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text("schema = 2\nrevision = 1\ndate = 2017-12-01\nnew = 3\n")
    assert folder.load().read_only
    with pytest.raises(ReadOnly):
        folder.save_answer("a1", Answer(date=DAY), 1)
    assert "new = 3" in path.read_text()
