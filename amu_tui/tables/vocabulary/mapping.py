"""A mapping file: what the columns of somebody else's table mean, where they do not say it.

```toml
sheet = "Theme scores"
header = "4-5"
visible_only = true
unit = "Organisation"
rate = "Response Rate"
skip_units = ["Benchmark"]
[where]
Year = 2018
[themes]
my-work = "My work"
pay = { mean = "Pay", n = "Pay, answers" }
trust = { counts = ["Never", "Seldom", "Often"] }
```
"""

from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id

Value = str | int | float


class ThemeColumns(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The columns of one theme in a wide table.

    In the place of its mean there may be columns for the points of the scale, from its low end:
    how many chose each (`counts`), or which share of those who answered (`shares`).
    """

    mean: str = ""
    n: str = ""
    sd: str = ""
    counts: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()


class ColumnMapping(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of columns as they stand in the table; empty where they need not be named.

    `sheet` is the sheet of a workbook, by name or number; `header` the row of the header or, as
    text, its first and last row. `visible_only` leaves out what a workbook hides;
    where `sheet_is_unit`, every sheet is a unit of its name. With `transposed` the table has a
    row for each theme and a column for each unit: rows are named then.
    `unit` is several columns where each is a level, from the highest down. `where` says which
    rows are taken: by column, its value or one of several.
    `theme`, `n`, `mean`, `sd`, `hidden` are columns of a long table; `counts` or `shares` in the
    place of `mean` are those for the points of the scale, as in `ThemeColumns`. `themes` gives,
    by theme id, a column of a wide table or a name in the theme column of a long one.
    `fractions` says whether figures without a percent sign on a percent scale are shares of 1.
    """

    schema: int = SCHEMA
    sheet: str | int = ""
    header: str | int = ""
    visible_only: bool = False
    sheet_is_unit: bool = False
    transposed: bool = False
    unit: str | tuple[str, ...] = ""
    where: dict[str, Value | tuple[Value, ...]] = {}
    theme: str = ""
    n: str = ""
    mean: str = ""
    sd: str = ""
    hidden: str = ""
    invited: str = ""
    responses: str = ""
    rate: str = ""
    counts: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    skip_units: tuple[str, ...] = ()
    fractions: bool | None = None
    themes: dict[Id, str | ThemeColumns] = {}

    @property
    def unit_columns(self) -> tuple[str, ...]:
        """The columns that name a unit, none where they need not be named."""
        one = (self.unit,) if isinstance(self.unit, str) else self.unit
        return tuple(filter(None, one))

    @property
    def rows(self) -> list[tuple[str, Value]]:
        """The columns and values that rows must have."""
        return [
            (name, value)
            for name, values in self.where.items()
            for value in (values if isinstance(values, tuple) else (values,))
        ]
