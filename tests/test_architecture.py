"""The house rules that a program can check: layers, lightness, small rooms."""

import ast
import graphlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

import amu_tui

ROOT = Path(__file__).parent.parent
PACKAGE = Path(amu_tui.__file__).parent
MODULES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
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
