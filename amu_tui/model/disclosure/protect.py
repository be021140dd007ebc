"""All the figures of a session as they may be kept, whatever its file says."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from amu_tui.model.disclosure.limits import kept, low_limit, protected, protected_answers
from amu_tui.model.disclosure.response_rates import Counted, hidden_rates
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.contradictions import too_small
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Answers, GroupRate, Participation, Results, Score

Figures = TypeVar("Figures", Score, Answers, GroupRate)


def protected_results(
    results: Results, instrument: Instrument, min_n: int
) -> tuple[Results, tuple[str, ...]]:
    """`results` as they may be kept, and what had to be hidden, such as `themes.autonomy`.

    Of a group's rate no number of people is kept: it is judged by the size of the unit.
    """
    guard = _Guard(instrument, min_n)
    safe = msgspec.structs.replace(
        results,
        themes=guard.themes(results.themes),
        questions=guard.questions(results.questions),
        participation=guard.participation(results.participation),
        references={
            key: msgspec.structs.replace(
                one,
                themes=guard.themes(one.themes),
                participation=one.participation and guard.participation(one.participation),
            )
            for key, one in results.references.items()
        },
    )
    return safe, tuple(_all_differences(results, safe))


def cautions(results: Results, min_n: int) -> Iterator[Caveat]:
    """What readers must know whatever is kept of the tables; `min_n` people are shown."""
    yield from low_limit(min_n)
    yield from too_small(results)


def with_cautions(results: Results, min_n: int) -> Results:
    """`results` with the cautions that are not among their warnings, before these."""
    kept = {(one.code, *one.values.values()) for one in results.warnings if isinstance(one, Caveat)}
    new = [one for one in cautions(results, min_n) if (one.code, *one.values.values()) not in kept]
    return msgspec.structs.replace(results, warnings=(*new, *results.warnings))


def kept_themes(
    scores: Mapping[str, Score], instrument: Instrument, min_n: int
) -> dict[str, Score]:
    """The scores of a table as coarse as they are kept."""
    return {
        theme: kept(score, instrument.scale, min_n, instrument.items_of(theme))
        for theme, score in scores.items()
    }


class _Guard(msgspec.Struct, frozen=True):
    instrument: Instrument
    min_n: int

    def themes(self, scores: Mapping[str, Score]) -> dict[str, Score]:
        scale = self.instrument.scale
        return {
            theme: protected(score, scale, self.min_n, self.instrument.items_of(theme))
            for theme, score in scores.items()
        }

    def questions(self, answers: Mapping[str, Answers]) -> dict[str, Answers]:
        found = {}
        for key, one in answers.items():
            question = self.instrument.questions.get(key)
            scale = question.scale if question else None
            found[key] = protected_answers(one, self.min_n, scale or self.instrument.scale)
        return found

    def participation(self, people: Participation) -> Participation:
        groups = {
            key: Counted(rate=one.rate, hidden=one.hidden is not None)
            for key, one in people.groups.items()
        }
        whole = Counted(people.invited, people.responses, people.rate)
        hidden = hidden_rates(groups, whole, self.min_n)
        safe = {
            key: GroupRate(title=one.title, hidden="protected") if key in hidden else one
            for key, one in people.groups.items()
        }
        return msgspec.structs.replace(people, groups=safe)


def _all_differences(results: Results, safe: Results) -> Iterator[str]:
    yield from _differ("themes", results.themes, safe.themes)
    yield from _differ("questions", results.questions, safe.questions)
    groups = "participation.groups"
    yield from _differ(groups, results.participation.groups, safe.participation.groups)
    for name, one in results.references.items():
        other = safe.references[name]
        yield from _differ(f"references.{name}.themes", one.themes, other.themes)
        if one.participation is not None and other.participation is not None:
            was, is_now = one.participation.groups, other.participation.groups
            yield from _differ(f"references.{name}.{groups}", was, is_now)


def _differ(name: str, one: Mapping[str, Figures], other: Mapping[str, Figures]) -> Iterator[str]:
    return (f"{name}.{key}" for key, value in one.items() if value != other[key])
