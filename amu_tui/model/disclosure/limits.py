"""Which scores may be shown: the smallest group, and groups that nearly all answered alike."""

from collections.abc import Iterator

from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Scale
from amu_tui.model.survey.moments import Moments
from amu_tui.model.survey.nearly_alike import FEW, may_be_alike
from amu_tui.model.survey.results import Answers, Score
from amu_tui.model.survey.rounding import coarse

MIN_N = 5
"""Smallest group shown unless the session raises it."""

LOWEST_MIN_N = 3
"""No session may go below this."""

UNIFORM_BELOW = 20
"""In a group smaller than this, a score that tells what everybody answered is hidden."""

TINY = 1e-9
"""A difference that is only rounding in the last bits."""


def low_limit(min_n: int) -> Iterator[Caveat]:
    """That smaller groups are shown than is usual, where they are."""
    if min_n < MIN_N:
        yield Caveat(code="low-limit", values={"n": min_n, "usual": MIN_N})


def protected(score: Score, scale: Scale, min_n: int = MIN_N, items: int = 0) -> Score:
    """`score` as it may be kept: itself, or without any number where it must be hidden.

    Hidden are groups under `min_n` persons, whatever their weights; those in which the weights
    leave no more than two persons' say; and groups under `UNIFORM_BELOW` whose mean lies at an end
    of the scale or whose sd is 0, since everybody then answered the same, or whose figures tell
    that all but one or two may have. A score without n cannot be checked and is returned as it
    is; n = 0 is no group and nothing to hide.

    Args:
        items: how many items a person's score is the mean of; 0 where that is not known.
    """
    if score.hidden or score.n is None:
        return score
    if score.n == 0 and score.mean is None and score.sd is None:
        return score
    if score.effective_n is not None and score.effective_n < LOWEST_MIN_N:
        return Score(hidden="protected")
    if score.n < min_n or (
        score.n < UNIFORM_BELOW and (_uniform(score, scale) or may_be_alike(score, scale, items))
    ):
        return Score(hidden="protected")
    return score


def kept(score: Score, scale: Scale, min_n: int, items: int = 0) -> Score:
    """`score` of a table as it may be kept: hidden, or coarse; `items` as of `protected`."""
    shown = coarse(protected(score, scale, min_n, items), scale, items)
    return protected(shown, scale, min_n, items)


def small(people: Moments, scale: Scale, min_n: int) -> bool:
    """Whether these people are so few, or so nearly alike, that their score is not shown."""
    n = people.n
    return bool(n) and (
        n < min_n
        or (n < UNIFORM_BELOW and (people.nearly_alike or _uniform(people.score(), scale)))
    )


def protected_answers(answers: Answers, min_n: int = MIN_N, scale: Scale | None = None) -> Answers:
    """The answers to one question as they may be kept: itself, or nothing where it must be hidden.

    Hidden are groups under `min_n`; and in a group under `UNIFORM_BELOW` a mean that tells what
    everybody, or all but one or two, answered (`scale` is that of the mean), and shares that tell
    of one or two people: what those answered, or that all but those, or all, answered the same.
    """
    n = answers.n
    if answers.hidden or n is None or answers == Answers(n=0):
        return answers
    few = n < UNIFORM_BELOW and of_one_or_two(answers)
    alike = n < UNIFORM_BELOW and (
        _uniform(answers, scale) or (scale is not None and may_be_alike(answers, scale, items=1))
    )
    return Answers(hidden="protected") if n < min_n or few or alike else answers


def share_limit(items: int, min_n: int) -> int:
    """The smallest group of which the share of favourable answers may be shown beside its score.

    Of one item mean, spread and share tell how many gave each answer, which is hidden in a group
    under `UNIFORM_BELOW` as it is of a question; under ten people they leave few ways of
    answering for any theme. `items` is 0 where it is not known.
    """
    return max(min_n, UNIFORM_BELOW if items <= 1 else FEW)


def share_kept(n: int | None, share: float, items: int, min_n: int) -> bool:
    """Whether this share of favourable answers may be shown beside a score that is shown.

    It may not where it tells what one or two people of a small group answered.
    """
    few = n is not None and n < share_limit(items, min_n)
    return not few and not protected_answers(Answers(n=n, share=share), min_n).hidden


def of_one_or_two(answers: Answers) -> bool:
    """Whether shares tell what one or two answered, or that all but those, or all, did the same."""
    n, shares = answers.n or 0, [*answers.shares.values()]
    if answers.share is not None:
        shares += [answers.share, 1 - answers.share]
    people = [round(share * n) for share in shares]
    return any(0 < count < LOWEST_MIN_N or count > n - LOWEST_MIN_N for count in people)


def _uniform(score: Score | Answers, scale: Scale | None) -> bool:
    """Whether everybody answered the same; computed figures may miss the end by a rounding."""
    if score.sd is not None and score.sd < TINY:
        return True
    return (
        score.mean is not None
        and scale is not None
        and any(abs(score.mean - end) < TINY for end in (scale.min, scale.max))
    )
