"""Where the things of a session lie in its folder, and folders that colleagues can use too.

Below the session's folder no symbolic link is followed: whoever may write in a shared folder
could otherwise lead somebody else's program anywhere.
"""

import os
import stat
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files.disk.durable import new_folder
from amu_tui.files.disk.os_errors import display_path, explained
from amu_tui.model.ids import is_id
from amu_tui.model.voting.ballot import RoundName
from amu_tui.words import _

PACKAGE = Path(__file__).parents[1]
"""The folder of this program, with the instruments and the demo that come with it."""

SESSION = "session.toml"
INSTRUMENT = "instrument.toml"
RESULTS = "results.toml"
PREVIOUS = "previous.toml"
ACTIONS = "actions"
ROUNDS = "rounds"
CHECKLISTS = "checklists"
OWN_CHECKLIST = ".form.toml"
"""How the name of a copy of a user's own checklist ends, beside the answers to it."""
BALLOTS = "ballots"
LOCAL = "local"
TURNOUT = "turnout"
PROGRESS = "progress.toml"
REMOVED = (ACTIONS, "removed")
"""The parts of the path of the records of actions that were deleted or brought back."""
REOPENED = (ROUNDS, "reopened")
"""The parts of the path of the records of rounds that were opened again."""
SIGNATURE = (ROUNDS, "report.toml")
"""The parts of the path of who signed the report: facilitators write it, as they close rounds."""
DETAILS = (ROUNDS, "details.toml")
"""What is filled in of the report, by those who may write it."""
SIGNED = "signed"
"""The folder of the signed versions, which facilitators write too."""
ANSWER = "since-last-"
"""How the files begin that hold what the room says of an action of the round before."""
EARLIER_SIGNATURE = ("report.toml",)
"""Where it lay before, in a folder that only the maker of a shared session can write."""

GITIGNORE = f"/{LOCAL}/\n.tmp-*\n"
# A merge by lines can succeed and leave a file that is no longer TOML: git keeps ours and asks.
# In an action two changes always meet in its `edit` line, so that both texts stand in the file.
GITATTRIBUTES = "*.toml text eol=lf -merge\nactions/*.toml merge=text\n*.md text eol=lf\n"


def ballot_folder(name: RoundName, *, confidential: bool) -> tuple[str, ...]:
    """The parts of the path, below the session, of the ballots of a round."""
    return (LOCAL, BALLOTS, name) if confidential else (BALLOTS, name)


def hands_file(name: RoundName) -> tuple[str, ...]:
    """The parts of the path of the raised hands of a round, kept as secret as its ballots."""
    return (LOCAL, BALLOTS, f"hands-{name}.toml")


def people_file(name: RoundName) -> tuple[str, ...]:
    """The parts of the path that says how many raised their hands, which everybody may know."""
    return (LOCAL, f"people-{name}.toml")


def turnout_folder(name: RoundName) -> tuple[str, ...]:
    """The parts of the path of the receipts of a round (see `turnout`)."""
    return (LOCAL, TURNOUT, name)


def counting_mark(name: RoundName) -> tuple[str, ...]:
    """The parts of the path of the mark that says that a round is being counted."""
    return (LOCAL, f"closing-{name}.toml")


def ended_mark(name: RoundName) -> tuple[str, ...]:
    """The parts of the path of the mark that says that no more votes are taken."""
    return (LOCAL, f"ended-{name}.toml")


def count_file(name: RoundName, *, confidential: bool) -> tuple[str, ...]:
    """The parts of the path of what was counted when a vote was ended."""
    return (LOCAL, *([BALLOTS] if confidential else []), f"counted-{name}.toml")


def round_file(name: RoundName) -> tuple[str, ...]:
    """The parts of the path of a closed round."""
    return (ROUNDS, f"{name}.toml")


def answer_file(action: str) -> tuple[str, ...]:
    """The parts of the path of what the room says of an action of the round before."""
    return (ROUNDS, f"{ANSWER}{id_file(action)}")


def signature_file(root: Path) -> tuple[str, ...]:
    """The parts of the path of who signed the report, as far as anybody has."""
    new, earlier = root.joinpath(*SIGNATURE), root.joinpath(*EARLIER_SIGNATURE)
    moved = not os.path.lexists(earlier) or os.path.lexists(new)
    return SIGNATURE if moved else EARLIER_SIGNATURE


def id_file(item: str) -> str:
    """The file name for an id; `AmuError` where `item` is none."""
    if not is_id(item):
        raise AmuError(_('"{text}" is not an id').format(text=display_path(item)))
    return f"{item}.toml"


def there(path: Path) -> bool:
    """Whether there is anything of that name; `AmuError` where that cannot be seen."""
    return status(path) is not None


def status(path: Path) -> os.stat_result | None:
    """What `lstat` says of `path`, None where there is nothing; `AmuError` where it fails."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # no file is named like that
        return None
    except OSError as error:
        raise AmuError(_("this cannot be read"), path=display_path(path)) from error


def local_is_shut(root: Path) -> bool:
    """Whether this account may not look into `local`, where votes lie: it can only read along."""
    local = root / LOCAL
    return is_folder(local) and not os.access(local, os.X_OK)


def is_folder(path: Path) -> bool:
    """Whether there is a folder; not so where that cannot be seen: who opens it is told why."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def inside(root: Path, *parts: str) -> Path:
    """The path of `parts` below `root`; `AmuError` where a folder on the way is not a folder."""
    path = root
    for part in parts[:-1]:
        path = path / part
        _check_folder(path)
    return path / parts[-1]


def folder(root: Path, *parts: str) -> Path:
    """The folder of `parts` below `root`, made where it is missing, level by level.

    A new folder is for those whom the one around it is for; what is `local` is for its owner
    alone, and for the group where the group can write here: nobody else can vote anyway.
    """
    path = root
    for part in parts:
        around, path = path, path / part
        if status(path) is not None:
            _check_folder(path)
            continue
        with explained(path):
            try:
                new_folder(path)
            except FileExistsError:
                _check_folder(path)
            else:
                _share(path, around, _local(around) if part == LOCAL else 0o075)
    return path


def _local(around: Path) -> int:
    return 0o070 if around.stat().st_mode & stat.S_IWGRP else 0


def file_in(root: Path, *parts: str) -> Path:
    """The path of `parts` below `root`, its folders made where they are missing."""
    return folder(root, *parts[:-1]) / parts[-1]


def _share(path: Path, around: Path, most: int) -> None:
    own = stat.S_IMODE(path.stat().st_mode)
    wanted = (own & stat.S_ISGID) | 0o700 | (around.stat().st_mode & most)
    if own != wanted and os.name != "nt":
        path.chmod(wanted)


def _check_folder(path: Path) -> None:
    """Raise `AmuError` unless `path` is a folder or nothing."""
    found = status(path)
    if found is None or stat.S_ISDIR(found.st_mode):
        return
    if stat.S_ISLNK(found.st_mode):
        raise AmuError(_("this is a symbolic link, which is not followed"), path=display_path(path))
    raise AmuError(_("this should be a folder"), path=display_path(path))
