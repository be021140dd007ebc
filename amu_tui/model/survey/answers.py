"""How one answer is read: its number, its label, or a code that says that there is none.

Labels are the answers' texts as people see them, in any language: "Svært uenig", "1 - Strongly
disagree", "5 – Svært enig". They are compared without case and with one blank for many.
"""

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping

import msgspec

from amu_tui.messages import Message
from amu_tui.text import clean

Code = int | float | str
"""What stands where there is no answer: a number such as 99, or a text."""

UNKNOWN = float("nan")
"""What a text is that says nothing known."""
CONTRADICTS = float("-inf")
"""What a text is whose number is not that of its label."""

_FIGURE = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_BEFORE = re.compile(r"\(?([+-]?[0-9]+(?:[.,][0-9]+)?)([ .:;)=–—-]*)(.*[^\W\d_].*)")
"""`1 - text`, `1. text`, `(1) text`, `1 text`; the second group has the mark and blanks."""
_BEHIND = re.compile(r"(.*[^\W\d_].*?) *(?:[-–—:=] *|\()([+-]?[0-9]+(?:[.,][0-9]+)?)\)?")
"""`text - 1`, `text (1)`."""


class AnswerScale(msgspec.Struct, frozen=True):
    """The scale of one item.

    Args:
        low: its lowest answer.
        high: its highest answer.
        labels: the number of each label, by `label_key`.
        codes: the numbers that are no answer.
        words: the texts that are no answer, by `label_key`.
    """

    low: float
    high: float
    labels: Mapping[str, float] = {}
    codes: frozenset[float] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def thousands(self) -> bool:
        """Whether an answer can be a thousand or more; a code is not written with a mark."""
        return max(abs(self.low), abs(self.high)) >= 1000

    def holds(self, labels: Mapping[float | str, str]) -> bool:
        """Whether all numbers that a file has `labels` for are answers on it, or codes for none."""
        return all(
            isinstance(code, str)
            or self.low <= code <= self.high
            or code in self.codes
            or self.is_word(label)
            for code, label in labels.items()
        )

    def is_word(self, label: str) -> bool:
        """Whether a `label` says that there is no answer."""
        return label_key(label) in self.words

    def number(self, text: str) -> float | None:
        """The number of a `text` that is no figure; None where it says that there is no answer.

        `UNKNOWN` and `CONTRADICTS` are texts that cannot be taken.
        """
        key = label_key(text)
        if key in self.words:
            return None
        if key in self.labels:
            return self.labels[key]
        if found := _BEFORE.fullmatch(key):
            figure, mark, label = found.groups()
            return self._both(_number(figure), label, alone=bool(mark.strip()))
        if found := _BEHIND.fullmatch(key):
            label, figure = found.groups()
            return self._both(_number(figure), label, alone=False)
        return UNKNOWN

    def _both(self, number: float, label: str, *, alone: bool) -> float | None:
        """What a number and a label say together.

        `alone`: a mark between them says that it is a number, whatever the label. `2 - 3 times`
        is none.
        """
        if label in self.words:
            return None
        if label in self.labels:
            return number if self.labels[label] == number else CONTRADICTS
        on_scale = self.low <= number <= self.high or number in self.codes
        return number if alone and on_scale and not label[0].isdigit() else UNKNOWN


class ItemScale(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where one item differs from the instrument's scale.

    With ends of its own its answers are moved to the instrument's scale in a straight line, and
    its labels are numbers on its own. Without, its labels come before those of the scale.
    `missing` stands in the place of the scale's codes.
    """

    min: float | None = None
    max: float | None = None
    labels: dict[str, float] = {}
    missing: tuple[Code, ...] | None = None

    def __post_init__(self) -> None:
        if (self.min is None) != (self.max is None):
            raise ValueError(Message("an item has both min and max, or neither"))
        span = 1.0 if self.min is None or self.max is None else self.max - self.min
        if not 0 < span < math.inf:
            raise ValueError(Message("an item's min must be below its max"))

    def within(self, scale: AnswerScale) -> AnswerScale:
        """How its answers are read, in an instrument with this `scale`."""
        low = scale.low if self.min is None else self.min
        high = scale.high if self.max is None else self.max
        own = answer_scale(low, high, self.labels, self.missing or ())
        return AnswerScale(
            low=low,
            high=high,
            labels=own.labels if self.min is not None else {**scale.labels, **own.labels},
            codes=scale.codes if self.missing is None else own.codes,
            words=scale.words if self.missing is None else own.words,
        )


def answer_scale(
    low: float, high: float, labels: Mapping[str, float], missing: Iterable[Code]
) -> AnswerScale:
    """The scale from `low` to `high`, with the `labels` and the codes that are `missing`."""
    codes: set[float] = set()
    words: set[str] = set()
    for code in missing:
        if isinstance(code, str) and not _FIGURE.fullmatch(label_key(code)):
            words.add(label_key(code))
        else:
            codes.add(_number(code) if isinstance(code, str) else float(code))
    return AnswerScale(
        low=low,
        high=high,
        labels={label_key(label): number for label, number in labels.items()},
        codes=frozenset(filter(math.isfinite, codes)),
        words=frozenset(words),
    )


def label_problems(
    place: str, scale: AnswerScale, labels: Mapping[str, float]
) -> Iterator[Message]:
    """What cannot be of the `labels` that the table `place` says of the answers on a `scale`."""
    seen: dict[str, float] = {}
    for label, number in labels.items():
        key = label_key(label)
        if not scale.low <= number <= scale.high:
            yield Message(
                '{place}: the label "{label}" is {number}, outside the scale',
                place=place,
                label=label,
                number=_shown(number),
            )
        if _FIGURE.fullmatch(key):
            yield Message(
                '{place}: the label "{label}" is a number; say what the scale is by min and max',
                place=place,
                label=label,
            )
        if seen.setdefault(key, number) != number:
            yield Message(
                '{place}: the label "{label}" has two numbers, {first} and {second}',
                place=place,
                label=label,
                first=_shown(seen[key]),
                second=_shown(number),
            )
        if key in scale.words:
            yield Message(
                '{place}: "{label}" is both a label and a code for no answer',
                place=place,
                label=label,
            )


def item_problems(
    items: Mapping[str, ItemScale], known: Container[str], scale: AnswerScale
) -> Iterator[Message]:
    """What cannot be of the `items`, in an instrument with this `scale` and `known` items."""
    for name, item in items.items():
        place = f"items.{name}"
        if name not in known:
            yield Message('{place}: no theme has the item "{item}"', place=place, item=name)
        own = item.within(scale)
        yield from label_problems(place, own, item.labels)
        inside = [code for code in own.codes if own.low <= code <= own.high]
        if item.missing is None and item.min is not None and inside:
            yield Message(
                "{place}: {code} is an answer on this scale and a code for no answer on the "
                "others; say what is missing here",
                place=place,
                code=_shown(inside[0]),
            )


def label_key(text: str) -> str:
    """`text` as labels are compared: without case, with one blank for many."""
    return " ".join(clean(text).casefold().split())


def _number(figure: str) -> float:
    return float(figure.replace(",", "."))


def _shown(number: float) -> str:
    return f"{number:g}"
