"""Two versions of one action, field by field: what differs, and the action that is chosen.

Of two changes of one action neither is lost: where only one of them touched a field, its text
is suggested; where both did, somebody has to choose.
"""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import structs

from amu_tui.errors import Conflict, UsageError
from amu_tui.messages import N_, Message
from amu_tui.model.meeting.action import Action, Note
from amu_tui.model.survey.instrument import Frozen

ActionField = Literal[
    "theme",
    "title",
    "owner",
    "deadline",
    "level",
    "plan",
    "effect",
    "judged",
    "basket",
    "matter",
    "status",
    "notes",
]
_PARTS: dict[ActionField, tuple[str, ...]] = {
    "theme": ("aim", "theme"),
    "title": ("title",),
    "owner": ("owner", "co_owners"),
    "deadline": ("deadline",),
    "level": ("level",),
    "plan": ("when", "then"),
    "effect": ("effect",),
    "judged": ("judged", "judge_on"),
    "basket": ("basket",),
    "matter": ("matter",),
    "status": ("status", "done_on"),
    "notes": ("notes",),
}
"""What an action keeps of a field; all of it is chosen together."""

ACTION_FIELDS: tuple[ActionField, ...] = tuple(_PARTS)
_WHERE_SAID: frozenset[ActionField] = frozenset({"level", "plan", "effect", "judged", "matter"})
"""Fields that are shown only where one of the two says something in them."""

FIELD_WORDS: dict[ActionField, str] = {
    "theme": N_("Theme"),
    "title": N_("Action"),
    "owner": N_("Responsible"),
    "deadline": N_("Deadline"),
    "level": N_("Level"),
    "plan": N_("When – then"),
    "effect": N_("Expected effect"),
    "judged": N_("How it is judged"),
    "basket": N_("Basket"),
    "matter": N_("Passed upwards"),
    "status": N_("Status"),
    "notes": N_("Notes"),
}
VersionSide = Literal["ours", "theirs", "both"]
"""`both` is for notes only: those of the one and those of the other."""

VersionPicks = Mapping[ActionField, VersionSide]


