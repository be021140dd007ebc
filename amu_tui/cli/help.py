"""`amu help`: pages about what the commands have in common, and each command's own help."""

import sys
from collections.abc import Sequence
from importlib import resources

import click

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import columns, put
from amu_tui.errors import UsageError
from amu_tui.text import clean, nearest
from amu_tui.words import _

TOPICS = (
    "meeting",
    "tables",
    "scoring",
    "hidden",
    "voting",
    "filing",
    "follow-up",
    "rounds",
    "checklists",
    "sharing",
    "files",
    "keys",
    "settings",
)
"""The pages, each a file in `amu_tui/help` for each language."""

HELP_COLUMNS = 88
"""Cells of a line that is still easy to read."""


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "help",
        run,
        about=_("Read a page of help, or what a command takes; without a name, list the pages."),
        takes=[click.Argument(["names"], nargs=-1, type=clean, metavar=_("[TOPIC|COMMAND]"))],
    )


def run(names: tuple[str, ...]) -> None:
    """Show what is asked for, on a terminal with styles, elsewhere as the text that it is."""
    if not names:
        put(contents())
    elif names[0] not in TOPICS:
        put(of_command(names))
    elif sys.stdout.isatty():
        from amu_tui.cli.kit.markdown import show

        show(page(names[0]), min(columns(), HELP_COLUMNS))
    else:
        put(page(names[0]))


def contents() -> str:
    """The pages with their titles."""
    width = max(map(len, TOPICS)) + 2
    lines = [f"  {topic:{width}}{written(topic).splitlines()[0][2:]}" for topic in TOPICS]
    how = _("`amu help TOPIC` shows a page, `amu help COMMAND` what a command takes.")
    return "\n".join([*lines, "", how])


def page(topic: str) -> str:
    """The whole page in the language spoken, as Markdown."""
    return f"{written(topic)}\n{key_table()}" if topic == "keys" else written(topic)


def written(topic: str) -> str:
    """What people have written of the page."""
    file = resources.files("amu_tui") / "help" / words.language() / f"{topic}.md"
    return file.read_text("utf-8")


def key_table() -> str:
    """All keys by screen, as a Markdown table."""
    from amu_tui.tui.keys import KEYS, table

    lines = [f"| {_('where')} | {_('key')} | {_('does')} |", "|---|---|---|"]
    for title, pairs in table(KEYS):
        for number, (keys, text) in enumerate(pairs):
            shown = " ".join(f"`{key}`" for key in keys.split(" "))
            lines.append(f"| {'' if number else title} | {shown} | {text} |")
    return "\n".join(lines) + "\n"


def of_command(names: Sequence[str]) -> str:
    """What `--help` of the command says; `UsageError` where there is none of that name."""
    ctx = click.get_current_context().find_root()
    for name in names:
        group = ctx.command
        command = group.get_command(ctx, name) if isinstance(group, click.Group) else None
        if command is None:
            known = group.list_commands(ctx) if isinstance(group, click.Group) else []
            near = nearest(name, [*TOPICS, *known] if ctx.parent is None else known)
            raise UsageError(
                _('there is no page and no command "{name}"').format(name=" ".join(names)),
                hint=_("Did you mean {names}?").format(names=", ".join(near))
                if near
                else _("`amu help` lists the pages."),
            )
        ctx = click.Context(command, info_name=name, parent=ctx, **command.context_settings)
    return ctx.get_help()
