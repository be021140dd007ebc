"""`amu score`: raw answers to a results table."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amu_tui.cli import options
from amu_tui.cli.output import put_json, say
from amu_tui.cli.table_options import sheet_of
from amu_tui.cli.target import nothing_written, refuse_input, refuse_wrong_name
from amu_tui.errors import AlreadyThere
from amu_tui.model.disclosure import LOWEST_MIN_N, MIN_N, hidden_word
from amu_tui.words import _, ngettext, quoted, some

if TYPE_CHECKING:
    from amu_tui.tables.scoring import Scored

_PATIENCE = 1.0
"""Seconds before a progress bar is worth showing."""
_NAMED = 6
"""Names that a message lists."""


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
            *_of_the_answers(),
            *_of_the_hiding(),
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


def _of_the_answers() -> list[click.Option]:
    """What the columns are, and which unit is part of which."""
    text = options.text
    return [
        text(
            "--instrument",
            shown=_("FILE"),
            required=True,
            about=_("What was asked: the instrument file that names the items."),
        ),
        text(
            "--unit-column",
            shown=_("COLUMN"),
            required=True,
            about=_("The column that says which unit a person answers for."),
        ),
        options.file(
            "--tree",
            shown=_("UNITS"),
            about=_(
                "A table with the columns unit and parent: every unit is then scored from "
                "all the people in it and below it."
            ),
        ),
        sheet_of("--tree"),
        text(
            "--leaders",
            shown=_("COLUMN"),
            about=_(
                "The column that says who leads: empty, 0, no or nei leads nothing; 1, x, "
                "yes or ja leads the unit that they answer for; anything else is the name "
                "of the unit that they lead. Leaders' answers are left out of that unit and "
                "counted above it."
            ),
        ),
        text("--sheet", shown=_("NAME"), about=_("The sheet of a workbook.")),
        options.rows(
            "--header",
            about=_("The row of the header, or its first and last, as 4-5; found by default."),
        ),
    ]


def _of_the_hiding() -> list[click.Option]:
    """Which scores may be shown."""
    return [
        options.number(
            "--min-n",
            least=LOWEST_MIN_N,
            about=_("Smallest group that is shown; {n} by default.").format(n=MIN_N),
        ),
        click.Option(
            ["--published"],
            type=click.Path(path_type=Path),
            multiple=True,
            metavar=_("TABLE"),
            help=_(
                "A table of results of the same survey that was given out before, as this "
                "command wrote it; again and again. Only what is unchanged is then shown again, "
                "since the new figures less the old tell of those who came in between. Without "
                "a tree also units with so many more that those are a group of their own."
            ),
        ),
    ]


def run(
    responses: Path,
    instrument: str,
    unit_column: str,
    tree: Path | None,
    tree_sheet: str | None,
    leaders: str | None,
    min_n: int | None,
    published: tuple[Path, ...],
    sheet: str | None,
    header: str | None,
    out: Path,
    force: bool,
    as_json: bool,
) -> None:
    """Score a table of raw answers."""
    from amu_tui.files import durable
    from amu_tui.files.editions import editions_of, keep_edition
    from amu_tui.files.instruments import load_instrument

    _refuse_what_is_read(out, responses, instrument, tree, published)
    there = _is_there(out, force)
    asked_of = load_instrument(instrument)
    from amu_tui.tables.scoring import Asked, open_responses, score

    asked = Asked(
        unit=unit_column,
        tree=tree,
        tree_sheet=tree_sheet or "",
        leaders=leaders,
        min_n=min_n or MIN_N,
        published=tuple(
            dict.fromkeys(
                [*published, *(one for path in (*published, out) for one in editions_of(path))]
            )
        ),
        replaced=out if there else None,
        sheet=sheet or "",
        header=header or "",
    )
    with nothing_written():
        source = open_responses(responses, asked_of, asked)
        with _progress(source.rows) as (seen, weighed):
            scored = score(source, asked_of, asked, seen, weighed)
        data = scored.file(parquet=out.suffix.lower() == ".parquet")
    kept = keep_edition(out, data) if there else None
    (durable.replace if there else durable.write_once)(out, data)
    if as_json:
        put_json(_document(scored, out))
    for line in _lines(scored):
        say(line)
    if kept is not None:
        say(_("kept, since it was published before: {path}").format(path=kept))
    say(_("made: {path}").format(path=out))


def _is_there(out: Path, force: bool) -> bool:
    """Whether there is a file to replace; `AmuError` where none can or may be written."""
    from amu_tui.files.refusals import explained

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


def _document(scored: "Scored", out: Path) -> dict[str, Any]:
    return {
        "file": str(out),
        "people": scored.people,
        "units": scored.units,
        "themes": scored.themes,
        "hidden": {
            "too-few": scored.hidden("too-few"),
            "protects-another": scored.hidden("protects-another"),
        },
        "withdrawn": scored.withdrawn,
        "skipped": list(scored.skipped),
        "empty": list(scored.empty),
        "unanswered": dict(scored.unanswered),
        "doubtful": [str(doubt) for doubt in scored.doubts],
    }


def _lines(scored: "Scored") -> Iterator[str]:
    yield from map(str, scored.doubts)
    if more := scored.doubtful - len(scored.doubts):
        yield ngettext("{n} more such row", "{n} more such rows", more).format(n=more)
    people, units, themes = scored.people, scored.units, scored.themes
    yield ", ".join(
        (
            ngettext("{n} person answered", "{n} persons answered", people).format(n=people),
            ngettext("{n} unit", "{n} units", units).format(n=units),
            ngettext("{n} theme", "{n} themes", themes).format(n=themes),
        )
    )
    if signs := scored.unanswered:
        cells = sum(signs.values())
        yield ngettext(
            "{n} cell was taken as not answered: {signs}",
            "{n} cells were taken as not answered: {signs}",
            cells,
        ).format(n=cells, signs=", ".join(f"{quoted(one.upper())} {signs[one]}" for one in signs))
    for why in ("too-few", "protects-another"):
        if count := scored.hidden(why):
            yield ngettext(
                "{n} score is hidden: {why}", "{n} scores are hidden: {why}", count
            ).format(n=count, why=hidden_word(why))
    if scored.withdrawn:
        yield ngettext(
            "{n} score that was shown before is hidden now",
            "{n} scores that were shown before are hidden now",
            scored.withdrawn,
        ).format(n=scored.withdrawn)
        yield _(
            "Where answers have come or gone, the new figures less the old would tell of those: "
            "score when all answers are in. A table that was never given out can be deleted, "
            "and does not count."
        )
    if scored.skipped:
        yield _("Not scored, since the instrument names no items of theirs: {names}").format(
            names=some(scored.skipped, _NAMED)
        )
    if scored.empty:
        yield _("Nobody answered in: {names}").format(names=some(scored.empty, _NAMED))


_Told = tuple[Callable[[int], None] | None, Callable[[int, int], None] | None]
"""What the bar wants to be told: the rows that went by, and how many themes of how many."""


@contextmanager
def _progress(rows: int | None) -> Iterator[_Told]:
    """A bar on a terminal, from the moment when it is worth it; what it wants to be told."""
    if not sys.stderr.isatty():
        yield None, None
        return
    bar = _Bar(rows)
    try:
        yield bar.seen, bar.weighed
    finally:
        bar.stop()


class _Bar:
    """A progress bar that appears when the work has taken a while: of rows, then of themes."""

    def __init__(self, rows: int | None) -> None:
        self._rows, self._done, self._began = rows, 0, time.monotonic()
        self._shown: Any = None
        self._lock = threading.Lock()

    def seen(self, rows: int) -> None:
        """Count `rows` more; Polars calls this from several threads at once."""
        with self._lock:
            self._done += rows
            if self._worth_it():
                done = min(self._done, self._rows or self._done)
                self._shown.update(self._task, completed=done)

    def weighed(self, done: int, themes: int) -> None:
        """Show for how many of the themes it is decided what to hide."""
        with self._lock:
            if self._worth_it():
                now = _("Deciding what to hide")
                self._shown.update(self._task, description=now, completed=done, total=themes)

    def _worth_it(self) -> bool:
        if self._shown is None and time.monotonic() - self._began >= _PATIENCE:
            self._start()
        return self._shown is not None

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._shown = Progress(console=Console(stderr=True), transient=True)
        self._task = self._shown.add_task(_("Scoring"), total=self._rows)
        self._shown.start()

    def stop(self) -> None:
        """Take the bar away."""
        if self._shown is not None:
            self._shown.stop()
