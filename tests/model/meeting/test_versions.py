"""Two versions of an action: nothing is lost that nobody chose away."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from amu_tui.errors import UsageError
from amu_tui.model.meeting.action import Action, Matter, Note
from amu_tui.model.meeting.versions import (
    ACTION_FIELDS,
    ActionField,
    Clash,
    Versions,
    VersionSide,
    value_of,
)

BASE = Action(id="a1", revision=3, theme="autonomy", aim="preserve", title="Lunch", owner="Kari")
DAY = datetime.date(2027, 3, 1)


def note(text: str, day: int = 0) -> Note:
    return Note(date=DAY + datetime.timedelta(days=day), text=text)


def actions() -> st.SearchStrategy[Action]:
    notes = st.dictionaries(
        st.sampled_from(["n1", "n2", "n3", "n4"]),
        st.builds(note, st.sampled_from(["we began", "it goes well", "stuck"]), st.integers(0, 3)),
        max_size=4,
    )
    return st.builds(
        Action,
        id=st.just("a1"),
        revision=st.integers(1, 5),
        edit=st.sampled_from(["", "e1", "e2"]),
        theme=st.sampled_from(["autonomy", "support"]),
        aim=st.sampled_from(["preserve", "improve"]),
        basket=st.sampled_from(["ours", "leader"]),
        title=st.sampled_from(["Lunch", "Breakfast"]),
        owner=st.sampled_from(["", "Kari", "Ola"]),
        deadline=st.sampled_from([None, DAY]),
        status=st.sampled_from(["planned", "started", "done"]),
        notes=notes,
        co_owners=st.sampled_from([(), ("Eva",)]),
        level=st.sampled_from([None, "group"]),
        when=st.sampled_from(["", "it rains"]),
        then=st.sampled_from(["", "we go in"]),
        effect=st.sampled_from(["", "calm"]),
        judged=st.sampled_from(["", "we ask"]),
        judge_on=st.sampled_from([None, DAY]),
        done_on=st.sampled_from([None, DAY]),
        matter=st.sampled_from([None, Matter(to="the dean"), Matter(answer="yes")]),
    )


PICKS = st.fixed_dictionaries(
    {name: st.sampled_from(["ours", "theirs"]) for name in ACTION_FIELDS if name != "notes"}
    | {"notes": st.sampled_from(["ours", "theirs", "both"])}
)


@given(actions(), actions(), st.none() | actions(), PICKS)
def test_every_field_is_what_was_chosen(
    ours: Action, theirs: Action, base: Action | None, picks: dict[ActionField, VersionSide]
) -> None:
    versions = Versions(ours=ours, theirs=theirs, base=base)
    chosen = versions.chosen(picks)
    for field in ACTION_FIELDS:
        if picks[field] != "both":
            side = ours if picks[field] == "ours" else theirs
            assert value_of(chosen, field) == value_of(side, field)
    assert versions.open(picks) == ()


def test_no_field_is_left_out_of_the_choice() -> None:
    ours = replace(
        BASE,
        theme="support",
        aim="improve",
        title="x",
        owner="x",
        co_owners=("x",),
        deadline=DAY,
        level="group",
        when="x",
        then="x",
        effect="x",
        judged="x",
        judge_on=DAY,
        basket="leader",
        matter=Matter(to="x"),
        status="done",
        done_on=DAY,
        notes={"n1": note("x")},
    )
    versions = Versions(ours=ours, theirs=BASE)
    assert versions.differing() == ACTION_FIELDS == versions.fields()
    # What is left is who it is and which revision; `follows` is given once, when it is made.
    fixed = {"schema", "id", "revision", "edit", "saved_on", "follows"}
    assert {f for f in Action.__struct_fields__ if getattr(ours, f) == getattr(BASE, f)} == fixed
    assert versions.chosen(versions.all_of("ours")) == ours


@given(actions(), actions())
def test_both_notes_are_all_the_notes(ours: Action, theirs: Action) -> None:
    versions = Versions(ours=ours, theirs=theirs)
    chosen = versions.chosen({**versions.all_of("ours"), "notes": "both"})
    assert chosen is not None
    if "notes" in versions.differing():
        said = set(chosen.notes.values())
        assert said == {*ours.notes.values(), *theirs.notes.values()}
    dates = [one.date for one in chosen.notes.values()]
    assert dates == sorted(dates) or "notes" not in versions.differing()


@given(actions(), actions(), actions())
def test_a_field_that_one_side_alone_changed_is_suggested(
    ours: Action, theirs: Action, base: Action
) -> None:
    versions = Versions(ours=ours, theirs=theirs, base=base)
    suggested = versions.suggested()
    for field in versions.differing():
        changed = {
            side
            for side, action in (("ours", ours), ("theirs", theirs))
            if value_of(action, field) != value_of(base, field)
        }
        if field == "notes":
            assert suggested[field] == "both"
        else:
            assert suggested.get(field) == (changed.pop() if len(changed) == 1 else None)
    assert set(suggested) <= set(versions.differing())


def test_without_what_both_began_with_somebody_chooses() -> None:
    versions = Versions(ours=replace(BASE, title="Ours"), theirs=replace(BASE, owner="Ola"))
    assert versions.suggested() == {}
    assert versions.open({"title": "ours"}) == ("owner",)
    with pytest.raises(UsageError, match="nothing is chosen yet for Responsible"):
        versions.chosen({"title": "ours"})


def test_a_note_that_was_taken_back_stays_away_unless_it_was_changed() -> None:
    base = replace(BASE, notes={"n1": note("we began"), "n2": note("stuck")})
    ours = replace(base, notes={"n2": note("stuck")})
    theirs = replace(base, notes={**base.notes, "n3": note("it goes well", 1)})
    versions = Versions(ours=ours, theirs=theirs, base=base)
    chosen = versions.chosen({"notes": "both"})
    assert chosen is not None
    assert list(chosen.notes) == ["n2", "n3"]
    changed = replace(theirs, notes={**theirs.notes, "n1": note("we began well")})
    chosen = Versions(ours=ours, theirs=changed, base=base).chosen({"notes": "both"})
    assert chosen is not None
    assert "n1" in chosen.notes


def test_of_one_note_in_two_wordings_both_are_kept() -> None:
    ours = replace(BASE, notes={"n1": note("ours")})
    theirs = replace(BASE, notes={"n1": note("theirs")})
    chosen = Versions(ours=ours, theirs=theirs).chosen({"notes": "both"})
    assert chosen is not None
    assert {key: one.text for key, one in chosen.notes.items()} == {"n1": "theirs", "n1-2": "ours"}


@pytest.mark.parametrize(("side", "kept"), [("ours", True), ("theirs", False)])
def test_what_one_has_removed_is_kept_or_removed_as_a_whole(side: VersionSide, kept: bool) -> None:
    versions = Versions(ours=BASE, theirs=None)
    assert versions.removed
    assert versions.suggested() == {}
    assert versions.open({}) == ("title",)
    picks = versions.all_of(side)
    assert versions.open(picks) == ()
    assert versions.chosen(picks) == (BASE if kept else None)


def test_of_two_actions_in_one_file_the_one_it_is_named_after_is_suggested() -> None:
    other = replace(BASE, id="b2", title="Breakfast")
    versions = Versions(ours=other, theirs=BASE)
    clash = Clash(id="a1", line=2, names=("", ""), versions=versions, other=other, seen="")
    assert versions.chosen(clash.suggested()) == BASE
