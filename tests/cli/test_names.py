"""Names that lead elsewhere, mean something to a system or a shell, or are already something else.

The oracle is a canary: a tree beside the sessions, which nothing may read into or change.
"""

import os
import socket
from pathlib import Path

import pytest

from amu_tui.model.ids import is_portable
from tests.cli.conftest import UNIT, Amu, tree
from tests.cli.tables.answers import lay_out

NO_SESSION = (
    *("a\\..\\b", "C:x", "\\\\server\\share\\x", "a\nb", "a\rb", "a\x1b]0;x\x07b", "| touch x"),
    *("*", "?", "a<b>c", "CON", "con.toml", "NUL", "com1", "aux.txt", "LPT9.toml", "CONIN$"),
    *("a.", "a ", " a", " ", "a:stream", ".git", ".GIT", ".g\u0131t", ".git\u200c", "GIT~1"),
    *(".gitattributes", "\u202etxt.lmot", "\ufeffa", "cafe\u0301"),
    *("session.toml", "SESSION.TOML", "caf\udce9"),
)
"""Names that not every system can give a session's folder, or where none is looked for."""

SESSION = (
    *("-rf", "--help", "-o ProxyCommand=x", "$(touch x)", "`touch x`", "; touch x", "%s%n", "~"),
    *("${HOME}", "[a-z]", "{a,b}", "caf\u00e9", "\u1e9e", "\u0130", "\uff0e\uff0e\uff0fetc"),
    *("x" * 255, "tmp", ".hidden", "..\u2215etc", "conference", "com", "lpt10", "a.b", "å Ø 漢字"),
)
"""Names that look like trouble and are names."""


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """What lies around the folder in which the commands are run."""
    (tmp_path / "canary").mkdir()
    (tmp_path / "canary" / "victim").write_text("precious", encoding="utf-8")
    return tmp_path


def around(canary: Path) -> set[str]:
    """What is there beside that folder."""
    return {path for path in tree(canary) if "/place/" not in path and "/home/" not in path}


@pytest.mark.parametrize("name", NO_SESSION)
def test_a_name_that_another_system_lacks_is_refused_and_nothing_is_made(
    amu: Amu, canary: Path, name: str
) -> None:
    before = tree(canary)
    said = amu("demo", "--", name)
    assert (said.code, said.out) == (2, ""), said.err
    assert said.err.endswith("Choose another name.\n")
    assert "\x1b" not in said.err
    assert tree(canary) == before


@pytest.mark.parametrize("name", SESSION)
def test_any_other_name_is_the_name_of_a_session_and_of_nothing_else(
    amu: Amu, canary: Path, name: str
) -> None:
    before = around(canary)
    assert amu("demo", "--", name).code == 0
    assert list(Path().iterdir()) == [Path(name)]
    for command in ("check", "show"):
        assert amu(command, "--", name).code == amu(command, f"./{name}").code == 0
    assert amu("report", "--draft", f"./{name}", "-o", f"./{name}/report.md").code == 0
    assert list(Path().iterdir()) == [Path(name)]
    assert around(canary) == before


def test_two_names_that_are_one_elsewhere_are_not_both_made(amu: Amu) -> None:
    assert amu("demo", "caf\u00e9").code == 0
    said = amu("demo", "CAF\u00c9")
    assert (said.code, said.out) == (2, "")
    assert "not every system can tell this name from “caf\u00e9”" in said.err
    assert list(Path().iterdir()) == [Path("caf\u00e9")]
    assert "there is a session here already" in amu("demo", "caf\u00e9").err


def test_a_name_is_portable_or_not_whatever_stands_around_it() -> None:
    assert [name for name in NO_SESSION if is_portable(name) and name[0] != "."] == [
        "session.toml",
        "SESSION.TOML",
    ]
    assert all(is_portable(name) for name in SESSION)


def test_who_forgets_that_a_name_begins_with_a_hyphen_is_told(amu: Amu) -> None:
    assert amu("demo", "--", "-rf").code == 0
    assert "A name that begins with - is written ./-rf\n" in amu("show", "-rf").err
    assert "`amu open ./-rf`" not in amu("show", "-rf").err
    Path("a b").mkdir()
    assert "`amu open 'a b'`" in amu("a b").err
    assert "`amu close ./-rf themes`" in amu("action", "add", "./-rf", "--theme", "1",
                                            "--title", "x").err  # fmt: skip


