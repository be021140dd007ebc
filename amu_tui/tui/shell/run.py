"""Start the application: the one door that the command uses."""

import gc
import sys
from pathlib import Path

from amu_tui.model.meeting.session import Session
from amu_tui.tui.environment import prepare


def run(
    *, sessions: Path, path: Path | None = None, session: Session | None = None, step: str = ""
) -> int:
    """Show a session, a quick look, or the list of sessions; returns the exit code.

    Args:
        sessions: the folder that the list shows.
        path: a session folder to open.
        session: a quick look, kept nowhere.
        step: the id of the step to begin at.
    """
    prepare()
    gc.disable()  # nothing made before the first screen is garbage yet
    from amu_tui.tui.shell.app import AmuApp, Opening

    app = AmuApp(Opening(sessions=sessions, path=path, session=session, step=step))
    code = app.run(mouse=False)
    sys.stdout.flush()
    return app.return_code or code or 0
