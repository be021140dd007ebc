"""`amu doctor`: what is wrong with the machine or a session's folder, and what mends it."""

import locale
import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import columns, put, put_json, say
from amu_tui.errors import AmuError, ExitCode
from amu_tui.words import _, ngettext

if TYPE_CHECKING:
    from amu_tui.files.doctor import Finding

LONGEST_LINE = 100
"""Cells of a line, on however wide a screen; a command is never broken."""


class Examination:
    """What has been found so far, in how many sessions, and what could not be looked at."""

    def __init__(self) -> None:
        self.sessions = 0
        self.findings: list[Finding] = []
        self.advice: list[Finding] = []
        self.failed: list[AmuError] = []


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
    examination = _examine(paths)
    if as_json:
        findings = examination.findings
        put_json([{"path": f.path, "problem": f.message, "command": f.command} for f in findings])
    elif examination.sessions or examination.findings or not examination.failed:
        put("\n".join(_report(examination)))
    for error in examination.failed:
        say(str(error))
    return ExitCode.FAILED if examination.findings or examination.failed else ExitCode.FINE


def _examine(paths: Sequence[Path]) -> Examination:
    from amu_tui.files.doctor import examine, machine
    from amu_tui.files.session.discover import session_folders

    examination = Examination()
    terminal = sys.stdout.isatty()
    examination.findings += machine(os.environ, locale.getencoding(), at_terminal=terminal)
    home = click.get_current_context().find_root().obj
    for path in paths or [home]:
        try:
            folders = session_folders(path)
        except AmuError as error:
            examination.failed.append(error)
            continue
        if not paths and folders == [home] and not os.path.lexists(home / "session.toml"):
            continue  # without sessions there is still the machine
        for folder in folders:
            try:
                examined = examine(folder)
            except AmuError as error:
                examination.failed.append(error)
                continue
            examination.sessions += 1
            examination.findings += examined.findings
            examination.advice += examined.advice
    return examination


def _report(examination: Examination) -> Iterator[str]:
    for finding in examination.findings:
        yield from _finding_lines(finding)
    if examination.findings:
        yield ""
        yield ngettext(
            "{n} thing to mend; nothing has been changed.",
            "{n} things to mend; nothing has been changed.",
            len(examination.findings),
        ).format(n=len(examination.findings))
    elif examination.sessions:
        yield ngettext(
            "All is well with this machine and {n} session.",
            "All is well with this machine and {n} sessions.",
            examination.sessions,
        ).format(n=examination.sessions)
    else:
        yield _("All is well with this machine; there are no sessions here.")
    if examination.advice:
        yield ""
        yield _("Good to know:")
        for finding in examination.advice:
            yield from _finding_lines(finding)


def _finding_lines(finding: "Finding") -> Iterator[str]:
    from amu_tui.files.doctor.finding import NO_BREAK

    cells = min(columns(), LONGEST_LINE)
    *before, place = _place_lines(finding.path, cells)
    yield from before
    short = f"{place}: {finding.message}"
    message = textwrap.wrap(
        finding.message,
        cells,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in [short] if _cells(short) <= cells else [place, *message]:
        yield line.replace(NO_BREAK, " ")
    if finding.command:
        yield f"    {finding.command}"


def _place_lines(path: str, cells: int) -> Iterator[str]:
    """A path as lines that no name begins: such a line could pass for a command to be run."""
    row = "" if path.startswith("/") or ("/" in path and " " not in path) else "./"
    for letter in path:
        if _cells(row + letter) > cells:
            yield row
            row = "  …"
        row += letter
    yield row


def _cells(text: str) -> int:
    """The cells that `text` takes at most: a letter takes two, beyond ASCII."""
    return sum(1 if letter.isascii() else 2 for letter in text)
