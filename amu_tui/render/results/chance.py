"""What chance alone can do to the figures, in words: never whether they are good."""

import math

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.precision import LEVEL, Difference, difference, mean_interval
from amu_tui.model.survey.results import Score
from amu_tui.render.results import figures
from amu_tui.render.results.figures import answers_text, distance_text, mean_text
from amu_tui.words import _, number, percent


def limits(score: Score, scale: Scale) -> tuple[str, str] | None:
    """The ends of the mean's interval as they are written, None where there is no interval."""
    interval = mean_interval(score)
    if interval is None:
        return None
    low, high = interval.within(scale)
    return number(low, scale.digits), mean_text(high, scale)


def interval_text(score: Score, scale: Scale) -> str:
    """`3,3–3,9`; empty where there is no interval."""
    return "–".join(limits(score, scale) or ())


def labelled_interval(score: Score, scale: Scale) -> str:
    """`95 %: 3,3–3,9`; empty where there is no interval."""
    text = interval_text(score, scale)
    return f"{percent(LEVEL)}: {text}" if text else ""


def spoken_interval(score: Score, scale: Scale) -> str:
    """`95 % interval 3,3 to 3,9`, for listening; empty where there is no interval."""
    ends = limits(score, scale)
    if ends is None:
        return ""
    low, high = ends
    return _("{share} interval {low} to {high}").format(share=percent(LEVEL), low=low, high=high)


def interval_name() -> str:
    """What the band is called in a legend, with what it says."""
    return _("{share} interval: chance alone can move the mean this far").format(
        share=percent(LEVEL)
    )


def chance_text(own: Score, other: Score, scale: Scale, *, margin: bool = False) -> str:
    """Whether chance alone explains how far `own` lies from `other`; the smaller n is named.

    Empty where that is not known, or where the two look the same and it need not be.

    Args:
        margin: say, instead, below which change all changes can be chance.
    """
    change = difference(own, other)
    if change is None or own.mean is None or other.mean is None:
        return ""
    apart = abs(figures.difference(own.mean, other.mean, scale))
    if not change.noise:
        return _("more than chance usually makes") if apart else ""
    answers = answers_text(min(own.n or 0, other.n or 0))
    # Rounding must not say that a change is both as large as the margin and within it.
    if margin and apart < shown_margin(change, scale):
        return _("{answers}: changes under {margin} can be chance").format(
            answers=answers, margin=distance_text(shown_margin(change, scale), scale)
        )
    return _("within chance for {answers}").format(answers=answers) if apart else ""


def shown_margin(change: Difference, scale: Scale) -> float:
    """The change that chance usually makes at most, as it is shown.

    It is rounded away from the change where the nearest figure could contradict the words
    with it, whichever way the means were rounded; where that leaves nothing, it is as it is.
    """
    fine = 10.0**scale.digits
    margin, size = change.margin * fine, abs(change.change) * fine
    whole = math.floor(margin + 0.5 + 1e-9)
    if change.noise and math.ceil(size - 1e-9) > whole:
        whole = math.ceil(margin - 1e-9)
    elif not change.noise and math.floor(size + 1e-9) < whole:
        whole = math.floor(margin + 1e-9)
    return whole / fine if whole else change.margin


def margin_text(change: Difference, scale: Scale) -> str:
    """`shown_margin` as it is written, with one decimal more where it would be 0."""
    value = shown_margin(change, scale)
    return number(
        value, scale.digits if value * 10.0**scale.digits >= 1 - 1e-9 else scale.digits + 1
    )


def beyond_anyway(themes: int) -> str:
    """How many themes chance takes beyond its interval where nothing has changed."""
    share = round(1 / (1 - LEVEL))
    return _(
        "Chance goes beyond the interval about once in {share} times: of {n} themes, expect "
        "{few} beyond it even where nothing has changed."
    ).format(share=share, n=themes, few=number(themes / share, 1))
