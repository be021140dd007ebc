"""The `amu` command."""
