"""A session on the screen as a person meets it: steps, keys, languages, sizes, notes, undo."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from amu_tui import words
from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.agenda import title
from amu_tui.tui.shell.app import AmuApp, Opening
from tests.promises import proves
from tests.tui.rounds import choose_themes, write_action
from tests.tui.seeing import screen_text, see, see_no, wait_for

FIGURE = re.compile(r"\d[.,]\d ±\d[.,]\d")


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return copy_demo(tmp_path / "sessions" / "demo")


def app_on(path: Path | None, step: str = "", sessions: Path | None = None) -> AmuApp:
    return AmuApp(Opening(sessions=sessions or Path("nowhere"), path=path, step=step))


async def test_the_right_arrow_goes_through_every_step(demo: Path) -> None:
    session = SessionFolder(demo).load()
    steps = session.steps()
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        for number, step in enumerate(steps, 1):
            seen = await see(pilot, f"Step {number} of {len(steps)}")
            assert words.spoken(title(step, session.instrument))[:30] in seen
            assert "SYNTHETIC DATA" in seen.splitlines()[0]
            assert "? Help" in seen.splitlines()[-1]
            assert "q Quit" in seen.splitlines()[-1]
            await pilot.press("right")
        await pilot.press("h")
        await see(pilot, f"Step {len(steps) - 1} of {len(steps)}")


async def test_an_area_shows_figures_bars_and_the_theme_in_words(demo: Path) -> None:
    async with app_on(demo, "individual-resources").run_test(size=(80, 24)) as pilot:
        await see(pilot, "█████")
        seen = await see(pilot, "▸  1 Job autonomy")
        assert re.search(r"1 Job autonomy +█+├─+.*┤ +3\.9 ±0\.7", seen)
        assert "37 answers · 3.9 ±0.7" in seen
        await pilot.press("down", "down", "down", "down")
        seen = await see(pilot, "▸  5")
        [hidden] = [line for line in seen.splitlines() if line.startswith("▸")]
        assert "hidden: protects somebody" in hidden
        assert not re.search(r"\d[.,]\d|█", hidden)


async def test_all_28_themes_stand_on_one_screen(demo: Path) -> None:
    async with app_on(demo, "overview").run_test(size=(80, 24)) as pilot:
        await see(pilot, " 1 Job autonomy")
        seen = await see(pilot, "28 ")
        for number in range(1, 29):
            assert re.search(rf"(^|\s){number} [A-Z]", seen, re.MULTILINE), number
        assert len(re.findall(r"\d\.\d(?= |$)", seen, re.MULTILINE)) == 26
        assert seen.count("hidden") == 2


@proves("Private notes are in the reader's own state folder and never in the session.")
async def test_a_private_note_is_kept_outside_the_session_and_undone(demo: Path) -> None:
    before = sorted(path for path in demo.rglob("*") if path.name != "progress.toml")
    async with app_on(demo, "individual-resources").run_test(size=(80, 24)) as pilot:
        await see(pilot, "▸  1")
        await pilot.press("b")
        await see(pilot, "Your own note: preserve")
        await pilot.press("n")
        await see(pilot, "Kept in your own folder")
        await pilot.press(*"keep [/] this", "enter")
        await see(pilot, "Your own note: preserve: keep [/] this")
        await pilot.press("u")
        await see_no(pilot, "keep [/] this")
        await pilot.press("u")
        await see_no(pilot, "Your own note")
        await pilot.press("i")
        await see(pilot, "Your own note: improve")
    assert before == sorted(path for path in demo.rglob("*") if path.name != "progress.toml")
    async with app_on(demo, "individual-resources").run_test(size=(80, 24)) as pilot:
        await see(pilot, "Your own note: improve")


async def test_themes_can_be_ordered_by_score_and_by_disagreement(demo: Path) -> None:
    def numbers(seen: str) -> list[int]:
        return [int(n) for n in re.findall(r"^[▸ ]  ?(\d+) \w.*(?:±|hidden)", seen, re.MULTILINE)]

    async with app_on(demo, "individual-resources").run_test(size=(80, 24)) as pilot:
        deck = numbers(await see(pilot, "█████"))
        assert deck == [1, 2, 3, 4, 5, 6]
        await pilot.press("s")
        assert numbers(await see(pilot, "by score")) == [2, 6, 1, 3, 4, 5]
        await pilot.press("s")
        assert numbers(await see(pilot, "by disagreement"))[-1] == 5


async def test_the_language_changes_while_it_runs_and_is_remembered(demo: Path) -> None:
    async with app_on(demo, "job-demands").run_test(size=(80, 24)) as pilot:
        await see(pilot, "Job demands")
        await pilot.press("L")
        await see(pilot, "Nynorsk")
        await pilot.press("up", "up", "enter")
        seen = await see(pilot, "Jobbkrav")
        assert "? Hjelp" in seen
        assert words.language() == "nb"
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        assert pilot.app.settings.language == "nb"  # type: ignore[attr-defined]


async def test_every_theme_of_colours_can_be_chosen(demo: Path) -> None:
    async with app_on(demo, "job-demands").run_test(size=(80, 24)) as pilot:
        await see(pilot, "█████")
        for place, name in enumerate(["amu-light", "amu-contrast", "ansi-dark", "ansi-light"], 1):
            await pilot.press("T")
            await see(pilot, "High contrast")
            await pilot.press("home", *["down"] * place, "enter")
            await wait_for(pilot, lambda name=name: pilot.app.theme == name, name)  # type: ignore[misc]
            await see(pilot, "█████")


async def test_help_is_filtered_as_one_types(demo: Path) -> None:
    async with app_on(demo, "job-demands").run_test(size=(80, 24)) as pilot:
        await see(pilot, "▸ 22")
        await pilot.press("question_mark")
        await see(pilot, "How to read the bars")
        await pilot.press(*"private")
        seen = await see_no(pilot, "How to read the bars")
        assert "Write a private note" in seen
        await pilot.press("escape")
        await see_no(pilot, "Write a private note")


async def test_a_small_terminal_is_told_and_goes_on_working(demo: Path) -> None:
    async with app_on(demo, "job-demands").run_test(size=(60, 20)) as pilot:
        await see(pilot, "too small: 60×20, amu wants 80×24")
        await pilot.press("right")
        await see(pilot, "Step 13")
        await pilot.resize_terminal(130, 40)
        seen = await see_no(pilot, "too small")
        assert "▸13 Job attachment" in seen.replace("▸ 13", "▸13")
        await pilot.resize_terminal(1, 1)
        await pilot.resize_terminal(80, 24)
        await see(pilot, "Step 13")


async def test_the_step_where_one_was_comes_back(demo: Path) -> None:
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Step 1 of")
        await pilot.press("g")
        await see(pilot, "Go to")
        await pilot.press("down", "down", "down", "enter")
        await see(pilot, "Step 4 of")
        await pilot.press("q")
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Step 4 of")


async def test_the_list_opens_a_session_and_names_a_damaged_one(demo: Path) -> None:
    broken = demo.parent / "broken"
    broken.mkdir()
    (broken / "session.toml").write_text("schema = 1\nid = \n")
    async with app_on(None, sessions=demo.parent).run_test(size=(80, 24)) as pilot:
        await see(pilot, "not voted yet")
        await pilot.press("down", "enter")
        await see(pilot, "session.toml:2")
        await pilot.press("escape", "up", "enter")
        await see(pilot, "Step 1 of")
        await pilot.press("escape")
        await see(pilot, "Sessions")


async def test_esc_leads_to_the_list_also_where_one_came_straight_to_a_session(demo: Path) -> None:
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Step 1 of")
        await pilot.press("escape")
        await see(pilot, "not voted yet")
        await pilot.press("enter")
        await see(pilot, "Step 1 of")


async def test_typed_digits_go_to_a_step_and_to_a_theme(demo: Path) -> None:
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Step 1 of")
        await pilot.press("g")
        await see(pilot, "Go to")
        await pilot.press("1", "8", "enter")
        await see(pilot, "Step 18 of")
        await pilot.press("2", "8")
        await see(pilot, "▸    28")
        await pilot.press("right", *["right"] * 5)
        await see(pilot, "this is the last step")


async def test_what_others_save_is_seen_on_the_next_step(demo: Path) -> None:
    choose_themes(demo)
    async with app_on(demo, "choose").run_test(size=(80, 24)) as pilot:
        await see(pilot, "Step 19 of")
        write_action(demo, "From another program")
        await pilot.press("right")
        await see(pilot, "From another program")


async def test_a_quick_look_says_that_it_is_one(demo: Path) -> None:
    session = replace(SessionFolder(demo).load(), folder="")
    app = AmuApp(Opening(sessions=demo.parent, session=session))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await see(pilot, "quick look, nothing is saved")
        assert " min" not in seen.splitlines()[0]


async def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    async with app_on(None, sessions=tmp_path / "none").run_test(size=(80, 24)) as pilot:
        await see(pilot, "There is no session in this folder yet")
        await pilot.press("d")
        await see(pilot, "Step 1 of")
        assert "SYNTHETIC DATA" in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("lang", "first", "area"), [("en", "Agenda", "Job demands"), ("nb", "Agenda", "Jobbkrav")]
)
async def test_all_steps_can_be_gone_to_by_name(
    demo: Path, lang: str, first: str, area: str
) -> None:
    words.use(lang)
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        await see(pilot, "▸")
        await pilot.press("G")
        seen = await see(pilot, "1 Agenda")
        assert f"12 {area}" in seen
        assert "{" not in seen
