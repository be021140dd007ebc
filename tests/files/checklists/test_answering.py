"""Answers in a session's folder: kept, laid together, named where they are damaged."""

import datetime
import threading
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import AmuError, Conflict, UsageError
from amu_tui.files.checklists import forms
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.checklists.answers import Answer, Answers

DAY = datetime.date(2027, 3, 1)
EMPTY = Answers(id="evaluation", date=DAY)
OWN = """schema = 1
id = "own"
when = "after"
title.nb = "Vår egen"
[questions.liked]
kind = "text"
text.nb = "Hva likte dere?"
"""


def answering(base: Answers, **answers: Answer) -> Answers:
    return msgspec.structs.replace(base, answers={**base.answers, **answers})


def test_an_answer_is_there_when_the_session_is_opened(folder: SessionFolder) -> None:
    kept = folder.save_answers(answering(EMPTY, safe=4), None)
    session = SessionFolder(folder.path).load()
    assert session.problems == ()
    assert session.checklists["evaluation"].answers == kept
    assert kept.revision == 1
    assert session.checklists["evaluation"].checklist == forms.bundled()["evaluation"]


def test_what_two_answer_at_once_is_laid_together(folder: SessionFolder) -> None:
    first = folder.save_answers(answering(EMPTY, safe=4), None)
    folder.save_answers(answering(first, useful=5), first)
    kept = folder.save_answers(answering(first, noticed=2), first)
    assert kept.answers == {"safe": 4, "useful": 5, "noticed": 2}
    with pytest.raises(Conflict, match="otherwise: useful"):
        folder.save_answers(answering(first, useful=1), first)
    assert folder.load().checklists["evaluation"].answers == kept
    assert kept.revision == 3


def test_of_many_who_answer_at_the_same_moment_each_is_heard_or_told(session: Path) -> None:
    asked = list(forms.bundled()["evaluation"].questions)
    scales = [key for key in asked if forms.bundled()["evaluation"].questions[key].kind == "text"]
    SessionFolder(session).save_answers(EMPTY, None)
    told: list[str] = []

    def answer(item: str) -> None:
        for _try in range(50):
            try:
                SessionFolder(session).save_answers(answering(EMPTY, **{item: item}), EMPTY)
            except Conflict:
                continue
            told.append(item)
            return

    threads = [threading.Thread(target=answer, args=(item,)) for item in scales]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = SessionFolder(session).load().checklists["evaluation"].answers.answers
    assert sorted(kept) == sorted(told) == sorted(scales)


def test_a_key_of_a_newer_version_is_kept(folder: SessionFolder) -> None:
    first = folder.save_answers(answering(EMPTY, safe=4), None)
    path = folder.path / "checklists" / "evaluation.toml"
    path.write_text(path.read_text("utf-8").replace("\n[answers]", 'x_ours = "a"\n\n[answers]'))
    folder.save_answers(answering(first, useful=5), first)
    assert 'x_ours = "a"' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("evaluation.toml", 'id = "evaluation"\ndate = soon', 3, "not TOML"),
        ("evaluation.toml", 'id = "other"\ndate = 2027-01-01', 2, "not named after its id"),
        ("other.toml", 'id = "other"\ndate = 2027-01-01', 2, 'no checklist "other"'),
        ("Evil.toml", 'id = "evil"\ndate = 2027-01-01', None, "not the name"),
        (
            "evaluation.toml",
            'id = "evaluation"\ndate = 2027-01-01\n[answers]\nsafe = 9',
            5,
            '"9" is none of the answers: 1, 2, 3, 4, 5',
        ),
        (
            "evaluation.toml",
            'id = "evaluation"\ndate = 2027-01-01\n[answers]\nnice = 1',
            5,
            'has no question "nice"',
        ),
        ("own.form.toml", 'id = "own"\nwhen = "later"', 3, "when"),
        ("own.form.toml", OWN.partition("\n")[2].replace('"own"', '"ours"'), 2, "not named after"),
        ("own.form.toml", OWN.partition("\n")[2].replace('"text"', '"choice"'), None, "needs two"),
    ],
)
def test_damage_is_named_with_its_line_and_the_rest_opens(
    folder: SessionFolder, name: str, text: str, line: int | None, says: str
) -> None:
    path = folder.path / "checklists" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"schema = 1\n{text}\n", "utf-8")
    session = folder.load()
    (problem,) = session.problems
    assert problem.path == f"checklists/{name}"
    if line is not None:
        assert problem.line == line
    assert says in str(problem.error(folder.path))
    assert session.checklists == {}
    with pytest.raises(AmuError):
        session.refuse_unreadable("report")


def test_a_checklist_of_ones_own_is_kept_in_the_session(
    folder: SessionFolder, tmp_path: Path
) -> None:
    file = tmp_path / "vår.toml"
    file.write_text(OWN, "utf-8")
    folder.add_checklist(file)
    folder.add_checklist(file)
    assert list(forms.available(folder.path)) == ["preparation", "evaluation", "own"]
    folder.save_answers(Answers(id="own", date=DAY, answers={"liked": "Kaffen"}), None)
    file.unlink()
    one = folder.load().checklists["own"]
    assert one.checklist.title == {"nb": "Vår egen"}
    file.write_text(OWN.replace("likte", "hatet"), "utf-8")
    with pytest.raises(UsageError, match="answered already"):
        folder.add_checklist(file)
    assert folder.load().checklists["own"] == one


def test_one_of_the_same_id_takes_the_place_of_the_bundled(
    folder: SessionFolder, tmp_path: Path
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OWN.replace('"own"', '"evaluation"'), "utf-8")
    folder.add_checklist(file)
    assert list(forms.available(folder.path)["evaluation"].questions) == ["liked"]


def test_what_others_answer_is_taken_in(folder: SessionFolder) -> None:
    held = folder.load()
    SessionFolder(folder.path).save_answers(answering(EMPTY, safe=4), None)
    session, whole = folder.refresh(held, frozenset({"checklists"}))
    assert whole
    assert session.checklists["evaluation"].answers.answers == {"safe": 4}
