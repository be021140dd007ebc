"""Questions outside the themes, as rows: how answers were spread, a share, a mean."""

from typing import Literal

import msgspec

from amu_tui import text
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.instrument import Question, Scale
from amu_tui.model.survey.precision import LEVEL
from amu_tui.model.survey.results import Answers, Score
from amu_tui.render.results import bars
from amu_tui.render.results.bars import Bar
from amu_tui.render.results.chance import of_people
from amu_tui.render.results.figures import answers_text, score_text, spoken_mean, why_empty
from amu_tui.render.results.signs import BLOCKS, Signs
from amu_tui.words import _, percent, pick

LEAST_FIGURE = 9


class AnswerRow(msgspec.Struct, frozen=True):
    """One answer: its label, its bar, and the figure as text and for listening."""

    label: str
    bar: Bar
    text: str
    spoken: str


class QuestionBlock(msgspec.Struct, frozen=True):
    """One question: title, what was asked, its rows, and the number of answers as text.

    `scale` is that of a mean. A question without figures has no rows and a `note`.
    """

    question_id: str
    kind: Literal["distribution", "share", "mean"]
    title: str
    question: str
    rows: tuple[AnswerRow, ...]
    count: str = ""
    note: str = ""
    scale: Scale | None = None


def question_blocks(
    session: Session, question_ids: tuple[str, ...] | None = None
) -> list[QuestionBlock]:
    """The questions named, or all, in the instrument's order."""
    known = session.instrument.questions
    wanted = known if question_ids is None else question_ids
    return [_block(session, question_id, known[question_id]) for question_id in wanted]


def _block(session: Session, question_id: str, question: Question) -> QuestionBlock:
    answers = session.results.questions.get(question_id, Answers())
    scale = (question.scale or session.instrument.scale) if question.kind == "mean" else None
    rows = () if answers.hidden else tuple(_rows(question, answers, scale))
    return QuestionBlock(
        question_id=question_id,
        kind=question.kind,
        title=pick(question.title),
        question=pick(question.text),
        rows=rows,
        count=_count(question, answers),
        note="" if rows else why_empty(answers),
        scale=scale,
    )


def _count(question: Question, answers: Answers) -> str:
    """How many answered, and what stands in brackets behind shares of them."""
    if answers.n is None:
        return ""
    if question.kind == "mean" or not answers.n:
        return answers_text(answers.n)
    return _("{answers}, {share} interval in brackets").format(
        answers=answers_text(answers.n), share=percent(LEVEL)
    )


def _rows(question: Question, answers: Answers, scale: Scale | None) -> list[AnswerRow]:
    if question.kind == "distribution":
        return [
            _share_row(pick(option.text), answers.shares[key], answers.n)
            for key, option in question.options.items()
            if key in answers.shares
        ]
    if question.kind == "share":
        return [] if answers.share is None else [_share_row(_("Yes"), answers.share, answers.n)]
    if answers.mean is None or scale is None:
        return []
    bar = bars.bar_of(Score(mean=answers.mean, sd=answers.sd), scale, (), "")
    spoken = spoken_mean(answers.mean, scale)
    return [AnswerRow(_("Mean"), bar, score_text(answers, scale), spoken)]


def _share_row(label: str, share: float, n: int | None) -> AnswerRow:
    said = of_people(share, n)
    return AnswerRow(label, Bar(mean=share), said, said)


def question_lines(block: QuestionBlock, width: int, signs: Signs = BLOCKS) -> list[str]:
    """The rows of a question as lines of exactly `width` cells, or the one that says why not."""
    if block.note:
        return [signs.fit(f"{signs.hidden} {block.note}", width)]
    label = min(max(12, *(text.width(row.label) for row in block.rows)), max(4, width // 2))
    figure = max(LEAST_FIGURE, *(text.width(row.text) for row in block.rows))
    bar = max(1, width - label - figure - 3)
    lines = []
    if block.scale is not None:
        lines.append(signs.fit(" " * (label + 1) + bars.axis(block.scale, bar), width))
    for row in block.rows:
        name = signs.fit(row.label, label)
        line = f"{name} {bars.draw(row.bar, bar, signs)}  {signs.right(row.text, figure)}"
        lines.append(signs.fit(line, width))
    return lines


def question_sentence(block: QuestionBlock) -> str:
    """The question and its answers as one sentence, for listening."""
    if block.note:
        return f"{block.title}: {block.note}."
    texts = [f"{row.label} {row.spoken}" for row in block.rows]
    if block.count:
        texts.append(block.count)
    return f"{block.title}: {', '.join(texts)}."
