"""A document for programs, as text that people can read too."""

import re
from typing import Any

import msgspec


def to_json(document: Any, *, escaped: bool = False) -> str:
    """`document` as JSON with a final line feed; `escaped` keeps to ASCII."""
    text = msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"
    return re.sub(r"[^\x00-\x7f]", _escape, text) if escaped else text


def _escape(sign: re.Match[str]) -> str:
    units = sign[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
