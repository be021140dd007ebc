"""What `amu score` says of what it made: in lines, and as a document for programs."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amu_tui.words import _, ngettext, quoted, some

if TYPE_CHECKING:
    from amu_tui.tables.scoring.score import Scored

_NAMES_LISTED = 6
"""Names that a message lists."""


def document(scored: "Scored", out: Path) -> dict[str, Any]:
    """What was made, without any figure of anybody."""
    return {
        "file": str(out),
        "people": scored.people,
        "units": scored.units,
        "themes": scored.themes,
        "hidden": scored.hidden,
        "withdrawn": scored.withdrawn,
        "weighted": scored.weighted,
        "shared": [list(pair) for pair in scored.shared],
        "skipped": list(scored.skipped),
        "empty": list(scored.empty),
        "unanswered": dict(scored.unanswered),
        "unnamed": scored.unnamed,
        "respelled": dict(scored.respelled),
        "several": {column: list(names) for column, names in scored.several.items()},
        "doubtful": [str(oddity) for oddity in scored.oddities],
    }


def lines(scored: "Scored") -> Iterator[str]:
    """What people must know of the table: oddities, how much is hidden, what is missing."""
    yield from map(str, scored.oddities)
    if more := scored.odd_rows - len(scored.oddities):
        yield ngettext("{n} more such row", "{n} more such rows", more).format(n=more)
    people, units, themes = scored.people, scored.units, scored.themes
    yield ", ".join(
        (
            ngettext("{n} person answered", "{n} persons answered", people).format(n=people),
            ngettext("{n} unit", "{n} units", units).format(n=units),
            ngettext("{n} theme", "{n} themes", themes).format(n=themes),
        )
    )
    if scored.weighted:
        yield _("Means and spreads are weighted; n counts people, effective_n what they weigh")
    yield from _of_units(scored)
    if signs := scored.unanswered:
        from amu_tui.tables.numbers import MISSING  # after Polars has been imported

        cells = sum(signs.values())
        yield ngettext(
            "{n} cell was taken as not answered: {signs}",
            "{n} cells were taken as not answered: {signs}",
            cells,
        ).format(
            n=cells,
            signs=", ".join(
                f"{quoted(sign.upper() if sign in MISSING else sign)} {count}"
                for sign, count in signs.items()
            ),
        )
    if count := scored.hidden:
        yield ngettext(
            "{n} score is hidden: it protects somebody",
            "{n} scores are hidden: they protect somebody",
            count,
        ).format(n=count)
    if scored.withdrawn:
        yield ngettext(
            "{n} score that was shown before is hidden now",
            "{n} scores that were shown before are hidden now",
            scored.withdrawn,
        ).format(n=scored.withdrawn)
        yield _(
            "Where answers have come or gone, the new figures less the old would tell of those: "
            "score when all answers are in. A table that was never given out can be deleted, "
            "and does not count."
        )
    if scored.shared:
        pairs = [f"{one} – {other}" for one, other in scored.shared]
        yield _(
            "Themes with items in common: {names}. What is hidden in one may be worked out from "
            "the others where nobody left an item out."
        ).format(names=some(pairs, _NAMES_LISTED))
    if scored.skipped:
        yield _("Not scored, since the instrument names no items of theirs: {names}").format(
            names=some(scored.skipped, _NAMES_LISTED)
        )
    if scored.empty:
        yield _("Nobody answered in: {names}").format(names=some(scored.empty, _NAMES_LISTED))


def _of_units(scored: "Scored") -> Iterator[str]:
    """What was done with the names of units, and what is odd about them."""
    n = scored.unnamed
    if n and scored.without_unit == "skip":
        yield ngettext(
            "{n} person who answered has no unit and was left out",
            "{n} persons who answered have no unit and were left out",
            n,
        ).format(n=n)
    elif n:
        yield ngettext(
            "{n} person who answered has no unit and was counted in “{unit}”",
            "{n} persons who answered have no unit and were counted in “{unit}”",
            n,
        ).format(n=n, unit=scored.without_unit)
    if scored.respelled:
        pairs = [f"{quoted(one)} – {quoted(other)}" for one, other in scored.respelled.items()]
        yield _("Units taken as the tree writes them: {names}").format(
            names=some(pairs, _NAMES_LISTED)
        )
    for column, names in scored.several.items():
        yield _(
            "Under several values of “{column}” stands one name, taken as one unit: {names}. "
            "Where those are several units, name “{column}” with --unit-column too, before the "
            "column of units."
        ).format(column=column, names=some([quoted(name) for name in names], _NAMES_LISTED))
