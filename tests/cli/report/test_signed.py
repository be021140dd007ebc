"""A signature is under a text: it is kept, written out again, and told from what was altered."""

import json
import os
import pwd
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import UNIT, Amu, Said, tree

WHO = pwd.getpwuid(os.getuid()).pw_name
APART = "The leader and the safety representative have not signed the same version."
FORMS = ("md", "html", "json", "csv")


@pytest.fixture
def action(amu: Amu, chosen: Path) -> str:
    """The id of an action of a report that the leader signs, and then the representative."""
    what = ("--theme", "22", "--title", "Møtefrie onsdager", "--owner", "Kari")
    made = amu("action", "add", chosen, *what).out.strip()
    assert amu("close", chosen, "actions", "--improve", made).code == 0
    assert amu("sign", chosen, "--leader", "Kari", "--date", "2026-01-02").code == 0
    assert amu("sign", chosen, "--safety-representative", "Ola").code == 0
    return made


def versions(chosen: Path) -> list[str]:
    return sorted(path.name for path in (chosen / "signed").iterdir())


def verified(amu: Amu, chosen: Path, file: Path | str) -> Said:
    return amu("report", chosen, "--verify", file)


def test_two_who_sign_the_same_sign_one_version_with_its_date(
    amu: Amu, chosen: Path, action: str
) -> None:
    assert len(versions(chosen)) == 1
    text = amu("report", chosen, "--lang", "en").out
    assert "- Date: 2026-01-02" in text
    assert "Leader: Kari, signed 2026-01-02" in text
    assert "Safety representative: Ola, signed " in text
    assert "not signed the same" not in text


@pytest.mark.parametrize("form", FORMS)
def test_the_signed_version_is_written_again_after_a_change(
    amu: Amu, chosen: Path, action: str, form: str
) -> None:
    before = amu("report", chosen, "--format", form)
    assert amu("action", "edit", chosen, action, "--title", "Flere møter").code == 0
    assert amu("report", chosen, "--format", form).out != before.out
    signed = amu("report", chosen, "--signed", "--format", form, "-o", f"signed.{form}")
    assert signed.code == 0
    written = Path(f"signed.{form}").read_bytes().decode("utf-8-sig")
    if form == "json":
        assert json.loads(written) == before.json
    else:
        assert written.replace("\r\n", "\n") == before.out.replace("\r\n", "\n")


def test_it_is_in_the_language_of_the_session_whoever_signed(amu: Amu, chosen: Path) -> None:
    info = chosen / "session.toml"
    text = info.read_text(encoding="utf-8")
    info.write_text(text.replace('language = "en"', 'language = "nb"'), "utf-8")
    assert amu("sign", chosen, "--leader", "Kari", "--date", "2.1.2026", "--lang", "en").code == 0
    signed = amu("report", chosen, "--signed", "--lang", "en").out
    assert signed == amu("report", chosen).out
    assert "Leder: Kari, signert 02.01.2026" in signed
    Path("archive").mkdir()
    said = amu("report", chosen, "--signed", "-o", "archive", "--lang", "en")
    assert said.err.endswith(f"written: archive/2026-01-02 {UNIT} tiltaksrapport 2017.md\n")


def test_a_file_of_the_report_is_told_from_an_earlier_and_an_altered_one(
    amu: Amu, chosen: Path, action: str
) -> None:
    Path("first.json").write_text(amu("report", chosen, "--format", "json").out, "utf-8")
    told = verified(amu, chosen, "first.json")
    assert told.code == 0
    assert "the signed version of this session, signed by Kari (2026-01-02), Ola (" in told.out
    assert "as far as those are trusted who may write there" in told.out

    forged = Path("first.json").read_text(encoding="utf-8")
    Path("forged.json").write_text(forged.replace("onsdager", "fredager"), "utf-8")
    told = verified(amu, chosen, "forged.json")
    assert told.code == 1
    assert "This is not what Kari (2026-01-02), Ola (" in told.out
    assert f"It differs in: improve.{action}.title" in told.out
    Path("signer.json").write_text(forged.replace('"Ola"', '"Eva"'), "utf-8")
    told = verified(amu, chosen, "signer.json")
    assert told.code == 1
    assert "Eva has not signed what it says" in told.out

    assert amu("action", "edit", chosen, action, "--title", "Flere møter").code == 0
    assert amu("sign", chosen, "--leader", "Kari", "--safety-representative", "Ola").code == 0
    assert len(versions(chosen)) == 2
    told = verified(amu, chosen, "first.json")
    assert told.code == 1
    assert "This is an earlier signed version of this session, signed by Kari (2026" in told.out
    Path("now.json").write_text(amu("report", chosen, "--format", "json").out, "utf-8")
    told = amu("report", chosen, "--verify", "now.json", "--json")
    assert told.code == 0
    assert told.json["result"] == "signed"
    assert told.json["version"] + ".toml" in versions(chosen)
    assert told.json["signed"]["leader"]["account"] == WHO


