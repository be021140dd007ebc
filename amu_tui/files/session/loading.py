"""A session's folder as one model value, with what could not be read named beside it.

The session itself, its results and its instrument must be whole. Any other unreadable file is a
problem of its own, and the rest opens.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.git import git_state
from amu_tui.files.session.instruments import load_instrument
from amu_tui.files.session.reader import Reader
from amu_tui.model.disclosure.protect import with_cautions
from amu_tui.model.meeting.details import NOTHING, Details
from amu_tui.model.meeting.previous import Previous
from amu_tui.model.meeting.session import Info, Progress, Session, Signature
from amu_tui.model.survey.contradictions import impossible
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Results
from amu_tui.model.voting.ballot import ROUNDS
from amu_tui.words import _

if TYPE_CHECKING:
    pass

T = TypeVar("T", bound=msgspec.Struct)


def load_info(root: Path) -> Info:
    """`session.toml` alone; `AmuError` where the folder holds no session."""
    if not places.there(root / places.SESSION):
        raise AmuError(
            _("there is no session here"),
            path=display_path(root),
            hint=_("The folder of a session holds a file {name}.").format(name=places.SESSION),
        )
    return toml.decode(root / places.SESSION, Info, newer=True)


def load(root: Path, *, tidy: bool = True) -> Session:
    """Everything in the folder `root` (see `SessionFolder.load`).

    Args:
        tidy: finish what an interrupted program left, too.
    """
    info = load_info(root)
    instrument = load_instrument(info.instrument, root)
    results = _results(root)
    _check_results(results, instrument, root / places.RESULTS)
    reader = Reader(root)
    for value, name in (
        (info, places.SESSION),
        (instrument, places.INSTRUMENT),
        (results, places.RESULTS),
    ):
        reader.note_schema(value.schema, name)
    rounds = {name: reader.round(name, info, instrument) for name in ROUNDS}
    reader.note_limits(info, results)
    min_n = max(info.min_n, results.min_n)
    results = reader.safe(results, instrument, min_n)
    results = with_cautions(results, min_n)
    actions = reader.actions(instrument)
    details = reader.value(Details, *places.DETAILS)
    signature = reader.value(Signature, *places.signature_file(root))
    checklists = reader.checklists()
    shut = places.local_is_shut(root)
    progress = None if shut else reader.value(Progress, places.LOCAL, places.PROGRESS)
    reader.note_who_leads()
    previous = reader.value(Previous, places.PREVIOUS, limit=toml.HISTORY)
    answers = reader.answers(previous)
    reader.problems += git_state.problems(root)
    if tidy and not reader.read_only:
        reader.tidy(info, rounds)
    return Session(
        info=info,
        instrument=instrument,
        results=results,
        folder=str(root),
        themes=rounds["themes"],
        priorities=rounds["actions"],
        reopenings=reader.reopenings(rounds),
        actions=actions,
        clashes=reader.clashes,
        signature=signature,
        checklists=checklists,
        details=details or NOTHING,
        progress=progress or Progress(),
        previous=previous,
        answers=answers,
        problems=tuple(reader.problems),
        more_problems=tuple(reader.more_problems),
        read_only=reader.read_only,
    )


def _results(root: Path) -> Results:
    try:
        return toml.decode(root / places.RESULTS, Results, limit=toml.LARGE, newer=True)
    except AmuError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            for problem in git_state.problems(root):
                if problem.path == places.RESULTS:
                    raise problem.error(root) from error
        raise


def _check_results(results: Results, instrument: Instrument, path: Path) -> None:
    """Raise `AmuError` for figures and units that cannot be, with the line."""
    for keys, message in impossible(results, instrument.scale):
        raise AmuError(message, path=display_path(path), line=toml.find_line(path, keys))
