"""What is hidden leaves no trace: other hidden figures in the table change nothing anywhere.

Two tables that differ only in figures which must be hidden are taken through every command. Not
a byte that the program writes or says may tell one from the other, but the table's checksum.
"""

import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import FACULTY, UNIT, Amu, tree
from tests.promises import proves

OTHER = "Institutt for tang"
Figures = tuple[int, float, float]
FEW: tuple[Figures, Figures] = ((4, 1.37, 0.83), (3, 4.71, 0.59))
"""Number, mean and sd of what is hidden, in the one table and in the other."""

ORDERS = ("deck", "score", "disagreement", "distance:fakultetet", "distance:previous")


def table(path: Path, hidden: Figures) -> Path:
    """28 themes of three units; theme 5 of each unit is too small or said to be hidden."""
    rows = ["unit,theme,n,mean,sd,hidden"]
    for unit, n in ((UNIT, 37), (OTHER, 21), (FACULTY, 212)):
        for number in range(1, 29):
            figures: Figures = (n, 3 + number % 10 / 10, 0.3 + number / 100)
            why = ""
            if number == 5:
                figures = hidden
            elif number in (9, 17) and unit != FACULTY:
                figures, why = (20 + hidden[0], *hidden[1:]), "protected"
            rows.append(f"{unit},{number},{figures[0]},{figures[1]:.2f},{figures[2]:.2f},{why}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def everything(amu: Amu, place: Path, hidden: Figures) -> tuple[list[str], dict[str, bytes]]:
    """What every command says of a session made of `hidden`, and the files that are left."""
    place.mkdir()
    os.chdir(place)
    now, before = table(Path("now.csv"), hidden), table(Path("before.csv"), hidden)
    said = [
        amu(
            *("new", "s", "--results", now, "--unit", UNIT, "--round", "2017"),
            *("--compare", FACULTY, "--compare", OTHER, "--parent", FACULTY, "--apart"),
            *("--previous", before, "--lang", "nb"),
        )
    ]
    said += [amu("results", now), amu("results", now, "--json"), amu("check", "s")]
    said.append(amu("show", "s", "--json"))
    for form in ((), ("--plain",), ("--sentences",), ("--interval",)):
        said += [amu("show", "s", *form, "--order", order) for order in ORDERS]
    said.append(
        amu("close", "s", "themes", "--preserve", "1,7", "--improve", "5,9", "--lang", "en")
    )
    said += [amu("report", "--draft", "s", "--format", form) for form in ("md", "csv", "json")]
    said.append(amu("new", "older", "--results", before, "--unit", UNIT, "--round", "2014"))
    said += [amu("compare", "older", "s", *form) for form in ((), ("--json",))]
    texts = [f"{one.code} {one.out} {one.err}" for one in said]
    files = {name: data for name, data in tree(Path("s")).items() if not name.endswith("/")}
    return texts, files


def same(text: str) -> str:
    """`text` without what differs on purpose: the checksum, and the random key."""
    return re.sub(r'"?(sha256|key)"?( =|:) "\w+"', "", text)


@proves(
    ("No figure of fewer than five people, or of the number that `--min-n` says, three at least."),
    (
        "A theme answered by fewer people than the limit (5, or what `--min-n` says, 3 at "
        "least) has no figure anywhere: not on the screen, not in a file, not in JSON."
    ),
)
def test_no_command_and_no_file_tells(amu: Amu, tmp_path: Path) -> None:
    one = everything(amu, tmp_path / "one", FEW[0])
    other = everything(amu, tmp_path / "other", FEW[1])
    assert not [text for text in one[0] if text[0] != "0"]
    for text, again in zip(one[0], other[0], strict=True):
        assert same(text) == same(again)
    assert one[1].keys() == other[1].keys()
    for name, data in one[1].items():
        assert same(data.decode()) == same(other[1][name].decode()), name


def test_other_figures_that_are_shown_do_tell(amu: Amu, tmp_path: Path) -> None:
    """So that the test above looks at something."""
    one = everything(amu, tmp_path / "one", (30, 1.37, 0.83))
    other = everything(amu, tmp_path / "other", (31, 4.71, 0.59))
    assert [same(text) for text in one[0]] != [same(text) for text in other[0]]


@pytest.mark.parametrize("hidden", FEW)
def test_no_hidden_figure_is_said(amu: Amu, tmp_path: Path, hidden: Figures) -> None:
    texts, files = everything(amu, tmp_path / "one", hidden)
    figures = [f"{figure:.2f}" for figure in hidden[1:]]
    figures += [figure.replace(".", ",") for figure in figures]
    for text in (*texts, *(data.decode() for data in files.values())):
        assert not [figure for figure in figures if figure in same(text)]


@pytest.mark.parametrize(
    ("figures", "where"),
    [
        ("3,4.71,2.9,", "sd"),
        ("19,4.71,2.9,", "sd"),
        ("3,5.37,0.4,", "mean"),
        ("12,4.13,2.7,protected", "sd"),
        ("40,4.13,2.7,protected", "sd"),
        ("12,4.13%,0.7,", "mean"),
        ("12,4.13,-0.7,", "sd"),
    ],
)
def test_a_wrong_figure_of_few_people_is_named_by_its_place_alone(
    amu: Amu, tmp_path: Path, figures: str, where: str
) -> None:
    os.chdir(tmp_path)
    Path("t.csv").write_text(
        f"unit,theme,n,mean,sd,hidden\n{UNIT},1,40,3,1,\n{UNIT},2,{figures}\n", encoding="utf-8"
    )
    for said in (amu("results", "t.csv"), amu("new", "s", "--results", "t.csv", "--unit", UNIT)):
        assert said.code == 1
        assert f"t.csv:3: column “{where}”: “not repeated here” is" in said.err
    for said in (amu("results", "t.csv"), amu("results", "t.csv", "--json")):
        told = [one for one in figures.split(",")[1:3] if one in said.out + said.err]
        assert not told


def test_a_wrong_figure_of_many_is_repeated(amu: Amu, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    Path("t.csv").write_text(f"unit,theme,n,mean,sd\n{UNIT},1,40,5.37,1\n", encoding="utf-8")
    assert "“5.37” is outside the scale 1–5" in amu("results", "t.csv").err
