"""The rules: no disk, no clock, no screen."""
