"""What a terminal that does not speak UTF-8 gets for a sign it lacks: one that is as wide."""

import codecs
import unicodedata

from amu_tui.text import width

TWINS = str.maketrans(
    "█▉▊▋▌▍▎▏▓▒░─━┄┅┈═│┃┊├┤┼┬┴┌┐└┘╭╮╰╯←→↑↓▸▶▲△◆◇○●■□◉◈▪•·–—−…±×«»“”‘’✓✎øØæÆđĐŧŦŋŊ▁▂▃▄▅▆▇▔▀▐▕",
    '=+++++++#:~-----=||:||+--++++++++<>^v>>^A*ox@#%@&**----~+x""""\'\'v!oOaAdDtTnN_______-=||',
)
ERRORS = "amu-twins"
"""The name by which a stream asks for them."""


def _twins(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(map(_twin, lacking)), error.end


def _twin(sign: str) -> str:
    """One sign in ASCII, in as many cells; a letter without its accent."""
    plain = sign.translate(TWINS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", sign)[:1]
    cells = width(sign)
    return plain if plain.isascii() and len(plain) == cells else "?" * cells


codecs.register_error(ERRORS, _twins)
