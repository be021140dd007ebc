"""A reader's private notes on themes: never in the session's folder, never seen by others."""

from pathlib import Path
from typing import Literal

from amu_tui.files import toml
from amu_tui.files.user.state import private_folder, save_private
from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id


class PrivateNote(Frozen, frozen=True, kw_only=True):
    """What a reader thinks of a theme: a text, and whether to preserve or improve it."""

    text: str = ""
    mark: Literal["", "preserve", "improve"] = ""


class Notes(Frozen, frozen=True, kw_only=True):
    """`notes.toml` in the private folder of a session, by theme id."""

    schema: int = SCHEMA
    themes: dict[Id, PrivateNote] = {}


def load_notes(key: str) -> dict[str, PrivateNote]:
    """The notes of this user on the session `key`, by theme id.

    Raises `AmuError` where they cannot be read; `save_note` then refuses too, so that they
    are not lost.
    """
    path = _path(key)
    notes = toml.find(path, Notes, limit=toml.LARGE)
    return dict(notes.themes) if notes else {}


def save_note(key: str, theme: str, note: PrivateNote) -> dict[str, PrivateNote]:
    """Keep the note on one theme, unless it is empty, and return all notes as they are now.

    Notes on other themes stay, also those that another program has saved meanwhile.
    """
    path = _path(key)
    notes = {**load_notes(key), theme: note}
    kept = {theme: note for theme, note in notes.items() if note != PrivateNote()}
    save_private(path, toml.readable(Notes(themes=kept), path, limit=toml.LARGE))
    return kept


def _path(key: str) -> Path:
    return private_folder(key) / "notes.toml"
