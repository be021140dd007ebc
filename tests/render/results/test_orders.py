"""Orders by name: what is typed, what the heading says, and where the themes then stand."""

import re

import pytest

from amu_tui import text, words
from amu_tui.errors import UsageError
from amu_tui.model.survey.ordering import DECK, Order, ordered
from amu_tui.render.results.orders import order_named, order_text
from amu_tui.render.results.overview import overview
from amu_tui.render.results.plain import show_text
from amu_tui.render.results.sentences import sentences
from tests.render.samples import percent_session, session


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        (None, DECK),
        ("deck", DECK),
        ("score", Order("score")),
        ("disagreement", Order("disagreement")),
        ("distance", Order("distance", "faculty")),
        ("distance:before", Order("distance", "before")),
        ("distance:FAKULTET for fjæra", Order("distance", "faculty")),
    ],
)
def test_an_order_is_named(typed: str | None, order: Order) -> None:
    assert order_named(session(), typed) == order


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("sd", 'there is no order "sd"', "The orders are deck, score, disagreement, distance."),
        ("score:faculty", 'there is no order "score:faculty"', "The orders are"),
        ("distance:nation", 'called "nation"', "These are: faculty, before."),
        ("distance:\x1b[31m", "called", "These are"),
    ],
)
def test_an_order_that_there_is_not(typed: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        order_named(session(), typed)
    assert message in refused.value.message
    assert hint in refused.value.hint
    assert "\x1b" not in str(refused.value)


def test_nothing_to_order_by() -> None:
    with pytest.raises(UsageError, match='nothing to order "disagreement" by'):
        order_named(percent_session(), "disagreement")


def test_the_heading_tells_the_order() -> None:
    assert order_text(session(), DECK) == ""
    assert order_text(session(), Order("score")) == "by score"
    distance = Order("distance", "faculty")
    assert order_text(session(), distance) == "from most below to most above Fakultet for fjæra"
    words.use("nb")
    assert order_text(session(), distance) == "fra mest under til mest over Fakultet for fjæra"


def numbers(shown: str) -> list[int]:
    """The themes in the order of their lines."""
    return [int(n) for n in re.findall(r"^(?:Theme )?\s?(\d)[ ,] ?[A-Z]", shown, re.MULTILINE)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("score", [2, 5, 1, 3, 7, 4, 6, 8]),
        ("disagreement", [7, 3, 1, 2, 4, 5, 6, 8]),
        ("distance", [7, 3, 1, 2, 4, 5, 6, 8]),
    ],
)
def test_all_themes_stand_together_with_the_hidden_ones_last(
    typed: str, expected: list[int]
) -> None:
    order = order_named(session(), typed)
    drawn = show_text(session(), order=order)
    head = next(line for line in drawn.splitlines() if line.startswith("All themes"))
    assert head == f"All themes · {order_text(session(), order)}"
    for shown in (drawn, sentences(session(), order=order)):
        assert numbers(shown) == expected


def test_one_area_in_another_order() -> None:
    shown = show_text(session(), area="own-work", order=Order("score"))
    assert "Individual resources – Resources in one's own work · by score" in shown
    assert numbers(shown) == [2, 1, 3, 4]


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        (Order("score"), ["4.8", "4.2", "3.9", "3.6", "1.6", "", "", ""]),
        (Order("disagreement"), ["±1.0", "±0.9", "±0.7", "±0.6", "", "±0.6", "", ""]),
        (Order("distance", "faculty"), ["−1.2", "−0.2", "−0.1", "+0.7", "", "–", "", ""]),
    ],
)
@pytest.mark.parametrize(("width", "height"), [(40, 20), (80, 4), (120, 24)])
def test_the_overview_shows_what_it_is_ordered_by(
    order: Order, shown: list[str], width: int, height: int
) -> None:
    columns = overview(session(), width, height, order)
    lines = [line for column in columns for line in column]
    assert [line.theme_id for line in lines] == list(
        ordered(session().results, session().instrument.order(), order)
    )
    assert [line.figure.strip() for line in lines] == shown
    assert len({text.width(line.text) for line in lines}) == 1
    assert all(len(column) <= height for column in columns)
