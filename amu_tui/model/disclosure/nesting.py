"""How units that are shown side by side contain each other: as somebody said, never guessed.

Where it was not said, what units tell when they are subtracted cannot be known either, and they
are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from amu_tui.errors import UsageError
from amu_tui.messages import Message
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.units import Parents


@dataclass(frozen=True, eq=False)
class Nesting:
    """What was said of how units contain each other, by their names.

    Args:
        tree: the unit above each of a whole tree.
        within: units that contain others; there may be more between the two.
        apart: whether units of which nothing was said share nobody.
    """

    tree: Parents = field(default_factory=dict)
    within: Sequence[Mapping[str, str]] = ()
    apart: bool = False

    def parents(self, units: Mapping[str, str], sessions: Mapping[str, str]) -> Parents:
        """The unit above each of `units`, and of those above them, by key.

        Args:
            units: the names of those side by side by their keys, first the one asked for.
            sessions: which other session shows a unit, by its key.

        Raises `UsageError` where it was not said how two of the units contain each other.
        """
        above = self._above()
        paths = {unit: _path(unit, above) for unit in units}
        tree = {unit_key(unit) for unit in self.tree}
        for one, other in () if self.apart else combinations(units, 2):
            in_tree = one in tree and other in tree
            if not in_tree and other not in paths[one] and one not in paths[other]:
                no_parent = one == next(iter(units)) and one not in above
                raise _not_said(units[one], units[other], sessions.get(other, ""), no_parent)
        return {unit: above.get(unit) for path in paths.values() for unit in path}

    def _above(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for said in (self.tree, *self.within):
            for unit, above in said.items():
                if above:
                    found.setdefault(unit_key(unit), unit_key(above))
        return found


NOTHING_SAID = Nesting()


def _path(unit: str, above: Mapping[str, str]) -> list[str]:
    """`unit` and those above it."""
    path, upper = {unit: None}, above.get(unit)
    while upper:
        if upper in path:
            circle = " → ".join([*path, upper])
            raise UsageError(Message("the units go round in a circle: {units}", units=circle))
        path[upper] = None
        upper = above.get(upper)
    return list(path)


def _not_said(unit: str, other: str, session: str, no_parent: bool) -> UsageError:
    options: str | Message = "--tree"
    if no_parent:
        parent = "--parent" if session else f'--parent "{other}"'
        options = Message("{parent} or --tree", parent=parent)
    hint = Message(
        "The session {folder} shows “{unit}” in the same round.", folder=session, unit=other
    )
    return UsageError(
        Message(
            "“{unit}” and “{other}” are shown side by side: say which is part of which with"
            " {options}, or with --apart that they share nobody",
            unit=unit,
            other=other,
            options=options,
        ),
        hint=hint if session else "",
    )
