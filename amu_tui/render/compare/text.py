"""Two rounds as text, for `amu compare`: figures in columns, or sentences for listening."""

from collections.abc import Iterator

from amu_tui import text
from amu_tui.model.meeting.previous import PastAction
from amu_tui.model.rounds.comparison import Comparison, Side, ThemeChange
from amu_tui.model.survey.results import Score
from amu_tui.render.aims import AIM_SIGNS
from amu_tui.render.compare.rows import columns, header, parts
from amu_tui.render.compare.words import (
    action_count,
    action_facts,
    change_sentence,
    chosen_sentence,
    not_known,
    note_text,
    ordered,
    outcome_heading,
    round_name,
    status_word,
    theme_name,
    whose_lines,
)
from amu_tui.render.results.chance import beyond_anyway
from amu_tui.render.results.figures import spoken_score, why_empty
from amu_tui.render.results.plain import LEAST_WIDTH, synthetic_line
from amu_tui.render.results.signs import ASCII, BLOCKS
from amu_tui.words import _, pick


def compare_text(comparison: Comparison, *, width: int = 80, ascii_only: bool = False) -> str:
    """The comparison in lines of at most `width` cells, by area in the order of presentation.

    With `ascii_only` everything is ASCII but the letters of names and of the user's language.
    """
    signs = ASCII if ascii_only else BLOCKS
    width = max(width, LEAST_WIDTH)
    layout = columns(comparison, width)
    themes = {one.theme: one for one in comparison.themes}
    lines = [*_head(comparison, width)]
    for place, area in enumerate(comparison.new.instrument.areas.values()):
        title = pick(area.title)
        lines += ["", header(comparison, layout, title) if place == 0 else title]
        rows = [parts(comparison, themes[theme], layout) for theme in area.themes]
        lines += [row.head + row.tail for row in rows]
    if key := [*_key(comparison, width)]:
        lines += ["", *key]
    lines += _outcome(comparison, width)
    return "".join(f"{signs.fit(signs.text(line), width).rstrip()}\n" for line in lines)


def _head(comparison: Comparison, width: int) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield from text.wrap(new.unit, width)
    told = _("{old} and {new} set side by side").format(old=round_name(old), new=round_name(new))
    yield from text.wrap(told, width)
    for line in whose_lines(comparison):
        yield from text.wrap(line, width)
    if old.synthetic or new.synthetic:
        yield synthetic_line()


def _key(comparison: Comparison, width: int) -> Iterator[str]:
    """What the signs and the words of the rows mean, so far as they are used."""
    old = round_name(comparison.old)
    told = []
    if any(one.chosen == "preserve" for one in comparison.themes):
        told.append(_("{sign} chosen to preserve in {old}").format(sign="+", old=old))
    if any(one.chosen == "improve" for one in comparison.themes):
        sign = AIM_SIGNS["improve"]
        told.append(_("{sign} chosen to improve in {old}").format(sign=sign, old=old))
    for line in told:
        yield from text.wrap(line, width)
    if changed := sum(one.difference is not None for one in comparison.themes):
        said = _(
            "within, beyond: inside or outside the change that chance usually makes with so "
            "many answers and such a spread (95 %)"
        )
        yield from text.wrap(said, width)
        yield from text.wrap(beyond_anyway(changed), width)
    elif any(one.change is not None for one in comparison.themes):
        yield from text.wrap(not_known(comparison.themes), width)


def _outcome(comparison: Comparison, width: int) -> Iterator[str]:
    """What was chosen then, theme by theme, and what became of its actions."""
    chosen = [one for one in ordered(comparison, "chosen") if one.chosen or one.actions]
    if not chosen and not comparison.lost:
        return
    yield ""
    yield from text.wrap(outcome_heading(comparison), width)
    for one in chosen:
        yield ""
        sign = AIM_SIGNS[one.chosen] if one.chosen else " "
        first, *rest = text.wrap(theme_name(comparison, one.theme), width - 2)
        yield f"{sign} {first}"
        yield from (f"  {line}" for line in rest)
        yield from _indented(change_sentence(comparison, one), width)
        yield from _actions([comparison.actions[key] for key in one.actions], width)
    for theme, kept in comparison.lost.items():
        yield ""
        yield from _indented(f"{kept.name} – {_('not comparable')}", width)
        found = [action for action in comparison.actions.values() if action.theme == theme]
        yield from _actions(found, width)


def _actions(actions: list[PastAction], width: int) -> Iterator[str]:
    if not actions:
        yield from _indented(action_count(0), width)
    states = max((text.width(status_word(action)) for action in actions), default=0)
    for action in actions:
        first, *rest = text.wrap(action.title, width - states - 4)
        yield f"  {text.fit(status_word(action), states)}  {first}"
        for line in (*rest, action_facts(action), note_text(action)):
            for part in text.wrap(line, width - states - 4) if line else ():
                yield " " * (states + 4) + part


def _indented(said: str, width: int) -> Iterator[str]:
    return (f"  {line}" for line in text.wrap(said, width - 2))


def compare_sentences(comparison: Comparison) -> str:
    """The comparison as sentences, for listening: a line a theme, nothing that must be seen."""
    return "".join(f"{line}\n" for line in _sentences(comparison))


def _sentences(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield f"{new.unit}."
    told = _("{old} and {new} set side by side").format(old=round_name(old), new=round_name(new))
    yield f"{told}."
    yield from (f"{line}." for line in whose_lines(comparison))
    if old.synthetic or new.synthetic:
        yield f"{synthetic_line()}."
    for area in new.instrument.areas.values():
        yield f"{pick(area.title)}."
        for one in comparison.themes:
            if one.theme in area.themes:
                yield _sentence(comparison, one)
    for theme, kept in comparison.lost.items():
        lost = [f"{kept.name}: {_('not comparable')}"]
        lost += [_said(a) for a in comparison.actions.values() if a.theme == theme]
        yield " ".join(f"{part}." for part in lost)


def _sentence(comparison: Comparison, one: ThemeChange) -> str:
    head = _("Theme {number}, {name}").format(
        number=comparison.new.instrument.themes[one.theme].number,
        name=pick(comparison.new.instrument.name(one.theme)),
    )
    told = [head]
    if one.comparable:
        told += [_spoken(comparison.old, one.old), _spoken(comparison.new, one.new)]
    told.append(change_sentence(comparison, one))
    if one.chosen or one.actions:
        told.append(chosen_sentence(comparison, one.chosen))
        told += [_said(comparison.actions[key]) for key in one.actions]
    return " ".join(f"{part}." for part in told if part)


def _spoken(side: Side, score: Score) -> str:
    """`2014: 3.9 of 5, standard deviation 0.6, 33 answers`, or why there are no figures."""
    said = why_empty(score) if score.mean is None else spoken_score(score, side.instrument.scale)
    return f"{round_name(side)}: {said}"


def _said(action: PastAction) -> str:
    """An action in one sentence: title, status, who and when, and the last note."""
    told = [f"{action.title}, {status_word(action)}"]
    if facts := action_facts(action).replace(" · ", ", "):
        told.append(facts)
    if note := note_text(action):
        told.append(note)
    return "; ".join(told).rstrip(".")
