"""What the forms of a report are written from: the session as it is now, or as it was signed."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from amu_tui.model.meeting.session import EarlierSignature, Role, Session
from amu_tui.model.meeting.signed import SignedVersion
from amu_tui.render.forms.blocks import Document
from amu_tui.render.report.csv import excel_rows, report_rows
from amu_tui.render.report.document import document
from amu_tui.render.report.frozen import signed_data, signed_document
from amu_tui.render.report.outline import report_json
from amu_tui.words import _


@dataclass(frozen=True)
class Now:
    """The report of `session` as it is now, dated `today` unless it is signed.

    A draft says so on every page, and to programs.
    """

    session: Session
    today: datetime.date
    draft: bool = False

    @cached_property
    def document(self) -> Document:
        """What people read."""
        filed = document(self.session, self.today)
        return replace(filed, mark=_("Draft")) if self.draft else filed

    @cached_property
    def data(self) -> dict[str, Any]:
        """What a program reads."""
        data = report_json(self.session, self.today)
        return {**data, "draft": True} if self.draft else data

    def rows(self, *, excel: bool) -> list[list[str]]:
        """The rows of a table, the header first: for a program, or in words for Excel."""
        return (excel_rows if excel else report_rows)(self.session, self.today)


@dataclass(frozen=True)
class AsSigned:
    """The report as it was signed by `who`, in the same shapes and the language it was signed in.

    Raises `AmuError` for a document with parts that this program does not know.
    """

    version: SignedVersion
    who: Mapping[Role, EarlierSignature]

    @cached_property
    def document(self) -> Document:
        """What people read."""
        return signed_document(self.version, self.who)

    @cached_property
    def data(self) -> dict[str, Any]:
        """What a program reads."""
        return signed_data(self.version, self.who)

    def rows(self, *, excel: bool) -> list[list[str]]:
        """The rows of a table, the header first: for a program, or in words for Excel."""
        return self.version.excel if excel else self.version.rows


Source = Now | AsSigned
