"""What is wrong with a file, in the user's words and with the line.

msgspec says what it wanted and where, but leaves out the keys of tables that are keyed by id
(`$.themes[...].n`), and knows no lines. Both are found here, after the fact, since most files
are fine.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import msgspec.inspect

from amu_tui.text import clean, nearest
from amu_tui.words import N_, _, number, spoken

_AT = re.compile(r"(.*?)(?: - at (?:`key` in )?`\$(.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_LINE_NUMBER = re.compile(r"^(.*?) \(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)
_HEADER = re.compile(r"\s*\[\[?([^\]]+)\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_WANTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_BOUND = re.compile(r"Expected `\w+` (>=|<=|>|<) (\S+)")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]+)`")
_LEADING_KEYS = re.compile(r"([a-z0-9-]+(?:\.[a-z0-9-]+)+): ")
_ENUM = re.compile(r"Invalid enum value (.+)", re.DOTALL)

_TYPES = {
    "int": N_("a whole number"),
    "float": N_("a number"),
    "str": N_("a text"),
    "bool": N_("true or false"),
    "object": N_("a table"),
    "array": N_("a list"),
    "date": N_("a date"),
    "datetime": N_("a date with time"),
    "time": N_("a time"),
}

_NO_PAIR = N_("a line is a key, = and a value; a key with other letters than a–z stands in quotes")
_TWICE = N_("the same key or table stands here twice")
_NO_END = N_("the text in quotes has no end")
_NOT_CLOSED = N_("a bracket is not closed")
_BACKSLASH = N_(r"a \ in a text in quotes is written \\")
_SYNTAX = (
    ("Invalid statement", _NO_PAIR),
    ("Expected '=' after a key", _NO_PAIR),
    ("Invalid initial character for a key", _NO_PAIR),
    ("Invalid value", N_("this is not a value; a text stands in quotes")),
    ("Invalid date or datetime", N_("there is no such date or time")),
    ("Expected newline or end of document", N_("something stands after the value")),
    ("Cannot overwrite a value", _TWICE),
    ("Cannot declare", _TWICE),
    ("Cannot redefine namespace", _TWICE),
    ("Cannot mutate immutable namespace", _TWICE),
    ("Duplicate inline table key", _TWICE),
    ("Expected ']", _NOT_CLOSED),
    ("Unclosed", _NOT_CLOSED),
    ("Unterminated string", _NO_END),
    ("Expected \"'", _NO_END),
    (r"Illegal character '\n'", _NO_END),
    (r"Found invalid character '\n'", _NO_END),
    ("Illegal character", N_("a control character stands here")),
    ("Found invalid character", N_("a control character stands here")),
    ("Unescaped '", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Escaped character is not", _BACKSLASH),
)
"""How what the parser says begins, and what it means."""

_POINTERS = (
    ("version https://git-lfs.github.com/spec/", "git-lfs", "git lfs pull"),
    ("/annex/objects/", "git-annex", "git annex get"),
)
"""How a file begins that only points to another, of which program, and what brings the other."""

AS_UTF8 = N_("Save the file again with the encoding UTF-8.")

_ODD_NUMBER = re.compile(
    r"[0-9](?:_?[0-9]){18}|0x[0-9a-fA-F_]{16}|0o[0-7_]{21}|0b[01_]{64}|[=\[,]\s*[+-]?(?:nan|inf)\b"
)
"""A number that may have more than 64 bits, or is not finite."""

KeyPath = tuple[str | int, ...]


def syntax(error: ValueError | RecursionError, text: str) -> tuple[str, int | None, str]:
    """Message, line (from 1) and hint for what `tomllib` did not take."""
    for written, kind, get in _POINTERS:
        if text.startswith(written):
            message = _("this is only a pointer of {program}, which keeps the file elsewhere")
            hint = _("`{command}` brings the file itself here.").format(command=get)
            return message.format(program=kind), None, hint
    if "\0" in text:
        return _("this is not UTF-8 text"), text.count("\n", 0, text.index("\0")) + 1, _(AS_UTF8)
    return (*_syntax(error, text), "")


def _syntax(error: ValueError | RecursionError, text: str) -> tuple[str, int | None]:
    match = _LINE_NUMBER.match(str(error))
    if match is None:
        if line := line_of_number(text):
            return _("a number has more than 64 bits"), line
        return _("this is not TOML that can be read"), None
    reason, row = match.groups()
    line = int(row) if row else text.rstrip().count("\n") + 1
    for beginning, meaning in _SYNTAX:
        if reason.startswith(beginning):
            return _("this is not TOML: {reason}").format(reason=_(meaning)), line
    return _("this line is not TOML"), line


def invalid(
    error: msgspec.ValidationError, table: Mapping[str, Any], kind: Any, text: str, *, typed: bool
) -> tuple[str, int | None]:
    """Message and line (from 1) for what does not fit `kind`; `typed` by somebody."""
    match = _AT.match(str(error))
    reason, trail = (match.group(1), match.group(2) or "") if match else (str(error), "")
    steps: KeyPath = tuple(
        name or (int(index) if index.isdigit() else index) for name, index in _STEP.findall(trail)
    )
    keys = _resolved(steps, table, kind, str(error))
    if typed and error.__cause__ is not None:
        # A misspelt key may be why the model misses another.
        fields = _fields_at(keys, kind)
        for key in _at(table, [*keys]) if fields else ():
            if key not in fields:
                return clean(no_such_key((*keys, key), fields)), line_of((*keys, key), text)
    # What the model itself refuses is the cause.
    meaning = _in_words(reason) if error.__cause__ is None else spoken(error.__cause__.args[0])
    if unknown := _UNKNOWN.match(reason):
        key = unknown.group(1)
        known = () if keys else getattr(kind, "__struct_fields__", ())
        keys = (*keys, key)
        message = no_such_key(keys, known)
    elif missing := _MISSING.match(reason):
        message = _('"{key}" is missing').format(key=dotted((*keys, missing.group(1))))
    else:
        message = f"{dotted(keys)}: {meaning}" if keys else meaning
        # The model may begin with the keys of what does not fit the rest of the file.
        if not keys and (start := _LEADING_KEYS.match(meaning)):
            keys = _parts(start.group(1))
    return clean(message), line_of(keys, text)


def no_such_key(keys: KeyPath, fields: Sequence[str]) -> str:
    """That a key can have no effect, with the nearest of the `fields` that can stand there."""
    message = _('"{key}" is not a key that can stand here').format(key=dotted(keys))
    if near := nearest(str(keys[-1]), fields, 1):
        message += "; " + _("did you mean {names}?").format(names=", ".join(near))
    return message


def unknown_keys(table: Any, value: Any, keys: KeyPath = ()) -> Iterator[tuple[KeyPath, list[str]]]:
    """The keys of `table` that `value`, made of it, has no field for; each with the fields."""
    if isinstance(value, msgspec.Struct):
        fields = dict(zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True))
        for key, inner in table.items():
            if key not in fields:
                yield (*keys, key), list(fields)
            else:
                yield from unknown_keys(inner, getattr(value, fields[key]), (*keys, key))
    elif isinstance(value, Mapping) and isinstance(table, Mapping):
        for key, inner in table.items():
            yield from unknown_keys(inner, value.get(key), (*keys, key))
    elif isinstance(value, tuple):
        for place, inner in enumerate(table):
            yield from unknown_keys(inner, value[place], (*keys, place))


def dotted(keys: KeyPath) -> str:
    """The place as it would be written in TOML: `themes.autonomy.n`."""
    return ".".join(str(step) for step in keys)


def line_of(keys: KeyPath, text: str) -> int | None:
    """The line (from 1) where the key stands, or the nearest table around it."""
    rows: dict[tuple[str, ...], int] = {}
    current: tuple[str, ...] = ()
    for row, line in enumerate(text.split("\n"), 1):
        if key := _KEY.match(line):
            rows.setdefault((*current, *_parts(key.group(1))), row)
        elif header := _HEADER.match(line):
            current = _parts(header.group(1))
            for length in range(1, len(current) + 1):
                rows.setdefault(current[:length], row)
    steps = tuple(step for step in keys if isinstance(step, str))
    while steps and steps not in rows:
        steps = steps[:-1]
    return rows.get(steps)


def line_of_number(text: str) -> int | None:
    """The first line (from 1) with a number that is too long, or none that is finite."""
    found = _ODD_NUMBER.search(text)
    return None if found is None else text.count("\n", 0, found.start()) + 1


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in key.split("."))


def _in_words(reason: str) -> str:
    if wanted := _WANTED.match(reason):
        names = [part.strip() for part in wanted.group(1).split("|")]
        kinds = [_(_TYPES.get(name, name)) for name in names if name != "null"]
        got = wanted.group(2)
        return _("this should be {wanted}, not {found}").format(
            wanted=_(" or ").join(kinds), found=_(_TYPES.get(got, got))
        )
    if bound := _BOUND.match(reason):
        if bound.group(1) in (">=", ">"):
            return _("this should be {least} or more").format(least=_figure(bound.group(2)))
        return _("this should be {most} or less").format(most=_figure(bound.group(2)))
    if value := _ENUM.match(reason):
        return _("{value} is not one of the words that can stand here").format(value=value.group(1))
    if "matching regex" in reason:
        return _("an id is 1–63 small letters a–z, digits and hyphens")
    if "of length >= 1" in reason:
        return _("this should not be empty")
    return _("this is not what can stand here")


def _figure(text: str) -> str:
    """A bound as the user's language writes it, without a fraction of nothing."""
    decimals = len(text.partition(".")[2].rstrip("0"))
    return number(float(text), decimals)


