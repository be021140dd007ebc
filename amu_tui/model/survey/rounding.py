"""How exact a published figure is: what rounding may have taken from it."""

from collections.abc import Sequence


def half_unit(figures: Sequence[float]) -> float:
    """Half a unit of the last decimal that `figures` were written with, the same for all."""
    for digits in range(6):
        if all(round(figure, digits) == figure for figure in figures):
            return 0.5 * 10.0**-digits
    return 1e-6
