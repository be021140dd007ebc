"""`amu close`: end the vote on a round, settle its ties, and write down what was chosen.

Whatever is said of the count, a tie too, is said of a vote that is ended, and nothing is written
while a tie is open.
"""

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import argument, put, put_json, say
from amu_tui.cli.kit.sessions import check_named, choice, need_themes, opened
from amu_tui.cli.meeting import recounting
from amu_tui.cli.meeting.ties import hands_of, settling
from amu_tui.errors import AlreadyThere, AmuError, NotCounted, UsageError
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Aim
from amu_tui.model.voting.ballot import ROUNDS, Choice, Hands, RoundName
from amu_tui.model.voting.closing import OpenTies, Settled, close, counted, left_out, settle
from amu_tui.model.voting.few_ballots import told_to_leaders
from amu_tui.model.voting.tally import Round, Tally, Tie
from amu_tui.words import _, ngettext, spoken

if TYPE_CHECKING:
    from amu_tui.files.session.folder import SessionFolder


def command() -> click.Command:
    """The command, in the language spoken."""
    aim_ids = _("AIM:T=N,T=N")
    return options.command(
        "close",
        run,
        about=_("Count and close a round: `themes` or `actions`."),
        takes=[
            options.session(),
            click.Argument(["round_name"], type=click.Choice(ROUNDS), metavar=_("ROUND")),
            options.text(
                "--preserve",
                shown=_("T,T"),
                many=True,
                about=_("What the room chose, where it is not left to the count."),
            ),
            options.text("--improve", shown=_("T,T"), many=True, about=_("The same, to improve.")),
            options.text(
                "--reason",
                shown=_("TEXT"),
                about=_("Why the choice is other than the count; it is written down."),
            ),
            options.text(
                "--seed",
                shown=_("TEXT"),
                about=_("Settle ties by a lot drawn from what the room says."),
            ),
            options.text(
                "--tie",
                shown=_("AIM=T,T"),
                many=True,
                about=_("A tie that the room settles; AIM is preserve or improve."),
            ),
            options.text(
                "--run-off", shown=aim_ids, many=True, about=_("Hands raised for those tied.")
            ),
            options.text(
                "--hands", shown=aim_ids, many=True, about=_("Raised hands, added to the ballots.")
            ),
            options.number("--people", about=_("How many people raised their hands.")),
            options.flag(
                "--leave-out",
                about=_("Count without the ballots and actions that cannot be counted."),
            ),
            options.flag(
                "--verify",
                about=_("Count a closed round again, and draw its lots again: anybody can."),
            ),
            options.json(),
        ],
    )


def run(
    path: Path,
    round_name: RoundName,
    preserve: Sequence[str],
    improve: Sequence[str],
    reason: str | None,
    seed: str | None,
    tie: Sequence[str],
    run_off: Sequence[str],
    hands: Sequence[str],
    people: int | None,
    leave_out: bool,
    verify: bool,
    as_json: bool,
) -> int | None:
    """Close a round, or count a closed one again; returns the exit code of that."""
    if verify:
        given = (preserve, improve, reason, seed, tie, run_off, hands, people, leave_out)
        if any(option not in (None, (), False) for option in given):
            raise UsageError(_("--verify goes with --json only: it changes nothing"))
        return recounting.verify(path, round_name, as_json=as_json)
    if reason and not (preserve or improve):
        raise UsageError(_("a reason goes with a choice: --preserve, --improve"))
    folder, session = opened(path)
    _refuse_unready(session, round_name)
    settler_of = settling(session, round_name, seed=seed, room=tie, run_off=run_off)
    keyed = hands_of(session, round_name, hands, people)
    chosen = choice(session, round_name, preserve, improve)
    check_named(session, round_name, chosen)
    tally = _ended(folder, round_name, keyed, leave_out=leave_out)
    votes = counted(tally, session.budget(round_name), session.candidates(round_name))
    try:
        settled = settle(votes, settler_of(votes))
        closed = close(
            round_name,
            tally,
            budget=session.budget(round_name),
            candidates=session.candidates(round_name),
            today=datetime.date.today(),
            settled=settled.ties,
            choice=_whole(chosen, settled, bool(preserve), bool(improve)),
            reason=reason or "",
        )
    except AmuError as error:
        _warn(folder, tally, round_name)
        if isinstance(error, OpenTies):
            raise _explained(error.ties, session) from None
        if tally.turnout:
            say(_("The vote is ended, and nothing is written."))
        raise
    _tell(folder, folder.close(closed, keyed), as_json)
    return None


