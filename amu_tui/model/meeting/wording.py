"""Whether actions still say what people voted on, and what was signed.

A closed round and a signature keep a digest of each action. Whoever may write an action can write
anything into its file, its revision too, but not into those: facilitators alone write them. A
session from before there were digests has nothing to compare with.
"""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from amu_tui.messages import N_, Message
from amu_tui.model.checklists.answers import Answers
from amu_tui.model.ids import MOST_REVISIONS
from amu_tui.model.meeting.action import Action, Matter
from amu_tui.model.meeting.details import Details
from amu_tui.model.meeting.previous import Answer
from amu_tui.model.meeting.session import (
    ROLES,
    EarlierSignature,
    Role,
    Session,
    Signature,
    SignedBy,
    SignedText,
)
from amu_tui.model.survey.results import Score
from amu_tui.model.voting.ballot import ROUNDS, RoundName, Wording
from amu_tui.model.voting.tally import Round

_ROUND_CHANGED: dict[RoundName, str] = {
    "themes": N_("the choice of themes is not what it was when {names} signed"),
    "actions": N_("the order of the actions is not what it was when {names} signed"),
}


_PART_CHANGED = {
    "results.toml": N_("the results are not what they were when {names} signed"),
    "rounds/details.toml": N_(
        "goals, participation or what else is filled in was changed after {names} signed"
    ),
}
_CHECKLIST_CHANGED = N_("the answers to a checklist were changed after {names} signed")
CHECKLISTS = "checklists/"
_ANSWER_CHANGED = N_(
    "what was said of an action of the round before was changed after {names} signed"
)
SINCE_LAST = "rounds/since-last-"

_SINCE_ROUND = (
    N_("“{name}” was prioritised on {date}, and is no longer there"),
    N_("“{name}” was changed after it was prioritised on {date}"),
    N_(
        "“{name}” is not what was prioritised on {date}: its file was written over, and nothing "
        "in it says so"
    ),
)
_SINCE_END = (
    N_("“{name}” was there when the vote was ended, and is no longer"),
    N_("“{name}” was changed after the vote was ended"),
    N_(
        "“{name}” is not what it was when the vote was ended: its file was written over, and "
        "nothing in it says so"
    ),
)
"""What is said of an action that is gone, changed, or written over."""


class Change(NamedTuple):
    """What is not as it was: `file` is below the session's folder, `said` a sentence without stop.

    `wrong` is what no save does. `covered` is what somebody has signed as it is now.
    """

    file: str
    said: Message
    wrong: bool = False
    covered: bool = False


def prioritised_text(action: Action) -> str:
    """The digest of what people read of `action` when they choose: its title and its theme."""
    return _digest(action.theme, action.aim, action.title)


def signed_text(action: Action) -> str:
    """The digest of what the report says of `action`, but for how it goes.

    What only some actions have counts where it is there: others are signed as they always were.
    """
    matter = action.matter or Matter()
    parts = (action.theme, action.aim, action.basket, action.title, action.owner)
    rest = (action.co_owners, action.level, action.when, action.then, action.effect)
    more = (*rest, action.judged, action.judge_on, matter.to, matter.answer_by)
    return _digest(*parts, action.deadline, *(more if any(more) else ()))


def round_text(closed: Round) -> str:
    """The digest of what a closed round decided."""
    override = closed.override.reason if closed.override else None
    chosen, counts = dict(closed.chosen.items()), dict(closed.counts.items())
    return _digest(closed.closed.isoformat(), closed.turnout, counts, chosen, override)


def _digest(*parts: object) -> str:
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:32]


def wordings(session: Session, name: RoundName) -> dict[str, Wording]:
    """What each action says that can be chosen in the round `name`; nothing for themes."""
    if name == "themes":
        return {}
    items = [item for candidates in session.candidates(name).values() for item in candidates]
    return {
        item: Wording(revision=action.revision, sha256=prioritised_text(action))
        for item, action in sorted(session.actions.items())
        if item in items
    }


def part_texts(session: Session) -> dict[str, str]:
    """Digests of what the report says beside rounds and actions, by the file that it stands in."""
    chosen = {item for closed in _themes(session) for item in closed}
    scores = session.results.themes
    figures = {key: _figures(scores[key]) for key in sorted(chosen & scores.keys())}
    people = session.results.participation
    parts = {"results.toml": _digest(figures, people.invited, people.responses)}
    if session.details.revision:
        parts["rounds/details.toml"] = _filled_in(session.details)
    for key, answered in session.checklists.items():
        parts[f"{CHECKLISTS}{key}.toml"] = _filled_in(answered.answers)
    for key, answer in session.answers.items():
        if not answer.empty:
            parts[f"{SINCE_LAST}{key}.toml"] = _filled_in(answer)
    return parts