@pytest.mark.parametrize("command", [("check", ""), ("show", ""), ("report", ".", "-o", "")])
def test_an_empty_path_is_a_variable_that_is_not_set(amu: Amu, command: tuple[str, ...]) -> None:
    said = amu(*command)
    assert (said.code, said.out) == (2, "")
    assert "the path is empty" in said.err


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
@pytest.mark.parametrize(
    "command",
    [("check",), ("--sessions",), ("score", "x", "--instrument", "x", "-o", "y", "--published")],
)
def test_what_can_be_no_name_is_refused_as_wrong_use(
    amu: Amu, command: tuple[str, ...], name: str
) -> None:
    said = amu(*command, name)
    assert (said.code, said.out) == (2, "")
    assert "this cannot be the name of a file" in said.err


def plant(kind: str, path: Path, canary: Path) -> None:
    """Put something at `path` that is not what is expected there."""
    path.unlink(missing_ok=True)
    victim = canary / "canary" / "victim"
    if kind == "link":
        path.symlink_to(victim)
    elif kind == "link to a folder":
        path.symlink_to(victim.parent)
    elif kind == "link to nothing":
        path.symlink_to(victim.with_name("nothing"))
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        here = Path.cwd()
        os.chdir(path.parent)
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
        os.chdir(here)
    else:
        os.mkfifo(path)


KINDS = ("link", "link to a folder", "link to nothing", "folder", "socket", "pipe")

WRITERS = {
    "S/actions/first.toml": ("action", "edit", "S", "first", "--owner", "Kari"),
    "S/rounds/actions.toml": ("close", "S", "actions", "--improve", "first"),
    "S/rounds/report.toml": ("sign", "S", "--leader", "Kari"),
    "S/rounds/details.toml": ("fill", "S", "--case", "2027/1"),
    "S/checklists/evaluation.toml": ("checklist", "S", "evaluation", "--answer", "safe=4"),
    "S/report.md": ("report", "--draft", "S", "-o", "S/report.md"),
    "out.md": ("report", "--draft", "S", "-o", "out.md"),
    "o.csv": ("score", "answers.csv", "--instrument", "ours.toml", "--unit", "We", "-o", "o.csv",
              "--force"),
    ".schema-action.json": ("schema", "--into", "."),
    "N": ("new", "N", "--results", "results.csv", "--unit", UNIT),
    "S/results.toml": ("show", "S"),
    "S/session.toml": ("check", "S"),
}  # fmt: skip
"""A file, and what writes it or reads it."""


@pytest.mark.skipif(os.name == "nt", reason="such files are not made there")
@pytest.mark.parametrize("file", WRITERS)
def test_nothing_is_read_or_written_through_what_is_no_file(
    amu: Amu, chosen: Path, canary: Path, file: str
) -> None:
    added = amu("action", "add", chosen, "--theme", "22", "--title", "x").out.strip()
    one = chosen / "actions" / f"{added}.toml"
    one.with_stem("first").write_text(one.read_text().replace(added, "first"))
    one.unlink()
    lay_out()
    chosen.rename("S")
    kept = Path(file).read_bytes() if Path(file).exists() else b""
    before = around(canary)
    Path(file).parent.mkdir(exist_ok=True)
    for kind in KINDS:
        plant(kind, Path(file), canary)
        said = amu(*WRITERS[file])
        replaced = file.startswith(".schema") and kind != "folder"
        empty = file == "N" and kind == "folder"
        assert said.code == (0 if replaced or empty else 1), (kind, said.err)
        assert replaced or empty or said.err.startswith(file), (kind, said.err)
        assert around(canary) == before
        assert (canary / "canary" / "victim").read_text() == "precious"
        assert not [path for path in tree() if ".tmp-" in path]
        _clear(Path(file))
    if kept:
        Path(file).write_bytes(kept)
    assert amu(*WRITERS[file]).code == 0


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for below in sorted(path.rglob("*"), reverse=True):
            below.rmdir() if below.is_dir() else below.unlink()
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def test_a_device_is_not_replaced_by_a_report(amu: Amu, session: Path) -> None:
    for device in ("/dev/null", "/dev/stdout"):
        said = amu("report", session, "-o", device)
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith(f"{device}: this is not a regular file")
        assert os.path.lexists(device)
    assert not Path("/dev/null").is_file()
