"""`amu new`: a session from a table of results."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, Unpack, cast

import click

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import say
from amu_tui.cli.tables.follows import (
    check_follows,
    instrument_of,
    people_of,
    taken_over_lines,
)
from amu_tui.cli.tables.reading import Reading, Wanted, other_tables, results, results_table
from amu_tui.cli.tables.table_options import ResultOptions, result_options, table_options
from amu_tui.errors import AmuError, UsageError
from amu_tui.model.ids import slug
from amu_tui.model.meeting.session import Info, Rules, Signatories
from amu_tui.model.rounds.handover import refuse_same_round
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Results
from amu_tui.words import _, pick, some

Ballots = Literal["confidential", "open"]
Language = Literal["nb", "nn", "en"]


def command() -> click.Command:
    """The command, in the language spoken."""
    text = options.text
    return options.command(
        "new",
        run,
        about=_("Make a session of a unit's results, in the language spoken."),
        takes=[
            options.path("folder", shown=_("DIR")),
            options.file(
                "--results",
                "table",
                shown=_("TABLE"),
                required=True,
                about=_("The table of results."),
            ),
            text("--unit", shown=_("UNIT"), about=_("The unit; needed where there are several.")),
            options.file(
                "--follows",
                shown=_("OLD"),
                about=_(
                    "The session of the round before: it is compared with, and its unfinished "
                    "actions go on. Unit, instrument and who signs are as there by default."
                ),
            ),
            *result_options(),
            *table_options(),
            options.number("--invited", about=_("How many were asked.")),
            options.number("--responses", about=_("How many answered.")),
            text(
                "--round",
                "round_name",
                shown=_("NAME"),
                about=_("The survey; this year by default."),
            ),
            text("--title", shown=_("TEXT"), about=_("A name for the session.")),
            text(
                "--leader", shown=_("NAME"), about=_("Who leads, as it is to stand in the report.")
            ),
            text("--safety-representative", shown=_("NAME"), about=_("Who co-signs the report.")),
            options.one_of(
                "--ballots",
                choices=("confidential", "open"),
                default="confidential",
                about=_("Removed when they are counted, or kept for the group to read."),
            ),
            text(
                "--group",
                shown=_("GROUP"),
                about=_("The group of accounts on this machine that shares the session."),
            ),
            text(
                "--facilitators",
                shown=_("GROUP"),
                about=_("The group within it that leads, and alone can see who voted for what."),
            ),
        ],
    )


def run(
    folder: Path,
    table: Path,
    unit: str | None,
    follows: Path | None,
    invited: int | None,
    responses: int | None,
    round_name: str | None,
    title: str | None,
    leader: str | None,
    safety_representative: str | None,
    ballots: Ballots,
    group: str | None,
    facilitators: str | None,
    **given: Unpack[ResultOptions],
) -> None:
    """Make a session."""
    from amu_tui.files.session.create import create
    from amu_tui.files.session.instruments import bundled
    from amu_tui.files.session.siblings import safe_beside, sessions_beside, withdraw
    from amu_tui.files.sharing import access
    from amu_tui.render.results.warnings import warning_text

    if facilitators and not group:
        raise UsageError(_("facilitators are some of a group: name it with --group"))
    shared = access.groups_named(group, facilitators) if group else None
    check_follows(follows, given)
    wanted = Wanted.of(given, invited, responses)
    old = wanted.before if follows else None
    if old is not None:
        unit, given["instrument"] = unit or wanted.now(old), instrument_of(old, given)
    found = results_table(Reading.of(table, given, unit))
    others = other_tables(found, given, given["parent"] or "", apart=given["apart"])
    figures = results(found, unit, wanted, others)
    people = people_of(old, leader, safety_representative)
    info = _info(folder, figures, found.instrument, people, ballots, round_name, title)
    _refuse_same_round(info, figures, found.instrument)
    nesting = others.nesting(figures.unit)
    counted = others.counting(found, figures.unit, figures.participation)
    alone, there = figures, sessions_beside(folder)

    def safe() -> Results:
        then = wanted.units_map.nesting(nesting)
        return safe_beside(folder, alone, info.round, found.instrument, nesting, counted, then)

    figures = safe()
    own, past = given["instrument"] not in bundled(), wanted.past(found.instrument)
    create(folder, info, figures, found.instrument, own, past, shared)
    if sessions_beside(folder) != there and not _still(safe, figures):
        raise withdraw(folder)
    for warning in figures.warnings:
        say(warning_text(warning))
    for line in (*_without_rate(figures, invited, responses), *_lineage(figures)):
        say(line)
    _say_hidden(_hidden_since(alone, figures, found.instrument))
    for warning in access.warnings(shared, ballots) if shared else ():
        say(warning)
    for line in taken_over_lines(past) if past and follows else ():
        say(line)
    say(_("made: {path}").format(path=folder))


def _refuse_same_round(info: Info, figures: Results, instrument: Instrument) -> None:
    for then in figures.references.values():
        if then.kind == "previous":
            then_scores, scale = then.themes, instrument.scale
            refuse_same_round(
                info.round, then.round, figures.themes, then_scores, scale, info.min_n
            )


def _without_rate(figures: Results, invited: int | None, responses: int | None) -> Iterator[str]:
    """Why a number of people that was given shows nowhere, or cannot be."""
    people = figures.participation
    if people.share is not None:
        return
    if invited is not None and people.responses is None:
        yield _("no response rate is shown: how many answered is not known (--responses N)")
        most = max((score.n or 0 for score in figures.themes.values()), default=0)
        if most > invited:
            yield _("a theme has {n} answers, but {invited} were invited").format(
                n=most, invited=invited
            )
    if responses is not None and people.invited is None:
        yield _("no response rate is shown: how many were invited is not known (--invited N)")


def _lineage(figures: Results) -> Iterator[str]:
    """What the unit was in the round before, where it was not the same."""
    from amu_tui.render.compare.words import lineage_text

    return (lineage_text(one) for one in figures.references.values() if one.how)


def _say_hidden(names: list[str]) -> None:
    if names:
        hidden = _("hidden, since with other sessions of the round it would tell of a few: {names}")
        say(hidden.format(names=some(names, 8)))


def _still(safe: Callable[[], Results], figures: Results) -> bool:
    """Whether `figures` are what is safe, also beside sessions made while this one was."""
    try:
        return safe() == figures
    except AmuError:
        return False


def _hidden_since(before: Results, after: Results, instrument: Instrument) -> list[str]:
    """The questions of which answers, and the groups of which rates, are hidden since `before`."""
    found = [
        pick(instrument.questions[key].title)
        for key, one in after.questions.items()
        if one != before.questions[key]
    ]
    for then, now in (
        (before.participation, after.participation),
        *((one.participation, after.references[key].participation)
          for key, one in before.references.items()),
    ):  # fmt: skip
        groups = now.groups.items() if now else ()
        found += [pick(one.title) for key, one in groups if then and one != then.groups[key]]
    return list(dict.fromkeys(found))


def _info(
    folder: Path,
    figures: Results,
    instrument: Instrument,
    people: Signatories,
    ballots: Ballots,
    round_name: str | None,
    title: str | None,
) -> Info:
    """What `session.toml` says of a session in `folder`."""
    from amu_tui.files.session.create import fresh_key

    return Info(
        id=slug(folder.resolve().name, fallback="session"),
        key=fresh_key(),
        unit=figures.unit,
        round=round_name or str(datetime.date.today().year),
        title=title or "",
        instrument=instrument.id,
        language=cast(Language, words.language()),
        ballots=ballots,
        min_n=figures.min_n,
        people=people,
        rules=rules(instrument),
    )


def rules(instrument: Instrument) -> Rules:
    """The rules of a meeting on `instrument`."""
    process = instrument.process
    return Rules(
        preserve=process.preserve,
        improve=process.improve,
        preserve_actions=process.preserve_actions,
        improve_actions=process.improve_actions,
    )
