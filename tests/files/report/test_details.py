"""What is filled in of a report is kept, and of two who fill it in nobody is overwritten."""

import pytest
from msgspec.structs import replace

from amu_tui.errors import Conflict, ReadOnly
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.session.refresh import refresh
from amu_tui.files.session.watch import Watch
from amu_tui.model.meeting.details import NOTHING, Details, Review


def test_it_is_kept_with_a_revision_and_with_keys_of_others(folder: SessionFolder) -> None:
    assert folder.load().details == NOTHING
    first = folder.save_details(replace(NOTHING, goals={"autonomy": "Peace"}))
    assert (first.revision, folder.load().details) == (1, first)
    path = folder.path / "rounds" / "details.toml"
    text = path.read_text().replace("[goals]", 'x_ours = "kept"\n[review]\nbody = "LAMU"\n[goals]')
    path.write_text(text)
    second = folder.save_details(replace(folder.load().details, whole="All well"))
    assert (second.revision, second.review) == (2, Review(body="LAMU"))
    assert 'x_ours = "kept"' in path.read_text()


@pytest.mark.parametrize("base", [0, 1])
def test_who_began_from_an_older_version_is_told_and_nothing_is_overwritten(
    folder: SessionFolder, base: int
) -> None:
    for number in range(base + 1):
        folder.save_details(Details(revision=number, whole="theirs"))
    with pytest.raises(Conflict, match="somebody else has filled in more"):
        folder.save_details(Details(revision=base, whole="ours"))
    assert folder.load().details.whole == "theirs"
    names = [path.name for path in (folder.path / "rounds").iterdir()]
    assert names == ["details.toml"]


def test_others_see_it_at_the_next_look(folder: SessionFolder) -> None:
    session = folder.load()
    watch = Watch(folder.path)
    watch.changed()
    watch.changed()
    SessionFolder(folder.path).save_details(replace(NOTHING, whole="theirs"))
    seen, _whole = refresh(folder.path, session, watch.changed())
    assert seen.details.whole == "theirs"


def test_of_a_damaged_file_the_line_is_named_and_it_is_not_written_over(
    folder: SessionFolder,
) -> None:
    folder.load()
    path = folder.path / "rounds" / "details.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("schema = 1\nrevision = 1\nwhole = 3\n")
    (problem,) = folder.load().problems
    assert (problem.path, problem.line) == ("rounds/details.toml", 3)
    assert folder.session.blocking("report") == (problem,)
    with pytest.raises(Exception, match="whole"):
        folder.save_details(replace(NOTHING, whole="ours"))
    path.write_text("schema = 2\nrevision = 1\nnew = 3\n")
    assert folder.load().read_only
    with pytest.raises(ReadOnly):
        folder.save_details(replace(NOTHING, whole="ours"))
