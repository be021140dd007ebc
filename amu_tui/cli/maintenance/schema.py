"""`amu schema`: the JSON Schema of each kind of file, for editors and other programs."""

from importlib import import_module
from pathlib import Path

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, say
from amu_tui.errors import UsageError
from amu_tui.text import clean, nearest
from amu_tui.words import _

SCHEMAS = {
    "session": ("session.toml", "model.meeting.session:Info"),
    "results": ("results.toml", "model.survey.results:Results"),
    "previous": ("previous.toml", "model.meeting.previous:Previous"),
    "since-last": ("rounds/since-last-*.toml", "model.meeting.previous:Answer"),
    "action": ("actions/*.toml", "model.meeting.action:Action"),
    "removed": ("actions/removed/*.toml", "model.meeting.removal:Removal"),
    "round": ("rounds/themes.toml rounds/actions.toml", "model.voting.tally:Round"),
    "reopened": ("rounds/reopened/*.toml", "model.voting.reopening:Reopening"),
    "report": ("rounds/report.toml", "model.meeting.session:Signature"),
    "answers": ("checklists/*.toml", "model.checklists.answers:Answers"),
    "checklist": (
        "checklists/*.form.toml checklist --add",
        "model.checklists.checklist:Checklist",
    ),
    "details": ("rounds/details.toml", "model.meeting.details:Details"),
    "signed": ("signed/*.toml", "model.meeting.signed:SignedVersion"),
    "ballot": ("ballots/*/*.toml", "model.voting.ballot:Ballot"),
    "instrument": ("instrument.toml --instrument", "model.survey.instrument:Instrument"),
    "mapping": ("--map", "tables.vocabulary.mapping:ColumnMapping"),
    "settings": ("settings.toml", "files.user.settings:Settings"),
}
"""Each schema: the files that it describes or the option that names them, and the class."""

OF_SESSIONS = (
    "session",
    "results",
    "previous",
    "since-last",
    "instrument",
    "action",
    "removed",
    "round",
    "reopened",
    "report",
    "answers",
    "checklist",
    "details",
    "signed",
)
"""Schemas of the files that git tracks."""


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "schema",
        run,
        about=_("Print the JSON Schema of a kind of file; without a name, list the kinds."),
        takes=[
            click.Argument(["name"], required=False, metavar=_("[NAME]")),
            options.file(
                "--into",
                shown=_("DIR"),
                about=_(
                    "Keep the schemas in a folder of sessions: files that are saved there from "
                    "then on name theirs."
                ),
            ),
        ],
    )


def run(name: str | None, into: Path | None) -> None:
    """Print a schema, or what there is, or keep those of sessions."""
    if into is not None:
        if name is not None:
            raise UsageError(_("--into keeps the schemas of all files: leave out the name"))
        _keep(into)
    elif name is None:
        column = max(map(len, SCHEMAS)) + 2
        for known, (files, _kind) in SCHEMAS.items():
            put(f"{known:{column}}{files}")
    elif name in SCHEMAS:
        put(_schema(name).decode())
    else:
        wrong = clean(name)
        near = ", ".join(nearest(wrong, list(SCHEMAS)) or SCHEMAS)
        raise UsageError(
            _('there is no schema "{name}"').format(name=wrong),
            hint=_("Did you mean {names}?").format(names=near),
        )


def _schema(name: str) -> bytes:
    from amu_tui.files.toml.schemas import schema_of

    module, kind = SCHEMAS[name][1].split(":")
    struct = getattr(import_module(f"amu_tui.{module}"), kind)
    return schema_of(struct, versioned=name != "mapping")


def _keep(folder: Path) -> None:
    from amu_tui.files.disk.durable import replace
    from amu_tui.files.toml.schemas import file_name

    for name in OF_SESSIONS:
        replace(folder / file_name(name), _schema(name))
    say(_("the schemas are kept in {path}").format(path=folder))
