"""Every sentence on secrecy and permission has a test that proves it, and no test another."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HELP = ROOT / "amu_tui/help/en"

SECTIONS = {
    ROOT / "README.md": ("What is protected, and against whom", "Sharing a session on a server"),
    HELP / "hidden.md": ("What is kept, and what is hidden", "For the public", "Ballots"),
    HELP / "sharing.md": ("Sharing a session on a server",),
    HELP / "voting.md": ("What is not counted",),
}

SINGLE = {
    HELP / "voting.md": ("Nobody sees a running count; everybody sees how many have voted.",),
}
"""Sentences that promise something where the rest of the page does not."""

SPOKEN = {
    ROOT / "amu_tui/tui/voting/ballot.py": ("confidentiality", "_who_can_see"),
    ROOT / "amu_tui/tui/results/results.py": ("action_note",),
    ROOT / "amu_tui/model/voting/few_ballots.py": ("told_to_voters", "told_to_leaders", "_few"),
}
"""Functions whose texts screen and commands say of the secrecy of ballots and notes."""

PROVES_NOTHING = (
    "Against everybody who reads",
    "Against whom:",
    "(Who sees all else can sometimes guess it:",
    "That is *confidential*, not anonymous:",
    "Not against those who have the raw answers",
    "A mean near the end of the scale",
    "What is written into actions",
    "What it does not protect against:",
    "`amu help hidden`",
    "There is no server process",
)
"""How sentences begin that say whom it is about, what is not promised, or where to read on."""


def _texts(path: Path, *titles: str) -> list[str]:
    """The paragraphs and list items of sections of a page, each on one line."""
    sections = re.split(r"^#+ (.+)\n", path.read_text(encoding="utf-8"), flags=re.M)
    bodies = dict(zip(sections[1::2], sections[2::2], strict=True))
    texts = []
    for title in titles:
        prose = re.sub(r"^```.*?^```$|^\|.*$", "", bodies[title], flags=re.M | re.S)
        texts += re.split(r"\n\s*\n|^- ", prose, flags=re.M)
    return [" ".join(text.split()) for text in texts if text.strip()]


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.:])\)? (?=[A-Z`(])", text)


def _spoken(path: Path, functions: tuple[str, ...]) -> list[str]:
    """The texts that functions of a module give to the catalogues."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        str(ast.literal_eval(call.args[0]))
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name in functions
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in ("_", "Message") and "." in ast.unparse(call.args[0])
    ]


def _promises() -> dict[str, str]:
    """Where each sentence that promises something stands."""
    texts = {path: _texts(path, *titles) for path, titles in SECTIONS.items()}
    texts |= {path: _spoken(path, functions) for path, functions in SPOKEN.items()}
    for path, single in SINGLE.items():
        page = " ".join(path.read_text(encoding="utf-8").split())
        said = [sentence for sentence in single if sentence in page]
        texts[path] = [*texts.get(path, []), *said]
    return {
        sentence: path.name
        for path, said in texts.items()
        for text in said
        for sentence in _sentences(text)
        if not sentence.startswith(PROVES_NOTHING)
    }


def _proved() -> dict[str, list[str]]:
    """The sentences that tests say they prove, each with the tests."""
    proved: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "promises import proves" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for sentence in _of_decorators(node):
                    proved.setdefault(sentence, []).append(f"{path.name}::{node.name}")
    return proved


def _of_decorators(test: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    return [
        str(ast.literal_eval(sentence))
        for mark in test.decorator_list
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name)
        if mark.func.id == "proves"
        for sentence in mark.args
    ]


def test_every_promise_has_a_test_that_proves_it() -> None:
    proved = _proved()
    bare = [f"{where}: {text}" for text, where in _promises().items() if text not in proved]
    assert not bare, "no test says that it @proves these:\n" + "\n".join(bare)


def test_no_test_proves_what_is_not_promised() -> None:
    promised = _promises()
    stale = [f"{tests[0]}: {text}" for text, tests in _proved().items() if text not in promised]
    assert not stale, "these are said nowhere any more:\n" + "\n".join(stale)


@pytest.mark.parametrize("sentence", ["It does. And more.", "It does. (It may not.)"])
def test_a_text_is_read_sentence_by_sentence(sentence: str) -> None:
    assert len(_sentences(sentence)) == 2
