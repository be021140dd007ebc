"""Whether the data of a report is what was signed, by the copies that the session keeps."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from amu_tui.model.meeting.session import ROLES, EarlierSignature, Role, Session
from amu_tui.model.meeting.signed import SignedVersion, kept_value, told_value
from amu_tui.render.report.frozen import SIGNERS, entered_by_other, signers
from amu_tui.render.report.outline import report_json

Kind = Literal["signed", "before-signing", "earlier", "unsigned", "altered", "another", "public"]
GOING = frozenset({"status", "notes", "done_on", "answer", "answered"})
"""What is said of how an action goes, which changes after it was signed."""


@dataclass(frozen=True)
class Verdict:
    """What a file is: the version last signed, a copy of that from before it was signed, an earlier
    version, what the report says now without a signature, altered, of another session, or for the
    public, which nobody signs.

    `who` is who has signed the version that it is, or was compared with, `differing` the places
    in the data that are not as there, and `claimed` those whom the file names without their having
    signed it. `not_named` is who has signed the version without the file naming them, as in a copy
    that was written before. `translated` is set where the file is in another language than what was
    signed.
    """

    kind: Kind
    version: str = ""
    who: Mapping[Role, EarlierSignature] = field(default_factory=dict)
    differing: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()
    not_named: tuple[str, ...] = ()
    translated: bool = False

    @property
    def only_how_it_goes(self) -> bool:
        """Whether nothing else differs than how actions go."""
        parts = [set(place.split(".")) & GOING for place in self.differing]
        return bool(parts) and all(parts)


def verdict(
    session: Session, told: Mapping[str, Any], versions: Mapping[str, SignedVersion]
) -> Verdict:
    """What the data `told` of a file is.

    Args:
        versions: the signed versions that are whole, the last one first.
    """
    said = _said(told)
    kind: Kind
    for place, (version_id, version) in enumerate(versions.items()):
        if _said(told_value(version.data)) == said:
            who = signers(session.signature, version_id)
            claimed, missing = tuple(_claimed(told, who)), tuple(_not_named(told, who))
            differing = () if claimed else tuple(_signers_apart(told, who))
            kind = "before-signing" if missing else "signed"
            kind = "altered" if claimed or differing else kind if place == 0 else "earlier"
            return Verdict(kind, version_id, who, differing, claimed, missing)
    if (told.get("unit"), told.get("round")) != (session.info.unit, session.info.round):
        return Verdict("another")
    if "left_out" in told:
        return Verdict("public")
    unsigned = msgspec.structs.replace(session, signature=None)
    now = kept_value(msgspec.to_builtins(report_json(unsigned, _date(told))))
    kind = "unsigned" if _said(told_value(now)) == said else "altered"
    for version_id, version in versions.items():
        signed = told_value(version.data)
        differing = tuple(differences(_said(signed), said))
        who = signers(session.signature, version_id)
        translated = told.get("language", signed.get("language")) != signed.get("language")
        return Verdict(kind, version_id, who, differing, translated=translated)
    return Verdict(kind, claimed=tuple(_claimed(told, {})))


def _date(told: Mapping[str, Any]) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(told.get("date")))
    except ValueError:
        return datetime.date.min


def _claimed(told: Mapping[str, Any], who: Mapping[Role, EarlierSignature]) -> Iterator[str]:
    """The names that `told` has as signatures, of people who have not signed."""
    named = told.get("signed")
    for role in ROLES:
        name = named.get(role) if isinstance(named, dict) else None
        if isinstance(name, str) and name and (role not in who or who[role].name != name):
            yield name


def _signers_apart(told: Mapping[str, Any], who: Mapping[Role, EarlierSignature]) -> Iterator[str]:
    """The keys about who signed that say what no report says, or hide who entered a name."""
    named = told.get("signed", {})
    if not isinstance(named, dict) or not _names(named):
        yield "signed"
        return
    entered = told.get("entered_by", {})
    if not isinstance(entered, dict) or not _names(entered):
        yield "entered_by"
    else:
        for role, one in who.items():
            if named.get(role) and entered_by_other(one) not in (None, entered.get(role)):
                yield f"entered_by.{role}"
    if not isinstance(told.get("changed_since_signed", []), list):
        yield "changed_since_signed"


def _names(told: Mapping[str, Any]) -> bool:
    """Whether it has a name or nothing for each role, and nothing else."""
    return all(role in ROLES and isinstance(name, str | None) for role, name in told.items())


def _not_named(told: Mapping[str, Any], who: Mapping[Role, EarlierSignature]) -> Iterator[str]:
    """Those of `who` whose line for the signature is empty in `told`."""
    named = told.get("signed")
    for role, one in who.items():
        if not (isinstance(named, dict) and named.get(role)):
            yield one.name


def _said(told: Mapping[str, Any]) -> Any:
    """What data says beside who signed it. What is empty says nothing: later versions have more."""
    return _full({key: value for key, value in told.items() if key not in SIGNERS})


def _full(value: Any) -> Any:
    if isinstance(value, Mapping):
        full = {key: _full(item) for key, item in value.items()}
        return {key: item for key, item in full.items() if item not in (None, "", [], {})}
    return [_full(item) for item in value] if isinstance(value, list) else value


def differences(then: Any, now: Any, place: str = "") -> Iterator[str]:
    """The places where two values of JSON differ, such as `improve.a1.owner`."""
    if isinstance(then, list) and isinstance(now, list):
        then, now = _by_id(then), _by_id(now)
    if isinstance(then, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*then, *now]):
            yield from differences(then.get(key), now.get(key), f"{place}.{key}".lstrip("."))
    elif then != now:
        yield place


def _by_id(items: list[Any]) -> dict[str, Any]:
    """Items by their ids, or by their place from 1."""
    named = {
        str(item.get("id", number)) if isinstance(item, dict) else str(number): item
        for number, item in enumerate(items, 1)
    }
    return named if len(named) == len(items) else {str(n): one for n, one in enumerate(items, 1)}
