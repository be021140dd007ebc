"""amu-tui: a unit's work-environment survey, from results to actions, in a terminal."""

__version__ = "0.1.0"