def _filled_in(value: Details | Answers | Answer) -> str:
    """The digest of what is filled in, whichever revision it is."""
    filled = msgspec.to_builtins(value)
    return _digest({key: item for key, item in filled.items() if key not in ("schema", "revision")})


def _themes(session: Session) -> tuple[tuple[str, ...], ...]:
    return tuple(session.themes.chosen.values()) if session.themes else ()


def _figures(score: Score) -> tuple[object, ...]:
    return score.n, score.mean, score.sd, score.hidden


def signed(
    session: Session,
    signature: Signature,
    by: SignedBy,
    *roles: Role,
    version: str = "",
    date: datetime.date | None = None,
) -> Signature:
    """`signature` as `by` gives it for `roles`, of the report as `session` has it now.

    A role without a name signs nothing; of the other roles stays what they signed before.

    Args:
        version: the signed version that it is under; the one that a role signed before is kept
            among the earlier.
        date: the day on which it is signed, where that is not the report's.
    """
    before = session.signature
    text = SignedText(
        by=by,
        date=date or signature.date,
        version=version,
        rounds={name: round_text(kept) for name in ROUNDS if (kept := session.round(name))},
        actions={
            key: Wording(revision=action.revision, sha256=signed_text(action))
            for key, action in sorted(session.actions.items())
        },
        parts=part_texts(session),
    )
    texts = {
        role: msgspec.structs.replace(kept, date=(before or signature).signed_on(role))
        for role, kept in signature.texts.items()
    }
    texts |= dict.fromkeys(roles, text)
    named = {role: texts[role] for role in ROLES if role in texts and signature.name(role)}
    earlier = _earlier(before, named) if before else signature.earlier
    return msgspec.structs.replace(signature, texts=named, earlier=earlier)


def _earlier(
    before: Signature, now: Mapping[Role, SignedText]
) -> dict[str, dict[Role, EarlierSignature]]:
    """Who signed versions before those of `now`: what `before` has of it, and its own."""
    earlier = {version: dict(signers) for version, signers in before.earlier.items()}
    for role, text in before.texts.items():
        if text.version and (role not in now or now[role].version != text.version):
            signer = EarlierSignature(
                name=before.name(role), by=text.by, date=before.signed_on(role)
            )
            earlier.setdefault(text.version, {})[role] = signer
    return earlier


def standing_version(session: Session, *but: Role) -> str:
    """The version that says what the report says now, signed by another than `but`; empty if none.

    Whoever signs the same signs that version.
    """
    texts: Mapping[Role, SignedText] = session.signature.texts if session.signature else {}
    again = outdated(session)
    standing = (
        text.version for role, text in texts.items() if role not in again and role not in but
    )
    return next(filter(None, standing), "")


def version_order(session: Session) -> list[str]:
    """The signed versions, the last one first: one that still holds goes before the other."""
    signature = session.signature
    if signature is None:
        return []
    again = outdated(session)
    signed_on = {
        text.version: (role not in again, signature.signed_on(role))
        for role, text in reversed(signature.texts.items())
        if text.version
    }
    days = {
        version: max(one.date for one in signers.values())
        for version, signers in signature.earlier.items()
        if signers and version not in signed_on
    }
    now = sorted(signed_on, key=signed_on.__getitem__, reverse=True)
    return [*now, *sorted(days, key=days.__getitem__, reverse=True)]


def signed_apart(session: Session) -> bool:
    """Whether the two who signed have not signed the same."""
    texts = list(session.signature.texts.values()) if session.signature else []
    return len(texts) == len(ROLES) and texts[0].version != texts[1].version


def entered_by(signature: Signature, role: Role) -> str:
    """The account that has entered another's name for `role`; empty where it is one's own.

    Nothing is said of a signature from before accounts were kept.
    """
    text = signature.texts.get(role)
    if text is None or not signature.name(role):
        return ""
    return "" if is_own(signature.name(role), text.by) else text.by.account


def is_own(name: str, by: SignedBy) -> bool:
    """Whether the account that entered a name is called so itself."""
    return _folded(name) in {_folded(by.account), _folded(by.name)}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def since_prioritised(session: Session) -> Iterator[Change]:
    """The actions that are not what people chose between."""
    closed = session.priorities
    if closed is not None:
        yield from _since_voted(session, closed.wordings, _SINCE_ROUND, date=closed.closed)


def since_ended(session: Session, wordings: Mapping[str, Wording]) -> Iterator[Change]:
    """The actions that are not what they were at the end of a vote that is not written down."""
    yield from _since_voted(session, wordings, _SINCE_END)


