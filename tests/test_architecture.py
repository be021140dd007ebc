"""The house rules that a program can check: layers, lightness, small rooms, no markup from data."""

import ast
import graphlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

import amu_tui

ROOT = Path(__file__).parent.parent
PACKAGE = Path(amu_tui.__file__).parent
MODULES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
SCREENS = sorted((PACKAGE / "tui").rglob("*.py"))
HEAVY = ("plotext", "polars", "textual")
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
LARGEST_ROOM = 15


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_layers_are_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))  # import-linter adds to it
    failed = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert not failed, capsys.readouterr().out


@pytest.mark.parametrize(
    ("module", "line"),
    [("render/results/rows.py", "import plotext"), ("tui/keys.py", "import tomli_w")],
)
def test_a_broken_contract_is_seen(tmp_path: Path, module: str, line: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "amu_tui", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "amu_tui" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    lint = "from importlinter.cli import lint_imports as lint; raise SystemExit(lint("
    done = subprocess.run(
        [sys.executable, "-c", f"{lint}{str(ROOT / 'pyproject.toml')!r}, no_cache=True))"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"amu_tui.{module[:-3].replace('/', '.')} -> {line.split()[1]}" in done.stdout


def imports(depth: int) -> dict[str, set[str]]:
    """Who imports whom, by names cut to `depth` parts: 3 for rooms, 9 for modules."""
    graph = grimp.build_graph("amu_tui", cache_dir=None)

    def cut(module: str) -> str:
        return ".".join(module.split(".")[:depth])

    found: dict[str, set[str]] = {}
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            found.setdefault(cut(module), set()).add(cut(other))
    return {name: others - {name} for name, others in found.items()}


@pytest.mark.parametrize("depth", [2, 3, 9], ids=["layers", "rooms", "modules"])
def test_nothing_imports_in_a_circle(depth: int) -> None:
    try:
        graphlib.TopologicalSorter(imports(depth)).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


@pytest.mark.parametrize("room", [p.parent for p in sorted(PACKAGE.rglob("__init__.py"))], ids=name)
def test_a_room_can_be_held_in_the_head(room: Path) -> None:
    modules = [path.name for path in room.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= LARGEST_ROOM, modules


def heavy_after(*argv: str, cwd: Path, heavy: Sequence[str] = HEAVY) -> tuple[int, list[str]]:
    """Exit code of the command in a fresh interpreter, and the heavy packages it imported."""
    program = (
        "import json, sys\n"
        "from amu_tui.cli import main\n"
        f"sys.argv = ['amu', *{list(argv)!r}]\n"
        "code = 0\n"
        "if sys.argv[1:]:\n"
        "    try:\n"
        "        main()\n"
        "    except SystemExit as left:\n"
        "        code = left.code or 0\n"
        f"heavy = [name for name in {heavy!r} if name in sys.modules]\n"
        "print(json.dumps([code, heavy]), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    code, found = json.loads(done.stderr.splitlines()[-1])
    return code, found


def test_the_command_starts_light(tmp_path: Path) -> None:
    assert heavy_after(cwd=tmp_path) == (0, [])
    assert heavy_after("--version", cwd=tmp_path) == (0, [])
    assert heavy_after("--help", cwd=tmp_path) == (0, [])


def test_checking_a_session_is_light(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE / "demo", tmp_path / "demo")
    assert heavy_after("check", "demo", cwd=tmp_path, heavy=(*HEAVY, "rich")) == (0, [])


def test_plotext_is_loaded_for_a_chart_and_for_nothing_else(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE / "demo", tmp_path / "demo")
    assert heavy_after("show", "demo", cwd=tmp_path) == (0, [])
    assert heavy_after("show", "demo", "--chart", cwd=tmp_path) == (0, ["plotext"])


@pytest.mark.parametrize("package", HEAVY)
def test_the_model_and_the_layers_below_it_are_light(package: str, tmp_path: Path) -> None:
    paths = sorted((PACKAGE / "model").rglob("[a-z]*.py"))
    modules = [name(path).removesuffix(".py").replace("/", ".") for path in paths]
    program = "; ".join(f"import {module}" for module in modules)
    program += f"; import sys; assert {package!r} not in sys.modules"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", [m for m in MODULES if PACKAGE in m.parents], ids=name)
def test_functions_fit_a_screen(path: Path) -> None:
    long = {
        node.name: length
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


# Textual reads a str as markup almost everywhere, and markup can hold links and actions. So
# what is shown goes there as Content, or with markup=False, or is a literal of our own.

TAKES_MARKUP = {
    "Button",
    "Checkbox",
    "Collapsible",
    "Label",
    "Option",
    "RadioButton",
    "Static",
    "Tab",
    "TabPane",
    "notify",
    "update",
}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
GIVES_STR = {"_", "N_", "format", "join", "ngettext", "pick", "str"}


def called(node: ast.Call) -> str:
    """The last part of what is called: `notify` of `self.app.notify(…)`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_text(node: ast.expr, text_names: set[str]) -> bool:
    """Whether an expression is a str that is not a literal, as far as it shows."""
    if isinstance(node, ast.IfExp):
        return is_text(node.body, text_names) or is_text(node.orelse, text_names)
    if isinstance(node, ast.BinOp):
        return is_text(node.left, text_names) or is_text(node.right, text_names)
    if isinstance(node, ast.Call):
        of_content = isinstance(node.func, ast.Attribute) and (
            isinstance(node.func.value, ast.Call) and called(node.func.value) == "Content"
        )
        return called(node) in GIVES_STR and not of_content
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Name) and node.id in text_names)


def text_names(function: ast.AST) -> set[str]:
    """Names in a function that hold a str: parameters that say so, and what is assigned one."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.arg) and isinstance(node.annotation, ast.Name):
            found |= {node.arg} if node.annotation.id == "str" else set()
        elif isinstance(node, ast.Assign) and is_text(node.value, found):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def markup_risks(source: str) -> Iterator[str]:
    """Places where a text that is not a literal reaches Textual as markup."""
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    for function in functions:
        names = text_names(function)
        if function.name == "render" and getattr(function.returns, "id", "") == "str":
            yield f"{function.lineno}: render gives a str"
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                off = any(word.arg == "markup" for word in node.keywords)
                taken = node.args[:1] if called(node) in TAKES_MARKUP and not off else []
                taken += [word.value for word in node.keywords if word.arg in ATTRIBUTES]
                if called(node) == "from_markup":
                    taken = node.args[:1]
                if any(is_text(value, names) for value in taken):
                    yield f"{node.lineno}: {called(node)}"
                elif called(node) == "notify" and not off:
                    yield f"{node.lineno}: notify"
            elif isinstance(node, ast.Assign) and is_text(node.value, names):
                for target in node.targets:
                    if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES:
                        yield f"{node.lineno}: {target.attr}"


@pytest.mark.parametrize("path", SCREENS, ids=name)
def test_no_text_reaches_the_screen_as_markup(path: Path) -> None:
    assert list(markup_risks(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "self.notify('saved')",
        "self.app.notify(title, markup=True) or self.notify(title)",
        "Static(title)",
        "Static(_('Saved'))",
        "Static(f'{title}!')",
        "Label('for ' + title)",
        "box.update(_('for {x}').format(x=title))",
        "box.update(line)",
        "box.update('' if x else ', '.join(names))",
        "box.border_title = title",
        "Input(tooltip=title)",
        "Content.from_markup(title)",
    ],
)
def test_the_check_for_markup_sees_a_risk(line: str) -> None:
    source = f"def show(self, title: str) -> None:\n    line = str(title)\n    {line}\n"
    assert list(markup_risks(source))


@pytest.mark.parametrize(
    "line",
    [
        "self.notify(title, markup=False)",
        "Static('', id='text')",
        "Static(Content(title))",
        "Static(title, markup=False)",
        "box.update(Content('\\n').join(lines))",
        "box.update(Content(_('for {x}').format(x=title)))",
        "box.border_title = Content(title)",
        "self.query_one('#x', Static).update(content)",
    ],
)
def test_the_check_for_markup_lets_safe_ways_through(line: str) -> None:
    source = f"def show(self, title: str, content: Content) -> None:\n    {line}\n"
    assert list(markup_risks(source)) == []
