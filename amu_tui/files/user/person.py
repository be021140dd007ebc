"""What the person at the keyboard is called: by the settings, by the machine."""

from amu_tui.files.disk.accounts import account_name, person_name
from amu_tui.files.disk.durable import user_id
from amu_tui.files.user.settings import load_settings
from amu_tui.text import clean


def own_names() -> tuple[str, ...]:
    """The names of this person, the best one first: of the settings, of the account, the login."""
    settings, _why = load_settings()
    uid = user_id()
    names = (settings.name, person_name(uid), account_name(uid))
    return tuple(dict.fromkeys(filter(None, map(clean, names))))
