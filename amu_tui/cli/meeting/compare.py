"""`amu compare`: two rounds of a unit side by side, and what became of what was chosen."""

import datetime
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import columns, draws, put, put_json, say
from amu_tui.cli.kit.sessions import opened
from amu_tui.cli.tables.reading import Reading, read_map, results_table
from amu_tui.cli.tables.table_options import TableOptions, table_options, units_map_option
from amu_tui.errors import AmuError, UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.naming import same_name, unit_key
from amu_tui.model.rounds.comparison import (
    ComparedRound,
    Comparison,
    befores,
    compare,
    round_of,
)
from amu_tui.model.rounds.handover import (
    check_counterparts,
    counterparts,
    refuse_same_round,
)
from amu_tui.model.rounds.taken_over import previous_choices
from amu_tui.model.rounds.units_map import UnitsMap
from amu_tui.model.survey.results import Reference, Results
from amu_tui.text import clean
from amu_tui.words import _, pick

if TYPE_CHECKING:
    from amu_tui.tables.results.interpret import ResultsTable


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "compare",
        run,
        about=_(
            "Set two rounds of a unit side by side: change, what of it can be chance, and what "
            "became of the actions. OLD is a session or a table; with NEW alone, the round "
            "before that the session keeps."
        ),
        takes=[
            options.path("rounds", shown=_("[OLD] NEW"), many=True),
            options.text(
                "--unit",
                shown=_("UNIT"),
                about=_("The unit in the table OLD; that of NEW by default."),
            ),
            options.text(
                "--round",
                "round_name",
                shown=_("NAME"),
                about=_("What the round of the table OLD is called."),
            ),
            *table_options(),
            units_map_option(),
            options.flag("--plain", about=_("Signs in ASCII; names keep their letters.")),
            options.flag("--sentences", about=_("Sentences, for listening.")),
            options.audience(),
            options.json(),
        ],
    )


def run(
    rounds: tuple[Path, ...],
    unit: str | None,
    round_name: str | None,
    units_map: Path | None,
    plain: bool,
    sentences: bool,
    audience: str,
    as_json: bool,
    **options: Unpack[TableOptions],
) -> None:
    """Set two rounds side by side."""
    from amu_tui.render.compare.json import compare_json
    from amu_tui.render.compare.text import compare_sentences, compare_text
    from amu_tui.render.compare.words import oddities

    if plain + sentences + as_json > 1:
        raise UsageError(_("choose one of --plain, --sentences and --json"))
    if not 1 <= len(rounds) <= 2:
        raise UsageError(
            _("name two rounds, or one session that keeps the round before"),
            hint=_("`amu compare OLD NEW`: the older one first."),
        )
    new = _new(rounds[-1], audience)
    if len(rounds) == 2 and is_table(rounds[0]):
        olds = _table(rounds[0], rounds[-1], new, unit, round_name, units_map, options)
    elif unit or round_name or _any(options):
        raise UsageError(_("options for a table go with a table OLD"))
    elif len(rounds) == 2:
        olds = _session(rounds[0], rounds[-1], new, units_map)
    elif units_map:
        raise UsageError(_("--units-map goes with OLD: what a session keeps says it already"))
    else:
        olds = _kept(new)
    comparisons = [compare(old, round_of(new)) for old in olds]
    for comparison in comparisons:
        _refuse_late(comparison, new.min_n)
    for oddity in oddities(comparisons[0]):
        say(oddity)
    if as_json:
        first, *others = map(compare_json, comparisons)
        put_json({**first, "beside": others} if others else first)
    elif sentences:
        put("".join(map(compare_sentences, comparisons)))
    else:
        ascii_only, width = plain or not draws(), columns()
        texts = [compare_text(one, width=width, ascii_only=ascii_only) for one in comparisons]
        put("\n".join(texts))


def _refuse_late(comparison: Comparison, min_n: int) -> None:
    """Refuse two tables of one survey from which a few answers follow.

    Also of two units: nobody has said whether one is part of the other.
    """
    old, new = comparison.old, comparison.new
    then = {theme.id: theme.old for theme in comparison.themes}
    now = {theme.id: theme.new for theme in comparison.themes}
    refuse_same_round(new.round, old.round, now, then, new.instrument.scale, min_n)


