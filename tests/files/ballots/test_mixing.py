"""Nothing of the files tells in which order a keyboard was passed round."""

import os
import threading
from pathlib import Path

import msgspec

from amu_tui.files.ballots.mixing import MOST, mix
from amu_tui.files.session.folder import SessionFolder
from tests.files.changes import PASSED, outcome
from tests.promises import proves


@proves(
    "Those who share the session see who has voted and when, but not what: not by names, order, "
    "times, sizes or links of files, before or after the count, nor by git's history.",
)
def test_no_number_and_no_time_is_in_the_order_of_voting(folder: SessionFolder) -> None:
    """Of twelve ballots chance gives that order once in 479 million times."""
    cast = [folder.cast(PASSED) for _ in range(MOST)]
    files = {name: folder.path / f"local/ballots/themes/{name}.toml" for name in cast}
    for told in ("st_ino", "st_ctime_ns", "st_mtime_ns", "st_size"):
        order = sorted(cast, key=lambda name: getattr(files[name].stat(), told))
        assert told in ("st_mtime_ns", "st_size") or order != cast, told
    assert len({(file.stat().st_mtime_ns, file.stat().st_size) for file in files.values()}) == 1
    assert folder.turnout("themes") == MOST


def test_many_who_pass_keyboards_at_once_lose_nothing(folder: SessionFolder) -> None:
    def cast() -> None:
        for _ in range(5):
            SessionFolder(folder.path).cast(PASSED)

    keyboards = [threading.Thread(target=cast) for _ in range(4)]
    for keyboard in keyboards:
        keyboard.start()
    for keyboard in keyboards:
        keyboard.join()
    box = folder.path / "local/ballots/themes"
    assert len(list(box.iterdir())) == folder.turnout("themes") == 20


def test_what_was_counted_and_removed_meanwhile_does_not_come_back(folder: SessionFolder) -> None:
    first, latest = folder.cast(PASSED), folder.cast(PASSED)
    box = folder.path / "local/ballots/themes"
    counted = {name: (box / f"{name}.toml").read_bytes() for name in (first, latest)}
    folder.end_vote("themes")
    folder.close(outcome(folder))
    box.mkdir()
    for name, data in counted.items():  # as if both were read just before
        (box / f"{name}.toml").write_bytes(data)
    mix(box, f"{latest}.toml", folder.box("themes").closed)
    assert list(box.iterdir()) == []


def test_files_with_another_name_are_left_alone(folder: SessionFolder, tmp_path: Path) -> None:
    first = folder.path / f"local/ballots/themes/{folder.cast(PASSED)}.toml"
    os.link(first, tmp_path / "x")
    before = first.stat().st_ino
    for _ in range(3):
        folder.cast(msgspec.structs.replace(PASSED, choice=PASSED.choice))
    assert first.stat().st_ino == before
