"""The answers in a session's folder, each with the checklist that it answers."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.checklists import forms
from amu_tui.model.checklists.answers import Answered, Answers, misfit
from amu_tui.model.checklists.checklist import Checklist
from amu_tui.model.ids import is_id
from amu_tui.words import _, spoken


class Reader(Protocol):
    """What reads the files of a session, and keeps what is wrong with them."""

    root: Path

    def value(self, kind: type[Answers], *parts: str) -> Answers | None:
        """The value in a file, None where there is none or it cannot be read, which is noted."""

    def problem(self, error: AmuError, *parts: str) -> None:
        """Note what is wrong with a file."""


def answered(reader: Reader, names: Iterable[str]) -> dict[str, Answered]:
    """The checklists that are answered, by id; what is wrong with a file is noted in `reader`."""
    found: dict[str, Answered] = {}
    own: dict[str, Checklist | None] = {}
    names = list(names)
    for name in names:
        if name.endswith(places.OWN_CHECKLIST):
            own[name.removesuffix(places.OWN_CHECKLIST)] = _own(reader, name)
    for name in names:
        if name.endswith(places.OWN_CHECKLIST):
            continue
        stem = name.removesuffix(".toml")
        answers = _answers(reader, name)
        checklist = own[stem] if stem in own else forms.bundled().get(stem)
        if answers is None or (checklist is None and stem in own):
            continue  # it is said already
        if checklist is None:
            _say(reader, name, _('there is no checklist "{id}"').format(id=stem), ("id",))
        elif _fits(reader, name, checklist, answers):
            found[stem] = Answered(checklist, answers)
    return found


def _own(reader: Reader, name: str) -> Checklist | None:
    try:
        return forms.read_own(reader.root, name)
    except AmuError as error:
        reader.problem(error, places.CHECKLISTS, name)
    return None


def _answers(reader: Reader, name: str) -> Answers | None:
    stem = name.removesuffix(".toml")
    if not is_id(stem):
        message = _("this is not the name of a checklist's file")
        reader.problem(AmuError(message), places.CHECKLISTS, name)
        return None
    answers = reader.value(Answers, places.CHECKLISTS, name)
    if answers is not None and answers.id != stem:
        message = _('the file is not named after its id, "{id}"').format(id=answers.id)
        _say(reader, name, message, ("id",))
        return None
    return answers


def _fits(reader: Reader, name: str, checklist: Checklist, answers: Answers) -> bool:
    """Whether each answer is to a question of the checklist, and can be one to it."""
    for item, answer in answers.answers.items():
        question = checklist.questions.get(item)
        if question is None:
            message = _('the checklist "{id}" has no question "{question}"')
            said = message.format(id=checklist.id, question=item)
        elif (wrong := misfit(question, answer)) is not None:
            said = _("{question}: {what}").format(question=item, what=spoken(wrong))
        else:
            continue
        _say(reader, name, said, ("answers", item))
        return False
    return True


def _say(reader: Reader, name: str, message: str, keys: tuple[str, ...]) -> None:
    line = toml.find_line(places.inside(reader.root, places.CHECKLISTS, name), keys)
    reader.problem(AmuError(message, line=line), places.CHECKLISTS, name)
