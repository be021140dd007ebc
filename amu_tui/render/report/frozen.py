"""The report as it was signed: frozen, and written out again in any form."""

import datetime
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

import msgspec

from amu_tui import words
from amu_tui.errors import AmuError
from amu_tui.messages import Message
from amu_tui.model.meeting.session import ROLES, EarlierSignature, Role, Session, Signature
from amu_tui.model.meeting.signed import SignedVersion, kept_value, told_value
from amu_tui.model.meeting.wording import is_own
from amu_tui.render.forms.blocks import Block, Document, Signatures
from amu_tui.render.report.csv import excel_rows, report_rows
from amu_tui.render.report.document import document, signed_line
from amu_tui.render.report.outline import report_json

SIGNERS = ("signed", "entered_by", "changed_since_signed")
"""The keys of a report's data that are about who signed it, and so are not what was signed."""

_KINDS = {kind.__name__.casefold(): kind for kind in get_args(Block)}


def freeze(session: Session, date: datetime.date) -> SignedVersion:
    """What the report of `session` says now, dated `date`, in the session's language."""
    unsigned = msgspec.structs.replace(session, signature=None)
    spoken = words.language()
    words.use(session.info.language)
    try:
        data, filed = report_json(unsigned, date), document(unsigned, date)
        rows, excel = report_rows(unsigned, date), excel_rows(unsigned, date)
    finally:
        words.use(spoken)
    told = {key: value for key, value in msgspec.to_builtins(data).items() if key not in SIGNERS}
    whole = {
        field.name: msgspec.to_builtins(getattr(filed, field.name))
        for field in fields(filed)
        if field.name != "blocks"
    }
    whole["blocks"] = [
        {"block": type(block).__name__.casefold(), **msgspec.to_builtins(block)}
        for block in filed.blocks
    ]
    return SignedVersion(
        data=kept_value(told),
        document=kept_value(whole),
        rows=kept_value(rows),
        excel=kept_value(excel),
    )


def signers(signature: Signature | None, version_id: str) -> dict[Role, EarlierSignature]:
    """Who has signed the version, now or before."""
    if signature is None:
        return {}
    now = {
        role: EarlierSignature(
            name=signature.name(role), by=text.by, date=signature.signed_on(role)
        )
        for role, text in signature.texts.items()
        if text.version == version_id
    }
    return {**signature.earlier.get(version_id, {}), **now}


def entered_by_other(one: EarlierSignature) -> str | None:
    """The account that entered the name, where it is not called so itself."""
    return None if is_own(one.name, one.by) else one.by.account or None


def signed_data(version: SignedVersion, who: Mapping[Role, EarlierSignature]) -> dict[str, Any]:
    """The version as `amu report --format json` tells it, signed by `who`."""
    entered = {role: entered_by_other(who[role]) if role in who else None for role in ROLES}
    return {
        **told_value(version.data),
        "signed": {role: who[role].name if role in who else None for role in ROLES},
        "entered_by": entered,
        "changed_since_signed": [],
    }


def signed_document(version: SignedVersion, who: Mapping[Role, EarlierSignature]) -> Document:
    """The version as a document, signed by `who`; `AmuError` where this program has no such parts.

    The texts are those that were signed; only the lines of the signatures are made now.
    """
    told = told_value(version.document)
    try:
        blocks = [msgspec.convert(one, _KINDS[one["block"]]) for one in told.pop("blocks")]
        kinds = get_type_hints(Document)
        parts = {name: msgspec.convert(value, kinds[name]) for name, value in told.items()}
        filed = Document(**parts, blocks=())
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        raise AmuError(
            Message("the signed version has parts that this version of amu cannot write"),
            hint=Message("Upgrade to write it, or write it as JSON."),
        ) from error
    spoken = words.language()
    words.use(filed.language if filed.language in words.LANGUAGES else spoken)
    try:
        return replace(filed, blocks=tuple(_with_signers(block, who) for block in blocks))
    finally:
        words.use(spoken)


def _with_signers(block: Block, who: Mapping[Role, EarlierSignature]) -> Block:
    if not isinstance(block, Signatures):
        return block
    lines = []
    for role, line in zip(ROLES, block.lines, strict=False):
        signed = who.get(role)
        text = ""
        if signed is not None:
            own = is_own(signed.name, signed.by)
            text = signed_line(signed.name, signed.date, "" if own else signed.by.account)
        lines.append(replace(line, signed=text))
    return Signatures(tuple(lines))
