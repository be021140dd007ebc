"""Text from outside is shown as text: never as markup, never as terminal codes.

Each test fills every place that others can write in – a table, an instrument, session files,
what is pasted, names of folders – and looks at every byte that reaches the terminal.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import amu_tui
from amu_tui.files.session.demo import copy_demo
from tests.terminal.acting import amu, opened, paste, quit_program
from tests.terminal.drive import Terminal

INSTRUMENT = Path(amu_tui.__file__).parent / "instruments" / "kiwest-1.toml"

MARKUP = "[/][@click=app.quit]x"
BLINK = "\x1b[5m"
CODES = (
    "\x1b]52;c;RVZJTA==\x07",
    "\x1b]0;EVIL\x07",
    "\x1b]8;;http://evil/\x1b\\",
    "\x1b[5;31;41m",
    "\x1b[?1000h",
    "\x1b[2J",
    "\x1bP$qm\x1b\\",
    "\x9b5;31m",
    "\x9d0;EVIL\x9c",
)
"""Clipboard, title, link, colours, mouse, clearing, a query, and two of them in eight bits."""

BIDI = "\u202e\u2066\u200f"

OURS = re.compile(
    rb"\x1b\[[0-9;]*m|\x1b\[\d+;\d+H|\x1b\[\?(?:1049|25|1004|2004|2026|7)[hl]|\x1b\[\?\d+\$p"
    rb"|\x1b\[<u|\x1b\]22;[a-z-]*\x07|\r\n"
)
"""Everything that the program itself tells the terminal."""


def unharmed(shown: bytes) -> None:
    """Nothing in `shown` but text and what the program itself tells the terminal."""
    for code in (BLINK, *CODES, *BIDI):
        assert code.encode() not in shown, repr(code)
    rest = OURS.sub(b"", shown).decode("utf-8")
    wrong = {char for char in rest if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs")}
    assert wrong - {"\n"} == set(), [
        rest[max(0, rest.index(c) - 40) : rest.index(c) + 20] for c in wrong
    ]


def inside(raw: str) -> str:
    """`raw` as an exact pattern for the screen, where each character taken out leaves a mark."""
    marked = "".join("�" if unicodedata.category(char) in ("Cc", "Cf") else char for char in raw)
    return re.escape(marked)


def escaped(text: str) -> str:
    """`text` inside the quotes of a TOML string."""
    return "".join(
        f"\\u{ord(char):04x}" if not char.isprintable() or char in '"\\' else char for char in text
    )


def in_english(text: str, new: str) -> str:
    """A TOML text with `new` before everything that is said in English."""
    return re.sub(r'\ben = ("""|")', lambda found: found[0] + escaped(new), text)


def walk(terminal: Terminal, last: int, pattern: str) -> None:
    """Go through the steps from the first to the `last`; most of them show `pattern`."""
    found = 0
    for step in range(2, last + 1):
        terminal.press("right")
        terminal.wait(rf"Step {step} of \d+")
        terminal.press("j")
        found += bool(re.search(pattern, terminal.text))
    assert found > last // 2


# A table, an instrument and arguments

