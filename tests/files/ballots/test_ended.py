"""What is counted before it is closed: the vote is ended first, once, and by the facilitator."""

import hashlib
import os
import re
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AlreadyThere, AmuError
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.sharing import access
from amu_tui.model.meeting.action import Action
from amu_tui.model.voting.ballot import Ballot, Choice, Hands
from tests.files.changes import PASSED, VOTE, decided, outcome, voted
from tests.promises import proves

HANDS = Hands(session="", round="themes", people=1)


def mark(folder: SessionFolder) -> Path:
    return folder.path / "local" / "ended-themes.toml"


def ballots(folder: SessionFolder) -> Path:
    return folder.path / "local" / "ballots" / "themes"


def test_an_ended_vote_takes_no_ballots_and_no_hands(folder: SessionFolder) -> None:
    voted(folder)
    assert not folder.box("themes").ended()
    counted = folder.tally("themes")
    folder.end_vote("themes")
    for ballot in (VOTE, PASSED):
        with pytest.raises(AlreadyThere, match="the vote is ended"):
            folder.cast(ballot)
    with pytest.raises(AlreadyThere, match="the vote is ended"):
        folder.save_hands(HANDS)
    assert folder.tally("themes") == counted
    assert SessionFolder(folder.path).box("themes").ended()
    assert not folder.box("actions").ended()
    assert folder.load().problems == ()


def test_a_vote_that_was_ended_stays_ended_until_it_is_closed(folder: SessionFolder) -> None:
    folder.end_vote("themes")
    written = mark(folder).stat()
    folder.end_vote("themes")
    assert os.path.samestat(mark(folder).stat(), written)
    folder.close(outcome(folder))
    assert not mark(folder).exists()
    assert not folder.box("themes").ended()
    with pytest.raises(AlreadyThere, match="closed already"):
        folder.end_vote("themes")


def test_a_mark_that_outlived_the_closing_is_removed_on_opening(folder: SessionFolder) -> None:
    folder.end_vote("themes")
    left = mark(folder).read_bytes()
    folder.close(outcome(folder))
    mark(folder).write_bytes(left)
    assert SessionFolder(folder.path).load().problems == ()
    assert not mark(folder).exists()


