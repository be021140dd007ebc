"""`amu close --verify`: count a closed round again, from its file and its open ballots."""

from pathlib import Path

from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.errors import AmuError, ExitCode, Problem
from amu_tui.model.voting.ballot import RoundName
from amu_tui.model.voting.recount import recount
from amu_tui.words import _


def verify(path: Path, name: RoundName, *, as_json: bool) -> int:
    """Say what agrees and what does not; returns the exit code."""
    from amu_tui.files.session.folder import SessionFolder
    from amu_tui.model.meeting.wording import since_prioritised
    from amu_tui.render.decisions.changes import change_lines
    from amu_tui.render.decisions.recount import recount_json, recount_lines

    session = SessionFolder(path).load()
    file = f"rounds/{name}.toml"
    closed = session.round(name)
    if closed is None:
        for problem in session.problems:
            if problem.path == file:
                raise problem.error(path)
        raise AmuError(_("this vote is not closed, so there is nothing to count again"), path=path)
    differences: list[Problem] = []
    late: list[Problem] = []
    for problem in session.problems:
        if problem.path == file:
            differences.append(problem)
        elif problem.path.startswith(f"ballots/{name}/"):
            was_counted = Path(problem.path).stem in closed.counted
            (differences if was_counted else late).append(problem)
        else:
            say(str(problem.error(path)))
    again = recount(closed, session.budget(name))
    if as_json:
        names = [Path(one.path).stem for one in late]
        put_json(recount_json(session, closed, again, differences, names))
    else:
        if not differences:
            put("\n".join(recount_lines(session, closed, again)))
        for problem in (*differences, *late):
            say(str(problem.error(path)))
        if differences:
            say(_("counted again, this round is not what is written"))
    changes = list(since_prioritised(session)) if name == "actions" else []
    for line in change_lines(changes):
        say(line)
    wrong = differences or any(change.wrong for change in changes)
    return ExitCode.FAILED if wrong else ExitCode.FINE
