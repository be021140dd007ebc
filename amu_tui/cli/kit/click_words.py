"""What click itself says, in the user's language.

Click asks gettext's current domain for its texts; here that domain becomes this program's, and
the texts are marked for its catalogues. Several releases of click word things differently, so
some are here twice; what is not listed stays in English.
"""

import gettext
import os

from amu_tui.words import CATALOGUES, N_

DOMAIN = "amu_tui"


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark a text and its plural; named so that the catalogues' extractor knows it."""
    return one, many


TEXTS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("required"),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("Choose from:\n\t{choices}"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such command {name!r}."),
    N_("No such option: {name}"),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ngettext("Did you mean {possibility}?", "(Possible options: {possibilities})"),
    ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
    ),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


def use(language: str) -> None:
    """Let click speak `language` from now on."""
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
