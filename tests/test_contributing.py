"""The map in CONTRIBUTING is that of the house: all rooms, no other, and only modules there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "amu_tui"
GUIDE = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")


def rooms() -> dict[str, str]:
    """Each room on the map, and what is said of it."""
    found = re.search(r"<!-- map -->\n```text\n(.*?)```\n<!-- /map -->", GUIDE, re.S)
    assert found
    lines = [line.split(maxsplit=1) for line in found[1].splitlines() if line]
    assert len({room for room, _text in lines}) == len(lines)
    return dict(lines)


def test_every_room_is_on_the_map_and_nothing_else() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")} - {PACKAGE}
    assert sorted(rooms()) == sorted(path.relative_to(PACKAGE).as_posix() for path in folders)


def test_every_module_that_the_map_names_is_in_its_room() -> None:
    named = {
        (PACKAGE / room / name)
        for room, text in rooms().items()
        for name in re.findall(r"\w+\.py", text)
        if not (room == "tui/kit" and name == "keys.py")  # said of `tui`, just above
    }
    assert len(named) > 5
    assert [path for path in named if not path.exists()] == []


def test_every_path_that_the_guide_names_is_there() -> None:
    places = (ROOT, PACKAGE, ROOT / ".github")
    named = set(re.findall(r"`([\w./-]+(?:\.py|/|\.md))`", GUIDE))
    assert len(named) > 10
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_every_module_beside_the_rooms_is_named() -> None:
    beside = {path.name for path in PACKAGE.glob("[a-z]*.py")}
    assert [name for name in beside if f"`{name}`" not in GUIDE] == []


def test_the_layers_stand_in_the_order_of_the_contracts() -> None:
    contracts = (ROOT / "pyproject.toml").read_text("utf-8")
    order = list(rooms())
    for layer in ("tui", "tables", "files"):
        found = re.search(rf'containers = \["amu_tui.{layer}"\]\nlayers = \[([^\]]*)\]', contracts)
        assert found
        wanted = [f"{layer}/{room}" for room in re.findall(r"\w+", found[1])]
        assert [room for room in order if room in wanted] == wanted
