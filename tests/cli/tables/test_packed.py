"""Tables that come packed, and text in dialects and encodings that nobody announces."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from amu_tui.errors import AmuError
from amu_tui.tables.formats.packed import unpacked
from tests.cli.conftest import Amu, tree
from tests.cli.tables.answers import HEADER, lay_out, people, refused, score

TEXT = "\n".join([HEADER, *people()]) + "\n"
RESULTS = "unit,theme,n,mean,sd\nTang,1,12,3.9,0.7\nTang,2,12,4.1,0.6\n"


def zipped(**members: str) -> bytes:
    """A zip file; `_` in a name stands for a point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


def nordic(text: str) -> str:
    return text.replace("Mussels", "Øst for blåskjell").replace("Seaweed", "Ærfugl på tå")


MEANS_THE_SAME = {
    "gzip": gzip.compress(TEXT.encode()),
    "two parts": gzip.compress(TEXT[:99].encode()) + gzip.compress(TEXT[99:].encode()),
    "UTF-16 in gzip": gzip.compress(TEXT.encode("utf-16")),
    "carriage returns in gzip": gzip.compress(TEXT.replace("\n", "\r").encode()),
    "no gzip, by its name": TEXT.encode(),
    "zip": zipped(answers_csv=TEXT),
    "zip with other things": zipped(README_txt="Hi", answers_CSV=TEXT, codes_pdf="%PDF"),
    "zip with text": zipped(answers_txt=TEXT),
    "pipes": TEXT.replace(",", "|").encode(),
    "pipes and blanks": TEXT.replace(",", " | ").encode(),
    "pipes said": b"sep=|\n" + TEXT.replace(",", "|").encode(),
    "pipes in cells": "\n".join(f"{line},a|b" for line in TEXT.splitlines()).encode(),
    "UTF-16, big end first": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "mark and separator line": b"\xef\xbb\xbfsep=;\r\n" + TEXT.replace(",", ";").encode(),
    "separators at the end": TEXT.replace("\n", ",,\n").encode(),
    "separators below the header": TEXT.replace("\n", ",\n").replace(",\n", "\n", 1).encode(),
    "empty lines": TEXT.replace("\n", "\n\n,,,,,\n").encode(),
    "line ends in cells": TEXT.replace("q4\n", 'q4,x\n').replace("1,2\n", '1,2,"a\r\n\r\n;b"\n')
    .encode(),
}  # fmt: skip


@pytest.mark.parametrize("kind", MEANS_THE_SAME)
def test_it_means_the_same_however_it_is_packed_and_written(amu: Amu, kind: str) -> None:
    lay_out()
    score(amu)
    Path("answers.csv.gz").write_bytes(MEANS_THE_SAME[kind])
    said = score(amu, table="answers.csv.gz", out="same.csv")
    assert said.code == 0, said.err
    assert Path("same.csv").read_bytes() == Path("out.csv").read_bytes()
    assert {path.name for path in Path().iterdir()} == {
        "answers.csv", "answers.csv.gz", "ours.toml", "out.csv", "same.csv", "units.csv",
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "cp850", "mac-roman"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_units_have_their_letters_in_every_encoding_of_offices(
    amu: Amu, encoding: str, packed: bool
) -> None:
    lay_out()
    # The letters come long after the part that is looked at first.
    text = TEXT + "Tidepool,,1,2,3,4\n" * 20_000 + nordic(TEXT.partition("\n")[2])
    content = text.encode(encoding)
    Path("answers.csv").write_bytes(gzip.compress(content) if packed else content)
    assert score(amu).code == 0
    found = Path("out.csv").read_text(encoding="utf-8")
    assert "Øst for blåskjell" in found
    assert "Ærfugl på tå" in found


def test_signs_of_windows_stay_what_they_are(amu: Amu) -> None:
    lay_out()
    Path("answers.csv").write_bytes(TEXT.replace("Mussels", "Total† ‘½’ ®").encode("cp1252"))
    score(amu)
    assert "Total† ‘½’ ®" in Path("out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped(a_csv=TEXT, b_csv=TEXT), "several tables are in the zip file: “a.csv”, “b.csv”"),
        (zipped(a_txt=TEXT, b_tsv=TEXT), "several tables are in the zip file: “b.tsv”, “a.txt”"),
        (zipped(a_pdf="%PDF"), "is a zip file, but no workbook and no CSV file is in it"),
        (gzip.compress(TEXT.encode())[:-20], "the file cannot be unpacked: it is damaged"),
        (gzip.compress(TEXT.encode()) + b"more", "the file cannot be unpacked: it is damaged"),
        (gzip.compress(gzip.compress(TEXT.encode())), "is no text, but packed itself"),
        (gzip.compress(b""), "the file is empty"),
        (gzip.compress(b"\0" * 3_000_000), "is not a text table"),
        (TEXT.replace(",", ":").encode(), "no columns were found"),
        (TEXT.replace("Mussels", r'"Mus\"sels"').encode(), "the row cannot be read: a quotation"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_cannot_be_read_is_named_by_both_commands(amu: Amu, content: bytes, said: str) -> None:
    lay_out()
    Path("answers.csv").write_bytes(content)
    before = tree()
    assert said in refused(score(amu), before)
    found = amu("results", "answers.csv")
    assert found.code == 1
    assert found.err.startswith("answers.csv:")
    assert said in found.err


def test_a_zip_file_with_a_password_is_refused(amu: Amu) -> None:
    lay_out()
    content = bytearray(zipped(a_csv=TEXT))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    Path("answers.csv").write_bytes(content)
    assert "the zip file is protected by a password" in refused(score(amu), tree())


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_results_are_read_packed_too(amu: Amu, kind: str) -> None:
    packed = {"gzip": gzip.compress(RESULTS.encode()), "zip": zipped(a_csv=RESULTS)}
    Path("table.zip").write_bytes(packed[kind])
    found = amu("results", "table.zip", "--json").json
    assert (found["units"], found["separator"], found["problems"]) == (["Tang"], ",", [])
    made = amu("new", "s", "--results", "table.zip", "--unit", "Tang")
    assert made.code == 0, made.err


def test_a_bomb_stops_at_the_size_that_any_table_may_have(amu: Amu) -> None:
    content = gzip.compress((RESULTS + "Tang,1,1,1,1\n" * 6_000_000).encode(), compresslevel=1)
    assert len(content) < 2**20
    Path("bomb.csv").write_bytes(content)
    assert "larger than 64 MiB when unpacked" in amu("results", "bomb.csv").err


def test_no_more_is_unpacked_than_was_allowed() -> None:
    text = unpacked(io.BytesIO(gzip.compress(b"x" * 1_000_000)), "t.gz", most=1_000_000)
    assert text is not None
    assert len(text.read()) == 1_000_000
    text = unpacked(io.BytesIO(gzip.compress(b"x" * 1_000_001)), "t.gz", most=1_000_000)
    assert text is not None
    with pytest.raises(AmuError, match="larger than 1 MiB when unpacked"):
        text.read()


def test_a_quoted_cell_is_one_cell_whatever_stands_in_it(amu: Amu) -> None:
    """Every row has as many semicolons as commas, all of them within quotation marks."""
    rows = [line.split(",") for line in TEXT.splitlines()[1:]]
    cells = [",".join([*row, '"a;b;c;d;e;f;g"']) for row in rows]
    lay_out()
    score(amu)
    Path("answers.csv").write_text("\n".join(["Title", "", f"{HEADER},x", *cells]))
    said = score(amu, out="same.csv")
    assert said.code == 0, said.err
    assert Path("same.csv").read_bytes() == Path("out.csv").read_bytes()
