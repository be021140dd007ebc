"""Raised hands that were keyed in: kept as secret as the ballots, their number told to all."""

import contextlib
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import replace
from amu_tui.files.disk.os_errors import display_path
from amu_tui.model.voting.ballot import Hands, RoundName
from amu_tui.words import _


def load(root: Path, key: str, name: RoundName) -> Hands | None:
    """The raised hands of a round of the session `key`; `AmuError` where they are damaged."""
    path = places.inside(root, *places.hands_file(name))
    try:
        hands = toml.find(path, Hands)
        if hands and (hands.round, hands.session) != (name, key):
            raise AmuError(_("this belongs to another session or round"))
    except AmuError as error:
        hint = _(
            "Key the hands in again, or remove the file; until then nobody can close the vote."
        )
        place = display_path(path)
        raise AmuError(error.message, path=place, line=error.line, hint=hint) from error
    return hands


def save(root: Path, hands: Hands, *, told: bool) -> None:
    """Keep the raised hands of a round, in the place of earlier ones.

    Args:
        told: their number lies where everybody can read it.
    """
    path = places.file_in(root, *places.hands_file(hands.round))
    replace(path, toml.readable(hands, path))
    if told:
        people = Hands(session=hands.session, round=hands.round, people=hands.people)
        with contextlib.suppress(AmuError):  # they are saved, whatever is shown of them
            path = places.file_in(root, *places.people_file(hands.round))
            replace(path, toml.readable(people, path))
