"""How commands, arguments and options are made: built when asked for, in the language spoken.

Texts from the command line are cleaned here, on their way in; paths stay as they are and are
cleaned where they are shown.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from amu_tui.cli.kit.output import put
from amu_tui.cli.kit.typed import refuse_rest, typed
from amu_tui.errors import AmuError, UsageError
from amu_tui.text import clean
from amu_tui.words import LANGUAGES, _

_LANG = "amu.lang"


def command(
    name: str,
    run: Callable[..., Any],
    *,
    about: str,
    takes: Sequence[click.Parameter],
    cls: type[click.Command] = click.Command,
) -> click.Command:
    """The command `name`, which calls `run` with what it takes and may return an exit code."""
    return cls(
        name,
        callback=refuse_rest(run),
        params=[*takes, lang(), help_option()],
        help=about,
        options_metavar=_("[OPTIONS]"),
    )


def group(name: str, commands: Sequence[click.Command], *, about: str) -> click.Group:
    """The command `name` that only has commands of its own."""
    return click.Group(
        name,
        commands=list(commands),
        params=[lang(), help_option()],
        help=about,
        no_args_is_help=False,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND …"),
    )


def lang() -> click.Option:
    """`--lang`, which every command takes; it was obeyed before the command was made."""

    def note(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        if value:
            ctx.meta[_LANG] = value

    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        callback=note,
        help=_("Language: Bokmål, Nynorsk or English."),
    )


def help_option() -> click.Option:
    """`--help`, which every command takes; click's own fails where stdout takes nothing."""

    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            put(ctx.get_help())
            ctx.exit()

    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=_("Show this message and exit."),
    )


def lang_was_given() -> bool:
    """Whether the command line being run says which language to speak."""
    return _LANG in click.get_current_context().meta


class PathType(click.Path):
    """A path that need not be there, but could be; an empty one is a variable that is not set."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as a `Path`; wrong use where no file could be called so."""
        if value in ("", b""):
            self.fail(_("the path is empty"), param, ctx)
        try:
            named = b"\0" not in os.fsencode(value)
        except UnicodeError:
            named = False
        if not named:
            self.fail(_("this cannot be the name of a file"), param, ctx)
        return super().convert(value, param, ctx)


def path(name: str, *, shown: str, required: bool = True, many: bool = False) -> click.Argument:
    """A path as an argument. Who may read it is for the command to find out, and to say well."""
    return click.Argument(
        [name],
        type=PathType(),
        metavar=shown,
        required=required,
        nargs=-1 if many else 1,
    )


def session() -> click.Argument:
    """The folder of a session."""
    return path("path", shown=_("SESSION"))


def text(
    *names: str, shown: str, about: str, required: bool = False, many: bool = False
) -> click.Option:
    """An option that takes text; None where it is not given, a tuple where it can be repeated."""
    return click.Option(
        list(names),
        type=typed(names[0]),
        metavar=shown,
        help=about,
        required=required,
        multiple=many,
    )


def rows(name: str, *, about: str) -> click.Option:
    """An option that takes the rows of a header, `4` or `4-5`."""

    def header_rows(value: str) -> str:
        from amu_tui.tables.reading.header import header_rows

        typed = clean(value)
        try:
            header_rows(typed)
        except AmuError as error:
            raise UsageError(error.message, hint=error.hint) from error
        return typed

    return click.Option([name], type=header_rows, metavar=_("ROW"), help=about)


def file(*names: str, shown: str, about: str, required: bool = False) -> click.Option:
    """An option that takes a path."""
    return click.Option(
        list(names),
        type=PathType(),
        metavar=shown,
        help=about,
        required=required,
    )


def number(*names: str, about: str, least: int = 0) -> click.Option:
    """An option that takes a whole number, `least` or more."""

    def whole(value: str) -> int:
        typed = clean(value)
        if not typed.isdecimal() or len(typed) > 9 or int(typed) < least:
            message = _("“{text}” is not a whole number, {least} or more")
            raise click.BadParameter(message.format(text=typed, least=least))
        return int(typed)

    return click.Option(list(names), type=whole, metavar=_("N"), help=about)


def one_of(*names: str, choices: Sequence[str], about: str, default: str | None = None) -> Any:
    """An option that takes one of a few words."""
    return click.Option(list(names), type=click.Choice(choices), help=about, default=default)


def flag(*names: str, about: str) -> click.Option:
    """An option without a value."""
    return click.Option(list(names), is_flag=True, help=about)


def json() -> click.Option:
    """`--json`: one document on stdout and nothing else there."""
    return flag("--json", "as_json", about=_("Write one JSON document."))


def audience() -> Any:
    """`--audience`: for whom the document is, the unit or everybody."""
    return one_of(
        "--audience",
        choices=("unit", "public"),
        default="unit",
        about=_(
            "For whom it is. For the public: figures of 13 people or more, with one decimal, no "
            "names and no notes."
        ),
    )


def words(values: Sequence[str]) -> list[str]:
    """The words of an option that can be repeated and takes several with commas between."""
    return [word for value in values for word in (w.strip() for w in value.split(",")) if word]
