"""A signed version comes back from its file as it was, whatever somebody typed."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.errors import AmuError, ReadOnly
from amu_tui.files.report.versions import keep, read
from amu_tui.model.meeting.signed import SignedVersion, kept_value, told_value
from tests.files.sharing.accounts import POSSIBLE
from tests.hostile import HOSTILE

KEY = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text())
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
VALUE = st.recursive(
    st.one_of(PLAIN, NUMBER),
    lambda inner: st.one_of(
        st.lists(inner.filter(lambda one: one is not None), max_size=4),
        st.dictionaries(KEY, inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(KEY, VALUE, max_size=4))
def test_what_is_kept_is_told_again(data: dict[str, Any]) -> None:
    kept = kept_value(data)
    told = told_value(kept)
    assert kept_value(told) == kept
    assert told.keys() == data.keys()
    assert None not in kept.values()


@pytest.mark.parametrize(
    "text", [HOSTILE, "[" * 100, "ø" * 40_000, "👩‍👩‍👧 ŧ\u0301", "a\nb", '"""', "'''"]
)
def test_any_text_comes_back_as_it_was_read(tmp_path: Path, text: str) -> None:
    version = SignedVersion(
        data=kept_value({"text": text, "none": None, "list": [{"x": text}, 1.5]}),
        document=kept_value({"blocks": [{"block": "paragraph", "text": text}]}),
        rows=[[kept_value(text), ""]],
        excel=[],
    )
    keep(tmp_path, version)
    again = read(tmp_path, version.id)
    assert again == version
    assert told_value(again.data)["none"] is None
    keep(tmp_path, version)  # who signs the same again finds it there


def test_two_hundred_actions_with_long_notes_are_kept(tmp_path: Path) -> None:
    note = "Møte – " * 280
    actions = [{"id": f"a{n}", "notes": [{"text": note}] * 5, "deadline": None} for n in range(200)]
    version = SignedVersion(
        data=kept_value({"improve": actions}),
        document=kept_value({"blocks": [{"block": "list", "items": [note] * 200}]}),
        rows=[["x"] * 20] * 200,
        excel=[["x"] * 20] * 200,
    )
    keep(tmp_path, version)
    assert read(tmp_path, version.id) == version


def test_a_name_that_is_none_leads_nowhere(tmp_path: Path) -> None:
    for name in ("../rounds/report", "", "a/b", "con"):
        with pytest.raises(AmuError):
            read(tmp_path, name)


@pytest.mark.skipif(not POSSIBLE, reason="only root becomes somebody else")
def test_a_folder_that_its_maker_has_to_make_is_said() -> None:
    version = SignedVersion(data={}, document={}, rows=[], excel=[])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.seteuid(54_001)
        try:
            with pytest.raises(ReadOnly) as refused:
                keep(folder, version)
        finally:
            os.seteuid(0)
    assert "amu doctor" in refused.value.hint
