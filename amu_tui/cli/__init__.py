"""The `amu` command. Every module here is light: what is heavy is imported where it is used."""

from amu_tui.cli.program import main

__all__ = ["main"]
