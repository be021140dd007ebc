"""A mapping file: what the columns of somebody else's table mean, where they do not say it.

```toml
unit = "Organisation"
rate = "Response Rate"
skip_units = ["Benchmark"]
[themes]
my-work = "My work"
pay = { mean = "Pay", n = "Pay, answers" }
```
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from amu_tui.errors import AmuError
from amu_tui.model.ids import is_id
from amu_tui.model.instrument import Frozen, Id
from amu_tui.tables.decode import read_bytes
from amu_tui.text import clean, nearest
from amu_tui.words import _

MAX_BYTES = 64 * 1024

MOST_MARKS = 64
"""Dots or opening brackets on one line. A key of thousands of parts takes the parser minutes,
deep nesting its stack; a mapping has neither."""


class ThemeColumns(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The columns of one theme in a wide table."""

    mean: str
    n: str = ""
    sd: str = ""


class Mapping(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of columns as they stand in the table; nothing where they need not be told.

    `theme`, `n`, `mean`, `sd`, `hidden` are columns of a long table. `themes` gives, by theme
    id, a column of a wide table or a name in the theme column of a long one. `fractions` says
    whether figures without a percent sign on a percent scale are shares of 1.
    """

    unit: str = ""
    theme: str = ""
    n: str = ""
    mean: str = ""
    sd: str = ""
    hidden: str = ""
    invited: str = ""
    responses: str = ""
    rate: str = ""
    skip_units: tuple[str, ...] = ()
    fractions: bool | None = None
    themes: dict[Id, str | ThemeColumns] = {}


def load_mapping(path: Path) -> Mapping:
    """The mapping file at `path`; `AmuError` naming the file and what is wrong in it."""
    shown = clean(str(path))
    data = read_bytes(path, MAX_BYTES)
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.count(b".") > MOST_MARKS or line.count(b"[") + line.count(b"{") > MOST_MARKS:
            raise AmuError(_("too many dots or brackets in one line"), path=shown, line=number)
    try:
        value = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise AmuError(
            _("a character is not {encoding}").format(encoding="UTF-8"),
            path=shown,
            line=data[: error.start].count(b"\n") + 1,
            hint=_("Save the file as UTF-8."),
        ) from error
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        raise AmuError(
            _("the file is not valid TOML: {reason}").format(reason=clean(str(error))),
            path=shown,
            line=int(found[1]) if found else None,
        ) from error
    _refuse_unknown(value, shown)
    if wrong := next(_wrong(value), ""):
        raise AmuError(wrong, path=shown)
    return msgspec.convert(_cleaned(value), Mapping)


def _wrong(value: dict[str, Any]) -> Iterator[str]:
    """What does not have the shape of a mapping, key by key."""
    for key, told in value.items():
        if key == "skip_units":
            if not isinstance(told, list) or not all(isinstance(name, str) for name in told):
                yield _("“{key}” must be a list of texts").format(key=key)
        elif key == "fractions":
            if not isinstance(told, bool):
                yield _("“{key}” must be true or false").format(key=key)
        elif key == "themes":
            yield from _wrong_themes(told)
        elif not isinstance(told, str):
            yield _("“{key}” must be a text").format(key=key)


def _wrong_themes(themes: Any) -> Iterator[str]:
    if not isinstance(themes, dict):
        yield _("“{key}” must be a table").format(key="themes")
        return
    parts = set(ThemeColumns.__struct_fields__)
    for key, told in themes.items():
        if not is_id(key):
            yield _("“{key}” is no theme id").format(key=clean(key, limit=60))
        columns = told if isinstance(told, dict) else {"mean": told}
        texts = all(isinstance(name, str) for name in columns.values())
        if not texts or "mean" not in columns or not set(columns) <= parts:
            yield _("the theme “{key}” must be the name of a column, or {example}").format(
                key=clean(key, limit=60), example='{ mean = "…", n = "…", sd = "…" }'
            )


def _refuse_unknown(value: dict[str, Any], shown: str) -> None:
    known = Mapping.__struct_fields__
    for key in value:
        if key not in known:
            near = nearest(key, known, 1)
            raise AmuError(
                _("a mapping has no key “{key}”").format(key=clean(key)),
                path=shown,
                hint=_("Did you mean {names}?").format(names=", ".join(near))
                if near
                else _("It has: {names}.").format(names=", ".join(known)),
            )


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case list():
            return [_cleaned(item) for item in value]
        case dict():
            return {clean(key): _cleaned(item) for key, item in value.items()}
    return value
