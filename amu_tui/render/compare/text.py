"""Two rounds as text, for `amu compare`: figures in columns, or sentences for listening."""

from collections.abc import Iterator, Sequence

from amu_tui import text
from amu_tui.model.rounds.comparison import ComparedRound, Comparison, ThemeChange
from amu_tui.model.survey.results import Score
from amu_tui.render.aims import AIM_SIGNS
from amu_tui.render.compare.rows import columns, header, row_text
from amu_tui.render.compare.since_last import answer_text
from amu_tui.render.compare.words import (
    action_count,
    action_facts,
    chance_key,
    change_sentence,
    chosen_sentence,
    fallen_sentence,
    not_known,
    note_text,
    ordered,
    outcome_heading,
    round_name,
    status_word,
    theme_name,
    whose_lines,
)
from amu_tui.render.results.figures import spoken_score, why_empty
from amu_tui.render.results.plain import LEAST_WIDTH, synthetic_line
from amu_tui.render.results.signs import ASCII, BLOCKS, Signs
from amu_tui.words import _, pick


def compare_text(comparison: Comparison, *, width: int = 80, ascii_only: bool = False) -> str:
    """The comparison in lines of at most `width` cells, by area in the order of presentation.

    With `ascii_only` everything is ASCII but the letters of names and of the user's language.
    """
    signs = ASCII if ascii_only else BLOCKS
    width = max(width, LEAST_WIDTH)
    layout = columns(comparison, width)
    changes = {change.id: change for change in comparison.themes}
    lines = [*_head(comparison, width)]
    for number, area in enumerate(comparison.new.instrument.areas.values()):
        title = pick(area.title)
        lines += ["", header(comparison, layout, title) if number == 0 else title]
        rows = [row_text(comparison, changes[theme], layout, signs) for theme in area.themes]
        lines += [row.head + row.tail for row in rows]
    if key := [*_key(comparison, width, signs)]:
        lines += ["", *key]
    lines += _outcome(comparison, width)
    return "".join(f"{signs.fit(signs.text(line), width).rstrip()}\n" for line in lines)


def _head(comparison: Comparison, width: int) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield from text.wrap(new.unit, width)
    title = _("{old} and {new} set side by side").format(old=round_name(old), new=round_name(new))
    yield from text.wrap(title, width)
    for line in whose_lines(comparison):
        yield from text.wrap(line, width)
    if old.synthetic or new.synthetic:
        yield synthetic_line()
    for theme in comparison.themes:
        yield from text.wrap(fallen_sentence(comparison, theme), width) if theme.fell else ()


def _key(comparison: Comparison, width: int, signs: Signs) -> Iterator[str]:
    """What the signs and the words of the rows mean, so far as they are used."""
    old = round_name(comparison.old)
    legend = []
    if any(theme.chosen == "preserve" for theme in comparison.themes):
        legend.append(_("{sign} chosen to preserve in {old}").format(sign="+", old=old))
    if any(theme.chosen == "improve" for theme in comparison.themes):
        sign = AIM_SIGNS["improve"]
        legend.append(_("{sign} chosen to improve in {old}").format(sign=sign, old=old))
    for line in legend:
        yield from text.wrap(line, width)
    said = [theme.verdict for theme in comparison.themes if theme.verdict is not None]
    if said:
        for line in chance_key(comparison, signs):
            yield from text.wrap(line, width)
    elif any(theme.change is not None for theme in comparison.themes):
        yield from text.wrap(not_known(comparison.themes), width)


