"""Statuses, levels and aims as they are typed: the English word of the files, or any language's.

What the screen and the report call a thing must work on the command line too, whichever
language the next user of the session speaks.
"""

from collections.abc import Mapping
from typing import TypeVar

from amu_tui.errors import UsageError
from amu_tui.model.meeting.action import LEVEL_WORDS, STATUS_WORDS, Level, Status
from amu_tui.model.survey.instrument import Aim
from amu_tui.model.voting.ballot import AIM_WORDS
from amu_tui.words import LANGUAGES, _, translated

Known = TypeVar("Known", bound=str)


def status(word: str) -> Status:
    """The status that `word` means; `UsageError` where there is none."""
    return one_of(word, STATUS_WORDS, _('there is no status "{word}"'))


def level(word: str) -> Level:
    """The level that `word` means; `UsageError` where there is none."""
    return one_of(word, LEVEL_WORDS, _('there is no level "{word}"'))


def aim(word: str) -> Aim:
    """The aim that `word` means; `UsageError` where there is none."""
    return one_of(word, AIM_WORDS, _('there is no aim "{word}"'))


def one_of(word: str, known: Mapping[Known, str], no_such: str) -> Known:
    """The one of `known` that `word` means; `UsageError` with `no_such` where it means none."""
    item = meant(word, known)
    if item is None:
        hint = _("It is one of {names}.").format(names=names(known))
        raise UsageError(no_such.format(word=word), hint=hint)
    return item


def names(known: Mapping[Known, str]) -> str:
    """The words in the user's language, each with its English one where that is another."""
    words = ((item, _(message)) for item, message in known.items())
    return ", ".join(item if item == word else f"{word} ({item})" for item, word in words)


def meant(word: str, known: Mapping[Known, str]) -> Known | None:
    """The one of `known` that `word` means, in any language; None where it means none."""
    folded = word.strip().casefold()
    for item, message in known.items():
        if folded in {item, *(translated(message, code).casefold() for code in LANGUAGES)}:
            return item
    return None
