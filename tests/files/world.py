"""A session and a home of its own, ready for one change, made anew for every try."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from amu_tui.files.session.folder import SessionFolder
from tests.files.changes import nothing, state


class World:
    """A folder `root` with a session and a home in it, as `prepare` has left them.

    Args:
        template: the session to begin with; None where there is none yet.
        place: an empty folder, best on a quick disk.
    """

    def __init__(
        self,
        template: Path | None,
        place: Path,
        patch: pytest.MonkeyPatch,
        prepare: Callable[[SessionFolder], object] = nothing,
    ) -> None:
        self.patch = patch
        self.root, self.ready = place / "world", place / "ready"
        (self.root / "home").mkdir(parents=True)
        patch.setenv("HOME", str(self.root / "home"))
        self.made = template is not None
        if template is not None:
            shutil.copytree(template, self.folder.path)
            prepare(self.folder)
        self.root.rename(self.ready)

    @property
    def folder(self) -> SessionFolder:
        """The session, not read yet."""
        return SessionFolder(self.root / "session")

    def fresh(self) -> SessionFolder:
        """The session as it was prepared, read where there is one."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.ready, self.root)
        folder = self.folder
        if self.made:
            folder.load()
        return folder

    def restarted(self) -> object:
        """The state after the program has been started again an hour later."""
        now = time.time() + 3600
        with self.patch.context() as patch:
            patch.setattr(time, "time", lambda: now)
            return state(self.root / "session")
