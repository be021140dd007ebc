"""The catalogues have every text of the program, in every language, and are compiled."""

import ast
import gettext
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from amu_tui import words

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / ".ci" / "catalogues"
LOCALE = ROOT / "amu_tui" / "locale"
TRANSLATED = ("nb", "nn")


def checked(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / ".ci" / "catalogues"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )


def messages(language: str) -> list[tuple[list[str], list[str]]]:
    """Ids and translations of a catalogue; more than one of each where there is a plural."""
    with (LOCALE / language / "LC_MESSAGES" / "amu_tui.po").open("rb") as file:
        catalogue = read_po(file, locale=language)

    def forms(text: object) -> list[str]:
        return [str(one or "") for one in (text if isinstance(text, tuple | list) else [text])]

    return [(forms(m.id), forms(m.string)) for m in catalogue if m.id]


def test_nothing_is_stale_or_missing() -> None:
    done = checked(ROOT)
    assert done.stdout.splitlines() + done.stderr.splitlines() == []
    assert done.returncode == 0


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)", text))

    wrong = []
    for ids, texts in messages(language):
        if all(texts):
            plural = ids[-1]
            if names(texts[0]) not in (names(ids[0]), names(plural)):
                wrong.append((ids, texts))
            if any(names(text) != names(plural) for text in texts[1:]):
                wrong.append((ids, texts))
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    compiled = gettext.translation("amu_tui", LOCALE, languages=[language])
    for ids, texts in messages(language):
        if len(ids) == 1:
            assert compiled.gettext(ids[0]) == texts[0]
        else:
            found = [compiled.ngettext(ids[0], ids[1], n) for n in (1, 2, 0)]
            assert found == [*texts, texts[1]]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_in_use(language: str) -> None:
    words.use(language)
    assert words._("preserve") == "bevare"


def test_english_is_what_stands_in_the_code() -> None:
    words.use("en")
    assert words._("preserve") == "preserve"
    assert words.ngettext("{n} day", "{n} days", 2) == "{n} days"


def test_no_file_says_when_or_by_what_it_was_made() -> None:
    for path in LOCALE.rglob("*.po"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^#|Date:|Generated|Translator", text, re.MULTILINE), path


# The script itself, on a program of two modules


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / ".ci").mkdir()
    shutil.copy(SCRIPT, tmp_path / ".ci" / "catalogues")
    package = tmp_path / "amu_tui"
    package.mkdir()
    (package / "one.py").write_text(
        'A = {"x": N_("first")}\n'
        'B = (N_("a" " b"), _(A["x"]))\n'
        'C = ngettext("{n} day", "{n} days", 2)\n'
    )
    (package / "two.py").write_text('print(_("{name} is here").format(name=1), _("first"))\n')
    write(tmp_path)
    return tmp_path


def write(root: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(root / ".ci" / "catalogues")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def po(root: Path, language: str = "nb") -> Path:
    return root / "amu_tui" / "locale" / language / "LC_MESSAGES" / "amu_tui.po"


def translate(root: Path) -> None:
    """Fill in every text as it stands."""
    for language in TRANSLATED:
        path = po(root, language)
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'^(msgid "(.+)"\nmsgstr) ""$', r'\1 "\2"', text, flags=re.MULTILINE)
        text = text.replace('msgstr[0] ""', 'msgstr[0] "{n} dag"')
        path.write_text(text.replace('msgstr[1] ""', 'msgstr[1] "{n} dager"'), encoding="utf-8")
    write(root)


def test_every_marked_text_is_found_once(program: Path) -> None:
    ids = re.findall(r'^msgid(?:_plural)? "(.+)"$', po(program).read_text(), re.MULTILINE)
    assert sorted(ids) == ["a b", "first", "{name} is here", "{n} day", "{n} days"]


def test_untranslated_is_said(program: Path) -> None:
    done = checked(program)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 8
    assert "nn: untranslated: '{n} day'" in done.stdout
    translate(program)
    assert checked(program).stdout == ""
    assert checked(program).returncode == 0


def test_writing_again_changes_nothing(program: Path) -> None:
    translate(program)
    before = {path: path.read_bytes() for path in program.rglob("amu_tui.*o")}
    assert len(before) == 4
    write(program)
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('_("new")', "nb: not in the catalogue: 'new'"),
        ('ngettext("{n} hour", "{n} hours", 1)', "nb: not in the catalogue: ('{n} hour', '{n} ho"),
        ('Message("new {x}", x=1)', "nb: not in the catalogue: 'new {x}'"),
        ('Message("{n} hour", "{n} hours", n=1)', "nb: not in the catalogue: ('{n} hour', '{n} ho"),
    ],
)
def test_a_new_text_is_seen(program: Path, change: str, said: str) -> None:
    translate(program)
    with (program / "amu_tui" / "two.py").open("a") as file:
        file.write(f"{change}\n")
    assert said in checked(program).stdout


def test_a_text_that_is_gone_is_seen_and_dropped(program: Path) -> None:
    translate(program)
    (program / "amu_tui" / "two.py").write_text("")
    assert "nn: no longer in the code: '{name} is here'" in checked(program).stdout
    write(program)
    assert "is here" not in po(program).read_text()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("{name} is here", "{nam} er her", "other placeholders"),
        ("{n} dager", "dager", "other placeholders"),
        ("first", "first ", "other blanks"),
    ],
)
def test_a_wrong_translation_is_seen(program: Path, right: str, wrong: str, said: str) -> None:
    translate(program)
    path = po(program)
    text = path.read_text(encoding="utf-8")
    kept, last, rest = text.rpartition(f'"{right}"')
    assert last
    path.write_text(f'{kept}"{wrong}"{rest}', encoding="utf-8")
    done = checked(program)
    assert done.returncode == 1
    assert said in done.stdout
    assert "nb: amu_tui.mo is older than amu_tui.po" in done.stdout


def test_the_build_compiles_what_stands_in_the_catalogues(program: Path) -> None:
    translate(program)
    before = {path: path.read_bytes() for path in program.rglob("amu_tui.*o")}
    for path in program.rglob("amu_tui.mo"):
        path.unlink()
    runpy.run_path(str(program / ".ci" / "catalogues"))["compile_all"]()
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    "line",
    [
        '_(f"{x} here")',
        '_("{x} here".format(x=1))',
        '_("a" + x)',
        '_("a" if x else "b")',
        "N_(x)",
        'ngettext("one", many, 2)',
    ],
)
def test_a_text_put_together_on_the_spot_is_refused(program: Path, line: str) -> None:
    ast.parse(line)
    (program / "amu_tui" / "two.py").write_text(f"{line}\n")
    done = checked(program)
    assert done.returncode == 1
    assert "two.py:1:" in done.stderr
    assert "takes a literal" in done.stderr
