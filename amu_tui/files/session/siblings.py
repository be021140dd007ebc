"""The sessions that lie beside one that is about to be made."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.session.loading import load_info
from amu_tui.model.disclosure.differencing import Beside, Leftover
from amu_tui.model.disclosure.limits import few_between
from amu_tui.model.naming import same_name, unit_key
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Results, Score
from amu_tui.model.survey.units import Parents, by_key
from amu_tui.text import clean
from amu_tui.words import _

MOST_READ = 200
"""Sessions of the same round whose figures are read."""

Series = Mapping[str, Mapping[str, Score]]
"""The scores of every unit that a session shows, by the unit's key."""


@dataclass(frozen=True, slots=True)
class _Session:
    """A session: its folder's name, its smallest group, and the names and scores of its units."""

    folder: str
    min_n: int
    names: Mapping[str, str]
    series: Series

    @classmethod
    def of(cls, results: Results, folder: str = "") -> "_Session":
        """The units of `results`: its own, or the one in its place, and those set beside it."""
        units = [
            (results.shown_for or results.unit, results.themes),
            *((one.title, one.themes) for one in results.references.values() if one.kind == "unit"),
        ]
        names = {unit_key(clean(name)): name for name, _themes in reversed(units)}
        series = {
            unit_key(clean(name)): {theme: one for theme, one in themes.items() if one.n}
            for name, themes in reversed(units)
        }
        return cls(folder, results.min_n, names, series)


def check_siblings(
    folder: Path, results: Results, round_name: str, scale: Scale, tree: Parents | None = None
) -> None:
    """Refuse `results` for `folder` where a few answers follow from the sessions beside it.

    Args:
        folder: where the session will be.
        results: its figures.
        round_name: its round; sessions of other rounds do not count.
        scale: the scale of the scores.
        tree: which unit is part of which; without it the figures tell.

    A session that shows one of the units with a few answers more or fewer tells, by subtraction,
    what those few answered; so do a whole in one session and its parts in others. Sessions that
    cannot be read are passed over, and so are those after the first `MOST_READ` of the round.
    """
    own = _Session.of(results)
    others = list(islice(_of_round(folder, round_name), MOST_READ))
    for other in others:
        _refuse_late(own, other)
    _refuse_left_over(own, others, scale, tree)


def _of_round(folder: Path, round_name: str) -> Iterator[_Session]:
    try:
        with os.scandir(folder.absolute().parent) as entries:
            paths = sorted(Path(entry.path) for entry in entries)
    except OSError:
        return
    for path in paths:
        try:
            if same_name(load_info(path).round, round_name):
                found = toml.decode(path / places.RESULTS, Results, limit=toml.LARGE, newer=True)
                yield _Session.of(found, path.name)
        except (AmuError, OSError):
            continue


def _refuse_late(own: _Session, other: _Session) -> None:
    min_n = max(own.min_n, other.min_n)
    for unit, scores in own.series.items():
        if few_between(scores, other.series.get(unit, {}), min_n):
            raise AmuError(
                _(
                    "the session {folder} shows {unit} in the same round, with a few answers more"
                    " or fewer: what those few answered could be worked out"
                ).format(folder=display_path(other.folder), unit=own.names[unit]),
                hint=_(
                    "Go on with that session. Where nobody has seen it, remove it first; or wait"
                    " until at least {count} more have answered."
                ).format(count=min_n),
            )


def _refuse_left_over(
    own: _Session, others: list[_Session], scale: Scale, tree: Parents | None
) -> None:
    """Refuse `own` where it shows what was missing to work a small group out."""
    known: dict[str, dict[str, Score]] = {}
    for other in others:
        for unit, scores in other.series.items():
            known[unit] = {**scores, **known.get(unit, {})}
    units = [*dict.fromkeys([*own.series, *known])]
    fresh = {
        (place, theme)
        for place, unit in enumerate(units)
        for theme in own.series.get(unit, {})
        if theme not in known.get(unit, {})
    }
    if not fresh or not known:
        return
    beside = Beside(
        series=[{**known.get(unit, {}), **own.series.get(unit, {})} for unit in units],
        scale=scale,
        min_n=max(own.min_n, *(other.min_n for other in others)),
        places=units,
        parents=None if tree is None else by_key(tree),
    )
    for found in beside.leftovers(set(), frozenset(place for place, _theme in fresh)):
        for theme in found.themes:
            cells = [*found.cells(theme)]
            from_others = [
                units[place]
                for place, _theme in cells
                if theme not in own.series.get(units[place], {})
            ]
            if not fresh.isdisjoint(cells) and (from_others or not found.certain):
                raise _left_over(own, others, units, found, from_others)


def _left_over(
    own: _Session, others: list[_Session], units: list[str], found: Leftover, missing: list[str]
) -> AmuError:
    names = {unit: name for one in (*others, own) for unit, name in one.names.items()}
    if not found.certain:
        return AmuError(
            _(
                "the sessions beside this one show so many units of the same round that nobody can"
                " tell whether a few people's answers could be worked out"
            ),
            hint=_("Say which unit is part of which with --tree."),
        )
    holder = next(other for other in others if missing[0] in other.series)
    return AmuError(
        _(
            "the session {folder} shows {unit} in the same round: with it, what a few people in"
            " {whole} answered could be worked out"
        ).format(
            folder=display_path(holder.folder),
            unit=names[missing[0]],
            whole=names[units[found.whole]],
        ),
        hint=_(
            "Where nobody has seen that session, make it again without {whole}. --tree says which"
            " unit is part of which, where the figures only seem to tell."
        ).format(whole=names[units[found.whole]]),
    )
