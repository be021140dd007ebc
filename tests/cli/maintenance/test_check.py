"""`amu check`: what is only to be known is said, with file and line, and is no failure."""

from pathlib import Path

import pytest

from amu_tui.files.session.folder import SessionFolder
from amu_tui.render.results.warnings import warning_line
from tests.cli.conftest import FACULTY, UNIT, Amu
from tests.promises import proves

LIMIT = "figures of as few as 3 people are shown, where 5 is the usual limit"


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def line(path: Path, start: str) -> int:
    return [one.startswith(start) for one in path.read_text("utf-8").split("\n")].index(True) + 1


@proves(
    "A limit under 5 is said wherever the figures are: on the screen, by `amu show`, `amu check`"
    " and `amu doctor`, and in the report."
)
def test_a_limit_below_the_usual_is_said_wherever_results_are(amu: Amu, table: Path) -> None:
    new = ("new", "s", "--results", table, "--unit", UNIT, "--min-n", "3", "--round", "2017")
    said = amu(*new)
    assert (said.code, said.err.split("\n")[0]) == (0, LIMIT)
    assert 'code = "low-limit"' in Path("s/results.toml").read_text("utf-8")
    for command in (("show", "s"), ("show", "s", "--sentences"), ("report", "s", "--draft")):
        out = amu(*command).out
        assert out.casefold().count(LIMIT) == 1, command
    assert LIMIT not in amu("report", "s", "--draft", "--audience", "public").out
    said = amu("check", "s")
    assert (said.code, said.out, said.err) == (0, "", f"s/results.toml: {LIMIT}\n")
    doctor = amu("doctor", "s")
    assert LIMIT in " ".join(doctor.out.split())
    assert warning_line(SessionFolder(Path("s")).load(), 100) == f"! {LIMIT}"


def test_a_limit_that_somebody_lowered_afterwards_is_said_too(amu: Amu, session: Path) -> None:
    for name in ("session.toml", "results.toml"):
        changed(session / name, "min_n = 5", "min_n = 3")
    assert amu("check", session).err == f"{session}/results.toml: {LIMIT}\n"
    assert f"! {LIMIT}" in amu("show", session).out
    changed(session / "session.toml", "min_n = 3", "min_n = 6")
    said = amu("check", session)
    assert said.code == 1
    assert "min_n is 6 here, but the results were made with 3" in said.err
    assert LIMIT not in said.err + amu("show", session).out


def test_keys_without_effect_are_named_with_their_line(amu: Amu, session: Path) -> None:
    options = ("--theme", "1", "--title", "Talk", "--aim", "improve", "--json")
    assert amu("close", session, "themes", "--preserve", "2", "--improve", "1").code == 0
    assert amu("action", "add", session, *options).code == 0
    [action] = (session / "actions").glob("*.toml")
    info, results = session / "session.toml", session / "results.toml"
    changed(info, "min_n = 5", "min_n = 5\nmin_m = 9\nx_site = { note = 'keep me' }")
    changed(results, "[themes.autonomy]", "[themes.autonomy]\nmeann = 1")
    changed(action, "title = ", "ttle = 'T'\ntitle = ")
    before = action.read_bytes()
    said = amu("check", session)
    assert said.code == 0
    first = [one for one in said.err.split("\n") if one.startswith(str(session))]
    assert first == [
        f'{info}:{line(info, "min_m")}: "min_m" is not a key that can stand here;'
        " did you mean min_n?",
        f'{results}:{line(results, "meann")}: "themes.autonomy.meann" is not a key that can stand'
        " here; did you mean mean?",
        f'{action}:{line(action, "ttle")}: "ttle" is not a key that can stand here;'
        " did you mean title?",
    ]
    assert action.read_bytes() == before
    amu("action", "edit", session, action.stem, "--title", "Talk more")
    assert 'ttle = "T"' in action.read_text("utf-8")


@pytest.mark.parametrize("parts", [(30, 11), (41,)])
def test_a_whole_smaller_than_its_parts_is_said(
    amu: Amu, session: Path, parts: tuple[int, ...]
) -> None:
    """Of every theme the unit has 37 answers, and the faculty 40."""
    path = session / "results.toml"
    beside = [(FACULTY, 40), *((f"Del {n}", n) for n in parts)]
    text = path.read_text("utf-8") + "".join(
        f'[references.r{at}]\ntitle = "{name}"\n[references.r{at}.themes.autonomy]\nn = {n}\n'
        "mean = 3.5\nsd = 0.9\n"
        for at, (name, n) in enumerate(beside)
    )
    above = "".join(f'"Del {n}" = "Midt"\n' for n in parts)
    path.write_text(f'{text}[parents]\n{above}"Midt" = "{FACULTY}"\n', "utf-8")
    said = amu("check", session)
    warning = f"“{FACULTY}” has fewer answers than its parts together"
    assert (said.code, said.err) == (0, f"{path}: {warning}\n" if sum(parts) > 41 else said.err)
    assert (warning in amu("show", session).out) == (sum(parts) > 41)


@pytest.mark.parametrize("name", [".git", ".git/commondir", ".git/HEAD", ".git/index"])
@pytest.mark.parametrize(
    "content", [b"", b"a\x00b", b"gitdir: \x00/\n", b"\x1f\x8b\xff\n", b"DIRC"]
)
def test_a_repository_of_any_bytes_ends_no_command(
    amu: Amu, session: Path, name: str, content: bytes
) -> None:
    path = session / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    for command in ("check", "doctor"):
        assert amu(command, session).code in (0, 1)
    assert path.read_bytes() == content
