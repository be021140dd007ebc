"""`amu checklist`: answered in any language, by option or from a file, shown as it is read."""

from pathlib import Path

from tests.cli.conftest import Amu


def test_without_an_id_the_checklists_are_listed_with_what_is_answered(
    amu: Amu, session: Path
) -> None:
    amu("checklist", session, "evaluation", "--answer", "safe=4")
    said = amu("checklist", session)
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "preparation  Before the meeting · before the meeting · 0 of 11 answered\n"
        "evaluation   Evaluation after the meeting · after the meeting · 1 of 14 answered\n"
    )
    listed = amu("checklist", session, "--json").json
    assert [(one["id"], one["answered"]) for one in listed] == [
        ("preparation", 0),
        ("evaluation", 1),
    ]


def test_it_is_answered_in_ones_own_words_and_stands_in_the_report(amu: Amu, chosen: Path) -> None:
    said = amu(
        *("checklist", chosen, "evaluation", "--lang", "nb", "--leader", "Kari Strand"),
        *("--safety-representative", "Ola Tang", "--date", "1.3.2026"),
        *("--answer", "everybody=Ja", "--answer", "representative = delvis"),
        *("--answer", "level=i gruppen", "--answer", "met=15.1.2026", "--answer", "safe=4"),
    )
    assert (said.code, said.err) == (0, "lagret: 5 av 14 besvart\n")
    report = amu("report", chosen, "--lang", "en").out
    assert "## Evaluation after the meeting" in report
    assert (
        "Answered 2026-03-01 by Kari Strand, leader, and Ola Tang, safety representative." in report
    )
    assert "| How freely could people say what they thought? | 4 of 5 |" in report
    assert "| Where does most of what had to change lie? | in the group |" in report
    document = amu("report", chosen, "--format", "json").json
    (one,) = document["checklists"]
    assert one["answered"] == 5
    assert {q["id"]: q["answer"] for q in one["questions"] if q["answer"] is not None} == {
        "met": "2026-01-15",
        "everybody": "yes",
        "representative": "partly",
        "safe": 4,
        "level": "group",
    }


def test_a_report_without_answers_says_nothing_of_checklists(amu: Amu, chosen: Path) -> None:
    assert "Evaluation" not in amu("report", chosen).out
    assert "checklists" not in amu("report", chosen, "--format", "json").json
    amu("checklist", chosen, "evaluation", "--answer", "safe=4")
    amu("checklist", chosen, "evaluation", "--answer", "safe=")
    assert "Evaluation" not in amu("report", chosen).out


def test_the_public_report_has_neither_names_nor_what_was_written(amu: Amu, chosen: Path) -> None:
    amu(
        *("checklist", chosen, "evaluation", "--leader", "Kari Strand"),
        *("--answer", "well=Per came back", "--answer", "safe=4"),
    )
    said = amu("report", chosen, "--audience", "public").out
    assert "4 of 5" in said
    assert "Kari" not in said
    assert "Per came back" not in said
    assert "Per came back" in amu("report", chosen).out


def test_what_it_shows_is_what_it_reads(amu: Amu, session: Path) -> None:
    amu("checklist", session, "evaluation", "--answer", "safe=4", "--answer", "well=Much = more")
    shown = amu("checklist", session, "evaluation", "--lang", "nn")
    assert "# Kor fritt kunne folk seie det dei meinte?" in shown.out
    form = Path("form.txt")
    form.write_text(shown.out.replace("done =", "done = most").replace("safe = 4", "safe ="))
    assert amu("checklist", session, "evaluation", "--from", form).code == 0
    kept = (session / "checklists" / "evaluation.toml").read_text("utf-8")
    assert kept.partition("[answers]")[2] == '\ndone = "most"\nwell = "Much = more"\n'


def test_what_cannot_be_an_answer_is_refused_with_its_line_and_nothing_is_saved(
    amu: Amu, session: Path
) -> None:
    for words, message in (
        (("--answer", "safe=9"), '"9" is none of the answers\nThey are: 1 not at all freely'),
        (("--answer", "saf=9"), 'has no question "saf"\nDid you mean safe'),
        (("--answer", "safe"), '"safe" is no answer\n'),
        (("--answer", "met=soon"), '"soon" is not a date'),
        (("--answer", "safe=4", "--date", "1.1.2199"), "is yet to come"),
        (("--answer", "well=" + "x" * 2001), "2000"),
    ):
        said = amu("checklist", session, "evaluation", *words)
        assert (said.code, said.out) == (2, ""), words
        assert message in said.err
    Path("form.txt").write_text("# ours\n\nsafe = 4\nuseful = much\n")
    said = amu("checklist", session, "evaluation", "--from", "form.txt")
    assert said.code == 2
    assert 'form.txt:4: "much" is none of the answers' in said.err
    assert not (session / "checklists").exists()
    assert 'no checklist "evalation"\nDid you mean evaluation' in (
        amu("checklist", session, "evalation").err
    )


def test_ones_own_checklist_is_checked_and_copied(amu: Amu, session: Path) -> None:
    own = Path("own.toml")
    own.write_text('schema = 1\nid = "own"\nwhen = "after"\n[title]\nnb = "Vår"\n[questions]\n')
    said = amu("checklist", session, "--add", own)
    assert said.code == 1
    assert "own.toml" in said.err
    with own.open("a") as file:
        file.write('[questions.a]\nkind = "yesno"\ntext.nb = "?"\n')
    said = amu("checklist", session, "--add", own)
    assert said.code == 1
    assert "own.toml:8: " in said.err
    own.write_text(own.read_text().replace("yesno", "yes-no"))
    said = amu("checklist", session, "--add", own)
    assert (said.code, said.err) == (0, "the checklist “Vår” is in the session\n")
    assert amu("checklist", session, "own", "--answer", "a=nei").code == 0
    assert (amu("check", session).code, amu("check", session).err) == (0, "")


def test_a_misspelt_key_of_the_answers_is_said_by_check(amu: Amu, session: Path) -> None:
    amu("checklist", session, "evaluation", "--leader", "Kari")
    path = session / "checklists" / "evaluation.toml"
    path.write_text(path.read_text("utf-8").replace("leader", "laeder"), "utf-8")
    assert "checklists/evaluation.toml:" in amu("check", session).err
