"""Every ballot is counted once, and none outlives the count where it is confidential."""

import datetime
import errno
import os
import stat
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AlreadyThere, AmuError, Conflict, UsageError
from amu_tui.files.disk import claims
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.session import Info
from amu_tui.model.voting.ballot import Ballot, Choice, Hands, RoundName, Way
from amu_tui.model.voting.tally import Round, count
from tests.files.changes import decided
from tests.files.conftest import INFO, make

OPEN: Info = msgspec.structs.replace(INFO, ballots="open")
FIRST = Choice(preserve=("autonomy",), improve=("pressure",))
SECOND = Choice(preserve=("support",))


def ballot(choice: Choice = FIRST, way: Way = "own", name: RoundName = "themes") -> Ballot:
    return Ballot(session="", round=name, way=way, choice=choice)


def counted(folder: SessionFolder, name: RoundName = "themes") -> Round:
    ballots, problems = folder.ballots(name)
    assert problems == []
    return decided(folder, count(ballots, folder.box(name).hands()), name)


def files(folder: SessionFolder) -> list[Path]:
    return [path for path in folder.path.rglob("*") if "ballots" in path.parts and path.is_file()]


def test_a_confidential_ballot_tells_neither_name_nor_time(folder: SessionFolder) -> None:
    names = [folder.cast(ballot(way="passed")) for _ in range(5)]
    assert len(set(names)) == 5
    for path in files(folder):
        assert path.parent == folder.path / "local" / "ballots" / "themes"
        assert path.stem in names
        assert path.stat().st_mtime == 315_532_800
        assert not path.parent.stat().st_mode & 0o007
        assert not folder.path.joinpath("local").stat().st_mode & 0o007


def test_open_ballots_lie_where_git_sees_them(tmp_path: Path) -> None:
    folder = make(tmp_path / "s", OPEN)
    name = folder.cast(ballot())
    assert files(folder) == [folder.path / "ballots" / "themes" / f"{name}.toml"]


@pytest.mark.parametrize("info", [INFO, OPEN])
def test_an_account_has_one_ballot_and_the_last_one_counts(tmp_path: Path, info: Info) -> None:
    folder = make(tmp_path / "s", info)
    assert folder.own_ballot("themes") is None
    folder.cast(ballot())
    own = folder.own_ballot("themes")
    assert own is not None
    assert own.choice == FIRST
    folder.cast(ballot(SECOND))
    assert folder.turnout("themes") == 1
    (only,), _problems = folder.ballots("themes")
    assert (only.choice, only.revision) == (SECOND, 2)
    folder.cast(ballot(FIRST))
    assert [one.choice for one in folder.ballots("themes")[0]] == [FIRST]


def test_two_terminals_of_one_account_are_one_voter(folder: SessionFolder) -> None:
    folder.cast(ballot())
    (path,) = files(folder)
    copy = path.with_name("copied22.toml")
    copy.write_bytes(path.read_bytes().replace(b"autonomy", b"support"))
    assert folder.turnout("themes") == 1
    assert len(folder.ballots("themes")[0]) == 1


def test_open_ballots_that_a_clone_cannot_tell_apart_are_not_dropped(tmp_path: Path) -> None:
    folder = make(tmp_path / "s", OPEN)
    folder.cast(ballot())
    (path,) = files(folder)
    path.with_name("copied22.toml").write_bytes(path.read_bytes())
    assert folder.ballots("themes")[1] == []
    path.with_name("other222.toml").write_bytes(path.read_bytes().replace(b"autonomy", b"support"))
    (problem,) = folder.ballots("themes")[1]
    assert "one account" in problem.message


def test_at_a_passed_keyboard_everybody_counts(folder: SessionFolder) -> None:
    for choice in (FIRST, SECOND, FIRST):
        folder.cast(ballot(choice, "passed"))
    folder.cast(ballot())
    folder.save_hands(Hands(session="", round="themes", people=4, preserve={"support": 4}))
    assert folder.turnout("themes") == 8
    ballots, _problems = folder.ballots("themes")
    assert sorted(one.way for one in ballots) == ["own", "passed", "passed", "passed"]
    assert [one.choice for one in ballots].count(SECOND) == 1


def test_more_hands_than_people_are_not_counted(folder: SessionFolder) -> None:
    """Keyed in wrongly on the way, which may be put right, but not closed."""
    folder.save_hands(Hands(session="", round="themes", people=2, preserve={"support": 9}))
    with pytest.raises(UsageError, match='9 hands for "support", but only 2 people'):
        folder.close(counted(folder))
    folder.save_hands(Hands(session="", round="themes", people=2, preserve={"support": 2}))
    folder.close(counted(folder))


def test_an_abstention_is_a_ballot(folder: SessionFolder) -> None:
    folder.cast(ballot(Choice()))
    assert folder.turnout("themes") == 1


