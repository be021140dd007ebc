"""What a file of a report is called: by a pattern that a user can set."""

from string import Formatter
from typing import TYPE_CHECKING

from amu_tui.errors import UsageError
from amu_tui.messages import N_
from amu_tui.model.ids import portable
from amu_tui.model.meeting.session import Session
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.render.report.source import Source

PATTERN = "{date} {unit} {report} {round}"
"""What a report is called that is written into a folder, where the user has set nothing."""

FIELDS = {
    "date": N_("the date of the report"),
    "unit": N_("the unit"),
    "round": N_("the round"),
    "report": N_("what it is, in its language: action report, for the public, a draft"),
    "case": N_("the case number, as it is filled in"),
    "id": N_("the id of the session"),
}
"""What stands in braces in a pattern, and what for."""


def check_pattern(pattern: str) -> str:
    """`pattern`, empty or with known fields; `UsageError` otherwise."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        parts = [("", "{", "", None)]
    if any(name not in (None, *FIELDS) or spec or shape for _text, name, spec, shape in parts):
        raise UsageError(
            _("“{pattern}” is no pattern for the name of a report").format(pattern=pattern),
            hint=_("The fields are {fields}.").format(
                fields=", ".join(f"{{{name}}}" for name in FIELDS)
            ),
        )
    return pattern


def report_name(pattern: str, form: str, source: "Source", session: Session) -> str:
    """The name of a file of the report in `form`, in the language that is spoken.

    What is empty leaves no gap; signs that a file name cannot have become hyphens. `UsageError`
    for a pattern that is none.
    """
    data = source.data
    what = _("action report")
    if session.public:
        what = _("public action report")
    elif data.get("draft"):
        what = _("draft action report")
    values = {
        "date": str(data["date"]),
        "unit": session.info.unit,
        "round": session.info.round,
        "report": what,
        "case": session.details.archive.case,
        "id": session.info.id,
    }
    filled = check_pattern(pattern).format(**values)
    return f"{portable(' '.join(filled.split()))}.{form}"
