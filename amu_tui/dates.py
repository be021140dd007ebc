"""Days as people write them, in any of the three languages, and a day written in full.

The names of months and weekdays are those of CLDR, by way of Babel. The day stands before the
month, always. What could be two days, or is only a month or a week, is refused.
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache

from amu_tui.errors import UsageError
from amu_tui.messages import Message
from amu_tui.text import clean
from amu_tui.words import language

LOCALES = {"nb": "nb", "nn": "nn", "en": "en_GB"}
YEARS = range(2000, 2200)

_DAYS_AWAY = {
    **dict.fromkeys(("i dag", "today"), 0),
    **dict.fromkeys(("i morgen", "i morgon", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "i overmorgon", "day after tomorrow"), 2),
    **dict.fromkeys(("i går", "yesterday"), -1),
}
_COUNTS = (
    {"en", "ein", "ei", "et", "eit", "én", "éin", "éi", "ett", "a", "an", "one"},
    {"to", "two"},
    {"tre", "three"},
    {"fire", "four"},
    {"fem", "five"},
    {"seks", "six"},
    {"sju", "syv", "seven"},
    {"åtte", "eight"},
    {"ni", "nine"},
    {"ti", "ten"},
    {"elleve", "eleven"},
    {"tolv", "twelve"},
)
_UNITS = {
    **dict.fromkeys(["d", "dag", "dager", "dagar", "day", "days"], "days"),
    **dict.fromkeys(["u", "v", "w", "uke", "uker", "veke", "veker", "week", "weeks"], "weeks"),
    **dict.fromkeys(["m", "md", "mnd", "måned", "måneder", "månad", "månader"], "months"),
    **dict.fromkeys(["month", "months"], "months"),
    **dict.fromkeys(["å", "y", "år", "year", "years"], "years"),
}

_WORD = r"[^\W\d_]+"
_LEAD = re.compile(r"^(?:(?:på|innen|innan|til|den|by|on|the)\s+)+(?=\S)")
_AWAY = re.compile(rf"(?:\+|om\s+|in\s+)?\s*(\d{{1,4}}|{_WORD})\s*({_WORD})\.?")
_WEEKDAY = re.compile(
    rf"(?:(?:neste|next|førstkommende|fyrstkomande|this)\s+)?({_WORD})\.?"
    r"(\s+(?:(?:i|in|of)\s+)?(?:neste uke|neste veke|next week))?"
)
_BEFORE_DAY = re.compile(rf"({_WORD})\.?,?\s+(?:(?:den|the)\s+)?(?=\S*\d)")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_FIGURES = re.compile(
    r"(?P<d>\d{1,2})\s?[./-]\s?(?P<m>\d{1,2})(?:(?:\s?[./-]\s?|\s)(?P<y>\d{4}|\d\d))?\.?"
)
_DAY_FIRST = re.compile(
    rf"(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?(?P<m>{_WORD})\.?,?(?:\s+(?P<y>\d{{4}}|\d\d))?"
)
_MONTH_FIRST = re.compile(
    rf"(?P<m>{_WORD})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{{4}}))?"
)
_SPAN = re.compile(rf"(?:(?:neste|next)\s+)?({_WORD})\.?(?:\s+\d{{1,4}})?")
"""A whole month, week or year."""
_SHORTEST = 3
"""Letters of a month or weekday that are enough: `okt`, `sept.`, `fre`."""


def full_day(date: datetime.date) -> str:
    """A day with its weekday, as the language has it: `fredag 4. desember 2026`."""
    from babel.dates import format_date

    # What CLDR calls full has changed from release to release.
    pattern = "EEEE d MMMM y" if language() == "en" else "EEEE d. MMMM y"
    return format_date(date, pattern, locale=LOCALES[language()])


def parse_day(text: str, today: datetime.date, *, past: bool = False) -> datetime.date | None:
    """The day that a typed text means, None where it is empty; `UsageError` where it is none.

    Args:
        text: `15.3`, `15/3 2027`, `15. mars`, `March 15`, `+3m`, `om to uker`, `neste fredag`,
            `i morgen`, `2027-03-15`.
        today: what the text is counted from.
        past: whether the day has been: without a year it is then the last such day up to today,
            not the next one from today.
    """
    typed = clean(text)
    if not typed:
        return None
    plain = re.sub(r"\s+", " ", _LEAD.sub("", typed.casefold()))
    date = _away(plain, today)
    if date is None:
        date = _weekday(plain, today, past)
    if date is None:
        date = _written(typed, plain, today, past)
    if date.year not in YEARS:
        raise _refused(typed, Message("Write a year from 2000 to 2199."))
    return date


def _refused(typed: str, hint: Message | None = None) -> UsageError:
    how = Message("Write for example 15.3, 15 March 2027, 2027-03-15, +3 months or next Friday.")
    return UsageError(Message('"{text}" is not a date', text=typed), hint=hint or how)


def _away(plain: str, today: datetime.date) -> datetime.date | None:
    """A day so far from today: `i morgen`, `+3m`."""
    days = _DAYS_AWAY.get(plain)
    if days is not None:
        return today + datetime.timedelta(days=days)
    match = _AWAY.fullmatch(plain)
    unit = _UNITS.get(match[2]) if match else None
    if match is None or unit is None:
        return None
    number = int(match[1]) if match[1].isdecimal() else _counted(match[1])
    if not number:
        return None
    if unit in ("days", "weeks"):
        return today + datetime.timedelta(**{unit: number})
    months = today.month - 1 + number * (12 if unit == "years" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    if year > datetime.MAXYEAR:
        return datetime.date.max
    # A month from 31 January is the last day of February.
    return datetime.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _counted(word: str) -> int:
    """The number that a word is, 0 where it is none."""
    return next((n for n, words in enumerate(_COUNTS, 1) if word in words), 0)


def _weekday(plain: str, today: datetime.date, past: bool) -> datetime.date | None:
    """`fredag`, `neste fredag`: the first one after today; `fredag neste uke`."""
    match = _WEEKDAY.fullmatch(plain)
    weekday = _named(match[1], "weekdays") if match else None
    if match is None or weekday is None:
        return None
    if match[2]:
        monday = today - datetime.timedelta(days=today.weekday())
        return monday + datetime.timedelta(days=7 + weekday)
    if past:
        return today - datetime.timedelta(days=(today.weekday() - weekday) % 7)
    return today + datetime.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _written(typed: str, plain: str, today: datetime.date, past: bool) -> datetime.date:
    """A day by its figures or the name of its month, with the weekday before it or without."""
    weekday = None
    before = _BEFORE_DAY.match(plain)
    if before is not None:
        weekday = _named(before[1], "weekdays")
    rest = plain if before is None or weekday is None else plain[before.end() :]
    for form in (_ISO, _FIGURES, _DAY_FIRST, _MONTH_FIRST):
        match = form.fullmatch(rest)
        month = None
        if match is not None:
            name = match["m"]
            month = int(name) if name.isdecimal() else _named(name, "months")
        if match is None or month is None:
            continue
        date = _day(int(match["d"]), month, match["y"], today, past)
        if date is None:
            raise _refused(typed)
        if weekday not in (None, date.weekday()):
            right = Message("That day is {day}.", day=full_day(date))
            raise _refused(typed, right)
        return date
    span = _SPAN.fullmatch(plain)
    if span and (span[1] in _UNITS or _named(span[1], "months")):
        raise _refused(typed, Message("Say which day as well, for example 31 May."))
    raise _refused(typed)


def _day(
    day: int, month: int, year: str | None, today: datetime.date, past: bool
) -> datetime.date | None:
    """The day of a month; without a year the nearest one on that side of today."""
    if year is not None:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # Eight years hold a 29 February, also where a century has none.
    for years in range(9):
        date = _date(today.year + (-years if past else years), month, day)
        if date is not None and (date <= today if past else date >= today):
            return date
    return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _named(word: str, kind: str) -> int | None:
    """The number of the month or weekday that begins with `word`; None where it is none."""
    if len(word) < _SHORTEST:
        return None
    found = {number for name, number in _names(kind) if name.startswith(word)}
    return found.pop() if len(found) == 1 else None


@cache
def _names(kind: str) -> tuple[tuple[str, int], ...]:
    """The names of months from 1, or of weekdays from 0 (Monday), in all languages."""
    from babel import Locale

    names = [("sundag", 6)] if kind == "weekdays" else []  # as much Nynorsk as CLDR's own
    for code in LOCALES.values():
        locale = Locale.parse(code)
        wide = (locale.months if kind == "months" else locale.days)["format"]["wide"]
        names += [(str(name).casefold(), int(number)) for number, name in wide.items()]
    return tuple(names)
