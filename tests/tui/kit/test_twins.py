"""A terminal that does not speak UTF-8 gets something as wide for each sign that it lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.text import clean, width
from amu_tui.tui.twins import ERRORS


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("▸  1 Støtte ███▌├──◆──┤ 3,9 ±0,7", ">  1 Stotte ===+|--*--| 3,9 +0,7"),
        ("Sámi đŋŧž – “æ”", 'Sami dntz - "a"'),
        ("日本", "????"),
        ("e\u0301", "e"),
    ],
)
def test_signs_have_a_twin_in_ascii(text: str, seen: str) -> None:
    assert text.encode("ascii", ERRORS).decode() == seen


def test_what_the_encoding_has_is_kept() -> None:
    assert "blåbær ▸ é ±".encode("latin-1", ERRORS).decode("latin-1") == "blåbær > é ±"


@given(st.text(max_size=20))
def test_a_line_keeps_its_width(text: str) -> None:
    shown = clean(text)
    assert width(shown.encode("ascii", ERRORS).decode()) == sum(map(width, shown))
