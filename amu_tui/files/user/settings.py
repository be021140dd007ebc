"""A user's own settings: language, colours, own name, and what reports are called."""

import os
from pathlib import Path
from typing import Any, Literal

import platformdirs

from amu_tui.errors import AmuError, ReadOnly
from amu_tui.files import toml
from amu_tui.files.disk.durable import clear_stale, new_folders, replace
from amu_tui.files.disk.os_errors import explained
from amu_tui.files.user.state import APPLICATION
from amu_tui.model.survey.instrument import SCHEMA, Frozen


class Settings(Frozen, frozen=True, kw_only=True):
    """`settings.toml`; what is empty follows the environment.

    `name` is what the user is called in plans, where the machine has another name or none.
    `report_name` is what written reports are called (`amu_tui.render.report.naming`).
    """

    schema: int = SCHEMA
    language: Literal["", "nb", "nn", "en"] = ""
    theme: str = ""
    name: str = ""
    report_name: str = ""


def load_settings() -> tuple[Settings, str]:
    """The settings, and why they could not be read (then they are the defaults) or nothing."""
    try:
        return toml.find(settings_path(), Settings, newer=True) or Settings(), ""
    except AmuError as error:
        return Settings(), str(error)


def save_settings(settings: Settings) -> None:
    """Keep `settings`; raises `ReadOnly` where a newer version has written the file."""
    path = settings_path()
    kept: dict[str, Any] = {}
    try:
        if (data := toml.find_bytes(path)) is not None:
            toml.parse(data, Settings, path)
            kept = toml.parse_toml(data, path)
    except ReadOnly:
        raise
    except AmuError:
        kept = {}  # damaged, and said so when it was loaded: settings are soon made again
    with explained(path):
        new_folders(path.parent)
    clear_stale(path.parent)
    replace(path, toml.readable(settings, path, kept=kept), private=True)


def settings_path() -> Path:
    """Where the settings are kept, whether or not there are any."""
    folder = platformdirs.user_config_dir(APPLICATION, appauthor=False)
    # People keep such files elsewhere and link to them.
    return Path(os.path.realpath(Path(folder) / "settings.toml"))
