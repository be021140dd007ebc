"""`amu show`: whole texts as they are printed, and nothing of what is hidden in any form."""

import json
import re

import msgspec
import pytest

from amu_tui import words
from amu_tui.errors import Problem, UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.ordering import Order
from amu_tui.render.results.extra_questions import question_blocks
from amu_tui.render.results.participation import (
    participation_line,
    rate_axis,
    rate_lines,
    rate_rows,
)
from amu_tui.render.results.plain import show_text
from amu_tui.render.results.sentences import sentences
from amu_tui.render.results.show_json import show_json
from amu_tui.text import width
from tests.render.conftest import Golden
from tests.render.samples import NAMES, percent_session, session

SAMPLES = {"kiwest": session, "percent": percent_session}


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("cells", [80, 120])
@pytest.mark.parametrize("sample", list(SAMPLES))
def test_results_as_text(sample: str, cells: int, language: str, golden: Golden) -> None:
    words.use(language)
    text = show_text(SAMPLES[sample](), width=cells)
    assert all(width(line) <= cells for line in text.splitlines())
    golden(f"show-{sample}-{cells}-{language}.txt", text)


@pytest.mark.parametrize("sample", list(SAMPLES))
def test_results_as_ascii(sample: str, golden: Golden) -> None:
    text = show_text(SAMPLES[sample](), width=80, ascii_only=True)
    assert all(width(line) <= 80 for line in text.splitlines())
    golden(f"show-{sample}-ascii-en.txt", text)


def test_only_letters_of_names_are_beyond_ascii() -> None:
    words.use("nb")
    text = show_text(session(), ascii_only=True)
    beyond = {char for char in text if not char.isascii()}
    assert beyond <= set("æøåÆØÅ")


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("sample", list(SAMPLES))
def test_results_as_sentences(sample: str, language: str, golden: Golden) -> None:
    words.use(language)
    golden(f"sentences-{sample}-{language}.txt", sentences(SAMPLES[sample]()))


def test_one_area_is_shown_alone() -> None:
    for text in (
        show_text(session(), area="colleagues"),
        sentences(session(), "colleagues"),
        json.dumps(show_json(session(), "colleagues")),
    ):
        assert "Cooperation among colleagues" in text
        assert "Autonomy" not in text
        assert "Hours" not in text
    with pytest.raises(UsageError):
        show_text(session(), area="nowhere")


def test_the_document_for_programs() -> None:
    document = show_json(session())
    assert list(document) == [
        "session",
        "unit",
        "round",
        "instrument",
        "scale",
        "participation",
        "areas",
        "synthetic",
    ]
    assert document["scale"] == {"min": 1, "max": 5}
    assert document["participation"] == {"invited": 45, "responses": 37, "rate": 37 / 45}
    assert [area["id"] for area in document["areas"]] == ["own-work", "colleagues", "demands"]
    first, *_others, fourth = document["areas"][0]["themes"]
    assert json.loads(json.dumps(first)) == {
        "id": "autonomy",
        "number": 1,
        "name": "Autonomy",
        "n": 37,
        "mean": 3.9,
        "sd": 0.7,
        "hidden": None,
        "references": {
            "faculty": {
                "n": 300,
                "mean": 3.95,
                "sd": 0.8,
                "rest": None,
                "chance": "within",
                "margin": {
                    "least": 0.25,
                    "most": 0.25,
                },
                "d": -0.06,
                "size": None,
            },
            "before": {
                "n": 30,
                "mean": 3.95,
                "sd": None,
                "rest": None,
                **dict.fromkeys(("chance", "margin", "d", "size")),
            },
        },
    }
    assert list(first) == ["id", "number", "name", "n", "mean", "sd", "hidden", "references"]
    assert (fourth["n"], fourth["mean"], fourth["sd"]) == (None, None, None)
    assert fourth["hidden"] == "protected"


