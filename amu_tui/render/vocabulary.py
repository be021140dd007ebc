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
    status = meant(word, STATUS_WORDS)
    if status is None:
        raise UsageError(
            _('there is no status "{word}"').format(word=word),
            hint=_("It is one of {names}.").format(names=names(STATUS_WORDS)),
        )
    return status


def level(word: str) -> Level:
    """The level that `word` means; `UsageError` where there is none."""
    level = meant(word, LEVEL_WORDS)
    if level is None:
        raise UsageError(
            _('there is no level "{word}"').format(word=word),
            hint=_("It is one of {names}.").format(names=names(LEVEL_WORDS)),
        )
    return level


def aim(word: str) -> Aim:
    """The aim that `word` means; `UsageError` where there is none."""
    aim = meant(word, AIM_WORDS)
    if aim is None:
        raise UsageError(
            _('there is no aim "{word}"').format(word=word),
            hint=_("It is one of {names}.").format(names=names(AIM_WORDS)),
        )
    return aim


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
