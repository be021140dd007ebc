"""`amu sign`: who stands behind the report, and when."""

import datetime
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Amu, tree


def kept(session: Path) -> dict[str, object]:
    return tomllib.loads((session / "rounds" / "report.toml").read_text(encoding="utf-8"))


def test_the_report_tells_who_signed_and_when(amu: Amu, chosen: Path) -> None:
    who = ("--leader", " Kari\tNordmann ", "--safety-representative", "Ola")
    said = amu("sign", chosen, *who, "--date", "15.6.2026")
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("signed 2026-06-15: Kari Nordmann, Ola\n")
    told = amu("report", chosen, "--format", "json").json
    assert told["date"] == "2026-06-15"
    assert told["signed"] == {"leader": "Kari Nordmann", "safety_representative": "Ola"}
    assert "Kari Nordmann" in amu("report", chosen).out
    assert amu("check", chosen).code == 0


def test_a_report_is_not_dated_ahead(amu: Amu, chosen: Path) -> None:
    said = amu("sign", chosen, "--leader", "Kari", "--date", "2199-01-02")
    assert said.code == 2
    assert "2199-01-02 is yet to come" in said.err
    assert not (chosen / "rounds" / "report.toml").exists()


def test_one_signs_after_the_other_and_a_name_can_be_taken_back(amu: Amu, chosen: Path) -> None:
    assert amu("sign", chosen, "--leader", "Kari", "--date", "2026-01-02").code == 0
    assert amu("sign", chosen, "--safety-representative", "Ola").code == 0
    assert {key: value for key, value in kept(chosen).items() if key != "texts"} == {
        "schema": 1,
        "revision": 2,
        "date": datetime.date(2026, 1, 2),
        "leader": "Kari",
        "safety_representative": "Ola",
    }
    assert amu("sign", chosen, "--leader", "").code == 0
    signed = amu("report", chosen, "--format", "json").json["signed"]
    assert signed == {"leader": None, "safety_representative": "Ola"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ((), "who signs?"),
        (("--leader", "Kari", "--date", "soon"), '"soon" is not a date'),
        (("--leader", "K" * 121), "longer than 120 characters"),
    ],
)
def test_what_cannot_be_signed_is_refused(
    amu: Amu, chosen: Path, wrong: tuple[str, ...], told: str
) -> None:
    before = tree()
    said = amu("sign", chosen, *wrong)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert tree() == before


def test_a_damaged_signature_is_not_written_over(amu: Amu, chosen: Path) -> None:
    (chosen / "rounds" / "report.toml").write_text("date = soon\n", encoding="utf-8")
    before = tree()
    said = amu("sign", chosen, "--leader", "Kari")
    assert said.code == 1
    assert f"{chosen}/rounds/report.toml:1:" in said.err
    assert tree() == before
