"""What kept results say that cannot be, or that asks for care, whoever has written the file."""

from collections.abc import Iterator, Mapping

from amu_tui.messages import Message
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Results, Score

LEADERS = 1
"""A unit's own leader may answer in a part of it and be left out of the unit."""

Place = tuple[str, ...]
"""Where something stands in a file of results, key by key."""


def impossible(results: Results, scale: Scale) -> Iterator[tuple[Place, Message]]:
    """What nobody can work with: means outside the scale, and units that are above themselves."""
    for place, scores in _series(results):
        for theme, score in scores.items():
            if score.outside(scale):
                where = ".".join((*place, theme))
                text = Message("{where}: the mean is outside the scale", where=where)
                yield (*place, theme, "mean"), text
    if unit := _above_itself(results.parents):
        yield ("parents", unit), Message("“{unit}” is above itself", unit=unit)


def _above_itself(parents: Mapping[str, str]) -> str:
    """A unit of those that go round in a circle, nothing where none do."""
    names = {unit_key(unit): unit for unit in parents}
    clear: set[str] = set()
    for start in names:
        line: set[str] = set()
        unit = start
        while unit in names and unit not in clear:
            if unit in line:
                return names[unit]
            line.add(unit)
            unit = unit_key(parents[names[unit]])
        clear |= line
    return ""


def too_small(results: Results) -> Iterator[Caveat]:
    """Units with fewer answers to a theme than those below them have together."""
    own = results.shown_for or results.unit
    shown = {one.title: one.themes for one in results.references.values() if one.kind == "unit"}
    shown[own] = results.themes
    parts: dict[str, list[str]] = {}
    for unit in shown:
        above = results.parents.get(unit)
        while above is not None and above not in shown:
            above = results.parents.get(above)
        if above is not None:
            parts.setdefault(above, []).append(unit)
    for whole, below in parts.items():
        for theme, score in shown[whole].items():
            answers = sum(shown[part].get(theme, Score()).n or 0 for part in below)
            if score.n is not None and answers > score.n + LEADERS:
                yield Caveat(code="whole-too-small", values={"unit": whole})
                break


def _series(results: Results) -> Iterator[tuple[Place, dict[str, Score]]]:
    yield ("themes",), results.themes
    for key, one in results.references.items():
        yield ("references", key, "themes"), one.themes
