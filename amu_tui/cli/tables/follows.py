"""`amu new --follows OLD`: the session of the next round, which goes on with that of the last."""

from collections.abc import Iterator
from pathlib import Path

import click

from amu_tui.cli.tables.table_options import ResultOptions
from amu_tui.errors import UsageError
from amu_tui.model.meeting.previous import Previous
from amu_tui.model.meeting.session import Session, Signatories
from amu_tui.text import clean
from amu_tui.words import _, ngettext


def check_follows(follows: Path | None, given: ResultOptions) -> None:
    """Take the session that is followed for the round before; `UsageError` where it is none."""
    from amu_tui.files.places import is_folder

    if follows is None:
        return
    if given["previous"] is not None:
        raise UsageError(_("choose one of --follows and --previous"))
    if not is_folder(follows):
        raise UsageError(
            _("--follows takes a session, and {path} is none").format(path=clean(str(follows))),
            hint=_("The table of a round before is named with --previous."),
        )
    given["previous"] = follows


def instrument_of(old: Session, given: ResultOptions) -> str:
    """What was asked: as the command line says, else what was asked in the session `old`."""
    from amu_tui.files.places import INSTRUMENT

    source = click.get_current_context().get_parameter_source("instrument")
    if source is not click.core.ParameterSource.DEFAULT:
        return given["instrument"]
    own = Path(old.folder) / INSTRUMENT
    return str(own) if own.exists() else old.info.instrument


def people_of(old: Session | None, leader: str | None, safety: str | None) -> Signatories:
    """Who leads and who co-signs: as the command line says, else as in the session `old`."""
    before = old.info.people if old is not None else Signatories()
    return Signatories(
        leader=before.leader if leader is None else leader,
        safety_representative=before.safety_representative if safety is None else safety,
    )


def taken_over_lines(past: Previous) -> Iterator[str]:
    """How many unfinished actions and unanswered matters the new session takes over."""
    matters = sum(action.unanswered for action in past.actions.values())
    actions = past.unfinished - matters
    if actions:
        text = ngettext(
            "from {round}: {n} unfinished action is taken over",
            "from {round}: {n} unfinished actions are taken over",
            actions,
        )
        yield text.format(round=past.round, n=actions)
    if matters:
        text = ngettext(
            "from {round}: {n} matter without an answer is taken over",
            "from {round}: {n} matters without an answer are taken over",
            matters,
        )
        yield text.format(round=past.round, n=matters)
    if past.actions:
        yield _("the step “{step}” asks of each action whether it helped").format(
            step=_("Since last time")
        )
