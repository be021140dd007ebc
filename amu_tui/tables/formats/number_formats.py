"""What a number in a workbook says: its value together with its format.

0.82 in the format `0 %` is 82 %, 3 in `[<5]"*";0` is kept back, 12 in `0000` is the code 0012. A
format that only rounds changes nothing: the value is more exact than what is shown. Dates are
read as dates by calamine.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from amu_tui.tables.numbers import MISSING, is_figure, is_withheld

HIDDEN: Final = "*"
"""What stands for a number that its format does not show."""

MOST_FORMATS: Final = 4096
"""Formats of a workbook; spreadsheet programs make a few hundred at most."""

LONGEST: Final = 255
"""Letters of a format; spreadsheet programs take no more."""

_BUILT_IN: Final = {9: "0%", 10: "0.00%"}
"""The numbered formats of the standard that say more than the value; dates are none of them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|[_*].'
    r"|(?P<general>general|standard)|(?P<end>;)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_COMPARE: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_DATE = frozenset("ymdhs")


@dataclass
class Section:
    """One of the parts that semicolons make of a format.

    `before` and `after` are the texts on both sides of the figure; `digits` its places.
    """

    condition: tuple[str, Decimal] | None = None
    before: str = ""
    after: str = ""
    digits: str = ""
    percents: int = 0
    other: bool = False

    @property
    def plain(self) -> bool:
        """Whether it shows the value itself, rounded or not."""
        code = re.fullmatch("0{2,20}", self.digits)
        text = self.before.strip().startswith("<") or "%" in self.after
        return self.other or not (self.percents or code or text or not self.digits)


class NumberFormat:
    """A format, read from its code."""

    def __init__(self, code: str) -> None:
        self._sections = _sections(code)[:3]

    @property
    def plain(self) -> bool:
        """Whether every number in it says no more than its value."""
        return all(section.plain for section in self._sections)

    def says(self, text: str) -> str:
        """What the number in `text` says in this format; `text` itself where it is no number."""
        value = _number(text)
        section = None if value is None else self._section(value)
        if value is None or section is None or section.plain:
            return text
        return _said(value, text, section)

    def _section(self, value: Decimal) -> Section | None:
        """The part of the format for this value."""
        sections = self._sections
        conditions = [section.condition for section in sections]
        if not any(conditions):
            place = 0 if value > 0 else 1 if value < 0 else 2
            return sections[place] if place < len(sections) else sections[0]
        for place, (section, condition) in enumerate(zip(sections, conditions, strict=True)):
            if condition is not None and _COMPARE[condition[0]](value, condition[1]):
                return section
            if condition is None and (place == len(sections) - 1 or value < 0):
                return section
        return None


def shown_text(value: str, text: str) -> str:
    """What a number says that is shown as `text`, as an ods file has it."""
    number = _number(value)
    if number is None:
        return value
    plain = text.strip()
    if not re.search("[0-9]", plain):
        return _in_words(number, value, plain)
    if plain.startswith("<"):
        return plain if is_withheld(plain) else HIDDEN
    if plain.endswith("%"):
        return f"{value}%"
    return plain if re.fullmatch("0[0-9]+", plain) else value


def percentage(value: str) -> str:
    """A share as a percentage: `0.82` is `82%`."""
    number = _number(value)
    return value if number is None else f"{_digits(number * 100)}%"


def xlsx_formats(styles: bytes) -> dict[str, NumberFormat]:
    """The formats that are not plain, by the number that cells name as their style.

    Raises `ValueError` for more than `MOST_FORMATS`.
    """
    root = fromstring(styles)
    codes: dict[str, str] = {str(number): code for number, code in _BUILT_IN.items()}
    for element in root.iterfind(".//{*}numFmts/{*}numFmt"):
        codes[element.get("numFmtId", "")] = element.get("formatCode", "")
    if len(codes) > MOST_FORMATS:
        raise ValueError("number formats")
    formats = {number: NumberFormat(code[:LONGEST]) for number, code in codes.items()}
    styles_with = ((str(at), style.get("numFmtId", "")) for at, style in enumerate(_styles(root)))
    return {
        at: formats[number]
        for at, number in styles_with
        if number in formats and not formats[number].plain
    }


def _styles(root: Element) -> list[Element]:
    return root.findall("{*}cellXfs/{*}xf")


def _sections(code: str) -> list[Section]:
    sections = [Section()]
    for token in _TOKEN.finditer(code):
        section = sections[-1]
        if token["end"]:
            sections.append(Section())
        elif token["bracket"] is not None:
            _bracket(section, token["bracket"])
        elif token["general"]:
            section.digits += "General"
        elif (text := token["quoted"] or token["escaped"]) is not None:
            _add(section, text)
        elif sign := token["sign"]:
            _sign(section, sign)
    return sections


def _bracket(section: Section, inside: str) -> None:
    if (condition := _CONDITION.fullmatch(inside.strip())) is not None:
        section.condition = condition[1], Decimal(condition[2])
    elif inside.lower().strip("hms") == "":
        section.other = True


def _sign(section: Section, sign: str) -> None:
    if sign in "0#?" or (sign in ".,/" and section.digits):
        section.digits += sign
    elif sign == "%":
        section.percents = min(2, section.percents + 1)
    elif sign == "@" or sign.lower() in _DATE:
        section.other = True
    elif sign.lower() != "e":
        _add(section, sign)


def _add(section: Section, text: str) -> None:
    if section.digits:
        section.after += text
    else:
        section.before += text


def _said(value: Decimal, text: str, section: Section) -> str:
    if not section.digits:
        return _in_words(value, text, (section.before + "%" * section.percents).strip())
    if section.before.strip().startswith("<"):
        fewer = f"<{_digits(value)}"
        return fewer if is_withheld(fewer) else HIDDEN
    if section.percents:
        return f"{_digits(value * 100**section.percents)}%"
    if "%" in section.after:
        return f"{text}%"
    whole = value == value.to_integral_value()
    return f"{int(value):0{len(section.digits)}d}" if whole else text


def _in_words(value: Decimal, text: str, words: str) -> str:
    """What a number says that is shown without a figure.

    Tables often show zeros as nothing, or as a dash; any other number is kept back in that way, or
    by another figure in its place.
    """
    if is_withheld(words):
        return words
    if value == 0:
        return text
    return HIDDEN if words.lower() in MISSING or is_figure(words) else words


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _digits(value: Decimal) -> str:
    return format(value.normalize(), "f")
