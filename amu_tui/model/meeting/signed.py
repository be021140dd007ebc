"""A signed version: what the report said when it was signed, in every form of it."""

import hashlib
from typing import Any

import msgspec

from amu_tui.model.survey.instrument import SCHEMA, Frozen
from amu_tui.text import clean

LONGEST = 50_000
"""Characters of the longest text of a report: a paragraph is made of several that are shorter."""

NOTHING = "_null"
"""A key that no id can be; TOML has no null."""


class SignedVersion(Frozen, frozen=True, kw_only=True):
    """`signed/<id>.toml`: the report as data for programs, as a document, and as two tables.

    All are as they were written, without who signed, so that the file says the same whatever a
    later program would say. A table's `_null` names its keys that have no value.
    """

    schema: int = SCHEMA
    data: dict[str, Any]
    document: dict[str, Any]
    rows: list[list[str]]
    excel: list[list[str]]

    @property
    def id(self) -> str:
        """What the version is called: the beginning of the SHA-256 of all that it says."""
        said = msgspec.json.encode(
            [self.data, self.document, self.rows, self.excel], order="sorted"
        )
        return hashlib.sha256(said).hexdigest()[:32]


def kept_value(value: Any) -> Any:
    """JSON data as TOML can keep it: texts cleaned as when they are read, no value by its key."""
    if isinstance(value, str):
        return clean(value, limit=LONGEST)
    if isinstance(value, dict):
        kept = {clean(key): kept_value(item) for key, item in value.items() if item is not None}
        nothing = [clean(key) for key, item in value.items() if item is None]
        return {**kept, NOTHING: nothing} if nothing else kept
    if isinstance(value, list | tuple):
        return [kept_value(item) for item in value]
    return value


def told_value(value: Any) -> Any:
    """What `kept_value` was made of."""
    if isinstance(value, dict):
        told = {key: told_value(item) for key, item in value.items() if key != NOTHING}
        return told | dict.fromkeys(value.get(NOTHING, ()))
    return [told_value(item) for item in value] if isinstance(value, list) else value