def test_a_copy_from_before_the_signatures_is_not_the_signed_one(amu: Amu, chosen: Path) -> None:
    def write(name: str) -> None:
        told = amu("report", chosen, "--format", "json", "--lang", "en").out
        Path(name).write_text(told, "utf-8")

    write("none.json")
    assert amu("sign", chosen, "--leader", "Kari").code == 0
    write("leader.json")
    told = verified(amu, chosen, "none.json")
    assert told.code == 1
    assert "This says what Kari (" in told.out
    assert "this copy was written before Kari signed, and does not show it" in told.out
    assert verified(amu, chosen, "leader.json").code == 0

    assert amu("sign", chosen, "--safety-representative", "Ola").code == 0
    write("both.json")
    assert verified(amu, chosen, "both.json").code == 0
    assert "written before Ola signed" in verified(amu, chosen, "leader.json").out
    told = amu("report", chosen, "--verify", "none.json", "--json")
    assert (told.code, told.json["result"]) == (1, "before-signing")
    assert told.json["signatures_missing"] == ["Kari", "Ola"]


def test_what_was_never_signed_and_what_is_of_another_session_are_said(
    amu: Amu, chosen: Path
) -> None:
    told = amu("report", chosen, "--format", "json").out
    Path("now.json").write_text(told, "utf-8")
    said = verified(amu, chosen, "now.json")
    assert (said.code, said.out) == (
        1,
        "This is what the report says now, which nobody has signed.\n",
    )
    Path("other.json").write_text(told.replace('"2017"', '"2014"'), "utf-8")
    assert "another session" in verified(amu, chosen, "other.json").out
    signed = amu("report", chosen, "--signed")
    assert signed.code == 1
    assert "no signed version is kept here" in signed.err


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("entered_by", {"leader": None, "safety_representative": None}, "entered_by.leader"),
        ("entered_by", "nobody", "entered_by"),
        ("signed", ["Kari"], "signed"),
        ("signed", {"director": "Per"}, "signed"),
        ("changed_since_signed", "nothing", "changed_since_signed"),
    ],
)
def test_who_signed_cannot_be_told_otherwise(
    amu: Amu, chosen: Path, action: str, key: str, value: object, place: str
) -> None:
    told = amu("report", chosen, "--format", "json").json
    Path("told.json").write_text(json.dumps({**told, key: value}), "utf-8")
    said = verified(amu, chosen, "told.json")
    assert said.code == 1
    assert "altered" in said.out
    assert f"It differs in: {place}" in said.out


def test_a_report_for_the_public_is_not_called_altered(amu: Amu, chosen: Path, action: str) -> None:
    assert amu("report", chosen, "--audience", "public", "-o", "public.json").code == 0
    said = verified(amu, chosen, "public.json")
    assert said.code == 1
    assert said.out.startswith("This is a report for the public, which is not what is signed")
    assert "differs" not in said.out


def test_a_file_in_another_language_is_not_called_altered(
    amu: Amu, chosen: Path, action: str
) -> None:
    Path("nn.json").write_text(
        amu("report", chosen, "--format", "json", "--lang", "nn").out, "utf-8"
    )
    told = amu("report", chosen, "--verify", "nn.json", "--lang", "en")
    assert told.code == 1
    assert "in another language than what Kari" in told.out
    assert "altered" not in told.out


def test_how_an_action_goes_is_no_change_of_what_was_signed(
    amu: Amu, chosen: Path, action: str
) -> None:
    assert amu("action", "status", chosen, action, "started").code == 0
    assert amu("check", chosen).err == ""
    Path("later.json").write_text(amu("report", chosen, "--format", "json").out, "utf-8")
    told = verified(amu, chosen, "later.json")
    assert told.code == 1
    assert "only the plan is the same" in told.out
    signed = json.loads(amu("report", chosen, "--signed", "--format", "json").out)
    assert signed["improve"][0]["status"] == "planned"


def test_two_who_have_signed_different_texts_are_said(amu: Amu, chosen: Path, action: str) -> None:
    assert amu("action", "edit", chosen, action, "--owner", "Eva").code == 0
    assert amu("sign", chosen, "--leader", "Kari").code == 0
    text = amu("report", chosen, "--lang", "en").out
    assert "“Møtefrie onsdager” was changed after Ola signed." in text
    assert APART in text
    signed = amu("report", chosen, "--signed")
    assert APART in signed.err
    assert "Eva" in signed.out
    assert amu("sign", chosen, "--safety-representative", "Ola").code == 0
    assert "have not signed" not in amu("report", chosen, "--lang", "en").out
    assert len(versions(chosen)) == 2


