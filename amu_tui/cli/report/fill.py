"""`amu fill`: what a report says beside themes and actions, each part only where it is wanted."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.cli.kit.sessions import opened, theme_id
from amu_tui.cli.kit.typed import typed
from amu_tui.dates import full_day, parse_day
from amu_tui.errors import UsageError
from amu_tui.model.meeting.action import parse_name
from amu_tui.model.meeting.details import STAGE_WORDS
from amu_tui.model.meeting.filling import LineKey, LineValue, filled
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.factors import FACTOR_WORDS
from amu_tui.model.survey.instrument import AIMS
from amu_tui.render import vocabulary
from amu_tui.words import _


def command() -> click.Command:
    """The command, in the language spoken."""
    text = options.text
    return options.command(
        "fill",
        run,
        about=_(
            "Fill in more of the report: goals, who took part, review, archive, § 4-3. Without "
            "an option: what is filled in. An empty text takes it away."
        ),
        takes=[
            options.session(),
            _pair("--goal", _("T"), _("TEXT"), _("The goal of a chosen theme.")),
            _pair(
                "--took-part",
                _("STAGE"),
                _("WHO"),
                _("Who took part at a stage ({names}): “Leader: Kari; LAMU”.").format(
                    names=", ".join(STAGE_WORDS)
                ),
            ),
            text("--review-on", shown=_("DATE"), about=_("When it is reviewed what came of it.")),
            text("--review-by", shown=_("WHOM"), about=_("By which meeting or body.")),
            text("--case", shown=_("TEXT"), about=_("The case number in the archive.")),
            text("--process", shown=_("TEXT"), about=_("The process that the case belongs to.")),
            text("--access", shown=_("TEXT"), about=_("On what ground access is withheld.")),
            _pair(
                "--found",
                _("FACTOR"),
                _("TEXT"),
                _("What is found of a factor of § 4-3 ({names}).").format(
                    names=", ".join(FACTOR_WORDS)
                ),
            ),
            _pair(
                "--otherwise",
                _("FACTOR"),
                _("TEXT"),
                _("How it is assessed in another way than by this survey."),
            ),
            text("--not-measured", shown=_("TEXT"), about=_("What else was not asked about.")),
            text("--whole", shown=_("TEXT"), about=_("The factors seen together.")),
            options.json(),
        ],
    )


def _pair(name: str, which: str, what: str, about: str) -> click.Option:
    """An option of two words that can be repeated."""
    return click.Option(
        [name],
        type=typed(name),
        nargs=2,
        multiple=True,
        metavar=f"{which} {what}",
        help=about,
    )


def run(path: Path, as_json: bool, **given: Any) -> None:
    """Fill in what is named; show what there is where nothing is."""
    from amu_tui.render.report.details_json import details_json

    folder, session = opened(path)
    values = dict(_values(session, given))
    if not values:
        if as_json:
            put_json(details_json(session))
        else:
            put("\n".join(_lines(session)))
        return
    details = filled(session.details, values)
    if details != session.details:
        details = folder.save_details(details)
    if as_json:
        put_json(details_json(replace(session, details=details)), saved=True)
    say(_("saved"))


def _values(session: Session, given: dict[str, Any]) -> Iterator[tuple[LineKey, LineValue]]:
    for word, text in given["goal"]:
        yield ("goal", _chosen(session, word)), text
    for word, text in given["took_part"]:
        yield (
            ("took_part", vocabulary.one_of(word, STAGE_WORDS, _('there is no stage "{word}"'))),
            text,
        )
    for name in ("found", "otherwise"):
        for word, text in given[name]:
            yield (
                (name, vocabulary.one_of(word, FACTOR_WORDS, _('there is no factor "{word}"'))),
                text,
            )
    if given["review_on"] is not None:
        date = parse_day(given["review_on"], datetime.date.today())
        if date is not None:
            say(_("review: {day}").format(day=full_day(date)))
        yield ("review", "date"), date
    if given["review_by"] is not None:
        yield ("review", "body"), parse_name(given["review_by"])
    for name in ("case", "process", "access"):
        if given[name] is not None:
            yield ("archive", name), given[name]
    for name in ("not_measured", "whole"):
        if given[name] is not None:
            yield ("", name), given[name]


def _chosen(session: Session, word: str) -> str:
    theme = theme_id(session.instrument, word)
    if not any(theme in session.chosen(aim) for aim in AIMS):
        raise UsageError(
            _("a goal is set for a chosen theme"),
            hint=_("`amu fill` without an option lists them."),
        )
    return theme


def _lines(session: Session) -> Iterator[str]:
    """Every line with what is filled in."""
    from amu_tui.render.report.filling import line_text, sections

    for section in sections(session):
        yield section.title
        for line in section.lines:
            yield f"  {line.label}: {line_text(session, line.key) or '–'}"
