"""What is typed into the form of an action becomes that action, or is refused with a reason."""

import datetime

import pytest

from amu_tui import words
from amu_tui.errors import UsageError
from amu_tui.model.meeting.action import NAME_LIMIT, Action, parse_name
from amu_tui.tui.actions.form import action_fields, changed, new_action

OLD = Action(
    id="a",
    revision=3,
    theme="autonomy",
    aim="improve",
    title="Lunch",
    owner="Kari",
    deadline=datetime.date(2027, 2, 1),
    status="started",
)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_an_action_that_is_opened_and_saved_unchanged_is_the_same(language: str) -> None:
    words.use(language)
    typed = {field.name: field.value for field in action_fields(OLD)}
    assert changed(OLD, typed) == OLD


def test_a_change_leaves_what_is_not_in_the_form() -> None:
    typed = {"title": " Lunch [/] ", "owner": "", "deadline": ""}
    new = changed(OLD, typed)
    assert (new.title, new.owner, new.deadline) == ("Lunch [/]", "", None)
    assert (new.status, new.revision, new.theme) == ("started", 3, "autonomy")


def test_a_new_action_has_an_id_of_its_own() -> None:
    typed = {"title": "Lunch", "owner": "Ola", "deadline": "1.2.2027"}
    one, other = (new_action("autonomy", "preserve", typed, basket="leader") for _ in range(2))
    assert one.id != other.id
    assert (one.theme, one.aim, one.basket) == ("autonomy", "preserve", "leader")
    assert one.deadline == datetime.date(2027, 2, 1)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("title", ""), ("title", "x" * 301), ("deadline", "soon"), ("owner", "x" * 121)],
)
def test_each_field_refuses_what_cannot_be_saved(name: str, wrong: str) -> None:
    checks = {field.name: field.check for field in action_fields()}
    with pytest.raises(UsageError):
        checks[name](wrong)


def test_a_name_is_cleaned_and_kept_whole() -> None:
    assert parse_name("x" * NAME_LIMIT) == "x" * NAME_LIMIT
    assert parse_name(" Kari\n ") == "Kari"
