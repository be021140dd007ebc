"""The sessions that lie in the folder of one that is about to be made."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from amu_tui.errors import AmuError
from amu_tui.files import places, toml
from amu_tui.files.disk.accounts import account_name
from amu_tui.files.disk.durable import user_id
from amu_tui.files.disk.os_errors import display_path
from amu_tui.files.session.instruments import load_instrument
from amu_tui.files.session.loading import load_info
from amu_tui.model.disclosure.gate import Gate, Tells, told_together
from amu_tui.model.disclosure.nesting import Nesting
from amu_tui.model.disclosure.public import public_results
from amu_tui.model.disclosure.publication import (
    Publication,
    without,
    without_before,
    without_themes,
)
from amu_tui.model.disclosure.rates_side_by_side import Counting
from amu_tui.model.meeting.session import Info
from amu_tui.model.naming import same_name, unit_key
from amu_tui.model.survey.instrument import Instrument
from amu_tui.model.survey.results import Results
from amu_tui.words import _, some


def safe_beside(
    folder: Path,
    results: Results,
    round_name: str,
    instrument: Instrument,
    nesting: Nesting,
    counted: Counting,
    nesting_then: Nesting | None = None,
) -> Results:
    """`results` for `folder` without what tells of a few people with the other sessions there.

    Args:
        folder: where the session will be.
        results: its figures.
        round_name: its round.
        instrument: what was asked.
        nesting: how units contain each other; what the sessions say of it is added.
        nesting_then: how they did in the round before, where that was otherwise.
        counted: how many people there are behind the rates of groups.

    A session that shows one of the units with a few answers more or fewer tells, by subtraction,
    what those few answered; so do a whole in one session and its parts in others. Answers to
    other questions and rates of groups are then hidden. Raises `AmuError` where it is a theme
    that tells, also of the round before, and where it was not said how the units contain each
    other. Sessions that cannot be read are passed over.
    """
    earlier = [one.round for one in results.references.values() if one.kind == "previous"]
    rounds = [round_name, *dict.fromkeys(filter(None, earlier))]
    beside = list(_beside(folder, rounds))
    gates = [
        Gate(own, list(_publications(beside, name, instrument)), said, instrument, known)
        for name, own, said, known in (
            (round_name, Publication.of(results), nesting, counted),
            *(
                (name, Publication.before(results, name), nesting_then or nesting, None)
                for name in rounds[1:]
            ),
        )
    ]
    for gate in gates:
        for tells in gate.themes():
            raise _refused(tells, gate, folder.absolute().parent)
    now, *then = gates
    results = without(results, {tells.key for tells in now.questions()}, now.rates())
    for name, gate in zip(rounds[1:], then, strict=True):
        results = without_before(results, name, gate.rates())
    return results


def safe_published(
    folder: Path, results: Results, round_name: str, instrument: Instrument
) -> Results:
    """`results`, which are for everybody, without what tells of too few with what others publish.

    Args:
        folder: the session, beside whose sessions they are looked at.
        results: see `public_results`.
        round_name: its round.
        instrument: what was asked.

    What the other sessions there would show to everybody, of this round and of those before, is
    taken as published, whether it was or not: nobody keeps a list of what was. Sessions that
    cannot be read are passed over.
    """
    earlier = [one.round for one in results.references.values() if one.kind == "previous"]
    rounds = dict.fromkeys([round_name, *filter(None, earlier)])
    others = [
        (name, info, _published(folder.absolute().parent / name, info.instrument, found))
        for name, info, found in _beside(folder, list(rounds))
        if _units(found) & _units(results)
    ]
    for name in rounds:
        now = name == round_name
        own = Publication.of(results) if now else Publication.before(results, name)
        kept = list(_publications(others, name, instrument))
        gate = Gate(own, kept, Nesting(apart=True), instrument)
        themes = {tells.key for tells in gate.themes()}
        if now:
            results = without(results, {tells.key for tells in gate.questions()}, gate.rates())
        else:
            results = without_before(results, name, gate.rates())
        results = without_themes(results, themes, None if now else name)
    return results


def _published(path: Path, instrument: str, results: Results) -> Results:
    try:
        return public_results(results, load_instrument(instrument, path))
    except AmuError:
        return results


def _units(results: Results) -> set[str]:
    """The units that are shown, and those above them."""
    titles = [one.title for one in results.references.values() if one.kind == "unit"]
    names = {results.unit, *titles, *results.parents, *results.parents.values()}
    return {unit_key(name) for name in names}


def sessions_beside(folder: Path) -> frozenset[Path]:
    """The sessions that lie where `folder` does, or will; half a session is none."""
    own = folder.absolute()
    try:
        paths = [path for path in own.parent.iterdir() if path != own]
    except OSError:
        return frozenset()
    return frozenset(path for path in paths if os.path.lexists(path / places.SESSION))


def withdraw(folder: Path) -> AmuError:
    """Remove the session in `folder`, which tells of a few people with one made meanwhile."""
    shutil.rmtree(folder, ignore_errors=True)
    return AmuError(
        _(
            "another session was made at the same moment: with it, what a few people answered could"
            " be worked out"
        ),
        path=display_path(folder),
        hint=_("Nothing was made: try again."),
    )


def told_by(folders: Sequence[Path]) -> Iterator[str]:
    """What sessions that lie side by side tell of a few people together, as lines."""
    rounds: dict[tuple[str, str], list[Publication]] = {}
    instruments: dict[tuple[str, str], Instrument] = {}
    for folder in folders:
        try:
            info = load_info(folder)
            found = toml.decode(folder / places.RESULTS, Results, limit=toml.LARGE, newer=True)
            key = unit_key(info.round), info.instrument
            if key not in instruments:
                instruments[key] = load_instrument(info.instrument, folder)
            rounds.setdefault(key, []).append(Publication.of(found, display_path(folder.name)))
        except (AmuError, OSError):
            continue
    for key, publications in rounds.items():
        message = _("{folders}: what a few people in {unit} answered follows from these together")
        try:
            for unit, names in dict.fromkeys(told_together(publications, instruments[key])):
                yield message.format(folders=some(names, 5), unit=unit)
        except AmuError as error:
            yield str(error)


_Beside = tuple[str, Info, Results]
"""A session's folder, what it is of, and its figures."""


