"""Values with one text in every place for text, whatever fields they have or will have."""

import datetime
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

T = TypeVar("T", bound=msgspec.Struct)


def filled(kind: type[T], text: str, *, ids: Sequence[str] = ("x",), **kept: object) -> T:
    """A value of `kind` in which nothing is left out and all that people type is `text`.

    Args:
        kind: the class.
        text: what every text is.
        ids: the keys of what is kept by id; an id elsewhere is the first of them.
        kept: fields of the value itself that are given.
    """
    info = _type_info(kind)
    assert isinstance(info, inspect.StructType)
    day = datetime.date(2017, 12, 15)
    made: T = _struct(info, text, ids, day, kept)
    return made


_type_info = cache(inspect.type_info)


def _struct(
    info: inspect.StructType,
    text: str,
    ids: Sequence[str],
    day: datetime.date,
    kept: dict[str, object],
) -> Any:
    values = {
        field.name: field.default
        if isinstance(field.type, inspect.IntType | inspect.BoolType) and not field.required
        else _value(field.type, text, ids, day)
        for field in info.fields
    }
    return info.cls(**values | kept)


def _value(info: inspect.Type, text: str, ids: Sequence[str], day: datetime.date) -> Any:
    match info:
        case inspect.StrType(pattern=pattern):
            return ids[0] if pattern else text
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.UnionType(types=types):
            some = next(one for one in types if not isinstance(one, inspect.NoneType))
            return _value(some, text, ids, day)
        case inspect.StructType():
            return _struct(info, text, ids, day, {})
        case inspect.DictType(key_type=inspect.LiteralType(values=keys), value_type=kind):
            return {key: _value(kind, text, ids, day) for key in keys}
        case inspect.DictType(value_type=kind):
            return {key: _value(kind, text, ids, day) for key in ids}
        case inspect.VarTupleType(item_type=kind) | inspect.ListType(item_type=kind):
            return (_value(kind, text, ids, day),)
        case inspect.DateType():
            return day
        case inspect.IntType(ge=least) | inspect.FloatType(ge=least):
            return least or 1
        case inspect.BoolType():
            return True
        case inspect.Metadata(type=kind):
            return _value(kind, text, ids, day)
    raise TypeError(info)
