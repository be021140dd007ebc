"""Ids: the names of things in files and on the command line, made by us, never typed text."""

import re
import unicodedata

PATTERN = r"^[a-z0-9][a-z0-9-]{0,62}\Z"
_ID = re.compile(PATTERN)
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ŧ": "t", "ŋ": "n"})


def is_id(text: str) -> bool:
    """Whether `text` is a lower-case id of 1–63 letters, digits and hyphens."""
    return _ID.fullmatch(text) is not None


def random_id() -> str:
    """Eight random letters and digits without look-alikes: says nothing of time or person."""
    import secrets

    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


def slug(text: str, fallback: str = "x") -> str:
    """An id that reminds of `text`: `Institutt for blåskjell` → `institutt-for-blaskjell`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return "-".join(words)[:63].strip("-") or fallback
