"""Commands to be pasted: a real shell does them to the one file that was meant, and no other."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amu_tui.files.disk import shell as shell_words
from amu_tui.files.doctor import commands
from tests.files.sharing.accounts import POSSIBLE, WHY_NOT
from tests.files.sharing.ward import HOSTILE
from tests.promises import proves

STRANGER = 54_000
NAMES = (
    *HOSTILE,
    *(" ", "~x", "a\\..\\b", "C:x", "file:", "a\nb", "a\rb", "a\x1b]0;x\x07b", "--help", "a\n"),
    *("-o ProxyCommand=x", "`touch pwned`", "; touch pwned", "| touch pwned", "%s%n", "${HOME}"),
    *("*", "?", "[a-z]", "{a,b}", "CON", "a.", "a ", " a", 'a<b>c"d|e', ".git\u200c", "x" * 255),
    *("å" * 127, "\U0001f600" * 63, "\u202etxt", "\ufeffa", "café", "cafe\u0301", "a=b", "=ls"),
    *("!!", "x & touch pwned &", "x' y", "\udcff\x1b[31m", "\\", "a\\", "$'x'", "x\u00a0y", "x#y"),
    "#",
    "y" * 60 + "    chown -R root ~ ",
)


def shell(command: str, program: str = "sh") -> int:
    return subprocess.run([program, "-c", command], check=False, capture_output=True).returncode


@pytest.mark.parametrize("program", ["sh", "bash", "zsh"])
@pytest.mark.parametrize("owner", ["own", "stranger"])
def test_whatever_a_name_is_it_means_that_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: str, program: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in it"
    folder.mkdir()
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    if owner == "stranger":
        if not POSSIBLE:
            pytest.skip(WHY_NOT)
        os.chown(folder, STRANGER, -1)
    by = os.geteuid()
    files = [folder / name for name in NAMES]
    for path in (folder / "kept", *files):
        path.touch()
        path.chmod(0o600)
    looks: dict[Callable[[Path], str], Callable[[Path], bool]] = {
        lambda path: commands.on(path, path.lstat(), by, "chmod", "640"): lambda path: (
            stat.S_IMODE(path.lstat().st_mode) == 0o640
        ),
        lambda path: commands.append(path, path.lstat(), by, "x"): lambda path: (
            path.read_text() == "x"
        ),
        lambda path: commands.inside(path, by, "rm", "-f"): lambda path: not path.exists(),
    }
    for told, done in looks.items():
        script = [told(path) for path in files]
        assert not [text for text in script if " =ls" in text]  # zsh would make it /bin/ls
        assert not set("".join(script)) & set("\x1b\x07\n\r\u202e")
        assert shell("set -e\n" + "\n".join(script), program) == 0
        assert all(done(path) for path in files)
    (kept,) = folder.iterdir()
    assert (stat.S_IMODE(kept.stat().st_mode), kept.read_text()) == (0o600, "")
    assert {path.name for path in tmp_path.iterdir()} == {"in it", "home"}


def test_a_name_of_blanks_is_one_word_wherever_a_screen_breaks_it() -> None:
    word = shell_words.word("/s/" + "x" * 40 + "    chown -R root /etc")
    for at in range(len(word)):
        assert not word[at:].startswith("chown -R")


class Swapped:
    """A folder of somebody else, in which something is put in the place of what was looked at."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.precious = tmp_path / "folder", tmp_path / "precious"
        for path in (self.folder, self.precious):
            path.mkdir()
            (path / "file").touch()
            (path / "file").chmod(0o600)
            path.chmod(0o700)
        os.chown(self.folder, STRANGER, -1)
        os.chown(tmp_path, STRANGER, -1)
        self.file = self.folder / "file"
        self.before = self.seen()

    def seen(self) -> object:
        def told(path: Path) -> object:
            status = path.lstat()
            return str(path), status.st_mode, status.st_uid, status.st_gid, status.st_size

        return [told(self.precious), *sorted(map(told, self.precious.iterdir()), key=str)]

    def file_for_a_link(self) -> None:
        self.file.unlink()
        self.file.symlink_to(self.precious / "file")

    def folder_for_a_link(self) -> None:
        self.folder.rename(self.folder.with_name("gone"))
        self.folder.symlink_to(self.precious)

    def file_for_a_hard_link(self) -> None:
        self.file.unlink()
        os.link(self.precious / "file", self.file)


