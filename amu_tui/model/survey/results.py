"""What was answered, as aggregates: theme scores, references, participation, extra questions.

`results.toml` of a session is one `Results`. No respondent's row ever becomes one of these.
"""

import math
from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from amu_tui.messages import Message
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id, Scale, Texts

Hidden = Literal["protected", "too-few", "protects-another"]
"""That a figure is withheld. The first word is kept, which tells nothing of the rule by which;
files from before told it by the others, which are read as the first."""

MOST_GROUPS = 300
"""Groups of people in one unit. Surveys have dozens; which rates tell of few takes the square."""

Count = Annotated[int, Meta(ge=0)]


def _check(values: Iterable[float | None], of: "Score | GroupRate | Answers | None" = None) -> None:
    """Raise `ValueError` for what no figure can be, and for a figure of what is hidden."""
    hidden = of is not None and of.hidden is not None
    for value in values:
        if value is not None and not math.isfinite(value):
            raise ValueError(Message("a figure must be a finite number"))
        if value is not None and hidden:
            raise ValueError(Message("what is hidden has no figures"))
    if of is not None and hidden:
        msgspec.structs.force_setattr(of, "hidden", "protected")


class Score(Frozen, frozen=True, kw_only=True):
    """Mean, sample standard deviation and number of answers of one theme in one unit.

    `n` and `sd` are None where the source has none. `effective_n` is Kish's for a mean over
    persons with weights, and None without. `favourable` is the share 0–1 of the answers that are
    at or above the instrument's `scoring.favourable`. All are None where the score is hidden.
    """

    n: Count | None = None
    mean: float | None = None
    sd: Annotated[float, Meta(ge=0)] | None = None
    effective_n: Annotated[float, Meta(ge=1)] | None = None
    favourable: Annotated[float, Meta(ge=0, le=1)] | None = None
    hidden: Hidden | None = None

    def __post_init__(self) -> None:
        _check((self.n, self.mean, self.sd, self.effective_n, self.favourable), self)

    @property
    def independent(self) -> float | None:
        """As many independent answers the mean rests on: n, or with weights fewer."""
        return self.n if self.effective_n is None else self.effective_n

    def outside(self, scale: Scale) -> bool:
        """Whether the mean cannot be a mean on `scale`."""
        return self.mean is not None and not scale.min <= self.mean <= scale.max


class GroupRate(Frozen, frozen=True, kw_only=True):
    """The response rate of one group of people; `rate` is a share 0–1 (real files pass 1)."""

    title: Texts
    rate: Annotated[float, Meta(ge=0)] | None = None
    hidden: Hidden | None = None

    def __post_init__(self) -> None:
        _check((self.rate,), self)


def too_many_groups(n: int) -> Message:
    """That a unit has more than `MOST_GROUPS` groups."""
    return Message(
        "groups: {n} of one unit, and no more than {most} are taken", n=n, most=MOST_GROUPS
    )


class Participation(Frozen, frozen=True, kw_only=True):
    """Who was asked and who answered. `rate` is a share 0–1, given or answers ÷ invited."""

    invited: Count | None = None
    responses: Count | None = None
    rate: Annotated[float, Meta(ge=0)] | None = None
    groups: dict[Id, GroupRate] = {}

    def __post_init__(self) -> None:
        _check((self.rate,))
        if len(self.groups) > MOST_GROUPS:
            raise ValueError(too_many_groups(len(self.groups)))

    @property
    def share(self) -> float | None:
        """The response rate 0–1: answers ÷ invited where both are known, else as given."""
        if self.invited and self.responses is not None:
            return self.responses / self.invited
        return self.rate

    def filled(self, other: "Participation") -> "Participation":
        """With the figures that are not known from `other`."""
        return Participation(
            invited=other.invited if self.invited is None else self.invited,
            responses=other.responses if self.responses is None else self.responses,
            rate=other.rate if self.rate is None else self.rate,
            groups=self.groups or other.groups,
        )

    def fewer_than(self, n: int) -> bool:
        """Whether it is known that fewer than `n` have answered."""
        return any(people is not None and people < n for people in (self.responses, self.invited))


Lineage = Literal["renamed", "merged", "split"]
"""How units of the round before became one of this: called otherwise now, put together, or a part
of what was one unit then."""


class Reference(Frozen, frozen=True, kw_only=True):
    """Another score series to compare with: a level above, the sector, the round before.

    Of the round before, `units` are those of then whose figures these are, all together, and `how`
    they became the unit; neither where the unit is the same.
    """

    title: str
    kind: Literal["unit", "previous"] = "unit"
    round: str = ""
    participation: Participation | None = None
    themes: dict[Id, Score] = {}
    units: tuple[str, ...] = ()
    how: Lineage | None = None
    not_comparable: tuple[Id, ...] = ()
    """Themes that meant something else when this was measured, or were not asked then."""


class Answers(Frozen, frozen=True, kw_only=True):
    """The answers to one extra question.

    `shares` (0–1 by option id) for a distribution, `share` (0–1) for a share, `mean` and `sd`
    for a mean; nothing where it is hidden.
    """

    n: Count | None = None
    shares: dict[Id, Annotated[float, Meta(ge=0, le=1)]] = {}
    share: Annotated[float, Meta(ge=0, le=1)] | None = None
    mean: float | None = None
    sd: Annotated[float, Meta(ge=0)] | None = None
    hidden: Hidden | None = None

    def __post_init__(self) -> None:
        _check((self.n, *self.shares.values(), self.share, self.mean, self.sd), self)


class SourceFile(Frozen, frozen=True, kw_only=True):
    """The file that the figures came from; files from before had its hash as `sha256` too.

    None is kept: whoever knows the rest of a table can try what is hidden until the hash is right.
    """

    file: str = ""


class Results(Frozen, frozen=True, kw_only=True):
    """All figures of one unit in one round.

    `shown_for` names the unit above whose scores and answers these are, where its own
    may not be shown; who was asked and who answered is the unit's own. `parents` names the unit
    above each of those shown, and of those above them, as far as that was said.
    """

    schema: int = SCHEMA
    unit: str
    shown_for: str = ""
    parents: dict[str, str] = {}
    min_n: Annotated[int, Meta(ge=3)] = 5
    source: SourceFile = SourceFile()
    warnings: tuple[Caveat | str, ...] = ()
    """Sentences are of sessions from before caveats were kept by their codes."""
    participation: Participation = Participation()
    themes: dict[Id, Score] = {}
    questions: dict[Id, Answers] = {}
    references: dict[Id, Reference] = {}

    def score(self, theme_id: str) -> Score:
        """The unit's score of `theme_id`; an empty one where the source had none."""
        return self.themes.get(theme_id, Score())
