"""Texts that are typed: on the command line, or a line each of standard input.

Every account of a machine can see the command lines of the others, and a shell remembers its
own. So what is not for others need not stand there: `-` in the place of any text means the next
line of standard input.
"""

import sys
from collections.abc import Callable
from typing import Any

import click

from amu_tui.cli.kit.output import say
from amu_tui.errors import UsageError
from amu_tui.text import MAX_LENGTH
from amu_tui.words import _

_OPENLY, _PIPED = "amu.openly", "amu.piped"
_LONGEST = 8 * MAX_LENGTH
"""Bytes that are read of a line: of a text that may be kept it is all."""


def typed(name: str) -> Callable[[str], str]:
    """What makes a text of a word of the command line, or of `-`, for the parameter `name`."""

    def text(word: str) -> str:
        from amu_tui.model.meeting.action import parse_text

        meta = click.get_current_context().meta
        if word == "-":
            meta[_PIPED] = True
            return parse_text(_line(name))
        if word:
            meta.setdefault(_OPENLY, set()).add(name)
        return parse_text(word)

    return text


def warn_openly(*names: str, instead: str) -> None:
    """Say that the texts of these parameters could be seen, where they could.

    Args:
        instead: the command that takes them from standard input.
    """
    if not click.get_current_context().meta.get(_OPENLY, set()).isdisjoint(names):
        say(
            _(
                "Others on this machine could read the command line, and your shell remembers it. "
                "`{command}` asks instead."
            ).format(command=instead)
        )


def refuse_rest(run: Callable[..., Any]) -> Callable[..., Any]:
    """`run`, but called only where no line of standard input is left that nothing takes."""

    def checked(**given: Any) -> Any:
        piped = _PIPED in click.get_current_context().meta and not sys.stdin.isatty()
        if piped and sys.stdin.buffer.read(_LONGEST).strip():
            raise UsageError(
                _("there are more lines on standard input than “-” on the command line"),
                hint=_("Each “-” takes one line; a text is one line."),
            )
        return run(**given)

    return checked


def _line(name: str) -> str:
    """The next line of standard input; a terminal is asked for it."""
    if sys.stdin.isatty():
        say(f"{name}:")
    try:
        data = sys.stdin.buffer.readline(_LONGEST)
        line = data.decode(sys.stdin.encoding)
    except OSError as error:
        raise UsageError(_("standard input cannot be read")) from error
    except UnicodeDecodeError as error:
        message = _("a line of standard input is not in {encoding}")
        raise UsageError(message.format(encoding=sys.stdin.encoding.upper())) from error
    if not data:
        raise UsageError(_("there is no line on standard input for {name}").format(name=name))
    return line.removeprefix("\ufeff")
