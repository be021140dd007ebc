"""What is said of the sums of few ballots is so: it is worked out here as a voter would."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.voting.ballot import Ballot, Choice, Hands
from amu_tui.model.voting.few_ballots import told_to_leaders, told_to_voters
from amu_tui.model.voting.tally import count
from amu_tui.words import spoken
from tests.model.voting.test_tally import IDS, ballots
from tests.promises import proves


def left(cast: list[Ballot], hands: Hands, known: list[Ballot]) -> Choice:
    """What the sums leave when the hands that the room saw and the known ballots are taken away."""
    sums = count(cast, hands).counts

    def rest(aim: object) -> tuple[str, ...]:
        seen = Counter(hands.of(aim))  # type: ignore[arg-type]
        for ballot in known:
            seen.update(ballot.choice.of(aim))  # type: ignore[arg-type]
        return tuple((Counter(sums.of(aim)) - seen).elements())  # type: ignore[arg-type]

    return Choice.each(rest)


@proves(
    "Sums of few ballots tell: one ballot is its sum; of two, each voter sees the other's; of "
    "three, two voters together see the third's; and where all voted alike, the sums say so.",
    "Raised hands beside hide nothing, since the room saw them.",
    "There is one ballot: the sums are what it says.",
    "There are two ballots: each of the two voters sees from the sums what the other chose.",
    "There are three ballots: two of the voters together see from the sums what the third chose.",
    "Hands that were raised hide nothing: everybody in the room saw them.",
    "With few ballots the sums give them away: with one, the sums are the ballot; with two, each "
    "voter can work out the other’s; with three, two together can work out the third’s.",
    "Hands that are raised hide nothing: everybody in the room sees them.",
)
@given(
    st.lists(ballots(), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(IDS), st.integers(1, 9)),
)
def test_who_knows_all_ballots_but_one_reads_the_last_from_the_sums(
    cast: list[Ballot], votes: dict[str, int]
) -> None:
    """One ballot: anybody. Two: each voter. Three: two of them. Raised hands change nothing."""
    hands = Hands(session="s", round="themes", people=9, preserve=votes)
    *known, last = cast
    assert left(cast, hands, known).text == last.choice.text
    said = told_to_leaders(len(cast), 9)
    assert said.few
    assert "Hands that were raised hide nothing" in " ".join(map(spoken, said.sentences))


@proves(
    "Sums of few ballots tell: one ballot is its sum; of two, each voter sees the other's; of "
    "three, two voters together see the third's; and where all voted alike, the sums say so.",
    "Where all vote alike, the sums say so.",
    "Where all have voted alike, the sums say so.",
)
@given(ballots(), st.integers(4, 30))
def test_where_all_vote_alike_the_sums_say_so(one: Ballot, people: int) -> None:
    counts = count([one] * people).counts
    everybody = Choice.each(lambda aim: tuple(i for i, n in counts.of(aim).items() if n == people))
    assert everybody.text == one.choice.text
    for told in (told_to_leaders(people, 0), told_to_voters(people, 0)):
        assert not told.few
        assert "alike, the sums say so" in spoken(told.sentences[-1])


@pytest.mark.parametrize(
    ("ballots", "told"),
    [(0, ""), (1, "There is one ballot"), (2, "each of the two"), (3, "what the third chose")],
)
def test_the_number_of_ballots_is_what_is_told_to_who_ends_the_vote(
    ballots: int, told: str
) -> None:
    for hands in (0, 12):
        said = " ".join(map(spoken, told_to_leaders(ballots, hands).sentences))
        assert told in said
        assert bool(said) == bool(ballots)


@pytest.mark.parametrize("ballots", [-1, 0, 1, 2, 3])
def test_who_votes_early_or_cannot_see_how_many_have_is_told_all_of_it(ballots: int) -> None:
    said = told_to_voters(ballots, 0)
    assert said.few
    assert "with one, the sums are the ballot" in spoken(said.sentences[0])
