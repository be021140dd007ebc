"""The `amu` command. Every module here is light: what is heavy is imported where it is used."""

import signal


def main() -> None:
    """The entry point of the `amu` command."""
    # A Ctrl+C while the program is still being read ends it, without a traceback.
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from amu_tui.cli.program import main as run

    if handler is signal.default_int_handler:
        signal.signal(signal.SIGINT, handler)
    run()
