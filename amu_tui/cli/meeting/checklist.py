"""`amu checklist`: what leader and safety representative answer before and after the meeting."""

import datetime
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec

from amu_tui.cli.kit import options
from amu_tui.cli.kit.output import put, put_json, say
from amu_tui.cli.kit.sessions import opened
from amu_tui.dates import parse_day
from amu_tui.errors import AmuError, UsageError
from amu_tui.model.checklists.answers import Answer, Answers, possible
from amu_tui.model.checklists.checklist import WHEN_WORDS, YES_NO, Checklist, Question
from amu_tui.model.meeting.action import parse_name, parse_text
from amu_tui.model.meeting.session import Session, check_date
from amu_tui.text import clean, nearest
from amu_tui.words import LANGUAGES, _, pick, translated


def command() -> click.Command:
    """The command, in the language spoken."""
    text = options.text
    return options.command(
        "checklist",
        run,
        about=_(
            "What leader and safety representative answer together before and after the meeting. "
            "Without an id, the checklists that there are; with one, its questions and answers."
        ),
        takes=[
            options.session(),
            click.Argument(["checklist"], required=False, type=clean, metavar=_("[ID]")),
            text(
                "--answer",
                shown=_("QUESTION=ANSWER"),
                many=True,
                about=_("Answer a question; nothing after the sign takes the answer away."),
            ),
            options.file(
                "--from",
                "lines",
                shown=_("FILE"),
                about=_("Read such answers, one a line, as the command shows them; - for stdin."),
            ),
            text("--leader", shown=_("NAME"), about=_("The leader, who answers it.")),
            text(
                "--safety-representative",
                shown=_("NAME"),
                about=_("The safety representative, who answers it too."),
            ),
            text("--date", shown=_("DATE"), about=_("When it is answered; today by default.")),
            options.file(
                "--add", shown=_("FILE"), about=_("Copy a checklist of your own into the session.")
            ),
            options.json(),
        ],
    )


def run(
    path: Path,
    checklist: str | None,
    answer: tuple[str, ...],
    lines: Path | None,
    leader: str | None,
    safety_representative: str | None,
    date: str | None,
    add: Path | None,
    as_json: bool,
) -> None:
    """List checklists, show one, or answer it."""
    from amu_tui.files.checklists import forms

    folder, session = opened(path)
    if add is not None:
        added = folder.add_checklist(add)
        say(_("the checklist “{title}” is in the session").format(title=pick(added.title)))
        checklist = checklist or added.id
    if checklist is None:
        if answer or lines or leader is not None or safety_representative is not None or date:
            raise UsageError(_("which checklist?"), hint=_("Name it by its id, after the session."))
        _list(session, forms.available(path), as_json)
        return
    asked = _checklist(path, checklist)
    seen = session.checklists.get(asked.id)
    given = dict(_given(asked, answer))
    if lines is not None:
        given |= dict(_read(asked, lines))
    before = seen.answers if seen else None
    after = _changed(asked, before, given, leader, safety_representative, date)
    if after is None:
        _show(asked, before, as_json)
        return
    kept = folder.save_answers(after, before)
    if as_json:
        from amu_tui.render.report.checklists import checklist_json

        put_json(checklist_json(asked, kept), saved=True)
    from amu_tui.render.report.checklists import how_many

    say(_("saved: {how_many}").format(how_many=how_many(asked, kept)))


def _checklist(path: Path, word: str) -> Checklist:
    """The checklist of that id; `UsageError` where there is none."""
    from amu_tui.files.checklists import forms

    known = forms.available(path)
    found = forms.find(path, word) if word in known else None
    if found is not None:
        return found
    near = ", ".join(nearest(word, list(known)) or known)
    raise UsageError(
        _('there is no checklist "{id}"').format(id=word),
        hint=_("Did you mean {names}?").format(names=near),
    )


def _changed(
    asked: Checklist,
    before: Answers | None,
    given: dict[str, Answer | None],
    leader: str | None,
    representative: str | None,
    date: str | None,
) -> Answers | None:
    """The answers with what is given put in; None where nothing is."""
    if not given and leader is None and representative is None and date is None:
        return None
    today = datetime.date.today()
    base = before or Answers(id=asked.id, date=today)
    answers = {**base.answers, **given}
    fields: dict[str, object] = {
        "answers": {key: value for key, value in answers.items() if value is not None}
    }
    if leader is not None:
        fields["leader"] = parse_name(leader)
    if representative is not None:
        fields["safety_representative"] = parse_name(representative)
    if date is not None:
        fields["date"] = check_date(parse_day(date, today, past=True) or today, today)
    return msgspec.structs.replace(base, **fields)


