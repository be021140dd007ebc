"""What a command writes to a file that the user names: never over what it reads."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import UNIT, Amu, tree
from tests.cli.tables.answers import lay_out, refused, score


@pytest.fixture
def place(amu: Amu) -> Path:
    return lay_out()


def symbolic(name: str) -> None:
    Path(name).symlink_to("answers.csv")


def hard(name: str) -> None:
    os.link("answers.csv", name)


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize(
    ("out", "link"),
    [
        ("answers.csv", None),
        ("./answers.csv", None),
        ("../place/answers.csv", None),
        ("link.csv", symbolic),
        ("hard.csv", hard),
        ("hard.xlsx", hard),
    ],
)
def test_the_answers_are_never_replaced(
    amu: Amu, place: Path, out: str, link: Callable[[str], None] | None, force: tuple[str, ...]
) -> None:
    if link:
        link(out)
    said = refused(score(amu, *force, out=out), tree())
    assert said.startswith(f"{Path(out)}: this is the file with the answers")
    assert "--force" not in said


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_answers_of_another_kind_are_not_replaced_either(amu: Amu, place: Path, kind: str) -> None:
    table = pl.read_csv("answers.csv")
    name = f"answers.{kind}"
    if kind == "parquet":
        table.write_parquet(name)
    else:
        table.write_excel(name)
    said = refused(score(amu, "--force", table=name, out=name), tree())
    assert "this is the file with the answers" in said


@pytest.mark.parametrize(
    ("name", "options", "what"),
    [
        ("units.csv", ("--tree", "units.csv"), "this is the tree of units"),
        ("ours.csv", ("--instrument", "./ours.csv"), "this is the instrument file"),
        ("old.csv", ("--published", "old.csv"), "this was published before"),
    ],
)
def test_nor_is_anything_else_that_is_read(
    amu: Amu, place: Path, name: str, options: tuple[str, ...], what: str
) -> None:
    assert score(amu, out="old.csv").code == 0
    os.link("ours.toml", "ours.csv")
    assert what in refused(score(amu, *options, "--force", out=name), tree())


@pytest.mark.parametrize("out", ["out.xlsx", "out.tsv", "out.txt", "out", "out.csv.bak"])
def test_the_name_says_what_is_in_the_file(amu: Amu, place: Path, out: str) -> None:
    before = tree()
    said = score(amu, out=out)
    assert said.code == 2
    assert said.err.startswith(f"{out}: a table of results is written to a file whose name ends in")
    assert tree() == before
    assert score(amu, out="OUT.CSV").code == 0


@pytest.mark.parametrize("text", ["mine", "unit,theme\n", "name,age\nKari,4711\nOla,12\n", ""])
def test_only_a_table_of_results_is_replaced(amu: Amu, place: Path, text: str) -> None:
    Path("out.csv").write_text(text)
    said = refused(score(amu, "--force"), tree())
    assert said == (
        "out.csv: this is not a table of results of ours, so it is not replaced\n"
        "Name another file.\n"
    )


def test_a_folder_that_is_not_there_is_said_before_anything_is_read(amu: Amu, place: Path) -> None:
    said = refused(score(amu, out="no/such/out.csv"), tree())
    assert said == "no/such/out.csv: not saved: there is no such folder\n"
    for lang, words in (("nb", "mappen finnes ikke"), ("nn", "mappa finst ikkje")):
        assert words in score(amu, "--lang", lang, out="no/out.csv").err


def test_whoever_stops_it_is_told_that_nothing_was_written(amu: Amu, place: Path) -> None:
    row = "Mussels,,1,2,3,4\n"
    Path("answers.csv").write_text("Unit,Leads,q1,q2,q3,q4\n" + row * 3_000_000)
    before = set(tree())
    told = ["answers.csv", "--instrument", "ours.toml", "--unit-column", "Unit", "-o", "out.csv"]
    # The signal comes when the command has begun to read the table, whenever that is.
    program = (
        "import os, signal, sys\n"
        "from amu_tui.cli import program\nfrom amu_tui.cli.tables import score\n"
        "plain = score.progress\n"
        "def progress(rows):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return plain(rows)\n"
        "score.progress = progress\n"
        "sys.exit(program.run(['score', *sys.argv[1:]]))\n"
    )
    for lang, words in (
        ("en", "interrupted; nothing was written\n"),
        ("nb", "avbrutt; ingenting er skrevet\n"),
        ("nn", "avbroten; ingenting er skrive\n"),
    ):
        ended = subprocess.run(
            [sys.executable, "-c", program, *told, "--lang", lang],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", words)
    assert set(tree()) == before


OWN = ["session.toml", "results.toml", "new.toml", ".gitignore", "actions/x.md", "local/x.md"]


@pytest.mark.parametrize("name", OWN)
def test_a_report_does_not_replace_a_file_of_a_session(amu: Amu, session: Path, name: str) -> None:
    said = refused(amu("report", session, "-o", session / name), tree())
    assert "a file of a session" in said
    assert amu("check", session).code == 0


def test_nor_through_a_link_or_from_another_session(amu: Amu, table: Path, session: Path) -> None:
    os.link(session / "results.toml", "hard.md")
    Path("link.md").symlink_to(session / "results.toml")
    Path("into").symlink_to(session / "actions")
    assert amu("new", "other", "--results", table, "--unit", UNIT).code == 0
    for out in ("hard.md", "link.md", "into/x.md", "other/results.toml"):
        assert "a file of a session" in refused(amu("report", session, "-o", out), tree())


def test_a_report_may_lie_in_the_session_and_be_written_again(amu: Amu, session: Path) -> None:
    for out in (session / "report.md", session / "report.md", "report.md"):
        assert amu("report", session, "-o", out, "--draft", "--force").code == 0
    assert amu("check", session).code == 0


@pytest.mark.parametrize("command", [("new", "--results"), ("demo",)])
def test_a_folder_is_not_made_of_a_file(amu: Amu, table: Path, command: tuple[str, ...]) -> None:
    name, *more = command
    told = (name, table, *more, *([table, "--unit", UNIT] if more else []))
    assert "this exists already" in refused(amu(*told), tree())