def _since_voted(
    session: Session,
    wordings: Mapping[str, Wording],
    texts: tuple[str, str, str],
    **dates: datetime.date,
) -> Iterator[Change]:
    gone, changed, written_over = texts
    for item, wording in wordings.items():
        action = session.actions.get(item)
        if action is None:
            if not _unreadable(session, "actions", item):
                yield Change(action_file(item), Message(gone, name=item, **dates), wrong=True)
        elif prioritised_text(action) != wording.sha256:
            wrong = not _saved_since(action, wording)
            text = written_over if wrong else changed
            said = Message(text, name=action.title, **dates)
            yield Change(action_file(item), said, wrong, _covered(session, action))


def since_signed(session: Session) -> Iterator[Change]:
    """What the report says otherwise than those who signed it have read."""
    signature = session.signature
    if signature is None:
        return
    signers: dict[_Since, list[str]] = {}
    for role, text in signature.texts.items():
        for change in _since(session, text):
            signers.setdefault(change, []).append(signature.name(role))
    for (file, name, said, wrong), names in signers.items():
        joined = " · ".join(dict.fromkeys(names))
        yield Change(file, Message(said, name=name, names=joined), wrong)


def outdated(session: Session) -> frozenset[Role]:
    """Those who have signed something else than the report as it is now."""
    texts: Mapping[Role, SignedText] = session.signature.texts if session.signature else {}
    return frozenset(role for role, text in texts.items() if any(_since(session, text)))


class _Since(NamedTuple):
    """What is not as somebody has signed it; `said` has places for `name` and `names`."""

    file: str
    name: str
    said: str
    wrong: bool


def _since(session: Session, text: SignedText) -> Iterator[_Since]:
    for name in ROUNDS:
        closed = session.round(name)
        now = round_text(closed) if closed is not None else None
        if now != text.rounds.get(name) and not _unreadable(session, "rounds", name):
            # A round is written once: it can come, or be opened again, and nothing else.
            opened = [round_text(o.earlier) for o in session.reopenings if o.round == name]
            wrong = name in text.rounds and text.rounds[name] not in opened
            yield _Since(f"rounds/{name}.toml", "", _ROUND_CHANGED[name], wrong)
    for item, wording in text.actions.items():
        action = session.actions.get(item)
        if action is None:
            if not _unreadable(session, "actions", item):
                said = N_("“{name}” was removed after {names} signed")
                yield _Since(action_file(item), item, said, wrong=False)
        elif signed_text(action) != wording.sha256:
            wrong = not _saved_since(action, wording)
            said = N_("“{name}” was changed after {names} signed")
            if wrong:
                said = N_(
                    "“{name}” is not what {names} signed: its file was written over, and nothing "
                    "in it says so"
                )
            yield _Since(action_file(item), action.title, said, wrong)
    for item, action in session.actions.items():
        if item not in text.actions:
            said = N_("“{name}” was added after {names} signed")
            yield _Since(action_file(item), action.title, said, wrong=False)
    yield from _since_parts(session, text)


def _since_parts(session: Session, text: SignedText) -> Iterator[_Since]:
    # A signature from before these were kept has nothing to compare with.
    parts = part_texts(session) if text.parts else {}
    unread = {problem.path for problem in session.problems}
    for file in sorted((parts.keys() | text.parts.keys()) - unread):
        if file not in text.parts and file.startswith(CHECKLISTS):
            continue  # one is answered after the meeting, as an action goes on
        if parts.get(file) != text.parts.get(file):
            other = _ANSWER_CHANGED if file.startswith(SINCE_LAST) else _CHECKLIST_CHANGED
            said = _PART_CHANGED.get(file, other)
            yield _Since(file, file, said, wrong=False)


def _covered(session: Session, action: Action) -> bool:
    texts: Mapping[Role, SignedText] = session.signature.texts if session.signature else {}
    kept = (text.actions.get(action.id) for text in texts.values())
    return any(wording.sha256 == signed_text(action) for wording in kept if wording)


def _saved_since(action: Action, wording: Wording) -> bool:
    """Whether a later revision says that the action was changed."""
    turned = action.revision < MOST_REVISIONS <= wording.revision
    return action.revision > wording.revision or turned


def _unreadable(session: Session, folder: str, name: str) -> bool:
    """Whether a file may be there all the same: of what cannot be read that is said already."""
    places = (folder, f"{folder}/{name}.toml")
    every = (*session.problems, *session.more_problems)
    return any(not problem.notice and problem.path in places for problem in every)


def action_file(item: str) -> str:
    """The file of an action, in the session's folder."""
    return f"actions/{item}.toml"
