"""Figures to a unit's results, with the units around it."""