def _resolved(steps: KeyPath, table: Mapping[str, Any], kind: Any, message: str) -> KeyPath:
    """`steps` with each `...` resolved: the key whose entry alone gives the same message."""
    whole: Any = dict(table)
    keys: list[str | int] = []
    for step in steps:
        here = _at(whole, keys)
        if step != "...":
            keys.append(step)
            continue
        if not isinstance(here, Mapping):
            break
        for key in here:
            alone = _with(whole, keys, {key: here[key]})
            if _message(alone, kind) == message:
                whole = alone
                keys.append(key)
                break
        else:
            break
    return tuple(keys)


def _fields_at(keys: KeyPath, kind: Any) -> Sequence[str]:
    """The keys that the table at `keys` may have in a file of `kind`; none where it is no model."""
    found = msgspec.inspect.type_info(kind)
    for step in keys:
        if isinstance(found, msgspec.inspect.StructType):
            found = next(one.type for one in found.fields if one.encode_name == step)
        elif isinstance(found, msgspec.inspect.DictType):
            found = found.value_type
        else:
            return ()
    if not isinstance(found, msgspec.inspect.StructType):
        return ()
    return [one.encode_name for one in found.fields]


def _at(value: Any, keys: list[str | int]) -> Any:
    for step in keys:
        value = value[step]
    return value


def _with(value: Any, keys: list[str | int], new: Any) -> Any:
    """`value` with what stands at `keys` exchanged for `new`."""
    if not keys:
        return new
    copy: Any = list(value) if isinstance(value, list) else dict(value)
    copy[keys[0]] = _with(value[keys[0]], keys[1:], new)
    return copy


def _message(table: Any, kind: Any) -> str:
    try:
        msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        return str(error)
    return ""