def file_mode(it: Swapped) -> str:
    return commands.on(it.file, it.file.lstat(), 0, "chmod", "666")


def file_owner(it: Swapped) -> str:
    return commands.on(it.file, it.file.lstat(), 0, "chown", str(STRANGER))


def file_group(it: Swapped) -> str:
    return commands.on(it.file, it.file.lstat(), 0, "chgrp", str(STRANGER))


def file_added_to(it: Swapped) -> str:
    return commands.append(it.file, it.file.lstat(), 0, "x")


def folder_mode(it: Swapped) -> str:
    return commands.on(it.folder, it.folder.lstat(), 0, "chmod", "777")


def folder_owner(it: Swapped) -> str:
    return commands.on(it.folder, it.folder.lstat(), 0, "chown", str(STRANGER))


def removed(it: Swapped) -> str:
    return commands.inside(it.file, 0, "rm", "-rf")


def made(it: Swapped) -> str:
    return commands.new_folder(it.folder / "new", 0, 0o777, f"{STRANGER}:{STRANGER}")


def written(it: Swapped) -> str:
    return commands.held(it.folder, 0, "set -C && printf x > new")


FILE = (file_mode, file_owner, file_group, file_added_to)
ANY = (*FILE, folder_mode, folder_owner, removed, made, written)


@proves(
    "Its commands can be pasted whatever a file is called, and do nothing to what somebody has "
    "put in its place meanwhile."
)
@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
@pytest.mark.parametrize(
    ("told", "swap"),
    [
        *((told, Swapped.folder_for_a_link) for told in ANY),
        *((told, Swapped.file_for_a_link) for told in (*FILE, removed)),
        *((told, Swapped.file_for_a_hard_link) for told in FILE),
    ],
)
def test_what_is_put_in_its_place_meanwhile_stays_as_it_was(
    tmp_path: Path, told: Callable[[Swapped], str], swap: Callable[[Swapped], None]
) -> None:
    it = Swapped(tmp_path)
    command = told(it)
    assert command
    swap(it)
    before = it.seen()
    shell(command)
    assert it.seen() == before


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
@pytest.mark.parametrize("told", ANY)
def test_they_do_their_work_where_nothing_was_swapped(
    tmp_path: Path, told: Callable[[Swapped], str]
) -> None:
    it = Swapped(tmp_path)
    assert shell(told(it)) == 0
    file, new = it.file, it.folder / "new"
    done: dict[Callable[[Swapped], str], Callable[[], bool]] = {
        file_mode: lambda: stat.S_IMODE(file.stat().st_mode) == 0o666,
        file_owner: lambda: file.stat().st_uid == STRANGER,
        file_group: lambda: file.stat().st_gid == STRANGER,
        file_added_to: lambda: file.read_text() == "x",
        folder_mode: lambda: stat.S_IMODE(it.folder.stat().st_mode) == 0o777,
        folder_owner: lambda: it.folder.stat().st_uid == STRANGER,
        removed: lambda: not file.exists(),
        made: lambda: (new.stat().st_uid, stat.S_IMODE(new.stat().st_mode)) == (STRANGER, 0o777),
        written: lambda: new.read_text() == "x",
    }
    assert done[told]()


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_a_link_that_leads_there_already_gives_no_command(tmp_path: Path) -> None:
    it = Swapped(tmp_path)
    it.folder_for_a_link()
    assert commands.inside(it.file, 0, "rm", "-f") == ""


@pytest.mark.skipif(not POSSIBLE, reason=WHY_NOT)
def test_a_name_with_a_line_end_does_not_undo_the_look_before(tmp_path: Path) -> None:
    it = Swapped(tmp_path)
    for folder in (it.folder, it.precious):
        (folder / "x\n").touch()
    command = commands.inside(it.folder / "x\n", 0, "rm", "-f")
    it.folder_for_a_link()
    assert shell(command) != 0
    assert (it.precious / "x\n").exists()
