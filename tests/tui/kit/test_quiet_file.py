"""A terminal that is gone never keeps the program waiting for it."""

import os
import threading
from pathlib import Path

import pytest
from textual.drivers._writer_thread import WriterThread

from amu_tui.tui.shell.app import AmuApp, Opening
from amu_tui.tui.terminal import QuietFile
from tests.waiting import PATIENCE


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no such terminals here")
def test_all_is_written_to_a_terminal_that_is_gone_and_the_thread_ends() -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal:
        os.close(ours)
        writer = WriterThread(QuietFile(terminal))  # type: ignore[arg-type]
        writer.start()

        def draw() -> None:
            for _number in range(500):
                writer.write("x" * 100)
            writer.stop()

        drawing = threading.Thread(target=draw, daemon=True)
        drawing.start()
        drawing.join(PATIENCE)
        assert not drawing.is_alive()
        assert not writer.is_alive()


def test_a_terminal_that_is_there_gets_everything(tmp_path: Path) -> None:
    with (tmp_path / "terminal").open("w") as file:
        quiet = QuietFile(file)
        assert quiet.write("abc") == 3
        quiet.flush()
        assert quiet.fileno() == file.fileno()
        assert (tmp_path / "terminal").read_text() == "abc"


async def test_the_program_writes_to_such_a_file(tmp_path: Path) -> None:
    app = AmuApp(Opening(sessions=tmp_path))
    driver = app.get_driver_class()(app)
    assert isinstance(getattr(driver, "_file", None), QuietFile)
