"""`amu help`: pages in three languages, and what they and the README say of the commands."""

import io
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest

import amu_tui
from amu_tui import words
from amu_tui.cli.commands import COMMANDS, program
from amu_tui.cli.help import TOPICS
from amu_tui.files.user.settings import Settings
from amu_tui.model.checklists.checklist import Checklist
from amu_tui.model.survey.answers import ItemScale
from amu_tui.model.survey.factors import FactorName
from amu_tui.model.survey.instrument import Counterparts, Instrument, Scale, Scoring, Theme
from amu_tui.tables.vocabulary.mapping import ColumnMapping
from amu_tui.tui.keys import CONTEXT_TITLES, KEYS
from tests.cli.conftest import Amu
from tests.terminal.drive import Terminal
from tests.test_architecture import heavy_after

PAGES = Path(amu_tui.__file__).parent / "help"
README = Path(__file__).parents[2] / "README.md"
TEXTS = [*(PAGES / code / f"{topic}.md" for code in words.LANGUAGES for topic in TOPICS), README]


def name(path: Path) -> str:
    return "README" if path == README else f"{path.parent.name}/{path.stem}"


def blocks(path: Path, kind: str) -> list[str]:
    """The contents of the fences of one kind in a text."""
    return re.findall(rf"^```{kind}\n(.*?)^```", path.read_text("utf-8"), re.S | re.M)


def spans(path: Path) -> list[str]:
    """What stands in backquotes in the prose of a text."""
    prose = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.S | re.M)
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]


