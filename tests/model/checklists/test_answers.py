"""What can be answered, what everybody may see of it, and how two answer at once."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.checklists.answers import (
    Answer,
    Answered,
    Answers,
    merged,
    misfit,
    public_answers,
)
from amu_tui.model.checklists.checklist import Checklist, Kind, Question
from amu_tui.model.survey.instrument import Option

DAY = datetime.date(2027, 3, 1)


def question(kind: Kind) -> Question:
    options = {key: Option(text={"en": key}) for key in ("a", "b")}
    return Question(kind=kind, text={"en": "?"}, options=options if kind == "choice" else {})


@pytest.mark.parametrize(
    ("kind", "fits", "others"),
    [
        ("yes-no", ["yes", "partly", "no"], ["ja", "", 1]),
        ("scale", [1, 5], [0, 6, "3", True]),
        ("choice", ["a", "b"], ["c", 1]),
        ("text", ["a", "2027"], [1]),
        ("date", ["2027-03-01"], ["1.3.2027", "2027-02-30", "20270301", 2027]),
    ],
)
def test_an_answer_fits_its_question_or_not(
    kind: Kind, fits: list[Answer], others: list[Answer]
) -> None:
    assert [answer for answer in fits if misfit(question(kind), answer)] == []
    assert [answer for answer in others if not misfit(question(kind), answer)] == []


def test_everybody_sees_neither_names_nor_what_was_written() -> None:
    asked = Checklist(
        id="own",
        when="after",
        title={"en": "Own"},
        questions={"t": question("text"), "s": question("scale"), "d": question("date")},
    )
    answers = Answers(
        id="own",
        date=DAY,
        leader="Kari",
        safety_representative="Ola",
        account="kari",
        answers={"t": "Per is unwell", "s": 4, "d": "2027-03-01"},
    )
    public = public_answers(Answered(asked, answers)).answers
    assert public == Answers(id="own", date=DAY, answers={"s": 4, "d": "2027-03-01"})


filled = st.builds(
    Answers,
    id=st.just("own"),
    date=st.sampled_from([DAY, DAY + datetime.timedelta(1)]),
    leader=st.sampled_from(["", "Kari", "Ola"]),
    answers=st.dictionaries(st.sampled_from("abc"), st.integers(1, 2)),
)


@given(filled | st.none(), filled, filled)
def test_of_two_who_answer_at_once_nobody_loses_an_answer(
    seen: Answers | None, mine: Answers, theirs: Answers
) -> None:
    together, clashes = merged(seen, mine, theirs)
    base = (seen.answers if seen else {}).get
    for item in "abc":
        was, my, their = base(item), mine.answers.get(item), theirs.answers.get(item)
        now = together.answers.get(item)
        if item in clashes:
            assert len({was, my, their}) == 3
            assert now == their
        else:
            assert now == (my if my != was else their)
    assert not merged(theirs, mine, theirs)[1]
    assert merged(theirs, mine, theirs)[0] == mine
