"""The screen says what the sums of few ballots tell: to who votes, and to who ends the vote."""

from pathlib import Path

from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.voting.ballot import Hands
from tests.promises import proves
from tests.tui.opening import demo, meeting
from tests.tui.rounds import cast
from tests.tui.seeing import see, see_no


def flat(screen: str) -> str:
    """The words of a screen, whatever lines they were broken into."""
    return " ".join(screen.replace("│", " ").split())


@proves(
    "The sums of few tell, which is said before a ballot is cast and before the vote is ended.",
    "The screen, `amu vote` and `amu close` say so before a ballot is cast and the vote ended.",
)
async def test_a_voter_reads_it_before_the_ballot_is_cast(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    async with meeting(folder, "vote") as pilot:
        few = "with one, the sums are the ballot; with two, each voter can work out the other’s"
        await see(pilot, "Nobody has voted yet.")
        await pilot.press("b", "enter")
        assert few in flat(await see(pilot, "Cast this ballot?"))
        await pilot.press("escape", "a")
        assert few in flat(await see(pilot, "Abstain?"))
        await pilot.press("escape")
        for _ in range(4):
            cast(folder, ("autonomy",))
        await see(pilot, "4 have voted.")
        await pilot.press("enter")
        screen = flat(await see(pilot, "Cast this ballot?"))
        assert "Where all vote alike, the sums say so." in screen
        assert few not in screen


@proves("The screen, `amu vote` and `amu close` say so before a ballot is cast and the vote ended.")
async def test_a_leader_reads_it_before_the_vote_is_ended(tmp_path: Path) -> None:
    folder = demo(tmp_path)
    cast(folder, ("autonomy",))
    async with meeting(folder, "vote") as pilot:
        await see(pilot, "1 has voted.")
        await pilot.press("c")
        await see(pilot, "There is one ballot: the sums are what it says.")
        await pilot.press("escape")
        await see_no(pilot, "There is one ballot")
        store = SessionFolder(folder)
        hands = Hands(session="", round="themes", people=3, preserve={"autonomy": 3})
        store.save_hands(hands)
        cast(folder, ("recognition",))
        await see(pilot, "5 have voted.")
        await pilot.press("c")
        screen = flat(await see(pilot, "There are two ballots"))
        assert "each of the two voters sees from the sums what the other chose" in screen
        assert "Hands that were raised hide nothing: everybody in the room saw them." in screen
        assert not store.box("themes").ended()
