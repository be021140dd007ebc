"""A round is closed by one rule, whoever closes it and however its ties were settled."""

import datetime
import hashlib

import pytest

from amu_tui.errors import AmuError, UsageError
from amu_tui.model.voting.ballot import Budget, Candidates, Choice, Hands
from amu_tui.model.voting.closing import OpenTies, close, counted
from amu_tui.model.voting.tally import Round, Tally, Tie, by_lot, by_room, by_run_off, count

TODAY = datetime.date(2027, 3, 1)
BUDGET = Budget(preserve=2, improve=2)
THEMES = ("a", "b", "c", "d", "e", "f")
CANDIDATES = Candidates(preserve=THEMES, improve=THEMES)


def tally(preserve: dict[str, int], improve: dict[str, int]) -> Tally:
    people = max([*preserve.values(), *improve.values(), 0])
    return count(
        [], Hands(session="s", round="themes", people=people, preserve=preserve, improve=improve)
    )


def closed(
    counts: Tally,
    settled: tuple[Tie, ...] = (),
    choice: Choice | None = None,
    reason: str = "",
) -> Round:
    return close(
        "themes",
        counts,
        budget=BUDGET,
        candidates=CANDIDATES,
        today=TODAY,
        settled=settled,
        choice=choice,
        reason=reason,
    )


def test_a_clear_count_is_the_choice() -> None:
    round_ = closed(tally({"a": 5, "b": 3, "c": 1}, {"d": 4, "e": 2, "f": 1}))
    assert round_.chosen == Choice(preserve=("a", "b"), improve=("d", "e"))
    assert (round_.turnout, round_.ways, round_.closed) == (5, {"hands": 5}, TODAY)
    assert round_.ties == ()
    assert round_.override is None


def test_equals_stand_in_the_order_of_the_candidates() -> None:
    counts = tally({"c": 2, "a": 2, "b": 1, "d": 1}, {"f": 1, "e": 3})
    ids = ("f", "e", "d", "c", "b", "a")
    order = Candidates(preserve=ids, improve=ids)
    found = counted(counts, Budget(preserve=3, improve=2), order)
    assert found.chosen == Choice(preserve=("c", "a"), improve=("e", "f"))
    assert [tie.tied for tie in found.ties] == [("d", "b")]


def test_an_open_tie_stops_the_closing_and_says_who_is_tied_for_what() -> None:
    with pytest.raises(OpenTies) as raised:
        closed(tally({"a": 5, "b": 3, "c": 3}, {"d": 4, "e": 2}))
    assert str(raised.value) == "tied for place 2 to preserve: b, c"
    assert [tie.tied for tie in raised.value.ties] == [("b", "c")]


def test_a_tie_for_several_places_names_them_all() -> None:
    with pytest.raises(OpenTies, match="tied for places 1–2 to preserve: a, b, c"):
        closed(tally({"a": 3, "b": 3, "c": 3}, {"d": 4, "e": 2}))


def test_one_settled_tie_leaves_the_other_open() -> None:
    counts = tally({"a": 5, "b": 3, "c": 3}, {"d": 4, "e": 2, "f": 2})
    found = counted(counts, BUDGET, CANDIDATES)
    preserve = next(tie for tie in found.ties if tie.aim == "preserve")
    with pytest.raises(OpenTies) as raised:
        closed(counts, (by_room(preserve, ("c",)),))
    assert [(tie.aim, tie.tied) for tie in raised.value.ties] == [("improve", ("e", "f"))]


def test_the_lot_can_be_drawn_again_by_anyone() -> None:
    counts = tally({"a": 5, "b": 3, "c": 3, "d": 3}, {"e": 4, "f": 2})
    (tie,) = counted(counts, BUDGET, CANDIDATES).ties
    round_ = closed(counts, (by_lot(tie, "blue mussels"),))
    first = min("bcd", key=lambda i: hashlib.sha256(f"blue mussels:preserve:{i}".encode()).digest())
    assert round_.chosen.preserve == ("a", first)
    assert (round_.ties[0].settled, round_.ties[0].seed) == ("lot", "blue mussels")


def test_a_lot_after_a_run_off_never_gives_the_place_to_who_lost_the_run_off() -> None:
    counts = tally({"a": 5, "b": 3, "c": 3, "d": 3}, {"e": 4, "f": 2})
    (tie,) = counted(counts, BUDGET, CANDIDATES).ties
    still = by_run_off(tie, {"b": 4, "c": 4, "d": 1})
    assert not still.settled
    winners = {closed(counts, (by_lot(still, str(seed)),)).chosen.preserve[1] for seed in range(40)}
    assert winners == {"b", "c"}


def test_a_run_off_that_settles_is_written_down_with_its_hands() -> None:
    counts = tally({"a": 5, "b": 3, "c": 3}, {"e": 4, "f": 2})
    (tie,) = counted(counts, BUDGET, CANDIDATES).ties
    (kept,) = closed(counts, (by_run_off(tie, {"b": 2, "c": 6}),)).ties
    assert (kept.settled, kept.hands, kept.chosen) == ("run-off", {"b": 2, "c": 6}, ("c",))


