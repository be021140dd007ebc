"""The board of the follow-up step in a real terminal: what stands where, by which key."""

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from amu_tui import words
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Note
from amu_tui.model.survey.instrument import Aim
from tests.terminal.drive import Terminal
from tests.tui.opening import demo
from tests.tui.rounds import choose_themes, write_action

LOCALES = {"nb": "nb_NO.UTF-8", "en": "en_GB.UTF-8"}
TODAY, DAY = datetime.date.today(), datetime.timedelta(days=1)


def plan(tmp_path: Path) -> Path:
    """A session whose plan has something under every heading."""
    path = demo(tmp_path)
    choose_themes(path)
    old = {"n": Note(date=TODAY - 90 * DAY, text="We began")}
    monday = TODAY + (7 - TODAY.weekday()) * DAY
    for title, theme, what in (
        ("Lunch", "fellowship", {"owner": "Kari", "deadline": TODAY - 3 * DAY, "notes": old}),
        ("Wednesdays", "goal-clarity", {"owner": "Ola", "co_owners": ("Kari",)}),
        ("Marking", "goal-clarity", {"owner": "Ola", "status": "started"}),
        ("Seminar", "goal-clarity", {"owner": "Ola"}),
        ("Thanks", "recognition", {"deadline": TODAY + 100 * DAY}),
        ("Done", "recognition", {"owner": "Eva Nansen", "status": "done"}),
    ):
        aim: Aim = "preserve" if theme == "fellowship" else "improve"
        new = write_action(path, title, theme, aim)
        given = {"deadline": monday, **what} if what.get("owner") == "Ola" else what
        folder = SessionFolder(path)
        folder.load()
        folder.save_action(replace(new, **given), new.revision)
    lunch = next(f for f in (path / "actions").iterdir() if '"Lunch"' in f.read_text("utf-8"))
    text = lunch.read_text("utf-8")
    lunch.write_text(text.replace(f"saved_on = {TODAY}", f"saved_on = {TODAY - 80 * DAY}"), "utf-8")
    return path


@pytest.mark.parametrize(("code", "columns", "lines"), [("nb", 80, 24), ("en", 120, 40)])
def test_the_same_actions_are_looked_at_from_every_side(
    tmp_path: Path, code: str, columns: int, lines: int
) -> None:
    words.use(code)
    path = plan(tmp_path)
    settings = tmp_path / "config" / "amu-tui"
    settings.mkdir(parents=True)
    (settings / "settings.toml").write_text('schema = 1\nname = "Kari"\n')
    nb = code == "nb"
    env = {"LANG": LOCALES[code], "LC_ALL": "", "XDG_CONFIG_HOME": str(settings.parent)}
    opened = ["open", str(path), "--step", "follow-up"]
    with Terminal(opened, columns=columns, lines=lines, env=env) as terminal:
        late = "Fristen er passert · 1" if nb else "The deadline has passed · 1"
        terminal.wait(late)
        terminal.wait("3 dager over" if nb else "3 days overdue")
        terminal.wait("1 uten nytt" if nb else "1 without news")
        terminal.wait("lenge uten nytt" if nb else "no news for long")
        terminal.press("v")
        terminal.wait((r"Påbegynt" if nb else "Started") + r" · 1\s*\n.*Marking")
        terminal.press("v")
        terminal.wait(r"Kari · 2\s*\n.*Lunch.*\n.*Wednesdays")
        load = "3 med frist i uke" if nb else "3 due in week"
        terminal.wait(rf"Ola · 3 · {load}.*\n.*Marking.*\n.*Seminar.*\n.*Wednesdays")
        terminal.press("v")
        terminal.wait(r"Dine · 2" if nb else r"Yours · 2")
        terminal.wait("Marking", gone=True)
        terminal.press("v")
        terminal.wait(r"60 dager eller mer.* · 1" if nb else r"60 days or more.* · 1")
        terminal.wait(r"Lunch.* 80 " + ("dager" if nb else "days"))
        terminal.press("v")
        terminal.wait(late)
        terminal.press("n")
        terminal.wait("Hvordan går det" if nb else "How does it go")
        terminal.press(*"Fine", "enter", *"7", "enter")
        terminal.wait("fra 1 til 5" if nb else "from 1 to 5")
        terminal.press("backspace", "4", "enter", *"list", "ctrl+s")
        said = "Kari: Fine · opplevd effekt: 4 av 5" if nb else "Kari: Fine · effect felt: 4 of 5"
        terminal.wait(said)
        terminal.press("q")
        terminal.wait_end()
    (note,) = (
        n for a in SessionFolder(path).load().actions.values() for n in a.notes.values() if n.felt
    )
    assert (note.text, note.felt, note.proof, note.by) == ("Fine", 4, "list", "Kari")
