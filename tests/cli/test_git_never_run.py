"""Nothing of a repository is ever run: neither git, nor anything that it would run here."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amu_tui.cli.commands import COMMANDS
from tests.cli.conftest import UNIT, Amu
from tests.files.git.run import git
from tests.promises import proves
from tests.terminal.drive import Terminal

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

PROGRAMS = ("git", "ssh", "sh", "less", "vi", "xdg-open", "git-lfs", "git-annex")
"""What could be found on the PATH, each in the place of a real one that is never needed."""

# All in one process, which tells of every program that it starts or becomes.
RUN_ALL = """
import json, sys
told = []
STARTS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork")
sys.addaudithook(lambda event, args: event in STARTS and told.append([event, repr(args)]))
from amu_tui.cli.program import run
codes = [run(words) for words in json.loads(sys.argv[1])]
sys.stderr.write("\\n" + json.dumps([codes, told]))
"""


def planted(around: Path, canary: Path) -> dict[str, str]:
    """A repository that runs `canary` at every turn; the environment that would do so, too."""
    run = f"touch {canary}; false"
    settings = {
        "core.fsmonitor": run,
        "core.hooksPath": str(around / "hooks"),
        "core.sshCommand": run,
        "core.pager": run,
        "core.editor": run,
        "core.askPass": run,
        "credential.helper": f"!{run}",
        "diff.x.textconv": run,
        "diff.external": run,
        "merge.x.driver": run,
        "filter.x.clean": run,
        "filter.x.smudge": run,
        "filter.x.process": run,
        "alias.status": f"!{run}",
        "remote.origin.uploadpack": run,
        "gpg.program": run,
        "user.name": "Eve\x1b]0;x\x07",
    }
    git(around, "init", "-q", "-b", "main")
    git(around, "add", ".")
    git(around, "commit", "-q", "-m", "x")
    for key, value in settings.items():
        git(around, "config", key, value)
    (around / ".gitattributes").write_text("* diff=x merge=x filter=x\n")
    for folder in (around / "hooks", around / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for name in ("pre-commit", "post-checkout", "post-index-change", "fsmonitor-watchman"):
            (folder / name).write_text(f"#!/bin/sh\ntouch {canary}\n")
            (folder / name).chmod(0o755)
    (around / ".git" / "index.lock").touch()
    return {
        "GIT_DIR": str(around / ".git"),
        "GIT_WORK_TREE": "/",
        "GIT_EXTERNAL_DIFF": run,
        "GIT_SSH_COMMAND": run,
        "GIT_PAGER": run,
        "GIT_EDITOR": run,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": run,
    }


@pytest.fixture
def hostile(chosen: Path, tmp_path: Path) -> tuple[Path, dict[str, str], Path]:
    """A session in such a repository, an environment with decoys for programs, and the canary."""
    canary, decoys = tmp_path / "canary", tmp_path / "decoys"
    chosen = chosen.resolve()
    around = chosen.parent
    bare = chosen / "actions" / "bare"
    shutil.copy("results.csv", around / "table.csv")
    environ = planted(around, canary)
    git(tmp_path, "clone", "-q", "--bare", str(around), str(bare))
    git(bare, "config", "core.fsmonitor", f"touch {canary}; false")
    decoys.mkdir()
    for name in PROGRAMS:
        (decoys / name).write_text(f"#!/bin/bash\ntouch {canary}\n")
        (decoys / name).chmod(0o755)
    environ |= {"PATH": f"{decoys}:{os.environ['PATH']}", "EDITOR": "vi", "PAGER": "less"}
    return chosen, {**os.environ, **environ}, canary


@proves(
    "What somebody has typed, named or put into a file is shown and never obeyed: by no "
    "terminal, no spreadsheet and no git.",
)
def test_no_command_runs_git_or_what_a_repository_names(
    amu: Amu, hostile: tuple[Path, dict[str, str], Path]
) -> None:
    session, environ, canary = hostile
    folder, s = str(session.parent), str(session)
    lines = [
        ["open", s],
        ["demo", f"{folder}/demo"],
        ["results", f"{folder}/table.csv"],
        ["score", f"{folder}/none.csv"],
        ["new", f"{folder}/next", "--results", f"{folder}/table.csv", "--unit", UNIT],
        ["show", s],
        ["show", s, "--chart"],
        ["note", s, "1", "x"],
        ["vote", s, "--round", "actions", "--abstain"],
        ["action", "add", s, "--theme", "1", "--title", "Walks", "--owner", "Kim"],
        ["action", "list", s],
        ["close", s, "themes", "--verify"],
        ["sign", s, "--leader", "Kim"],
        ["report", s, "-o", f"{folder}/report.html"],
        ["report", s, "-o", f"{folder}/report.docx"],
        ["compare", s, f"{folder}/demo"],
        ["fill", s, "--case", "2027/1"],
        ["checklist", s],
        ["log", s],
        ["did", s],
        ["status", s],
        ["due", s],
        ["next", s],
        ["did-it-help", s],
        ["reopen", s, "themes", "--why", "mistyped"],
        ["check", folder],
        ["doctor", folder],
        ["schema", "--into", folder],
        ["settings"],
        ["help", "files"],
        ["--sessions", folder],
    ]
    assert {words[0] for words in lines} >= set(COMMANDS)
    done = subprocess.run(
        [sys.executable, "-c", RUN_ALL, json.dumps(lines)],
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    codes, told = json.loads(done.stderr.splitlines()[-1])
    assert told == []
    refused = {words[0] for words, code in zip(lines, codes, strict=True) if code}
    answered = {"open", "score", "compare", "check", "doctor", "--sessions"}
    assert refused <= answered | {"did-it-help", "reopen"}, done.stderr
    assert not canary.exists()
    assert "\x1b" not in done.stdout + done.stderr
    assert (session.parent / ".git" / "index.lock").exists()


def test_the_screen_runs_nothing_either(hostile: tuple[Path, dict[str, str], Path]) -> None:
    session, environ, canary = hostile
    with Terminal(["open", str(session), "--lang", "en"], env=environ, cwd=Path.cwd()) as terminal:
        terminal.wait("Agenda")
        for key in ("l", "l", "?", "escape", "q"):
            terminal.press(key)
        terminal.wait_end()
    assert not canary.exists()


def test_the_canary_would_have_sung(hostile: tuple[Path, dict[str, str], Path]) -> None:
    session, _environ, canary = hostile
    (session.parent / ".git" / "index.lock").unlink()
    subprocess.run(["git", "-C", session, "status"], capture_output=True, check=False)
    assert canary.exists()
