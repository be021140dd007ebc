"""“You said – we did”: what stands on the page, for whom, and that it is one page."""

import datetime
import io
from pathlib import Path

import msgspec
import pypdf
import pytest

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action, Note
from tests.cli.conftest import Amu
from tests.hostile import HOSTILE, SHOWN

TODAY = datetime.date.today()


@pytest.fixture
def plan(chosen: Path) -> Path:
    """A session with an action that is done, one that was passed on, and one far ahead."""
    folder = SessionFolder(chosen)
    theme = folder.load().chosen("improve")[0]
    note = Note(date=TODAY, text="Nobody meets on Wednesdays", by="Kari", felt=4)
    done = Action(id="done", theme=theme, aim="improve", title="Free Wednesdays", owner="Kari")
    folder.save_action(msgspec.structs.replace(done, status="done", notes={"n": note}), None)
    later = msgspec.structs.replace(done, id="later", title="Fewer mails", owner="Ola")
    deadline = TODAY + datetime.timedelta(days=9)
    folder.save_action(msgspec.structs.replace(later, deadline=deadline), None)
    folder.save_action(
        msgspec.structs.replace(done, id="above", title="One date", basket="leader"), None
    )
    return chosen


def test_the_page_says_what_became_of_each_theme(amu: Amu, plan: Path) -> None:
    said = amu("did", plan, "--lang", "en")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "# You said – we did"
    assert lines.count("No action was written for it.") == 3
    (free,) = (line for line in lines if "Free Wednesdays" in line)
    assert free.endswith(": Nobody meets on Wednesdays (effect felt: 4 of 5)")
    assert "- Fewer mails – planned, by " in said.out
    assert lines.index("## What was passed on to the leader") < lines.index("- One date – planned")
    assert "1 of 3 actions are done." in said.out
    assert "Dere sa: forbedre" in amu("did", plan, "--lang", "nb").out


def test_everybody_reads_no_name_and_no_note(amu: Amu, plan: Path) -> None:
    public = amu("did", plan, "--audience", "public", "--lang", "en").out
    assert "- Free Wednesdays – done" in public
    assert not any(word in public for word in ("Kari", "Ola", "Nobody meets", "felt"))


@pytest.mark.parametrize("ending", ["md", "html", "pdf", "docx"])
def test_it_is_written_in_every_form_and_the_same_twice(amu: Amu, plan: Path, ending: str) -> None:
    for name in ("one", "two"):
        assert amu("did", plan, "-o", f"{name}.{ending}").code == 0
    assert Path(f"one.{ending}").read_bytes() == Path(f"two.{ending}").read_bytes()


def test_many_actions_and_long_notes_stay_on_one_page(amu: Amu, chosen: Path) -> None:
    folder = SessionFolder(chosen)
    session = folder.load()
    for aim in ("preserve", "improve"):
        for theme in session.chosen("preserve" if aim == "preserve" else "improve"):
            for n in range(12):
                note = Note(date=TODAY, text=f"{HOSTILE} " + "word " * 20)
                action = Action(id=f"{theme[:20]}{n}", theme=theme, aim="improve", title="Lunch")
                folder.save_action(
                    msgspec.structs.replace(action, aim=aim, notes={"n": note}), None
                )
    assert amu("did", chosen, "-o", "a.pdf").code == 0
    pages = pypdf.PdfReader(io.BytesIO(Path("a.pdf").read_bytes())).pages
    assert len(pages) == 1
    assert SHOWN[:10] in pages[0].extract_text()
    assert amu("did", chosen, "--lang", "en").out.count("And 8 more actions.") == 4


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (("-o", "x.xlsx"), 2, ".md, .html, .pdf, .docx"),
        (("--format", "pdf"), 2, "-o did.pdf"),
        (("-o", "."), 1, "folder"),
    ],
)
def test_wrong_use_is_told(
    amu: Amu, plan: Path, words: tuple[str, ...], code: int, err: str
) -> None:
    said = amu("did", plan, *words)
    assert (said.code, said.out) == (code, "")
    assert err in said.err


def test_before_anything_is_chosen_it_says_what_comes_first(amu: Amu, session: Path) -> None:
    said = amu("did", session, "-o", "x.md")
    assert said.code == 1
    assert "no themes are chosen yet" in said.err
    assert not Path("x.md").exists()


def test_a_page_is_not_written_over_unless_by_force(amu: Amu, plan: Path) -> None:
    Path("we-did.md").write_text("mine", encoding="utf-8")
    refused = amu("did", plan, "-o", "we-did.md")
    assert refused.code == 1
    assert "--force" in refused.err
    assert Path("we-did.md").read_text(encoding="utf-8") == "mine"
    assert amu("did", plan, "-o", "we-did.md", "--force").code == 0
