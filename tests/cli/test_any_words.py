"""Whatever words a command is given, it does its work or says in a line or more why not."""

import io
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from amu_tui.cli.commands import COMMANDS, program
from tests.cli.conftest import UNIT, Amu
from tests.cli.tables.answers import lay_out

PLAIN = (
    *("S", "results.csv", "answers.csv", "ours.toml", "units.csv", "out.csv", "out.md", "S/x.md"),
    *("1", "7", "22", "1,7", "preserve:1=2", "improve=22", "first", "themes", "actions", "done"),
    *("-1", "0", "3", "2027-01-01", "", "-", ".", "kiwest-1", UNIT, "Unit", "q1", "a=b", "4-5"),
)
"""Words that mean something somewhere."""

ODD = (
    *("nan", "inf", "1e9", "٣", "２", "9" * 30, "preserve:1=" + "9" * 30, "autonomy,autonomy"),
    *("../x", "..", "~/x", "a\\..\\b", "-rf", "--help", "$(touch x)", "*", "CON", "NUL", "a:b"),
    *("\x1b]52;c;?\x1b\\", "\x9b31m", "a\rb", "a\nb", "\u202ex", "\u200b", "\ufeffa", "\udcff"),
    *("[/]", "[x] done", "=1+1", "a\x00b", "\ud800", "x" * 5000, "é" * 200, "cafe\u0301", "%s%n"),
)
"""Words that mean nothing, or something elsewhere."""

NOT_TRIED = ("open", "help")
"""One needs a terminal, the other takes no options."""


def commands() -> Iterator[tuple[list[str], click.Command]]:
    """Every command, with the words that call it."""
    whole = program()
    with click.Context(whole) as ctx:
        for name in COMMANDS:
            command = whole.get_command(ctx, name)
            if isinstance(command, click.Group):
                yield from (([name, sub], below) for sub, below in command.commands.items())
            elif command is not None and name not in NOT_TRIED:
                yield [name], command


def words(command: click.Command, chance: random.Random) -> Iterator[str]:
    """Arguments and options of a command, and what may stand there."""

    def word(kind: object) -> str:
        if isinstance(kind, click.Choice) and chance.random() < 0.8:
            return str(chance.choice(list(kind.choices)))
        return chance.choice(PLAIN if chance.random() < 0.75 else ODD)

    for param in command.params:
        if isinstance(param, click.Argument):
            session = param.name == "path" and chance.random() < 0.8
            yield "S" if session else word(param.type)
        elif param.name != "help" and chance.random() < (0.9 if param.required else 0.2):
            yield chance.choice(param.opts)
            if not (isinstance(param, click.Option) and param.is_flag):
                yield word(param.type)


def test_no_words_end_in_a_defect(
    amu: Amu,
    chosen: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: Callable[[int, int], int],
) -> None:
    lay_out()
    chosen.rename("S")
    chance = random.Random(2017)
    every = list(commands())
    for _number in range(size(250, 20_000)):
        called, command = chance.choice(every)
        line = [*called, *words(command, chance), "--lang", chance.choice(("en", "nb", "nn"))]
        asked = io.TextIOWrapper(io.BytesIO(b"1\n22\n"), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", asked)
        said = amu(*line)
        assert said.code in (0, 1, 2), line
        assert "AMU_DEBUG" not in said.err, line
        assert said.code == 0 or said.err or said.out, line
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", said.err + said.out)
