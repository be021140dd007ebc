"""The decimals that figures were written with."""

import pytest

from amu_tui.model.survey.rounding import half_unit


def test_figures_were_written_with_the_decimals_of_the_longest() -> None:
    assert half_unit([4.0, 3.0]) == half_unit([]) == 0.5
    assert half_unit([4.0, 3.9]) == pytest.approx(0.05)
    assert half_unit([4.0, 3.9, 3.875]) == pytest.approx(0.0005)
    assert half_unit([2.1234, 2.12345]) == pytest.approx(0.000005)
    assert half_unit([1 / 3]) == 1e-6
