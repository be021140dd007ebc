"""`amu action edit --take`: choosing between two versions that git left in an action's file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import argument, say
from amu_tui.errors import AmuError, UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.versions import (
    ACTION_FIELDS,
    FIELD_WORDS,
    ActionField,
    Clash,
    VersionSide,
)
from amu_tui.render import vocabulary
from amu_tui.words import N_, _

if TYPE_CHECKING:
    from amu_tui.files.session.folder import SessionFolder

SIDE_WORDS: dict[VersionSide, str] = {
    "ours": N_("ours"),
    "theirs": N_("theirs"),
    "both": N_("both"),
}


def option() -> click.Option:
    """`--take`, which can be repeated: a side for all fields, or `FIELD=SIDE` for one."""
    return options.text(
        "--take",
        shown=_("SIDE"),
        many=True,
        about=_(
            "Where two clones changed the action: ours or theirs, or of one field, as "
            "title=theirs ({names}, notes=both)."
        ).format(names=", ".join(name for name in ACTION_FIELDS if name != "notes")),
    )


def mended(
    folder: "SessionFolder", session: Session, action: str, take: Sequence[str]
) -> Session | None:
    """The session after a file with two versions was mended; None where there is none to mend.

    Without `--take` both versions are shown and `AmuError` says how to choose.
    """
    clash = session.clashes.get(action)
    if clash is None:
        if take:
            raise UsageError(
                _("--take is for an action that two clones changed, which this is not"),
                hint=_("`amu check` names those that are."),
            )
        return None
    if not take:
        refuse(session, action)
    picks = clash.suggested() | _picks(clash, options.words(take))
    if left := clash.versions.open(picks):
        raise UsageError(
            _("nothing is chosen yet for {field}").format(field=_(FIELD_WORDS[left[0]])),
            hint=_("Both changed it: add --take {name}=ours or --take {name}=theirs.").format(
                name=left[0]
            ),
        )
    from amu_tui.render.decisions.versions import git_add

    folder.mend_action(clash, picks)
    say(_("The file is mended. Tell git that the conflict is settled:"))
    say(f"  {git_add(folder.path, clash)}")
    return folder.load()


def refuse(session: Session, action: str) -> None:
    """Raise `AmuError` where two clones changed `action`, with both versions told before it."""
    clash = session.clashes.get(action)
    if clash is None:
        return
    from amu_tui.render.decisions.versions import side_names, version_lines

    for line in version_lines(session, clash.versions, side_names(clash)):
        say(line)
    raise AmuError(
        _("two clones changed this action, and nobody has chosen yet"),
        path=Path(session.folder) / clash.files[0],
        line=clash.line,
        hint=_("Choose: `amu action edit {session} {id} --take ours`, or theirs.").format(
            session=argument(session.folder), id=action
        ),
    )


def _picks(clash: Clash, words: Sequence[str]) -> dict[ActionField, VersionSide]:
    """What `--take` names; a side alone is for all fields that are not named themselves."""
    whole: dict[ActionField, VersionSide] = {}
    single: dict[ActionField, VersionSide] = {}
    for word in words:
        name, equals, side = word.rpartition("=")
        if not equals:
            whole |= clash.versions.all_of(_side(side, both=False))
            continue
        field = next((f for f in ACTION_FIELDS if f == name.strip().casefold()), None)
        if field is None:
            raise UsageError(
                _('there is no field "{name}"').format(name=name),
                hint=_("It is one of {names}.").format(names=", ".join(ACTION_FIELDS)),
            )
        if clash.versions.removed:
            raise UsageError(_("one has deleted the action: take all of ours or all of theirs"))
        single[field] = _side(side, both=field == "notes")
    return whole | single


def _side(word: str, *, both: bool) -> VersionSide:
    known = {side: text for side, text in SIDE_WORDS.items() if both or side != "both"}
    side = vocabulary.meant(word, known)
    if side is None:
        raise UsageError(
            _('there is no side "{word}"').format(word=word),
            hint=_("It is one of {names}.").format(names=vocabulary.names(known)),
        )
    return side
