"""One door in and one way to the screen: nothing in the source goes round them.

What comes from outside passes `text.clean` before anybody sees it. What Textual shows is `Content`,
which the types of `Static`, `ListRow` and `render` ask for, so that here only the ways round them
are refused.
"""

import ast
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.content import Content

import amu_tui
from amu_tui.tui.kit.rows import ListRow
from amu_tui.tui.kit.static import Static

PACKAGE = Path(amu_tui.__file__).parent
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

ACCOUNTS = "names of accounts and groups come from files/disk/accounts.py, as Windows has none"
ENVIRONMENT = "what a variable says is cleaned by a module named here, or only compared"
ARGUMENTS = "the command line comes through the options of cli/kit/options.py"
OUTPUT = "stdout is written with put() and stderr with say(), of cli/kit/output.py"
PAGES = "what a page says goes into the template of render/forms/html.py, which escapes it"
MARKUP = "Textual reads a str as markup: show Content in the Static of tui/kit/static.py or a row"

APART = {"tables/formats/parquet.py", "tables/formats/spss_stata.py"}
"""Started as programs of their own, of which only the reader of the table sees the output."""

# What may be used in which modules only, and what is used instead.
RULES: dict[str, tuple[str, set[str]]] = {
    **dict.fromkeys(("pwd", "getpass"), (ACCOUNTS, {"files/disk/accounts.py"})),
    "grp": (ACCOUNTS, {"files/disk/accounts.py", "files/sharing/access.py"}),
    **dict.fromkeys(("platform.node", "socket.gethostname", "os.getlogin"), (ACCOUNTS, set())),
    "os.getenv": (ENVIRONMENT, set()),
    "os.environ": (
        ENVIRONMENT,
        {
            "cli/kit/click_words.py",
            "cli/maintenance/doctor.py",
            "cli/maintenance/settings.py",
            "cli/meeting/show.py",
            "cli/meeting/start.py",
            "cli/program.py",
            "tui/environment.py",
            "tui/shell/app.py",
            "words.py",
        },
    ),
    "sys.argv": (ARGUMENTS, {"cli/program.py", *APART}),
    **dict.fromkeys(
        ("print", "click.echo", "click.secho", "click.prompt", "click.confirm"), (OUTPUT, set())
    ),
    "sys.stdout.write": (OUTPUT, {"cli/kit/output.py"}),
    "sys.stdout.buffer": (OUTPUT, APART),
    "sys.stderr.write": (OUTPUT, {"cli/kit/output.py", "cli/kit/target.py"}),
    "rich.console.Console": (OUTPUT, {"cli/kit/markdown.py", "cli/kit/progress.py"}),
    **dict.fromkeys(("sys.__stdout__", "sys.__stderr__", "sys.stderr.buffer"), (OUTPUT, set())),
    **dict.fromkeys(("jinja2.Environment", "jinja2.Template"), (PAGES, {"render/forms/html.py"})),
    **dict.fromkeys(("markupsafe", "html.escape", "xml.sax.saxutils"), (PAGES, set())),
    "textual.widgets": (MARKUP, {"tui/kit/static.py"}),
    "textual.widgets.Input": (MARKUP, {"tui/kit/form_line.py", "tui/shell/help.py"}),
    **dict.fromkeys(
        (
            ".notify",
            ".border_title",
            ".border_subtitle",
            ".tooltip",
            ".sub_title",
            ".from_markup",
            ".from_ansi",
            ".from_text",
        ),
        (MARKUP, set()),
    ),
}


def names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """All that is used: `os.environ` for it and for `from os import environ`, `.notify` for any."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name | ast.Attribute):
                yield node.lineno, ast.unparse(node)
            yield node.lineno, f".{node.attr}"
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.lineno, f".{node.arg}"


def rule_for(name: str) -> tuple[str, set[str]] | None:
    """The rule for `name`, or for the module that it is in, the longest that there is."""
    parts = name.split(".")
    prefixes = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((RULES[prefix] for prefix in prefixes if prefix in RULES), None)


def ways_round(module: str, source: str) -> Iterator[str]:
    """Where a module goes round the door or the way to the screen, and what to use instead."""
    tree = ast.parse(source)
    for line, name in names(tree):
        why, allowed = rule_for(name) or ("", {module})
        if module not in allowed:
            yield f"{module}:{line}: {name}: {why}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == "render":
            said = isinstance(node.returns, ast.Name) and node.returns.id
            if module.startswith("tui/") and said != "Content":
                yield f"{module}:{node.lineno}: render gives no Content: {MARKUP}"


def test_nothing_goes_round_the_door_or_the_way_to_the_screen() -> None:
    found = [
        place
        for module in MODULES
        for place in ways_round(module, (PACKAGE / module).read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", [name for name, (_why, rooms) in RULES.items() if rooms])
def test_no_module_may_use_more_than_it_does(name: str) -> None:
    for module in RULES[name][1]:
        tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
        assert any(f"{used}.".startswith(f"{name}.") for _line, used in names(tree)), module


@pytest.mark.parametrize(
    "line",
    [
        "self.notify('saved', markup=False)",
        "box.border_title = title",
        "box = Input(tooltip=title)",
        "line = Content.from_markup(title)",
        "from textual.widgets import Static",
        "from textual.widgets import Button, Input",
        "import textual.widgets as w",
        "from textual.widgets._select import Select",
        "def render(self) -> str: return title",
        "def render(self): return title",
        "print(title)",
        "import click; click.echo(title)",
        "from click import secho",
        "sys.stdout.write(title)",
        "write = sys.stderr.write",
        "from os import environ",
        "home = os.environ['HOME']",
        "home = os.getenv('HOME')",
        "who = pwd.getpwuid(uid).pw_gecos",
        "import getpass",
        "from platform import node",
        "name = sys.argv[0]",
        "from jinja2 import Environment",
        "from markupsafe import Markup",
    ],
)
def test_a_way_round_is_seen(line: str) -> None:
    assert list(ways_round("tui/new.py", line))


SAFE = {"css", "texts.page", "svg(chart, name)"}
"""What the page takes as it is: a file of ours, what we count, and an element tree written out."""


def test_the_page_takes_only_our_own_as_it_is() -> None:
    page = (PACKAGE / "render" / "forms" / "page.html").read_text(encoding="utf-8")
    assert set(re.findall(r"\{\{ (.*?)\|safe \}\}", page)) == SAFE
    # The other two are the attribute that names a table, with an id that we number.
    ours = re.findall(r"\('aria-labelledby=\"' ~ (\S+) ~ '\"'\)\|safe", page)
    assert set(ours) == {"name", "at.named"}
    assert page.count("|safe") == len(SAFE) + len(ours)
    assert "autoescape false" not in page


def test_no_type_on_the_way_to_the_screen_takes_a_str() -> None:
    said = typing.get_type_hints(Static.__init__)["content"]
    assert set(typing.get_args(said)) == {Content, typing.Literal[""]}
    assert typing.get_type_hints(Static.update)["content"] is Content
    assert typing.get_type_hints(ListRow)["content"] is Content


def test_what_reaches_it_as_a_str_all_the_same_is_no_markup() -> None:
    static = Static("[/][@click=app.quit]x[/]")  # type: ignore[arg-type]
    assert str(static.visual) == "[/][@click=app.quit]x[/]"