# What is typed


def _given(asked: Checklist, pairs: Iterable[str]) -> Iterator[tuple[str, Answer | None]]:
    """Each `QUESTION=ANSWER` as the question's id and the answer; None takes one away."""
    for pair in pairs:
        name, sign, typed = pair.partition("=")
        item = name.strip()
        if not sign:
            raise UsageError(
                _('"{text}" is no answer').format(text=pair),
                hint=_("Write the question's id, = and the answer."),
            )
        if item not in asked.questions:
            near = ", ".join(nearest(item, list(asked.questions)) or asked.questions)
            raise UsageError(
                _('the checklist "{id}" has no question "{question}"').format(
                    id=asked.id, question=item
                ),
                hint=_("Did you mean {names}?").format(names=near),
            )
        yield item, parse_answer(asked.questions[item], typed)


def _read(asked: Checklist, file: Path) -> Iterator[tuple[str, Answer | None]]:
    """The answers in a file, or on standard input; an error says the line."""
    from amu_tui.files import toml

    stdin = str(file) == "-"
    if stdin:
        data = sys.stdin.buffer.read(toml.SMALL)
    else:
        data = toml.read_bytes(Path(os.path.realpath(file)))
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            yield from _given(asked, [parse_text(line)])
        except AmuError as error:
            raise UsageError(
                error.raw_message, path="stdin" if stdin else file, line=number, hint=error.raw_hint
            ) from None


def parse_answer(question: Question, typed: str) -> Answer | None:
    """A typed answer, None where it is empty; `UsageError` where it can be none."""
    text = parse_text(typed)
    if not text:
        return None
    if question.kind == "text":
        return text
    if question.kind == "date":
        date = parse_day(text, datetime.date.today(), past=question.past)
        return str(date) if date else None
    for answer in possible(question):
        if text.casefold() in _called(question, answer):
            return answer
    from amu_tui.render.report.checklists import what_to_answer

    raise UsageError(
        _('"{text}" is none of the answers').format(text=text),
        hint=_("They are: {names}.").format(names=what_to_answer(question)),
    )


def _called(question: Question, answer: Answer) -> set[str]:
    """What an answer is called: as in the file, and in any language."""
    names = {str(answer)}
    if question.kind == "yes-no":
        names |= {translated(YES_NO[str(answer)], code) for code in LANGUAGES}
    elif question.kind == "choice":
        names |= set(question.options[str(answer)].text.values())
    return {name.casefold() for name in names}


# What is shown


def _list(session: Session, known: dict[str, Checklist], as_json: bool) -> None:
    from amu_tui.render.report.checklists import checklist_json, how_many

    kept = {key: one.answers for key, one in session.checklists.items()}
    if as_json:
        put_json([checklist_json(one, kept.get(key)) for key, one in known.items()])
        return
    column = max(map(len, known)) + 2
    for key, one in known.items():
        state = how_many(one, kept.get(key))
        put(f"{key:{column}}{pick(one.title)} · {_(WHEN_WORDS[one.when])} · {state}")


def _show(asked: Checklist, answers: Answers | None, as_json: bool) -> None:
    """The questions with the answers, as `--from` reads them."""
    from amu_tui.render.report.checklists import checklist_json

    if as_json:
        put_json(checklist_json(asked, answers))
    else:
        put("\n".join(_form(asked, answers)))


def _form(asked: Checklist, answers: Answers | None) -> Iterator[str]:
    from amu_tui.render.report.checklists import (
        answered_by,
        choice_text,
        how_many,
        what_to_answer,
    )

    given = answers.answers if answers is not None else {}
    yield f"# {pick(asked.title)} ({how_many(asked, answers)})"
    if answers is not None:
        yield f"# {answered_by(answers)}"
    for part, questions in asked.by_part():
        if part is not None:
            yield f"\n# {pick(part.title)}"
        for item, question in questions.items():
            how = what_to_answer(question)
            yield f"\n# {pick(question.text)}" + (f" ({how})" if how else "")
            answer = given.get(item, "")
            chosen = answer in possible(question)
            yield f"{item} = {choice_text(question, answer) if chosen else answer}".rstrip()
