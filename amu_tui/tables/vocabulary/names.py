"""Names as people type them against names as they are kept: columns, themes, units."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from amu_tui.model.ids import slug
from amu_tui.model.naming import bare
from amu_tui.model.survey.instrument import Instrument
from amu_tui.text import nearest
from amu_tui.words import pick

ColumnMeaning = Literal[
    "unit", "theme", "n", "mean", "sd", "hidden", "effective_n", "favourable", "invited",
    "responses", "rate",
]  # fmt: skip
ScorePart = Literal["mean", "n", "sd", "hidden", "effective_n", "favourable"]

ANSWERS: Final = (
    "svar", "answers", "antall svar", "antal svar", "talet på svar", "tal på svar", "tal svar",
    "number of answers", "number of responses", "no. of responses",
)  # fmt: skip
"""The number of answers to a theme in a long table without n, elsewhere that of the unit."""

COLUMNS: Final[dict[ColumnMeaning, tuple[str, ...]]] = {
    "unit": (
        "unit", "enhet", "eining", "unit name", "name of unit", "enhetsnavn", "navn på enhet",
        "navn på enheten", "einingsnamn", "namn på eining", "namn på eininga",
        "organisasjonsenhet", "organisasjonseining", "organisational unit",
        "organizational unit",
    ),
    "theme": ("theme", "tema", "theme name", "temanavn", "temanamn"),
    "n": ("n", "antall", "antal", "tal", "talet", "number", "count"),
    "mean": (
        "mean", "gjennomsnitt", "snitt", "average", "mean score", "average score",
        "gjennomsnittsskår", "gjennomsnittsscore", "snittskår", "snittscore", "gj.snitt",
        "gj. snitt", "gjsnitt", "gjennomsnittsverdi", "middelverdi",
    ),
    "sd": (
        "sd", "s.d.", "standardavvik", "std", "std.", "stdavvik", "std.avvik", "st.avvik",
        "std dev", "std.dev", "std.dev.", "st.dev", "st.dev.", "stdev", "standard deviation",
    ),
    "hidden": ("hidden", "skjult", "løynd", "gøymd"),
    "effective_n": (
        "effective n", "effective sample size", "effektiv n", "effektivt antall svar",
        "effektivt tal på svar",
    ),
    "favourable": ("favourable", "favorable"),
    "invited": (
        "invited", "inviterte", "invitert", "antall inviterte", "antal inviterte",
        "talet på inviterte", "tal på inviterte", "tal inviterte", "number invited",
        "number of invited", "antall invitert", "antal invitert", "utsendte", "antall utsendte",
        "utsende", "antal utsende", "talet på utsende", "mottakere", "antall mottakere",
        "mottakarar", "antal mottakarar", "talet på mottakarar",
    ),
    "responses": (
        "responses", "respondents", "respondenter", "respondentar", "antall respondenter",
        "antal respondentar", "talet på respondentar", "tal på respondentar",
        "number of respondents", "besvarelser", "antall besvarelser", "svarte",
        "antall som svarte", "antall som har svart", "svara", "antal som svara",
        "talet på dei som svara", "antal som har svara", *ANSWERS[2:],
    ),
    "rate": (
        "rate", "response rate", "svarprosent", "svarrate", "svarandel", "responsrate",
        "svarprosent (%)", "svarprosent i %", "svar %", "svar i %", "svar (%)",
        "response rate (%)", "response rate %", "responses %", "prosent svar",
    ),
}  # fmt: skip
"""What columns are called in English, Bokmål and Nynorsk; `fold` evens out the rest."""

GROUP: Final = (
    "group", "gruppe", "grupper", "groups", "kategori", "category", "undergruppe", "subgroup",
    "delgruppe", "gruppenavn", "gruppenamn",
)  # fmt: skip
BY: Final = (
    "dimension", "by", "dimensjon", "inndeling", "etter", "fordelt på", "variable", "variabel",
    "bakgrunnsvariabel", "kjennetegn", "kjenneteikn", "gruppering", "grouping",
)  # fmt: skip
"""What the columns of groups, and of what they are divided by, are called."""

_LOOSE = re.compile(r"[\s_‐‑–-]+")
_TURNED = re.compile(r"\(\s*r\s*\)\s*$")
_NUMBER = re.compile(r"0*([0-9]{1,4})(?:\.0?)?")
_NUMBERED = re.compile(r"0*([0-9]{1,4})[.:)]?\s+(.+)")
_SPLIT = re.compile(r"[\s:_]+")


def fold(name: str) -> str:
    """`name` without case, blanks, hyphens, underscores and a final `(R)`."""
    return _LOOSE.sub("", _TURNED.sub("", name.casefold()))


def splits(text: str) -> Iterator[tuple[str, str]]:
    """`text` cut in two at each blank, colon or underscore, the longest first part first."""
    for gap in reversed([*_SPLIT.finditer(text)]):
        left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
        if left and right:
            yield left, right


def unique_ids(titles: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """An id for each title, no two the same and none that is taken."""
    ids = list(taken)
    for title in titles:
        plain = slug(title)
        name, count = plain, 1
        while name in ids:
            count += 1
            name = f"{plain[:58]}-{count}"
        ids.append(name)
    return ids[len(taken) :]


_MEANINGS: Final[dict[str, ColumnMeaning]] = {
    fold(word): meaning for meaning, words in COLUMNS.items() for word in words
}
_PARTS: Final[dict[str, ScorePart]] = {
    fold(word): part for part in ("mean", "n", "sd", "hidden") for word in COLUMNS[part]
} | {fold(word): "n" for word in ANSWERS}


def meaning_of(header: str) -> ColumnMeaning | None:
    """What a column called `header` means in any layout; None if that is not known."""
    return _MEANINGS.get(fold(header)) or _MEANINGS.get(fold(bare(header)))


class ThemeNames:
    """The themes of an instrument by everything they may be called.

    In this order: id, number, name in any language or alias. A name that two themes share
    finds neither.
    """

    def __init__(self, instrument: Instrument) -> None:
        self._ids = tuple(instrument.themes)
        self._numbers = {theme.number: key for key, theme in instrument.themes.items()}
        named = [
            (fold(name), key)
            for key, theme in instrument.themes.items()
            for name in {*theme.name.values(), *theme.aliases}
            if name
        ]
        self._names = _unshared(named)
        for folded, key in _unshared((fold(key), key) for key in self._ids).items():
            self._names[folded] = key
        self._shown = {key: pick(instrument.name(key)) for key in self._ids}
        self._spelled = {
            name: key
            for key, theme in instrument.themes.items()
            for name in (key, *theme.name.values(), *theme.aliases)
        }

    def find(self, name: str) -> str | None:
        """The id of the theme called `name`; None if there is none, or more than one."""
        if name in self._shown:
            return name
        if (number := _NUMBER.fullmatch(name)) and int(number[1]) in self._numbers:
            return self._numbers[int(number[1])]
        theme = self._names.get(fold(name))
        if theme is None and (numbered := _NUMBERED.fullmatch(name)):
            # `1 Autonomi`: taken only where number and name agree.
            by_name = self._names.get(fold(bare(numbered[2])))
            return by_name if by_name == self._numbers.get(int(numbered[1])) else None
        if theme is None and (plain := bare(name)) != name:
            return self.find(plain)
        return theme

    def find_part(self, header: str) -> tuple[str, ScorePart] | None:
        """The theme and the part of it that a column of a wide table holds.

        `Autonomi` is its mean; `Autonomi n`, `n_autonomi`, `Autonomi: sd` say which part.
        """
        if whole := self.find(header):
            return whole, "mean"
        header = bare(header)
        for left, right in splits(header):
            for name, end in ((left, right), (right, left)):
                part = _PARTS.get(fold(end.strip("()")))
                if part and (theme := self.find(name)):
                    return theme, part
        return None

    def shown(self, theme: str) -> str:
        """What the theme with this id is called in the user's language."""
        return self._shown[theme]

    def nearest(self, name: str) -> list[str]:
        """The names, in the user's language, of the themes that `name` looks most like."""
        keys = [self._spelled[spelling] for spelling in nearest(name, list(self._spelled))]
        return [self._shown[key] for key in dict.fromkeys(keys)]

    def close(self, header: str) -> str | None:
        """The theme that `header` is probably a misspelling of."""
        matches = difflib.get_close_matches(
            header.casefold(), [name.casefold() for name in self._spelled], n=1, cutoff=0.8
        )
        by_folded = {name.casefold(): key for name, key in self._spelled.items()}
        return by_folded[matches[0]] if matches else None


def _unshared(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = set(named)
    claims = Counter(name for name, _key in pairs)
    return {name: key for name, key in pairs if claims[name] == 1}
