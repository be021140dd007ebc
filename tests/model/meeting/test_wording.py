"""A digest of what was voted on and signed: what it notices, and what it leaves alone."""

import datetime
from typing import Any

import msgspec
import pytest

from amu_tui.errors import Problem
from amu_tui.model.meeting.action import Matter, Note
from amu_tui.model.meeting.session import Session, Signature, SignedBy
from amu_tui.model.meeting.wording import (
    entered_by,
    outdated,
    signed,
    signed_text,
    since_prioritised,
    since_signed,
    wordings,
)
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Round
from amu_tui.words import spoken
from tests.model.meeting.test_session import CLOSED, action, of, session

DAY = datetime.date(2027, 2, 1)
KARI = SignedBy(account="kari", name="Kari Nordmann")
FIRST = action("a1", "autonomy", "preserve", "Lunch")
OTHER = action("b2", "support", "improve", "Talk")
THEMES = Round(round="themes", closed=CLOSED, chosen=Choice(preserve=("autonomy",)))


@pytest.fixture
def done() -> Session:
    """Prioritised, and signed by both."""
    open_session = session(themes=THEMES, actions=of(FIRST, OTHER))
    closed = Round(round="actions", closed=CLOSED, chosen=Choice(preserve=("a1",)))
    kept = msgspec.structs.replace(closed, wordings=wordings(open_session, "actions"))
    prioritised = open_session.with_round(kept)
    signature = Signature(date=DAY, leader="Kari Nordmann", safety_representative="Ola")
    both = signed(prioritised, signature, KARI, "leader", "safety_representative")
    return msgspec.structs.replace(prioritised, signature=both)


def changed(done: Session, **fields: Any) -> Session:
    return done.with_action(msgspec.structs.replace(FIRST, **fields))


def said(done: Session) -> tuple[list[str], list[str]]:
    """What is said of the vote, and of the signatures."""
    return (
        [spoken(change.said) for change in since_prioritised(done)],
        [spoken(change.said) for change in since_signed(done)],
    )


def test_what_is_as_it_was_needs_no_word(done: Session) -> None:
    assert said(done) == ([], [])
    assert outdated(done) == frozenset()


@pytest.mark.parametrize("fields", [{"title": "Dinner"}, {"theme": "support"}, {"aim": "improve"}])
@pytest.mark.parametrize("revision", [1, 2, 10**6])
def test_another_text_than_was_voted_on_is_said(
    done: Session, fields: dict[str, Any], revision: int
) -> None:
    (vote,), (signature,) = said(changed(done, **fields, revision=revision))
    title = fields.get("title", "Lunch")
    if revision == 1:
        assert vote.startswith(f"“{title}” is not what was prioritised on 2027-01-15: its file")
        assert signature.startswith(f"“{title}” is not what Kari Nordmann · Ola signed: its file")
    else:
        assert vote == f"“{title}” was changed after it was prioritised on 2027-01-15"
        assert signature == f"“{title}” was changed after Kari Nordmann · Ola signed"


@pytest.mark.parametrize(
    "fields",
    [
        *({"owner": "Eva"}, {"deadline": DAY}, {"basket": "leader"}, {"owner": " "}),
        *({"co_owners": ("Eva",)}, {"level": "group"}, {"when": "x"}, {"then": "x"}),
        *({"effect": "x"}, {"judged": "x"}, {"judge_on": DAY}),
        *({"matter": Matter(to="x")}, {"matter": Matter(answer_by=DAY)}),
    ],
)
def test_what_is_set_after_the_vote_is_no_other_text(done: Session, fields: dict[str, Any]) -> None:
    vote, signature = said(changed(done, **fields))
    assert vote == []
    assert len(signature) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "done", "done_on": DAY},
        {"matter": Matter(answer="Yes", answered=DAY)},
        {"notes": {"n": Note(date=DAY, text="Fine")}},
        {"revision": 9, "edit": "x"},
    ],
)
def test_how_it_goes_is_no_change(done: Session, fields: dict[str, Any]) -> None:
    assert said(changed(done, **fields)) == ([], [])


def test_an_action_without_a_plan_is_signed_as_it_was_before_there_were_plans() -> None:
    digest = signed_text(action("a1", "autonomy", "preserve", "Lunch"))
    assert digest == "50e17e001f5f6fe28a2af3b2b710d3b8"


