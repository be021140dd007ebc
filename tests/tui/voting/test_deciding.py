"""From count to choice as values: ties, what the room agrees on, and when a reason is needed."""

import msgspec
import pytest

from amu_tui.model.meeting.deciding import Deciding, moved
from amu_tui.model.meeting.session import Info, Rules, Session
from amu_tui.model.survey.results import Results
from amu_tui.model.voting.ballot import Choice, Hands
from amu_tui.model.voting.hands import most_raised, parse_people, too_many, with_count
from amu_tui.model.voting.tally import Counts, Tally, by_lot, by_room
from amu_tui.words import spoken
from tests.model.disclosure.small import data, decoded


def session() -> Session:
    """Three themes, one to preserve and one to improve."""
    rules = Rules(preserve=1, improve=1)
    info = Info(id="s", key="k", unit="U", round="1", instrument="small", rules=rules)
    return Session(info=info, instrument=decoded(data()), results=Results(unit="U"))


def voted(preserve: dict[str, int], improve: dict[str, int]) -> Deciding:
    """The count of a vote of nine."""
    counts = Counts(preserve=preserve, improve=improve)
    return Deciding(tally=Tally(turnout=9, ways={"passed": 9}, counts=counts))


def test_without_ties_the_choice_is_the_counts() -> None:
    deciding = voted({"pace": 5, "help": 3}, {"climate": 4})
    choice = deciding.choice(session(), "themes")
    assert choice == Choice(preserve=("pace",), improve=("climate",))
    assert not deciding.differs(session(), "themes")


def test_an_open_tie_leaves_its_place_empty() -> None:
    deciding = voted({"pace": 3, "help": 3}, {})
    assert deciding.choice(session(), "themes") == Choice()
    (tie,) = deciding.standing(session(), "themes").open
    settled = deciding.with_tie(by_lot(tie, "x"), session(), "themes")
    assert len(settled.choice(session(), "themes").preserve) == 1
    assert not settled.standing(session(), "themes").open


def test_a_tie_that_is_settled_anew_replaces_the_record() -> None:
    deciding = voted({"pace": 3, "help": 3}, {"climate": 2})
    (tie,) = deciding.standing(session(), "themes").open
    once = deciding.with_tie(by_room(tie, ("pace",)), session(), "themes")
    assert once.choice(session(), "themes") == Choice(preserve=("pace",), improve=("climate",))
    again = once.with_tie(by_room(tie, ("help",)), session(), "themes")
    assert again.choice(session(), "themes") == Choice(preserve=("help",), improve=("climate",))
    assert len(again.settled) == 1


def test_by_hand_one_of_the_tied_is_the_room_settling_it() -> None:
    deciding = voted({"pace": 3, "help": 3}, {})
    by_hand = chosen_by_hand(deciding, Choice(preserve=("help",)))
    (tie,) = by_hand.standing(session(), "themes").ties
    assert (tie.settled, tie.chosen) == ("room", ("help",))
    assert not by_hand.differs(session(), "themes")


def test_by_hand_another_than_the_tied_is_another_choice() -> None:
    deciding = voted({"pace": 3, "help": 3}, {})
    by_hand = chosen_by_hand(deciding, Choice(preserve=("climate",)))
    assert by_hand.standing(session(), "themes").open
    assert by_hand.differs(session(), "themes")


def test_a_tie_is_settled_beside_what_is_chosen_by_hand_for_the_other_aim() -> None:
    deciding = voted({"pace": 3, "help": 3}, {"climate": 2})
    by_hand = chosen_by_hand(deciding, Choice(preserve=(), improve=("help",)))
    assert by_hand.undecided(session(), "themes")
    (tie,) = by_hand.standing(session(), "themes").open
    settled = by_hand.with_tie(by_room(tie, ("pace",)), session(), "themes")
    assert settled.choice(session(), "themes") == Choice(preserve=("pace",), improve=("help",))
    assert settled.differs(session(), "themes")
    other = by_hand.with_tie(by_room(tie, ("help",)), session(), "themes")
    assert other.choice(session(), "themes") == Choice(preserve=("help",), improve=())


def test_without_a_vote_any_choice_is_the_rooms() -> None:
    by_hand = Deciding(by_hand=Choice(preserve=("climate",)))
    assert not by_hand.differs(session(), "themes")


def chosen_by_hand(deciding: Deciding, own: Choice) -> Deciding:
    """`deciding` with a choice made by hand."""
    return Deciding(tally=deciding.tally, settled=deciding.settled, by_hand=own)


def test_moving_stops_at_the_ends() -> None:
    choice = Choice(preserve=("a", "b", "c"))
    assert moved(choice, "preserve", "c", -1).preserve == ("a", "c", "b")
    assert moved(choice, "preserve", "a", -1).preserve == ("a", "b", "c")
    assert moved(choice, "preserve", "c", 1).preserve == ("a", "b", "c")


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "1.5", "²", "٣", "10000", "00000123456789", "9" * 5000]
)
def test_what_is_no_number_of_people_is_refused(text: str) -> None:
    with pytest.raises(Exception, match="is not a number of people"):
        parse_people(text)


def test_hands_are_at_most_the_people() -> None:
    hands = Hands(session="k", round="themes", people=4)
    hands = with_count(with_count(hands, "preserve", "pace", 3), "improve", "pace", 1)
    budget = session().budget("themes")
    assert most_raised(hands) == 4
    assert too_many(hands, "pace", budget) == ""
    assert "only 4 people" in spoken(
        too_many(with_count(hands, "improve", "pace", 2), "pace", budget)
    )
    over = with_count(hands, "preserve", "help", 2)
    assert "5 hands to preserve, but all together have 4" in spoken(too_many(over, "help", budget))
    assert with_count(hands, "preserve", "pace", 0) == msgspec.structs.replace(hands, preserve={})
