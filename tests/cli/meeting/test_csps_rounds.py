"""Three rounds of a real department, from published tables: merged, then renamed.

Two departments of 2014 were merged to one by 2016, which the table of 2019 writes otherwise. The
tables have no n and no spread, in percent. CSPS_TABLES may name a folder of the whole tables
(csps_2014.csv and so on), where a piece of each is here.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Amu

HERE = Path(__file__).parents[2] / "tables" / "csps"
WHOLE = os.environ.get("CSPS_TABLES")
INNOVATION = "Department for Business, Innovation & Skills"
CLIMATE = "Department of Energy and Climate Change"
MERGED = "Department for Business, Energy & Industrial Strategy"
NOW = "Department for Business, Energy and Industrial Strategy"
PAY, TALKS = "Say how pay bands are set", "Career talks every spring"


def table(year: int) -> Path:
    return Path(WHOLE) / f"csps_{year}.csv" if WHOLE else HERE / f"merged_{year}.csv"


def reading(year: int) -> tuple[object, ...]:
    mapping = HERE / f"mapping-{year}.toml"
    return ("--results", table(year), "--map", mapping, "--round", year)


def ok(amu: Amu, *words: object) -> Any:
    said = amu(*words)
    assert said.code == 0, said.err
    return said


@pytest.fixture
def units_map(amu: Amu) -> Path:
    path = Path("units.csv")
    rows = [("old", "new"), (INNOVATION, MERGED), (CLIMATE, MERGED), (MERGED, NOW)]
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def titles(amu: Amu, path: Path) -> dict[str, Any]:
    return {one["title"]: one for one in ok(amu, "did-it-help", path, "--json").json}


def test_a_department_through_three_rounds(amu: Amu, units_map: Path) -> None:
    instrument = ("--instrument", HERE / "instrument.toml")
    first, second, third = (Path(str(year)) for year in (2014, 2016, 2019))
    ok(amu, "new", first, *reading(2014), *instrument, "--unit", INNOVATION)
    ok(
        amu,
        "close",
        first,
        "themes",
        "--preserve",
        "my-team,my-work",
        "--improve",
        "pay,leadership",
    )
    for theme, title in (("pay", PAY), ("leadership", TALKS)):
        ok(amu, "action", "add", first, "--theme", theme, "--title", title, "--owner", "HR")

    refused = amu("new", second, *reading(2016), "--follows", first, "--unit", MERGED)
    assert refused.code == 0
    assert f"the round before is that of another unit: “{INNOVATION}”" in refused.err
    ok(amu, "new", "both", *reading(2016), *instrument, "--unit", MERGED, "--previous", table(2014),
       "--previous-map", HERE / "mapping-2014.toml", "--previous-round", 2014,
       "--units-map", units_map)  # fmt: skip
    both = ok(amu, "compare", "both", "--json").json
    assert [one["old"]["units"] for one in (both, *both["beside"])] == [[INNOVATION], [CLIMATE]]
    assert {one["old"]["how"] for one in (both, *both["beside"])} == {"merged"}

    second = Path("merged")
    said = ok(amu, "new", second, *reading(2016), "--follows", first, "--units-map", units_map)
    assert (
        f"The unit was made of several: the figures of 2014 are those of “{INNOVATION}”."
        in said.err
    )
    assert "2 unfinished actions are taken over" in said.err
    found = titles(amu, second)
    pay = found[PAY]
    then, now = (pay["change"][side]["mean"] for side in ("old", "new"))
    assert pay["change"]["change"] == now - then
    assert pay["change"]["chance"] is None, "without n nobody can say"
    answer = ("partly", "--felt", 2, "--said", "We know the bands, not the steps")
    ok(amu, "did-it-help", second, pay["id"], *answer, "--goes-on", "--deadline", "2019-03-01")
    ok(amu, "did-it-help", second, found[TALKS]["id"], "helped", "--close")

    said = ok(amu, "new", third, *reading(2019), "--follows", second, "--units-map", units_map)
    assert f"In 2016 the unit was called “{MERGED}”." in said.err
    (left,) = titles(amu, third).values()
    assert left["title"] == PAY
    assert left["earlier"][0]["answer"]["said"] == "We know the bands, not the steps"
    shown = ok(amu, "compare", third)
    assert "these are two units" not in shown.err
    assert "In 2016 the unit was called" in " ".join(shown.out.split())
    with_map = ok(amu, "compare", second, third, "--units-map", units_map)
    without = ok(amu, "compare", second, third)
    assert (with_map.err, without.err) == ("", "")
    assert ok(amu, "check", first, second, third).err.count("limit could not be checked") == 0
