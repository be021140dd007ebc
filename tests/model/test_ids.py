"""Names of things: what is an id, what is made into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.ids import is_id, random_id, slug


@pytest.mark.parametrize("text", ["a", "0", "idi-2017", "k3f9p2mz", "x" * 63, "a--b", "a-"])
def test_an_id(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-a",
        "A",
        "å",
        "a b",
        "a_b",
        "a.b",
        "a/b",
        "..",
        "../a",
        "a\n",
        "a\x00",
        "x" * 64,
        "٣",
        "-",
    ],
)
def test_no_id(text: str) -> None:
    assert not is_id(text)


@given(st.text(), st.sampled_from(["x", "unit"]))
def test_a_slug_is_an_id_whatever_it_is_made_from(text: str, fallback: str) -> None:
    assert is_id(slug(text, fallback))


@given(st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,3}", fullmatch=True))
def test_a_slug_of_an_id_is_that_id(text: str) -> None:
    assert slug(text) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Institutt for blåskjell", "institutt-for-blaskjell"),
        ("Økonomi & ærlighet, 2. avd.", "okonomi-aerlighet-2-avd"),
        ("Sámi đŋŧž", "sami-dntz"),
        ("Straße", "strasse"),
        ("../../etc/passwd", "etc-passwd"),
        ("漢字", "x"),
        ("", "x"),
        ("a" * 62 + " b", "a" * 62),
    ],
)
def test_a_slug_reminds_of_the_text(text: str, made: str) -> None:
    assert slug(text) == made


def test_random_ids_are_ids_without_lookalikes_and_differ() -> None:
    made = {random_id() for _ in range(500)}
    assert len(made) == 500
    assert all(is_id(text) and len(text) == 8 for text in made)
    assert not set("01loiu") & set("".join(made))