def test_those_who_win_a_run_off_with_as_many_hands_stay_in_their_order() -> None:
    tie = Tie(aim="improve", place=1, places=2, tied=("c", "b", "a"))
    assert by_run_off(tie, {"a": 1, "b": 3, "c": 3}).chosen == ("c", "b")


def test_the_room_must_choose_among_the_tied_and_fill_the_places() -> None:
    tie = Tie(aim="improve", place=2, places=1, tied=("b", "c"))
    assert by_room(tie, ("c",)).chosen == ("c",)
    for wrong in ((), ("d",), ("b", "c")):
        with pytest.raises(UsageError, match="1 of those that are tied must be chosen"):
            by_room(tie, wrong)


def test_a_tie_is_settled_anew_when_a_ballot_came_since() -> None:
    before = tally({"a": 5, "b": 3, "c": 3}, {"d": 4, "e": 2})
    (tie,) = counted(before, BUDGET, CANDIDATES).ties
    since = tally({"a": 5, "b": 3, "c": 4}, {"d": 4, "e": 2})
    round_ = closed(since, (by_lot(tie, "x"),))
    assert round_.chosen.preserve == ("a", "c")
    assert round_.ties == ()


def test_a_choice_that_fills_the_tie_is_the_room_settling_it() -> None:
    counts = tally({"a": 5, "b": 3, "c": 3}, {"d": 4, "e": 2})
    round_ = closed(counts, choice=Choice(preserve=("c", "a"), improve=("d", "e")))
    assert round_.override is None
    assert [(tie.settled, tie.chosen) for tie in round_.ties] == [("room", ("c",))]


def test_a_choice_other_than_the_count_needs_a_reason_and_keeps_the_count() -> None:
    counts = tally({"a": 5, "b": 3}, {"d": 4, "e": 2})
    other = Choice(preserve=("a", "c"), improve=("d", "e"))
    for empty in ("", "  "):
        with pytest.raises(UsageError, match="needs a reason"):
            closed(counts, choice=other, reason=empty)
    round_ = closed(counts, choice=other, reason="b is looked after by the faculty")
    assert round_.chosen == other
    assert round_.override is not None
    assert round_.override.reason == "b is looked after by the faculty"
    assert round_.override.counted == Choice(preserve=("a", "b"), improve=("d", "e"))


def test_a_choice_other_than_the_one_ballot_that_was_cast_needs_a_reason_too() -> None:
    one = tally({"a": 1}, {"d": 1})
    assert one.turnout == 1
    with pytest.raises(UsageError, match="needs a reason"):
        closed(one, choice=Choice(preserve=("b",), improve=("d",)))


def test_a_choice_that_is_the_count_is_no_override() -> None:
    counts = tally({"a": 5, "b": 3}, {"d": 4, "e": 2})
    round_ = closed(counts, choice=Choice(preserve=("b", "a"), improve=("d", "e")))
    assert round_.override is None
    assert round_.chosen.preserve == ("b", "a")


def test_an_override_passes_over_open_ties_but_writes_them_down() -> None:
    counts = tally({"a": 5, "b": 3, "c": 3}, {"d": 4, "e": 2})
    other = Choice(preserve=("a", "f"), improve=("d", "e"))
    round_ = closed(counts, choice=other, reason="agreed with the dean")
    assert [(tie.tied, tie.settled) for tie in round_.ties] == [(("b", "c"), "")]


def test_a_choice_that_leaves_out_who_was_sure_does_not_settle_the_tie() -> None:
    counts = tally({"a": 5, "b": 3, "c": 3}, {"d": 4, "e": 2})
    round_ = closed(counts, choice=Choice(preserve=("c",), improve=("d", "e")), reason="a is done")
    assert [tie.settled for tie in round_.ties] == [""]
    assert round_.override is not None
    assert round_.override.counted.preserve == ("a",)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(preserve=("a", "b", "c")), "3 chosen to preserve, but the limit is 2"),
        (Choice(preserve=("a",), improve=("a",)), '"a" is on both lists'),
        (Choice(preserve=("x",)), '"x" cannot be chosen here'),
        (Choice(preserve=("a", "a")), '"a" is chosen twice'),
    ],
)
def test_a_choice_keeps_to_the_rules_of_a_ballot(choice: Choice, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        closed(tally({"a": 1}, {}), choice=choice, reason="so")


def test_without_ballots_the_room_chooses_and_needs_no_reason() -> None:
    choice = Choice(preserve=("a", "b"), improve=("c", "d"))
    round_ = closed(tally({}, {}), choice=choice)
    assert (round_.turnout, round_.ways, round_.override) == (0, {}, None)
    assert round_.chosen == choice


def test_without_ballots_or_a_choice_there_is_nothing_to_close() -> None:
    with pytest.raises(AmuError, match="no votes have been cast"):
        closed(tally({}, {}))


def test_votes_for_what_is_gone_are_counted_but_get_no_place() -> None:
    counts = tally({"a": 5, "gone": 4, "b": 3}, {"d": 4, "e": 2})
    round_ = closed(counts)
    assert round_.chosen.preserve == ("a", "b")
    assert round_.counts.preserve["gone"] == 4
