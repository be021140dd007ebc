"""The key for the checklist of a step: it opens the one there is, or asks which."""

from amu_tui.model.checklists.checklist import When
from amu_tui.tui.kit.application import InApplication
from amu_tui.words import _, pick


class WithChecklist(InApplication):
    """A step from which a checklist is reached; `WHEN` says which of them."""

    WHEN: When = "after"

    def action_checklist(self) -> None:
        """Answer a checklist."""
        self.amu.attempt(self._open)

    def _open(self) -> None:
        known = {one.id: one for one in self.store.checklists(self.WHEN)}

        def answer(key: str) -> None:
            from amu_tui.tui.checklists.screen import ChecklistScreen

            self.amu.push_screen(ChecklistScreen(known[key]))

        if len(known) == 1:
            answer(*known)
        else:
            options = [(key, pick(one.title)) for key, one in known.items()]
            self.amu.pick(_("Checklist"), options, answer)