def test_two_fields_never_pass_for_one_another(done: Session) -> None:
    assert said(changed(done, title="", owner="Lunch"))[1]


def test_an_action_that_is_gone_or_new_is_said(done: Session) -> None:
    vote, signature = said(done.without_action("a1"))
    assert vote == ["“a1” was prioritised on 2027-01-15, and is no longer there"]
    assert signature == ["“a1” was removed after Kari Nordmann · Ola signed"]
    vote, signature = said(done.with_action(action("c3", "autonomy", "preserve", "New")))
    assert (vote, signature) == ([], ["“New” was added after Kari Nordmann · Ola signed"])


@pytest.mark.parametrize("path", ["actions", "actions/a1.toml"])
def test_of_what_cannot_be_read_that_is_said_and_nothing_else(done: Session, path: str) -> None:
    problem = Problem(path=path, message="damaged")
    hidden = msgspec.structs.replace(done.without_action("a1"), problems=(problem,))
    assert said(hidden) == ([], [])


def test_another_outcome_than_was_signed_is_said(done: Session) -> None:
    other = msgspec.structs.replace(THEMES, chosen=Choice(preserve=("support",)))
    assert said(done.with_round(other)) == (
        [],
        ["the choice of themes is not what it was when Kari Nordmann · Ola signed"],
    )
    assert said(done.with_round(msgspec.structs.replace(THEMES, turnout=3)))[1]
    # Written by a later version, with more in it.
    assert said(done.with_round(msgspec.structs.replace(THEMES, earlier=("x",)))) == ([], [])


def test_who_signs_anew_stands_by_the_text_as_it_is(done: Session) -> None:
    other = changed(done, title="Dinner", revision=2)
    assert outdated(other) == {"leader", "safety_representative"}
    assert [change.covered for change in since_prioritised(other)] == [False]
    assert other.signature is not None
    again = signed(other, other.signature, KARI, "safety_representative")
    other = msgspec.structs.replace(other, signature=again)
    assert outdated(other) == {"leader"}
    assert said(other)[1] == ["“Dinner” was changed after Kari Nordmann signed"]
    rewritten = changed(other, title="Supper", revision=2)
    assert said(rewritten)[1] == [
        "“Supper” was changed after Kari Nordmann signed",
        "“Supper” is not what Ola signed: its file was written over, and nothing in it says so",
    ]
    assert [change.covered for change in since_prioritised(other)] == [True]


def test_what_was_written_before_there_were_digests_says_nothing(done: Session) -> None:
    assert done.priorities is not None
    old = msgspec.structs.replace(
        done,
        priorities=msgspec.structs.replace(done.priorities, wordings={}),
        signature=Signature(date=DAY, leader="Kari", safety_representative="Ola"),
    )
    assert said(changed(old, title="Dinner")) == ([], [])
    assert old.signature is not None
    assert entered_by(old.signature, "leader") == ""


@pytest.mark.parametrize(
    ("name", "account", "whose", "told"),
    [
        ("Kari Nordmann", "kari", "Kari Nordmann", ""),
        ("kari  NORDMANN", "kari", "Kari Nordmann", ""),
        ("kari", "kari", "", ""),
        ("Ola", "kari", "Kari Nordmann", "kari"),
        ("Kari", "kari2", "", "kari2"),
        ("Kari Nordmann", "ola", "", "ola"),
        ("", "kari", "Kari Nordmann", ""),
        ("Kari", "", "", ""),
    ],
)
def test_a_name_entered_by_another_account_is_told(
    done: Session, name: str, account: str, whose: str, told: str
) -> None:
    by = SignedBy(account=account, name=whose)
    signature = signed(done, Signature(date=DAY, leader=name), by, "leader")
    assert entered_by(signature, "leader") == told


def test_a_name_that_is_taken_away_takes_what_it_signed_with_it(done: Session) -> None:
    assert done.signature is not None
    without = msgspec.structs.replace(done.signature, leader="")
    left = signed(done, without, KARI, "leader")
    assert set(left.texts) == {"safety_representative"}


def test_a_round_on_themes_keeps_no_wording(done: Session) -> None:
    assert wordings(done, "themes") == {}
    assert wordings(done, "actions").keys() == {"a1", "b2"}
