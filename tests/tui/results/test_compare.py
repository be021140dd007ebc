"""Two rounds on a screen of their own: what changed, what was chosen, what became of it."""

from pathlib import Path

import msgspec
import pytest

from amu_tui import words
from amu_tui.files import toml
from amu_tui.model.survey.results import Results, Score
from amu_tui.tui.results.compare import Compare
from amu_tui.tui.shell.app import AmuApp
from amu_tui.tui.shell.meeting import Meeting
from tests.tui.opening import demo, meeting
from tests.tui.seeing import screen_text, see, see_no, wait_for


def line_of(screen: str, text: str) -> str:
    """The first line with a text, without the scroll bar beside it."""
    return next(line for line in screen.split("\n") if text in line).rstrip(" ▁▂▃▄▅▆▇█")


def changed(path: Path, **what: object) -> Path:
    """The session with other results."""
    file = path / "results.toml"
    found = toml.decode(file, Results, limit=toml.LARGE)
    file.write_bytes(toml.encode(msgspec.structs.replace(found, **what)))
    return path


async def test_c_sets_the_session_beside_its_round_before(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "overview") as pilot:
        await see(pilot, "c compare")
        await pilot.press("c")
        screen = await see(pilot, "2014 ◇ → 2017 ●")
        assert "SYNTHETIC DATA" in screen
        leadership = line_of(screen, "Empowering leadership")
        assert leadership.split() == [
            *("−", "3", "Empowering", "leadership"),
            *("·", "·", "·◇┄●", "·", "·", "+0.4", "▪", "yes", "0.5–0.7"),
        ]
        assert line_of(screen, "Social support from").split()[-3:] == ["hidden", "in", "both"]
        await pilot.press("escape")
        await see_no(pilot, "2014 ◇")
        assert isinstance(pilot.app.screen, Meeting)


@pytest.mark.parametrize("step", ["individual-resources", "follow-up"])
async def test_it_is_one_key_away_where_one_asks_what_changed(tmp_path: Path, step: str) -> None:
    async with meeting(demo(tmp_path), step) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await see(pilot, "2014 ◇ → 2017 ●")
        await pilot.press("c")
        await see_no(pilot, "2014 ◇ → 2017 ●")


async def test_the_theme_under_the_cursor_is_told_with_its_actions(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "overview") as pilot:
        await pilot.press("c")
        await see(pilot, "2014: 33 answers · 3.9 ±0.6 → 2017: 37 answers · 3.9 ±0.7")
        await pilot.press("8")
        await see(pilot, "Chosen to preserve in 2014 · 1 action")
        screen = screen_text(pilot.app)
        assert "0.1 lower than in 2014. With 33 and 37 answers, chance" in screen
        assert "▶ started: Felles lunsj i kantina hver tirsdag" in screen
        assert "2016-09-06: Oppslutningen falt" in screen
        await pilot.press("2", "0")
        await see(pilot, "Chosen to improve in 2014 · 2 actions")
        await pilot.press("enter")
        await see(pilot, "Kurset ble ikke satt opp; tas opp på nytt med fakultetet")
        await pilot.press("escape")
        await see_no(pilot, "tas opp på nytt")
        assert isinstance(pilot.app.screen, Compare)


async def test_the_order_goes_from_deck_to_change_to_choice_and_back(tmp_path: Path) -> None:
    def first(screen: str) -> str:
        return next(line for line in screen.split("\n") if line.startswith("▸"))

    async with meeting(demo(tmp_path), "overview") as pilot:
        await pilot.press("c")
        assert " 1 Job autonomy" in first(await see(pilot, "in the order of the deck"))
        await pilot.press("s")
        assert "Absence of interpersonal" in first(await see(pilot, "the largest change first"))
        await pilot.press("end")
        await see(pilot, "▸   19 Absence of dysfunctional")
        await pilot.press("s")
        assert "+  8 Social community" in first(await see(pilot, "what was chosen then first"))
        await pilot.press("s")
        await see(pilot, "in the order of the deck")


