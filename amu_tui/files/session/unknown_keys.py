"""Keys of a session's files that have no effect: misspelt, or of another version of the program.

Nothing is refused for them, and they are kept when a file is written again. Keys that begin with
`x_` or `x-` are a user's own and are not named.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from amu_tui.errors import AmuError, Problem
from amu_tui.files import places, toml
from amu_tui.files.checklists import forms
from amu_tui.files.checklists.answering import answers_file
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.toml import explain
from amu_tui.model.checklists.answers import Answers
from amu_tui.model.checklists.checklist import Checklist
from amu_tui.model.meeting.action import Action
from amu_tui.model.meeting.details import Details
from amu_tui.model.meeting.previous import Answer, Previous
from amu_tui.model.meeting.session import Info, Session, Signature
from amu_tui.model.survey.instrument import SCHEMA, Instrument
from amu_tui.model.survey.results import Results
from amu_tui.model.voting.ballot import ROUNDS
from amu_tui.model.voting.tally import Round
from amu_tui.text import clean
from amu_tui.words import _

Parts = tuple[str, ...]


def unknown_keys(root: Path, session: Session) -> Iterator[Problem]:
    """The keys without effect in the files of the session in `root`, with their lines.

    What could not be read was said when the session was loaded, and is passed over here.
    """
    for parts, kind in _files(root, session):
        try:
            path = places.inside(root, *parts)
            large = kind in (Results, Instrument, Previous, Round, Checklist)
            limit = toml.LARGE if large else toml.SMALL
            data = toml.find_bytes(path, toml.HISTORY if kind is Previous else limit)
            if data is None:
                continue
            table = toml.parse_toml(data, path)
            if table.get("schema", SCHEMA) != SCHEMA:
                continue
            value = toml.parse(data, kind, path)
        except AmuError:
            continue
        text = data.decode("utf-8-sig")
        for keys, fields in explain.unknown_keys(table, value):
            if not str(keys[-1]).startswith(("x_", "x-")):
                message = clean(explain.no_such_key(keys, fields))
                line = explain.line_of(keys, text)
                name = display_path("/".join(parts))
                hint = _("It has no effect, and is kept as it stands.")
                yield Problem(path=name, message=message, line=line, hint=hint, notice=True)


def _files(root: Path, session: Session) -> Iterator[tuple[Parts, type[msgspec.Struct]]]:
    """The files that people read and change, and what is in them."""
    yield (places.SESSION,), Info
    yield (places.RESULTS,), Results
    yield (places.INSTRUMENT,), Instrument
    yield (places.PREVIOUS,), Previous
    for name in ROUNDS:
        yield places.round_file(name), Round
    yield places.signature_file(root), Signature
    yield places.DETAILS, Details
    for file in forms.own_names(root):
        yield (places.CHECKLISTS, file), Checklist
    yield from ((answers_file(item), Answers) for item in session.checklists)
    for item in sorted(session.actions):
        yield (places.ACTIONS, places.id_file(item)), Action
    since = sorted(root.joinpath(places.ROUNDS).glob(f"{places.ANSWER}*.toml"))
    yield from (((places.ROUNDS, path.name), Answer) for path in since)
