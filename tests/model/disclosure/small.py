"""A small instrument that tests change one thing in."""

from typing import Any

import msgspec

from amu_tui.model.survey.instrument import Instrument


def data() -> dict[str, Any]:
    """Two areas with three themes, as a file would give them; a fresh copy each time."""
    return {
        "id": "small",
        "title": {"en": "Small"},
        "scale": {"min": 1, "max": 5},
        "areas": {
            "work": {"title": {"en": "Work"}, "themes": ["pace", "help"]},
            "people": {"title": {"en": "People"}, "themes": ["climate"]},
        },
        "themes": {
            "climate": {"number": 3, "name": {"en": "Climate"}},
            "help": {"number": 1, "name": {"en": "Help"}},
            "pace": {
                "number": 2,
                "name": {"en": "Absence of pace", "nb": "Fravær"},
                "turned": True,
            },
        },
    }


def decoded(changed: dict[str, Any]) -> Instrument:
    """`changed` as the model reads it from a file."""
    return msgspec.convert(changed, Instrument)
