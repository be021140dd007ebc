"""Checklists in a room of real accounts (see `room`).

python -m tests.files.sharing.answering answer FOLDER
"""

import shutil

from amu_tui.files.checklists import forms
from amu_tui.model.checklists.answers import Answers
from tests.files.changes import DAY
from tests.files.sharing.room import Room, enact


def answer(room: Room) -> object:
    """Those who lead answer a checklist together, and so in a session of an older version."""
    room.made()
    forms.bundled()  # an account cannot read the files of this program

    def by(who: str, item: str, umask: int = 0o077) -> object:
        answers = Answers(id="evaluation", date=DAY, answers={item: 4})
        return room.by(who, lambda _say: room.folder.save_answers(answers, None), umask)

    told = [by("leader", "safe"), by("safety", "useful"), by("anna", "noticed")]
    read = room.by(
        "anna", lambda say: say(room.folder.load().checklists["evaluation"].answers.answers)
    )
    shutil.rmtree(room.path / "checklists")
    return [*told, read, by("safety", "safe"), by("leader", "safe"), by("safety", "useful")]


if __name__ == "__main__":
    enact(answer)
