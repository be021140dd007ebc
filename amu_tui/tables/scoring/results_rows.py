"""The results table: a row for each unit and theme, with no number where a score is hidden."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from amu_tui.model.disclosure.audit import refused, solved
from amu_tui.model.disclosure.limits import LOWEST_MIN_N, TINY, UNIFORM_BELOW, protected
from amu_tui.model.disclosure.previous_releases import (
    NOTHING_BEFORE,
    PreviousUnits,
    compared,
    grown_safely,
    solved_with_previous,
)
from amu_tui.model.disclosure.secondary_suppression import published
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments, moments_of, pooled
from amu_tui.model.survey.results import Score
from amu_tui.model.survey.rounding import coarse
from amu_tui.model.survey.units import Atom, ancestors, respondents
from amu_tui.tables.figures.kept_rows import SCHEMA, as_shown, nearly_alike, without_numbers
from amu_tui.tables.scoring.persons import ANSWERED, LEADS, UNIT
from amu_tui.tables.scoring.units import Units
from amu_tui.tables.table import with_key

_RELEASE = ("key", "theme", "n", "mean", "sd", "hidden")
_SINCE = ("n", "mean", "sd", "n_now", "mean_now", "sd_now")

PreviousReleases = Sequence[pl.DataFrame]
"""What was published before: rows with `key` (unit), `theme`, `n`, `mean`, `sd` and `hidden`."""


def standing_alone(
    groups: pl.DataFrame,
    units: Units,
    themes: Sequence[str],
    scale: Scale,
    min_n: int,
    releases: PreviousReleases = (),
) -> pl.DataFrame:
    """The rows where no unit is part of another, every group is one unit and nobody leads.

    Nothing can then be subtracted, and a score is hidden only for its own sake and for what was
    published before. Most groups are large and mixed and what they were, and are not looked at
    one by one: there may be very many.
    """
    order = pl.DataFrame(
        {
            UNIT: [unit for unit, _leads in units.atoms],
            "name": [name for name, _led in units.atoms.values()],
        },
        schema={UNIT: pl.String, "name": pl.String},
    )
    places = pl.DataFrame(
        {"name": list(units.parents), "place": range(len(units.parents))},
        schema={"name": pl.String, "place": pl.UInt32},
    )
    placed = groups.join(order, on=UNIT).join(places, on="name").sort("place")
    even = "even" if _weighted(groups) else ""
    rows = pl.concat(
        placed.select(
            pl.col("name").alias("unit"),
            pl.lit(theme).alias("theme"),
            pl.col(ANSWERED).alias("respondents"),
            pl.col(f"n{at}").alias("n"),
            pl.col(f"mean{at}").alias("mean"),
            pl.col(f"variance{at}").sqrt().alias("sd"),
            _effective(groups, at).alias("effective_n"),
            pl.col(f"{even}mean{at}").alias("even_mean"),
            pl.col(f"{even}variance{at}").sqrt().alias("even_sd"),
            pl.col(f"least{at}").alias("low"),
            pl.col(f"most{at}").alias("high"),
            "place",
            pl.lit(at, dtype=pl.UInt32).alias("at"),
        )
        for at, theme in enumerate(themes)
    ).sort("place", "at")
    few = (pl.col("n") < min_n) & (pl.col("n") > 0)
    one_say = (pl.col("effective_n") < LOWEST_MIN_N).fill_null(value=False)
    alike = (pl.col("n") < UNIFORM_BELOW) & nearly_alike(scale)
    hidden = pl.when(few | one_say | alike).then(pl.lit("protected")).alias("hidden")
    rows = rows.with_columns(hidden)
    if releases:
        rows = with_previous(rows, releases, scale, min_n)
    return without_numbers(rows, weighted=_weighted(groups))


def with_previous(
    rows: pl.DataFrame, releases: PreviousReleases, scale: Scale, min_n: int
) -> pl.DataFrame:
    """`rows` of units that stand alone without what may not be shown beside `releases`.

    These are the rules of `previous_releases` for all themes and units at once.
    """
    now = with_key(rows, "unit", "key")
    tells = pl.col("hidden").is_null() & pl.col("n").ne_missing(0)
    tells &= pl.col("mean").is_not_null() | pl.col("sd").is_not_null()
    told = (
        pl.concat(one.select(_RELEASE) for one in releases)
        .filter(tells)
        .join(now, on="theme", how="semi")
        .join(now.select(_RELEASE), on=["key", "theme"], how="left", suffix="_now")
        .with_columns(pl.col("n_now").fill_null(0))
    )
    others = told.filter(~_same(scale))
    if others.is_empty():
        return rows
    unit = ["theme", "key"]
    fewer = (pl.col("n").is_null() | (pl.col("n_now") < pl.col("n"))).any().alias("fewer")
    changed = others.group_by(unit).agg(fewer, other=pl.len())
    changed = changed.join(_grown(others, scale, min_n), on=unit, how="left")
    shown = told.group_by(unit).agg(times=pl.len()).join(changed, on=unit, how="left")
    shown = shown.with_columns(
        changed=pl.col("key").is_in(others["key"].unique().implode()),
        grown=pl.col("grown").fill_null(value=False) & (pl.col("other") == pl.col("times")),
    ).with_columns(pl.col("fewer", "changed").any().over("theme").name.suffix("_in_theme"))
    of_theme = shown.select("theme", "fewer_in_theme", "changed_in_theme").unique()
    of_unit = shown.select(*unit, "changed", "grown")
    every = now.join(of_theme, on="theme", how="left").join(of_unit, on=unit, how="left")
    same = ~pl.col("changed")
    allowed = (
        pl.when(pl.col("fewer_in_theme"))
        .then(same)
        .otherwise(pl.col("changed").is_null() | same | pl.col("grown"))
        .fill_null(value=False)
    )
    withheld = pl.col("changed_in_theme").fill_null(value=False) & ~allowed & (pl.col("n") > 0)
    return every.with_columns(
        pl.when(withheld).then(pl.lit("protected")).otherwise("hidden").alias("hidden")
    ).select(rows.columns)


def _same(scale: Scale) -> pl.Expr:
    """Whether all that was told is what it is now, as it is or as it is kept."""
    ways = []
    for exact in (True, False):
        unchanged = []
        for name in ("n", "mean", "sd"):
            now = pl.col(f"{name}_now")
            if not exact and name != "n":
                now = as_shown(now, pl.col("n_now"), scale, name)
            close = ((now - pl.col(name)).abs() < TINY).fill_null(value=False)
            unchanged.append(pl.col(name).is_null() | close)
        ways.append(pl.all_horizontal(unchanged))
    return (pl.col("n_now") > 0) & pl.any_horizontal(ways)


def _grown(others: pl.DataFrame, scale: Scale, min_n: int) -> pl.DataFrame:
    """Whether the people of each theme and unit have grown, since each release, by a group that
    may be shown, and whether that may be told of all the releases together."""
    unit = ["theme", "key"]
    told = others.unique([*unit, "n", "mean", "sd"], maintain_order=True)
    found: list[tuple[str, str, bool]] = []
    for theme, key, *figures in told.group_by(unit, maintain_order=True).agg(_SINCE).iter_rows():
        rows = list(zip(*figures, strict=True))
        then = [Score(n=n, mean=mean, sd=sd) for n, mean, sd, *_now in rows]
        _n, _mean, _sd, n, mean, sd = rows[0]
        now = Moments(n, mean or 0.0, (sd or 0.0) ** 2 * max(0, n - 1))
        found.append((theme, key, grown_safely(now, then, scale, min_n)))
    schema = {**dict.fromkeys(unit, pl.String), "grown": pl.Boolean}
    return pl.DataFrame(found, schema=schema, orient="row")


def _effective(groups: pl.DataFrame, at: int) -> pl.Expr:
    """`Moments.effective_n` of a theme in each group; null for nobody, and without weights."""
    if not _weighted(groups):
        return pl.lit(None, dtype=pl.Float64)
    weights, squared = pl.col(f"weights{at}"), pl.col(f"squared{at}")
    return pl.when(squared > 0).then(weights * weights / squared)


def in_tree(
    groups: pl.DataFrame,
    units: Units,
    themes: Sequence[str],
    scale: Scale,
    min_n: int,
    releases: PreviousReleases = (),
    weighed: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """The rows of every unit of a tree, each scored from its persons.

    `weighed` is called after each theme with how many of how many are done.

    Raises `AmuError` where a group that must not be shown follows from what is: what decides
    what to hide is not trusted with it alone.
    """
    people = _respondents(groups, units)
    scores = []
    of_themes = [answers_to(groups, units, at) for at in range(len(themes))]
    before_of = [_by_theme(release, units) for release in releases]
    releases_of = [[release.get(theme, {}) for release in before_of] for theme in themes]
    previous_of = [NOTHING_BEFORE] * len(themes)
    if releases:
        previous_of = [
            compared(respondents(units.parents, answers).sets, before, scale, min_n)
            for answers, before in zip(of_themes, releases_of, strict=True)
        ]
    moved = _moved(units, previous_of)
    for theme, answers, before in zip(themes, of_themes, previous_of, strict=True):
        previous = before.but(moved)
        shown = published(units.parents, answers, scale, min_n, previous=previous)
        leaks = solved(units.parents, answers, shown, scale, min_n) or solved_with_previous(
            units.parents, answers, shown, scale, min_n, previous
        )
        if leaks:
            raise refused(leaks, theme)
        scores.append(shown)
        if weighed is not None:
            weighed(len(scores), len(themes))
    found = [
        (unit, theme, people[unit], score.n, score.mean, score.sd, score.hidden, score.effective_n)
        for unit in units.parents
        for theme, score in ((theme, scores[at][unit]) for at, theme in enumerate(themes))
    ]
    schema = {**SCHEMA, "effective_n": pl.Float64}
    rows = pl.DataFrame(found, schema=schema, orient="row")
    return without_numbers(rows, weighted=_weighted(groups))


def _by_theme(release: pl.DataFrame, units: Units) -> dict[str, dict[str, Score]]:
    """The scores of a release by theme and unit, called as now where there is such a unit."""
    names = {unit_key(name): name for name in units.parents}
    found: dict[str, dict[str, Score]] = {}
    for key, theme, n, mean, sd, hidden in release.select(*_RELEASE).iter_rows():
        score = Score(n=n, mean=mean, sd=sd, hidden=hidden)
        found.setdefault(theme, {})[names.get(key, key)] = score
    return found


def _moved(units: Units, previous_of: Sequence[PreviousUnits]) -> set[str]:
    """The units of which a theme has changed since it was shown.

    Those that hold one of them have too, unless that theme says that they have not.
    """
    found: set[str] = set()
    for before in previous_of:
        found |= before.changed
        for unit in before.changed.intersection(units.parents):
            found.update(set(ancestors(units.parents, unit)) - before.same)
    return found


def _weighted(groups: pl.DataFrame) -> bool:
    return "weights0" in groups.columns


def answers_to(groups: pl.DataFrame, units: Units, at: int) -> dict[Atom, Moments]:
    """The answers to the theme at one place of the plan; cells that mean the same are pooled."""
    weighted = _weighted(groups)
    even = "even" if weighted else ""
    names = ["n", f"{even}mean", f"{even}variance", "least", "most"]
    names += ["mean", "variance", "weights", "squared"] if weighted else []
    columns = [UNIT, LEADS, *(f"{name}{at}" for name in names)]
    found: dict[Atom, list[Moments]] = {}
    for unit, leads, n, mean, variance, low, high, *more in groups.select(columns).iter_rows():
        atom = units.atoms.get((unit, leads))
        if atom is not None and n:
            people = replace(moments_of(n, mean, variance or 0.0), low=low, high=high)
            if weighted:
                mean, variance, total, squared = more
                alone = moments_of(n, mean, variance or 0.0, total, squared)
                people = replace(alone, unweighted=people)
            found.setdefault(atom, []).append(people)
    return {atom: pooled(parts) for atom, parts in found.items()}


def hidden_without_weights(
    rows: pl.DataFrame,
    groups: pl.DataFrame,
    units: Units,
    themes: Mapping[str, int],
    scale: Scale,
    min_n: int,
) -> pl.DataFrame:
    """`rows` without the scores whose figures would tell too much if nobody had a weight.

    Most weights are near 1, and the figures then tell nearly the same. `themes` has the number
    of items of each, in the order of the plan.
    """
    if not _weighted(groups):
        return rows
    found: list[tuple[str, str]] = []
    for at, (theme, items) in enumerate(themes.items()):
        sets = respondents(units.parents, answers_to(groups, units, at)).sets
        for unit, people in sets.items():
            if people.unweighted is not None and people.n < UNIFORM_BELOW:
                score = coarse(people.unweighted.score(), scale, items)
                if protected(score, scale, min_n, items).hidden:
                    found.append((unit, theme))
    schema = {"unit": pl.String, "theme": pl.String}
    told = pl.DataFrame(found, schema=schema, orient="row").with_columns(told=pl.lit("protected"))
    joined = rows.join(told, on=["unit", "theme"], how="left", maintain_order="left")
    kept = joined.with_columns(pl.coalesce("hidden", "told").alias("hidden"))
    return without_numbers(kept, weighted=True)


def _respondents(groups: pl.DataFrame, units: Units) -> dict[str, int]:
    """Who answered anything, counted in each unit by the rule of its scores."""
    found: dict[Atom, int] = {}
    for unit, leads, answered in groups.select(UNIT, LEADS, ANSWERED).iter_rows():
        atom = units.atoms.get((unit, leads))
        if atom is not None:
            found[atom] = found.get(atom, 0) + answered
    people = respondents(units.parents, {atom: Moments(n) for atom, n in found.items()})
    return {unit: people.sets[unit].n for unit in units.parents}
