"""`amu show`: the results of a session as text, as sentences, or as JSON."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import columns, draws, put, put_json
from amu_tui.cli.kit.sessions import opened
from amu_tui.errors import UsageError
from amu_tui.words import _

if TYPE_CHECKING:
    from amu_tui.render.results.plain import Charts


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "show",
        run,
        about=_("Show the results of a session as text."),
        takes=[
            options.session(),
            options.text("--area", shown=_("AREA"), about=_("Only one area, by its id.")),
            options.text(
                "--order",
                shown=_("ORDER"),
                about=_(
                    "Order the themes by score, by disagreement, or by distance from what is set "
                    "beside: distance, or distance:NAME. Else by deck."
                ),
            ),
            options.flag(
                "--interval", about=_("The 95% interval of each mean instead of its spread.")
            ),
            options.flag("--chart", about=_("Bars several lines high, with a grid.")),
            options.flag("--plain", about=_("Bars and signs in ASCII; names keep their letters.")),
            options.flag("--sentences", about=_("Sentences, for listening.")),
            options.audience(),
            options.json(),
        ],
    )


def run(
    path: Path,
    area: str | None,
    order: str | None,
    interval: bool,
    chart: bool,
    plain: bool,
    sentences: bool,
    audience: str,
    as_json: bool,
) -> None:
    """Show the results of a session."""
    from amu_tui.render.results.orders import order_named
    from amu_tui.render.results.plain import show_text
    from amu_tui.render.results.sentences import sentences as sentences_text
    from amu_tui.render.results.show_json import show_json

    if plain + sentences + as_json > 1:
        raise UsageError(_("choose one of --plain, --sentences and --json"))
    if interval and (sentences or as_json):
        raise UsageError(_("--interval is for bars; the sentences say it anyway"))
    if chart and (sentences or as_json):
        raise UsageError(_("--chart does not go with --sentences or --json"))
    if order and as_json:
        raise UsageError(_("--order does not go with --json, which is in the order of the deck"))
    _folder, session = opened(path, audience=audience)
    by = order_named(session, order)
    if as_json:
        put_json(show_json(session, area))
    elif sentences:
        put(sentences_text(session, area, by))
    else:
        ascii_only = plain or not draws()
        drawn = show_text(
            session,
            area=area,
            width=columns(),
            ascii_only=ascii_only,
            order=by,
            interval=interval,
            charts=_charts(plain) if chart else None,
        )
        put(drawn)


def _charts(plain: bool) -> Charts:
    """What draws charts: in colour on a terminal that is not asked to do without."""
    from amu_tui.render.charts.lines import Charts

    bare = plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Charts(colour=sys.stdout.isatty() and not bare)
