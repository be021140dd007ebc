"""`amu report --signed` and `--verify`: the report as it was signed, and whether a file is that."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from amu_tui import words
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.cli.kit.sessions import opened
from amu_tui.errors import AmuError, ExitCode, UsageError
from amu_tui.files import toml
from amu_tui.files.report import versions
from amu_tui.model.meeting.session import ROLES, Session
from amu_tui.model.meeting.wording import signed_apart, version_order
from amu_tui.render.report.document import apart_line
from amu_tui.render.report.frozen import signers
from amu_tui.render.report.source import AsSigned
from amu_tui.words import _, day, some

if TYPE_CHECKING:
    from amu_tui.render.report.verdict import Verdict

LARGEST = 64 * toml.LARGE
"""Bytes of a file that is verified."""

COPIES = ("signed", "before-signing", "earlier")
"""What a file is that says what was signed."""

Pages = Literal["same", "same-text", "differ", "not-compared"]


def last_signed(path: Path, session: Session) -> AsSigned:
    """The version that was signed last; says where it is not signed by both."""
    order = version_order(session)
    if not order:
        raise AmuError(
            _("no signed version is kept here"),
            path=path,
            hint=_("`amu sign` keeps one from now on."),
        )
    version = versions.read(path, order[0])
    who = signers(session.signature, version.id)
    if signed_apart(session):
        say(apart_line())
    elif len(who) < len(ROLES):
        say(_("signed by {names} only").format(names=", ".join(one.name for one in who.values())))
    return AsSigned(version, who)


def verify_file(path: Path, file: Path, *, as_json: bool) -> int:
    """Say what `file` is beside what was signed in the session at `path`; the exit code."""
    from amu_tui.render.report.verdict import verdict

    _folder, session = opened(path, needs=("rounds/report.toml",))
    data, pdf = _data(file)
    kept = {}
    for version_id in version_order(session):
        try:
            kept[version_id] = versions.read(path, version_id)
        except AmuError as error:
            say(str(error))
    found = verdict(session, data, kept)
    pages: Pages | None = None
    if pdf and found.kind in COPIES:
        pages = _pages(pdf, data, found, kept)
    if as_json:
        put_json(_document(found, pages))
    else:
        put("\n".join(_lines(found, pages)))
    right = found.kind == "signed" and pages in (None, "same", "same-text")
    return ExitCode.FINE if right else ExitCode.FAILED


def _data(file: Path) -> tuple[dict[str, Any], bytes]:
    """The report as data in a file, and the whole file where it is a PDF."""
    # A link is the user's own wish.
    content = toml.read_bytes(Path(os.path.realpath(file)), LARGEST)
    pdf = content.startswith(b"%PDF-")
    if pdf:
        from amu_tui.render.forms.attached import attached_json

        try:
            text = attached_json(content)
        except AmuError as error:
            error.path = error.path or file
            raise
    elif file.suffix.lower() == ".json" or content.lstrip()[:1] == b"{":
        text = content.removeprefix(b"\xef\xbb\xbf")
    else:
        raise UsageError(
            _("only a PDF or a JSON file of a report can be verified"),
            path=file,
            hint=_("The other forms do not have the report's data in them."),
        )
    try:
        return msgspec.json.decode(text, type=dict[str, Any]), content if pdf else b""
    except (msgspec.DecodeError, RecursionError) as error:
        raise AmuError(_("this is not the data of a report"), path=file) from error


def _pages(pdf: bytes, data: Mapping[str, Any], found: "Verdict", kept: Mapping[str, Any]) -> Pages:
    """Whether the pages say what the data says: by writing them once more."""
    from amu_tui.render.forms.attached import attached_json, page_texts
    from amu_tui.render.forms.pdf import to_pdf

    named = data.get("signed", {})
    who = {role: one for role, one in found.who.items() if named.get(role)}
    filed = AsSigned(kept[found.version], who).document
    spoken = words.language()
    words.use(filed.language)
    try:
        again = to_pdf(filed, attached_json(pdf))
        if again == pdf:
            return "same"
        return "same-text" if page_texts(again) == page_texts(pdf) else "differ"
    except AmuError as error:
        words.use(spoken)
        say(str(error))
        return "not-compared"
    finally:
        words.use(spoken)


def _document(found: "Verdict", pages: Pages | None) -> dict[str, Any]:
    return {
        "result": found.kind,
        "version": found.version or None,
        "signed": {
            role: {"name": one.name, "date": one.date, "account": one.by.account or None}
            for role, one in found.who.items()
        },
        "differing": found.differing,
        "not_signed_by": found.claimed,
        "signatures_missing": found.not_named,
        "pages": pages,
    }


def _lines(found: "Verdict", pages: Pages | None) -> Iterator[str]:
    who = ", ".join(f"{one.name} ({day(one.date)})" for one in found.who.values())
    if found.kind == "signed":
        yield _("This is the signed version of this session, signed by {who}.").format(who=who)
    elif found.kind == "before-signing":
        yield _("This says what {who} signed.").format(who=who)
    elif found.kind == "earlier":
        yield _("This is an earlier signed version of this session, signed by {who}.").format(
            who=who
        )
        yield _("Another has been signed since.")
    elif found.kind == "another":
        yield _("This is the report of another session.")
    elif found.kind == "public":
        yield _(
            "This is a report for the public, which is not what is signed: names are left out of "
            "it. Whether it was altered cannot be told."
        )
    elif found.claimed:
        names = ", ".join(found.claimed)
        yield _("This has been altered: {names} has not signed what it says.").format(names=names)
    elif found.translated:
        text = _(
            "This is in another language than what {who} signed, so it cannot be compared: write "
            "it again with --signed."
        )
        yield text.format(who=who)
    elif found.only_how_it_goes:
        text = _(
            "This is not the signed version, only the plan is the same: how the actions go is not "
            "as it was when {who} signed."
        )
        yield text.format(who=who)
    elif found.kind == "unsigned":
        yield _("This is what the report says now, which nobody has signed.")
    elif not found.version:
        yield _("Nothing is kept here that this could be compared with: no version is signed.")
    else:
        text = _("This is not what {who} signed: it is altered, or was never signed.")
        yield text.format(who=who)
    if found.not_named and found.kind in COPIES:
        text = _(
            "But this copy was written before {names} signed, and does not show it: write it again "
            "with --signed."
        )
        yield text.format(names=", ".join(found.not_named))
    if found.differing and not found.translated:
        yield _("It differs in: {places}").format(places=some(list(found.differing), 8))
    yield from _page_lines(pages)
    if found.kind in COPIES:
        yield _(
            "It was compared with the copy in the session's folder: that shows what was signed, as "
            "far as those are trusted who may write there."
        )


def _page_lines(pages: Pages | None) -> Iterator[str]:
    if pages == "same":
        yield _("The whole file is byte for byte what this version of amu writes of it.")
    elif pages == "same-text":
        yield _(
            "The text of its pages is the same too, but the file is not what this version of amu "
            "writes: another version wrote it, or something was drawn over its pages. Look at them "
            "beside what --signed writes."
        )
    elif pages == "differ":
        yield _("But its pages say something else than the data in it: the file has been altered.")
    elif pages == "not-compared":
        yield _("Only the data in it was compared, not what its pages show.")