def test_only_synthetic_figures_are_marked_as_such() -> None:
    real = msgspec.structs.replace(
        session(), info=msgspec.structs.replace(session().info, synthetic=False)
    )
    assert "synthetic" not in show_json(real)
    for text in (show_text(real), sentences(real)):
        assert "SYNTHETIC" not in text
    for text in (show_text(session()), sentences(session())):
        assert "SYNTHETIC" in text.splitlines()[1] + text.splitlines()[2]


def _hidden_text(text: str) -> str:
    """What is said of the themes that are hidden, without numbers and names of themes."""
    names = [NAMES[theme][1][:20] for theme in ("support", "conflict")]
    lines = [line for line in text.splitlines() if any(name in line for name in names)]
    assert len(lines) == 2
    return "\n".join(re.sub(r"^(Theme )?\s*\d+,?", "", line) for line in lines)


def test_what_is_hidden_has_no_number_anywhere() -> None:
    alone = msgspec.structs.replace(session(), results=_without_references(session()))
    for text in (
        show_text(alone),
        show_text(alone, width=120),
        show_text(alone, ascii_only=True),
        show_text(alone, interval=True),
        show_text(alone, order=Order("score")),
        show_text(alone, order=Order("disagreement"), interval=True),
        sentences(alone),
    ):
        said = _hidden_text(text)
        assert "hidden: protects somebody" in said
        assert "hidden: protects somebody" in said
        assert not re.search(r"\d|█|=|[▏▎▍▌▋▊▉]|n[<=]", said)
    for area in show_json(alone)["areas"]:
        for theme in area["themes"]:
            if theme["hidden"]:
                assert theme["n"] is theme["mean"] is theme["sd"] is None


def _without_references(of: Session) -> object:
    return msgspec.structs.replace(of.results, references={})


def test_warnings_and_damaged_files_are_said() -> None:
    broken = msgspec.structs.replace(
        session(), problems=(Problem(path="actions/x.toml", message="not TOML", line=3),)
    )
    text = show_text(broken)
    assert "! row 3: a warning of the import\n" in text
    assert "! actions/x.toml: not TOML\n" in text


def test_participation_in_words_and_rows() -> None:
    assert participation_line(session()) == "37 of 45 answered (82%)"
    assert participation_line(percent_session()) == "68% answered"
    rows = rate_rows(session())
    assert [(row.label, row.text, row.group) for row in rows] == [
        ("Institutt for blåskjell", "82%", False),
        ("Women", "73%", True),
        ("Leaders", "hidden: protects somebody", True),
        ("Fakultet for fjæra", "71%", False),
        ("Landet", "102%", False),
    ]
    lines = rate_lines(rows, 60)
    assert all(width(line) == 60 for line in lines)
    assert lines[2].rstrip().endswith("░ hidden: protects somebody")
    assert lines[4].endswith("█→   102%")


def test_questions_of_their_own_as_rows() -> None:
    hours, appraisal, usefulness, health = question_blocks(session())
    assert [(row.label, row.text, row.bar.mean) for row in hours.rows] == [
        ("None", "25% (14–41%)", 0.25),
        ("1–10 hours", "50% (34–66%)", 0.5),
        ("Over 10 hours", "25% (14–41%)", 0.25),
    ]
    assert [(row.label, row.text) for row in appraisal.rows] == [("Yes", "73% (57–85%)")]
    assert (hours.count, usefulness.count) == ("36 answers, 95% interval in brackets", "27 answers")
    assert [(row.label, row.text) for row in usefulness.rows] == [("Mean", "3.3 ±1.0")]
    assert (health.rows, health.note, health.count) == ((), "hidden: protects somebody", "")
    assert [block.question_id for block in question_blocks(session(), ("health",))] == ["health"]


def test_rates_stand_at_the_places_of_the_axis() -> None:
    rows = rate_rows(session())
    axis = rate_axis(rows, 60)
    lines = rate_lines(rows, 60)
    assert width(axis) == 60
    assert lines[0].index("█") == axis.index("0")
    assert axis.index("100") + 2 == lines[4].rindex("→")
