"""An action through several rounds: what the next takes over, and that no history is lost."""

import datetime
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from amu_tui.model.meeting.action import Action, Matter, Note
from amu_tui.model.meeting.previous import HELPED, Answer, PastAction, PastTheme, Previous
from amu_tui.model.meeting.session import Session
from amu_tui.model.rounds.taken_over import goes_on, previous_choices
from amu_tui.words import pick
from tests.render.samples import session

DAY = datetime.date(2020, 9, 1)


def next_round(old: Session, year: int, now: dict[str, str] | None = None) -> Session:
    """The session of the next round of `old`; its themes mean the same unless `now` says not."""
    same = {theme: theme for theme in old.instrument.order()}
    past = previous_choices(old, same if now is None else now, DAY, pick)
    return msgspec.structs.replace(
        session(),
        info=msgspec.structs.replace(session().info, round=str(year)),
        previous=past,
    )


def with_answer(now: Session, key: str, answer: Answer) -> Session:
    return msgspec.structs.replace(now, answers={**now.answers, key: answer})


def first(action: Action, year: int = 2014) -> Session:
    begun = session()
    info = msgspec.structs.replace(begun.info, round=str(year))
    return msgspec.structs.replace(begun, info=info, actions={action.id: action})


def action(**more: object) -> Action:
    plain = Action(id="a1", theme="autonomy", aim="improve", title="Doors")
    return msgspec.structs.replace(plain, **more)


ANSWERS = st.builds(
    Answer,
    date=st.just(DAY),
    helped=st.sampled_from([None, *HELPED]),
    felt=st.sampled_from([None, 1, 3, 5]),
    said=st.sampled_from(["", "Half of us"]),
)


@settings(max_examples=40)
@given(st.lists(st.tuples(ANSWERS, st.booleans()), min_size=1, max_size=6))
def test_every_round_is_kept_once_with_what_was_said_whether_it_goes_on_or_is_left_open(
    rounds: Sequence[tuple[Answer, bool]],
) -> None:
    now = first(action(notes={"n0": Note(date=DAY, text="begun")}))
    for place, (answer, takes_on) in enumerate(rounds, 1):
        now = next_round(now, 2014 + place)
        assert now.previous is not None
        ((key, past),) = now.previous.actions.items()
        now = with_answer(now, key, answer)
        if takes_on:
            new = goes_on(past, key, past.theme)
            note = Note(date=DAY, text=f"in round {place}")
            new = msgspec.structs.replace(new, notes={**new.notes, f"n{place}": note})
            now = now.with_action(new)
    ((_key, past),) = next_round(now, 2099).previous.actions.items()  # type: ignore[union-attr]
    assert [one.round for one in past.earlier] == [str(2014 + n) for n in range(len(rounds))]
    assert [one.answer for one in past.earlier] == [answer for answer, _takes_on in rounds]
    taken_on = [f"n{place}" for place, (_answer, on) in enumerate(rounds, 1) if on]
    assert list(past.notes) == ["n0", *taken_on]


def test_what_goes_on_keeps_all_that_was_planned() -> None:
    before = action(
        owner="Kari", co_owners=("Ola",), level="group", when="we meet", then="doors are shut",
        effect="quiet", judged="by asking", judge_on=DAY, deadline=DAY, status="started",
        basket="leader", matter=Matter(to="The dean"),
    )  # fmt: skip
    past = next_round(first(before), 2017).previous
    assert past is not None
    after = goes_on(past.actions["a1"], "a1", "recognition")
    kept = msgspec.structs.replace(before, id=after.id, theme="recognition", follows="a1")
    assert after == kept


def test_finished_ones_are_asked_about_once_and_what_is_open_again() -> None:
    open_matter = Matter(to="The dean")
    for change, answer, again in (
        ({"status": "done"}, Answer(date=DAY, helped="helped"), False),
        ({"status": "done"}, None, False),
        ({"status": "done"}, Answer(date=DAY, helped="too-early"), True),
        ({"status": "started"}, Answer(date=DAY, helped="helped"), True),
        ({"status": "started"}, Answer(date=DAY, helped="not", closed=True), False),
        ({"status": "done", "basket": "leader", "matter": open_matter}, None, True),
        (
            {
                "status": "done",
                "basket": "leader",
                "matter": msgspec.structs.replace(open_matter, answer="No", answered=DAY),
            },
            None,
            False,
        ),
    ):
        now = next_round(first(action(**change)), 2017)
        assert now.previous is not None
        assert list(now.previous.actions) == ["a1"], "every action is asked about once"
        if answer is not None:
            now = with_answer(now, "a1", answer)
        after = next_round(now, 2020).previous
        assert after is not None
        assert bool(after.actions) == again, (change, answer)


def test_a_theme_that_no_round_asks_about_any_more_keeps_its_name() -> None:
    lost = next_round(first(action()), 2017, now={})
    assert lost.previous is not None
    assert lost.previous.themes["autonomy"].now is None
    after = next_round(lost, 2020).previous
    assert after is not None
    (past,) = after.actions.values()
    assert after.themes[past.theme] == PastTheme(
        name=lost.previous.themes["autonomy"].name, number=lost.previous.themes["autonomy"].number
    )
    assert past.theme != "autonomy", "that is another theme now"


def test_a_file_from_before_notes_were_kept_has_its_last_one() -> None:
    note = Note(date=DAY, text="Half of us come")
    old = PastAction(theme="autonomy", aim="improve", title="Doors", note=note)
    past = Previous(
        session="s", unit="u", round="2014", instrument="i", taken=DAY,
        themes={"autonomy": PastTheme(name="Autonomy")}, actions={"a1": old},
    )  # fmt: skip
    assert past.actions["a1"].last_note == note
    assert list(goes_on(old, "a1", "autonomy").notes.values()) == [note]
