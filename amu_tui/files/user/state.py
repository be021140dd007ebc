"""What the program remembers for one user, outside every session: private, mode 0600."""

import contextlib
import hashlib
from pathlib import Path

import platformdirs

from amu_tui.files.disk.durable import clear_stale, new_folder, new_folders, replace
from amu_tui.files.disk.os_errors import explained
from amu_tui.model.ids import is_id

APPLICATION = "amu-tui"


def private_folder(key: str) -> Path:
    """Where things of the session `key` are kept for this user; it need not be there yet."""
    # A key comes from a file that anybody may have written: it must not lead anywhere else.
    name = key if is_id(key) else hashlib.sha256(key.encode(errors="replace")).hexdigest()[:40]
    return Path(platformdirs.user_state_dir(APPLICATION, appauthor=False)) / name


def save_private(path: Path, data: bytes) -> None:
    """Write a file that only this user can read, in a folder that only this user can open."""
    with explained(path):
        new_folders(path.parent.parent)
        with contextlib.suppress(FileExistsError):
            new_folder(path.parent, 0o700)
    clear_stale(path.parent)
    replace(path, data, private=True)
