"""`amu vote`: one person's ballot, from an own login or at a keyboard that is passed round."""

from collections.abc import Sequence
from pathlib import Path

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import argument, say
from amu_tui.cli.kit.sessions import check_named, choice, need_themes, opened
from amu_tui.cli.kit.typed import warn_openly
from amu_tui.errors import UsageError
from amu_tui.model.voting.ballot import ROUNDS, Ballot, RoundName
from amu_tui.words import _, spoken


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "vote",
        run,
        about=_(
            "Cast a ballot: what to preserve and what to improve. Write “-” for either to be "
            "asked for it: others can read the command line."
        ),
        takes=[
            options.session(),
            options.text(
                "--preserve",
                shown=_("T,T"),
                many=True,
                about=_("Themes by number or id, actions by id, with commas between."),
            ),
            options.text("--improve", shown=_("T,T"), many=True, about=_("The same, to improve.")),
            options.one_of(
                "--round",
                "round_name",
                choices=ROUNDS,
                default="themes",
                about=_("What is voted on; themes by default."),
            ),
            options.flag("--abstain", about=_("A blank ballot, which counts as turnout.")),
            options.flag(
                "--passed",
                about=_("One keyboard is passed round: this ballot replaces no earlier one."),
            ),
        ],
    )


def run(
    path: Path,
    preserve: Sequence[str],
    improve: Sequence[str],
    round_name: RoundName,
    abstain: bool,
    passed: bool,
) -> None:
    """Cast a ballot."""
    from amu_tui.files.sharing.access import vouches

    folder, session = opened(path)
    if round_name == "actions":
        need_themes(session)
    picked = choice(session, round_name, preserve, improve)
    if abstain and picked:
        raise UsageError(_("a ballot is either blank or not: leave out --abstain"))
    if not abstain and not picked:
        raise UsageError(
            _("nothing is chosen"), hint=_("Use --preserve and --improve, or --abstain.")
        )
    check_named(session, round_name, picked)
    told = folder.box(round_name).sums_tell(ending=False)
    # In a session that nobody shares there is no other login whose ballot it would tell of.
    if told.sentences and (passed or vouches(path)):
        say(" ".join(map(spoken, told.sentences)))
    folder.cast(
        Ballot(
            session=session.info.key,
            round=round_name,
            way="passed" if passed else "own",
            choice=picked,
        )
    )
    say(_("the ballot is saved"))
    if session.info.ballots == "confidential" and vouches(path):
        round_option = "" if round_name == "themes" else f" --round {round_name}"
        instead = f"amu vote {argument(path)}{round_option} --preserve - --improve -"
        warn_openly("--preserve", "--improve", instead=instead)