class EditedMeanwhile(Conflict):
    """Somebody else has saved the action since it was read; nothing was changed.

    Args:
        theirs: the action as it is now; None where it has been removed.
    """

    def __init__(self, theirs: Action | None, path: str) -> None:
        message = (
            Message("somebody else has removed this action")
            if theirs is None
            else Message("somebody else has changed this action")
        )
        super().__init__(message, path=path, hint=Message("Your text is kept; choose."))
        self.theirs = theirs


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """`ours` and `theirs`, and what both began with where it is known.

    A version is None where the action was removed; not both are.
    """

    ours: Action | None
    theirs: Action | None
    base: Action | None = None

    @property
    def removed(self) -> bool:
        """Whether one of the two has removed the action: it is kept or removed as a whole."""
        return self.ours is None or self.theirs is None

    def fields(self) -> tuple[ActionField, ...]:
        """The fields to show: the theme only where it differs, a plan only where there is one."""
        differing = self.differing()
        return tuple(f for f in ACTION_FIELDS if f in differing or self._shown(f))

    def _shown(self, field: ActionField) -> bool:
        if field not in _WHERE_SAID:
            return field != "theme"
        versions = (version for version in (self.ours, self.theirs) if version is not None)
        return any(getattr(one, part) for one in versions for part in _PARTS[field])

    def differing(self) -> tuple[ActionField, ...]:
        """The fields in which the two differ; none where one is removed."""
        if self.ours is None or self.theirs is None:
            return ()
        return tuple(f for f in ACTION_FIELDS if value_of(self.ours, f) != value_of(self.theirs, f))

    def changed_by(self, field: ActionField) -> VersionSide | None:
        """Who changed `field`, where it differs and what both began with is known."""
        if field not in self.differing() or self.base is None:
            return None
        before = value_of(self.base, field)
        if value_of(self.ours, field) == before:
            return "theirs"
        return "ours" if value_of(self.theirs, field) == before else "both"

    def suggested(self) -> dict[ActionField, VersionSide]:
        """What needs no choice: fields that one side alone has changed, and all notes."""
        picks: dict[ActionField, VersionSide] = {}
        for field in self.differing():
            who = self.changed_by(field)
            if field == "notes":
                picks[field] = "both"
            elif who in ("ours", "theirs"):
                picks[field] = who
        return picks

    def open(self, picks: VersionPicks) -> tuple[ActionField, ...]:
        """The fields that somebody still has to choose for."""
        if self.removed:
            return () if "title" in picks else ("title",)
        return tuple(field for field in self.differing() if field not in picks)

    def all_of(self, side: VersionSide) -> dict[ActionField, VersionSide]:
        """The picks that take everything from one side."""
        return dict.fromkeys(ACTION_FIELDS if self.removed else self.differing(), side)

    def chosen(self, picks: VersionPicks) -> Action | None:
        """The action that `picks` make; None where it is to be removed.

        It has the revision of `theirs`. Raises `UsageError` where a field is still open.
        """
        if left := self.open(picks):
            raise UsageError(
                Message("nothing is chosen yet for {field}", field=Message(FIELD_WORDS[left[0]]))
            )
        if self.ours is None or self.theirs is None:
            return self.ours if picks["title"] == "ours" else self.theirs
        changes: dict[str, Any] = {}
        for field in self.differing():
            side = picks[field]
            if field == "notes" and side == "both":
                changes["notes"] = self._notes(self.ours.notes, self.theirs.notes)
            elif side == "ours":
                changes |= {part: getattr(self.ours, part) for part in _PARTS[field]}
        return structs.replace(self.theirs, **changes)

    def _notes(self, ours: Mapping[str, Note], theirs: Mapping[str, Note]) -> dict[str, Note]:
        """The notes of both, by date; what one took away and the other left alone stays away."""
        before: Mapping[str, Note] = self.base.notes if self.base else {}
        notes: dict[str, Note] = {}
        for key in dict.fromkeys([*before, *theirs, *ours]):
            their, our = theirs.get(key), ours.get(key)
            if their is not None and our is not None and their != our:
                notes[key] = their
                notes[_free(key, {**theirs, **ours, **notes})] = our
                continue
            note = their or our
            if note is None or ((their is None or our is None) and before.get(key) == note):
                continue
            notes[key] = note
        return dict(sorted(notes.items(), key=lambda item: item[1].date))


class Clash(Frozen, frozen=True, kw_only=True):
    """An action's file in which git has left two versions (a merge conflict).

    `line` (from 1) is where they begin to differ, `names` what git calls the two sides, and
    `seen` the SHA-256 of the file. `other` is set where git has taken two actions for one: the
    text that belongs to a file of another name.
    """

    id: str
    line: int
    names: tuple[str, str]
    versions: Versions
    other: Action | None = None
    seen: str

    @property
    def files(self) -> tuple[str, ...]:
        """The file, and the one that the other text gets, in the session's folder."""
        ids = [self.id, *([self.other.id] if self.other else [])]
        return tuple(f"actions/{action_id}.toml" for action_id in ids)

    def suggested(self) -> dict[ActionField, VersionSide]:
        """What needs no choice: all of it where the other text is about another action."""
        ours = self.versions.ours
        if self.other is not None:
            return self.versions.all_of("ours" if ours and ours.id == self.id else "theirs")
        return self.versions.suggested()


def value_of(action: Action | None, field: ActionField) -> object:
    """All that `action` holds in `field`."""
    return None if action is None else tuple(getattr(action, part) for part in _PARTS[field])


def _free(key: str, taken: Mapping[str, Note]) -> str:
    number = 2
    while f"{key[:60]}-{number}" in taken:
        number += 1
    return f"{key[:60]}-{number}"
