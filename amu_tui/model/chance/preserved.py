"""The guard of what was to be preserved: has it fallen by more than chance usually makes?"""

from amu_tui.model.chance.beside import Beside, beside
from amu_tui.model.meeting.session import Session


def fallen(session: Session) -> dict[str, Beside]:
    """The themes that the round before chose to preserve and that are lower now, beyond chance.

    By theme of now, beside the score of then. Nothing where no choices or scores of then are kept.
    """
    past, results = session.previous, session.results
    if past is None:
        return {}
    preserved = {past.themes[theme].now for theme in past.chosen.preserve}
    for reference in results.references.values():
        if reference.kind == "previous":
            found = beside(results, reference, session.instrument.scale)
            return {theme: found[theme] for theme in found if theme in preserved & _low(found)}
    return {}


def _low(found: dict[str, Beside]) -> set[str | None]:
    said = {theme: one.verdict for theme, one in found.items() if one.verdict is not None}
    return {theme for theme, one in said.items() if one.chance == "beyond" and one.change < 0}
