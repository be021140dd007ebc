"""The action report in every form that it is filed in, made once from the session."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from amu_tui.errors import UsageError
from amu_tui.render.forms.writers import WRITERS, written
from amu_tui.render.json_text import to_json
from amu_tui.text import clean
from amu_tui.words import N_, _

if TYPE_CHECKING:
    from amu_tui.render.report.source import Source

DATA = ("csv", "json")
"""What is for a spreadsheet or a program, and no document."""
FORMS = (*WRITERS, *DATA)
FORM_WORDS = {
    "md": N_("plain text, to read anywhere and to edit"),
    "html": N_("a page, to mail or to hang up"),
    "pdf": N_("for the archive and for printing"),
    "docx": N_("for Word"),
    "csv": N_("a table, for Excel"),
    "json": N_("for a program"),
}


def written_as(source: "Source", form: str, *, excel: bool = False) -> bytes:
    """The report of `source` in a form of `FORMS`; the same report gives the same bytes.

    Args:
        source: the report as it is now, or as it was signed.
        form: one of `FORMS`.
        excel: write csv as Excel opens it by a double click.

    Raises `AmuError` where the package that the form needs is not installed.
    """
    if form == "csv":
        from amu_tui.render.report.csv import to_csv

        return to_csv(source.rows(excel=excel), excel=excel).encode()
    data = to_json(source.data).encode()
    return data if form == "json" else written(source.document, form, data)


def is_text(form: str) -> bool:
    """Whether a terminal can show what is written in `form`."""
    return form in DATA or WRITERS[form].text


def form_of(path: Path, forms: Iterable[str] = FORMS) -> str:
    """The form that a file's name ends in; `UsageError` where that is none of `forms`."""
    form = path.suffix.lower().removeprefix(".")
    if form not in forms:
        endings = ", ".join(f".{known}" for known in forms)
        raise UsageError(
            _("the ending of the name says in which form it is written, and this is none"),
            path=path,
            hint=_("The endings are {endings}: {name}, for example.").format(
                endings=endings, name=clean(f"{path.stem or 'report'}.{next(iter(forms))}")
            ),
        )
    return form
