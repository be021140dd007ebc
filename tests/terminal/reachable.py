"""Where all accounts can reach the program, wherever this Python and the tests' folders lie.

A Python of root's own, a virtual environment in a private folder: other accounts can run neither.
A mount namespace opens the way to them, for one command and what it starts; what is written there
in `/run` and `/var/log` is nobody else's. The mounts end with the last process in it, even where
the test is killed. Needs root.
"""

import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import amu_tui
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT


def why_not() -> str:
    """Why there is no such place here; empty where there is."""
    if not POSSIBLE:
        return WHY_NOT
    for name in ("unshare", "mount"):
        if not shutil.which(name):
            return f"{name} is not installed (Debian: util-linux)"
    mount = ["unshare", "--mount", "mount", "-t", "tmpfs", "amu", "/run"]
    tried = subprocess.run(mount, capture_output=True, text=True, check=False)
    return f"nothing can be mounted here: {tried.stderr.strip()}" if tried.returncode else ""


def for_everybody(*folders: Path) -> list[str]:
    """What a command begins with that all accounts can reach the program and `folders` in."""
    python = [Path(sys.base_prefix), Path(sys.prefix), Path(amu_tui.__file__).parents[1]]
    script = _script([*python, *folders])
    return ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", script, "sh"]


def _script(wanted: Iterable[Path]) -> str:
    """Lines of shell that open the way to `wanted` for all, and then run what they are given.

    Where a folder on the way is closed to others (a home, pytest's folders), an empty one that
    is open covers it, with nothing in it but what is wanted.
    """
    covered = {path: gate for path in wanted if (gate := _closed_gate(path)) is not None}
    kept = {path: f"/run/wanted/{number}" for number, path in enumerate(covered)}
    lines = ["set -e", "umask 022"]
    lines += [_mount("-t tmpfs -o mode=755 amu", path) for path in ("/run", "/var/log")]
    lines.append("mkdir /run/sshd /run/wanted")
    for path, place in kept.items():
        lines += [f"mkdir {place}", _mount("--rbind", path, place)]
    lines += [_mount("-t tmpfs -o mode=755 amu", gate) for gate in set(covered.values())]
    for path, place in kept.items():
        lines += [f"mkdir -p {shlex.quote(str(path))}", _mount("--rbind", place, path)]
    return "\n".join([*lines, 'exec "$@"'])


def _mount(how: str, *paths: str | Path) -> str:
    return " ".join(["mount", how, *(shlex.quote(str(path)) for path in paths)])


def _closed_gate(path: Path) -> Path | None:
    """The outermost folder around `path` that others cannot pass."""
    around = reversed(path.parents)
    return next((one for one in around if not one.stat().st_mode & stat.S_IXOTH), None)
