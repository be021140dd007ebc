"""What was taken back can be done again, in any order of taking back and doing again."""

from hypothesis import given
from hypothesis import strategies as st

from amu_tui.tui.state.undo import History


@given(st.lists(st.sampled_from(["change", "undo", "redo"]), max_size=40))
def test_undo_and_redo_walk_along_the_states_there_were(moves: list[str]) -> None:
    history, state = History(), [0]
    states, at = [0], 0

    def put(value: int) -> None:
        state[0] = value

    for number, move in enumerate(moves, 1):
        if move == "change":
            history.add(f"change {number}", put, state[0], number)
            put(number)
            states, at = [*states[: at + 1], number], at + 1
        else:
            again = move == "redo"
            there = at + 1 < len(states) if again else at > 0
            assert (history.turn(again=again) is not None) == there
            at += (1 if again else -1) if there else 0
        assert state[0] == states[at]


def test_what_could_not_be_taken_back_is_still_there_to_be_taken_back() -> None:
    history, fails = History(), [True]

    def put(_value: object) -> None:
        if fails.pop():
            raise OSError

    history.add("a change", put, 0, 1)
    try:
        history.turn()
    except OSError:
        fails.append(False)
    change = history.turn()
    assert change is not None
    assert history.next(again=True) is change
