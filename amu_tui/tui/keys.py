"""Every key, declared once.

Bindings, the key line, the help screen, the palette and the table in `amu help keys` are made
from `KEYS`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType

from amu_tui.words import N_, _


class Key(NamedTuple):
    """One thing that can be done in a context: on a screen, in a step, or everywhere.

    `keys` are Textual's names, `sign` is how the first of them is written for people, `label`
    stands in the key line (none where empty), `help` in the help screen and the palette. Where
    the line has no room for all, `short` stands there instead, or nothing where it is empty.
    """

    action: str
    keys: tuple[str, ...]
    sign: str
    label: str
    help: str
    short: str | None = None
    in_dialogs: bool = False
    """Whether it works in dialogs and forms too."""

    @property
    def shorter(self) -> str:
        """What stands in the key line where there is little room."""
        return self.label if self.short is None else self.short


SPACE = N_("Space")
"""The one sign that is a word, and so is translated where it is shown."""

EVERYWHERE = (
    Key("help", ("question_mark", "f1"), "?", N_("Help"), N_("Show the keys of this screen")),
    Key("quit", ("q",), "q", N_("Quit"), N_("Leave; what is said to be saved is saved")),
    Key("language", ("L",), "L", "", N_("Change language")),
    Key("theme", ("T",), "T", "", N_("Change colours")),
    Key("stop", ("ctrl+z",), "Ctrl+Z", "", N_("Stop; `fg` in the shell goes on"), in_dialogs=True),
)
SESSIONS = (
    Key("choose", ("enter",), "Enter", N_("open"), N_("Open the session")),
    Key("demo", ("d",), "d", N_("demo"), N_("Make and open a copy of the synthetic example")),
    Key("reload", ("r",), "r", N_("reload"), N_("Read the folder again")),
)
MEETING = (
    Key("previous", ("left", "h"), "←", "", N_("The step before")),
    Key("next", ("right", "l"), "←→", N_("step"), N_("The next step")),
    Key("steps", ("G", "g"), "G", N_("go to"), N_("Go to any step"), ""),
    Key("undo", ("u",), "u", "", N_("Undo the last change")),
    Key("redo", ("U",), "U", "", N_("Do again what was undone last")),
    Key("follow", ("F",), "F", "", N_("Follow who leads the meeting, or stop following")),
    Key("back", ("escape",), "Esc", "", N_("Back to the list of sessions")),
)
LIST = (
    Key("up", ("up", "k"), "↑", "", N_("Up")),
    Key("down", ("down", "j"), "↓", "", N_("Down")),
    Key("page_up", ("pageup",), "PgUp", "", N_("A page up")),
    Key("page_down", ("pagedown",), "PgDn", "", N_("A page down")),
    Key("first", ("home",), "Home", "", N_("To the first")),
    Key("last", ("end",), "End", "", N_("To the last")),
)
PAGES = (
    Key("page_next", ("down", "j", "space", "pagedown"), "↓", N_("more"), N_("The next page")),
    Key("page_previous", ("up", "k", "pageup"), "↑", "", N_("The page before")),
)
QUESTIONS = (
    *PAGES,
    Key("timer", ("t",), "t", N_("timer"), N_("Start or stop the timer")),
    Key("more_time", ("plus", "m"), "+", "", N_("One minute more on the timer")),
)
COMPARE_ROUNDS = (
    Key("compare", ("c",), "c", N_("compare"), N_("Set it beside the round before"), N_("before")),
)
"""Where there are figures, and where one asks what became of the actions."""
SCROLL = Key("down", ("down", "j"), "↑↓", N_("more"), "")
"""Stands in the key line where a list scrolls; `LIST` has the keys."""
CHECKLIST_KEY = Key("checklist", ("x",), "x", N_("checklist"), N_("Answer a checklist"), "")
AGENDA = (
    Key("choose", ("enter",), "Enter", N_("go"), N_("Go to this step")),
    *COMPARE_ROUNDS,
    CHECKLIST_KEY,
)
CHECKLIST = (
    Key("turn(1)", ("right", "l"), "←→", N_("answer"), N_("The next answer; a digit takes one")),
    Key("turn(-1)", ("left", "h"), "←", "", N_("The answer before")),
    Key("write", ("enter",), "Enter", N_("write"), N_("Write an answer, or go on")),
    Key("clear", ("delete", "backspace"), "Del", N_("take away"), N_("Take the answer away")),
    Key("back", ("escape",), "Esc", N_("back"), N_("Back to the step")),
)
CHARTS = (Key("chart", ("g",), "g", N_("chart"), N_("Bars as a chart, or as rows"), ""),)
RESULT_KEYS = (
    Key("preserve", ("b", "p"), "b", N_("preserve"), N_("Note for yourself: preserve this")),
    Key("improve", ("f", "i"), "f", N_("improve"), N_("Note for yourself: improve this")),
    Key("note", ("n",), "n", N_("note"), N_("Write a private note about the theme"), ""),
    Key("sort", ("s",), "s", N_("sort"), N_("Order by deck, score, disagreement, distance")),
    Key(
        "interval",
        ("e",),
        "e",
        N_("uncertainty"),
        N_("Spread, or how far chance can move the mean"),
        "±",
    ),
    *CHARTS,
    Key("legend", ("t",), "t", N_("legend"), N_("How to read the bars")),
    *COMPARE_ROUNDS,
)
WARNINGS = (Key("warnings", ("w",), "w", N_("warnings"), N_("What is odd about the figures")),)
OVERVIEW = (
    Key("sort", ("s",), "s", N_("sort"), N_("Order by deck, score, disagreement, distance")),
    Key("legend", ("t",), "t", N_("legend"), N_("How to read the bars")),
    *WARNINGS,
    *COMPARE_ROUNDS,
)
COMPARE = (
    Key("sort", ("s",), "s", N_("sort"), N_("Order by deck, by change, by what was chosen")),
    Key("read", ("enter", "r"), "Enter", N_("read"), N_("Read all about the theme")),
    Key("chart", ("g",), "g", N_("chart"), N_("The theme over the rounds, as a chart")),
    Key("legend", ("t",), "t", N_("legend"), N_("How to read the two rounds")),
    Key("other", ("o",), "o", N_("other"), N_("Beside another of the units that it was then")),
    Key("back", ("escape", "c"), "Esc", N_("back"), N_("Back to the step")),
)
MARK_KEYS = (
    Key("preserve", ("b", "p"), "b", N_("preserve"), N_("Put on, or take off, the preserve list")),
    Key("improve", ("f", "i"), "f", N_("improve"), N_("Put on, or take off, the improve list")),
)
BALLOT = (
    Key("cast", ("enter",), "Enter", N_("vote"), N_("Cast the ballot")),
    Key("abstain", ("a",), "a", N_("abstain"), N_("Cast an empty ballot")),
    Key("count", ("c",), "c", N_("count"), N_("End the vote and count")),
    Key("pass_on", ("n",), "n", N_("next"), N_("Next person on this keyboard")),
    Key("hands", ("o",), "o", N_("hands"), N_("Key in raised hands")),
)
TAKE = (Key("mark", ("space", "x"), SPACE, N_("choose"), N_("Choose, or take away")),)
DECIDE = (
    Key("confirm", ("enter",), "Enter", N_("decide"), N_("Decide and write it down")),
    Key("settle", ("t",), "t", N_("tie"), N_("Settle a tie: run-off, lot, or the room")),
    Key("count", ("c",), "c", N_("count"), N_("End the vote and count")),
)
REOPEN = (
    Key("reopen", ("o",), "o", N_("open again"), N_("Open the round again that is written down")),
)
VOTE = (*MARK_KEYS, *BALLOT)
VOTE_ACTIONS = (
    *TAKE,
    *BALLOT,
    Key("without", ("v",), "v", "", N_("Choose without a vote")),
)
HANDS = (
    Key("more", ("plus",), "+", "", N_("One hand more; digits write the number")),
    Key("fewer", ("minus",), "-", "", N_("One hand fewer")),
    Key("other", ("left", "right", "tab"), "←→", "", N_("The other column")),
    Key("people", ("p",), "p", "", N_("How many vote by raised hands")),
)
CHOOSE = (*MARK_KEYS, *DECIDE, *REOPEN)
PLAN = (
    Key("plan", ("p",), "p", N_("plan"), N_("When and then, effect, level, answer from above"), ""),
)
ACTION_KEYS = (
    Key("add", ("a",), "a", N_("new"), N_("Write a new action for the theme")),
    Key("edit", ("enter", "e"), "Enter", N_("change"), N_("Change the action")),
    *PLAN,
    Key("basket", ("m",), "m", N_("move"), N_("Pass on to the leader, or take back")),
    Key("remove", ("d", "delete"), "d", N_("delete"), N_("Delete the action")),
    Key("restore", ("r",), "r", "", N_("Bring back an action that was deleted")),
)
PRIORITISE = (
    *TAKE,
    Key("raise", ("plus", "K"), "+", N_("up"), N_("Move the action up")),
    Key("lower", ("minus", "J"), "-", N_("down"), N_("Move the action down")),
    Key("vote", ("v",), "v", N_("vote"), N_("Vote on the actions instead")),
    *DECIDE,
    *REOPEN,
)
REPORT = (
    Key("fill", ("f",), "f", N_("fill in"), N_("Fill in goals, who took part, review, § 4-3")),
    Key("sign", ("s",), "s", N_("sign"), N_("Date the report and name who signs")),
    Key("write", ("w",), "w", N_("write"), N_("Write the report into the session's folder")),
    Key("said", ("y",), "y", N_("we did"), N_("“You said – we did” on a page, or the report")),
    CHECKLIST_KEY,
    Key("log", ("H",), "H", "", N_("What was decided and changed, when, and by which account")),
)
FOLLOW_UP = (
    Key("status", ("space", "s"), SPACE, N_("status"), N_("The next status of the action")),
    Key("note", ("n",), "n", N_("note"), N_("Write how it goes, and what of it is felt")),
    Key("view", ("v",), "v", N_("view"), N_("By deadline, status or person; mine; without news")),
    Key("read", ("r",), "r", "", N_("Read all notes of the action")),
    Key("edit", ("enter", "e"), "Enter", N_("change"), N_("Change the action")),
    *PLAN,
    *COMPARE_ROUNDS,
    CHECKLIST_KEY,
)
SINCE_LAST = (
    Key(
        "helped",
        ("space", "s"),
        SPACE,
        N_("answer"),
        N_("The next answer: helped, in part, did not help, too early to say"),
    ),
    Key(
        "felt(1)",
        ("1",),
        "1–5",
        N_("felt"),
        N_("Felt: 1 of 5, nothing of it; again: no number"),
        "",
    ),
    Key("felt(2)", ("2",), "2", "", N_("Felt: 2 of 5")),
    Key("felt(3)", ("3",), "3", "", N_("Felt: 3 of 5")),
    Key("felt(4)", ("4",), "4", "", N_("Felt: 4 of 5")),
    Key("felt(5)", ("5",), "5", "", N_("Felt: 5 of 5, a great deal")),
    Key("said", ("n",), "n", N_("sentence"), N_("Write what the room says of it")),
    Key("goes_on", ("v",), "v", N_("goes on"), N_("It goes on as an action of this session")),
    Key("close", ("x",), "x", N_("close"), N_("Nothing more is done about it; again: open")),
    Key("next_one", ("enter",), "Enter", N_("next"), N_("The next that is not answered"), ""),
    Key("read", ("r",), "r", "", N_("Read all that is known of the action")),
    *COMPARE_ROUNDS,
)

VERSIONS = (
    Key("left", ("left", "h"), "←", "", N_("Take the text on the left; of notes, first both")),
    Key("right", ("right", "l"), "→", "", N_("Take the text on the right; of notes, first both")),
    Key("all('ours')", ("1",), "1", "", N_("Take everything on the left")),
    Key("all('theirs')", ("2",), "2", "", N_("Take everything on the right")),
    Key("save", ("enter", "ctrl+s"), "Enter", "", N_("Save what is chosen")),
    Key("leave", ("escape",), "Esc", "", N_("Back; nothing is changed")),
)

KEYS: dict[str, tuple[Key, ...]] = {
    "everywhere": EVERYWHERE,
    "sessions": SESSIONS,
    "meeting": MEETING,
    "list": LIST,
    "agenda": AGENDA,
    "checklist": CHECKLIST,
    "pages": PAGES,
    "questions": QUESTIONS,
    "participation": WARNINGS,
    "results": RESULT_KEYS,
    "extra-questions": CHARTS,
    "overview": OVERVIEW,
    "compare": COMPARE,
    "vote": VOTE,
    "vote-actions": VOTE_ACTIONS,
    "hands": HANDS,
    "choose": CHOOSE,
    "actions": ACTION_KEYS,
    "versions": VERSIONS,
    "prioritise": PRIORITISE,
    "report": REPORT,
    "follow-up": FOLLOW_UP,
    "since-last": SINCE_LAST,
    "plain": (),
}

CONTEXT_TITLES: dict[str, str] = {
    "everywhere": N_("Everywhere"),
    "sessions": N_("The list of sessions"),
    "meeting": N_("In a meeting"),
    "list": N_("In a list"),
    "agenda": N_("Agenda"),
    "checklist": N_("Checklist"),
    "pages": N_("Pages"),
    "questions": N_("The two questions"),
    "participation": N_("Participation"),
    "results": N_("Results"),
    "extra-questions": N_("Other questions"),
    "overview": N_("Overview"),
    "compare": N_("Two rounds"),
    "vote": N_("Vote"),
    "vote-actions": N_("Vote on actions"),
    "hands": N_("Raised hands"),
    "choose": N_("Choose themes"),
    "actions": N_("Actions"),
    "versions": N_("Two versions of an action"),
    "prioritise": N_("Prioritise"),
    "report": N_("Action report"),
    "follow-up": N_("Follow-up"),
    "since-last": N_("Since last time"),
}


def bindings(context: str) -> list[BindingType]:
    """Textual's bindings for the keys of a context."""
    return [
        Binding(",".join(key.keys), key.action, key.help, show=False, priority=key.in_dialogs)
        for key in KEYS[context]
    ]


def written(key: Key) -> str:
    """All the keys of `key` as people write them: `b p`."""
    names = {
        "question_mark": "?",
        "escape": "Esc",
        "enter": "Enter",
        "space": _(SPACE),
        "left": "←",
        "right": "→",
        "up": "↑",
        "down": "↓",
        "pageup": "PgUp",
        "pagedown": "PgDn",
        "home": "Home",
        "end": "End",
        "plus": "+",
        "minus": "-",
        "delete": "Del",
        "backspace": "⌫",
        "tab": "Tab",
        "f1": "F1",
        "ctrl+s": "Ctrl+S",
        "ctrl+z": "Ctrl+Z",
    }
    return " ".join(names.get(name, name) for name in key.keys)


def table(contexts: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each context its title and its (keys, help) pairs, in the user's language."""
    return [
        (_(CONTEXT_TITLES[context]), [(written(key), _(key.help)) for key in KEYS[context]])
        for context in contexts
        if KEYS[context]
    ]
