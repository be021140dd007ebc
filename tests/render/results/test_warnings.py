"""A warning is kept as a code and its values, and said in the language of whoever reads it."""

from pathlib import Path

import pytest

from amu_tui import words
from amu_tui.files.toml.codec import decode, encode
from amu_tui.model.survey.caveats import TEXTS, Caveat, Values
from amu_tui.model.survey.results import Results
from amu_tui.render.results.warnings import warning_text
from tests.render.conftest import Golden

RATES = {"more-than-invited": {"rate": 1.06}, "other-rate": {"given": 0.8, "rate": 0.895}}


def examples() -> tuple[Caveat, ...]:
    """One warning of each code, those with a plural twice, and one of each kind of place."""
    found = []
    for code, text in TEXTS.items():
        for n in (1, 2) if text.plural else (2,):
            filled: Values = {name: n if name == "n" else name.upper() for name in text.names}
            found.append(Caveat(code=code, values={**filled, **RATES.get(code, {})}))
    name: Values = {"name": "Autonmi"}
    return (
        *found,
        Caveat(code="header-again", row=41),
        Caveat(code="unknown-theme", values=name, row=3, column="Tema", near="Autonomi, Åpenhet"),
        Caveat(code="more-than-invited", values={"rate": 1.2}, source="Fakultetet"),
        Caveat(code="group-other-rate", row=7, source="grupper.csv"),
    )


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_warning_is_said_in_every_language(language: str, golden: Golden) -> None:
    words.use(language)
    golden(f"warnings-{language}.txt", "".join(f"{warning_text(w)}\n" for w in examples()))


def test_warnings_are_kept_in_the_file_and_read_again(tmp_path: Path) -> None:
    results = Results(unit="X", warnings=examples())
    path = tmp_path / "results.toml"
    path.write_bytes(encode(results))
    assert decode(path, Results) == results


def test_a_sentence_of_an_older_session_is_shown_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "results.toml"
    path.write_text('schema = 1\nunit = "X"\nwarnings = ["rad 3: noe {n}"]\n', encoding="utf-8")
    assert [warning_text(w) for w in decode(path, Results).warnings] == ["rad 3: noe {n}"]


@pytest.mark.parametrize("warning", [Caveat(code="of-tomorrow"), Caveat(code="formulas")])
def test_a_code_that_is_not_known_or_lacks_a_value_stands_for_itself(warning: Caveat) -> None:
    assert warning_text(warning) == warning.code
    assert warning_text(Caveat(code="of-tomorrow", row=3)) == "row 3: of-tomorrow"
