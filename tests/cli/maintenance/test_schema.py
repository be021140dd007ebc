"""`amu schema`, and the comment that leads an editor from a file to its schema.

`taplo` is what editors check TOML by: it follows the comment as they do.
"""

import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from amu_tui.cli.maintenance.schema import OF_SESSIONS, SCHEMAS
from tests.cli.conftest import Amu
from tests.test_architecture import heavy_after

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "sessions"


def lint(*words: object) -> subprocess.CompletedProcess[str]:
    taplo = shutil.which("taplo", path=sysconfig.get_path("scripts"))
    assert taplo
    return subprocess.run(
        [taplo, "lint", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "RUST_LOG": "warn"},
    )


def finish(amu: Amu, session: Path) -> None:
    """A whole meeting, so that every file of a session is there."""
    for words in (
        ("vote", session, "--preserve", "1,7", "--improve", "22,13"),
        ("close", session, "themes"),
        ("action", "add", session, "--theme", 22, "--title", "Talk", "--note", "Soon"),
    ):
        said = amu(*words)
        assert said.code == 0, said.err
    assert amu("close", session, "actions", "--improve", said.out.strip()).code == 0
    assert amu("sign", session, "--leader", "Kari").code == 0
    assert amu("checklist", session, "evaluation", "--answer", "safe=4").code == 0


def test_without_a_name_all_are_listed(amu: Amu) -> None:
    said = amu("schema")
    assert (said.code, said.err) == (0, "")
    assert [line.split()[0] for line in said.out.splitlines()] == list(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_json_schema_that_other_programs_can_read(amu: Amu, name: str) -> None:
    said = amu("schema", name)
    assert (said.code, said.err) == (0, "")
    assert said.json["type"] == "object"
    assert ("schema" in said.json.get("required", [])) == (name != "mapping")
    assert r"\\Z" not in said.out  # only Python knows it


def test_of_a_name_that_there_is_not_the_nearest_are_said(amu: Amu) -> None:
    said = amu("schema", "sesion")
    assert (said.code, said.out) == (2, "")
    assert said.err == 'there is no schema "sesion"\nDid you mean session?\n'


@pytest.mark.parametrize("name", ["session", "mapping"])
def test_it_is_printed_without_anything_heavy(name: str, tmp_path: Path) -> None:
    assert heavy_after("schema", name, cwd=tmp_path) == (0, [])


@pytest.fixture
def session(amu: Amu) -> Path:
    """A session in a folder that keeps the schemas."""
    Path("sessions").mkdir()
    said = amu("schema", "--into", "sessions")
    assert (said.code, said.err) == (0, "the schemas are kept in sessions\n")
    assert amu("demo", "sessions/demo").code == 0
    return Path("sessions/demo")


def test_a_name_does_not_go_with_a_folder(amu: Amu, tmp_path: Path) -> None:
    said = amu("schema", "session", "--into", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert not [*tmp_path.glob(".schema-*")]


def test_a_folder_that_is_not_there_is_named(amu: Amu) -> None:
    said = amu("schema", "--into", "nowhere")
    assert said.code == 1
    assert "nowhere" in said.err


def test_every_file_of_a_session_leads_to_a_schema_that_it_fits(amu: Amu, session: Path) -> None:
    finish(amu, session)
    files = [path for path in session.rglob("*.toml") if "local" not in path.parts]
    assert len(files) == 9
    for path in files:
        first = path.read_text("utf-8").splitlines()[0]
        schema = path.parent / first.removeprefix("#:schema ")
        name = schema.name.removeprefix(".schema-").removesuffix(".json")
        assert schema.read_text("utf-8") == amu("schema", name).out
    done = lint(*files)
    assert (done.returncode, done.stderr) == (0, "")
    assert amu("check", session).err == ""


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("session.toml", "min_n = 5", "min_n = 2", "2 is less than the minimum of 3"),
        ("rounds/themes.toml", "turnout = 1", "turnout = -1", "-1 is less than the minimum of 0"),
        ("actions/*.toml", '"planned"', '"plannned"', '"plannned" is not one of'),
        ("actions/*.toml", 'theme = "', 'theme = "Æ', "does not match"),
    ],
)
def test_what_does_not_fit_is_seen_by_an_editor(
    amu: Amu, session: Path, file: str, right: str, wrong: str, said: str
) -> None:
    finish(amu, session)
    (path,) = session.glob(file)
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), "utf-8")
    done = lint(path)
    assert done.returncode == 1
    assert said in done.stderr


def test_in_a_session_without_schemas_no_file_names_one(amu: Amu, session: Path) -> None:
    for path in session.parent.glob(".schema-*"):
        path.unlink()
    finish(amu, session)
    for path in (*session.glob("actions/*.toml"), *session.glob("rounds/*.toml")):
        assert path.read_text("utf-8").startswith("schema = 1\n")


@pytest.mark.parametrize("path", sorted((ROOT / "amu_tui").rglob("*.toml")), ids=lambda p: p.name)
def test_what_comes_with_the_program_fits_its_schema(amu: Amu, path: Path) -> None:
    name = {"instruments": "instrument", "checklists": "checklist"}.get(path.parent.name, path.stem)
    Path("schema.json").write_text(amu("schema", name).out, "utf-8")
    done = lint("--schema", Path("schema.json").absolute().as_uri(), path)
    assert (done.returncode, done.stderr) == (0, "")


def bare(schema: Any) -> Any:
    """A schema without what is only said of it."""
    if isinstance(schema, dict):
        return {key: bare(item) for key, item in schema.items() if key != "description"}
    return [bare(item) for item in schema] if isinstance(schema, list) else schema


def test_the_example_has_the_schemas_of_today(amu: Amu) -> None:
    kept = {path.name: path for path in EXAMPLES.glob(".schema-*.json")}
    assert len(kept) == len(OF_SESSIONS)
    for name, path in kept.items():
        today = amu("schema", name.removeprefix(".schema-").removesuffix(".json")).out
        if os.environ.get("AMU_UPDATE"):
            path.write_text(today, "utf-8")
        assert bare(json.loads(path.read_bytes())) == bare(json.loads(today))
    files = list(EXAMPLES.rglob("*.toml"))
    assert [path for path in files if not path.read_text("utf-8").startswith("#:schema ")] == []
    done = lint(*files)
    assert (done.returncode, done.stderr) == (0, "")
