"""The program around the commands: language, errors and exit codes, in one place.

A command raises `AmuError` or returns; what reaches the shell is decided here. Whatever goes
wrong, the user gets a line on stderr in their own language, never a traceback, unless AMU_DEBUG
is set.
"""

import contextlib
import os
import sys
from collections.abc import Sequence

import click

from amu_tui import words
from amu_tui.cli.commands import program
from amu_tui.cli.kit import click_words
from amu_tui.cli.kit.output import Unread, argument, say
from amu_tui.cli.kit.streams import hold_open, never_fail
from amu_tui.errors import AmuError, ExitCode
from amu_tui.words import _


def main() -> None:
    """The entry point of the `amu` command."""
    hold_open()
    sys.exit(run(sys.argv[1:]))


def run(argv: Sequence[str]) -> int:
    """Run one command line, without the program's own name; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        never_fail(stream)
    try:
        chosen, trouble = _language(argv)
        words.use(chosen)
        click_words.use(chosen)
        if trouble:
            say(trouble)
        return _attempt(argv)
    except (KeyboardInterrupt, click.Abort):
        return ExitCode.INTERRUPTED
    except Exception as error:
        return _crashed(error)


def _attempt(argv: Sequence[str]) -> int:
    try:
        code = program().main(list(argv), prog_name="amu", standalone_mode=False)
    except Unread as error:
        return error.exit_code
    except AmuError as error:
        say(str(error))
        return error.exit_code
    except click.UsageError as error:
        say(_usage(error, argv))
        return ExitCode.WRONG_USE
    except click.ClickException as error:
        say(error.format_message())
        return ExitCode.FAILED
    return code if isinstance(code, int) else ExitCode.FINE


def _crashed(error: Exception) -> int:
    """Say in a line that the program has failed, and note where; with AMU_DEBUG, show it."""
    with contextlib.suppress(Exception):  # there may be no memory and no disk left to say it
        from amu_tui.files.user.crash import note_crash

        if os.environ.get("AMU_DEBUG"):
            import traceback

            say("".join(traceback.format_exception(error)))
        else:
            said = _("Something went wrong in the program. What was said to be saved is saved.")
            path = note_crash(error)
            where = _("What happened is described in {path}.").format(path=path)
            say(f"{said} {where if path else type(error).__name__}")
    return ExitCode.CRASHED


def _usage(error: click.UsageError, argv: Sequence[str]) -> str:
    lines = [error.format_message()]
    if isinstance(error, click.NoSuchOption):
        lines += [
            _("A name that begins with - is written {path}").format(path=argument(word))
            for word in argv
            if word.startswith("-") and os.path.lexists(word)
        ]
    if error.ctx is not None:
        command = error.ctx.command_path
        lines.append(_("`{command} --help` tells more.").format(command=command))
    return "\n".join(lines)


def _language(argv: Sequence[str]) -> tuple[str, str]:
    """The language to speak, and why the user's settings could not be read or nothing.

    The last `--lang` wins, wherever it stands, then the settings, then the locale. It is looked
    for before the commands are made, since their help is in that language too; an unknown one
    is refused later, where the option is read.
    """
    from amu_tui.files.user.settings import load_settings

    wanted = ""
    for index, word in enumerate(argv):
        if word == "--":
            break
        if word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
        elif word == "--lang" and index + 1 < len(argv):
            wanted = argv[index + 1]
    if wanted in words.LANGUAGES:
        return wanted, ""
    settings, trouble = load_settings()
    return settings.language or words.from_environment(), trouble
