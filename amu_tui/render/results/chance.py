"""What chance alone can do to the figures, in words: never whether they are good."""

import math
from collections.abc import Collection

from amu_tui.model.chance.verdict import FALSE_ALARMS, LARGE, NOTICEABLE, TINY, Size, Verdict
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.precision import LEVEL, mean_interval, share_interval
from amu_tui.model.survey.results import Score
from amu_tui.render.results.bars import tick
from amu_tui.render.results.figures import (
    answers_text,
    distance_figure,
    distance_text,
    mean_text,
)
from amu_tui.words import N_, _, ngettext, number, percent

SIZE_WORDS: dict[Size, str] = {"noticeable": N_("noticeable"), "large": N_("large")}


def limits(score: Score, scale: Scale) -> tuple[str, str] | None:
    """The ends of the mean's interval as they are written, None where there is no interval."""
    interval = mean_interval(score, scale)
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


def favourable_text(score: Score, point: float | None) -> str:
    """`62 % (45–77 %) of the answers are 4 or more`; empty where that is not shown."""
    if score.favourable is None or point is None:
        return ""
    return _("{share} of the answers are {point} or more").format(
        share=share_text(score), point=tick(point)
    )


def favourable_title(point: float) -> str:
    """What stands above the shares of favourable answers."""
    return _("Share of the answers that are {point} or more, with its {share} interval").format(
        point=tick(point), share=percent(LEVEL)
    )


def share_text(score: Score) -> str:
    """The share of favourable answers: `62 % (45–77 %)`."""
    return "" if score.favourable is None else of_people(score.favourable, score.independent)


def of_people(share: float, n: float | None) -> str:
    """A share of `n` people with its 95 % interval: `62 % (45–77 %)`, without n the share alone."""
    if not n:
        return percent(share)
    low, high = share_interval(share, n)
    return f"{percent(share)} ({number(100 * low, 0)}–{percent(high)})"


def interval_name() -> str:
    """What the band is called in a legend, with what it says."""
    return _("{share} interval: chance alone can move the mean this far").format(
        share=percent(LEVEL)
    )


def size_text(verdict: Verdict | None) -> str:
    """` (noticeable)` or ` (large)`, to stand after a difference; else empty."""
    return f" ({_(SIZE_WORDS[verdict.size])})" if verdict and verdict.size else ""


def chance_text(own: Score, other: Score, verdict: Verdict | None) -> str:
    """Whether chance alone explains how far `own` lies from `other`, whose n is named if smaller.

    Of groups without a spread it says that this is not known; empty where n is not known either.
    """
    if own.n is None or other.n is None:
        return ""
    if verdict is None:
        return _("without a spread, chance is not known")
    if verdict.chance == "beyond":
        return _("more than chance usually makes")
    if other.n < own.n:
        return _("within chance for {answers}").format(answers=answers_text(other.n))
    return _("within chance")


def changes_text(own: Score, other: Score, verdict: Verdict, apart: float, scale: Scale) -> str:
    """Which changes between two rounds can be chance; `apart` is this one as it is shown."""
    text = (
        _("more than chance usually makes, {margin}")
        if verdict.chance == "beyond"
        else _("{answers}: changes under {margin} can be chance")
    )
    return text.format(
        answers=answers_text(min(own.n or 0, other.n or 0)),
        margin=margin_text(verdict, apart, scale),
    )


def margin_text(verdict: Verdict, apart: float, scale: Scale) -> str:
    """What chance can make between two rounds: a range, and what it depends on.

    `apart` is the change as it is shown.
    """
    least, most = shown_margins(verdict, apart, scale)
    if least == most:
        return distance_text(most, scale)
    return _("{least} (the same people answered) to {most} (others did)").format(
        least=distance_figure(least, scale), most=distance_text(most, scale)
    )


def shown_margins(verdict: Verdict, apart: float, scale: Scale) -> tuple[float, float]:
    """The range of what chance can make, rounded, to stand beside a change shown as `apart`.

    Rounding never says another thing than the verdict: a change that lies within the range, under
    it or over it is not written as if it lay elsewhere. Where rounding leaves nothing of an end,
    it is as it is.
    """
    fine, size = 10.0**scale.digits, abs(apart)
    least, most = (
        math.floor(end * fine + 0.5 + TINY) / fine for end in (verdict.least, verdict.most)
    )
    if verdict.chance == "within":
        least = max(least, size)
    elif verdict.chance == "beyond":
        most = min(most, size)
    else:
        least, most = min(least, size), max(most, size)
    return min(least, most) or verdict.least, max(least, most) or verdict.most


def false_alarms(said: Collection[Verdict]) -> str:
    """How many of the themes are beyond chance, and how many of those marks are chance after all.

    Empty where nothing is said of any.
    """
    if not said:
        return ""
    marked = sum(one.chance == "beyond" for one in said)
    alike = sum(one.chance != "within" for one in said)
    text = ngettext(
        "{k} of {n} themes is beyond chance", "{k} of {n} themes are beyond chance", marked
    ).format(k=marked, n=len(said))
    if alike > marked:
        text = _("{text}, {k} if the same people answered").format(text=text, k=alike)
    if not alike:
        return f"{text}."
    often = _("On average at most one in {n} of such marks is chance after all.")
    return f"{text}. {often.format(n=round(1 / FALSE_ALARMS))}"


def how_large() -> str:
    """What “noticeable” and “large” mean."""
    return _(
        "Noticeable and large: a difference of at least {noticeable} or {large} of the standard "
        "deviation between people (Cohen 1988). Large can be chance, and small need not be."
    ).format(noticeable=number(NOTICEABLE), large=number(LARGE))
