"""Sign, change, verify, open again, sign again: by accounts in terminals of their own."""

from pathlib import Path

from tests.files.sharing.accounts import Account, group_of
from tests.terminal.acting import Somebody, opened, quit_program
from tests.tui.opening import demo
from tests.tui.rounds import choose_themes, write_action


def test_what_was_signed_is_changed_opened_again_and_signed_again(
    people: dict[str, Account], place: Path
) -> None:
    leader, rep, anna = people["leader"], people["rep"], people["anna"]
    session = place / "s"
    table = place / "table.csv"
    rows = "".join(f"U,{n},20,3.5,0.8\n" for n in range(1, 29))
    table.write_text(f"unit,theme,n,mean,sd\n{rows}")

    def told(who: Account, *command: str, code: int = 0) -> str:
        with Somebody(who, place, *command, "--lang", "en") as terminal:
            assert terminal.wait_end() == code, terminal.text
            return terminal.text.strip()

    def sign(who: Account, line: int, name: str) -> None:
        with Somebody(who, place, "open", str(session), "--step", "report", "--lang", "en") as one:
            one.wait("Action report")
            one.press("s")
            one.wait("Date and signatures")
            one.press(*["down"] * line)
            one.type(name)
            one.press("ctrl+s")
            one.wait("saved; u takes it back")
            quit_program(one)

    groups = ("--group", group_of(leader, "staff"), "--facilitators", group_of(leader, "lead"))
    made = ("new", str(session), "--results", str(table), "--unit", "U", "--round", "2026")
    told(leader, *made, *groups)
    told(leader, "close", str(session), "themes", "--preserve", "1", "--improve", "2")
    for title in ("Lunch", "Walks"):
        told(anna, "action", "add", str(session), "--theme", "1", "--title", title)
    listed = told(leader, "action", "list", str(session)).splitlines()
    lunch = next(line.split()[0] for line in listed if "Lunch" in line)
    told(leader, "close", str(session), "actions", "--preserve", lunch)
    sign(leader, 1, "Kari")
    sign(rep, 2, "Ola")
    filed = place / "filed.json"
    told(leader, "report", str(session), "-o", str(filed))
    told(rep, "report", str(session), "--verify", str(filed))
    assert told(leader, "check", str(session)) == ""

    told(anna, "action", "edit", str(session), lunch, "--title", "Lunch on Fridays")
    assert "was changed after" in told(leader, "check", str(session))

    step = ("open", str(session), "--step", "prioritise", "--lang", "en")
    with Somebody(anna, place, *step) as one:
        one.wait("o open again")
        one.press("o")
        one.wait("only a facilitator can do this")
        one.press("enter")
        quit_program(one)
    with Somebody(rep, place, *step) as one:
        one.wait("o open again")
        one.press("o")
        one.wait("Open the round again")
        one.type("Walks were meant")
        one.press("enter")
        one.wait("Kari · Ola signed the report as it was")
        one.wait("Enter: open again")
        one.press("enter")
        one.wait("opened again")
        one.wait("Walks")
        one.press("end", "space", "enter")
        one.wait("Enter: write")
        one.press("enter")
        one.wait("Written down; o opens it again")
        quit_program(one)
    said = " ".join(told(leader, "check", str(session)).split())
    assert "the order of the actions is not what it was when" in said
    assert "written over" not in said
    log = told(anna, "log", str(session))
    assert "Walks were meant" in log

    sign(leader, 1, "Kari")
    sign(rep, 2, "Ola")
    assert told(leader, "check", str(session)) == ""
    # What was filed first is what was signed first, and says so.
    assert "earlier" in told(rep, "report", str(session), "--verify", str(filed), code=1)


def test_keys_typed_ahead_answer_no_question_of_undo(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    choose_themes(folder)
    write_action(folder, "Lunch together")
    with opened(folder, "actions") as terminal:
        terminal.wait("Lunch together")
        terminal.press("down", "m")
        terminal.wait("Passed on to the leader")
        terminal.press("right")
        terminal.wait("Prioritise")
        terminal.type("u\r")  # in one packet
        terminal.wait("Enter: take it back")
        terminal.press("escape")
        terminal.wait("Prioritise")
        terminal.type("u")
        terminal.wait("Enter: take it back")
        terminal.press("enter")
        terminal.wait("undone: the change of “Lunch together”: basket")
        terminal.wait("▸ +·  Lunch together")
        terminal.press("U")
        terminal.wait("done again")
        terminal.wait("Passed on to the leader")
        quit_program(terminal)
