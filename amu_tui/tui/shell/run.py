"""Start the application: the one door that the command uses."""

import gc
import sys
import threading
from pathlib import Path

from amu_tui.model.meeting.session import Session
from amu_tui.tui.environment import prepare


def run(
    *, sessions: Path, path: Path | None = None, session: Session | None = None, step: str = ""
) -> int:
    """Show a session, a quick look, or the list of sessions; returns the exit code.

    What has ended it unexpectedly is raised once the terminal is given back.

    Args:
        sessions: the folder that the list shows.
        path: a session folder to open.
        session: a quick look, kept nowhere.
        step: the id of the step to begin at.
    """
    prepare()
    gc.disable()  # nothing made before the first screen is garbage yet
    from amu_tui.tui.shell.app import AmuApp, Opening

    threading.excepthook = lambda failed: _note(failed.exc_value)
    app = AmuApp(Opening(sessions=sessions, path=path, session=session, step=step))
    code = app.run(mouse=False)
    if app.failed is not None:
        raise app.failed
    sys.stdout.flush()
    return app.return_code or code or 0


def _note(error: BaseException | None) -> None:
    """Keep a thread that fails from writing its message over the screen."""
    from amu_tui.files.user.crash import note_crash

    if error is not None:
        note_crash(error)
