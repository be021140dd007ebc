"""A mapping names the columns of a table that does not say what they are."""

from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.model.survey.results import Score
from amu_tui.tables.vocabulary.mapping import ColumnMapping, ThemeColumns
from tests.tables.made import results_table


def test_mapped_columns_of_a_wide_table(tmp_path: Path) -> None:
    mapping = ColumnMapping(
        unit="org", rate="RR", themes={"autonomy": ThemeColumns(mean="b1", n="b1n", sd="b1s")}
    )
    text = "Org,RR,b1,b1n,b1s,Autonomi,Klimaet\nX,50%,3.9,8,0.7,1,4\n"
    table = results_table(tmp_path, text, mapping=mapping)
    assert table.ignored == ("Autonomi",)
    results = table.results("X")
    assert results.participation.rate == 0.5
    assert results.themes == {
        "autonomy": Score(n=8, mean=3.9, sd=0.7),
        "climate": Score(mean=4.0),
    }


def test_mapped_columns_and_names_of_a_long_table(tmp_path: Path) -> None:
    mapping = ColumnMapping(
        unit="Avd", theme="Hva", n="N1", mean="M", sd="S", themes={"autonomy": "Fritt arbeid"}
    )
    text = "Avd;Hva;N1;M;S;n\nX;fritt Arbeid;8;3,9;0,7;99\nX;2;9;4;1;99\n"
    table = results_table(tmp_path, text, mapping=mapping)
    assert table.ignored == ("n",)
    assert table.results("X").themes == {
        "autonomy": Score(n=8, mean=3.9, sd=0.7),
        "support": Score(n=9, mean=4.0, sd=1.0),
    }


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (ColumnMapping(unit="Organization"), "Did you mean “Organisation”"),
        (ColumnMapping(unit="qqq"), "The columns are “Organisation”"),
        (ColumnMapping(unit="Organisation", themes={"autonmy": "a"}), "Did you mean autonomy"),
        (ColumnMapping(unit="Organisation", themes={"autonomy": "Organisation"}), "more than once"),
        (ColumnMapping(unit="Organisation", rate="dup"), "several columns are “dup”"),
    ],
)
def test_a_mapping_that_does_not_fit_the_table(
    tmp_path: Path, mapping: ColumnMapping, said: str
) -> None:
    with pytest.raises(AmuError) as caught:
        results_table(tmp_path, "Organisation,Autonomi,dup,dup\nX,3.9,1,1\n", mapping=mapping)
    assert said in str(caught.value)
