"""One counted ballot a voter: here by who owns the file, in a clone by what the ballot says."""

import os
import pwd
from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.files.ballots.voters import BallotFile, is_own, last_ballots, own_hash, voter_hash
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.session import Info
from amu_tui.model.voting.ballot import Ballot, Choice
from tests.files.ballots.test_ballots import FIRST, OPEN, SECOND, ballot, files
from tests.files.conftest import INFO, make

KEY = INFO.key
ME = os.geteuid()
LOGIN = pwd.getpwuid(ME).pw_name
LEADERS = (ME,)


def kept(
    name: str, login: str, revision: int = 1, choice: Choice = FIRST, uid: int = ME
) -> BallotFile:
    who = voter_hash(KEY, login) if login else ""
    made = Ballot(session=KEY, round="themes", revision=revision, voter=who, choice=choice)
    return BallotFile(name, uid, 0, made)


def names(found: list[BallotFile]) -> list[str]:
    return sorted(one.name for one in found)


def test_only_open_ballots_name_their_voter(folder: SessionFolder) -> None:
    folder.cast(ballot())
    (path,) = files(folder)
    assert "voter" not in path.read_text()


def test_an_open_ballot_names_its_voter_the_same_way_everywhere(
    folder: SessionFolder,
) -> None:
    info: Info = msgspec.structs.replace(OPEN, id="open")
    other = make(folder.path.with_name("open"), info)
    other.cast(ballot())
    other.cast(ballot(way="passed"))
    told = sorted(path.read_text().count(f'voter = "{own_hash(KEY)}"') for path in files(other))
    assert told == [0, 1]
    assert own_hash(KEY) == voter_hash(KEY, LOGIN)


def test_in_a_clone_each_voter_has_one_ballot_and_all_count_as_elsewhere() -> None:
    """All files belong to who cloned; `b2` has voted twice from two places."""
    found = last_ballots(
        [kept("a", "ida"), kept("b1", "ola"), kept("b2", "ola", 2, SECOND)], KEY, LEADERS
    )
    assert names(found.counted) == ["a", "b2"]
    assert found.replaced == ["b1"]
    assert found.elsewhere == {"a", "b2"}
    assert found.unclear == []


def test_what_was_cast_here_is_counted_before_what_came_from_elsewhere() -> None:
    here = kept("here", LOGIN)
    forged = kept("forged", LOGIN, 9, SECOND, uid=ME + 1)
    found = last_ballots([here, forged], KEY, LEADERS)
    assert (names(found.counted), found.elsewhere) == (["here"], frozenset())
    ((other, one),) = found.unclear
    assert (other.name, one.name) == ("forged", "here")
    older = msgspec.structs.replace(here.ballot, revision=10)
    found = last_ballots([BallotFile("here", ME, 0, older), forged], KEY, LEADERS)
    assert found.unclear == []


def test_somebody_elses_ballot_in_a_clone_is_not_replaced() -> None:
    assert is_own(kept("a", LOGIN), KEY)
    assert is_own(kept("a", ""), KEY)
    assert not is_own(kept("a", "somebody-else"), KEY)


def test_voting_in_a_clone_leaves_what_others_have_cast(folder: SessionFolder) -> None:
    there = make(folder.path.with_name("open"), OPEN)
    there.cast(ballot())
    (theirs,) = files(there)
    text = theirs.read_text().replace(own_hash(KEY), voter_hash(KEY, "somebody-else"))
    theirs.write_text(text)
    there.cast(ballot(SECOND))
    assert theirs.read_text() == text
    assert len(files(there)) == 2
    tally = there.tally("themes")
    assert tally.ways == {"elsewhere": 1, "own": 1}
    assert tally.turnout == there.turnout("themes") == 2


def test_a_confidential_ballot_that_names_a_voter_is_still_its_accounts(
    folder: SessionFolder,
) -> None:
    """Nobody casts for others by naming them."""
    folder.cast(ballot())
    (path,) = files(folder)
    for number in range(3):
        forged = path.read_text().replace("revision = 1", f'revision = 1\nvoter = "fake{number}"')
        path.with_name(f"forged{number}.toml").write_text(forged)
    assert folder.turnout("themes") == 1
    assert folder.tally("themes").ways == {"own": 1}


@given(
    st.lists(
        st.tuples(st.sampled_from(["ida", "ola", "", LOGIN]), st.integers(1, 3)),
        max_size=6,
    ),
    st.randoms(),
)
def test_no_order_of_files_matters(cast: list[tuple[str, int]], random: Random) -> None:
    found = [kept(f"n{i}", login, n) for i, (login, n) in enumerate(cast)]
    mixed = list(found)
    random.shuffle(mixed)
    one, other = last_ballots(found, KEY, LEADERS), last_ballots(mixed, KEY, LEADERS)
    assert names(one.counted) == names(other.counted)
    assert sorted(one.replaced) == sorted(other.replaced)
    assert one.elsewhere == other.elsewhere
    assert len(one.counted) + len(one.replaced) == len(cast)


def test_no_account_but_a_leaders_has_more_than_one_vote_whatever_its_ballots_say() -> None:
    """At a passed keyboard nobody is named, and only who leads passes one."""
    found = [
        msgspec.structs.replace(kept(name, name).ballot, way="passed") for name in ("a", "b", "c")
    ]
    cast = [BallotFile(f"n{n}", ME + 1, 0, one) for n, one in enumerate(found)]
    told = last_ballots(cast, KEY, LEADERS)
    assert len(told.counted) == 1
    assert told.elsewhere == frozenset()
    assert len(last_ballots(cast, KEY, (ME + 1,)).counted) == 3
