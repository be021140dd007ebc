"""Questions of their own from tables: hours, the appraisal interview, the effect on health."""

from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.files.session.instruments import load_instrument
from amu_tui.model.survey.results import Answers, Participation
from amu_tui.tables.figures.questions import Questions, read_questions
from amu_tui.tables.reading.read import read_table
from tests.promises import proves
from tests.tables.made import write

KIWEST = load_instrument("kiwest-1")
NOBODY = Participation()

LONG = """Enhet;Spørsmål;Svaralternativ;Andel;Antall;Snitt;Standardavvik
Inst;Timer ut over avtalt arbeidstid;;;40;;
Inst;Timer ut over avtalt arbeidstid;Ingen;15 %;;;
Inst;hours;1-2 timer;25 %;;;
Inst;hours;3–5 hours;30,0 %;;;
Inst;hours;6 - 10 timer;20 %;;;
Inst;hours;over-10;10 %;;;
Inst;Medarbeidersamtale;;72,5 %;40;;
Inst;Medarbeidersamtalens nytteverdi;;;29;3,3;1,0
Inst;health;;;40;3,4;0,9
"""

ANSWERS = {
    "hours": Answers(
        n=40,
        shares={"none": 0.15, "up-to-2": 0.25, "up-to-5": 0.3, "up-to-10": 0.2, "over-10": 0.1},
    ),
    "appraisal": Answers(n=40, share=0.725),
    "appraisal-usefulness": Answers(n=29, mean=3.3, sd=1.0),
    "health": Answers(n=40, mean=3.4, sd=0.9),
}


def read(tmp_path: Path, text: str) -> Questions:
    return read_questions(read_table(write(tmp_path, text)), KIWEST)


def test_a_row_a_question_or_an_option(tmp_path: Path) -> None:
    found = read(tmp_path, LONG)
    assert found.problems == ()
    assert found.found == tuple(ANSWERS)
    assert found.of(" INST ", NOBODY) == ANSWERS
    assert found.of("Other", NOBODY) == {}


def test_a_row_a_unit(tmp_path: Path) -> None:
    header = "unit,hours: none,hours: 1–2 hours,hours up-to-5,hours: 6–10 timer,Hours: over-10,"
    header += "n hours,appraisal,appraisal (n),Jobb og helse,health sd,health_n,"
    header += "appraisal-usefulness mean,appraisal-usefulness n,appraisal-usefulness sd\n"
    found = read(tmp_path, header + "Inst,15,25,30,20,10,40,0.725,40,3.4,.9,40,3.3,29,1\n")
    assert found.problems == ()
    assert found.of("inst", NOBODY) == ANSWERS


def test_numbers_of_people_become_shares(tmp_path: Path) -> None:
    rows = ["hours,none,6", "hours,up-to-2,10", "hours,up-to-5,12", "hours,up-to-10,8"]
    rows += ["hours,over-10,4", "appraisal,yes,29", "appraisal,no,11"]
    found = read(tmp_path, "question,option,n\n" + "\n".join(rows))
    assert found.problems == ()
    wanted = {key: ANSWERS[key] for key in ("hours", "appraisal")}
    assert found.of("whoever", NOBODY) == wanted


def test_shares_with_the_number_of_each_option_or_of_the_question(tmp_path: Path) -> None:
    for numbers in ((30, 30, 40), (100, 100, 100)):
        rows = zip(("none", "up-to-2", "up-to-5"), (0.3, 0.3, 0.4), numbers, strict=True)
        text = "".join(f"hours,{one},{share},{n}\n" for one, share, n in rows)
        found = read(tmp_path, "question,option,share,n\n" + text)
        assert found.of("", NOBODY)["hours"].n == 100


