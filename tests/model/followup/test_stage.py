"""How far a session has come, whose actions are whose, and where too much comes at once."""

import datetime

import msgspec
import pytest

from amu_tui.model.followup.due import all_due, due_within
from amu_tui.model.followup.progress import heavy_weeks, is_mine, owners, stalled
from amu_tui.model.followup.stage import stage, state
from amu_tui.model.meeting.action import Action, Matter, Note
from amu_tui.model.meeting.details import Details, Review
from amu_tui.model.meeting.session import ROLES, Signature, SignedBy
from amu_tui.model.meeting.wording import signed
from tests.render.samples import finished

TODAY = datetime.date(2027, 6, 15)
DAY = datetime.timedelta(days=1)


def action(**what: object) -> Action:
    return msgspec.structs.replace(Action(id="a", theme="t", aim="improve", title="T"), **what)


@pytest.mark.parametrize(
    ("owner", "co_owners", "names"),
    [
        ("Kari", (), ("Kari",)),
        ("Kari og Ola", (), ("Kari", "Ola")),
        ("Kari, Ola & Per; Eva/Nils", (), ("Kari", "Ola", "Per", "Eva", "Nils")),
        ("Kari", ("Ola", "Kari"), ("Kari", "Ola")),
        ("Georg Andersen", (), ("Georg Andersen",)),
        ("", (), ()),
    ],
)
def test_who_is_responsible(owner: str, co_owners: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert owners(action(owner=owner, co_owners=co_owners)) == names


@pytest.mark.parametrize(
    ("owner", "mine"),
    [
        ("kari nordmann", True),
        ("Kari", True),
        ("Ola og Kari", True),
        ("Karin", False),
        ("Ola Nordmann", False),
        ("", False),
    ],
)
def test_my_actions(owner: str, mine: bool) -> None:
    assert is_mine(action(owner=owner), ["Kari Nordmann", "karino", ""]) == mine


def test_without_a_word_for_long() -> None:
    old = TODAY - 60 * DAY
    assert stalled(action(saved_on=old), TODAY, None, 60)
    assert not stalled(action(saved_on=old), TODAY, None, 61)
    assert not stalled(action(saved_on=old, status="done"), TODAY, None, 60)
    noted = {"n": Note(date=TODAY - DAY, text="on")}
    assert not stalled(action(saved_on=old, notes=noted), TODAY, None, 60)
    assert stalled(action(), TODAY, old, 60)
    assert not stalled(action(), TODAY, None, 60)


def test_many_in_one_week_are_told() -> None:
    days = [TODAY, TODAY + DAY, TODAY + 2 * DAY, TODAY + 30 * DAY]
    actions = [action(id=f"a{n}", owner="Kari og Ola", deadline=day) for n, day in enumerate(days)]
    actions[0] = msgspec.structs.replace(actions[0], owner="kari")
    assert list(heavy_weeks(actions)) == [("kari", (2027, 24), 3)]
    assert list(heavy_weeks(actions, most=3)) == []


def test_the_effect_is_due_until_the_room_has_said_it() -> None:
    session = finished()
    one = next(iter(session.actions.values()))
    later = msgspec.structs.replace(
        one, judge_on=TODAY, matter=Matter(to="Faculty", answer_by=TODAY), deadline=None
    )
    asked = session.with_action(later)
    mine = [due.kind for due in due_within(asked, TODAY, 0) if due.action == one.id]
    assert mine == ["answer", "effect"]
    felt = msgspec.structs.replace(
        later,
        notes={"n": Note(date=TODAY, text="", felt=4)},
        matter=Matter(to="Faculty", answer_by=TODAY, answered=TODAY),
    )
    told = session.with_action(felt)
    assert [due for due in due_within(told, TODAY, 0) if due.action == one.id] == []
    assert [due.finished for due in all_due(told) if due.action == one.id] == [True, True]


def test_a_review_is_due_up_to_its_day() -> None:
    review = Review(date=TODAY + 9 * DAY, body="AMU")
    session = msgspec.structs.replace(finished(), details=Details(revision=2, review=review))
    (due,) = (due for due in due_within(session, TODAY, 9) if due.kind == "review")
    assert (due.who, due.revision, due.action) == (("AMU",), 2, None)
    kinds = [due.kind for due in due_within(session, TODAY + 10 * DAY, 9)]
    assert "review" not in kinds


def test_a_session_comes_further_stage_by_stage() -> None:
    whole = finished()
    idle = {
        key: msgspec.structs.replace(one, status="planned", notes={})
        for key, one in whole.actions.items()
    }
    session = msgspec.structs.replace(whole, actions=idle, signature=None)
    signature = Signature(date=TODAY, leader="Eva", safety_representative="Nils")
    with_name = signed(session, signature, SignedBy(), *ROLES)
    agreed = msgspec.structs.replace(session, signature=with_name)
    first = next(iter(idle.values()))
    begun = agreed.with_action(msgspec.structs.replace(first, status="started"))
    changed = begun.with_action(msgspec.structs.replace(first, title="Other", revision=9))
    bare = msgspec.structs.replace(session, priorities=None)
    empty = msgspec.structs.replace(bare, actions={})
    open_vote = msgspec.structs.replace(empty, themes=None)
    way = (open_vote, empty, bare, session, agreed, changed, begun)
    assert [stage(one) for one in way] == [
        "voting",
        "chosen",
        "actions",
        "prioritised",
        "signed",
        "changed",
        "followed-up",
    ]
    assert stage(open_vote, counted=True) == "counted"
    assert sum(state(begun, TODAY, 30).actions.values()) == len(idle)
