"""Ballots and actions that cannot be read: who leads decides whether they are left out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from amu_tui.errors import NotCounted, Problem
from amu_tui.model.voting.ballot import RoundName
from amu_tui.text import clean
from amu_tui.tui.kit.application import Application
from amu_tui.tui.state.store import SessionStore
from amu_tui.words import _, ngettext

_NAMED = 5
"""So many files are named in the question."""


def end_vote(
    amu: Application,
    store: SessionStore,
    name: RoundName,
    then: Callable[[], None] = lambda: None,
) -> None:
    """End the vote, then do `then`; where some cannot be read, after asking what to do."""
    try:
        store.end_vote(name)
    except NotCounted as error:
        if not error.files:
            raise
        body = _("Ask the owners of the files to mend them or vote again, or count without them.")
        amu.confirm(
            ngettext(
                "{n} file cannot be counted",
                "{n} files cannot be counted",
                len(error.problems),
            ).format(n=len(error.problems)),
            "\n\n".join([named(error.problems), body]),
            _("count without them"),
            lambda: _without(store, name, then),
        )
    else:
        then()


def named(problems: Sequence[Problem]) -> str:
    """Each of the files and why it is not counted, in a line."""
    lines = [f"{Path(one.path).name}: {one.message}" for one in problems]
    shown = "\n".join(clean(line) for line in lines[:_NAMED])
    more = len(lines) - _NAMED
    return shown + "\n" + _("and {n} more").format(n=more) if more > 0 else shown


def _without(store: SessionStore, name: RoundName, then: Callable[[], None]) -> None:
    store.end_vote(name, leave_out=True)
    then()
