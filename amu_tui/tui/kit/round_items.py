"""What a round is about, as rows: themes by area, or the unit's own actions by aim."""

import msgspec

from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import AIM_WORDS, Choice, RoundName
from amu_tui.render.aims import AIM_SIGNS, AIM_TITLES, NOTE, item_name, theme_name
from amu_tui.render.results.figures import DASH, mean_text
from amu_tui.text import width
from amu_tui.tui.kit.list_view import heading_row, item_line
from amu_tui.tui.kit.rows import ListRow
from amu_tui.words import _, pick


class RoundItem(msgspec.Struct, frozen=True):
    """One thing to choose: its number for people, name, a figure or remark, and its aims."""

    id: str
    number: str
    name: str
    figure: str
    aims: tuple[Aim, ...]


def groups(session: Session, name: RoundName) -> list[tuple[str, list[RoundItem]]]:
    """The items of a round under their headings, in the order of presentation."""
    if name == "themes":
        return [
            (pick(area.title), [_theme(session, theme) for theme in area.themes])
            for area in session.instrument.areas.values()
        ]
    by_aim: list[tuple[str, list[RoundItem]]] = []
    number = 0
    for aim in AIMS:
        items = []
        for action_id in session.candidates("actions").of(aim):
            number += 1
            action = session.actions[action_id]
            theme = theme_name(session, action.theme)
            items.append(RoundItem(action_id, str(number), action.title, theme, (aim,)))
        if items:
            by_aim.append((_(AIM_TITLES[aim]), items))
    return by_aim


def all_items(session: Session, name: RoundName) -> dict[str, RoundItem]:
    """The items of a round by id."""
    return {item.id: item for _title, items in groups(session, name) for item in items}


def aims_in(session: Session, name: RoundName, choice: Choice) -> tuple[Aim, ...]:
    """The aims that have candidates, or something chosen."""
    candidates = session.candidates(name)
    return tuple(aim for aim in AIMS if candidates.of(aim) or choice.of(aim))


def used(session: Session, name: RoundName, choice: Choice) -> str:
    """How much of the budget is used: `Preserve 1/2 · Improve 0/2`."""
    budget = session.budget(name)
    return " · ".join(
        f"{_(AIM_TITLES[aim])} {len(choice.of(aim))}/{budget.of(aim)}"
        for aim in aims_in(session, name, choice)
    )


def chosen_lines(
    session: Session, name: RoundName, choice: Choice, *, ordered: bool = False
) -> str:
    """What is chosen, one a line under its aim, numbered where the order means something."""
    lines: list[str] = []
    for aim in aims_in(session, name, choice):
        picks = choice.of(aim)
        lines.append(f"{AIM_SIGNS[aim]} {_(AIM_TITLES[aim])}")
        for rank, item in enumerate(picks, 1):
            sign = f"{rank}. " if ordered else ""
            lines.append(f"    {sign}{item_name(session, item)}")
        if not picks:
            lines.append(f"    {_('nothing')}")
    return "\n".join(lines)


def aim_word(aim: Aim | None) -> str:
    """The aim as a word after a row; nothing for none."""
    return _(AIM_WORDS[aim]) if aim else ""


def marking_rows(
    session: Session,
    name: RoundName,
    choice: Choice,
    room: int,
    *,
    noted: frozenset[str] = frozenset(),
    ordered: bool = False,
) -> list[ListRow]:
    """All items under their headings, with what `choice` marks in signs and in words.

    Args:
        noted: ids on which the reader has a private note.
        ordered: a marked item shows its place in the order instead of its number.
    """
    figure = 7 if name == "themes" else -22
    words = max(width(aim_word(aim)) for aim in AIMS)
    rows: list[ListRow] = []
    for title, items in groups(session, name):
        rows.append(heading_row(title))
        for item in items:
            aim = choice.aim_of(item.id)
            rank = f"{choice.of(aim).index(item.id) + 1}." if aim and ordered else ""
            columns = [
                (NOTE if item.id in noted else "", 1 if noted else 0),
                (item.figure, figure),
                (aim_word(aim), -words),
            ]
            label = rank if ordered else item.number
            sign = AIM_SIGNS[aim] if aim else ""
            number = int(item.number) if item.number.isdigit() else 0
            rows.append(ListRow(item_line(room, sign, label, item.name, columns), item.id, number))
    return rows


def _theme(session: Session, theme_id: str) -> RoundItem:
    theme = session.instrument.themes[theme_id]
    score = session.results.score(theme_id)
    if score.hidden:
        figure = _("hidden")
    elif score.mean is None:
        figure = DASH
    else:
        figure = mean_text(score.mean, session.instrument.scale)
    return RoundItem(
        theme_id, str(theme.number), pick(session.instrument.name(theme_id)), figure, AIMS
    )
