"""What terminals obey and Textual reads as markup, in everything that somebody else can write."""

import contextlib
import shutil
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli_w

import amu_tui
from amu_tui.errors import AmuError
from amu_tui.files.session.folder import SessionFolder

EXAMPLE = Path(__file__).parent.parent / "sessions" / "blaskjell-2017"
INSTRUMENTS = Path(amu_tui.__file__).parent / "instruments"

CHECKLIST = {
    "own.form.toml": """when = "after"
title.en = "Ours"
source.en = "Us"
parts.p.title.en = "Part"
[questions.q]
kind = "choice"
part = "p"
text.en = "Which?"
options.a.text.en = "This"
options.b.text.en = "That"
[questions.s]
kind = "scale"
text.en = "How?"
anchors.en = { min = "low", max = "high" }
[questions.t]
kind = "text"
text.en = "What?"
""",
    "own.toml": """date = 2026-11-30
leader = "Kari"
safety_representative = "Ola"
account = "kari"
answers = { q = "a", s = 3, t = "Much" }
""",
}
"""A checklist of a user's own, and what was answered to it."""

HOSTILE = "[/][@click=app.quit]\x1b]0;E\x07\x9b5m\x00\u202e\u2066\u200b"
"""Markup that ends the program or becomes a link, an escape in seven and in eight bits, direction,
and what nobody sees. Each place takes it or is no place for text."""

SHOWN = "[/][@click=app.quit]�]0;E��5m����"

_BAD = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def obeyed(shown: str) -> list[str]:
    """Where a text that was shown holds what a terminal obeys, each with what stands around it."""
    wrong = [
        place
        for place, char in enumerate(shown)
        if unicodedata.category(char) in _BAD
        and char != "\n"
        and shown[place : place + 2] != "\r\n"
    ]
    return [repr(shown[max(0, place - 40) : place + 20]) for place in wrong]


def hostile_session(folder: Path, text: str = HOSTILE) -> set[str]:
    """Make `folder` the example, finished, with `text` before all that somebody can have written.

    Returns the places that took it, as `actions title`. What is no place for text, such as an id, a
    date or a status, is found out by trying.
    """
    shutil.copytree(EXAMPLE, folder)
    own = (INSTRUMENTS / "kiwest-1.toml").read_text(encoding="utf-8")
    own = own.replace('"kiwest-1"', '"own"', 1)
    (folder / "instrument.toml").write_text(own, encoding="utf-8")
    for name, lines in CHECKLIST.items():
        path = folder / "checklists" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'schema = 1\nid = "own"\n{lines}', encoding="utf-8")
    session = folder / "session.toml"
    session.write_text(session.read_text(encoding="utf-8").replace('"kiwest-1"', '"own"'))
    places: dict[str, bool] = {}
    for path in sorted(folder.rglob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for keys, said in [*_texts(table)]:
            words = (key for key in reversed(keys) if isinstance(key, str))
            place = f"{path.parent.name if path.parent != folder else path.stem} {next(words)}"
            if places.get(place, True):
                _set(table, keys, text + said)
            if place not in places:
                path.write_text(tomli_w.dumps(table), encoding="utf-8")
                places[place] = _opens(folder)
                if not places[place]:
                    _set(table, keys, said)
        path.write_text(tomli_w.dumps(table), encoding="utf-8")
    return {place for place, taken in places.items() if taken}


def _opens(folder: Path) -> bool:
    with contextlib.suppress(AmuError):
        return not SessionFolder(folder).load().problems
    return False


def _texts(table: Any, keys: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(table, str):
        yield keys, table
    elif isinstance(table, dict | list):
        for key, value in table.items() if isinstance(table, dict) else enumerate(table):
            yield from _texts(value, (*keys, key))


def _set(table: Any, keys: tuple[Any, ...], text: str) -> None:
    for key in keys[:-1]:
        table = table[key]
    table[keys[-1]] = text
