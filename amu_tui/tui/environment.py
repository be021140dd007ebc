"""What must be in the environment before Textual is imported for the first time.

`textual.constants` reads its values once, at import. Each default here is one that a slow SSH
line or a shared server needs; a value that the user has set is left alone.
"""

import os
from collections.abc import MutableMapping


def prepare(environ: MutableMapping[str, str] = os.environ) -> None:
    """Set the defaults that Textual reads at import."""
    # Nothing is bound that needs the kitty protocol, and some terminals send it malformed,
    # which ends Textual's input thread.
    environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    if "SSH_CONNECTION" in environ:
        # A key's bytes that arrive apart would become other keys.
        environ.setdefault("ESCDELAY", "250")
    if environ.get("NO_COLOR"):
        # A theme set after start would be drawn black on black.
        environ.setdefault("TEXTUAL_THEME", "ansi-dark")
