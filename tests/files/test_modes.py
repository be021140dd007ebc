"""Who can read what lies in a session folder: the modes say it, and the screen says the same."""

import stat
from pathlib import Path

from amu_tui.files.demo import copy_demo
from amu_tui.files.sessions import SessionFolder


def test_ballots_are_the_facilitators_alone_unless_the_folder_is_shared(tmp_path: Path) -> None:
    alone = copy_demo(tmp_path / "alone")
    assert stat.S_IMODE((alone / "local").stat().st_mode) == 0o700
    assert not SessionFolder(alone).group_sees_ballots()
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2775)
    together = copy_demo(shared / "session")
    assert stat.S_IMODE((together / "local").stat().st_mode) & 0o777 == 0o770
    assert SessionFolder(together).group_sees_ballots()
