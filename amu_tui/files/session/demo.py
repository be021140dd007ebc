"""A copy of the synthetic example session, to try everything on."""

from pathlib import Path

import msgspec
import platformdirs

from amu_tui import words
from amu_tui.files import places, toml
from amu_tui.files.session.create import create, fresh_key
from amu_tui.files.session.instruments import load_instrument
from amu_tui.files.user.state import APPLICATION
from amu_tui.model.ids import random_id
from amu_tui.model.meeting.previous import Previous
from amu_tui.model.meeting.session import Info
from amu_tui.model.survey.results import Results


def copy_demo(target: Path | None = None) -> Path:
    """Make a session of the example's figures, in the user's language; returns its folder.

    Args:
        target: a folder that is empty or not there (else `AlreadyThere`); by default a new
            one among the user's data.
    """
    packaged = places.PACKAGE / "demo"
    info = toml.parse((packaged / places.SESSION).read_bytes(), Info, places.SESSION)
    results = toml.parse((packaged / places.RESULTS).read_bytes(), Results, places.RESULTS)
    previous = toml.parse((packaged / places.PREVIOUS).read_bytes(), Previous, places.PREVIOUS)
    language = words.language()
    assert language in ("nb", "nn", "en")
    info = msgspec.structs.replace(info, key=fresh_key(), language=language)
    if target is None:
        data = Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))
        target = data / f"demo-{random_id()}"
    instrument = load_instrument(info.instrument)
    create(target, info, results, instrument, own_instrument=False, previous=previous)
    return target