UNIT = f"{MARKUP} {CODES[1]}"
ROUND = f"20{CODES[3]}17"
REFERENCE = f"\\[red]{CODES[7]}{BIDI[0]}ref"
PREFIX = "[/]" + BLINK


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A session that `amu new` made of a hostile table, instrument and arguments."""
    text = INSTRUMENT.read_text(encoding="utf-8").replace('"kiwest-1"', '"own"', 1)
    own = tmp_path / f"own{CODES[4]}.toml"
    own.write_text(in_english(text, PREFIX), encoding="utf-8")
    table = tmp_path / f"{CODES[2].replace('/', ':')}.csv"
    rows = ["unit\ttheme\tn\tmean\tsd"]
    for unit, n in ((UNIT, 37), (REFERENCE, 212)):
        rows += [f"{unit}\t{number}\t{n}\t{3 + number % 10 / 10}\t0.8" for number in range(1, 29)]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    folder = tmp_path / "s"
    what = ("--results", str(table), "--unit", UNIT, "--round", ROUND)
    beside = ("--compare", REFERENCE, "--parent", REFERENCE)
    who = ("--leader", PREFIX + "Kari", "--safety-representative", BIDI + "Ola")
    amu("new", str(folder), *what, *beside, *who, "--instrument", str(own), "--lang", "en")
    return folder


TITLE = f"{CODES[7]}[bold]Kaffe{BIDI}[/] \\[red]"
OWNER = f"[link=x]{CODES[8]}Kari"
NOTE = f"[$primary]{CODES[7]}note"
"""Pasted: an Esc in the midst would be taken for a key, as it is where no paste is marked."""


def look(terminal: Terminal) -> None:
    """Every step before the vote, a private note, and the two boxes that search."""
    terminal.wait(inside(UNIT[:26]) + r".*Step 1 of 22")
    walk(terminal, 17, inside(PREFIX))
    terminal.press("left", "left", "left", "left", "left", "left")
    terminal.wait(r"Step 11 of 22")
    terminal.wait(r"Agenda|sort")
    terminal.press("n")
    terminal.wait(r"Kept in your own folder")
    paste(terminal, NOTE)
    terminal.wait(inside(NOTE))
    terminal.press("enter")
    terminal.wait("Your own note: " + inside(NOTE))
    terminal.press("?")
    terminal.wait(r"type to filter")
    paste(terminal, CODES[3] + TITLE)
    terminal.wait(r"no key matches")
    terminal.press("escape")
    terminal.wait(r"no key matches", gone=True)
    terminal.press("\x10")
    terminal.wait(r"type what you want")
    paste(terminal, TITLE)
    terminal.wait(inside(TITLE))
    terminal.press("escape")
    terminal.wait(inside(TITLE), gone=True)


def vote_and_choose(terminal: Terminal) -> None:
    terminal.wait(r"Preserve 0/2 · Improve 0/2")
    terminal.press("b", "j", "b", "j", "f", "j", "f")
    terminal.wait(r"Preserve 2/2 · Improve 2/2")
    terminal.press("enter")
    terminal.wait(r"Cast this ballot\?")
    terminal.wait(r"Enter: ")
    assert re.search(inside(PREFIX), terminal.text)
    terminal.press("enter")
    terminal.wait(r"1 has voted")
    terminal.press("c")
    terminal.wait(r"End the vote and count\?")
    terminal.wait(r"Enter: ")
    terminal.press("enter")
    terminal.wait(r"Choose themes – Preserve 2/2 · Improve 2/2")
    terminal.press("enter")
    terminal.wait(r"Enter: ")
    terminal.press("enter")
    terminal.wait(r"written down")


def write_action(terminal: Terminal) -> None:
    terminal.press("right")
    terminal.wait(r"▸ \+ Preserve: " + inside(PREFIX))
    terminal.press("a")
    terminal.wait(r"Ctrl\+S: save")
    paste(terminal, TITLE)
    terminal.wait(inside(TITLE))
    terminal.press("enter")
    paste(terminal, OWNER)
    terminal.wait(inside(OWNER))
    terminal.press("enter")
    paste(terminal, CODES[8] + MARKUP)
    terminal.press("enter")
    terminal.wait(f'"{inside(CODES[8] + MARKUP)}" is not a date')
    terminal.press("\x15")
    terminal.wait(r"such as 15\.3")
    terminal.press("enter")
    terminal.wait(r"Ctrl\+S: save", gone=True)
    terminal.wait(inside(TITLE))
    terminal.press("right")
    terminal.wait(r"Preserve 0/3")
    terminal.press("space")
    terminal.wait(r"Preserve 1/3")
    terminal.press("enter")
    terminal.wait(r"Enter: ")
    terminal.press("enter")
    terminal.wait(r"written down")


def sign_and_follow(terminal: Terminal) -> None:
    terminal.press("right")
    terminal.wait(r"Action report")
    terminal.press("s")
    terminal.wait(inside(PREFIX + "Kari"))
    terminal.press("enter")
    # Without an Esc, which is read as a key in a paste: the next one must not arrive with it.
    paste(terminal, OWNER)
    terminal.wait(inside(OWNER))
    terminal.press("ctrl+s")
    terminal.wait(r"Ctrl\+S: save", gone=True)
    terminal.press("w")
    terminal.wait("Write the report as")
    terminal.press("enter")
    terminal.wait(r"report\.md")
    terminal.press("right")
    terminal.wait(r"Step 22 of 22")
    terminal.wait(inside(TITLE[:18]))
    terminal.press("n")
    terminal.wait(r"Ctrl\+S: save")
    paste(terminal, NOTE)
    terminal.wait(inside(NOTE))
    terminal.press("ctrl+s")
    terminal.wait(r"Ctrl\+S: save", gone=True)
    terminal.wait(inside(NOTE))


def test_a_meeting_on_a_hostile_table_and_instrument(session: Path) -> None:
    with opened(session, "agenda") as terminal:
        look(terminal)
        quit_program(terminal)
        unharmed(bytes(terminal.raw))
    with opened(session, "vote") as terminal:
        vote_and_choose(terminal)
        write_action(terminal)
        sign_and_follow(terminal)
        quit_program(terminal)
        unharmed(bytes(terminal.raw))
    filed = (session / "report.md").read_bytes()
    unharmed(filed)
    told = json.loads(amu("report", str(session), "--format", "json"))
    (action,) = told["preserve"]
    assert re.fullmatch(inside(TITLE), action["title"])
    owners = ";".join([action["owner"], *action["co_owners"]])
    assert re.fullmatch(inside(OWNER), owners)
    for words in (("show",), ("show", "--sentences"), ("report",), ("action", "list"), ("note",)):
        said = amu(*words, str(session), "--lang", "en")
        unharmed(said.encode())
        assert "Kaffe" in said or "[/]" in said or "note" in said


# Files that somebody else has written


def put_in(path: Path, old: str, new: str) -> None:
    """Write `new` before each text that begins with `old`, as TOML escapes it."""
    text = path.read_text(encoding="utf-8")
    assert f'= "{old}' in text, path
    path.write_text(text.replace(f'= "{old}', f'= "{escaped(new)}{old}'), encoding="utf-8")


@pytest.fixture
def handmade(tmp_path: Path) -> Path:
    """A finished session in whose files somebody has written what no program of ours writes."""
    folder = copy_demo(tmp_path / "demo")
    said = str(folder)
    amu("vote", said, "--preserve", "2,7", "--improve", "22,13")
    reason = ("--reason", "Because", "--preserve", "1,7", "--improve", "22,13")
    amu("close", said, "themes", *reason)
    what = ("--title", "Coffee", "--owner", "Kari", "--note", "Tried")
    done = [amu("action", "add", said, "--theme", theme, *what).strip() for theme in ("1", "22")]
    amu("close", said, "actions", "--preserve", done[0], "--improve", done[1])
    amu("sign", said, "--leader", "Leader", "--safety-representative", "Rep")
    filled = ("--goal", "1", "Peace", "--took-part", "results", "Union: Eva", "--whole", "Whole")
    amu("fill", said, *filled, "--case", "Case", "--found", "emotional", "Found")
    amu(
        "action",
        "edit",
        said,
        done[0],
        "--when",
        "Raining",
        "--then",
        "Indoors",
        "--effect",
        "Calm",
    )
    put_in(folder / "session.toml", "Institutt", PREFIX)
    put_in(folder / "results.toml", "Fakultet", CODES[7])
    put_in(folder / "rounds" / "themes.toml", "Because", PREFIX)
    put_in(folder / "rounds/report.toml", "Leader", PREFIX)
    for text in ("Peace", "Union", "Eva", "Whole", "Case", "Found"):
        put_in(folder / "rounds/details.toml", text, PREFIX)
    for text in ("Raining", "Indoors", "Calm"):
        put_in(folder / "actions" / f"{done[0]}.toml", text, PREFIX)
    for place, action in enumerate(done):
        path = folder / "actions" / f"{action}.toml"
        put_in(path, "Coffee", CODES[place] + MARKUP)
        put_in(path, "Kari", CODES[3] + MARKUP)
        put_in(path, "Tried", CODES[8] + MARKUP)
    results = folder / "results.toml"
    text = results.read_text(encoding="utf-8")
    results.write_text(in_english(text, PREFIX), encoding="utf-8")
    named = folder / "actions" / f"{CODES[1]}[red].toml"
    named.write_text(f'title = "{MARKUP}\n', encoding="utf-8")
    damaged = folder / "actions" / "abc.toml"
    damaged.write_text(f'id = "{escaped(PREFIX)}abc"\n', encoding="utf-8")
    return folder


def test_files_that_somebody_else_has_written(handmade: Path) -> None:
    with opened(handmade, "agenda") as terminal:
        terminal.wait(r"Not everything could be read")
        terminal.wait("actions/" + inside(f"{CODES[1]}[red].toml"))
        terminal.press("enter")
        terminal.wait(r"Not everything could be read", gone=True)
        terminal.wait(inside(PREFIX) + "Ins.*Step 1 of 23")
        walk(terminal, 22, inside(PREFIX) + "Ins")
        terminal.press("home")
        terminal.press("right")
        terminal.wait(r"Step 23 of 23")
        terminal.wait(inside(CODES[0] + MARKUP))
        terminal.press("r")
        terminal.wait(inside(CODES[8] + MARKUP) + r"Tried(?s:.*)Esc: go on")
        terminal.press("escape")
        terminal.wait(r"Esc: go on", gone=True)
        quit_program(terminal)
        unharmed(bytes(terminal.raw))
    for words in (("show",), ("action", "list"), ("check",)):
        done = subprocess.run(
            [sys.executable, "-m", "amu_tui", *words, str(handmade)],
            capture_output=True,
            check=False,
        )
        unharmed(done.stdout)
        unharmed(done.stderr)


# Names of folders


@pytest.mark.skipif(sys.platform != "linux", reason="such names are for Linux only")
def test_folders_with_hostile_names(tmp_path: Path) -> None:
    place = os.fsencode(tmp_path) + b"/[red]\x1b[5mplace"
    good, bad = place + b"/\x1b]0;EVIL\x07[red]good", place + b"/\xff\x9b5;31m[@click=app.quit]bad"
    Path(os.fsdecode(bad)).mkdir(parents=True)
    Path(os.fsdecode(bad), "session.toml").write_text(f'id = "{MARKUP}\n', encoding="utf-8")
    copy_demo(tmp_path / "demo").rename(os.fsdecode(good))
    args = ["--sessions", f"[red]{BLINK}place", "--lang", "en"]
    with Terminal(args, cwd=tmp_path) as terminal:
        terminal.wait(inside(f"[red]{BLINK}place"))
        terminal.wait(r"not voted yet · synthetic")
        terminal.wait(re.escape("��5;31m[@click=app.quit]bad"))
        terminal.press("end", "enter")
        terminal.wait(r"That cannot be done")
        terminal.wait(re.escape("��5;31m[@click=app.quit]bad"))
        terminal.press("enter")
        terminal.wait(r"That cannot be done", gone=True)
        terminal.press("home", "enter")
        terminal.wait(r"Step 1 of 23")
        terminal.press("escape")
        terminal.wait(r"not voted yet · synthetic")
        quit_program(terminal)
        unharmed(bytes(terminal.raw))