@pytest.mark.parametrize("shares", [(33, 33, 33), ("33%", "33%", "34%"), (0.333, 0.333, 0.333)])
def test_shares_may_be_rounded(tmp_path: Path, shares: tuple[object, ...]) -> None:
    text = "".join(f"hours,{one},{s}\n" for one, s in zip(("none", "2", "3"), shares, strict=True))
    text = text.replace(",2,", ",up-to-2,").replace(",3,", ",up-to-5,")
    assert read(tmp_path, "question,option,share\n" + text).problems == ()


@pytest.mark.parametrize(
    ("rows", "row", "said"),
    [
        ("X,hours,none,0.5,\nX,hours,up-to-2,0.4,\n", 3, "do not make 100 %"),
        ("X,hours,none,0.5,\nX,hours,up-to-3,0.5,\n", 3, "did you mean"),
        ("X,hours,none,half,\n", 2, "“half” is not a number"),
        ("X,hours,none,-1,\n", 2, "“-1” is not a share"),
        ("X,hours,none,1,2.5\n", 2, "“2.5” is not a number of people"),
        ("X,hours,none,50%,9\nX,hours,up-to-2,50%,3\n", 3, "do not make their shares"),
        ("X,hours,none,0.5,\nX,hours,none,0.5,\n", 3, "stand in row 2 already"),
        ("X,hours,,,30\nX,hours,none,,10\nX,hours,up-to-2,,10\n", 4, "answers together"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(tmp_path: Path, rows: str, row: int, said: str) -> None:
    found = read(tmp_path, "unit,question,option,share,n\n" + rows)
    assert [problem.row for problem in found.problems] == [row]
    assert said in found.problems[0].message
    with pytest.raises(AmuError) as caught:
        found.stop(["x"])
    assert caught.value.line == row
    found.stop(["y"])


def test_a_mean_is_checked_as_a_score_is(tmp_path: Path) -> None:
    found = read(tmp_path, "unit,question,n,mean,sd\nX,health,9,5.1,\nY,health,9,3,2.5\n")
    assert [(p.row, p.column) for p in found.problems] == [(2, "mean"), (3, "sd")]


def test_an_unknown_question_is_passed_over_and_named(tmp_path: Path) -> None:
    found = read(tmp_path, "question,mean,n\nHelth,3,9\nhealth,3,9\n")
    assert [(p.row, p.fatal) for p in found.problems] == [(2, False)]
    assert found.found == ("health",)


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AmuError, match="nothing in the table is a question of kiwest-1"):
        read(tmp_path, "unit,colour\nX,red\n")


@proves(
    (
        "In groups under 20 no score where all, or all but one or two, may have answered "
        "alike, and no other question of which an option is that of one or two; figures of "
        "the smallest groups are so coarse that nobody's answers follow from them."
    ),
    (
        "In a group under 20 a score is hidden where everybody, or all but one or two, may "
        "have answered alike; answers to the other questions also where an option is that of "
        "one or two people."
    ),
)
@pytest.mark.parametrize(
    "rows",
    [
        "health,,4,3.1,0.5,\n",  # too few
        "health,,12,5,0,\n",  # all alike
        "health,,,,,protected\n",
        "appraisal,yes,11,,,\nappraisal,no,1,,,\n",  # one has not
        "appraisal,,12,1,,\n",  # all have
        "hours,none,10,,,\nhours,up-to-2,2,,,\n",  # two work over
        "hours,none,30,,,\nhours,up-to-2,*,,,\n",  # hidden by whoever made the table
    ],
)
def test_answers_that_tell_of_few_are_hidden(tmp_path: Path, rows: str) -> None:
    found = read(tmp_path, "question,option,n,mean,sd,hidden\n" + rows)
    assert found.problems == ()
    assert [*found.of("", NOBODY).values()] == [Answers(hidden="protected")]


def test_answers_without_n_are_hidden_where_the_unit_is_small(tmp_path: Path) -> None:
    found = read(tmp_path, "question,share\nappraisal,70%\n")
    assert found.of("", Participation(responses=4)) == {"appraisal": Answers(hidden="protected")}
    assert found.of("", NOBODY) == {"appraisal": Answers(share=0.7)}
