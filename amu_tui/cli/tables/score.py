"""`amu score`: raw answers to a results table."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put_json, say
from amu_tui.cli.kit.progress import progress
from amu_tui.cli.kit.target import nothing_written, refuse_input, refuse_wrong_name
from amu_tui.cli.tables.score_options import ScoreOptions, request, score_options
from amu_tui.cli.tables.score_summary import document, lines
from amu_tui.errors import AlreadyThere
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "score",
        run,
        about=_(
            "Make a table of results from raw answers: a row for each person, a column for each "
            "item. A person's score is the mean of the items answered, where they are enough. "
            "Scores of few people are hidden, and with them what would give them away. "
            "Nobody's answers are written anywhere."
        ),
        takes=[
            options.path("responses", shown=_("RESPONSES")),
            options.text(
                "--instrument",
                shown=_("FILE"),
                required=True,
                about=_("What was asked: the instrument file that names the items."),
            ),
            *score_options(),
            options.file(
                "--output",
                "-o",
                "out",
                shown=_("FILE"),
                required=True,
                about=_("Where the results go: CSV, or Parquet where the name ends in .parquet."),
            ),
            options.flag(
                "--force",
                about=_(
                    "Replace the file. What was in it counts as published before, and is kept "
                    "beside it as {name}."
                ).format(name=f"{_('FILE')}-published-1"),
            ),
            options.json(),
        ],
    )


@contextmanager
def _unsearched() -> Iterator[None]:
    """Search for no garbage: what scoring makes is needed to the end, and there is much of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_unsearched()
def run(
    responses: Path,
    instrument: str,
    out: Path,
    force: bool,
    as_json: bool,
    **given: Unpack[ScoreOptions],
) -> None:
    """Score a table of raw answers."""
    from amu_tui.files.disk import durable
    from amu_tui.files.session.instruments import load_instrument
    from amu_tui.files.user.editions import editions_of, keep_edition

    published = given["published"]
    _refuse_what_is_read(out, responses, instrument, given["tree"], published)
    there = _is_there(out, force)
    editions = [one for path in (*published, out) for one in editions_of(path)]
    asked_of = load_instrument(instrument)
    asked = request(given, [*published, *editions], out if there else None)
    from amu_tui.tables.long.pivot import a_row_each
    from amu_tui.tables.scoring.score import open_responses, score

    with nothing_written():
        source = open_responses(responses, asked_of, asked)
        if asked.each is not None:
            source = a_row_each(source, asked_of, asked.rows, asked.each)
        with progress(source.rows) as (seen, weighed):
            scored = score(source, asked_of, asked, seen, weighed)
        data = scored.file(parquet=out.suffix.lower() == ".parquet")
    kept = keep_edition(out, data) if there else None
    (durable.replace if there else durable.write_once)(out, data)
    if as_json:
        put_json(document(scored, out), saved=True)
    for line in lines(scored):
        say(line)
    if kept is not None:
        say(_("kept, since it was published before: {path}").format(path=kept))
    say(_("made: {path}").format(path=out))


def _is_there(out: Path, force: bool) -> bool:
    """Whether there is a file to replace; `AmuError` where none can or may be written."""
    from amu_tui.files.disk.os_errors import explained

    refuse_wrong_name(out)
    there = os.path.lexists(out)
    if there and not force:
        raise AlreadyThere(
            _("this exists already"),
            path=out,
            hint=_("Choose another name, or replace it with --force."),
        )
    with explained(out):
        out.parent.stat()
    return there


def _refuse_what_is_read(
    out: Path, responses: Path, instrument: str, tree: Path | None, published: tuple[Path, ...]
) -> None:
    """Raise `AmuError` where the results would be written over what they are made of."""
    read = [
        (responses, _("this is the file with the answers, which is not replaced")),
        (Path(instrument), _("this is the instrument file, which is not replaced")),
        *((path, _("this was published before, and is not replaced")) for path in published),
    ]
    if tree is not None:
        read.append((tree, _("this is the tree of units, which is not replaced")))
    refuse_input(out, read)
