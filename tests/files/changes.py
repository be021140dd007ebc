"""Every way a session's files change, each with what they must be before and after.

The fault sweeps break each of these at every call to the operating system; what they then find
must be the old state or the new one, and the new one where the change was acknowledged.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.session.folder import SessionFolder
from amu_tui.files.user.notes import PrivateNote, load_notes, save_note
from amu_tui.files.user.settings import Settings, load_settings, save_settings
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.session import Progress, Signature
from amu_tui.model.meeting.versions import VersionSide
from amu_tui.model.voting.ballot import Ballot, Choice, Hands, RoundName
from amu_tui.model.voting.closing import close, counted, settle
from amu_tui.model.voting.tally import Round, Tally, by_lot, count
from tests.files.conftest import INFO, make

ACTION = Action(id="a1", theme="autonomy", aim="preserve", title="Talk about it")
EDITED = Action(id="a1", theme="autonomy", aim="preserve", title="Talk more", revision=2)
EDIT = re.compile(rb'^edit = "\w+"$', re.MULTILINE)
DAY = datetime.date(2027, 1, 5)
VOTE = Ballot(session="", round="themes", choice=Choice(preserve=("autonomy",)))
OTHER = Ballot(session="", round="themes", choice=Choice(improve=("support",)))
PASSED = Ballot(session="", round="themes", way="passed", choice=Choice(improve=("support",)))
HANDS = Hands(session="", round="themes", people=3, preserve={"support": 3})


def nothing(folder: SessionFolder) -> None:
    """Most changes need nothing before them."""


@dataclass(frozen=True)
class Change:
    """`run` makes the change to a session that `prepare` has made ready."""

    run: Callable[[SessionFolder], object]
    prepare: Callable[[SessionFolder], object] = nothing


def outcome(folder: SessionFolder) -> Round:
    """The count of the ballots and hands there are."""
    return decided(folder, count(folder.ballots("themes")[0], folder.box("themes").hands()))


def decided(folder: SessionFolder, tally: Tally, name: RoundName = "themes") -> Round:
    """What `tally` gives, its ties settled by lot; nothing where nobody voted for anything."""
    session = folder.session
    budget, candidates = session.budget(name), session.candidates(name)
    lots = settle(counted(tally, budget, candidates), lambda tie: by_lot(tie, "blåskjell"))
    blank = None if lots.choice else Choice()
    return close(
        name,
        tally,
        budget=budget,
        candidates=candidates,
        today=DAY,
        settled=lots.ties,
        choice=blank,
    )


def voted(folder: SessionFolder) -> None:
    """A vote that is ready to be closed."""
    folder.cast(VOTE)
    folder.cast(PASSED)
    folder.save_hands(HANDS)


def clashed(folder: SessionFolder) -> None:
    """An action that two clones changed, as git leaves it."""
    folder.save_action(ACTION, None)
    sides = [toml.dumps(one) for one in (EDITED, ACTION)]
    text = f"<<<<<<< HEAD\n{sides[0]}=======\n{sides[1]}>>>>>>> main\n"
    (folder.path / "actions" / "a1.toml").write_text(text)


def mend(folder: SessionFolder, side: VersionSide) -> None:
    """Take one side of what git left."""
    clash = folder.session.clashes["a1"]
    folder.mend_action(clash, clash.versions.all_of(side))


def removed(folder: SessionFolder) -> None:
    """An action that one clone changed and the other removed, within one file."""
    folder.save_action(ACTION, None)
    text = f"<<<<<<< HEAD\n{toml.dumps(EDITED)}=======\n>>>>>>> main\n"
    (folder.path / "actions" / "a1.toml").write_text(text)


def noted(_folder: SessionFolder) -> None:
    """Notes and settings of this user, before they change."""
    save_note(INFO.key, "autonomy", PrivateNote(text="first"))
    save_settings(Settings(language="nn"))


CHANGES = {
    "create": Change(lambda f: make(f.path)),
    "add an action": Change(lambda f: f.save_action(ACTION, None)),
    "edit an action": Change(
        lambda f: f.save_action(EDITED, 1), lambda f: f.save_action(ACTION, None)
    ),
    "remove an action": Change(
        lambda f: f.remove_action("a1", 1), lambda f: f.save_action(ACTION, None)
    ),
    "mend an action": Change(lambda f: mend(f, "ours"), clashed),
    "mend by removing": Change(lambda f: mend(f, "theirs"), removed),
    "cast": Change(lambda f: f.cast(VOTE)),
    "cast for another": Change(lambda f: f.cast(PASSED), lambda f: f.cast(PASSED)),
    "cast again": Change(lambda f: f.cast(OTHER), lambda f: f.cast(VOTE)),
    "raise hands": Change(lambda f: f.save_hands(HANDS)),
    "end the vote": Change(lambda f: f.end_vote("themes"), voted),
    "close": Change(lambda f: f.close(outcome(f)), voted),
    "sign": Change(lambda f: f.sign(Signature(date=DAY)), lambda f: f.sign(Signature(date=DAY))),
    "report": Change(lambda f: f.write_report("new"), lambda f: f.write_report("old")),
    "progress": Change(lambda f: f.save_progress(Progress(step="vote"))),
    "first note": Change(lambda _f: save_note(INFO.key, "a", PrivateNote(text="first"))),
    "note": Change(lambda _f: save_note(INFO.key, "a", PrivateNote(text="second")), noted),
    "first settings": Change(lambda _f: save_settings(Settings(language="en"))),
    "settings": Change(lambda _f: save_settings(Settings(language="en")), noted),
}


def state(path: Path) -> object:
    """What a user would find: the files of a session that opens, notes, and settings.

    The random names of ballots and of edits are left out, and the count of an ended vote, which
    whoever leads makes where it is missing. Of deleted actions it is what can be brought back. Of a
    session that does not open, it is only said whether the folder looks like one.
    """
    own: object = (load_notes(INFO.key), load_settings())
    try:
        folder = SessionFolder(path)
        problems = (*folder.load().problems, *folder.ballots("themes")[1])
        deleted = [("deleted", one.action.id.encode()) for one in folder.deleted()[0]]
    except AmuError:
        return own, (path / "session.toml").exists()
    found = sorted(
        (
            "ballot" if "ballots" in file.parts else str(file.relative_to(path)),
            EDIT.sub(b"edit = x", file.read_bytes()),
        )
        for file in path.rglob("*")
        if file.is_file() and not file.name.startswith((".tmp-", "counted-"))
        if file.parent.name != "removed"
    )
    return own, problems, [*found, *deleted]


def leftovers(*folders: Path) -> list[Path]:
    """Temporary files that are still there."""
    return [file for folder in folders for file in folder.rglob(".tmp-*")]
