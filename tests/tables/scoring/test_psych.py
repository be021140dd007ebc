"""Agreement with R's package psych on its own data; `psych/expected.R` says how it was made,
and `psych/NOTICE.txt` whose the data are.
"""

import csv
import gzip
from pathlib import Path

import polars as pl
import pytest

from tests.tables.scoring.making import instrument, worked_out

FOLDER = Path(__file__).parent.parent / "psych"
DATA = FOLDER / "bfi.csv.gz"
KEYS = {
    "agree": ("-A1", "A2", "A3", "A4", "A5"),
    "conscientious": ("C1", "C2", "C3", "-C4", "-C5"),
    "extraversion": ("-E1", "-E2", "E3", "E4", "E5"),
    "neuroticism": ("N1", "N2", "N3", "N4", "N5"),
    "openness": ("O1", "-O2", "O3", "O4", "-O5"),
}
"""`bfi.keys` of psych."""


@pytest.mark.skipif(not DATA.exists(), reason="a source distribution is without these data")
@pytest.mark.parametrize("kind", ["csv", "parquet", "float.parquet", "text.csv"])
@pytest.mark.parametrize(("rule", "answered"), [("any", 0.0), ("half", 0.5)])
def test_every_unit_and_the_whole_agree_to_nine_decimals(
    rule: str, answered: float, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / f"bfi.{kind}"
    table = pl.read_csv(gzip.decompress(DATA.read_bytes()))
    answers = [name for name in table.columns if name != "unit"]
    match kind:
        case "csv":
            table.write_csv(path)
        case "parquet":
            table.write_parquet(path)
        case "float.parquet":
            table.with_columns(pl.col(answers).cast(pl.Float64)).write_parquet(path)
        case _:
            table.with_columns(pl.col(answers).cast(pl.String).fill_null(" - ")).write_csv(path)
    (tmp_path / "tree.csv").write_text(
        "unit,parent\nall,\n" + "".join(f"{unit},all\n" for unit in table["unit"].unique())
    )
    of = instrument(KEYS, 1, 6, answered)
    found = worked_out(path, of, tree=tmp_path / "tree.csv")
    with (FOLDER / "expected.csv").open(encoding="utf-8") as file:
        expected = [row for row in csv.DictReader(file) if row["rule"] == rule]
    assert len(expected) == len(found) == 35
    for row in expected:
        n, mean, sd = found[row["unit"], row["theme"]]
        assert n == int(row["n"])
        assert sd is not None
        assert mean == pytest.approx(float(row["mean"]), rel=0, abs=1e-9)
        assert sd == pytest.approx(float(row["sd"]), rel=0, abs=1e-9)
