"""`amu doctor`: what is wrong with the machine or a session's folder, and what mends it."""

import locale
import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import columns, put, put_json, say
from amu_tui.cli.maintenance.check import session_folders
from amu_tui.errors import AmuError, ExitCode
from amu_tui.words import _, ngettext

if TYPE_CHECKING:
    from amu_tui.files.doctor import Finding

MOST = 100
"""Cells of a line, on however wide a screen; a command is never broken."""


@dataclass
class Seen:
    """What was looked at."""

    sessions: int = 0
    findings: "list[Finding]" = field(default_factory=list)
    advice: "list[Finding]" = field(default_factory=list)


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "doctor",
        run,
        about=_(
            "Look at this machine and at who can do what in the folders of sessions; changes "
            "nothing, and says the command that mends each thing."
        ),
        takes=[
            options.path("paths", shown=_("[PATH…]"), many=True, required=False),
            options.json(),
        ],
    )


def run(paths: tuple[Path, ...], as_json: bool) -> int:
    """Name what is wrong; returns the exit code."""
    seen, failed = _look(paths)
    if as_json:
        put_json(
            [
                {"path": finding.path, "problem": finding.message, "command": finding.command}
                for finding in seen.findings
            ]
        )
    elif seen.sessions or seen.findings or not failed:
        put("\n".join(_report(seen)))
    for error in failed:
        say(str(error))
    return ExitCode.FAILED if seen.findings or failed else ExitCode.FINE


def _look(paths: Sequence[Path]) -> tuple[Seen, list[AmuError]]:
    from amu_tui.files.doctor import examine, machine

    seen, failed = Seen(), list[AmuError]()
    terminal = sys.stdout.isatty()
    seen.findings += machine(os.environ, locale.getencoding(), at_terminal=terminal)
    home = click.get_current_context().find_root().obj
    for path in paths or [home]:
        try:
            folders = session_folders(path)
        except AmuError as error:
            failed.append(error)
            continue
        if not paths and folders == [home] and not os.path.lexists(home / "session.toml"):
            continue  # without sessions there is still the machine
        for folder in folders:
            try:
                examined = examine(folder)
            except AmuError as error:
                failed.append(error)
                continue
            seen.sessions += 1
            seen.findings += examined.findings
            seen.advice += examined.advice
    return seen, failed


def _report(seen: Seen) -> Iterator[str]:
    for finding in seen.findings:
        yield from _finding_lines(finding)
    if seen.findings:
        yield ""
        yield ngettext(
            "{n} thing to mend; nothing has been changed.",
            "{n} things to mend; nothing has been changed.",
            len(seen.findings),
        ).format(n=len(seen.findings))
    elif seen.sessions:
        yield ngettext(
            "All is well with this machine and {n} session.",
            "All is well with this machine and {n} sessions.",
            seen.sessions,
        ).format(n=seen.sessions)
    else:
        yield _("All is well with this machine; there are no sessions here.")
    if seen.advice:
        yield ""
        yield _("Good to know:")
        for finding in seen.advice:
            yield from _finding_lines(finding)


def _finding_lines(finding: "Finding") -> Iterator[str]:
    yield finding.path
    yield from textwrap.wrap(
        finding.message,
        min(columns(), MOST),
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if finding.command:
        yield f"    {finding.command}"
