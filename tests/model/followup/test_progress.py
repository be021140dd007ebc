"""What became of the actions."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.followup.progress import by_deadline, overdue
from amu_tui.model.meeting.action import OPEN, STATUSES, Action, Status

TODAY = datetime.date(2027, 6, 15)
DAY = datetime.timedelta(days=1)


def action(
    name: str = "a",
    *,
    deadline: datetime.date | None = None,
    status: Status = "planned",
    title: str = "T",
) -> Action:
    return Action(id=name, theme="t", aim="improve", title=title, deadline=deadline, status=status)


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_is_unfinished_can_be_overdue(status: Status) -> None:
    assert overdue(action(deadline=TODAY - DAY, status=status), TODAY) == (status in OPEN)


def test_the_day_itself_is_in_time() -> None:
    assert not overdue(action(deadline=TODAY), TODAY)
    assert not overdue(action(), TODAY)


def test_what_is_due_first_stands_first_and_what_is_finished_last() -> None:
    actions = [
        action("done", deadline=TODAY - DAY, status="done"),
        action("never", status="planned"),
        action("late", deadline=TODAY + DAY),
        action("soon-b", deadline=TODAY, title="beta"),
        action("soon-a", deadline=TODAY, title="Alfa", status="started"),
        action("stopped", status="stopped"),
    ]
    assert [a.id for a in by_deadline(actions)] == [
        "soon-a",
        "soon-b",
        "late",
        "never",
        "done",
        "stopped",
    ]


@given(
    st.lists(
        st.builds(
            action,
            st.sampled_from(["a", "b", "c", "d"]),
            deadline=st.none() | st.dates(),
            status=st.sampled_from(STATUSES),
            title=st.sampled_from(["A", "a", "B"]),
        ),
        max_size=6,
        unique_by=lambda a: a.id,
    )
)
def test_the_order_does_not_depend_on_the_order_before(actions: list[Action]) -> None:
    assert by_deadline(reversed(actions)) == by_deadline(actions)
