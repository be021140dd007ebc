"""Which damaged files keep a vote from being closed."""

import datetime

import msgspec
import pytest

from amu_tui.errors import AmuError, NotCounted
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.action import Action
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Round
from tests.files.ballots.test_ballots import ballot


@pytest.mark.parametrize("name", ["rounds/actions.toml", "rounds/themes.toml"])
def test_a_damaged_file_that_matters_bars_the_closing(folder: SessionFolder, name: str) -> None:
    (folder.path / name).write_bytes(b"schema = 1\nround = \n")
    with pytest.raises(AmuError):
        folder.close(Round(round="themes", closed=datetime.date(2027, 1, 5)))
    assert (folder.path / name).read_bytes() == b"schema = 1\nround = \n"


@pytest.mark.parametrize("damaged", ["a.toml", "a.toml~HEAD", "a_BASE_7.toml"])
def test_an_action_bars_the_closing_where_a_ballot_names_it(
    folder: SessionFolder, damaged: str
) -> None:
    action = Action(id="a", theme="autonomy", aim="preserve", title="Rota")
    for item in ("a", "a1"):
        folder.save_action(msgspec.structs.replace(action, id=item), None)
    folder.cast(ballot(Choice(preserve=("a1",)), name="actions"))
    path = folder.path / "actions" / damaged
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(b"schema = 1\nround = \n")
    assert folder.tally("actions").turnout == 1
    if before is not None:
        path.write_bytes(before)
    folder.cast(ballot(Choice(preserve=("a",)), name="actions"))
    path.write_bytes(b"schema = 1\nround = \n")
    with pytest.raises(NotCounted) as raised:
        folder.tally("actions")
    assert (raised.value.files, raised.value.path) == (True, path)
    folder.end_vote("actions", leave_out=True)
    assert path.exists()
