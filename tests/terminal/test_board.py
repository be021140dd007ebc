"""The board of the follow-up step in a real terminal: what stands where, by which key."""

import datetime
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from amu_tui import words
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Note
from amu_tui.model.survey.instrument import Aim
from amu_tui.words import _, ngettext
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
    env = {"LANG": LOCALES[code], "LC_ALL": "", "XDG_CONFIG_HOME": str(settings.parent)}
    opened = ["open", str(path), "--step", "follow-up"]
    with Terminal(opened, columns=columns, lines=lines, env=env) as terminal:

        def heading(text: str, count: int) -> str:
            said = _(text).format(days=60)
            return f"{said[:1].upper()}{said[1:]} · {count}"

        def see(text: str, below: str = "") -> None:
            # The summary may be broken between any two words.
            terminal.wait(r"\s+".join(map(re.escape, text.split())) + below)

        late = heading("the deadline has passed", 1)
        see(late)
        see(ngettext("{n} day overdue", "{n} days overdue", 3).format(n=3))
        see(_("{n} without news").format(n=1))
        see(_("no news for long: how does it go?"))
        terminal.press("v")
        see(heading("started", 1), r"\s*\n.*Marking")
        terminal.press("v")
        see("Kari · 2", r"\s*\n.*Lunch.*\n.*Wednesdays")
        load = _("{n} due in week {week}: too much at once?").partition("{week}")[0].format(n=3)
        see(f"Ola · 3 · {load}", r".*\n.*Marking.*\n.*Seminar.*\n.*Wednesdays")
        terminal.press("v")
        see(heading("yours", 2))
        terminal.wait("Marking", gone=True)
        terminal.press("v")
        see(heading("no news for {days} days or more: how does it go?", 1))
        terminal.wait("Lunch.* " + ngettext("{n} day", "{n} days", 80).format(n=80))
        terminal.press("v")
        see(late)
        terminal.press("n")
        see(_("How does it go?"))
        terminal.press(*"Fine", "enter", *"7", "enter")
        see(_("the effect is a figure from 1 to 5"))
        terminal.press("backspace", "4", "enter", *"list", "ctrl+s")
        see("Kari: Fine · " + _("effect felt: {n} of 5").format(n=4))
        terminal.press("q")
        terminal.wait_end()
    (note,) = (
        n for a in SessionFolder(path).load().actions.values() for n in a.notes.values() if n.felt
    )
    assert (note.text, note.felt, note.proof, note.by) == ("Fine", 4, "list", "Kari")
