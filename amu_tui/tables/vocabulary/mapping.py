"""A mapping file: what the columns of somebody else's table mean, where they do not say it.

```toml
sheet = "Theme scores"
header = "4-5"
visible_only = true
unit = "Organisation"
rate = "Response Rate"
skip_units = ["Benchmark"]
[themes]
my-work = "My work"
pay = { mean = "Pay", n = "Pay, answers" }
trust = { counts = ["Never", "Seldom", "Often"] }
```
"""

from amu_tui.model.survey.instrument import SCHEMA, Frozen, Id


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
    text, its first and last row. `visible_only` leaves out what a workbook hides.
    `theme`, `n`, `mean`, `sd`, `hidden` are columns of a long table; `counts` or `shares` in the
    place of `mean` are those for the points of the scale, as in `ThemeColumns`. `themes` gives,
    by theme id, a column of a wide table or a name in the theme column of a long one.
    `fractions` says whether figures without a percent sign on a percent scale are shares of 1.
    """

    schema: int = SCHEMA
    sheet: str | int = ""
    header: str | int = ""
    visible_only: bool = False
    unit: str = ""
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
