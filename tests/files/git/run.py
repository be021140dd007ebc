"""Git itself, as the tests need it: by nobody's settings."""

import os
import subprocess
from pathlib import Path

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": "x@y" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *words: str, code: int = 0) -> str:
    """What git says in `folder`; it exits with `code`."""
    done = subprocess.run(
        ["git", "-C", folder, *words],
        env={**os.environ, **NOBODY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout
