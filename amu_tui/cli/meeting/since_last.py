"""`amu did-it-help`: what the room says of the actions of the round before, and what goes on."""

import datetime
from pathlib import Path

import click
import msgspec

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.cli.kit.sessions import opened, theme_id
from amu_tui.dates import full_day, parse_day
from amu_tui.errors import AmuError, UsageError
from amu_tui.model.meeting.action import Action, parse_felt, parse_name, parse_text
from amu_tui.model.meeting.previous import HELPED_WORDS, Answer, Helped
from amu_tui.model.meeting.session import Session
from amu_tui.render import vocabulary
from amu_tui.text import clean, nearest
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    text = options.text
    names = vocabulary.names(HELPED_WORDS)
    return options.command(
        "did-it-help",
        run,
        about=_(
            "Say what became of an action of the round before: {names}. Without an action, list "
            "them all, with the change of their themes."
        ).format(names=names),
        takes=[
            options.session(),
            click.Argument(["action"], type=clean, metavar=_("[ID]"), required=False),
            click.Argument(["helped"], type=clean, metavar=_("[ANSWER]"), required=False),
            text(
                "--felt",
                shown=_("N"),
                about=_("How much of it is felt, from 1 (nothing) to 5; empty takes it away."),
            ),
            text("--said", shown=_("TEXT"), about=_("What the room says of it, in a sentence.")),
            options.flag("--goes-on", about=_("It goes on: it becomes an action of this session.")),
            text("--theme", shown=_("T"), about=_("The theme it goes on for, if another.")),
            text("--owner", shown=_("NAME"), about=_("Who is responsible, if another.")),
            text("--deadline", shown=_("DATE"), about=_("The new deadline.")),
            options.flag("--close", about=_("It is closed: nothing more is done about it.")),
            options.flag("--reopen", about=_("It is not closed after all.")),
            options.json(),
        ],
    )


def run(
    path: Path,
    action: str | None,
    helped: str | None,
    felt: str | None,
    said: str | None,
    goes_on: bool,
    theme: str | None,
    owner: str | None,
    deadline: str | None,
    close: bool,
    reopen: bool,
    as_json: bool,
) -> None:
    """List the actions of the round before, or answer for one."""
    if goes_on + close + reopen > 1:
        raise UsageError(_("choose one of --goes-on, --close and --reopen"))
    if not goes_on and any(one is not None for one in (theme, owner, deadline)):
        raise UsageError(_("--theme, --owner and --deadline go with --goes-on"))
    folder, session = opened(path)
    if session.previous is None or not session.previous.actions:
        raise AmuError(
            _("this session keeps no actions of a round before"),
            path=session.folder,
            hint=_("`amu new DIR … --follows OLD` makes a session that goes on with OLD."),
        )
    if action is None:
        _tell(session, None, as_json)
        return
    key = _known(session, action)
    before = session.answers.get(key)
    answer = before or Answer(date=datetime.date.today())
    if helped is not None:
        answer = msgspec.structs.replace(answer, helped=_helped(helped))
    if felt is not None:
        answer = msgspec.structs.replace(answer, felt=parse_felt(felt))
    if said is not None:
        answer = msgspec.structs.replace(answer, said=parse_text(said))
    if goes_on or close or reopen:
        answer = msgspec.structs.replace(answer, closed=close)
    new = _follower(session, key, theme, owner, deadline) if goes_on else None
    if close:
        _refuse_followed(session, key)
    if answer != (before or Answer(date=answer.date)):
        answer = msgspec.structs.replace(answer, date=datetime.date.today())
        kept = folder.save_answer(key, answer, before.revision if before else None)
        session = msgspec.structs.replace(session, answers={**session.answers, key: kept})
    elif new is None:
        raise UsageError(_("nothing is changed"), hint=_("Say whether it helped."))
    if new is not None:
        session = session.with_action(folder.save_action(new, None))
    _tell(session, key, as_json)
    say(_("saved"))


def _tell(session: Session, key: str | None, as_json: bool) -> None:
    """All actions of the round before, or the one with the id `key`."""
    from amu_tui.model.rounds.since_last import compared, since_last
    from amu_tui.render.compare.since_last import item_json, item_lines
    from amu_tui.render.results.preserved import fallen_lines

    comparison = compared(session)
    items = [one for one in since_last(session, comparison) if key in (None, one.id)]
    if as_json:
        documents = [item_json(comparison, item) for item in items]
        put_json(documents if key is None else documents[0], saved=key is not None)
        return
    lines = [] if key else fallen_lines(session)
    for item in items:
        first, *rest = item_lines(comparison, item)
        lines += [f"{item.id}  {first}", *(f"  {line}" for line in rest)]
    put("\n".join(lines), saved=key is not None)


def _known(session: Session, word: str) -> str:
    """The id of an action of the round before; `UsageError` with the nearest where there is none.

    An action of this session that goes on with one stands for it.
    """
    assert session.previous is not None
    known = session.previous.actions
    if word in known:
        return word
    follows = session.actions[word].follows if word in session.actions else None
    if follows in known:
        return follows
    near = ", ".join(nearest(word, list(known)))
    raise UsageError(
        _('the round before has no action "{name}"').format(name=word),
        hint=_("Did you mean {names}?").format(names=near)
        if near
        else _("`amu did-it-help SESSION` lists them with their ids."),
    )


def _helped(word: str) -> Helped:
    helped = vocabulary.meant(word, HELPED_WORDS)
    if helped is None:
        raise UsageError(
            _('there is no answer "{word}"').format(word=word),
            hint=_("It is one of {names}.").format(names=vocabulary.names(HELPED_WORDS)),
        )
    return helped


def _follower(
    session: Session, key: str, theme: str | None, owner: str | None, deadline: str | None
) -> Action:
    """The action of this session that goes on with the one of the round before."""
    from amu_tui.model.rounds.taken_over import goes_on

    assert session.previous is not None
    _refuse_followed(session, key)
    past = session.previous.actions[key]
    now = session.previous.themes[past.theme].now
    if theme is not None:
        now = theme_id(session.instrument, theme)
    if now is None or now not in session.instrument.themes:
        raise UsageError(
            _("its theme is none of this survey’s: say with --theme what it goes on for")
        )
    new = goes_on(past, key, now)
    if owner is not None:
        new = msgspec.structs.replace(new, owner=parse_name(owner))
    if deadline is not None:
        day = parse_day(deadline, datetime.date.today())
        if day is not None:
            say(_("deadline: {day}").format(day=full_day(day)))
        new = msgspec.structs.replace(new, deadline=day)
    return new


def _refuse_followed(session: Session, key: str) -> None:
    for one in session.actions.values():
        if one.follows == key:
            raise UsageError(
                _("it goes on already, as the action {id}").format(id=one.id),
                hint=_("`amu action edit` changes it, `amu action remove` takes it away."),
            )
