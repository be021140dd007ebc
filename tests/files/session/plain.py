"""A session as a plain value, what the files say of it, and changes made to both."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from amu_tui.files import toml
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from amu_tui.model.voting.ballot import Ballot, Choice, Hands, Way


@dataclass
class Plain:
    """What a session should hold: the model that the files are compared with."""

    actions: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Title and revision by id."""
    own: Choice | None = None
    passed: dict[str, Choice] = field(default_factory=dict)
    """By the name of the ballot."""
    people: int = 0
    over: bool = False
    closed: bool = False
    turnout: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def edit(self, item: str, title: str) -> None:
        self.actions[item] = title, self.actions[item][1] + 1 if item in self.actions else 1

    def vote(self, way: Way, choice: Choice, name: str) -> None:
        if way == "own":
            self.own = choice
        else:
            self.passed[name] = choice

    def choices(self) -> list[Choice]:
        return [*self.passed.values(), *([] if self.own is None else [self.own])]

    def close(self) -> None:
        self.turnout = len(self.choices()) + self.people
        self.counts = Counter(
            (aim, item)
            for choice in self.choices()
            for aim in ("preserve", "improve")
            for item in getattr(choice, aim)
        )
        if self.people:
            self.counts["preserve", "support"] += self.people
        self.over = self.closed = True

    def seen(self) -> object:
        """What can be compared: names of ballots are random, and ballots go when counted."""
        if self.closed:
            return self.actions, self.turnout, self.counts
        return (
            self.actions,
            Counter(choice.text for choice in self.choices()),
            self.people,
            self.over,
        )


def seen(folder: SessionFolder) -> object:
    """The same of the files."""
    session = folder.load()
    assert session.problems == ()
    actions = {one.id: (one.title, one.revision) for one in session.actions.values()}
    if session.themes is not None:
        counts = session.themes.counts
        votes = {
            (aim, item): n
            for aim, of in (("preserve", counts.preserve), ("improve", counts.improve))
            for item, n in of.items()
        }
        assert session.info.ballots == "open" or not list(ballot_files(folder))
        return actions, session.themes.turnout, Counter(votes)
    ballots, problems = folder.ballots("themes")
    assert problems == []
    hands = folder.box("themes").hands()
    people = hands.people if hands else 0
    assert folder.turnout("themes") == len(ballots) + people
    choices = Counter(ballot.choice.text for ballot in ballots)
    return actions, choices, people, folder.box("themes").ended()


def ballot_files(folder: SessionFolder) -> list[Path]:
    found = folder.path.rglob("*.toml")
    return [path for path in found if path.parent.parent.name == "ballots"]


def action(item: str, title: str) -> Action:
    return Action(id=item, theme="autonomy", aim="preserve", title=title)


def hands(people: int) -> Hands:
    return Hands(session="", round="themes", people=people, preserve={"support": people})


def picked(plain: Plain, pick: int) -> tuple[str, tuple[str, int]]:
    return sorted(plain.actions.items())[pick % len(plain.actions)]


def change(folder: SessionFolder, plain: Plain, title: str, pick: int) -> None:
    """Give an action another title, so that its revision counts up."""
    item, (old, revision) = picked(plain, pick)
    title = f"{title} {revision}" if title == old else title
    folder.save_action(action(item, title), revision)
    plain.edit(item, title)


def opened(path: Path) -> SessionFolder:
    folder = SessionFolder(path)
    folder.load()
    return folder


def is_open(folder: SessionFolder) -> bool:
    return folder.session.info.ballots == "open"


def passed_in(folder: SessionFolder) -> dict[str, Choice]:
    """The ballots of the keyboard that is passed round, by name."""
    found = {path.stem: toml.decode(path, Ballot) for path in ballot_files(folder)}
    return {name: ballot.choice for name, ballot in found.items() if ballot.way == "passed"}


def tracked(path: Path) -> dict[str, bytes]:
    """The actions and open ballots, as git has them."""
    found = [*path.glob("actions/*.toml"), *path.glob("ballots/*/*.toml")]
    return {str(file.relative_to(path)): file.read_bytes() for file in found}
