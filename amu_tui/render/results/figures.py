"""Scores in figures: `3,9 ±0,7`, and what stands where there are none."""

from collections.abc import Iterable

from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.nearly_alike import FEW
from amu_tui.model.survey.results import Answers, GroupRate, Score
from amu_tui.render.results.bars import tick
from amu_tui.words import _, ngettext, number, percent

DASH = "–"
"""Stands where there is nothing to show."""


def mean_text(value: float, scale: Scale) -> str:
    """A mean on `scale`: `3,9`, or `57 %` where the scale is in per cent."""
    if scale.unit == "percent":
        return percent(value / 100, scale.digits)
    return number(value, scale.digits)


def score_text(score: Score | Answers, scale: Scale) -> str:
    """Mean and spread: `3,9 ±0,7`; empty where there is no mean."""
    if score.mean is None:
        return ""
    text = mean_text(score.mean, scale)
    if score.sd is not None:
        text += f" ±{number(score.sd, scale.digits)}"
    return text


def difference(value: float, other: float, scale: Scale) -> float:
    """`other` − `value` as they are shown, so that nobody who subtracts gets another answer."""

    fine = 10.0**scale.digits

    def steps(shown: float) -> int:
        return int(abs(shown) * fine + 0.5 + 1e-9) * (1 if shown >= 0 else -1)

    return (steps(other) - steps(value)) / fine


def distance_figure(apart: float, scale: Scale) -> str:
    """A distance ≥ 0 as a figure, with one decimal more where it would be 0 and is not."""
    fine = 0 < apart * 10.0**scale.digits < 0.5
    return number(apart, scale.digits + 1 if fine else scale.digits)


def distance_text(apart: float, scale: Scale) -> str:
    """How far two means lie apart: `0,2`, or `4 percentage points` where they are in per cent."""
    figure = distance_figure(apart, scale)
    if scale.unit != "percent":
        return figure
    singular = scale.digits == 0 and figure == "1"
    return ngettext("{n} percentage point", "{n} percentage points", 1 if singular else 2).format(
        n=figure
    )


def spoken_mean(value: float, scale: Scale) -> str:
    """A mean for listening: `3,9 of 5`, or `57 %` where the scale is in per cent."""
    if scale.unit == "percent":
        return mean_text(value, scale)
    return _("{mean} of {max}").format(mean=mean_text(value, scale), max=tick(scale.max))


def spoken_score(score: Score, scale: Scale) -> str:
    """A score that has a mean, for listening: `3,9 of 5, standard deviation 0,7, 37 answers`."""
    texts = [] if score.mean is None else [spoken_mean(score.mean, scale)]
    if score.sd is not None:
        texts.append(_("standard deviation {sd}").format(sd=number(score.sd, scale.digits)))
    if score.n is not None:
        texts.append(count_text(score))
    return ", ".join(texts)


def answers_text(n: int) -> str:
    """`37 answers`."""
    return ngettext("{n} answer", "{n} answers", n).format(n=n)


def count_text(score: Score) -> str:
    """`37 answers`, or where they have weights `37 answers, weighted as 29.4`; or nothing."""
    answers = "" if score.n is None else answers_text(score.n)
    if not answers or score.effective_n is None:
        return answers
    return _("{answers}, weighted as {n}").format(answers=answers, n=number(score.effective_n))


def no_spread_text(scores: Iterable[Score]) -> str:
    """Why some of `scores` have a mean of few people and no spread; empty where none is so."""
    few = (one for one in scores if 0 < (one.n or 0) < FEW)
    if not any(one.mean is not None and one.sd is None for one in few):
        return ""
    return _("no spread of so few answers: it would tell what somebody answered")


def why_empty(score: Score | Answers | GroupRate) -> str:
    """What stands in the place of figures: that they are hidden, or that none exist."""
    return _("hidden: protects somebody") if score.hidden else _("no figures")
