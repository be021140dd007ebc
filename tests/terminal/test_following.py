"""Programs in terminals of their own on one session: what one does reaches the others."""

import grp
import os
import pwd
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from amu_tui.files.session.demo import copy_demo
from tests.files.sharing.accounts import Account, group_of
from tests.promises import proves
from tests.terminal.acting import Somebody, amu, opened, quit_program
from tests.terminal.drive import KEYS, Terminal
from tests.tui.rounds import cast
from tests.waiting import looks


def joining(session: Path) -> Terminal:
    """The session as it opens of itself: where the meeting is."""
    return Terminal(["open", str(session), "--lang", "en"])


def test_a_step_and_a_timer_reach_the_other_terminal(tmp_path: Path) -> None:
    session = copy_demo(tmp_path / "demo")
    with opened(session, "agenda") as leader:
        leader.wait(r"Step 1 of 23")
        with joining(session) as other:
            other.wait(r"following the facilitator · seen under 10 s ago")
            leader.press("right")
            other.wait(r"Step 2 of 23")
            leader.press("right", "right")
            leader.wait(r"t starts the timer")
            leader.press("t")
            other.wait(r"▶ \d\d:\d\d")
            leader.press("t")
            other.wait(r"t starts the timer")
            quit_program(leader)
            other.wait(r"following the facilitator", gone=True)
            quit_program(other)


def test_who_led_an_hour_ago_and_left_no_word_leads_nobody(tmp_path: Path) -> None:
    session = copy_demo(tmp_path / "demo")
    with opened(session, "overview") as leader:
        leader.wait(r"Step 6 of 23")
        leader.process.kill(signal.SIGKILL)
        leader.wait_end()
    # An hour later, as far as the file tells.
    hour = time.time() - 3600
    os.utime(session / "local" / "progress.toml", (hour, hour))
    with joining(session) as late:
        late.wait(r"Step 6 of 23")
        late.press("right")
        late.wait(r"Step 7 of 23")
        assert "following" not in late.text
        quit_program(late)


def test_what_others_do_costs_an_idle_terminal_nothing(tmp_path: Path) -> None:
    session = copy_demo(tmp_path / "demo")
    with ExitStack() as stack:
        leader = stack.enter_context(opened(session, "follow-up"))
        leader.wait(r"Step 23 of 23")
        other = stack.enter_context(joining(session))
        other.wait(r"following the facilitator")
        progress = session / "local" / "progress.toml"
        # Two signs of life are seen and nothing is written for them.
        seen = {progress.stat().st_mtime_ns}
        sent = 0
        for _left in looks(lambda: f"signs of life, of which there were {len(seen)}"):
            if len(seen) == 4:
                break
            other.read()
            leader.read()
            now = progress.stat().st_mtime_ns
            if now not in seen:
                seen.add(now)
                sent = sent or len(other.raw)
        assert len(other.raw) == sent


@proves("Whoever has the session open follows the facilitator's step.")
def test_three_accounts_two_of_whom_lead(people: dict[str, Account], place: Path) -> None:
    leader, rep, anna = people["leader"], people["rep"], people["anna"]
    table = place / "table.csv"
    table.write_text(
        "unit,theme,n,mean,sd\n" + "".join(f"U,{n},20,3.5,0.8\n" for n in range(1, 29))
    )
    session = place / "s"
    made = ("new", str(session), "--results", str(table), "--unit", "U", "--round", "2026")
    groups = ("--group", group_of(leader, "staff"), "--facilitators", group_of(leader, "lead"))
    with Somebody(leader, place, *made, *groups) as making:
        assert making.wait_end() == 0, making.text
    assert pwd.getpwuid(session.stat().st_uid).pw_name == leader.name
    assert grp.getgrgid(session.stat().st_gid).gr_name == group_of(leader, "staff")
    begin = ("open", str(session), "--lang", "en")
    with (
        Somebody(leader, place, *begin, "--step", "overview") as first,
        Somebody(anna, place, *begin) as voter,
    ):
        first.wait(r"Overview")
        voter.wait(r"following the facilitator")
        voter.wait(r"Overview")
        with Somebody(rep, place, *begin) as second:
            second.wait(r"following the facilitator")
            second.press("right")
            second.wait(r"you lead the meeting now")
            first.wait(r"another facilitator leads now")
            voter.wait(r"Individual resources")
            first.press("left")
            second.wait(r"Overview")
            voter.wait(r"Overview")
            quit_program(second)
        voter.press("right")
        voter.wait(r"on your own")
        quit_program(voter)
        quit_program(first)
    assert amu("check", str(session)) == ""
    for command, said in (("next", "employee: vote for the themes"), ("status", "voting")):
        with Somebody(anna, place, command, str(session), "--lang", "en") as looking:
            looking.wait(said)
            assert looking.wait_end() == 0, looking.text


RESTLESS = """
import sys
import amu_tui.tui.shell.meeting as meeting
from amu_tui.cli import main
meeting.LOOK_SECONDS = 0.01  # as many looks between two keys as there may ever be
sys.argv = ["amu", *sys.argv[1:]]
main()
"""


def test_keys_and_what_others_do_come_at_one_moment_again_and_again(tmp_path: Path) -> None:
    session = copy_demo(tmp_path / "demo")
    begin = [sys.executable, "-c", RESTLESS, "open", str(session), "--lang", "en"]
    steps = KEYS["right"] * 21 + KEYS["left"] * 21
    with opened(session, "agenda") as leader:
        leader.wait(r"Step 1 of 23")
        with Terminal(command=begin) as other:
            other.wait(r"following the facilitator")
            leader.type(steps)
            other.type(f"F{KEYS['right']}" * 20 + "F" * 11)
            leader.wait(r"Step 1 of 23")
            for number in range(30):
                cast(session, ("autonomy",))
                other.type(KEYS["right"] if number % 2 else KEYS["left"])
                leader.read()
            other.press("G")
            other.wait(r"Go to")
            other.press("escape")
            other.wait(r"Step \d+ of 23")
            quit_program(other)
        quit_program(leader)
