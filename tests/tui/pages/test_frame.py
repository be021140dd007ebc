"""The slides that frame the meeting, and the rules of the dialogue."""

from pathlib import Path

from amu_tui import words
from amu_tui.model.survey.instrument import Frame, Point, PointGroup
from amu_tui.tui.pages.slide import frame_lines, sides
from tests.tui.opening import demo, meeting
from tests.tui.seeing import screen_text, see, see_no


def where(screen: str, text: str) -> tuple[int, int]:
    """Line and column of `text` on the screen."""
    for y, line in enumerate(screen.split("\n")):
        if text in line:
            return y, line.index(text)
    raise AssertionError(f"{text!r} is not on\n{screen}")


async def test_the_frame_is_read_page_by_page(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "frame") as pilot:
        await see(pilot, "1/3")
        screen = await see(pilot, "Organisational frames")
        for group in ("Work tasks", "Social relations", "Organisational frames"):
            assert group in screen
        await pilot.press("space")
        screen = await see(pilot, "2/3")
        assert "+  work engagement" in screen
        assert "−  workaholism" in screen
        await pilot.press("down")
        await see(pilot, "3/3")
        await pilot.press("down")
        await see(pilot, "3/3")
        await pilot.press("k")
        await see(pilot, "2/3")


async def test_demands_and_resources_lie_on_two_sides_of_a_balance(tmp_path: Path) -> None:
    words.use("nb")
    async with meeting(demo(tmp_path), "frame") as pilot:
        await pilot.press("space", "space")
        screen = await see(pilot, "3/3")
        beam, left = where(screen, "━━━")
        middle = where(screen, "▲")[1]
        for demand in ("Jobbkrav", "−  rollekonflikt", "−  tidspress", "−  personkonflikt"):
            y, x = where(screen, demand)
            assert y < beam
            assert left <= x < middle
        for resource in ("+  selvstendighet", "Kollegaressurser", "+  ledertillit"):
            y, x = where(screen, resource)
            assert y < beam
            assert x > middle
        assert where(screen, "Jobbtilknytning")[0] > beam
        assert where(screen, "−  arbeidsavhengighet") < where(screen, "+  mening i jobben")


async def test_nothing_of_a_page_is_out_of_reach_on_a_small_screen(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "frame", (50, 16)) as pilot:
        await see(pilot, "1/3")
        seen = []
        for _press in range(8):
            seen.append(screen_text(pilot.app))
            await pilot.press("space")
        last = [screen for screen in seen if "3/3" in screen]
        assert "Job demands" in last[0]
        assert "work–home conflict" not in last[0]
        assert "work–home conflict" in last[-1]
        for _press in range(8):
            await pilot.press("k")
        assert "Work tasks" in await see(pilot, "1/3")


async def test_rules_stand_on_one_page_where_they_fit(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "rules") as pilot:
        screen = await see(pilot, "Local focus")
        assert "•  Nothing is right or wrong" in screen
        assert "passed on to the leader" in screen
        assert "1/2" not in screen
        assert "more" not in screen
        await pilot.resize_terminal(80, 14)
        screen = await see_no(pilot, "Local focus")
        assert "1/2" in screen
        await pilot.press("space")
        await see(pilot, "Local focus")


async def test_a_page_follows_the_language(tmp_path: Path) -> None:
    async with meeting(demo(tmp_path), "rules") as pilot:
        await see(pilot, "Local focus")
        pilot.app.speak("nb")  # type: ignore[attr-defined]
        await see(pilot, "Lokalt fokus")
        assert "Local focus" not in screen_text(pilot.app)


def test_typed_markup_in_an_instrument_is_shown_as_text() -> None:
    points = {"a": Point(text={"en": "[bold]x[/]"}, sign="+")}
    frame = Frame(
        title={"en": "[/red]"}, groups={"g": PointGroup(title={"en": "[b]"}, points=points)}
    )
    shown = "\n".join(line.plain for line in frame_lines(frame, 60, tall=False))
    assert "+  [bold]x[/]" in shown
    assert "[/red]" in shown


def test_a_long_point_goes_on_under_its_text() -> None:
    point = Point(text={"en": "one two three four"}, sign="-")
    frame = Frame(title={"en": "T"}, groups={"g": PointGroup(points={"a": point})})
    lines = [line.plain for line in frame_lines(frame, 12, tall=False)]
    assert lines[2:] == ["−  one two", "   three", "   four"]


def test_sides_are_told_by_the_signs_of_all_points() -> None:
    low = PointGroup(points={"a": Point(text={"en": "a"}, sign="-")})
    high = PointGroup(points={"a": Point(text={"en": "a"}, sign="+")})
    both = PointGroup(points={**low.points, "b": Point(text={"en": "b"}, sign="+")})
    plain = PointGroup(points={"a": Point(text={"en": "a"})})
    frame = Frame(title={}, groups={"l": low, "h": high, "b": both, "p": plain, "e": PointGroup()})
    assert sides(frame) == ([low], [high], [both, plain, PointGroup()])
