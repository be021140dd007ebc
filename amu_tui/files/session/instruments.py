"""Finding an instrument: bundled ones by id, a user's own by path."""

from functools import cache
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import toml
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.places import INSTRUMENT, PACKAGE, SESSION, there
from amu_tui.model.survey.instrument import Instrument
from amu_tui.words import _


@cache
def bundled() -> tuple[str, ...]:
    """The ids of the instruments that come with the program."""
    return tuple(sorted(path.stem for path in (PACKAGE / "instruments").glob("*.toml")))


def load_instrument(name_or_path: str, base: Path | None = None) -> Instrument:
    """The instrument that is meant.

    Args:
        name_or_path: the id of a bundled instrument, or the path of an instrument file.
        base: the folder of a session, whose own `instrument.toml` holds where there is one.

    Raises `AmuError`, which names the bundled ones where there is none of that name.
    """
    if base is not None and there(base / INSTRUMENT):
        own = toml.decode(base / INSTRUMENT, Instrument, limit=toml.LARGE, newer=True)
        if own.id != name_or_path:
            message = _('the session is made with "{wanted}", but this is "{found}"')
            raise AmuError(
                message.format(wanted=display_path(name_or_path), found=own.id),
                path=display_path(base / INSTRUMENT),
            )
        return own
    if name_or_path in bundled():
        return _bundled(name_or_path)
    if base is not None:
        raise AmuError(
            _('there is no instrument "{name}"').format(name=display_path(name_or_path)),
            path=display_path(base / SESSION),
            hint=_("A session on an instrument of its own has it beside, as {file}.").format(
                file=INSTRUMENT
            ),
        )
    path = Path(name_or_path)
    if path.suffix == ".toml" or len(path.parts) > 1:
        return toml.decode_named(path, Instrument, limit=toml.LARGE)
    raise AmuError(
        _('there is no instrument "{name}"').format(name=display_path(name_or_path)),
        hint=_("These come with amu: {names}. A file of your own is named by its path.").format(
            names=", ".join(bundled())
        ),
    )


@cache
def _bundled(name: str) -> Instrument:
    file = PACKAGE / "instruments" / f"{name}.toml"
    return toml.parse(file.read_bytes(), Instrument, f"{name}.toml")
