"""The count as rows: for each aim what got votes, most first, and what each vote led to."""

from textual.content import Content

from amu_tui.model.meeting.deciding import NO_VOTES, Deciding
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import AIMS, Aim
from amu_tui.model.voting.ballot import Choice, RoundName
from amu_tui.model.voting.closing import Settled
from amu_tui.model.voting.tally import Counts
from amu_tui.render.aims import AIM_SIGNS, AIM_TITLES
from amu_tui.render.decisions.rounds import tie_sentence, votes_text
from amu_tui.text import width, wrap
from amu_tui.tui.kit.list_view import heading_row, item_line
from amu_tui.tui.kit.round_items import RoundItem, aim_word, aims_in, all_items
from amu_tui.tui.kit.rows import ListRow
from amu_tui.tui.voting.outcome import VOTES
from amu_tui.words import _


def item_of(key: str) -> str:
    """The id that a row's key is about: `preserve:autonomy` → `autonomy`."""
    return key.rpartition(":")[2]


def count_rows(session: Session, name: RoundName, deciding: Deciding, room: int) -> list[ListRow]:
    """Votes by aim, most first, those that are even in the order of presentation."""
    items = all_items(session, name)
    counts = (deciding.tally or NO_VOTES).counts
    standing = deciding.standing(session, name)
    choice = deciding.choice(session, name)
    rows: list[ListRow] = []
    for aim in aims_in(session, name, choice):
        rows.append(heading_row(_(AIM_TITLES[aim])))
        for tie in standing.ties:
            if tie.aim == aim:
                rows += told(tie_sentence(tie, session, "seed"), room)
        shown = _shown(items, counts, choice, aim, name)
        if not shown:
            rows += told(_("nobody voted for anything here"), room)
        for item in shown:
            votes = counts.of(aim).get(item.id, 0)
            rows.append(_row(item, aim, votes, standing, choice, room, name))
    if name == "themes":
        rest = [i for i in items if not counts.preserve.get(i) and not counts.improve.get(i)]
        rest = [item for item in rest if choice.aim_of(item) is None]
        if rest:
            rows.append(heading_row(_("No votes")))
        for item_id in rest:
            item = items[item_id]
            rows.append(ListRow(item_line(room, "", item.number, item.name, []), f"-:{item_id}"))
    return rows


def told(sentence: str, room: int) -> list[ListRow]:
    """A sentence on as many rows as it takes."""
    return [ListRow(Content.styled(f"      {text}", "italic")) for text in wrap(sentence, room - 6)]


def _shown(
    items: dict[str, RoundItem], counts: Counts, choice: Choice, aim: Aim, name: RoundName
) -> list[RoundItem]:
    """The items under one aim: with votes or chosen, and of actions all that are for it."""
    votes = counts.of(aim)
    shown = [
        item
        for item in items.values()
        if votes.get(item.id)
        or item.id in choice.of(aim)
        or (name == "actions" and aim in item.aims)
    ]
    return sorted(shown, key=lambda item: -votes.get(item.id, 0))


def _row(
    item: RoundItem,
    aim: Aim,
    votes: int,
    standing: Settled,
    choice: Choice,
    room: int,
    name: RoundName,
) -> ListRow:
    chosen = item.id in choice.of(aim)
    label = item.number
    if name == "actions":
        label = f"{choice.of(aim).index(item.id) + 1}." if chosen else ""
    word = _standing_word(item.id, aim, standing, chosen) or aim_word(choice.aim_of(item.id))
    words = max(width(text) for text in (*map(aim_word, AIMS), _("tied"), _("chosen by hand")))
    columns = [(votes_text(votes), VOTES), (word, -words)]
    sign = AIM_SIGNS[aim] if chosen else ""
    return ListRow(item_line(room, sign, label, item.name, columns), f"{aim}:{item.id}")


def _standing_word(item: str, aim: Aim, standing: Settled, chosen: bool) -> str:
    """What became of an item under `aim`: chosen, tied, or otherwise than counted."""
    if any(item in tie.tied for tie in standing.open if tie.aim == aim) and not chosen:
        return _("tied")
    if chosen and item not in standing.choice.of(aim):
        return _("chosen by hand")
    if not chosen and item in standing.choice.of(aim):
        return _("taken away")
    return ""
