"""What the columns are called of raw answers in a row each: the person, the question, the answer.

As survey platforms, statistics programs and databases name them.
"""

import shlex
from collections.abc import Sequence
from typing import Final

from amu_tui.tables.vocabulary.names import fold
from amu_tui.words import _

PERSON: Final = (
    "person", "respondent", "respondent id", "response id", "resp id", "participant",
    "participant id", "employee", "employee id", "person id", "user id", "subject id",
    "submission id", "record id", "record", "case id", "instance id", "answer set id", "svar-id",
    "svarer", "respondentnr", "respondentnummer", "deltaker", "deltakar", "deltaker-id",
    "deltakar-id", "ansatt", "tilsett", "ansattnr", "ansattnummer", "besvarelse-id", "person-id",
)  # fmt: skip
QUESTION: Final = (
    "question", "spørsmål", "question text", "spørsmålstekst", "question id", "question code",
    "spørsmål-id", "spørsmålskode", "spørsmålsnr", "item", "item id", "field name", "variable",
    "variabel", "indicator",
)  # fmt: skip
ANSWER: Final = (
    "answer", "response", "svar", "value", "verdi", "answer value", "response value", "svarverdi",
    "rating", "score", "answer text", "svartekst", "raw answer",
)  # fmt: skip

_WORDS = (("--person", PERSON), ("--question", QUESTION), ("--answer", ANSWER))


def answer_options(header: Sequence[str]) -> dict[str, str]:
    """The columns of a `header` that are called so, by the option of `amu score` for each."""
    found = {}
    for option, words in _WORDS:
        wanted = [fold(word) for word in words]
        named = sorted((wanted.index(fold(name)), name) for name in header if fold(name) in wanted)
        if named:
            found[option] = named[0][1]
    return found


def has_answer_each(header: Sequence[str]) -> bool:
    """Whether columns are called as a person, a question and an answer."""
    return len(answer_options(header)) == len(_WORDS)


def advice_each(header: Sequence[str]) -> str:
    """What to do with raw answers in a row each."""
    named = answer_options(header)
    options = " ".join(
        f"{option} {shlex.quote(named[option]) if option in named else _('COLUMN')}"
        for option in ("--person", "--question", "--answer")
    )
    return _("Make a table of results of the answers with `amu score`: {options}").format(
        options=options
    )
