"""What is said before anybody's language is known: a text for the catalogues, and what fills it.

The model and its errors hold messages; `amu_tui.words.spoken` says one in the user's language.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Union

Value = Union[str, int, float, datetime.date, "Message"]
"""What is put into a message. A float is a share 0–1, said as a percentage."""


class Message:
    """A text with what is put into it.

    Args:
        text: in English, under which the catalogues have it, with names in braces.
        plural: the text where the value `n` is not 1, if there are two.
        values: what stands in the place of the names; messages are said in the same language.
    """

    __slots__ = ("plural", "text", "values")

    def __init__(self, text: str, plural: str = "", /, **values: Value) -> None:
        self.text = text
        self.plural = plural
        self.values: Mapping[str, Value] = values

    @property
    def names(self) -> set[str]:
        """The names in braces, which need values."""
        return set(re.findall(r"\{(\w+)\}", self.text + self.plural))

    def _key(self) -> tuple[object, ...]:
        return self.text, *self.values.items()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Message({self.text!r}, {dict(self.values)})"


def joined(sign: str, *parts: Value) -> Message:
    """The parts as one message, with `sign` between them."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Message(sign.join(f"{{{name}}}" for name in values), **values)


def N_(message: str) -> str:
    """Mark `message` for the catalogues; it is translated where it is shown."""
    return message
