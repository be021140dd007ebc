"""What groups of people are called: the well-known ones in all languages, any other as typed."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from amu_tui.model.naming import unit_key
from amu_tui.model.survey.instrument import Texts
from amu_tui.tables.vocabulary.names import fold, unique_ids
from amu_tui.words import LANGUAGES, N_, language, translated

KNOWN: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "women": (N_("Women"), ("female", "females", "woman", "kvinne")),
    "men": (N_("Men"), ("male", "males", "man", "mann")),
    "scientific": (
        N_("Scientific"),
        (
            "vitskaplege", "vitenskapelige", "scientific staff", "vitenskapelig ansatte",
            "vitenskapelig tilsatte", "vitskapleg tilsette", "academic", "academic staff",
        ),
    ),
    "technical-administrative": (
        N_("Technical/administrative"),
        (
            "teknisk-administrativ", "tekn./adm.", "tekn.adm.", "technical and administrative",
            "technical-administrative staff", "teknisk-administrativt ansatte",
            "teknisk-administrativt tilsatte", "teknisk-administrativt tilsette",
            "teknisk/administrativt ansatte", "teknisk/administrativt tilsette",
            "teknisk og administrativ", "teknisk-administrative",
        ),
    ),
    "phd-candidates": (
        N_("PhD candidates"),
        (
            "phd", "ph.d.", "stipendiat", "phd students", "ph.d.-stipendiater",
            "ph.d.-stipendiatar", "ph.d.-kandidater", "ph.d.-kandidatar", "doctoral students",
        ),
    ),
    "leaders": (N_("Leaders"), ("leader", "leder", "leiar", "manager", "managers")),
}  # fmt: skip
"""Id, title, and what else a group is called."""

WHOLE = (
    "", "all", "everybody", "total", "unit", "alle", "totalt", "i alt", "samlet", "samla",
    "enheten", "eininga", "hele enheten", "heile eininga", "everyone", "overall", "in total",
    "the whole unit", "sum", "samtlege", "samtlige", "alle svar",
)  # fmt: skip
"""What stands for the whole unit in a column of groups."""


def is_whole(group: str, unit: str) -> bool:
    """Whether a row of `unit` with this group is the unit itself."""
    return fold(group) in {fold(word) for word in WHOLE} or unit_key(group) == unit_key(unit)


def ids_and_texts(titles: Sequence[str]) -> list[tuple[str, Texts]]:
    """The id and the texts of each group: a known one in every language, others as typed."""
    known = [_known(title) for title in titles]
    ids = unique_ids([key or title for key, title in zip(known, titles, strict=True)])
    return [
        (name, _texts(key) if key else {language(): title})
        for name, key, title in zip(ids, known, titles, strict=True)
    ]


def _texts(key: str) -> Texts:
    return {code: translated(KNOWN[key][0], code) for code in LANGUAGES}


@lru_cache(maxsize=1024)
def _known(title: str) -> str:
    wanted = fold(title)
    for key, (_word, others) in KNOWN.items():
        if wanted in {fold(text) for text in (key, *_texts(key).values(), *others)}:
            return key
    return ""
