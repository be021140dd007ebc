"""Filling in a report's details, line by line, so that two people who do it lose nothing."""

import datetime
from collections.abc import Mapping
from typing import Any, cast

from msgspec.structs import replace

from amu_tui.model.meeting.details import Details, FactorNote, Stage, parse_parts, parts_text
from amu_tui.model.survey.factors import FactorName

LineKey = tuple[str, str]
"""What a line is about, and which of it: `("goal", "autonomy")`, `("review", "date")`."""

LineValue = str | datetime.date | None


def said(details: Details, key: LineKey) -> LineValue:
    """What `details` say in a line; empty or None where nothing is filled in."""
    what, which = key
    match what:
        case "goal":
            return details.goals.get(which, "")
        case "took_part":
            return parts_text(details.took_part.get(cast("Stage", which), ()))
        case "found" | "otherwise":
            note = details.factors.get(cast("FactorName", which), FactorNote())
            return cast("str", getattr(note, what))
        case "review" | "archive":
            return cast("LineValue", getattr(getattr(details, what), which))
        case _:
            return cast("str", getattr(details, which))


def filled(details: Details, values: Mapping[LineKey, LineValue]) -> Details:
    """`details` with `values` in their lines; what is empty is taken away.

    Raises `UsageError` where the name of somebody who took part is too long.
    """
    for (what, which), value in values.items():
        match what:
            case "goal":
                details = replace(details, goals=_with(details.goals, which, value))
            case "took_part":
                parts = parse_parts(str(value or ""))
                details = replace(details, took_part=_with(details.took_part, which, parts))
            case "found" | "otherwise":
                note = details.factors.get(cast("FactorName", which), FactorNote())
                note = replace(note, **{what: value})
                kept = note if note != FactorNote() else None
                details = replace(details, factors=_with(details.factors, which, kept))
            case "review" | "archive":
                part = replace(getattr(details, what), **{which: value})
                details = replace(details, **{what: part})
            case _:
                details = replace(details, **{which: value})
    return details


def _with(before: Mapping[Any, Any], key: str, value: object) -> dict[Any, Any]:
    kept = {**before, key: value}
    return {name: one for name, one in kept.items() if one}


def overtaken(
    base: Details, theirs: Details, mine: Mapping[LineKey, LineValue]
) -> tuple[LineKey, ...]:
    """The lines of `mine` that somebody else has filled in otherwise since `base`."""
    return tuple(
        key for key, value in mine.items() if said(theirs, key) not in (said(base, key), value)
    )
