"""The user's language: the catalogues, texts that carry several languages, figures and dates.

Message ids are the English texts. `_` translates at once; `N_` only marks a text for the
catalogues, for tables that are made before the language is known or that outlive a switch.
"""

import datetime
import gettext as _gettext
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from amu_tui.messages import N_ as N_
from amu_tui.messages import Message, Value

LANGUAGES: Final = ("nb", "nn", "en")
DEFAULT: Final = "nb"
CATALOGUES: Final = Path(__file__).parent / "locale"
NAMES: Final = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
_FALLBACKS = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}

_language = DEFAULT


def use(code: str) -> None:
    """Speak `code` from now on; an unknown code raises `ValueError`."""
    global _language
    if code not in LANGUAGES:
        raise ValueError(code)
    _language = code


def language() -> str:
    """The language spoken now: `nb`, `nn` or `en`."""
    return _language


def from_environment(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the locale asks for; Bokmål where it is Norwegian or says nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            code = value.split(".")[0].split("_")[0].lower()
            if code == "nn":
                return code
            return DEFAULT if code in ("nb", "no", "c", "posix") else "en"
    return DEFAULT


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    return _gettext.translation("amu_tui", CATALOGUES, languages=[code], fallback=True)


def _(message: str) -> str:
    """`message` in the user's language."""
    return translated(message, _language)


def translated(message: str, code: str) -> str:
    """`message` in the language `code`, whichever is spoken."""
    # The catalogue's own header stands under the empty message.
    return _catalogue(code).gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n` things, in the user's language."""
    return _catalogue(_language).ngettext(singular, plural, n)


def spoken(text: str | Message | Mapping[str, str]) -> str:
    """A message, or a text that carries several languages, in the user's; other text as it is."""
    if isinstance(text, str):
        return text
    if not isinstance(text, Message):
        return pick(text)
    translation = _(text.text)
    if text.plural:
        number = 1 if text.values["n"] == 1 else 2
        translation = _catalogue(_language).ngettext(text.text, text.plural, number)
    values = {name: _spoken(value) for name, value in text.values.items()}
    return translation.format(**values) if values else translation


def _spoken(value: Value) -> str:
    if isinstance(value, float):
        return percent(value)
    if isinstance(value, datetime.date):
        return day(value)
    return spoken(value) if isinstance(value, Message) else str(value)


def quoted(name: str) -> str:
    """`name` between the language's quotation marks: `“Autonomy”`, `«Autonomi»`."""
    return _("“{name}”").format(name=name)


def some(names: Sequence[str], most: int) -> str:
    """The first `most` of the names in a line, and how many more there are."""
    shown, more = ", ".join(names[:most]), len(names) - most
    return _("{names} and {n} more").format(names=shown, n=more) if more > 0 else shown


def pick(texts: Mapping[str, str], code: str | None = None) -> str:
    """The text for the user's language, else the nearest language there is, else nothing."""
    for name in _FALLBACKS[code or _language]:
        if texts.get(name):
            return texts[name]
    return next((text for text in texts.values() if text), "")


def number(value: float, digits: int = 1) -> str:
    """`value` rounded half away from zero, with the language's decimal mark: `3,9`."""
    scaled = abs(value) * 10**digits
    # A mean such as 2.25 must round as people do it on paper, not to the even neighbour.
    whole = int(scaled + 0.5 + 1e-9)
    text = f"{whole / 10**digits:.{digits}f}"
    if value < 0 and whole:
        text = "\N{MINUS SIGN}" + text
    return text if _language == "en" else text.replace(".", ",")


def percent(share: float, digits: int = 0) -> str:
    """A share 0–1 as a percentage: `82 %` (English `82%`)."""
    text = number(share * 100, digits)
    return f"{text}%" if _language == "en" else f"{text} %"


def day(date: datetime.date) -> str:
    """`15.01.2027` in Norwegian, `2027-01-15` in English."""
    if _language == "en":
        return date.isoformat()
    return f"{date.day:02}.{date.month:02}.{date.year:04}"
