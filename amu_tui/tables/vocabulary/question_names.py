"""The extra questions by everything they may be called, and their options."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from amu_tui.model.survey.instrument import Instrument, Question
from amu_tui.tables.vocabulary.names import ANSWERS, COLUMNS, ThemeNames, fold, splits
from amu_tui.text import nearest
from amu_tui.words import pick

QuestionFigure = Literal["share", "n", "mean", "sd", "hidden"]
FIGURES: tuple[QuestionFigure, ...] = ("share", "n", "mean", "sd", "hidden")

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "question": ("question", "spørsmål", "theme", "tema"),
    "option": (
        "option", "answer", "svaralternativ", "alternativ", "kategori", "category",
        "svarkategori", "answer option", "response option",
    ),
    "share": (
        "share", "andel", "del", "prosent", "percent", "prosentdel", "prosentandel", "andel (%)",
        "andel i %", "del (%)", "del i %", "prosent (%)", "%", "per cent", "percentage",
        "andel svar", "andel av svarene", "del av svara",
    ),
    "n": (*COLUMNS["n"], *ANSWERS),
    "mean": COLUMNS["mean"],
    "sd": COLUMNS["sd"],
    "hidden": COLUMNS["hidden"],
}  # fmt: skip
"""What the columns of a table of questions are called in English, Bokmål and Nynorsk."""

YES, NO = "yes", "no"
_YES_NO: Final[dict[str, str]] = {"yes": YES, "ja": YES, "no": NO, "nei": NO}
_FOLDED: Final[dict[str, QuestionFigure]] = {
    fold(word): figure for figure in FIGURES for word in WORDS[figure]
}
_DASHES = str.maketrans("‐‑–—−", "-----")
_RANGE = re.compile(r"(\d+)\s*(?:-|til|to)\s*(\d+)")


class QuestionNames:
    """Questions and options by id, title, question text and option text, in any language."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.questions = instrument.questions
        self.scale = instrument.scale
        self._names = {
            fold(name): key
            for key, question in reversed(instrument.questions.items())
            for name in (*question.text.values(), *question.title.values(), key)
            if name
        }
        self._options = {
            key: {
                _plain(name): option
                for option, text in question.options.items()
                for name in (*text.text.values(), option)
            }
            for key, question in instrument.questions.items()
        }

    def find(self, name: str) -> str | None:
        """The id of the question called `name`; None if there is none."""
        return self._names.get(fold(name)) if name else None

    def option(self, question: str, name: str) -> str | None:
        """The id of an option of `question`, `YES` or `NO` for a share; None if it is none."""
        if self.questions[question].kind == "share":
            return _YES_NO.get(name.casefold().strip())
        return self._options[question].get(_plain(name))

    def near(self, name: str) -> list[str]:
        """The titles of the questions that `name` looks most like."""
        spelled = {
            text: pick(question.title)
            for question in self.questions.values()
            for text in (*question.text.values(), *question.title.values())
        }
        return list(dict.fromkeys(spelled[text] for text in nearest(name, list(spelled))))

    def near_options(self, question: str, name: str) -> list[str]:
        """The texts of the options that `name` looks most like; all where it looks like none."""
        texts = [pick(option.text) for option in self.questions[question].options.values()]
        return nearest(name, texts) or texts

    def column(self, header: str) -> tuple[str, str, QuestionFigure] | None:
        """The question, the option (or nothing) and the figure that a wide column holds.

        `hours: none`, `Hours beyond agreed working time n`, `health sd`, `appraisal`.
        """
        if question := self.find(header):
            return question, "", _main(self.questions[question])
        for left, right in splits(header):
            if (question := self.find(left)) and (rest := self._rest(question, right)):
                return question, *rest
            if (figure := _FOLDED.get(fold(left))) and (question := self.find(right)):
                return question, "", figure
        return None

    def _rest(self, question: str, rest: str) -> tuple[str, QuestionFigure] | None:
        if option := self.option(question, rest):
            return option, "share"
        if figure := _FOLDED.get(fold(rest.strip("()"))):
            return "", figure
        for left, right in splits(rest):
            figure = _FOLDED.get(fold(right.strip("()")))
            if figure and (option := self.option(question, left)):
                return option, figure
        return None


class QuestionColumns:
    """What the columns of a table of the instrument's other questions may be called."""

    def __init__(self, instrument: Instrument) -> None:
        self._questions, self._themes = QuestionNames(instrument), ThemeNames(instrument)

    def knows(self, name: str) -> bool:
        """Whether a column called `name` means something."""
        words = (*COLUMNS["unit"], *(word for known in WORDS.values() for word in known))
        return fold(name) in map(fold, words) or self._questions.column(name) is not None

    def fits(self, header: Sequence[str]) -> bool:
        """Whether it has questions in a column, or as columns where no column is a theme."""
        names = {fold(name) for name in header if name}
        long = any(fold(word) in names for word in (*WORDS["question"][:2], *WORDS["option"]))
        figures = any(fold(word) in names for figure in FIGURES for word in WORDS[figure])
        wide = any(self._questions.column(name) for name in header if name)
        themes = any(self._themes.find_part(name) for name in header if name)
        return (long and figures) or (wide and not themes)


def _main(question: Question) -> QuestionFigure:
    return "mean" if question.kind == "mean" else "share"


def _plain(name: str) -> str:
    """An option's name without what people write in many ways: `0-5 timer`, `0 – 5 timer`."""
    text = name.casefold().translate(_DASHES)
    return fold(_RANGE.sub(r"\1-\2", text).replace("-", "~"))
