"""Tables of results as offices export them, made up for tests."""

from collections.abc import Iterable
from pathlib import Path

MEANS = {number: 2.5 + (number * 7 % 20) / 10 for number in range(1, 29)}
"""A mean for each theme of KIWEST, made by rule."""


def kiwest_table(path: Path, units: Iterable[str] = ("Institutt for sjøstjerner",)) -> Path:
    """A long table with all 28 themes by number: semicolons, decimal commas, Windows-1252."""
    lines = ["Enhet;Tema;Antall;Gjennomsnitt;Standardavvik"]
    for place, unit in enumerate(units):
        for number, mean in MEANS.items():
            said = f"{mean - place / 10:.2f}".replace(".", ",")
            lines.append(f"{unit};{number};{23 + place * 40};{said};0,8")
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path
