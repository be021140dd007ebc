"""A session as one value: what it derives, and that a change is a new value."""

import datetime
from typing import Any

import msgspec
import pytest

from amu_tui.model.meeting.action import Action, Basket
from amu_tui.model.meeting.session import Info, Rules, Session
from amu_tui.model.survey.instrument import Aim
from amu_tui.model.survey.results import Results
from amu_tui.model.voting.ballot import Budget, Candidates, Choice
from amu_tui.model.voting.tally import Round
from tests.model.disclosure.small import data, decoded

INFO = Info(id="idi-2017", key="k7m3q9tw", unit="IDI", round="2017", instrument="small")
CLOSED = datetime.date(2027, 1, 15)


def session(**known: Any) -> Session:
    known = {"info": INFO, "folder": "sessions/idi-2017", **known}
    return Session(instrument=decoded(data()), results=Results(unit="IDI"), **known)


def action(name: str, theme: str, aim: Aim, title: str = "T", basket: Basket = "ours") -> Action:
    return Action(id=name, theme=theme, aim=aim, title=title, basket=basket)


def of(*actions: Action) -> dict[str, Action]:
    return {one.id: one for one in actions}


def test_a_session_is_called_by_its_title_or_by_unit_and_round() -> None:
    assert session().name == "IDI · 2017"
    named = msgspec.structs.replace(INFO, title="Høstmøtet")
    assert session(info=named).name == "Høstmøtet"


def test_a_quick_look_has_only_steps_that_show_something() -> None:
    quick = session(folder="")
    assert quick.quick_look
    assert {step.kind for step in quick.steps()} <= {
        "participation",
        "overview",
        "area",
        "slide",
        "own",
    }
    kinds = [step.kind for step in session().steps()]
    assert not session().quick_look
    assert "vote" in kinds
    assert kinds[-1] == "follow-up"


def test_minutes_come_from_the_session_then_the_instrument_then_the_kind() -> None:
    changed = data()
    changed["process"] = {"minutes": {"vote": 12, "report": 7}}
    info = msgspec.structs.replace(INFO, agenda={"vote": 20})
    planned = Session(
        info=info, instrument=decoded(changed), results=Results(unit="IDI"), folder="x"
    )
    minutes = {step.id: planned.minutes(step) for step in planned.steps()}
    assert (minutes["vote"], minutes["report"], minutes["actions"]) == (20, 7, 30)


def test_budgets_are_those_of_the_rules() -> None:
    rules = Rules(preserve=1, improve=3, preserve_actions=0, improve_actions=5)
    made = session(info=msgspec.structs.replace(INFO, rules=rules))
    assert made.budget("themes") == Budget(preserve=1, improve=3)
    assert made.budget("actions") == Budget(preserve=0, improve=5)


def test_any_theme_can_be_chosen_for_either_aim() -> None:
    themes = ("pace", "help", "climate")
    assert session().candidates("themes") == Candidates(preserve=themes, improve=themes)


def test_only_the_units_own_actions_can_be_prioritised_and_only_for_their_aim() -> None:
    made = session(
        actions=of(
            action("a1", "help", "preserve"),
            action("a2", "pace", "improve"),
            action("a3", "pace", "improve", basket="leader"),
        )
    )
    assert made.candidates("actions") == Candidates(preserve=("a1",), improve=("a2",))


def test_nothing_is_chosen_before_the_round_is_closed() -> None:
    made = session()
    assert made.chosen("preserve") == ()
    assert made.round("themes") is None
    chosen = Choice(preserve=("help",), improve=("pace", "climate"))
    closed = made.with_round(Round(round="themes", closed=CLOSED, chosen=chosen))
    assert closed.chosen("improve") == ("pace", "climate")
    assert closed.round("actions") is None
    assert made.themes is None


def test_actions_stand_by_priority_then_theme_then_title() -> None:
    made = session(
        actions=of(
            action("a1", "climate", "improve", "b"),
            action("a2", "pace", "improve", "z"),
            action("a3", "pace", "improve", "Y"),
            action("a4", "help", "preserve"),
            action("a5", "gone", "improve"),
        )
    )
    assert [a.id for a in made.actions_for()] == ["a3", "a2", "a4", "a1", "a5"]
    assert [a.id for a in made.actions_for(aim="improve", theme="pace")] == ["a3", "a2"]
    closed = made.with_round(
        Round(round="actions", closed=CLOSED, chosen=Choice(improve=("a1", "a2")))
    )
    assert [a.id for a in closed.actions_for(aim="improve")] == ["a1", "a2", "a3", "a5"]
    assert [closed.priority(a) for a in ("a1", "a2", "a3", "a4")] == [1, 2, None, None]
    assert closed.round("actions") is closed.priorities


def test_a_change_is_a_new_session() -> None:
    made = session(actions=of(action("a1", "pace", "improve")))
    changed = made.with_action(action("a1", "pace", "improve", "New"))
    assert made.actions["a1"].title == "T"
    assert changed.actions["a1"].title == "New"
    assert changed.without_action("a1").actions == {}
    assert made.without_action("nothing").actions == made.actions


@pytest.mark.parametrize(
    "change",
    [
        {"key": "../../etc"},
        {"key": ""},
        {"id": ".."},
        {"instrument": "/etc/passwd"},
        {"min_n": 2},
        {"min_n": -5},
        {"ballots": "anonymous"},
        {"language": "tlh"},
        {"agenda": {"vote": -1}},
        {"rules": {"preserve": -1}},
        {"rules": {"ties": "alphabet"}},
        {"unit": 7},
    ],
)
def test_a_file_that_is_no_session_is_refused(change: dict[str, Any]) -> None:
    table = {**msgspec.to_builtins(INFO), **change}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, Info)


def test_a_session_file_survives() -> None:
    assert msgspec.convert(msgspec.to_builtins(INFO), Info) == INFO