@pytest.mark.parametrize(
    "choice",
    [
        Choice(preserve=("burn",)),
        Choice(preserve=("autonomy", "autonomy")),
        Choice(preserve=("autonomy",), improve=("autonomy",)),
        Choice(preserve=("autonomy", "pressure", "support")),
    ],
)
def test_a_choice_that_cannot_be_made_is_neither_cast_nor_counted(
    folder: SessionFolder, choice: Choice
) -> None:
    with pytest.raises(UsageError):
        folder.cast(ballot(choice))
    folder.cast(ballot())
    (path,) = files(folder)
    forged = msgspec.structs.replace(ballot(choice, "passed"), session=INFO.key)
    from amu_tui.files.toml import encode

    path.with_name("forged22.toml").write_bytes(encode(forged))
    ballots, problems = folder.ballots("themes")
    assert [one.choice for one in ballots] == [FIRST]
    assert [problem.path for problem in problems] == ["local/ballots/themes/forged22.toml"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"k7m3q9tw2345abcd", b"another"),
        (b'"themes"', b'"actions"'),
        (b"schema = 1", b"schema = 2"),
        (b"revision = 1", b"revision = -98"),
    ],
)
def test_a_ballot_from_elsewhere_is_named_and_bars_the_closing(
    folder: SessionFolder, old: bytes, new: bytes
) -> None:
    folder.cast(ballot())
    (path,) = files(folder)
    path.with_name("copied22.toml").write_bytes(path.read_bytes().replace(old, new))
    outcome = Round(round="themes", closed=datetime.date(2027, 1, 5), turnout=1)
    _ballots, (problem,) = folder.ballots("themes")
    assert problem.path == "local/ballots/themes/copied22.toml"
    with pytest.raises(AmuError, match="cannot be closed"):
        folder.close(outcome)
    assert not (folder.path / "rounds" / "themes.toml").exists()
    path.with_name("copied22.toml").unlink()
    folder.close(counted(folder))


def test_closing_writes_the_count_and_removes_what_it_was_made_of(folder: SessionFolder) -> None:
    for choice in (FIRST, SECOND):
        folder.cast(ballot(choice, "passed"))
    folder.save_hands(Hands(session="", round="themes", people=2, improve={"pressure": 2}))
    outcome = counted(folder)
    folder.close(outcome)
    assert files(folder) == []
    assert sorted(p.name for p in (folder.path / "local").rglob("*")) == ["ballots"]
    session = folder.load()
    assert session.themes == outcome
    assert session.problems == ()
    assert folder.turnout("themes") == 4
    for again in (
        lambda: folder.close(outcome),
        lambda: folder.cast(ballot()),
        lambda: folder.save_hands(Hands(session="", round="themes", people=1)),
    ):
        with pytest.raises(AlreadyThere):
            again()
    assert folder.load().themes == outcome


def test_open_ballots_stay(tmp_path: Path) -> None:
    folder = make(tmp_path / "s", OPEN)
    folder.cast(ballot())
    before = [path.read_bytes() for path in files(folder)]
    folder.close(counted(folder))
    assert [path.read_bytes() for path in files(folder)] == before
    assert len(folder.ballots("themes")[0]) == 1


def test_a_ballot_that_came_after_the_count_bars_the_closing(folder: SessionFolder) -> None:
    folder.cast(ballot(way="passed"))
    outcome = counted(folder)
    folder.cast(ballot(way="passed"))
    with pytest.raises(Conflict, match="count again"):
        folder.close(outcome)
    assert folder.turnout("themes") == 2
    folder.cast(ballot(way="passed"))
    folder.close(counted(folder))


def test_a_file_that_changes_no_count_does_not_bar_the_closing(folder: SessionFolder) -> None:
    folder.cast(ballot())
    (folder.path / "local" / "progress.toml").write_bytes(b"schema = 1\nstep = \n")
    assert [problem.path for problem in folder.load().problems] == ["local/progress.toml"]
    folder.close(counted(folder))


def test_what_bars_the_closing_is_named_with_its_line(folder: SessionFolder) -> None:
    folder.cast(ballot())
    (path,) = files(folder)
    path.write_bytes(b"schema = 1\nround = [\n")
    with pytest.raises(AmuError) as raised:
        folder.tally("themes")
    assert (raised.value.path, raised.value.line) == (path, 2)


def test_hands_that_are_given_take_the_place_of_those_that_are_saved(
    folder: SessionFolder,
) -> None:
    folder.save_hands(Hands(session="", round="themes", people=2))
    given = Hands(session=INFO.key, round="themes", people=5, preserve={"support": 4})
    tally = folder.tally("themes", given)
    assert (tally.turnout, tally.counts.preserve) == (5, {"support": 4})
    day = datetime.date(2027, 1, 5)
    closed = Round(round="themes", closed=day, turnout=5, ways=tally.ways, counts=tally.counts)
    with pytest.raises(Conflict):
        folder.close(closed)
    folder.close(closed, given)
    assert list((folder.path / "local").rglob("*.toml")) == []


