"""The signs that results are drawn with: block characters, and an ASCII twin of each.

A reference has a sign of its own everywhere; the twin is what `--plain` prints instead.
"""

from typing import NamedTuple

import msgspec

from amu_tui.text import fit, right


class Symbol(NamedTuple):
    """The sign of one reference and its ASCII twin, one cell each."""

    sign: str
    twin: str


_SHAPES = tuple(Symbol(*pair) for pair in zip("◆◇○●△▲□■", "*ox@^A#%", strict=True))
_LETTERS = tuple(Symbol(char, char) for char in "bcdefghijklmnpqrstuvwyz")
SEVERAL = Symbol("◈", "&")
"""Where two references fall on the same cell."""

_TYPOGRAPHIC = str.maketrans(
    {
        "·": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "~",
        "±": "+-",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "’": "'",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


class Signs(msgspec.Struct, frozen=True):
    """One set of signs. `part` are a bar's last cell, from one eighth to a whole cell."""

    ascii: bool
    full: str
    part: str
    line: str
    low: str
    high: str
    past_low: str
    past_high: str
    band: str
    hidden: str
    upright: str
    top: str
    foot: str

    def symbol(self, symbol: Symbol) -> str:
        """The sign to show for a reference."""
        return symbol.twin if self.ascii else symbol.sign

    def text(self, text: str) -> str:
        """`text` with typographic signs replaced where this set is ASCII; names keep letters."""
        return text.translate(_TYPOGRAPHIC) if self.ascii else text

    def fit(self, text: str, cells: int) -> str:
        """`text` in exactly `cells` cells, a cut being marked."""
        return self.text(fit(self.text(text), cells))

    def right(self, text: str, cells: int) -> str:
        """`text` at the right edge of exactly `cells` cells."""
        return self.text(right(self.text(text), cells))


BLOCKS = Signs(
    ascii=False,
    full="█",
    part="▏▎▍▌▋▊▉█",
    line="─",
    low="├",
    high="┤",
    past_low="←",
    past_high="→",
    band="▒",
    hidden="░",
    upright="│",
    top="┬",
    foot="┴",
)
ASCII = Signs(
    ascii=True,
    full="=",
    part="++++++++",
    line="-",
    low="|",
    high="|",
    past_low="<",
    past_high=">",
    band=":",
    hidden="~",
    upright="|",
    top="-",
    foot="-",
)


def symbol(number: int) -> Symbol:
    """The symbol of a reference by its number, counted from 0; the first 31 all differ."""
    known = _SHAPES + _LETTERS
    return known[number % len(known)]