def test_a_ballot_cast_while_the_vote_was_ended_is_not_called_saved(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def link(source: Path, target: Path) -> None:
        real(source, target)
        if "ballots" in str(target):
            SessionFolder(folder.path).end_vote("themes")

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(AlreadyThere, match="may or may not be counted"):
        folder.cast(PASSED)
    assert folder.turnout("themes") == 1
    assert folder.ballots("themes")[1] == []


def test_a_ballot_cast_just_before_the_vote_is_ended_is_in_the_count(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def link(source: Path, target: Path) -> None:
        if target == mark(folder):
            SessionFolder(folder.path).cast(PASSED)
        real(source, target)

    folder.cast(VOTE)
    monkeypatch.setattr(os, "link", link)
    assert folder.end_vote("themes") == folder.tally("themes")
    assert folder.tally("themes").turnout == 2


def test_a_vote_with_a_damaged_ballot_is_not_ended(folder: SessionFolder) -> None:
    folder.cast(VOTE)
    (path,) = ballots(folder).glob("*.toml")
    path.write_bytes(b"x")
    with pytest.raises(AmuError, match="the vote cannot be closed"):
        folder.end_vote("themes")
    assert not mark(folder).exists()


def test_a_vote_is_ended_and_written_down_without_reading_the_results_again(
    folder: SessionFolder,
) -> None:
    folder.cast(VOTE)
    (folder.path / "results.toml").write_bytes(b"x")
    folder.close(decided(folder, folder.end_vote("themes")))
    assert folder.box("themes").closed()


def test_a_vote_is_left_open_while_nobody_has_voted_where_that_is_wished(
    folder: SessionFolder,
) -> None:
    assert folder.end_vote("themes", empty=False).turnout == 0
    assert not mark(folder).exists()


def test_only_the_account_that_made_the_session_ends_counts_and_closes(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.cast(PASSED)
    counted = outcome(folder)
    assert access.facilitates(folder.path)
    monkeypatch.setattr(os, "geteuid", lambda: 54_321)
    assert not access.facilitates(folder.path)
    for change in (
        lambda: folder.end_vote("themes"),
        lambda: folder.tally("themes"),
        lambda: folder.close(counted),
    ):
        with pytest.raises(AmuError, match="only a facilitator"):
            change()
    assert not folder.box("themes").ended()
    assert folder.load().themes is None


def test_where_there_are_no_accounts_anybody_is_the_facilitator(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "geteuid")
    folder.end_vote("themes")
    assert folder.box("themes").ended()


def test_turnout_that_cannot_be_seen_is_not_nought(
    folder: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drop box: whoever votes may not list the ballots."""
    folder.cast(PASSED)
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path) == ballots(folder):
            raise PermissionError(13, "denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(AmuError, match="this cannot be read"):
        folder.turnout("themes")
    with pytest.raises(AmuError, match="this cannot be read"):
        folder.tally("themes")
    assert folder.turnout("actions") == 0


@proves(
    "Once somebody has voted on actions, `amu` removes none, and title, theme, aim and basket stay."
)
def test_what_an_action_says_stays_once_people_vote_on_it(folder: SessionFolder) -> None:
    action = Action(id="a1", theme="autonomy", aim="preserve", title="Talk")
    folder.save_action(action, None)
    action = folder.save_action(msgspec.structs.replace(action, title="Talk more"), 1)
    folder.cast(Ballot(session="", round="actions", choice=Choice(preserve=("a1",))))
    others: tuple[dict[str, str], ...] = (
        {"title": "Talk"},
        {"theme": "support"},
        {"aim": "improve"},
        {"basket": "leader"},
    )
    for other in others:
        with pytest.raises(AmuError, match="the vote on actions has begun: title, theme, aim"):
            folder.save_action(msgspec.structs.replace(action, **other), 2)
    with pytest.raises(AmuError, match="so none can be removed"):
        folder.remove_action("a1", 2)
    free = {"owner": "Kari", "status": "started"}
    assert folder.save_action(msgspec.structs.replace(action, **free), 2).owner == "Kari"


def test_no_action_is_removed_where_nobody_can_see_whether_it_has_votes(
    folder: SessionFolder,
) -> None:
    action = Action(id="a1", theme="autonomy", aim="preserve", title="Talk")
    folder.save_action(action, None)
    folder.cast(Ballot(session="", round="actions", choice=Choice(preserve=("a1",))))
    (path,) = (folder.path / "local" / "ballots" / "actions").glob("*.toml")
    path.write_bytes(b"x")
    with pytest.raises(AmuError, match="the vote on actions has begun"):
        folder.remove_action("a1", 1)


@proves(
    "When the vote is ended, the count is kept.",
    "A ballot that is replaced, removed or written later is named and changes nothing.",
)
def test_what_was_counted_at_the_end_is_the_count_whatever_comes_after(
    folder: SessionFolder,
) -> None:
    """A voter's own files, written past the program; and a program cut off before the count."""
    voted(folder)
    folder.box("themes").end()
    count = folder.end_vote("themes")
    kept = ballots(folder).parent / "counted-themes.toml"
    assert kept.exists()
    one, other = sorted(ballots(folder).glob("*.toml"))
    late = other.with_name("late2222.toml")
    late.write_bytes(other.read_bytes())
    one.write_bytes(one.read_bytes().replace(b"preserve", b"improve"))
    one.write_bytes(one.read_bytes().replace(b"support", b"pressure"))
    other.unlink()
    assert folder.tally("themes") == count
    assert folder.turnout("themes") == 2 + 3
    told = {problem.path: problem.message for problem in folder.ballots("themes")[1]}
    where = "local/ballots/themes"
    assert told == {
        f"{where}/{one.name}": "changed after the vote was ended: what it said then is counted",
        f"{where}/{other.name}": "removed after the vote was ended: what it said then is counted",
        f"{where}/late2222.toml": "written after the vote was ended, and not counted",
    }
    written = folder.close(decided(folder, count))
    assert written.counts == count.counts
    assert not kept.exists()


@proves(
    (
        "Facilitators lead the count as those do who count slips of paper: they could change "
        "ballots until the round is written, and its file afterwards; `amu check` and "
        "`--verify` notice what does not agree."
    ),
    "The facilitators lead the count: until the round is written they could change ballots and "
    "what is kept, and afterwards the file of the round.",
    "`amu check` notices where one of the two was changed and not the other, `--verify` what does "
    "not add up, and neither of them anything else.",
)
def test_a_facilitator_can_change_the_count_and_not_always_is_it_noticed(
    folder: SessionFolder,
) -> None:
    """Who leads can write all that lies here; what is promised of it is no more than this."""
    voted(folder)
    folder.end_vote("themes")
    kept = ballots(folder).parent / "counted-themes.toml"
    whole = kept.read_bytes()
    own = next(p for p in ballots(folder).glob("*.toml") if b'"own"' in p.read_bytes())
    kept.write_bytes(whole.replace(b" own autonomy", b" own pressure"))
    (problem,) = folder.ballots("themes")[1]
    assert problem.path.endswith(own.name)
    own.write_bytes(own.read_bytes().replace(b"autonomy", b"pressure"))
    sha256 = hashlib.sha256(own.read_bytes()).hexdigest().encode()
    kept.write_bytes(re.sub(rb"\w{64} own autonomy", sha256 + b" own pressure", whole))
    assert folder.ballots("themes")[1] == []
    closed = folder.close(outcome(folder))
    assert closed.counts.preserve == {"pressure": 1, "support": 3}
    assert folder.load().problems == ()
    file = folder.path / "rounds" / "themes.toml"
    written = file.read_bytes()
    file.write_bytes(written.replace(b"pressure = 1", b"pressure = 9"))
    assert folder.load().problems != ()
    file.write_bytes(written.replace(b"pressure", b"autonomy"))
    assert folder.load().problems == ()


def test_hands_that_were_counted_stay_so(folder: SessionFolder) -> None:
    given = msgspec.structs.replace(HANDS, session=folder.session.info.key)
    count = folder.end_vote("themes", given)
    other = msgspec.structs.replace(given, people=9)
    with pytest.raises(AlreadyThere, match="other hands were counted"):
        folder.end_vote("themes", other)
    assert folder.end_vote("themes", given) == folder.tally("themes") == count


@pytest.mark.parametrize("damage", [b"", b"x", b"own burn", b"session"])
def test_a_damaged_count_of_an_ended_vote_is_named(folder: SessionFolder, damage: bytes) -> None:
    voted(folder)
    folder.end_vote("themes")
    kept = ballots(folder).parent / "counted-themes.toml"
    whole = kept.read_bytes()
    hurt = {b"own burn": (b" own ", b" own burn "), b"session": (b"k7m3", b"k8m3")}
    kept.write_bytes(whole.replace(*hurt[damage]) if damage in hurt else damage)
    with pytest.raises(AmuError) as raised:
        folder.tally("themes")
    assert str(raised.value.path) == str(kept)
    kept.write_bytes(whole)
    assert folder.tally("themes").turnout == 5
