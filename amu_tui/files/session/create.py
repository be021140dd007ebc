"""Making a session's folder: `session.toml` comes last, so half a folder is no session."""

import contextlib
import stat
import unicodedata
from pathlib import Path

import msgspec

from amu_tui.errors import AlreadyThere, UsageError
from amu_tui.files import places, toml
from amu_tui.files.disk.durable import new_folder, new_folders, write_once
from amu_tui.files.disk.os_errors import display_path, explained
from amu_tui.files.sharing import access
from amu_tui.model.ids import is_portable, random_id
from amu_tui.model.meeting.previous import Previous
from amu_tui.model.meeting.session import Info
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Results
from amu_tui.words import _


def fresh_key() -> str:
    """A random name for a session's private places (`Info.key`)."""
    return random_id() + random_id()


def create(
    path: Path,
    info: Info,
    results: Results,
    instrument: Instrument,
    own_instrument: bool = False,
    previous: Previous | None = None,
    shared: access.Groups | None = None,
) -> None:
    """Make the folder of a new session.

    Args:
        path: is not there yet or is an empty folder, otherwise `AlreadyThere`.
        own_instrument: the instrument is not a bundled one; a copy is kept.
        previous: what was chosen in the round before.
        shared: the groups that share it; otherwise those of the folder around it.
    """
    if info.instrument != instrument.id:
        raise ValueError(f"the session names {info.instrument}, not {instrument.id}")
    files: list[tuple[str, bytes]] = [
        (".gitignore", places.GITIGNORE.encode()),
        (".gitattributes", places.GITATTRIBUTES.encode()),
    ]
    values: list[tuple[str, msgspec.Struct]] = [(places.RESULTS, results), (places.SESSION, info)]
    if own_instrument:
        values.insert(0, (places.INSTRUMENT, instrument))
    if previous is not None:
        values.insert(0, (places.PREVIOUS, previous))
    for name, value in values:
        schema = Path(name).stem
        limit = toml.HISTORY if name == places.PREVIOUS else toml.LARGE
        data = toml.readable(value, path / name, limit=limit, schema=schema)
        files.append((name, data))
    _refuse_name(path)
    made = _empty_folder(path, shared)
    if shared is None:
        shared = access.inherited(path.parent if made else path)
    written: list[Path] = []
    with explained(path):
        mode = stat.S_IMODE(path.stat().st_mode)
    try:
        if shared is not None:
            _close(path)
            written += shared.folders(path, confidential=info.ballots == "confidential")
        for name in (places.ACTIONS, places.ROUNDS, places.LOCAL):
            written.append(path / name)
            places.folder(path, name)
        for name, data in files:
            write_once(path / name, data)
            written.append(path / name)
        if shared is not None:
            shared.open(path)
    except BaseException:
        _undo(path, written, made, mode)
        raise


def _refuse_name(path: Path) -> None:
    """Raise `UsageError` where another system could not have the folder, or mistakes it."""
    if path.name in ("", ".."):  # a folder that is there, whatever it is called
        return
    if not is_portable(path.name):
        message = _("not every system can have a folder of this name")
    elif path.name.upper().startswith((".GIT", "SESSION.TOML")):
        message = _("a folder of this name is taken for something else")
    elif other := _taken_for(path):
        message = _("not every system can tell this name from “{other}”, which is there already")
        message = message.format(other=display_path(other))
    else:
        return
    raise UsageError(message, path=display_path(path), hint=_("Choose another name."))


def _taken_for(path: Path) -> str:
    """What there is beside `path` that differs from it in case or Unicode form only, if any."""

    def folded(name: str) -> str:
        return unicodedata.normalize("NFC", name.casefold())

    with contextlib.suppress(OSError):
        names = [entry.name for entry in path.parent.iterdir()]
        if path.name not in names:
            return next((name for name in names if folded(name) == folded(path.name)), "")
    return ""


def _empty_folder(path: Path, shared: access.Groups | None) -> bool:
    """Make sure of an empty folder; whether it had to be made."""
    with explained(path):
        new_folders(path.parent)
        with contextlib.suppress(FileExistsError):
            new_folder(path, 0o777 if shared is None else 0o700)
            return True
        if path.is_dir() and not any(path.iterdir()):
            return False
    raise _taken(path)


def _close(path: Path) -> None:
    """Keep everybody out of an empty folder until the session in it is whole."""
    with explained(path):
        path.chmod(0o700)
        if any(path.iterdir()):
            raise _taken(path)


def _taken(path: Path) -> AlreadyThere:
    if places.there(path / places.SESSION):
        from amu_tui.files.disk.shell import line, operand

        return AlreadyThere(
            _("there is a session here already"),
            path=display_path(path),
            hint=_("Open it: `amu open {path}`.").format(path=line(operand(path))),
        )
    return AlreadyThere(
        _("this exists already and is not an empty folder"),
        path=display_path(path),
        hint=_("Choose another place, or remove it first."),
    )


def _undo(path: Path, written: list[Path], made: bool, mode: int) -> None:
    for entry in reversed(written):
        with contextlib.suppress(OSError):
            if entry.is_dir() and not entry.is_symlink():
                entry.rmdir()
            else:
                entry.unlink()
    with contextlib.suppress(OSError):
        if made:
            path.rmdir()
        elif stat.S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)
