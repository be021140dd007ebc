"""How survey platforms write the header of their exports.

Qualtrics: names, the texts of the questions, and a row of `{"ImportId":"QID1_1"}`. LimeSurvey:
`A1[SQ001]. Text of the question`, or either part. Forms of Google and Microsoft, Nettskjema and
SurveyMonkey: the text of the question, SurveyMonkey with what is answered in a row below.
"""

import re
from collections.abc import Sequence
from typing import Final

from amu_tui.model.naming import as_typed
from amu_tui.tables.vocabulary.names import fold

_IMPORT_ID = re.compile(r'\{\s*"ImportId"\s*:\s*"([^"]*)".*\}', re.DOTALL)
_CODED = re.compile(
    r"([^\W_][\w-]{0,39}(?:\[[^\[\]]{1,40}\])*)(?:[.:)]| [-–—])\s+(\S.*)", re.DOTALL
)

_PLATFORMS: Final = {
    "Qualtrics": ("responseid", "recordeddate", "distributionchannel", "userlanguage"),
    "LimeSurvey": (
        "id", "submitdate", "lastpage", "startlanguage", "seed", "response id", "date submitted",
        "last page", "start language", "svar-id", "dato sendt", "siste side", "startspråk",
        "datestamp", "startdate",
    ),
    "SurveyMonkey": ("respondent id", "collector id", "date created", "date modified"),
    "Nettskjema": ("$submission_id", "$created", "$answer_time_ms", "$form_id"),
    "Google Forms": ("timestamp", "tidsmerke", "tidsstempel"),
    "Microsoft Forms": (
        "start time", "completion time", "starttidspunkt", "fullføringstidspunkt", "starttid",
        "fullføringstid", "sluttid",
    ),
}  # fmt: skip
"""What columns are called that a platform adds to the answers."""
_MARKS = 2
"""So many of them tell the platform; Google has one only."""


def import_id(cell: str) -> str:
    """The id in a cell of Qualtrics' third row; nothing in any other cell."""
    found = _IMPORT_ID.fullmatch(cell)
    return found[1] if found else ""


def import_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The place, from 0, of Qualtrics' third row among `rows`."""
    for place, cells in enumerate(rows):
        filled = list(filter(None, cells))
        if filled and 2 * sum(map(bool, map(import_id, filled))) >= len(filled):
            return place
    return None


def code_and_text(name: str) -> tuple[str, ...]:
    """What a column `A1[SQ001]. I decide how` is called besides: its code, and its text.

    One called `3.0` is called `3`, since programs write numbers so.
    """
    found = _CODED.fullmatch(name)
    if found:
        return found.groups()
    whole = as_typed(name)
    return (whole,) if whole != name else ()


def platform_of(header: Sequence[str]) -> str:
    """The survey platform that a table with this header comes from; nothing if it is not known."""
    names = {fold(name) for name in header}
    for platform, marks in _PLATFORMS.items():
        found = names & set(map(fold, marks))
        if len(found) >= min(_MARKS, len(marks)) or (platform == "Google Forms" and found):
            return platform
    return ""
