"""Filling in a report, line by line."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.errors import UsageError
from amu_tui.model.meeting.details import NOTHING, STAGE_WORDS, Part, parse_parts, parts_text
from amu_tui.model.meeting.filling import LineKey, LineValue, filled, overtaken, said
from amu_tui.model.survey.factors import FACTOR_WORDS

DAY = datetime.date(2027, 6, 1)
KEYS: list[LineKey] = [
    *(("goal", theme) for theme in ("autonomy", "support")),
    *(("took_part", stage) for stage in STAGE_WORDS),
    *((what, factor) for what in ("found", "otherwise") for factor in FACTOR_WORDS),
    *(("archive", name) for name in ("case", "process", "access")),
    *(("review", "body"), ("review", "date"), ("", "not_measured"), ("", "whole")),
]
TEXTS: st.SearchStrategy[LineValue] = st.sampled_from(["", "Kari", "LAMU", "Leader: Kari; LAMU"])


def values() -> st.SearchStrategy[dict[LineKey, LineValue]]:
    lines = {key: TEXTS for key in KEYS if key != ("review", "date")}
    dates: st.SearchStrategy[LineValue] = st.sampled_from([None, DAY])
    return st.fixed_dictionaries({}, optional={**lines, ("review", "date"): dates})


@given(values(), values())
def test_a_line_says_what_was_filled_in_and_no_other_is_touched(
    first: dict[LineKey, LineValue], then: dict[LineKey, LineValue]
) -> None:
    before = filled(NOTHING, first)
    after = filled(before, then)
    for key in KEYS:
        assert said(after, key) == then.get(key, said(before, key))
    assert filled(after, {key: None if key[1] == "date" else "" for key in KEYS}) == NOTHING


@given(values(), values(), values())
def test_what_two_fill_in_is_laid_together_unless_both_wrote_the_same_line(
    first: dict[LineKey, LineValue], mine: dict[LineKey, LineValue], other: dict[LineKey, LineValue]
) -> None:
    base = filled(NOTHING, first)
    theirs = filled(base, other)
    both = overtaken(base, theirs, mine)
    changed = {key for key in other if said(theirs, key) != said(base, key)}
    assert set(both) == {key for key in changed & set(mine) if said(theirs, key) != mine[key]}


def test_who_took_part_is_written_as_role_and_name() -> None:
    parts = parse_parts(" Leader : Kari: Nordmann;;LAMU; : Ola ")
    kari = Part(role="Leader", name="Kari: Nordmann")
    assert parts == (kari, Part(role="LAMU"), Part(role="Ola"))
    assert parse_parts(parts_text(parts)) == parts
    with pytest.raises(UsageError, match="longer than 120"):
        parse_parts("Leader: " + "x" * 121)


def test_a_factor_is_talked_about_only_where_something_is_said_of_it() -> None:
    assert not NOTHING.risk
    assert filled(NOTHING, {("otherwise", "emotional"): "In talks"}).risk
    assert not filled(NOTHING, {("archive", "case"): "1"}).risk
