"""Ballots, closed rounds and actions in a session's folder, for the steps that go on from them."""

import datetime
from pathlib import Path

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.ids import slug
from amu_tui.model.meeting.action import Action, Basket
from amu_tui.model.survey.instrument import Aim
from amu_tui.model.voting.ballot import Ballot, Choice, RoundName
from amu_tui.model.voting.tally import Round

CHOSEN = Choice(preserve=("fellowship", "autonomy"), improve=("goal-clarity", "recognition"))


def cast(
    folder: Path,
    preserve: tuple[str, ...] = (),
    improve: tuple[str, ...] = (),
    name: RoundName = "themes",
) -> None:
    """One ballot from a keyboard that is passed round."""
    store = SessionFolder(folder)
    choice = Choice(preserve=preserve, improve=improve)
    store.cast(Ballot(session=store.load().info.key, round=name, way="passed", choice=choice))


def choose_themes(folder: Path, choice: Choice = CHOSEN) -> None:
    """The themes round closed without a vote."""
    store = SessionFolder(folder)
    store.load()
    store.close(Round(round="themes", closed=datetime.date(2026, 3, 2), chosen=choice))


def write_action(
    folder: Path,
    title: str,
    theme: str = "fellowship",
    aim: Aim = "preserve",
    basket: Basket = "ours",
    owner: str = "",
) -> Action:
    """An action, its id made from its title."""
    store = SessionFolder(folder)
    store.load()
    action = Action(id=slug(title), theme=theme, aim=aim, basket=basket, title=title, owner=owner)
    return store.save_action(action, None)