def _tell(folder: "SessionFolder", closed: Round, as_json: bool) -> None:
    """Say what is written down, and which actions are not what was voted on."""
    from amu_tui.model.meeting.wording import since_prioritised
    from amu_tui.render.decisions.changes import change_lines
    from amu_tui.render.decisions.rounds import round_json, round_lines

    if as_json:
        put_json(round_json(closed), saved=True)
    else:
        put("\n".join(round_lines(folder.session, closed)), saved=True)
        path = folder.path / "rounds" / f"{closed.round}.toml"
        say(_("written down: {path}").format(path=path))
    for line in change_lines(since_prioritised(folder.session)):
        say(line)


def _warn(folder: "SessionFolder", tally: Tally, name: RoundName) -> None:
    """Say what got votes but has no place, and what is not what people voted on."""
    from amu_tui.model.meeting.wording import since_ended
    from amu_tui.render.decisions.changes import change_lines
    from amu_tui.render.decisions.left_out import left_out_lines

    session = folder.session
    out = left_out(tally.counts, session.candidates(name))
    changes = since_ended(session, folder.wordings(name))
    for line in (*left_out_lines(session, tally.counts, out), *change_lines(changes)):
        say(line)


def _ended(
    folder: "SessionFolder", name: RoundName, hands: Hands | None, *, leave_out: bool
) -> Tally:
    """End the vote and count; says which files are not counted, and what came after the end."""
    before = folder.ballots(name)[1]
    tell = _tell_sums if folder.session.info.ballots == "confidential" else lambda _tally: None
    try:
        tally = folder.end_vote(name, hands, empty=False, leave_out=leave_out, before=tell)
    except NotCounted as error:
        if error.files:
            error.raw_hint = _(
                "Ask the owners of the files to mend them or vote again, or count without them: "
                "`amu close {session} {round} --leave-out`."
            ).format(session=argument(folder.path), round=name)
        n = len(error.problems)
        if n == 1:
            raise
        many = ngettext(
            "{n} file cannot be counted",
            "{n} files cannot be counted",
            n,
        )
        say(_("the vote cannot be closed: {reason}").format(reason=many.format(n=n)) + ":")
        for problem in error.problems:
            say(str(problem.error(folder.path)))
        raise AmuError(error.hint) from error
    told = [*before, *folder.ballots(name)[1]]
    for line in dict.fromkeys(str(problem.error(folder.path)) for problem in told):
        say(line)
    return tally


def _tell_sums(tally: Tally) -> None:
    """Say what the sums will tell; where that is much, ask whoever sits there."""
    hands = tally.ways.get("hands", 0)
    told = told_to_leaders(tally.turnout - hands, hands)
    if told.sentences:
        say(" ".join(map(spoken, told.sentences)))
    if told.few and sys.stdin.isatty() and sys.stderr.isatty():
        say(_("End the vote and count? Write “yes” if so:"))
        answer = sys.stdin.buffer.readline(80).decode(errors="replace").strip()
        if answer.casefold() not in ("yes", _("yes")):
            raise AmuError(_("the vote is not ended"))


def _refuse_unready(session: Session, name: RoundName) -> None:
    if session.round(name) is not None:
        raise AlreadyThere(_("this vote has been closed already"), path=session.folder)
    if name == "actions":
        need_themes(session)
        if not any(session.candidates("actions").values()):
            raise AmuError(
                _("there are no actions to put in order"),
                hint=_("Write them first: `amu action add {session}`.").format(
                    session=argument(session.folder)
                ),
            )


def _whole(chosen: Choice, settled: Settled, preserve: bool, improve: bool) -> Choice | None:
    """The choice that was given; an aim for which none was given is left to the count."""
    if not preserve and not improve:
        return None
    given: dict[Aim, bool] = {"preserve": preserve, "improve": improve}
    for aim in (aim for aim, given_for in given.items() if not given_for):
        left = tuple(tie for tie in settled.open if tie.aim == aim)
        if left:
            raise OpenTies(left)
        chosen = chosen.with_value(aim, settled.choice.of(aim))
    return chosen


def _explained(ties: Sequence[Tie], session: Session) -> AmuError:
    """Who is tied for which place, and the ways to settle it."""
    from amu_tui.render.decisions.rounds import tie_sentence

    sentences = " ".join(tie_sentence(tie, session) for tie in ties)
    first = ties[0]
    ids = ",".join(first.tied[: first.places])
    hands = ",".join(f"{item}=N" for item in first.tied)
    return AmuError(
        sentences.rstrip("."),
        hint=_(
            "The vote is ended, and nothing is written. Settle it by a run-off "
            "(--run-off {aim}:{hands}), by a lot (--seed TEXT), or in the room (--tie {aim}={ids})."
        ).format(aim=first.aim, hands=hands, ids=ids),
    )