def test_figures_that_are_changed_under_a_signature_are_said(
    amu: Amu, chosen: Path, action: str
) -> None:
    path = chosen / "results.toml"
    text = path.read_text(encoding="utf-8")
    assert "[themes.autonomy]\nn = 37\nmean = 3.1" in text
    path.write_text(text.replace("mean = 3.1", "mean = 4.1", 1), encoding="utf-8")
    said = "the results are not what they were when Kari · Ola signed"
    assert f"{chosen}/results.toml: {said}" in amu("check", chosen).err
    assert said[1:] in amu("report", chosen, "--lang", "en").out
    changed = amu("report", chosen, "--format", "json").json["changed_since_signed"]
    assert changed == ["results.toml"]


def test_in_a_session_of_a_newer_program_nothing_is_signed(
    amu: Amu, chosen: Path, action: str
) -> None:
    info = chosen / "session.toml"
    info.write_text(info.read_text("utf-8").replace("schema = 1", "schema = 2"), "utf-8")
    before = tree()
    refused = amu("sign", chosen, "--leader", "Eva")
    assert refused.code == 1
    assert "written by a newer version of amu" in refused.err
    assert tree() == before
    assert "Kari" in amu("report", chosen, "--signed").out


def test_a_signature_that_names_no_version_leads_nowhere(
    amu: Amu, chosen: Path, action: str
) -> None:
    (name,) = versions(chosen)
    path = chosen / "rounds" / "report.toml"
    elsewhere = path.read_text("utf-8").replace(name.removesuffix(".toml"), "../../results")
    path.write_text(elsewhere, "utf-8")
    for words in (("check", chosen), ("report", chosen, "--signed")):
        said = amu(*words)
        assert said.code == 1
        assert '"../../results" is not an id' in said.err
    assert amu("report", chosen).code == 0


def test_what_is_filled_in_after_the_signatures_is_said(
    amu: Amu, chosen: Path, action: str
) -> None:
    assert amu("fill", chosen, "--case", "2026/17").code == 0
    checked = amu("check", chosen)
    assert checked.code == 0
    said = "goals, participation or what else is filled in was changed after Kari · Ola signed"
    assert f"{chosen}/rounds/details.toml: {said}" in checked.err
    assert amu("sign", chosen, "--leader", "Kari", "--safety-representative", "Ola").code == 0
    assert amu("check", chosen).err == ""
    answers = ("--answer", "safe=4", "--leader", "Kari")
    assert amu("checklist", chosen, "evaluation", *answers).code == 0
    # A checklist is answered after the meeting, as an action goes on; it is signed all the same.
    assert amu("check", chosen).err == ""
    assert amu("sign", chosen, "--leader", "Kari", "--safety-representative", "Ola").code == 0
    assert amu("checklist", chosen, "evaluation", "--answer", "safe=2").code == 0
    said = "the answers to a checklist were changed after Kari · Ola signed"
    assert f"{chosen}/checklists/evaluation.toml: {said}" in amu("check", chosen).err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("onsdager", "fredager", "this is not what was signed: the file has been changed since"),
        ("schema = 1", "schema =", ".toml:1: "),
        ("schema = 1", "schema = 2", "written by a newer version of amu"),
    ],
)
def test_a_damaged_signed_version_is_named_and_the_session_opens(
    amu: Amu, chosen: Path, action: str, old: str, new: str, told: str
) -> None:
    (name,) = versions(chosen)
    path = chosen / "signed" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    checked = amu("check", chosen)
    assert checked.code == 1
    assert f"{chosen}/signed/{name}" in checked.err
    assert told in checked.err
    assert amu("report", chosen).code == 0
    before = tree()
    refused = amu("report", chosen, "--signed", "-o", "signed.md")
    assert refused.code == 1
    assert f"{chosen}/signed/{name}" in refused.err
    assert tree() == before
    # Whoever signs now signs what the report says now, and that is whole again.
    assert amu("sign", chosen, "--leader", "Kari").code == 0


def test_a_signed_version_that_is_gone_is_missed(amu: Amu, chosen: Path, action: str) -> None:
    shutil.rmtree(chosen / "signed")
    checked = amu("check", chosen)
    assert checked.code == 1
    assert "there is no such file" in checked.err


def test_a_signed_report_is_not_dated_anew_without_signing_it(
    amu: Amu, chosen: Path, action: str
) -> None:
    before = tree()
    said = amu("sign", chosen, "--date", "2026-02-01")
    assert said.code == 2
    assert "the report is signed, so its date stays" in said.err
    assert tree() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[]", "this is not the data of a report"),
        ("{", "this is not the data of a report"),
        ("# Report", "only a PDF or a JSON file of a report can be verified"),
        ("%PDF-1.7 nothing", "not a PDF that can be read"),
        ("{}", "another session"),
    ],
)
def test_what_cannot_be_verified_is_refused(
    amu: Amu, chosen: Path, action: str, content: str, told: str
) -> None:
    file = Path("file.json" if content == "[]" else "file")
    file.write_text(content, "utf-8")
    said = verified(amu, chosen, file)
    assert said.code in (1, 2)
    assert told in said.err + said.out
