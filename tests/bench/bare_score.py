"""The least that scoring is: the Polars expression alone, or the same in DuckDB's SQL.

    python -m tests.bench.bare_score polars|duckdb FILE

Reads the table that `tests.bench.score` makes, works out n, mean and sd of each theme in each
unit and prints the number of units; checks, hides and writes nothing.
"""

import sys

THEMES, ITEMS = 28, 4
LOW, HIGH, LEAST = 1, 5, 2
KEYS = {
    f"t{theme}": tuple(
        # One item of every third theme is turned round.
        (f"q{theme * ITEMS + item}", theme % 3 == 0 and item == 1)
        for item in range(ITEMS)
    )
    for theme in range(THEMES)
}
"""The items of each theme, and whether they are reversed."""


def polars(path: str) -> int:
    import polars as pl

    lazy = pl.scan_parquet(path) if path.endswith(".parquet") else pl.scan_csv(path)
    persons = [
        pl.when(pl.sum_horizontal(pl.col(item).is_not_null() for item, _ in key) >= LEAST)
        .then(
            pl.mean_horizontal(
                LOW + HIGH - pl.col(item) if turned else pl.col(item) for item, turned in key
            )
        )
        .alias(theme)
        for theme, key in KEYS.items()
    ]
    figures = [
        figure
        for theme in KEYS
        for figure in (
            pl.col(theme).count().alias(f"n_{theme}"),
            pl.col(theme).mean().alias(f"mean_{theme}"),
            pl.col(theme).std().alias(f"sd_{theme}"),
        )
    ]
    units = lazy.select("unit", *persons).group_by("unit").agg(pl.len(), *figures)
    return units.collect(engine="streaming").height


def duckdb(path: str) -> int:
    from duckdb import connect

    persons = []
    for theme, key in KEYS.items():
        total = " + ".join(
            f"coalesce({LOW + HIGH} - {item}, 0)" if turned else f"coalesce({item}, 0)"
            for item, turned in key
        )
        count = " + ".join(f"({item} IS NOT NULL)::INT" for item, _ in key)
        persons.append(f"CASE WHEN {count} >= {LEAST} THEN ({total}) / ({count}) END AS {theme}")
    figures = ", ".join(f"count({theme}), avg({theme}), stddev_samp({theme})" for theme in KEYS)
    asked = f"SELECT unit, {', '.join(persons)} FROM '{path}'"
    units = connect().execute(f"SELECT unit, count(*), {figures} FROM ({asked}) GROUP BY unit")
    return len(units.fetchall())


if __name__ == "__main__":
    print({"polars": polars, "duckdb": duckdb}[sys.argv[1]](sys.argv[2]))
