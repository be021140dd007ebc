"""What everybody may see of a unit's figures, which is less than the unit itself sees."""

from collections.abc import Mapping

import msgspec

from amu_tui.model.disclosure.differencing import SideBySide
from amu_tui.model.disclosure.limits import of_one_or_two
from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.disclosure.protect import protected_results
from amu_tui.model.naming import unit_key
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Answers, Participation, Results, Score
from amu_tui.model.survey.rounding import rounded

PUBLIC_MIN_N = 13
"""Smallest group whose figures everybody may see."""
PUBLIC_SD_FROM = 20
"""Smallest group whose standard deviation everybody may see."""


def public_results(results: Results, instrument: Instrument) -> Results:
    """`results` for everybody: of `PUBLIC_MIN_N` people or more, with one decimal.

    No sd of fewer than `PUBLIC_SD_FROM` people, no shares that tell of one or two, and no figure
    without n, whose group cannot be judged; nor who was asked and who answered, where that is
    fewer. What the units set side by side would tell of a smaller group goes too.
    """
    limit = max(PUBLIC_MIN_N, results.min_n)
    known = msgspec.structs.replace(
        results,
        min_n=limit,
        warnings=(),
        themes=_counted(results.themes),
        questions={
            key: Answers(hidden="protected") if _unknown(one) or of_one_or_two(one) else one
            for key, one in results.questions.items()
        },
        participation=_asked(results.participation),
        references={
            key: msgspec.structs.replace(
                one,
                themes=_counted(one.themes),
                participation=one.participation and _asked(one.participation),
            )
            for key, one in results.references.items()
        },
    )
    safe, _hidden = protected_results(known, instrument, limit)
    apart = _without_differences(safe, instrument, limit)
    return msgspec.structs.replace(
        apart,
        themes=_coarse(apart.themes),
        questions={key: _coarse_answers(one) for key, one in apart.questions.items()},
        references={
            key: msgspec.structs.replace(one, themes=_coarse(one.themes))
            for key, one in apart.references.items()
        },
    )


def _counted(scores: Mapping[str, Score]) -> dict[str, Score]:
    return {key: Score(hidden="protected") if _unknown(one) else one for key, one in scores.items()}


def _unknown(figures: Score | Answers) -> bool:
    """Whether it is not known of how many people these figures are."""
    return figures.n is None and figures != type(figures)()


def _asked(people: Participation) -> Participation:
    return Participation() if people.fewer_than(PUBLIC_MIN_N) else people


def _without_differences(results: Results, instrument: Instrument, limit: int) -> Results:
    """`results` without what its units tell of a small group when they are subtracted."""
    units = {key: one for key, one in results.references.items() if one.kind == "unit"}
    unit = results.shown_for or results.unit
    own = unit_key(unit)
    series = {own: results.themes} | {unit_key(one.title): one.themes for one in units.values()}
    names = {own: unit} | {unit_key(one.title): one.title for one in units.values()}
    parents = Nesting(within=[results.parents], apart=True).parents(names, {})
    safe = SideBySide(series, parents, instrument.scale, limit).protected()
    references = {
        key: msgspec.structs.replace(one, themes=safe[unit_key(one.title)])
        for key, one in units.items()
    }
    return msgspec.structs.replace(
        results, themes=safe[own], references={**results.references, **references}
    )


def _coarse(scores: Mapping[str, Score]) -> dict[str, Score]:
    return {
        key: one
        if one.hidden
        else Score(n=one.n, mean=_tenths(one.mean), sd=_tenths(_sd(one.sd, one.n)))
        for key, one in scores.items()
    }


def _coarse_answers(one: Answers) -> Answers:
    return msgspec.structs.replace(one, mean=_tenths(one.mean), sd=_tenths(_sd(one.sd, one.n)))


def _sd(sd: float | None, n: int | None) -> float | None:
    return None if n is None or n < PUBLIC_SD_FROM else sd


def _tenths(figure: float | None) -> float | None:
    return None if figure is None else rounded(figure, 1)
