"""What a report still lacks."""

from amu_tui.errors import AmuError
from amu_tui.model.meeting.session import Session
from amu_tui.model.meeting.wording import signed_apart, since_signed
from amu_tui.render.unreadable import file_line
from amu_tui.words import _, ngettext


def refuse_nothing_chosen(session: Session) -> None:
    """Raise `AmuError` with what is missing, where nothing is chosen that could be reported."""
    if session.themes is None:
        lacks = "; ".join(missing(session))
        raise AmuError(
            _("there is nothing to report yet: {what}").format(what=lacks),
            hint=_("--draft writes it all the same, marked as a draft on every page."),
        )


def missing(session: Session) -> list[str]:
    """What the report still lacks, in the order in which it is usually done."""
    blocking = session.blocking("report")
    lacks = [_("{file} cannot be read").format(file=file_line(problem)) for problem in blocking]
    ours = [action for action in session.actions.values() if action.basket == "ours"]
    if session.themes is None and not session.blocking("themes"):
        lacks.append(_("themes are not chosen yet"))
    unread = session.blocking("actions") or session.unread_actions()
    if not ours and not unread:
        lacks.append(_("there are no actions yet"))
    elif session.priorities is None and not unread:
        lacks.append(_("actions are not prioritised yet"))
    half = sum(not action.owner or action.deadline is None for action in ours)
    if half:
        said = ngettext(
            "{n} action has no one responsible or no deadline",
            "{n} actions have no one responsible or no deadline",
            half,
        )
        lacks.append(said.format(n=half))
    signed = session.signature
    if signed is None or not (signed.leader or signed.safety_representative):
        lacks.append(_("it is not signed by both"))
    elif not signed.leader:
        lacks.append(_("the leader has not signed it"))
    elif not signed.safety_representative:
        lacks.append(_("the safety representative has not signed it"))
    if any(since_signed(session)):
        lacks.append(_("it has been changed since it was signed"))
    elif signed_apart(session):
        lacks.append(_("leader and safety representative have not signed the same version"))
    return lacks