async def test_a_change_beyond_chance_has_a_heavy_line_and_another_word(tmp_path: Path) -> None:
    path = demo(tmp_path)
    found = toml.decode(path / "results.toml", Results, limit=toml.LARGE)
    lower = {**found.themes, "autonomy": Score(n=37, mean=2.5, sd=0.7)}
    async with meeting(changed(path, themes=lower), "overview") as pilot:
        await pilot.press("c")
        screen = await see(pilot, "2014 ◇")
        assert "Chance? ┄┄ yes   ━━ hardly   + − chosen in 2014   ▪ noticeable   ■ large" in screen
        line = line_of(screen, "Job autonomy")
        assert "●━━━━━━◇" in line
        assert line.endswith("−1.4 ■  hardly 0.4–0.5")
        await see(pilot, "1.4 lower than in 2014 (large). That is more than chance")


async def test_a_hidden_score_leaves_no_mark_and_no_figure(tmp_path: Path) -> None:
    path = demo(tmp_path)
    found = toml.decode(path / "results.toml", Results, limit=toml.LARGE)
    hidden = {**found.themes, "autonomy": Score(hidden="protected")}
    async with meeting(changed(path, themes=hidden), "overview") as pilot:
        await pilot.press("c")
        line = line_of(await see(pilot, "2014 ◇"), "1 Job autonomy")
        assert "●" not in line
        assert "hidden in 2017" in line
        await see(pilot, "No change is shown: the score is hidden in 2017")
        await see(pilot, "2017: hidden: protects somebody")


async def test_a_table_before_has_no_choices_to_show_or_to_order_by(tmp_path: Path) -> None:
    path = demo(tmp_path)
    (path / "previous.toml").unlink()
    async with meeting(path, "overview") as pilot:
        await pilot.press("c")
        screen = await see(pilot, "2014 ◇ → 2017 ●")
        assert "chosen" not in screen
        await pilot.press("s")
        await see(pilot, "the largest change first")
        await pilot.press("s")
        await see(pilot, "in the order of the deck")
        await pilot.press("t")
        legend = await see(pilot, "How to read the two rounds")
        assert "chosen" not in legend


async def test_without_a_round_before_the_key_is_not_offered_and_says_why(tmp_path: Path) -> None:
    path = changed(demo(tmp_path), references={})
    (path / "previous.toml").unlink()
    async with meeting(path, "overview") as pilot:
        screen = await see(pilot, "t legend")
        assert "c compare" not in screen
        await pilot.press("c")
        await see(pilot, "this session keeps no round before to compare with")


async def test_what_was_chosen_has_a_place_where_no_figures_can_be_compared(
    tmp_path: Path,
) -> None:
    async with meeting(changed(demo(tmp_path), references={}), "overview") as pilot:
        await pilot.press("c")
        await see(pilot, "! the two asked about different themes: nothing can be compared")
        assert "not comparable" in line_of(screen_text(pilot.app), "1 Job autonomy")
        await pilot.press("end")
        screen = await see(pilot, "Chosen in 2014, not comparable now")
        assert "− 20 Fravær personkonflikter (R)" in screen
        await see(pilot, "Chosen to preserve in 2014 · 1 action")
        await see(pilot, "✓ done: Vise fram ett doktorgradsarbeid")
        await pilot.press("enter")
        await see(pilot, "Elleve arbeider vist på to år")


async def test_the_help_has_the_keys_of_this_screen(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "overview") as pilot:
        await pilot.press("c")
        await see(pilot, "2014 ◇")
        await pilot.press("question_mark")
        await see(pilot, "Order by deck, by change, by what was chosen")


async def test_language_and_colours_change_here_too(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "overview") as pilot:
        await pilot.press("c")
        await see(pilot, "2014 ◇")
        app = pilot.app
        assert isinstance(app, AmuApp)
        app.speak("nn")
        await see(pilot, "ja 0,4–0,5")
        await see(pilot, "Tilfeldig")
        app.colour("amu-light")
        await wait_for(pilot, lambda: app.theme == "amu-light", "other colours")
        await see(pilot, "ja 0,4–0,5")


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50), (60, 16)])
async def test_every_size_keeps_its_lines(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    words.use(language)
    async with meeting(demo(tmp_path), "overview", size) as pilot:
        await pilot.press("c")
        screen = await see(pilot, "2014 ◇ → 2017 ●")
        lines = screen.split("\n")
        assert len(lines) == size[1]
        assert "2017" in screen
        decimal = "." if language == "en" else ","
        first = next(line for line in lines if line.startswith("▸"))
        assert first.count(f"3{decimal}9") == (2 if size[0] >= 100 else 0)
        assert f" 0{decimal}3" in screen
