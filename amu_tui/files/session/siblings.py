"""The sessions of the same round that lie in the folder of one that is about to be made."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.session.loading import load_info
from amu_tui.model.disclosure.differencing import SideBySide
from amu_tui.model.disclosure.limits import few_between
from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.naming import same_name, unit_key
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.results import Results, Score
from amu_tui.text import clean
from amu_tui.words import _

MOST_READ = 200
"""Sessions of the same round whose figures are read."""


@dataclass(frozen=True, slots=True)
class _Session:
    """A session: its folder's name, its smallest group, and what it shows of its units.

    `names`, and `series` of the scores that show how many answered, are by the units' keys;
    `parents` is as in `Results`.
    """

    folder: str
    min_n: int
    names: Mapping[str, str]
    series: Mapping[str, Mapping[str, Score]]
    parents: Mapping[str, str]

    @classmethod
    def of(cls, results: Results, folder: str = "") -> "_Session":
        """The units of `results`: its own, or the one in its place, and those set beside it."""
        shown = [(results.shown_for or results.unit, results.themes)]
        references = results.references.values()
        shown += [(one.title, one.themes) for one in references if one.kind == "unit"]
        names: dict[str, str] = {}
        series: dict[str, dict[str, Score]] = {}
        for name, themes in shown:
            names.setdefault(unit_key(clean(name)), name)
            counted = {theme: score for theme, score in themes.items() if score.n}
            series.setdefault(unit_key(clean(name)), counted)
        return cls(folder, results.min_n, names, series, results.parents)


def check_siblings(
    folder: Path,
    results: Results,
    round_name: str,
    scale: Scale,
    nesting: Nesting,
) -> None:
    """Refuse `results` for `folder` where a few answers follow from the sessions beside it.

    Args:
        folder: where the session will be.
        results: its figures.
        round_name: its round; sessions of other rounds do not count.
        scale: the scale of the scores.
        nesting: how units contain each other; what the sessions say of it is added.

    A session that shows one of the units with a few answers more or fewer tells, by subtraction,
    what those few answered; so do a whole in one session and its parts in others. Refused is
    also where it was not said how the units contain each other. Sessions that cannot be read are
    passed over, and so are those after the first `MOST_READ` of the round.
    """
    own = _Session.of(results)
    others = list(islice(_of_round(folder, round_name), MOST_READ))
    for other in others:
        _refuse_late(own, other)
    _refuse_residuals(own, others, scale, nesting)


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


def _refuse_residuals(
    own: _Session, others: Sequence[_Session], scale: Scale, nesting: Nesting
) -> None:
    """Refuse `own` where it shows what was missing to work a small group out."""
    known: dict[str, dict[str, Score]] = {}
    for other in others:
        for unit, scores in other.series.items():
            known[unit] = {**scores, **known.get(unit, {})}
    fresh = {
        (unit, theme)
        for unit, scores in own.series.items()
        for theme in scores
        if theme not in known.get(unit, {})
    }
    if not fresh or not any(known.values()):
        return
    series = {unit: {**known.get(unit, {}), **scores} for unit, scores in own.series.items()}
    series |= {unit: scores for unit, scores in known.items() if scores and unit not in series}
    names = {unit: name for one in (*others, own) for unit, name in one.names.items()}
    side_by_side = SideBySide(
        series=series,
        parents=replace(nesting, within=[one.parents for one in (own, *others)]).parents(
            {unit: names[unit] for unit in series},
            {
                unit: display_path(one.folder)
                for one in others
                for unit in one.series.keys() - own.series
            },
        ),
        scale=scale,
        min_n=max(own.min_n, *(other.min_n for other in others)),
    )
    for theme in side_by_side.themes:
        for group in side_by_side.residual_groups(theme):
            elsewhere = [unit for unit in group.units if theme not in own.series.get(unit, {})]
            if elsewhere and any((unit, theme) in fresh for unit in group.units):
                holder = next(other for other in others if elsewhere[0] in other.series)
                raise _residual(holder, names[elsewhere[0]], names[group.whole])


def _residual(holder: _Session, unit: str, whole: str) -> AmuError:
    return AmuError(
        _(
            "the session {folder} shows {unit} in the same round: with it, what a few people in"
            " {whole} answered could be worked out"
        ).format(folder=display_path(holder.folder), unit=unit, whole=whole),
        hint=_("Where nobody has seen that session, make it again without {whole}.").format(
            whole=whole
        ),
    )
