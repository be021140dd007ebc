"""`amu note`: what the reader thinks of a theme, kept for nobody else to see."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import argument, put, say
from amu_tui.cli.kit.sessions import opened, theme_id
from amu_tui.cli.kit.typed import typed, warn_openly
from amu_tui.errors import UsageError
from amu_tui.model.survey.instrument import AIMS, Aim, Instrument
from amu_tui.model.voting.ballot import AIM_WORDS
from amu_tui.words import _, pick

if TYPE_CHECKING:
    from amu_tui.files.user.notes import PrivateNote


def command() -> click.Command:
    """The command, in the language spoken."""
    return options.command(
        "note",
        run,
        about=_(
            "Read or write your own note on a theme; without a theme, all of them. "
            "Kept in your own folder, not in the session: only you and whoever runs the machine "
            "can read it. "
            "Write “-” for the text to be asked for it."
        ),
        takes=[
            options.session(),
            _word("theme", shown=_("[T]")),
            _word("text", shown=_("[TEXT]")),
            options.flag("--preserve", about=_("Mark the theme: to preserve.")),
            options.flag("--improve", about=_("Mark the theme: to improve.")),
            options.flag("--clear", about=_("Remove the note and the mark.")),
        ],
    )


def _word(name: str, *, shown: str) -> click.Argument:
    return click.Argument([name], type=typed(name), metavar=shown, required=False)


def run(
    path: Path,
    theme: str | None,
    text: str | None,
    preserve: bool,
    improve: bool,
    clear: bool,
) -> None:
    """Read or write the user's own notes."""
    from amu_tui.files.sharing.access import vouches
    from amu_tui.files.user.notes import PrivateNote, load_notes, save_note

    marks = _marks(preserve, improve)
    if len(marks) + clear > 1 or (clear and text is not None):
        raise UsageError(_("--clear takes all away, and a theme has one mark at a time"))
    if theme is None and (clear or marks):
        raise UsageError(_("which theme?"), hint=_("Name it by number or id."))
    _folder, session = opened(path)
    notes = load_notes(session.info.key)
    if theme is None:
        _show(session.instrument, notes)
        return
    named = theme_id(session.instrument, theme)
    before = notes.get(named, PrivateNote())
    if text is None and not marks and not clear:
        _show(session.instrument, {named: before})
        return
    if clear:
        save_note(session.info.key, named, PrivateNote())
        say(_("your own note is removed"))
        return
    after = PrivateNote(
        text=before.text if text is None else text, mark=marks[0] if marks else before.mark
    )
    save_note(session.info.key, named, after)
    say(_("your own note is saved"))
    say(
        _(
            "Kept in your own folder, not in the session: only you and whoever runs the machine "
            "can read it."
        )
    )
    if vouches(path):
        warn_openly("text", instead=f"amu note {argument(path)} {named} -")


def _marks(preserve: bool, improve: bool) -> list[Aim]:
    given: dict[Aim, bool] = {"preserve": preserve, "improve": improve}
    return [aim for aim in AIMS if given[aim]]


def _show(instrument: Instrument, notes: Mapping[str, "PrivateNote"]) -> None:
    """The notes, a line each, in the order of the themes."""
    order = [*instrument.order(), *(theme for theme in notes if theme not in instrument.themes)]
    lines = [_line(instrument, theme, notes[theme]) for theme in order if theme in notes]
    texts = [line for line in lines if line]
    if texts:
        put("\n".join(texts))
    else:
        say(_("no note of your own is written yet"))


def _line(instrument: Instrument, theme: str, note: "PrivateNote") -> str:
    """`7 Cooperation · preserve · text`, or nothing for an empty note."""
    known = instrument.themes.get(theme)
    name = f"{known.number} {pick(instrument.name(theme))}" if known else theme
    said = [_(AIM_WORDS[note.mark]) if note.mark else "", note.text]
    return " · ".join([name, *filter(None, said)]) if any(said) else ""