def lines(path: Path) -> Iterator[list[str]]:
    """The command lines of `amu` in the fences of a text, without their comments."""
    for block in blocks(path, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            typed = shlex.split(line, comments=True)
            if typed[:1] == ["amu"]:
                ends = (at for at, word in enumerate(typed) if word in ("<", ">"))
                yield typed[1 : next(ends, None)]


def options(command: click.Command) -> set[str]:
    """All options of a command and of those below it."""
    found = {option for param in command.params for option in param.opts}
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for below in command.list_commands(ctx):
            found |= options(command.get_command(ctx, below) or command)
    return found


def parse(command: click.Command, typed: list[str], parent: click.Context | None = None) -> None:
    """Read a command line as the program would, and run nothing."""
    group = command if isinstance(command, click.Group) else None
    known = group.list_commands(click.Context(group)) if group else []
    place = next((place for place, word in enumerate(typed) if word in known), len(typed))
    with command.make_context(command.name, typed[:place], parent=parent) as ctx:
        if group and place < len(typed):
            below = group.get_command(ctx, typed[place])
            assert below
            parse(below, typed[place + 1 :], ctx)


def test_there_is_a_page_for_each_topic_in_each_language_and_no_other() -> None:
    found = {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*") if path.is_file()}
    assert found == {f"{code}/{topic}.md" for code in words.LANGUAGES for topic in TOPICS}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_tells_the_same_in_every_language(topic: str) -> None:
    def outline(code: str) -> list[object]:
        path = PAGES / code / f"{topic}.md"
        marks = re.findall(r"^(#+ |- |```\w*|\|)", path.read_text("utf-8"), re.M)
        flags = [[word for word in line if word.startswith("-")] for line in lines(path)]
        said = sorted(span for span in spans(path) if re.fullmatch(r"[a-z-]+|--[a-z-]+", span))
        return [marks, flags, said]

    assert outline("nb") == outline("en")
    assert outline("nn") == outline("en")


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_every_command_line_is_one_that_the_program_takes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = io.TextIOWrapper(io.BytesIO(b"1\n" * 99), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", asked)
    for typed in lines(path):
        parse(program(), typed)


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_every_command_and_option_in_the_prose_is_there(path: Path) -> None:
    whole = program()
    every = options(whole)
    for span in spans(path):
        flags = re.findall(r"(?<!\S)--?[a-z][a-z-]*", span)
        assert set(flags) <= every, span
        if span.startswith("amu "):
            command = next(word for word in span.split()[1:] if not word.startswith("-"))
            if span.startswith("amu --"):
                continue
            assert command in COMMANDS, span
            assert set(flags) <= options(whole.get_command(click.Context(whole), command) or whole)


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_a_page_that_is_named_is_there(path: Path) -> None:
    named = [span.split()[2] for span in spans(path) if span.startswith("amu help ")]
    assert set(named) <= {*TOPICS, *COMMANDS, "TOPIC"}


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_every_example_of_a_file_is_one_that_the_program_reads(path: Path) -> None:
    for block in blocks(path, "toml"):
        table = tomllib.loads(block)
        if "questions" in table:
            assert msgspec.convert(table, Checklist).questions
        elif "comparable" in table:
            assert msgspec.convert(table["comparable"], dict[str, Counterparts])
        elif "factors" in table:
            assert msgspec.convert(table["factors"], dict[FactorName, tuple[str, ...]])
            assert set(table) <= set(Instrument.__struct_fields__)
        elif "areas" in table:
            assert msgspec.convert(table, Instrument).themes
        elif isinstance(table.get("items"), dict):
            assert msgspec.convert(table["items"], dict[str, ItemScale])
        elif "items" in table:
            assert msgspec.convert({"number": 1, "name": {}} | table, Theme).items
        elif "scale" in table:
            ends = {"min": 1, "max": 5}
            assert msgspec.convert(ends | table["scale"], Scale).max == 5
        elif "scoring" in table:
            assert msgspec.convert(table["scoring"], Scoring).favourable
        elif "themes" in table:
            assert msgspec.convert(table, ColumnMapping).themes
        else:
            assert set(table) == set(Settings.__struct_fields__)
            assert msgspec.convert(table, Settings).language == "nn"


@pytest.mark.parametrize("code", words.LANGUAGES)
def test_without_a_name_the_pages_are_listed(amu: Amu, code: str) -> None:
    said = amu("help", "--lang", code)
    assert (said.code, said.err) == (0, "")
    listed = said.out.splitlines()[: len(TOPICS)]
    for topic, line in zip(TOPICS, listed, strict=True):
        title = (PAGES / code / f"{topic}.md").read_text("utf-8").splitlines()[0]
        assert line.split(maxsplit=1) == [topic, title.removeprefix("# ")]


def test_in_a_pipe_a_page_is_the_text_that_it_is(amu: Amu) -> None:
    said = amu("help", "voting", "--lang", "nn")
    assert (said.code, said.err) == (0, "")
    assert said.out == (PAGES / "nn" / "voting.md").read_text("utf-8")


def test_on_a_terminal_a_page_has_no_signs_of_markdown() -> None:
    with Terminal(["help", "voting", "--lang", "en"], lines=120) as terminal:
        screen = terminal.wait("See also amu help hidden for who can see a ballot")
    assert "Voting: ballots, counting, ties" in screen
    assert '  amu close SESSION themes --seed "what the room said"' in screen
    assert not re.search(r"```|^#|\*\*|`amu", screen, re.M)


def test_the_keys_are_those_of_the_program(amu: Amu) -> None:
    text = amu("help", "keys").out
    for context, keys in KEYS.items():
        if keys:
            assert f"| {CONTEXT_TITLES[context]} |" in text
        for key in keys:
            assert f"| {key.help} |" in text
    assert "| Overalt | `?` `F1` |" in amu("help", "keys", "--lang", "nb").out


@pytest.mark.parametrize("words", [("new",), ("action",), ("action", "add")])
def test_of_a_command_its_own_help_is_shown(amu: Amu, words: tuple[str, ...]) -> None:
    assert amu("help", *words).out == amu(*words, "--help").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tabels",), 'command "tabels"\nDid you mean tables?'),
        (("votin",), 'command "votin"\nDid you mean voting, vote?'),
        (("qqq",), 'command "qqq"\n`amu help` lists the pages.'),
        (("action", "ad"), 'command "action ad"\nDid you mean add?'),
        (("show", "x"), 'command "show x"\n`amu help` lists the pages.'),
    ],
)
def test_of_what_there_is_not_the_nearest_is_said(
    amu: Amu, words: tuple[str, ...], said: str
) -> None:
    told = amu("help", *words)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"there is no page and no {said}\n"


def test_it_is_shown_without_anything_heavy(tmp_path: Path) -> None:
    assert heavy_after("help", cwd=tmp_path) == (0, [])
    assert heavy_after("help", "tables", cwd=tmp_path) == (0, [])
    assert heavy_after("help", "new", cwd=tmp_path) == (0, [])
