"""Ids, the names of things in files and on the command line, and revisions: made by us alone."""

import re
import unicodedata

from amu_tui.text import clean

PATTERN = r"^[a-z0-9][a-z0-9-]{0,62}\Z"
_ID = re.compile(PATTERN)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|\Z)", re.I)
"""Windows has devices of these names in every folder, whatever their ending."""
_NEVER_IN_NAMES = frozenset('<>:"/\\|?*')
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ŧ": "t", "ŋ": "n"})


def is_id(text: str) -> bool:
    """Whether `text` is a lower-case id of 1–63 letters, digits and hyphens, and no device."""
    return _ID.fullmatch(text) is not None and _DEVICE.match(text) is None


def is_portable(name: str) -> bool:
    """Whether every system can have a folder called `name`, and none takes it for another one.

    Devices, blanks and dots at the end, and letters in two Unicode forms, are one name here and
    another there; what cannot be seen is one name to the eye.
    """
    return (
        clean(name) == name
        and not name.endswith(".")
        and _NEVER_IN_NAMES.isdisjoint(name)
        and _DEVICE.match(name) is None
        and name.casefold() != "git~1"  # the short name of `.git`, which no clone takes
    )


def portable(text: str, longest: int = 100) -> str:
    """`text` as a file name without ending, which every system can have (see `is_portable`)."""
    plain = "".join("-" if sign in _NEVER_IN_NAMES else sign for sign in clean(text))
    name = plain[:longest].strip(" .-~")
    return name if name and is_portable(name) else f"x-{name}".rstrip("-")


def random_id() -> str:
    """Eight random letters and digits without look-alikes: says nothing of time or person."""
    import secrets

    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


MOST_REVISIONS = 2**53
"""A revision that no saving reaches; only somebody who writes it into a file."""


def next_revision(revision: int) -> int:
    """The revision after `revision`: 1 where that is one that nobody can have reached by saving.

    Otherwise a single written number would leave no room for the next.
    """
    return revision + 1 if revision < MOST_REVISIONS else 1


def slug(text: str, fallback: str = "x") -> str:
    """An id that reminds of `text`: `Institutt for blåskjell` → `institutt-for-blaskjell`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    made = "-".join(words)[:63].strip("-") or fallback
    return made if is_id(made) else f"x-{made}"