def test_damaged_hands_bar_the_closing(folder: SessionFolder) -> None:
    folder.save_hands(Hands(session="", round="themes", people=2))
    (folder.path / "local" / "ballots" / "hands-themes.toml").write_bytes(b"x")
    with pytest.raises(AmuError):
        folder.close(Round(round="themes", closed=datetime.date(2027, 1, 5)))


def test_clearing_that_was_cut_off_is_finished_when_the_session_is_opened(
    folder: SessionFolder,
) -> None:
    folder.cast(ballot())
    folder.save_hands(Hands(session="", round="themes", people=2))
    folder.end_vote("themes")
    kept = {path: path.read_bytes() for path in (folder.path / "local").rglob("*.toml")}
    folder.close(counted(folder))
    for path, data in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert len(kept) == 4
    assert SessionFolder(folder.path).load().problems == ()
    assert not any(path.exists() for path in kept)


def test_ballots_are_kept_while_the_round_cannot_be_read(folder: SessionFolder) -> None:
    folder.cast(ballot())
    (folder.path / "rounds" / "themes.toml").write_bytes(b"")
    assert len(folder.load().problems) == 1
    assert len(files(folder)) == 1


def test_nobody_votes_while_the_vote_is_counted_and_a_dead_count_does_not_last(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "PATIENCE", 0.0)
    folder.cast(ballot())
    outcome = counted(folder)
    mark = folder.path / "local" / "closing-themes.toml"
    with claims.claimed(mark, b"schema = 1\n"):
        with pytest.raises(AlreadyThere, match="being closed"):
            folder.cast(ballot(SECOND))
        assert counted(folder) == outcome
        with pytest.raises(AlreadyThere, match="at this moment"):
            folder.close(outcome)
    mark.write_bytes(b"schema = 1\n")  # of a program that was killed
    folder.cast(ballot())
    mark.unlink()
    mark.mkdir()
    folder.close(counted(folder))
    assert not mark.exists()


def test_a_ballot_cast_while_the_vote_was_closed_is_not_called_saved(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def link(source: Path, target: Path) -> None:
        real(source, target)
        if "ballots" in str(target):
            (folder.path / "rounds" / "themes.toml").write_bytes(
                b'schema = 1\nround = "themes"\nclosed = 2027-01-05\n'
            )

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(AlreadyThere, match="may or may not be counted"):
        folder.cast(ballot())
    assert files(folder) == []


def test_a_ballot_that_was_counted_before_its_voter_heard_is_not_called_too_late(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is made, the count is done and the folder cleared, and only then is it flushed."""
    real = os.fsync
    closer = SessionFolder(folder.path)

    def fsync(fd: int) -> None:
        real(fd)
        if stat.S_ISDIR(os.fstat(fd).st_mode) and files(folder):
            monkeypatch.setattr(os, "fsync", real)
            closer.close(counted(closer))
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(AlreadyThere, match="may or may not be counted"):
        folder.cast(ballot())
    closed = folder.load().themes
    assert closed is not None
    assert closed.turnout == 1


@pytest.mark.parametrize("late", [False, True])
def test_an_open_ballot_that_was_counted_stays_and_one_that_came_too_late_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """The round is closed right after, or right before, the ballot has its name."""
    folder = make(tmp_path / "s", OPEN)
    folder.cast(ballot(SECOND, way="passed"))
    closer = SessionFolder(folder.path)
    real = os.link

    def link(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "link", real)
        if not late:
            real(source, target)
        closer.end_vote("themes")
        closer.close(counted(closer))
        if late:
            real(source, target)

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(AlreadyThere, match="may or may not be counted"):
        folder.cast(ballot())
    assert len(files(folder)) == (1 if late else 2)
    session = folder.load()
    assert session.themes is not None
    assert session.themes.turnout == len(files(folder))
    assert session.problems == ()


def test_nobody_who_is_kept_from_looking_for_the_earlier_ballot_casts_a_second(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.cast(ballot())

    def scandir(_path: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        with pytest.raises(AmuError, match="cannot be read"):
            folder.cast(ballot(Choice(improve=("support",))))
    assert len(files(folder)) == 1


def test_actions_are_voted_on_by_id(folder: SessionFolder) -> None:
    action = Action(id="a1", theme="autonomy", aim="preserve", title="Talk")
    folder.save_action(action, None)
    folder.cast(ballot(Choice(preserve=("a1",)), name="actions"))
    with pytest.raises(UsageError):
        folder.cast(ballot(Choice(preserve=("a2",)), name="actions"))
    outcome = counted(folder, "actions")
    assert outcome.counts.preserve == {"a1": 1}
    written = folder.close(outcome)
    assert folder.load().priorities == written
    assert written.chosen == outcome.chosen
