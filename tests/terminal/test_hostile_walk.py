"""Every step and every dialog of a session in which all that others can write is hostile."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amu_tui.files.session.folder import SessionFolder
from tests.hostile import HOSTILE, SHOWN, hostile_session, obeyed
from tests.promises import proves
from tests.terminal.acting import opened, paste, quit_program
from tests.terminal.drive import Terminal

OURS = re.compile(
    rb"\x1b\[[0-9;]*m|\x1b\[\d+;\d+H|\x1b\[\?(?:1049|25|1004|2004|2026|7)[hl]|\x1b\[\?\d+\$p"
    rb"|\x1b\[<u|\x1b\]22;[a-z-]*\x07"
)
"""Everything that the program itself tells the terminal."""

MARK = re.escape(SHOWN[:20])
BODY = r"\A[^\n]*\n[^\n]*\n(?s:.*)\S(?s:.*)\n[^\n]*\Z"
"""Something between the two lines above and the one below."""

FIRST, LAST = 1, 23

DIALOGS = {
    "agenda": (("G", "Go to"), ("?", "type to filter"), ("T", "Colours"), ("L", "Language")),
    "since-last": (("n", r"Ctrl\+S: save"), ("v", r"Ctrl\+S: save"), ("r", "go on")),
    "participation": (("w", "Warnings"),),
    "overview": (("t", "How to read the bars"),),
    "individual-resources": (("n", r"Ctrl\+S: save"), ("t", "How to read the bars")),
    "report": (("s", "Date and signatures"), ("w", "Write the report as")),
    "follow-up": (("n", r"Ctrl\+S: save"), ("r", "go on"), ("e", r"Ctrl\+S: save")),
}
"""By step the keys that open something, and what it shows."""


@pytest.fixture
def session(tmp_path: Path) -> Path:
    kept = tmp_path.parent / "hostile"
    if not kept.exists():
        hostile_session(kept)
    return shutil.copytree(kept, tmp_path / "session")


NAMES = [
    *("-rf", "--help", "-o ProxyCommand=x", "$(touch x)", "`touch x`", "; touch x", "| x", "%s%n"),
    *("*", "?", "[a-z]", "{a,b}", "[/]", "[@click=app.quit]x", "CON", "con.toml", "aux.txt", "a."),
    *("a ", " a", "a:stream", 'a<b>c"d|e', "a\\..\\b", "C:\\x", ".g\u0131t", "tmp", "x" * 255),
    *("å" * 127, "😀" * 60, "caf\u00e9", "cafe\u0301", "A", "\u1e9e", "\u0130", "..\u2215etc"),
    *("\uff0e\uff0e\uff0fetc", "\u202etxt.lmot", "\ufeffa", "a\u200cb", "a\nb", "a\rb", "a\tb"),
    *("a\x1b]0;x\x07b", "a\x9b5mb", "\x7f", "\udcff", "שלום", "Анна", "\u0410nna", "Anna"),
]
"""What a folder can be called, and what a shell, a terminal or another system makes of it."""


def unharmed(terminal: Terminal) -> None:
    """Leave the program: nothing that was shown did anything but be seen."""
    quit_program(terminal)
    assert obeyed(OURS.sub(b"", bytes(terminal.raw)).decode("utf-8")) == []
    assert b"\x1b[?1049l" in terminal.raw


def see(terminal: Terminal, key: str, pattern: str) -> None:
    """Open something with a key, and leave it."""
    terminal.press(key)
    terminal.wait(pattern)
    terminal.press("escape")
    terminal.wait(pattern, gone=True)


@proves(
    "What somebody has typed, named or put into a file is shown and never obeyed: by no "
    "terminal, no spreadsheet and no git.",
)
def test_every_step_and_dialog_of_a_finished_session(session: Path) -> None:
    places = {step.id: place for place, step in enumerate(SessionFolder(session).load().steps(), 1)}
    dialogs = {places[step]: opened for step, opened in DIALOGS.items()}
    assert list(places.values()) == list(range(FIRST, LAST + 1))
    shown = 0
    with opened(session, "agenda") as terminal:
        for place in places.values():
            terminal.wait(rf"Step {place} of {LAST}")
            shown += bool(re.search(MARK, terminal.wait(BODY)))
            for key, pattern in dialogs.get(place, ()):
                see(terminal, key, pattern)
            terminal.press("right")
        assert shown > LAST - 5
        terminal.press("c")
        terminal.wait("Two rounds")
        for key, pattern in (("t", "How to read the two rounds"), ("enter", "go on")):
            see(terminal, key, pattern)
        terminal.press("escape")
        terminal.wait("Two rounds", gone=True)
        unharmed(terminal)


def test_every_dialog_of_a_vote_and_of_a_tie(session: Path) -> None:
    shutil.rmtree(session / "rounds")
    with opened(session, "vote") as terminal:
        terminal.wait(BODY)
        see(terminal, "a", "Abstain")
        terminal.press("o")
        terminal.wait("Raised hands")
        terminal.press("9", "enter")
        terminal.wait("9 people vote by raised hands")
        terminal.press("3", "down", "3", "down", "3")
        terminal.wait(r"\[  3\]")
        terminal.press("escape")
        terminal.wait("9 people vote by raised hands", gone=True)
        terminal.press("c")
        terminal.wait("End the vote and count")
        terminal.wait("Enter: ")
        terminal.press("enter")
        terminal.wait("Tied for places 1–2")
        terminal.press("t")
        terminal.wait("The rule of this session")
        see(terminal, "enter", "Everybody raises a hand")
        terminal.press("t", "down", "enter")
        terminal.wait("Seed")
        paste(terminal, HOSTILE)
        terminal.wait(re.escape(SHOWN))
        terminal.press("enter")
        terminal.wait("Seed", gone=True)
        terminal.wait(re.escape(SHOWN[:8]))
        terminal.press("down", "b", "enter")
        terminal.wait("reason")
        paste(terminal, HOSTILE)
        terminal.wait(re.escape(SHOWN))
        terminal.press("enter")
        terminal.wait("Enter: write")
        terminal.press("enter")
        terminal.wait("– written down")
        unharmed(terminal)


@pytest.mark.skipif(sys.platform != "linux", reason="such names are for Linux only")
def test_a_list_of_sessions_in_folders_of_every_name(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / "list" / name).mkdir(parents=True)
        (tmp_path / "list" / name / "session.toml").write_text(f'id = "{"[/]"}')
    with Terminal(["--sessions", "list", "--lang", "en"], cwd=tmp_path) as terminal:
        shown = terminal.wait("-rf")
        while "x…" not in shown:
            terminal.press("pagedown")
            shown = terminal.wait(rf"(?s)\A(?!{re.escape(shown)})")
        terminal.press("end", "enter")
        terminal.wait("That cannot be done")
        terminal.press("enter")
        terminal.wait("That cannot be done", gone=True)
        unharmed(terminal)
    said = subprocess.run(
        [sys.executable, "-m", "amu_tui", "check", *(f"list/{name}" for name in NAMES)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert said.stderr.count(b"session.toml:1: ") == len(NAMES)
    assert obeyed(said.stderr.decode()) == obeyed(said.stdout.decode()) == []


VARIABLES = (
    *("TERM", "LANG", "LANGUAGE", "LC_MESSAGES", "TZ", "USER", "LOGNAME", "EDITOR", "PAGER"),
    *(
        "COLORTERM",
        "TERM_PROGRAM",
        "LC_TERMINAL",
        "SSH_CONNECTION",
        "TMPDIR",
        "AMU_DEBUG",
        "COLUMNS",
    ),
)
FOLDERS = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")


def test_every_variable_of_the_environment(tmp_path: Path) -> None:
    said = HOSTILE.replace("\x00", "") + os.fsdecode(b"\xff")
    place = tmp_path / said.replace("/", "")
    env = dict.fromkeys(VARIABLES, said) | {
        name: str(place / name / said.replace("/", "")) for name in FOLDERS
    }
    env["AMU_SESSIONS"] = said.replace("/", "")
    (place / "XDG_CONFIG_HOME").mkdir(parents=True)
    with Terminal(["--lang", "en"], env=env, cwd=tmp_path) as terminal:
        terminal.wait(re.escape(SHOWN[3:20]) + r".*\n Sessions")
        terminal.press("d")
        terminal.wait("Step 1 of 23")
        terminal.press("T")
        terminal.wait("Colours")
        terminal.press("down", "enter")
        terminal.wait("Colours", gone=True)
        unharmed(terminal)
    for words in (("demo",), ("doctor",), ("check", "."), ("--sessions", "none", "open", "none")):
        done = subprocess.run(
            [sys.executable, "-m", "amu_tui", *words],
            cwd=tmp_path,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert obeyed(done.stderr.decode()) == obeyed(done.stdout.decode()) == []


BOMB = f"{HOSTILE}\n\x1b[201 \x1bq\r" * 150_000


def test_five_megabytes_that_are_pasted_into_every_kind_of_field(session: Path) -> None:
    with opened(session, "actions") as terminal:
        terminal.wait(BODY)
        for key, field in (("?", "type to filter"), ("\x10", "type what you want")):
            terminal.press(key)
            terminal.wait(field)
            paste(terminal, BOMB)
            terminal.wait(MARK)
            terminal.press("escape")
            terminal.wait("Step 20 of 23")
        terminal.press("a")
        terminal.wait(r"Ctrl\+S: save")
        paste(terminal, BOMB)
        terminal.wait(MARK)
        terminal.press("enter")
        terminal.wait(r"this is longer than \d+ characters")
        terminal.press("\x15")
        terminal.wait("this is longer", gone=True)
        paste(terminal, BOMB[:80])
        terminal.press("enter", "enter")
        paste(terminal, BOMB)
        terminal.press("enter")
        terminal.wait("this is longer")
        terminal.press("\x15", "ctrl+s")
        terminal.wait(r"Ctrl\+S: save", gone=True)
        terminal.wait("Step 20 of 23")
        paste(terminal, BOMB)
        terminal.press("right")
        terminal.wait("Step 21 of 23")
        unharmed(terminal)
