"""The sessions that lie beside one that is about to be made."""

import json
import os
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.loading import load_info
from amu_tui.files.refusals import shown
from amu_tui.model.disclosure import few_between
from amu_tui.model.results import Results
from amu_tui.words import _


def check_siblings(folder: Path, results: Results, round_name: str) -> None:
    """Refuse `results` for `folder` where a few answers follow from a session beside it.

    A session of the same unit and round whose figures were taken a few answers earlier or later
    shows, by subtraction, what those few answered. Sessions that cannot be read are passed over.
    """
    try:
        with os.scandir(folder.absolute().parent) as entries:
            paths = sorted(Path(entry.path) for entry in entries)
    except OSError:
        return
    for path in paths:
        other = _same(path, results, round_name)
        min_n = max(results.min_n, other.min_n) if other else 0
        if other and few_between(results.themes, other.themes, min_n):
            raise AmuError(
                _(
                    "the session {folder} has the same unit and round, and a few answers more or"
                    " fewer: what those few answered could be worked out"
                ).format(folder=shown(path.name)),
                hint=_(
                    "Go on with that session. Where nobody has seen it, remove it first; or wait"
                    " until at least {count} more have answered."
                ).format(count=min_n),
            )


def _same(path: Path, results: Results, round_name: str) -> Results | None:
    """The results of the session at `path` where it has the same unit and round."""
    try:
        # Thousands of sessions can lie here: most are told apart without being understood.
        name = json.dumps(results.unit, ensure_ascii=False)[1:-1]
        if name.encode() not in toml.read_bytes(path / places.SESSION):
            return None
        info = load_info(path)
        if (info.unit, info.round) != (results.unit, round_name):
            return None
        found = toml.decode(path / places.RESULTS, Results, limit=toml.LARGE, newer=True)
    except (AmuError, OSError):
        return None
    return found if found.shown_for == results.shown_for else None