def is_table(path: Path) -> bool:
    """Whether `path` is to be read as a table: anything there that is no folder."""
    from amu_tui.files.places import is_folder

    return os.path.lexists(path) and not is_folder(path)


def _given(instrument: str) -> str:
    """The instrument where the user has named one, else nothing."""
    source = click.get_current_context().get_parameter_source("instrument")
    return "" if source is click.core.ParameterSource.DEFAULT else instrument


def _any(options: TableOptions) -> bool:
    """Whether anything is said of how a table is to be read."""
    others = (value for name, value in options.items() if name != "instrument")
    return any((_given(options["instrument"]), *others))


def _new(path: Path, audience: str) -> Session:
    if is_table(path):
        raise UsageError(
            _("the newer round must be a session; only the older one can be a table"),
            hint=_("`amu new` makes a session of a table."),
        )
    return opened(path, audience=audience)[1]


def _session(path: Path, other: Path, new: Session, units_file: Path | None) -> list[ComparedRound]:
    """The session OLD, with what was chosen in it as it stands now."""
    _folder, old = opened(path, audience="public" if new.public else "unit")
    if old.info.key == new.info.key:
        raise UsageError(
            _("{old} and {new} are the same session").format(
                old=clean(str(path)), new=clean(str(other))
            ),
            hint=_("Name the session of the older round first."),
        )
    check_counterparts(new.instrument, old.instrument)
    now = counterparts(new.instrument, old.instrument)
    was = round_of(old, previous_choices(old, now, datetime.date.today(), pick))
    unit = old.info.unit
    if units_file:
        then = read_map(units_file).then(new.info.unit)
        if any(same_name(unit, one) for one in then.units):
            return [replace(was, units=(unit,), how=then.how)]
    kept = (one for one in befores(new) if [*map(unit_key, one.units)] == [unit_key(unit)])
    how = next((one.how for one in kept), None)
    return [replace(was, units=(unit,), how=how) if how else was]


def _kept(new: Session) -> list[ComparedRound]:
    """The round before as the session NEW keeps it."""
    olds = befores(new)
    if not olds:
        raise AmuError(
            _("this session keeps no round before to compare with"),
            path=new.folder,
            hint=_("Name the older round too: `amu compare OLD NEW`."),
        )
    return list(olds)


def _table(
    path: Path,
    folder: Path,
    new: Session,
    unit: str | None,
    round_name: str | None,
    units_file: Path | None,
    options: TableOptions,
) -> list[ComparedRound]:
    """The unit's rows of the table OLD, hidden where NEW would hide them; nothing was chosen."""
    from amu_tui.files.places import INSTRUMENT
    from amu_tui.render.results.warnings import warning_text

    own = folder / INSTRUMENT
    asked = _given(options["instrument"]) or (str(own) if own.exists() else new.info.instrument)
    table = results_table(replace(Reading.of(path, options), instrument=asked))
    if not round_name:
        called = clean(path.stem)
        say(
            _("the older round is called “{name}” after its file; --round names it").format(
                name=called
            )
        )
    check_counterparts(new.instrument, table.instrument)
    name = round_name or clean(path.stem)
    if units_file:
        return _as_mapped(table, new, unit or new.info.unit, name, read_map(units_file))
    figures = table.results(unit or new.info.unit, min_n=new.min_n)
    for warning in figures.warnings:
        say(warning_text(warning))
    return [_compared(table, new, figures, Reference(title=name, round=name))]


def _as_mapped(
    table: "ResultsTable", new: Session, unit: str, name: str, units_map: UnitsMap
) -> list[ComparedRound]:
    """The units that `unit` was then."""
    from amu_tui.tables.results.round_before import units_before

    return [
        _compared(table, new, Results(unit=unit, min_n=new.min_n, themes=one.themes), one)
        for one in units_before(table, unit, new.min_n, name, units_map)
    ]


def _compared(
    table: "ResultsTable", new: Session, figures: Results, then: Reference
) -> ComparedRound:
    if new.public:
        from amu_tui.model.disclosure.public import public_results

        figures = public_results(figures, table.instrument)
    return ComparedRound(
        unit=figures.unit,
        round=then.round,
        units=then.units,
        how=then.how,
        instrument=table.instrument,
        scores=figures.themes,
        shown_for=figures.shown_for,
    )
