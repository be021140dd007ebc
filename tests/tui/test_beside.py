"""Who answered, the questions of their own, and whose results are shown, as the room sees them."""

from pathlib import Path

import msgspec
import pytest

from amu_tui import words
from amu_tui.files.create import fresh_key
from amu_tui.files.sessions import SessionFolder
from amu_tui.model.results import Answers, GroupRate, Participation, Results
from tests.tui.opening import demo, meeting, stored
from tests.tui.seeing import see

LONG = "Apprentices and everybody else with a contract by the hour, week or term"
PEOPLE = Participation(
    invited=60,
    responses=41,
    groups={
        "women": GroupRate(title={"en": "Women", "nb": "Kvinner"}, rate=0.686),
        "office": GroupRate(title={"en": "Office"}, hidden="protects-another"),
        "apprentices": GroupRate(title={"en": LONG}, hidden="too-few"),
    },
)


def made(tmp_path: Path, **told: object) -> Path:
    """A session as the example's, with other results."""
    example = stored(demo(tmp_path))
    results: Results = msgspec.structs.replace(example.results, **told)
    info = msgspec.structs.replace(example.info, id="made", key=fresh_key())
    folder = tmp_path / "made"
    SessionFolder.create(folder, info, results, example.instrument, own_instrument=False)
    return folder


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_rates_stand_below_an_axis_and_reasons_are_whole(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with meeting(made(tmp_path, participation=PEOPLE), "participation", size) as pilot:
        seen = await see(pilot, "41 of 60 answered (68%)")
    lines = seen.splitlines()
    axis = next(line for line in lines if line.rstrip().endswith("%") and " 0 " in line)
    women = next(line for line in lines if "Women" in line)
    assert women.index("█") == axis.index("0")
    assert "69%" in women
    assert "░ hidden: protects another group" in seen
    assert any("Apprentices and" in line and "░ hidden: too few answers" in line for line in lines)


async def test_rates_in_bokmal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_language", "nb")
    async with meeting(made(tmp_path, participation=PEOPLE), "participation") as pilot:
        seen = await see(pilot, "41 av 60 svarte (68 %)")
    assert "Kvinner" in seen
    assert "░ skjult: verner en annen gruppe" in seen


async def test_questions_without_answers_say_so(tmp_path: Path) -> None:
    questions = {"appraisal-usefulness": Answers(hidden="too-few")}
    async with meeting(made(tmp_path, questions=questions), "appraisal") as pilot:
        seen = await see(pilot, "hidden: too few answers")
    assert "no figures" in seen


@pytest.mark.parametrize("step", ["overview", "individual-resources", "hours", "vote", "report"])
async def test_every_screen_says_whose_results_are_shown(tmp_path: Path, step: str) -> None:
    async with meeting(made(tmp_path, shown_for="Fakultet X"), step) as pilot:
        await see(pilot, "· results of Fakultet X")


async def test_the_chart_and_the_legend_say_it_in_a_sentence(tmp_path: Path) -> None:
    folder = made(tmp_path, shown_for="Fakultet X")
    async with meeting(folder, "individual-resources") as pilot:
        await see(pilot, "The results are those of Fakultet X")
        await pilot.press("t")
        await see(pilot, "How to read the bars")
        await see(pilot, "X: the unit itself has too few")
