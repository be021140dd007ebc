"""What `amu check` finds where an open vote lies: damage, and what this account may not look at."""

from collections.abc import Callable, Iterator

from amu_tui.errors import AmuError, Problem
from amu_tui.files import places, toml
from amu_tui.files.ballots.ballot_box import BallotBox
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.sharing import access
from amu_tui.model.voting.ballot import Hands
from amu_tui.words import _


def damaged(box: BallotBox) -> Iterator[Problem]:
    """Files beside the ballots without which a vote cannot be closed, or its turnout not seen."""

    if places.local_is_shut(box.root):
        return

    def people() -> object:
        return toml.find(places.inside(box.root, *places.people_file(box.name)), Hands)

    files: dict[tuple[str, ...], Callable[[], object]] = {places.people_file(box.name): people}
    if access.facilitates(box.root):
        files[places.hands_file(box.name)] = box.hands
        files[places.count_file(box.name, confidential=box.confidential)] = box.ended_vote
    for parts, read in files.items():
        try:
            read()
        except AmuError as error:
            hint = error.hint or _("Whoever leads the vote removes this file, and it is made anew.")
            path = display_path("/".join(parts))
            yield Problem(path=path, message=error.message, line=error.line, hint=hint)


def unseen(box: BallotBox) -> Iterator[Problem]:
    """Where the ballots are not for this account to look at: that they were not checked."""
    if places.local_is_shut(box.root):
        message = _("the session is not shared with your account, so its votes were not checked")
        yield Problem(path=places.LOCAL, message=message, notice=True)
    elif box.only_drops():
        message = _("only facilitators can look at the ballots, so they were not checked")
        yield Problem(path=f"{places.LOCAL}/{places.BALLOTS}", message=message, notice=True)
