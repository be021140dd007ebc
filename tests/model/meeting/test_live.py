"""Who leads and who follows, decided from values alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.meeting import live
from amu_tui.model.meeting.live import BEAT, FRESH, NEW, Mode, Program, Seen
from amu_tui.model.meeting.session import Progress, Timer

LEADER, VOTER = Program("mine", True), Program("mine", False)


def seen(by: str = "another", revision: int = 1, time: int = 0, at: float = 100.0) -> Seen:
    return Seen(Progress(by=by, step="vote", revision=revision), time, at)


NOBODY = seen(by="")


@pytest.mark.parametrize(
    ("program", "found", "asked", "mode"),
    [
        (LEADER, NOBODY, False, "lead"),
        (LEADER, NOBODY, True, "lead"),
        (LEADER, seen(), False, "follow"),
        (LEADER, seen(), True, "own"),
        (LEADER, seen(at=0.0), False, "lead"),
        (VOTER, NOBODY, False, "follow"),
        (VOTER, seen(), False, "follow"),
        (VOTER, seen(), True, "own"),
        (VOTER, seen(at=0.0), True, "follow"),
    ],
)
def test_what_a_program_does_that_is_opened(
    program: Program, found: Seen, asked: bool, mode: Mode
) -> None:
    assert live.opened(program, found, 101.0, asked=asked) == mode


@pytest.mark.parametrize(
    ("program", "found", "before", "after"),
    [
        (LEADER, seen(), "follow", "lead"),
        (LEADER, NOBODY, "follow", "lead"),
        (LEADER, seen(), "own", "own"),
        (VOTER, seen(), "follow", "own"),
        (VOTER, NOBODY, "follow", "follow"),
        (VOTER, NOBODY, "own", "own"),
    ],
)
def test_what_a_step_of_ones_own_does(
    program: Program, found: Seen, before: Mode, after: Mode
) -> None:
    assert live.moved(before, program, found, 101.0) == after


@pytest.mark.parametrize(
    ("program", "found", "before", "after"),
    [
        (LEADER, seen(by="mine"), "lead", "own"),
        (LEADER, seen(by="mine"), "own", "lead"),
        (LEADER, seen(), "own", "follow"),
        (VOTER, seen(), "follow", "own"),
        (VOTER, seen(), "own", "follow"),
        (VOTER, NOBODY, "own", "follow"),
    ],
)
def test_what_the_key_does(program: Program, found: Seen, before: Mode, after: Mode) -> None:
    assert live.toggled(before, program, found, 101.0) == after


def test_who_led_follows_the_one_who_moved_last() -> None:
    assert live.overtaken("lead", LEADER, seen()) == "follow"
    assert live.overtaken("lead", LEADER, seen(by="mine")) == "lead"
    assert live.overtaken("lead", LEADER, NOBODY) == "lead"
    assert live.overtaken("own", LEADER, seen()) == "own"


def test_only_a_live_leader_is_followed() -> None:
    assert live.target("follow", VOTER, seen(), 100.0 + FRESH - 1) == "vote"
    assert live.target("follow", VOTER, seen(), 100.0 + FRESH) == ""
    assert live.target("follow", VOTER, NOBODY, 101.0) == ""
    assert live.target("own", VOTER, seen(), 101.0) == ""
    assert live.target("follow", VOTER, seen(by="mine"), 101.0) == ""


def test_two_facilitators_never_pull_at_each_other() -> None:
    """Whatever they press in whatever order: once both have looked, one leads at most."""
    programs = {"a": Program("a", True), "b": Program("b", True)}
    modes: dict[str, Mode] = {"a": "lead", "b": "follow"}
    now = seen(by="a")
    for mover in "abbaabab":
        modes[mover] = live.moved(modes[mover], programs[mover], now, 101.0)
        now = seen(by=mover, revision=now.progress.revision + 1)
        for name, program in programs.items():
            modes[name] = live.overtaken(modes[name], program, now)
        assert sorted(modes.values()) == ["follow", "lead"]
        assert modes[mover] == "lead"


@given(st.permutations(range(8)))
def test_what_comes_late_never_takes_it_back(order: list[int]) -> None:
    held = seen(revision=0)
    for number in order:
        found = seen(revision=number, time=number)
        if live.newer(held, found):
            assert found.progress.revision >= held.progress.revision
            held = found
    assert held.progress.revision == 7


def test_emptied_folders_and_turned_back_clocks_are_followed() -> None:
    held = seen(revision=50, time=1000)
    assert live.newer(held, seen(revision=1, time=2000))
    assert live.newer(held, seen(revision=51, time=500))
    assert not live.newer(held, seen(revision=49, time=1000))


def test_an_age_does_not_flicker_while_signs_of_life_come() -> None:
    assert {live.age(seen(), 100.0 + tenth / 10) for tenth in range(int(BEAT * 20))} == {0}
    assert live.age(seen(), 100.0 + NEW) == 10
    assert live.age(seen(), 159.9) == 50
    assert live.age(seen(), 279.0) == 120


def test_a_timer_runs_from_when_it_was_started() -> None:
    running = Timer(step="questions", left=60.0, since=1000.0)
    assert live.left(running, 1010.0) == 50.0
    assert live.left(running, 2000.0) == 0.0
    assert live.left(running, 990.0) == 60.0
    assert live.left(Timer(step="questions", left=60.0), 2000.0) == 60.0


def test_a_step_that_nobody_leads_takes_no_time() -> None:
    assert live.elapsed(Progress(since=1000.0), 1060.0) == 60.0
    assert live.elapsed(Progress(), 1060.0) == 0.0
