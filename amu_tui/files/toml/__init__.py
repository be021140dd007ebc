"""TOML in and out, within limits; `from amu_tui.files import toml` has all of it."""

from amu_tui.files.toml.codec import (
    HISTORY,
    LARGE,
    SMALL,
    decode,
    decode_named,
    dumps,
    encode,
    find,
    find_bytes,
    find_line,
    parse,
    parse_toml,
    read_bytes,
    read_file,
    readable,
)

__all__ = [
    "HISTORY",
    "LARGE",
    "SMALL",
    "decode",
    "decode_named",
    "dumps",
    "encode",
    "find",
    "find_bytes",
    "find_line",
    "parse",
    "parse_toml",
    "read_bytes",
    "read_file",
    "readable",
]
