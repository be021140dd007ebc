"""Open a session at a step, as `amu open` does."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from amu_tui import words
from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.session import Session
from amu_tui.tui.shell.app import AmuApp, Opening

SIZE = (80, 24)


def demo(tmp_path: Path) -> Path:
    """A fresh copy of the example session, which is made once in each language."""
    made = tmp_path.parent / f"demo-{words.language()}"
    if not made.exists():
        copy_demo(made)
    return shutil.copytree(made, tmp_path / "demo")


def stored(folder: Path) -> Session:
    """What the folder holds now."""
    return SessionFolder(folder).load()


@asynccontextmanager
async def meeting(
    folder: Path, step: str, size: tuple[int, int] = SIZE
) -> AsyncIterator[Pilot[int]]:
    """The application with the session in `folder` at `step`."""
    app = AmuApp(Opening(sessions=folder.parent, path=folder, step=step))
    async with app.run_test(size=size) as pilot:
        yield pilot
