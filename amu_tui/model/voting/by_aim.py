"""One value for each aim, so that nothing is written once to preserve and once more to improve."""

from collections.abc import Callable, Iterator
from typing import Generic, Self, TypeVar

import msgspec

from amu_tui.model.survey.instrument import AIMS, Aim, Frozen

T = TypeVar("T")


class ByAim(Frozen, Generic[T], frozen=True, kw_only=True):
    """A pair; in a file a table with the keys `preserve` and `improve`."""

    preserve: T
    improve: T

    @classmethod
    def each(cls, value: Callable[[Aim], T]) -> Self:
        """The pair of what `value` gives for each aim."""
        return cls(preserve=value("preserve"), improve=value("improve"))

    def of(self, aim: Aim) -> T:
        """The value for `aim`."""
        return self.preserve if aim == "preserve" else self.improve

    def items(self) -> Iterator[tuple[Aim, T]]:
        """Each aim with its value."""
        return ((aim, self.of(aim)) for aim in AIMS)

    def values(self) -> tuple[T, T]:
        """The values alone."""
        return self.preserve, self.improve

    def with_value(self, aim: Aim, value: T) -> Self:
        """The same with `value` for `aim`."""
        return msgspec.structs.replace(self, **{aim: value})
