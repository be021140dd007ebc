"""Who answered, the questions of their own, and whose results are shown, as the room sees them."""

from pathlib import Path

import msgspec
import pytest

from amu_tui import words
from amu_tui.files.session.create import create, fresh_key
from amu_tui.model.survey.caveats import Caveat
from amu_tui.model.survey.results import Answers, GroupRate, Participation, Results
from amu_tui.tui.shell.app import AmuApp, Opening
from tests.tui.opening import demo, meeting, stored
from tests.tui.seeing import see

LONG = "Apprentices and everybody else with a contract by the hour, week or term"
PEOPLE = Participation(
    invited=60,
    responses=41,
    groups={
        "women": GroupRate(title={"en": "Women", "nb": "Kvinner"}, rate=0.686),
        "office": GroupRate(title={"en": "Office"}, hidden="protected"),
        "apprentices": GroupRate(title={"en": LONG}, hidden="protected"),
    },
)


def made(tmp_path: Path, **told: object) -> Path:
    """A session as the example's, with other results."""
    example = stored(demo(tmp_path))
    results: Results = msgspec.structs.replace(example.results, **told)
    info = msgspec.structs.replace(example.info, id="made", key=fresh_key())
    folder = tmp_path / "made"
    create(folder, info, results, example.instrument, own_instrument=False)
    return folder


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_rates_stand_below_an_axis_and_words_are_whole(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with meeting(made(tmp_path, participation=PEOPLE), "participation", size) as pilot:
        seen = await see(pilot, "41 of 60 answered (68%)")
    lines = seen.splitlines()
    axis = next(line for line in lines if line.rstrip().endswith("%") and " 0 " in line)
    women = next(line for line in lines if "Women" in line)
    assert women.index("█") == axis.index("0")
    assert "69%" in women
    assert "░ hidden: protects somebody" in seen
    assert any(
        "Apprentices and" in line and "░ hidden: protects somebody" in line for line in lines
    )


async def test_rates_in_bokmal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_language", "nb")
    async with meeting(made(tmp_path, participation=PEOPLE), "participation") as pilot:
        seen = await see(pilot, "41 av 60 svarte (68 %)")
    assert "Kvinner" in seen
    assert "░ skjult: verner noen" in seen


async def test_questions_without_answers_say_so(tmp_path: Path) -> None:
    questions = {"appraisal-usefulness": Answers(hidden="protected")}
    async with meeting(made(tmp_path, questions=questions), "appraisal") as pilot:
        seen = await see(pilot, "hidden: protects somebody")
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
        await see(pilot, "X: the unit’s own are hidden")


async def test_results_of_another_unit_are_not_called_the_readers(tmp_path: Path) -> None:
    async with meeting(made(tmp_path, shown_for="Fakultet X"), "individual-resources") as pilot:
        assert "above Fakultet X" in await see(pilot, "1 Job autonomy ·")
        seen = await see(pilot, "1 Job autonomy ·")
        assert " you" not in seen.lower()


async def test_a_warning_is_seen_and_read_in_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Caveat(code="more-than-invited", values={"rate": 1.06})
    people = Participation(invited=36, responses=38)
    folder = made(tmp_path, participation=people, warnings=(kept, "Noe som ingen melding sier"))
    async with meeting(folder, "participation") as pilot:
        seen = await see(pilot, "! the response rate is 106%, more answers than people")
        assert "w: read all 2" in seen
        assert "→" in seen
        await pilot.press("w")
        await see(pilot, "! Noe som ingen melding sier")
        await pilot.press("escape")
        monkeypatch.setattr(words, "_language", "nn")
        pilot.app.refresh()
        await pilot.press("right")
        await see(pilot, "! svarprosenten er 106 %, altså fleire")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10)])
async def test_made_up_figures_are_marked_on_every_screen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = made(tmp_path, shown_for="Fakultet X")
    async with meeting(folder, "overview", size) as pilot:
        seen = await see(pilot, "SYNTHETIC DATA")
        assert ("too small" in seen) == (size != (80, 24))
        await pilot.press("c")
        seen = await see(pilot, "2014 ◇")
        assert "SYNTHETIC DATA" in seen
        assert ("too small" in seen) == (size != (80, 24))


async def test_a_list_of_sessions_keeps_the_round_where_there_is_little_room(
    tmp_path: Path,
) -> None:
    demo(tmp_path)
    app = AmuApp(Opening(sessions=tmp_path))
    async with app.run_test(size=(60, 20)) as pilot:
        seen = await see(pilot, "Institutt for")
        assert "… · 2017" in seen or "blåskjell · 2017" in seen
        assert "too small" in seen
