"""A day is read as people write it, and what could be two days is refused."""

import datetime
from collections.abc import Iterator
from contextlib import suppress

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from amu_tui import words
from amu_tui.dates import LOCALES, full_day, parse_day
from amu_tui.errors import UsageError

TODAY = datetime.date(2026, 11, 30)
"""A Monday."""
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2199, 12, 31))


def forms(date: datetime.date) -> Iterator[str]:
    """Every way to write a day with its year, in the language spoken."""
    d, m, y = date.day, date.month, date.year
    locale = LOCALES[words.language()]
    for length in ("full", "long", "medium"):
        yield format_date(date, length, locale=locale)
    month, short, weekday, brief = (
        format_date(date, pattern, locale=locale) for pattern in ("MMMM", "LLL", "EEEE", "EEE")
    )
    yield from (f"{y}-{m:02}-{d:02}", f"{d:02}.{m:02}.{y}", f"{d}.{m}.{y}", f"{d}/{m} {y}")
    yield from (f"{d}/{m}/{y}", f"{d}. {m}. {y}", f"{d}-{m}-{y}", f"{d}.{m} {y}", words.day(date))
    yield from (f"{d}. {month} {y}", f"{d} {month} {y}", f"{d}. {short} {y}", f"{d}.{month} {y}")
    yield from (
        f"{weekday} {d}.{m}.{y}",
        f"{weekday} den {d}. {month} {y}",
        f"den {d}. {month} {y}",
    )
    yield from (f"{month.upper()} {d}, {y}", f"  {month}  {d}th {y} ", f"{d}th of {month}, {y}")
    if len(brief.strip(".")) > 2:
        yield f"{brief} {d}. {month} {y}"
    if y < 2100:
        yield from (f"{d}.{m}.{y % 100:02}", f"{d}/{m}-{y % 100:02}", f"{d}. {month} {y % 100:02}")


@given(DAYS, st.sampled_from(words.LANGUAGES))
def test_a_day_in_every_form_of_each_language_is_that_day(date: datetime.date, code: str) -> None:
    words.use(code)
    for text in forms(date):
        assert parse_day(text, TODAY) == date, text


@given(DAYS, DAYS, st.sampled_from(words.LANGUAGES), st.booleans())
def test_a_day_without_a_year_is_the_nearest_one(
    date: datetime.date, today: datetime.date, code: str, past: bool
) -> None:
    words.use(code)
    texts = [
        f"{date.day}.{date.month}",
        f"{date.day}/{date.month}.",
        format_date(date, "d. MMMM", LOCALES[code]),
    ]
    for text in texts:
        try:
            read = parse_day(text, today, past=past)
        except UsageError:  # it lies outside the years that are taken
            assert today.year in (2000, *range(2191, 2200)) if past else today.year > 2190
            continue
        assert read is not None
        assert (read.day, read.month) == (date.day, date.month)
        between = (today - read if past else read - today).days
        leap = (date.day, date.month) == (29, 2)
        assert 0 <= between <= (8 * 366 if leap else 365)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i dag", "2026-11-30"),
        ("i morgen", "2026-12-01"),
        ("i morgon", "2026-12-01"),
        ("Tomorrow", "2026-12-01"),
        ("the day after tomorrow", "2026-12-02"),
        ("+3d", "2026-12-03"),
        ("+2 uker", "2026-12-14"),
        ("om to veker", "2026-12-14"),
        ("in 2 weeks", "2026-12-14"),
        ("+3m", "2027-02-28"),
        ("om en måned", "2026-12-30"),
        ("om ein månad", "2026-12-30"),
        ("3 mnd.", "2027-02-28"),
        ("om et år", "2027-11-30"),
        ("a year", "2027-11-30"),
        ("neste fredag", "2026-12-04"),
        ("next Friday", "2026-12-04"),
        ("på fredag", "2026-12-04"),
        ("førstkommende tirsdag", "2026-12-01"),
        ("tysdag", "2026-12-01"),
        ("laurdag", "2026-12-05"),
        ("sundag", "2026-12-06"),
        ("måndag", "2026-12-07"),
        ("fre.", "2026-12-04"),
        ("fredag neste uke", "2026-12-11"),
        ("fredag neste veke", "2026-12-11"),
        ("Friday of next week", "2026-12-11"),
        ("innen 15. mars", "2027-03-15"),
        ("by 15 March", "2027-03-15"),
        ("30.11", "2026-11-30"),
        ("29.11", "2027-11-29"),
        ("29. februar", "2028-02-29"),
        ("fredag 4.12", "2026-12-04"),
    ],
)
def test_what_is_counted_from_today(text: str, day: str) -> None:
    assert parse_day(text, TODAY) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.12", "2025-12-01"),
        ("30.11", "2026-11-30"),
        ("fredag", "2026-11-27"),
        ("i går", "2026-11-29"),
    ],
)
def test_a_day_that_has_been_is_the_last_one(text: str, day: str) -> None:
    assert parse_day(text, TODAY, past=True) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_typed_is_no_day(text: str) -> None:
    assert parse_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        *((text, "Write for example 15.3,") for text in ("soon", "1", "on", "to", "31.2", "0.0")),
        *((text, "Write for example 15.3,") for text in ("12/31", "2027-13-01", "29.2.2027")),
        *((text, "Write for example 15.3,") for text in ("x" * 500, "1.1.1.1", "2027/3/4")),
        *((text, "Say which day as well") for text in ("mai", "mars 2027", "uke 50", "neste uke")),
        *((text, "Write a year from 2000") for text in ("15.3.1927", "2200-01-01", "+900 år")),
        ("torsdag 4.12", "That day is Friday 4 December 2026."),
    ],
)
def test_what_is_no_day_or_could_be_two_is_told_what_to_write(text: str, hint: str) -> None:
    words.use("en")
    with pytest.raises(UsageError) as caught:
        parse_day(text, TODAY)
    told = str(caught.value)
    assert told.startswith(f'"{text}" is not a date\n{hint}')


@given(st.text(max_size=40))
def test_any_other_text_is_refused_or_a_day(text: str) -> None:
    with suppress(UsageError):
        date = parse_day(text, TODAY)
        assert date is None or 2000 <= date.year <= 2199


@pytest.mark.parametrize(
    ("code", "full"),
    [
        ("nb", "fredag 4. desember 2026"),
        ("nn", "fredag 4. desember 2026"),
        ("en", "Friday 4 December 2026"),
    ],
)
def test_a_day_is_said_in_full(code: str, full: str) -> None:
    words.use(code)
    assert full_day(datetime.date(2026, 12, 4)) == full