def _beside(folder: Path, rounds: Sequence[str]) -> Iterator[_Beside]:
    """The sessions that may show something of `rounds`."""
    try:
        with os.scandir(folder.absolute().parent) as entries:
            paths = sorted(Path(entry.path) for entry in entries)
    except OSError:
        return
    for path in paths:
        if path == folder.absolute():
            continue
        try:
            info = load_info(path)
            own = any(same_name(info.round, name) for name in rounds)
            if own or _may_mention(path / places.RESULTS, rounds):
                found = toml.decode(path / places.RESULTS, Results, limit=toml.LARGE, newer=True)
                yield display_path(path.name), info, found
        except (AmuError, OSError):
            continue


def _may_mention(path: Path, rounds: Sequence[str]) -> bool:
    """Whether a file of results may have figures of one of the rounds: most need not be parsed."""
    text = toml.read_bytes(path, toml.LARGE).decode("utf-8", "replace")
    if '"previous"' not in text:
        return False
    plain = " ".join(text.casefold().split())
    return any(unit_key(name) in plain for name in rounds)


def _publications(
    beside: Sequence[_Beside], round_name: str, instrument: Instrument
) -> Iterator[Publication]:
    """What the sessions show of a round, by the themes of `instrument`."""
    for folder, info, results in beside:
        pairs = ((instrument.counterpart(key, info.instrument), key) for key in instrument.order())
        now = {then: key for then, key in pairs if then is not None}
        if same_name(info.round, round_name):
            yield Publication.of(results, folder).renamed(now)
        earlier = Publication.before(results, round_name, folder)
        if earlier.units:
            yield earlier.renamed(now)


def _refused(tells: Tells, gate: Gate, around: Path) -> AmuError:
    """The refusal, and whose the session in the folder `around` is that tells, if another's."""
    error = _refusal(tells, gate)
    made_by = places.status(around / tells.folder / places.SESSION)
    if made_by is not None and made_by.st_uid != user_id():
        by = display_path(account_name(made_by.st_uid)) or str(made_by.st_uid)
        text = _(
            "{owner} has made {folder}: where it is no real session, have it removed by {owner} or "
            "by whoever runs the machine."
        )
        error.raw_hint = f"{error.hint} {text.format(owner=by, folder=tells.folder)}"
    return error


def _refusal(tells: Tells, gate: Gate) -> AmuError:
    if tells.why == "rest":
        whole = gate.names[tells.whole]
        return AmuError(
            _(
                "the session {folder} shows {unit} in the same round: with it, what a few people in"
                " {whole} answered could be worked out"
            ).format(folder=tells.folder, unit=gate.names[tells.unit], whole=whole),
            hint=_("Where nobody has seen that session, make it again without {whole}.").format(
                whole=whole
            ),
        )
    return AmuError(
        _(
            "the session {folder} shows {unit} in the same round, with a few answers more or fewer"
            " or other ones: what a few people answered could be worked out"
        ).format(folder=tells.folder, unit=gate.names[tells.unit]),
        hint=_("Go on with that session. Where nobody has seen it, remove it first.")
        if tells.why == "changed"
        else _(
            "Go on with that session. Where nobody has seen it, remove it first; or wait until at"
            " least {count} more have answered."
        ).format(count=gate.min_n),
    )
