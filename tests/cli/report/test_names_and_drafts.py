"""Reports that are not ready, the names of files, and what is there already."""

import datetime
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amu_tui.model.ids import is_portable, portable
from tests.cli.conftest import UNIT, Amu, tree

TODAY = datetime.date.today().isoformat()
NAME = f"{TODAY} {UNIT} action report 2017.md"


@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_a_report_before_anything_is_chosen_says_what_is_missing(
    amu: Amu, session: Path, form: str
) -> None:
    before = tree()
    said = amu("report", session, "-o", f"report.{form}")
    assert (said.code, said.out) == (1, "")
    assert "nothing to report yet: themes are not chosen yet; there are no actions yet" in said.err
    assert "--draft writes it all the same" in said.err
    assert tree() == before


def test_a_draft_says_so(amu: Amu, session: Path) -> None:
    assert amu("report", session, "--draft").out.startswith("**Draft**\n")
    assert amu("report", session, "--draft", "--format", "json").json["draft"] is True
    assert amu("report", session, "--draft", "--format", "html").out.count("Draft") >= 1


def test_what_was_signed_is_no_draft(amu: Amu, chosen: Path) -> None:
    assert amu("sign", chosen, "--leader", "Kari").code == 0
    assert amu("report", chosen, "--draft", "--signed").code == 2


def test_nothing_is_written_over_unless_by_force(amu: Amu, chosen: Path) -> None:
    Path("report.md").write_text("mine", encoding="utf-8")
    before = tree()
    said = amu("report", chosen, "-o", "report.md")
    assert said.code == 1
    assert said.err == (
        "report.md: this exists already\nName another file, or write over it with --force.\n"
    )
    assert tree() == before
    assert amu("report", chosen, "-o", "report.md", "--force").code == 0
    assert Path("report.md").read_text(encoding="utf-8").startswith("# Work environment")


def test_in_a_folder_it_is_named_after_date_unit_and_round(amu: Amu, chosen: Path) -> None:
    Path("archive").mkdir()
    said = amu("report", chosen, "-o", "archive")
    assert said.err == f"written: archive/{NAME}\n"
    assert Path("archive", NAME).exists()
    assert amu("report", chosen, "-o", "archive").code == 1
    assert amu("report", chosen, "-o", "archive", "--audience", "public").code == 0
    assert Path("archive", NAME.replace("action", "public action")).exists()


def test_the_pattern_of_the_settings_is_used_and_names_stay_portable(
    amu: Amu, chosen: Path
) -> None:
    Path("archive").mkdir()
    pattern = "{case} AMU: {round}/{unit} ({report})"
    assert amu("settings", "--report-name", pattern).code == 0
    assert amu("report", chosen, "-o", "archive", "--format", "csv").code == 0
    assert [path.name for path in Path("archive").iterdir()] == [
        f"AMU- 2017-{UNIT} (action report).csv"
    ]
    told = amu("settings", "--json").json["report_name"]
    assert told["value"] == pattern
    assert told["source"].endswith("settings.toml")
    assert amu("settings", "--report-name", "").code == 0
    assert amu("settings", "--json").json["report_name"]["source"] is None


@pytest.mark.parametrize("wrong", ["{name}", "{", "{unit.x}", "{unit!r}", "{date:>80}", "{}"])
def test_what_is_no_pattern_is_refused_with_the_fields(amu: Amu, chosen: Path, wrong: str) -> None:
    said = amu("settings", "--report-name", wrong)
    assert said.code == 2
    assert "The fields are {date}, {unit}, {round}, {report}, {case}, {id}." in said.err
    settings = Path.home() / ".config" / "amu-tui" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f'schema = 1\nreport_name = "{wrong}"\n', encoding="utf-8")
    refused = amu("report", chosen, "-o", ".")
    assert refused.code == 2
    assert str(settings) in refused.err


def test_each_setting_tells_where_it_comes_from(amu: Amu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMU_SESSIONS", "elsewhere")
    told = amu("settings", "--json").json
    assert told["sessions"] == {"value": "elsewhere", "source": "AMU_SESSIONS"}
    assert told["language"] == {"value": "en", "source": "LANG"}
    told = amu("--sessions", "here", "settings", "--lang", "nn", "--json").json
    assert told["sessions"] == {"value": "here", "source": "--sessions"}
    assert told["language"] == {"value": "nn", "source": "--lang"}
    lines = amu("settings").out.splitlines()
    assert lines[0].split() == ["language", "en", "LANG"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said_for_others_than_root(
    amu: Amu, chosen: Path
) -> None:
    folder = Path("shut")
    folder.mkdir(mode=0o500)
    refused = amu("report", chosen, "-o", "shut/report.md")
    assert refused.code == 1
    assert "no permission to write here" in refused.err


@pytest.mark.parametrize("out", ["/proc/report.md", "missing/report.md", "results.csv/report.md"])
def test_where_nothing_can_be_written_that_is_said_and_nothing_is(
    amu: Amu, chosen: Path, out: str
) -> None:
    before = tree()
    refused = amu("report", chosen, "-o", out)
    assert refused.code == 1
    assert "not saved: " in refused.err
    assert tree() == before


@given(st.text())
def test_any_text_makes_a_name_that_every_system_can_have(text: str) -> None:
    assert is_portable(f"{portable(text)}.pdf")
    assert not portable(text).startswith((".", "-", "~"))
