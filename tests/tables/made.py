"""A small instrument and tables made for it, in every dialect that a test asks for."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from amu_tui.model.survey.instrument import Area, Instrument, Scale, Theme
from amu_tui.model.survey.results import Results
from amu_tui.render.results.warnings import warning_text
from amu_tui.tables.reading.read import read_table
from amu_tui.tables.results.interpret import ResultsTable, interpret
from amu_tui.tables.vocabulary.mapping import ColumnMapping

NAMES: dict[str, dict[str, str]] = {
    "autonomy": {"nb": "Autonomi", "nn": "Sjølvstyre", "en": "Job autonomy"},
    "support": {"nb": "Støtte nærmeste leder", "en": "Support from supervisor"},
    "time-pressure": {"nb": "Fravær tidspress", "nn": "Fråvær tidspress", "en": "No time pressure"},
    "climate": {"nb": "Åpent klima, sosialt", "en": "Open climate"},
}


def instrument(scale: Scale | None = None) -> Instrument:
    return Instrument(
        id="tiny",
        title={"en": "Tiny"},
        scale=scale or Scale(min=1, max=5),
        areas={
            "work": Area(title={"en": "Work"}, themes=("autonomy", "time-pressure")),
            "people": Area(title={"en": "People"}, themes=("support", "climate")),
        },
        themes={
            key: Theme(
                number=number,
                name=name,
                turned=key == "time-pressure",
                aliases=("Klimaet",) if key == "climate" else (),
            )
            for number, (key, name) in enumerate(NAMES.items(), start=1)
        },
    )


TINY = instrument()
PERCENT = instrument(Scale(min=0, max=100, unit="percent"))


def text_of(rows: Sequence[Sequence[str]], separator: str = ",", ending: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(rows)
    return out.getvalue()


def write(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def results_table(
    folder: Path,
    content: str | bytes,
    *,
    of: Instrument = TINY,
    mapping: ColumnMapping | None = None,
    name: str = "table.csv",
) -> ResultsTable:
    return interpret(read_table(write(folder, content, name)), of, mapping)


def warned(results: Results) -> tuple[str, ...]:
    """The warnings of `results` as they are read."""
    return tuple(map(warning_text, results.warnings))
