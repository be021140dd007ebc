"""typst, which sets a page and draws a picture, with no font, package or file of this machine."""

from functools import cache
from typing import TYPE_CHECKING, Any

from amu_tui.errors import AmuError
from amu_tui.words import _

if TYPE_CHECKING:
    import typst

_PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: "Libertinus Serif")
#image(bytes(sys.inputs.svg), format: "svg")
"""
_DOTS_PER_INCH = 200.0


def typesetter(extra: str) -> "typst.Compiler":
    """The typesetter; without it an `AmuError` says that the `extra` of this project has it."""
    try:
        return _typesetter()
    except ImportError as error:
        raise AmuError(
            _("pages and charts cannot be set here: the package typst is not installed"),
            hint=_('Install it: pip install "amu-tui[{extra}]"').format(extra=extra),
        ) from error


@cache
def _typesetter() -> "typst.Compiler":
    import typst

    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))


def made(compiler: "typst.Compiler", page: bytes, inputs: dict[str, str], **how: Any) -> bytes:
    """What `compiler` makes of `page`, in one piece."""
    done = compiler.compile(page, sys_inputs=inputs, **how)
    assert isinstance(done, bytes)
    return done


def png(svg: str) -> bytes:
    """A drawing as a picture, sharp on paper."""
    compiler = typesetter("word")
    return made(compiler, _PICTURE, {"svg": svg}, format="png", ppi=_DOTS_PER_INCH)
