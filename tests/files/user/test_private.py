"""What one user keeps for himself: readable by nobody else, and never lost to a damaged file."""

from pathlib import Path

import pytest

from amu_tui.errors import AmuError, ReadOnly
from amu_tui.files.user.notes import PrivateNote, load_notes, save_note
from amu_tui.files.user.settings import Settings, load_settings, save_settings
from amu_tui.files.user.state import private_folder
from tests.promises import proves

NOTE = PrivateNote(text="Say this first", mark="improve")


@proves(
    "Private notes are in the reader's own state folder and never in the session.",
    "Kept in your own folder, not in the session: only you and whoever runs the machine "
    "can read it.",
)
def test_notes_are_kept_for_the_reader_alone() -> None:
    assert load_notes("key1") == {}
    assert save_note("key1", "autonomy", NOTE) == {"autonomy": NOTE}
    assert load_notes("key1") == {"autonomy": NOTE}
    assert load_notes("key2") == {}
    folder = private_folder("key1")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "notes.toml").stat().st_mode & 0o777 == 0o600
    save_note("key1", "autonomy", PrivateNote())
    assert load_notes("key1") == {}


def test_a_note_leaves_those_on_other_themes() -> None:
    save_note("key1", "autonomy", NOTE)
    other = PrivateNote(text="And this")
    assert save_note("key1", "support", other) == {"autonomy": NOTE, "support": other}
    save_note("key1", "autonomy", PrivateNote())
    assert load_notes("key1") == {"support": other}


@pytest.mark.parametrize(
    "content", [b"", b"schema = 1\n[themes.a]\nmark = 3\n", b"schema = 9\n", b"\xff"]
)
def test_notes_that_cannot_be_read_are_never_written_over(content: bytes) -> None:
    save_note("key1", "autonomy", NOTE)
    path = private_folder("key1") / "notes.toml"
    path.write_bytes(content)
    with pytest.raises(AmuError):
        load_notes("key1")
    with pytest.raises(AmuError):
        save_note("key1", "support", NOTE)
    assert path.read_bytes() == content


@pytest.mark.parametrize("key", ["../../../evil", "/etc", "", ".", "a/b", "a\0b", "\ud800", "K"])
def test_a_key_leads_nowhere_else(key: str) -> None:
    folder = private_folder(key)
    assert folder.parent == private_folder("key1").parent
    save_note(key, "autonomy", NOTE)
    assert load_notes(key) == {"autonomy": NOTE}
    assert private_folder(key + "x") != folder


def settings_file() -> Path:
    (path,) = Path.home().rglob("settings.toml")
    return path


def test_settings_are_kept() -> None:
    assert load_settings() == (Settings(), "")
    save_settings(Settings(language="nn", theme="high-contrast"))
    assert load_settings() == (Settings(language="nn", theme="high-contrast"), "")
    assert settings_file().stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b'schema = 1\nlanguage = "sv"\n', b"\xff", b"a = [["])
def test_damaged_settings_are_said_and_soon_made_again(content: bytes) -> None:
    save_settings(Settings(language="nn"))
    settings_file().write_bytes(content)
    settings, message = load_settings()
    assert settings == Settings()
    assert str(settings_file()) in message
    save_settings(Settings(language="en"))
    assert load_settings() == (Settings(language="en"), "")


def test_settings_of_a_newer_version_are_read_and_left() -> None:
    save_settings(Settings(language="nn"))
    newer = b'schema = 2\nlanguage = "en"\nsparkle = true\n'
    settings_file().write_bytes(newer)
    assert load_settings()[0].language == "en"
    with pytest.raises(ReadOnly):
        save_settings(Settings())
    assert settings_file().read_bytes() == newer


def test_settings_may_be_a_link_and_may_hold_more(tmp_path: Path) -> None:
    save_settings(Settings(language="nn"))
    path = settings_file()
    kept = tmp_path / "dotfiles"
    kept.write_bytes(b'schema = 1\nx_mine = 1\nlanguage = "nb"\n')
    path.unlink()
    path.symlink_to(kept)
    save_settings(Settings(language="en"))
    assert path.is_symlink()
    assert b"x_mine = 1" in kept.read_bytes()
    assert load_settings()[0].language == "en"
