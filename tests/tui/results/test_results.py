"""The chart of an area: its orders, the band of chance, and what the key line and legend say."""

import re
from pathlib import Path

import msgspec

from amu_tui.files import toml
from amu_tui.files.session.folder import SessionFolder
from tests.tui.opening import demo, meeting, stored
from tests.tui.seeing import screen_text, see, see_no


def numbers(seen: str) -> list[int]:
    """The themes in the order of their rows."""
    return [int(n) for n in re.findall(r"^[▸ ]  ?(\d+) \w.*(?:±|hidden)", seen, re.MULTILINE)]


async def test_sorting_goes_through_every_order_and_says_which(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "individual-resources") as pilot:
        deck = numbers(await see(pilot, "█████"))
        for heading in (
            "by score",
            "by disagreement",
            "from most below to most above Fakultet for fjæra",
            "from most below to most above Universitetet",
            "from most below to most above 2014",
        ):
            await pilot.press("s")
            seen = await see(pilot, heading)
            assert numbers(seen)[-1] == 5, "the hidden one stands last"
        await pilot.press("s")
        assert numbers(await see_no(pilot, "most below")) == deck


async def test_the_distance_is_from_most_below_to_most_above(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    results = SessionFolder(folder).load().results
    faculty = results.references["faculty"].themes

    def distance(theme: str) -> float:
        return (results.score(theme).mean or 0) - (faculty[theme].mean or 0)

    async with meeting(folder, "colleague-resources") as pilot:
        await see(pilot, "█████")
        await pilot.press("s", "s", "s")
        found = numbers(await see(pilot, "most above Fakultet"))
    session = SessionFolder(folder).load()
    expected = sorted(session.step("colleague-resources").themes, key=distance)
    assert found == [session.instrument.themes[theme].number for theme in expected]


async def test_the_band_of_chance_is_drawn_on_request_and_stays_over_steps(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "individual-resources") as pilot:
        seen = await see(pilot, "├──")
        assert "▒" not in seen
        assert "e ±" in seen
        await pilot.press("e")
        seen = await see(pilot, "▒▒ 95%")
        assert "├" not in seen
        assert "3.9 (3.7–4.1)" in seen
        assert "chance alone can move the mean this far" in seen
        await pilot.press("right")
        seen = await see(pilot, "Colleague resources")
        assert "▒▒ 95%" in seen
        await pilot.press("e")
        seen = await see(pilot, "├──")
        assert "▒" not in seen


async def test_the_legend_explains_the_band(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "individual-resources") as pilot:
        await see(pilot, "█████")
        await pilot.press("t")
        seen = await see(pilot, "How to read the bars")
        assert "▒▒▒▒ 95% interval" in seen


async def test_without_spread_there_is_no_band_and_it_is_said(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    file = folder / "results.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not re.match(r"sd = ", line)]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    async with meeting(folder, "individual-resources") as pilot:
        seen = await see(pilot, "█████")
        assert "95%" not in seen
        assert "e ±" not in seen
        await pilot.press("e")
        seen = await see(pilot, "without n and spread")
        assert "▒" not in seen


async def test_words_on_the_row_say_what_can_be_chance(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "individual-resources") as pilot:
        seen = await see(pilot, "37 answers · 3.9 ±0.7 · 95%: 3.7–4.1")
        assert "Fakultet for fjæra 4.0 · 0.1 above you: within chance" in seen
        assert "2014 3.9 · the same as you" in seen
        await pilot.press("down", "down")
        await see(pilot, "33 answers: changes under 0.5 (the")


async def test_the_overview_ranks_all_themes(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "overview") as pilot:
        await see(pilot, "Individual resources")
        await pilot.press("s")
        seen = await see(pilot, "by score")
        assert "Individual resources" not in seen
        assert len(re.findall(r"\d\.\d(?= |$)", seen, re.MULTILINE)) == 26
        assert seen.count("hidden") == 2
        await pilot.press("s", "s")
        seen = await see(pilot, "from most below to most above Fakultet for fjæra")
        assert re.search(r"11 Goal clarity .*−0\.4", seen)


async def test_what_was_to_be_preserved_and_fell_is_said_above_all_themes_and_at_its_area(
    tmp_path: Path,
) -> None:
    folder = demo(tmp_path)
    fell = "was to be preserved in 2014"
    path = folder / "results.toml"
    previous = stored(folder).previous
    assert previous is not None
    theme = next(now for t in previous.chosen.preserve if (now := previous.themes[t].now))
    results = stored(folder).results
    lower = msgspec.structs.replace(results.score(theme), n=37, mean=1.6, sd=0.8)
    results = msgspec.structs.replace(results, themes={**results.themes, theme: lower})
    path.write_bytes(toml.readable(results, path, limit=toml.LARGE))
    area = next(k for k, a in stored(folder).instrument.areas.items() if theme in a.themes)
    async with meeting(folder, "overview") as pilot:
        await see(pilot, fell)
        assert "28 " in screen_text(pilot.app)
    async with meeting(folder, area) as pilot:
        number = stored(folder).instrument.themes[theme].number
        await pilot.press(*str(number))
        await see(pilot, fell)