def _outcome(comparison: Comparison, width: int) -> Iterator[str]:
    """What was chosen then, theme by theme, and what became of its actions."""
    chosen = [theme for theme in ordered(comparison, "chosen") if theme.chosen or theme.actions]
    if not chosen and not comparison.lost:
        return
    yield ""
    yield from text.wrap(outcome_heading(comparison), width)
    for theme in chosen:
        yield ""
        sign = AIM_SIGNS[theme.chosen] if theme.chosen else " "
        first, *rest = text.wrap(theme_name(comparison, theme.id), width - 2)
        yield f"{sign} {first}"
        yield from (f"  {line}" for line in rest)
        yield from _indented(change_sentence(comparison, theme), width)
        yield from _actions(comparison, theme.actions, width)
    for lost_id, lost in comparison.lost.items():
        yield ""
        yield from _indented(f"{lost.name} – {_('not comparable')}", width)
        keys = [key for key, action in comparison.actions.items() if action.theme == lost_id]
        yield from _actions(comparison, keys, width)


def _actions(comparison: Comparison, keys: Sequence[str], width: int) -> Iterator[str]:
    actions = [comparison.actions[key] for key in keys]
    if not actions:
        yield from _indented(action_count(0), width)
    states = max((text.width(status_word(action)) for action in actions), default=0)
    for key, action in zip(keys, actions, strict=True):
        said = answer_text(comparison.new.answers.get(key))
        first, *rest = text.wrap(action.title, width - states - 4)
        yield f"  {text.fit(status_word(action), states)}  {first}"
        for line in (*rest, action_facts(action), note_text(action), said):
            for part in text.wrap(line, width - states - 4) if line else ():
                yield " " * (states + 4) + part


def _indented(sentence: str, width: int) -> Iterator[str]:
    return (f"  {line}" for line in text.wrap(sentence, width - 2))


def compare_sentences(comparison: Comparison) -> str:
    """The comparison as sentences, for listening: a line a theme, nothing that must be seen."""
    return "".join(f"{line}\n" for line in _sentences(comparison))


def _sentences(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield f"{new.unit}."
    title = _("{old} and {new} set side by side").format(old=round_name(old), new=round_name(new))
    yield f"{title}."
    yield from (f"{line}." for line in whose_lines(comparison))
    if old.synthetic or new.synthetic:
        yield f"{synthetic_line()}."
    for area in new.instrument.areas.values():
        yield f"{pick(area.title)}."
        for theme in comparison.themes:
            if theme.id in area.themes:
                yield _sentence(comparison, theme)
    for lost_id, lost in comparison.lost.items():
        parts = [f"{lost.name}: {_('not comparable')}"]
        keys = [key for key, action in comparison.actions.items() if action.theme == lost_id]
        parts += [_action_sentence(comparison, key) for key in keys]
        yield " ".join(f"{part}." for part in parts)


def _sentence(comparison: Comparison, theme: ThemeChange) -> str:
    head = _("Theme {number}, {name}").format(
        number=comparison.new.instrument.themes[theme.id].number,
        name=pick(comparison.new.instrument.name(theme.id)),
    )
    parts = [head]
    if theme.comparable:
        parts += [_spoken(comparison.old, theme.old), _spoken(comparison.new, theme.new)]
    parts.append(change_sentence(comparison, theme))
    parts.append(fallen_sentence(comparison, theme).rstrip("."))
    if theme.chosen or theme.actions:
        parts.append(chosen_sentence(comparison, theme.chosen))
        parts += [_action_sentence(comparison, key) for key in theme.actions]
    return " ".join(f"{part}." for part in parts if part)


def _spoken(side: ComparedRound, score: Score) -> str:
    """`2014: 3.9 of 5, standard deviation 0.6, 33 answers`, or why there are no figures."""
    figures = why_empty(score) if score.mean is None else spoken_score(score, side.instrument.scale)
    return f"{round_name(side)}: {figures}"


def _action_sentence(comparison: Comparison, key: str) -> str:
    """An action in one sentence: title, status, who and when, the last note, whether it helped."""
    action = comparison.actions[key]
    parts = [f"{action.title}, {status_word(action)}"]
    if facts := action_facts(action).replace(" · ", ", "):
        parts.append(facts)
    if note := note_text(action):
        parts.append(note)
    if said := answer_text(comparison.new.answers.get(key)):
        parts.append(said)
    return "; ".join(parts).rstrip(".")
