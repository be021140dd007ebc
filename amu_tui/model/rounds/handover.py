"""What a round hands over to the next: scores to compare with (see `taken_over` for the rest)."""

from collections.abc import Mapping

import msgspec

from amu_tui.errors import AmuError
from amu_tui.messages import Message
from amu_tui.model.disclosure.differencing import few_between
from amu_tui.model.disclosure.limits import protected
from amu_tui.model.meeting.session import Session
from amu_tui.model.naming import same_name, unit_key
from amu_tui.model.rounds.units_map import UNCHANGED, Then, UnitsMap, beside
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.instrument import Instrument, Scale
from amu_tui.model.survey.results import Reference, Results, Score

PREVIOUS_ROUND = "previous"
"""The id of the reference to the round before."""


def counterparts(new: Instrument, old: Instrument) -> dict[str, str]:
    """Themes of `old` → themes of `new` that mean the same, and so compare."""
    if new.scale.min != old.scale.min or new.scale.max != old.scale.max:
        return {}
    pairs = ((new.counterpart(theme, old.id), theme) for theme in new.order())
    return {then: now for then, now in pairs if then is not None and then in old.themes}


def not_comparable(new: Instrument, old: Instrument) -> tuple[str, ...]:
    """Themes of `new` that have no counterpart in `old`, where others have one.

    Nothing where none has: that is said once, and not of every theme.
    """
    comparable = set(counterparts(new, old).values())
    return tuple(theme for theme in new.order() if comparable and theme not in comparable)


def none_comparable(new: Instrument, old: Instrument) -> Caveat:
    """No theme of `new` has a counterpart in `old`."""
    return Caveat(code="none-comparable", values={"new": new.id, "old": old.id})


def check_counterparts(new: Instrument, old: Instrument) -> None:
    """Raise `AmuError` where `new` is said to have a theme of `old` that `old` does not have."""
    for theme in new.order():
        then = new.counterpart(theme, old.id)
        if old.id != new.id and then is not None and then not in old.themes:
            raise AmuError(
                Message(
                    'the instrument {new}: comparable.{old}.themes.{theme} names "{then}"',
                    new=new.id,
                    old=old.id,
                    theme=theme,
                    then=then,
                ),
                hint=Message('{old} has no theme "{then}"', old=old.id, then=then),
            )


def with_reference(
    results: Results,
    session: Session,
    instrument: Instrument,
    title: str = "",
    units_map: UnitsMap = UNCHANGED,
) -> Results:
    """`results` with those of `session`, the round before, as references (see `reference`).

    `title` is what that round is called, if not as the session says; `units_map` what units of now
    were then. Where it is that of another unit, or nothing can be compared, this is kept as a
    warning.
    """
    called, unit = title or session.info.round, session.info.unit
    then = units_map.then(results.unit, [unit])
    parts = {
        then_unit: msgspec.structs.replace(one, title=called, round=called)
        for then_unit in then.units
        for name, one in _figures(session).items()
        if name == unit_key(then_unit)
    }
    other = not parts
    if other:  # of another unit: set beside all the same, and said
        then, own = Then((unit,)), _figures(session)[unit_key(unit)]
        parts = {unit: msgspec.structs.replace(own, title=called, round=called)}
    found = beside(then, parts, units_map, session.instrument, results.min_n)
    before = {
        PREVIOUS_ROUND if number == 1 else f"{PREVIOUS_ROUND}-{number}": reference(
            one, session.instrument, instrument, results.min_n, session.folder
        )
        for number, one in enumerate(found, 1)
    }
    warnings = list(results.warnings)
    if other:
        warnings.append(Caveat(code="other-unit-before", values={"unit": unit}))
    if not counterparts(instrument, session.instrument):
        warnings.append(none_comparable(instrument, session.instrument))
    return msgspec.structs.replace(
        results, references={**results.references, **before}, warnings=tuple(warnings)
    )


def _figures(session: Session) -> dict[str, Reference]:
    """The unit's own figures and those of the units beside it, by the units' keys."""
    old = session.results
    beside = {
        unit_key(one.title): msgspec.structs.replace(one, kind="previous")
        for one in old.references.values()
        if one.kind == "unit"
    }
    own = Reference(title="", participation=old.participation, themes=old.themes)
    return {**beside, unit_key(session.info.unit): own}


def refuse_same_round(
    round_name: str,
    then: str,
    now: Mapping[str, Score],
    before: Mapping[str, Score],
    scale: Scale,
    min_n: int,
) -> None:
    """Refuse to compare a unit's scores with those of `before` where a few answers follow.

    That is where both rounds have the same name, so that the same people answered, and a few
    more or fewer: what is left between the two is theirs. Scores are by the same theme ids.
    """
    if same_name(round_name, then) and any(
        few_between(now[theme], before[theme], scale, min_n) for theme in now.keys() & before
    ):
        raise AmuError(
            Message(
                "both rounds are called {round}, and one has a few answers more or other ones:"
                " what those few answered could be worked out",
                round=round_name,
            ),
            hint=Message("Where these are two surveys, give each a name of its own with --round."),
        )


def reference(
    then: Reference, old: Instrument, new: Instrument, min_n: int, path: str | None = None
) -> Reference:
    """The round before as a reference of a later one.

    Args:
        then: what the round is called, who answered, and the scores by theme of `old`.
        old: what was asked then.
        new: what was asked in the later round, on whose scale the figures must be.
        min_n: smallest group of the later round; what is smaller is hidden here too.
        path: where `then` comes from, for an error.

    Raises `AmuError` where the scale is another.
    """
    if (new.scale.min, new.scale.max) != (old.scale.min, old.scale.max):
        raise AmuError(
            Message("the round before was measured on another scale and cannot be set beside"),
            path=path,
        )
    check_counterparts(new, old)
    then_of = {now: theme for theme, now in counterparts(new, old).items() if theme in then.themes}
    return msgspec.structs.replace(
        then,
        kind="previous",
        themes={
            theme: protected(
                then.themes[then_of[theme]], new.scale, min_n, old.items_of(then_of[theme])
            )
            for theme in new.order()
            if theme in then_of
        },
        not_comparable=not_comparable(new, old),
    )
