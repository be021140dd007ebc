"""Texts are compared with files in `golden/`.

`AMU_UPDATE=1 pytest tests/render` writes them anew; read the diff before you commit it.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[str, str], None]


@pytest.fixture
def golden() -> Golden:
    """A function of a file's name and a text that fails where they differ."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("AMU_UPDATE"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return check
