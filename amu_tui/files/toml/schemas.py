"""The JSON Schema of a kind of file, and the comment by which a TOML editor finds it.

There is no server to fetch a schema from, and a path on this machine means nothing on another. So
schemas lie in the folder around the sessions, once for all of them, and the comment is a relative
path. Where nobody has put them there, no file names one.
"""

import os
from pathlib import Path
from typing import Any

import msgspec


def schema_of(kind: type[msgspec.Struct], *, versioned: bool = True) -> bytes:
    """The JSON Schema of the files that hold a `kind`, as UTF-8 with a final newline.

    Args:
        versioned: whether such a file must say its schema's version.
    """
    whole = _portable(msgspec.json.schema(kind))
    definitions = whole["$defs"]
    root = definitions.pop(kind.__name__)
    if versioned:
        root["required"] = ["schema", *root.get("required", [])]
    found = {"$schema": "http://json-schema.org/draft-07/schema#", **root, "$defs": definitions}
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def _portable(value: Any) -> Any:
    r"""`value` with patterns as other languages write them, which have no `\Z`."""
    if isinstance(value, dict):
        return {
            key: item.replace(r"\Z", "$") if key == "pattern" else _portable(item)
            for key, item in value.items()
        }
    return [_portable(item) for item in value] if isinstance(value, list) else value


def file_name(name: str) -> str:
    """What the schema `name` is called in the folder around the sessions."""
    return f".schema-{name}.json"


def comment(path: Path, name: str) -> bytes:
    """The first line of `path`, where its schema lies in the folder around the session.

    A file lies in the session's folder or at most two below.
    """
    for up, folder in enumerate(path.parents[1:4], 1):
        if os.path.lexists(folder / file_name(name)):
            return f"#:schema {'../' * up}{file_name(name)}\n".encode()
    return b""
