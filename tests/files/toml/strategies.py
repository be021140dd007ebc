"""Hypothesis strategies for model values, made from the classes themselves."""

import datetime
from typing import Any

import msgspec
from hypothesis import reject
from hypothesis import strategies as st
from msgspec import inspect as types

from amu_tui.text import clean

TEXT = st.text(max_size=40).map(lambda text: clean(text))


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a model class that it accepts itself; `schema` is the present one."""
    return _values(types.type_info(kind))


def _values(info: types.Type) -> st.SearchStrategy[Any]:
    match info:
        case types.StructType(cls=cls, fields=fields):
            known = {f.name: _values(f.type) for f in fields if f.name != "schema"}
            return _structs(cls, known)
        case types.IntType(ge=least, le=most):
            return st.integers(least or 0, most if most is not None else 2**63 - 1)
        case types.FloatType(ge=least, le=most):
            return st.floats(least, most, allow_nan=False, allow_infinity=False)
        case types.StrType(pattern=None, min_length=least):
            return TEXT.filter(lambda text: len(text) >= (least or 0))
        case types.StrType(pattern=pattern):
            return st.from_regex(pattern or "", fullmatch=True)
        case types.LiteralType(values=options):
            return st.sampled_from(options)
        case types.VarTupleType(item_type=item):
            return st.lists(_values(item), max_size=3).map(tuple)
        case types.DictType(key_type=key, value_type=value):
            return st.dictionaries(_values(key), _values(value), max_size=3)
        case types.UnionType(types=options):
            return st.one_of([_values(option) for option in options])
        case types.NoneType():
            return st.none()
        case types.BoolType():
            return st.booleans()
        case types.DateType():
            return st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
    raise NotImplementedError(info)


@st.composite
def _structs(
    draw: st.DrawFn, cls: type[msgspec.Struct], fields: dict[str, st.SearchStrategy[Any]]
) -> msgspec.Struct:
    drawn = {name: draw(strategy) for name, strategy in fields.items()}
    if drawn.get("hidden"):  # a hidden score has no numbers
        drawn |= {name: None for name in ("n", "mean", "sd") if name in drawn}
    try:
        return cls(**drawn)
    except ValueError:
        reject()
