"""What stands in an action's file reaches no reader of the report as anything but text."""

import csv
import io
import re
import tomllib
from pathlib import Path

import tomli_w

from amu_tui.model.formulas import typed_cell
from amu_tui.text import clean
from tests.cli.conftest import Amu
from tests.model.test_formulas import BLANKS, COMPUTED
from tests.promises import proves
from tests.render.forms.test_inert import PAYLOADS


@proves(
    "What somebody has typed, named or put into a file is shown and never obeyed: by no "
    "terminal, no spreadsheet and no git.",
)
def test_every_hostile_text_in_a_file_is_only_text_in_a_report(amu: Amu, chosen: Path) -> None:
    made = amu("action", "add", chosen, "--theme", "22", "--title", "x").out.strip()
    action = tomllib.loads((chosen / "actions" / f"{made}.toml").read_text(encoding="utf-8"))
    hostile_texts = [text for text in PAYLOADS if clean(text, lines=True)]
    for at, payload in enumerate(hostile_texts):
        hostile = {**action, "id": f"p{at}", "title": payload, "owner": payload}
        (chosen / "actions" / f"p{at}.toml").write_bytes(tomli_w.dumps(hostile).encode())
    for form in ("md", "html", "json", "csv"):
        said = amu("report", chosen, "--format", form)
        assert (said.code, said.err) == (0, "")
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", said.out)
    rows = list(csv.DictReader(io.StringIO(said.out, newline="")))
    titles = {typed_cell(row["title"]) for row in rows}
    assert titles == {"x", *map(clean, hostile_texts)}
    assert not any(COMPUTED.match(cell.lstrip(BLANKS)) for row in rows for cell in row.values())
