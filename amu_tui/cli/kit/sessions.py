"""What the commands on a session share: opening it, and knowing themes and actions by name."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from amu_tui.cli.kit.options import words
from amu_tui.cli.kit.output import argument, say
from amu_tui.errors import AmuError, UsageError
from amu_tui.messages import Message
from amu_tui.model.meeting.session import MEND_HINT, Session
from amu_tui.model.survey.instrument import AIMS, Instrument
from amu_tui.model.voting.ballot import AIM_WORDS, Choice, RoundName, check_choice
from amu_tui.text import nearest
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.files.session.folder import SessionFolder


def opened(
    path: Path, *, needs: Sequence[str] = (), audience: str = "unit"
) -> "tuple[SessionFolder, Session]":
    """The session in the folder `path`; unreadable files are named, or refused where needed.

    `needs` are files and folders below `path` that must be whole. For the audience `public` it
    is what everybody may see.
    """
    from amu_tui.files.session.folder import SessionFolder

    folder = SessionFolder(path)
    session = folder.load()
    for problem in session.problems:
        if problem.bars(needs) and not session.read_only:
            raise problem.error(path, MEND_HINT)
        say(str(problem.error(path)))
    if audience == "public":
        from amu_tui.files.session.siblings import safe_published
        from amu_tui.model.meeting.public import public_session

        round_name, asked = session.info.round, session.instrument
        session = public_session(
            session, lambda results: safe_published(path, results, round_name, asked)
        )
    return folder, session


def theme_id(instrument: Instrument, word: str) -> str:
    """The theme that `word` means: its number, id or name; `UsageError` where there is none."""
    folded = word.casefold()
    known: dict[str, str] = {}
    for key, theme in instrument.themes.items():
        if folded == str(theme.number):
            return key
        names = (key, *theme.name.values(), *instrument.name(key).values())
        known |= {name.casefold(): key for name in names}
    if folded in known:
        return known[folded]
    near = dict.fromkeys(known[name] for name in nearest(folded, list(known)))
    hint = _("Did you mean {names}?").format(
        names=", ".join(f"{instrument.themes[i].number} ({i})" for i in near)
    )
    raise UsageError(
        _('there is no theme "{name}"').format(name=word),
        hint=hint if near else _("Themes are named by number or id; `amu show` lists them."),
    )


def action_id(session: Session, word: str) -> str:
    """The id of the action that `word` names; `UsageError` where there is none."""
    if word in session.actions:
        return word
    if session.unread_actions({word}):
        raise AmuError(_("the file of this action cannot be read"), hint=MEND_HINT)
    near = ", ".join(nearest(word, list(session.actions)))
    raise UsageError(
        _('there is no action "{name}"').format(name=word),
        hint=_("Did you mean {names}?").format(names=near)
        if near
        else _("`amu action list` shows the actions and their ids."),
    )


def item_id(session: Session, name: RoundName, word: str) -> str:
    """The theme or action that `word` means in a round."""
    if name == "themes":
        return theme_id(session.instrument, word)
    return action_id(session, word)


def choice(
    session: Session, name: RoundName, preserve: Sequence[str], improve: Sequence[str]
) -> Choice:
    """What `--preserve` and `--improve` name, with commas between or the option repeated."""
    return Choice(
        preserve=tuple(item_id(session, name, word) for word in words(preserve)),
        improve=tuple(item_id(session, name, word) for word in words(improve)),
    )


def check_named(session: Session, name: RoundName, picked: Choice) -> None:
    """`check_choice` in a round, where a theme or action is called what people call it."""
    candidates = session.candidates(name)
    try:
        check_choice(picked, session.budget(name), candidates)
    except UsageError as error:
        item = _item(error)
        strange = any(item in picked.of(aim) and item not in candidates.of(aim) for aim in AIMS)
        raise named(error, session, _why_not(session, item) if strange else "") from None


def named(error: UsageError, session: Session, hint: str = "") -> UsageError:
    """`error` with the name of a theme or the title of an action in the place of its id."""
    from amu_tui.render.aims import item_name

    message = error.raw_message
    if not isinstance(message, Message) or not _item(error):
        return error
    values = {**message.values, "item": item_name(session, _item(error))}
    return UsageError(Message(message.text, message.plural, **values), hint=hint)


def _item(error: UsageError) -> str:
    """The id that an error is about, if any."""
    message = error.raw_message
    return str(message.values.get("item", "")) if isinstance(message, Message) else ""


def _why_not(session: Session, item: str) -> str:
    action = session.actions.get(item)
    if action is None:
        return ""
    if action.basket == "leader":
        return _("It is passed on to the leader; the unit puts its own actions in order.")
    return _("It is an action to {aim}.").format(aim=_(AIM_WORDS[action.aim]))


def need_themes(session: Session) -> None:
    """Raise `AmuError` unless themes are chosen: actions are written for chosen themes."""
    if session.themes is None:
        raise AmuError(
            _("no themes are chosen yet"),
            hint=_("Choose them first: `amu close {session} themes`.").format(
                session=argument(session.folder)
            ),
        )
