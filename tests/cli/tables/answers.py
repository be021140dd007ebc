"""A small survey for the tests of `amu score`: instrument, tree and answers."""

import csv
import io
from pathlib import Path

from tests.cli.conftest import Amu, Said, tree

INSTRUMENT = """schema = 1
id = "ours"
[title]
en = "Ours"
[scale]
min = 1
max = 5
[areas.work]
themes = ["autonomy", "support", "climate"]
[areas.work.title]
en = "Work"
[themes.support]
number = 2
items = ["q4"]
[themes.support.name]
en = "Support"
[themes.autonomy]
number = 1
items = ["q1", "q2", "q3"]
reversed = ["q2"]
[themes.autonomy.name]
en = "Autonomy"
[themes.climate]
number = 3
[themes.climate.name]
en = "Climate"
"""
UNITS = "unit,parent\nFaculty,\nMussels,Faculty\nSeaweed,Faculty\nOffice,Faculty\n"
HEADER = "Unit,Leads,q1,q2,q3,q4"
SECRET = "4711"
"""An answer that no message may repeat."""


def people(mussels: int = 12, seaweed: int = 7, office: int = 6, faculty: int = 5) -> list[str]:
    rows = []
    for unit, n in zip(
        ("Mussels", "Seaweed", "Office", "Faculty"),
        (mussels, seaweed, office, faculty),
        strict=True,
    ):
        for at in range(n):
            leads = "yes" if at == 0 else ""
            rows.append(f"{unit},{leads},{1 + at % 5},{1 + at % 3},{5 - at % 2},{1 + at % 4}")
    return rows


def lay_out() -> Path:
    """Write the files into the folder where one stands."""
    Path("ours.toml").write_text(INSTRUMENT)
    Path("units.csv").write_text(UNITS)
    Path("answers.csv").write_text("\n".join([HEADER, *people()]) + "\n")
    return Path()


def score(amu: Amu, *more: object, table: str = "answers.csv", out: str = "out.csv") -> Said:
    told = ("--instrument", "ours.toml", "--unit-column", "Unit")
    return amu("score", table, *told, "-o", out, *more)


def read(path: str = "out.csv") -> dict[tuple[str, str], dict[str, str]]:
    rows = csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8")))
    return {(row["unit"], row["theme"]): row for row in rows}


def refused(said: Said, before: dict[str, bytes]) -> str:
    """What was said of a table that cannot be scored; nothing was written."""
    assert said.code == 1, said.err
    assert said.out == ""
    assert "Traceback" not in said.err
    assert SECRET not in said.err
    assert tree() == before
    return said.err
