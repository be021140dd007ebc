"""The bundled questionnaire's themes are known by every name that its file gives them."""

import tomllib
from pathlib import Path

import msgspec
import pytest

import amu_tui
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.vocabulary.names import ThemeNames
from tests.tables.made import results_table

FILE = Path(amu_tui.__file__).parent / "instruments" / "kiwest-1.toml"


@pytest.fixture(scope="module")
def kiwest() -> Instrument:
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), Instrument)


def test_every_name_finds_its_theme(kiwest: Instrument) -> None:
    names = ThemeNames(kiwest)
    for key, theme in kiwest.themes.items():
        assert names.find(key) == names.find(str(theme.number)) == key
        for name in (*theme.name.values(), *theme.aliases):
            for written in (name, name.upper(), f"{name} (R)"):
                assert names.find(written) == key, written


def test_a_wide_table_with_the_names_of_the_slides(kiwest: Instrument, tmp_path: Path) -> None:
    order = kiwest.order()
    header = ";".join(kiwest.themes[theme].name["nb"] for theme in order)
    figures = ";".join("3,9" for _theme in order)
    table = results_table(tmp_path, f"Enhet;{header}\nIDI;{figures}\n".encode("cp1252"), of=kiwest)
    assert table.themes == order
    assert table.misread == ()
    assert len(table.results("idi").themes) == 28
