"""`amu settings`: each setting of this user, and where it comes from."""

import os
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec

from amu_tui import words
from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.text import clean
from amu_tui.words import _


@dataclass(frozen=True)
class Setting:
    """A setting as it holds now; `source` is a file, a variable, an option, or empty by default."""

    name: str
    value: str
    source: str


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "settings",
        run,
        about=_("Each setting and where it comes from, and what written reports are called."),
        takes=[
            options.text(
                "--report-name",
                shown=_("PATTERN"),
                about=_(
                    "Name reports that are written into a folder so, such as “{date} {unit} "
                    "{report} {round}”; empty to forget it."
                ),
            ),
            options.json(),
        ],
    )


def run(report_name: str | None, as_json: bool) -> None:
    """Set what is given, then print all."""
    from amu_tui.files.user.settings import load_settings, save_settings
    from amu_tui.render.report.naming import FIELDS, check_pattern

    settings, unread = load_settings()
    if unread:
        say(unread)
    if report_name is not None:
        settings = msgspec.structs.replace(settings, report_name=check_pattern(report_name))
        save_settings(settings)
    found = _found()
    if as_json:
        put_json({one.name: {"value": one.value, "source": one.source or None} for one in found})
        return
    name, value = (max(len(getattr(one, field)) for one in found) for field in ("name", "value"))
    for one in found:
        source = one.source or _("by default")
        put(f"{one.name:{name}}  {one.value or '–':{value}}  {source}")
    put("")
    put(_("In report_name:"))
    column = max(map(len, FIELDS)) + 2
    for field, about in FIELDS.items():
        put(f"  {f'{{{field}}}':{column}}  {_(about)}")


def _found() -> list[Setting]:
    from amu_tui.files.user.settings import load_settings, settings_path
    from amu_tui.render.report.naming import PATTERN

    settings, _unread = load_settings()
    file, asked = str(settings_path()), options.lang_was_given()
    root = click.get_current_context().find_root()
    chosen = root.get_parameter_source("sessions")
    folders = {
        click.core.ParameterSource.COMMANDLINE: "--sessions",
        click.core.ParameterSource.ENVIRONMENT: "AMU_SESSIONS",
    }
    locale = next((name for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    language = "--lang" if asked else file if settings.language else locale
    theme, themed = settings.theme, file if settings.theme else ""
    for name in ("TEXTUAL_THEME", "NO_COLOR"):
        if os.environ.get(name):
            theme, themed = clean(os.environ.get("TEXTUAL_THEME", "")), name
    folder = root.obj if isinstance(root.obj, Path) else Path("sessions")
    named = file if settings.report_name else ""
    return [
        Setting("language", words.language(), language),
        Setting("theme", theme, themed),
        Setting("name", settings.name, file if settings.name else ""),
        Setting("report_name", settings.report_name or PATTERN, named),
        Setting("sessions", clean(str(folder)), folders.get(chosen, "") if chosen else ""),
    ]
