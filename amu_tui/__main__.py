"""`python -m amu_tui` is the same program as `amu`."""

from amu_tui.cli import main

if __name__ == "__main__":
    main()
