"""How much people disagree on a theme: their spread beside the one that is usual there.

A spread alone says little of that: a theme of one question spreads more than one of six, and one
that nearly all agree on less, in every unit.
"""

from collections.abc import Mapping

from amu_tui.model.survey.results import Reference, Results


def usual_in(results: Results) -> str:
    """The id of the reference that says which spread is usual, the one of most answers; else empty.

    The round before is none: it is the same people.
    """
    counts = {ref: _counted(one) for ref, one in results.references.items() if one.kind == "unit"}
    largest = max(counts, key=lambda ref: counts[ref], default="")
    return largest if counts.get(largest) else ""


def _counted(reference: Reference) -> int:
    return sum(score.n or 0 for score in reference.themes.values() if score.sd)


def disagreement(results: Results) -> Mapping[str, float]:
    """How the themes are ordered by disagreement: by their spread ÷ the usual one.

    Where nothing says what is usual, by the spread as it is.
    """
    spreads = {theme: score.sd for theme, score in results.themes.items() if score.sd is not None}
    ref = usual_in(results)
    if not ref:
        return spreads
    usual = {theme: score.sd for theme, score in results.references[ref].themes.items()}
    return {theme: sd / by for theme, sd in spreads.items() if (by := usual.get(theme))}
