"""The action report: what stands in it, and that typed text is only ever text."""

import csv
import datetime
import hashlib
import io
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from amu_tui import words
from amu_tui.model.meeting.session import Signature
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Override, Tie, by_lot, by_run_off
from amu_tui.render.aims import item_name
from amu_tui.render.decisions.rounds import round_json, round_lines, tie_sentence
from amu_tui.render.forms.markdown import markdown, to_markdown
from amu_tui.render.json_text import to_json
from amu_tui.render.report.csv import MARK, excel_rows, report_rows, to_csv
from amu_tui.render.report.document import document
from amu_tui.render.report.outline import action_json, report, report_json
from tests.render.conftest import Golden
from tests.render.samples import action, finished, session

TODAY = datetime.date(2017, 12, 15)


def test_the_report_puts_prioritised_actions_first() -> None:
    told = report(finished(), TODAY)
    assert [a.id for a in told.ours.preserve] == ["b", "a"]
    assert [a.id for a in told.ours.improve] == ["c"]
    assert [a.id for a in told.passed_on] == ["d"]
    assert (told.date, told.leader_signed) == (TODAY, None)


def read(document: Any) -> Any:
    """What a program reads of `document`."""
    return json.loads(to_json(document))


def test_the_report_for_programs() -> None:
    document = read(report_json(finished(), TODAY))
    assert list(document)[:8] == [
        "unit",
        "round",
        "date",
        "signed",
        "entered_by",
        "preserve",
        "improve",
        "leader",
    ]
    assert document["date"] == "2017-12-15"
    assert document["signed"] == {"leader": None, "safety_representative": None}
    assert document["preserve"][0] == {
        "id": "b",
        "theme": "autonomy",
        "aim": "preserve",
        "basket": "ours",
        "title": "Skriv ned det som virker",
        "owner": "",
        "deadline": None,
        "status": "planned",
        "priority": 1,
        "notes": [],
        "co_owners": [],
        "level": None,
        "when": "",
        "then": "",
        "effect": "",
        "judged": "",
        "judge_on": None,
        "done_on": None,
        "matter": None,
        "follows": None,
    }
    assert document["preserve"][1]["priority"] is None
    assert document["leader"] == read([action_json(finished(), finished().actions["d"])])


def test_a_signed_report_keeps_the_day_it_was_signed() -> None:
    signed = msgspec.structs.replace(
        finished(), signature=Signature(date=datetime.date(2018, 1, 2), leader="Leder *Skjell*")
    )
    data = read(report_json(signed, TODAY))
    assert data["date"] == "2018-01-02"
    assert data["signed"] == {"leader": "Leder *Skjell*", "safety_representative": None}
    text = to_markdown(document(signed, TODAY))
    assert "Leader: Leder \\*Skjell\\*, signed 2018-01-02\n" in text
    assert "Safety representative: ____________________ (Verneombud Tang)\n" in text


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_report_as_markdown(language: str, golden: Golden) -> None:
    words.use(language)
    golden(f"report-{language}.md", to_markdown(document(finished(), TODAY)))


def test_a_report_before_any_choice_says_so() -> None:
    text = to_markdown(document(session(), TODAY))
    assert "No themes have been chosen yet." in text
    assert text.count("No actions.") == 3


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a | b", r"a \| b"),
        ("`code` *b* _i_ ~s~", r"\`code\` \*b\* \_i\_ \~s\~"),
        ("[x](http://evil.example)", r"\[x\](http\://evil.example)"),
        ("![x](y)", r"!\[x\](y)"),
        ("www.evil.example", r"www\.evil.example"),
        ("<script>alert(1)</script> &lt;", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;"),
        ("# heading", r"\# heading"),
        ("- point", r"\- point"),
        ("+ point", r"\+ point"),
        ("=====", r"\====="),
        ("1. first", r"1\. first"),
        ("12) twelfth", r"12\) twelfth"),
        ("2017 was fine - really.", "2017 was fine - really."),
        ("a\n\n# b\tc", "a # b c"),
        (r"back\slash", r"back\\slash"),
        ("[ ] todo", r"\[ \] todo"),
        ("[x] done", r"\[x\] done"),
        ("[TOC]", r"\[TOC\]"),
        ("[^1] note", r"\[^1\] note"),
        ("x^[note]", r"x^\[note\]"),
        ("[[page]]", r"\[\[page\]\]"),
        ("[to][ref]", r"\[to\]\[ref\]"),
        ("[ref]: url", r"\[ref\]: url"),
        ("--", r"\--"),
        ("1.", r"1\."),
        ("$x$", r"\$x\$"),
    ],
)
def test_typed_text_is_never_markup(typed: str, shown: str) -> None:
    assert markdown(typed) == shown


@pytest.mark.parametrize(
    "typed", ["24.11.2026", "1.juni", "[bold]", "Kari [vara, 2026] og Ola", "-5 grader", "+47 73"]
)
def test_what_means_nothing_in_markdown_stays_readable(typed: str) -> None:
    assert markdown(typed) == typed


MARKUP = st.lists(
    st.sampled_from(
        [*"[]()!#+-=:_*~`$&<>|\\^.{} xa1", "1. ", "12) ", "[x] ", "[^a]", "[ab]", "http://x"]
    ),
    max_size=14,
).map("".join)
PLACES = (
    "{}",
    "- {}",
    "# Survey {} – report",
    "- Unit: {}",
    "Leader: ____ ({})",
    "| a | b |\n|---|---|\n| {} | c |",
)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=200, deadline=None)
@given(typed=MARKUP)
def test_a_renderer_shows_what_was_typed_and_nothing_else(place: str, typed: str) -> None:
    typed = " ".join(typed.split()) or "x"
    renderer = MarkdownIt("gfm-like").use(footnote_plugin).use(tasklists_plugin)
    renderer.use(deflist_plugin).use(dollarmath_plugin)
    # Some renderers link a bare domain, and no escape keeps them from it.
    assert renderer.linkify is not None
    renderer.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    plain = renderer.parse(place.format("word"))
    found = renderer.parse(place.format(markdown(typed)))
    assert [token.type for token in found] == [token.type for token in plain]
    parts = [part for token in found for part in token.children or ()]
    assert {part.type for part in parts} == {"text"}
    assert typed in "".join(part.content for part in parts)


def test_no_typed_text_breaks_the_table() -> None:
    nasty = "a | b\n| c \\| d"
    made = action("x", "improve", nasty, owner=nasty, theme="pressure")
    text = to_markdown(document(session().with_action(made), TODAY))
    (line,) = (line for line in text.splitlines() if "a \\| b" in line)
    assert line.replace("\\\\", "").replace("\\|", "").count("|") == 7


def test_the_table_has_a_row_for_each_action() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(report_rows(finished(), TODAY)))))
    assert [(r["aim"], r["basket"], r["priority"], r["id"]) for r in rows] == [
        ("preserve", "ours", "1", "b"),
        ("preserve", "ours", "", "a"),
        ("improve", "ours", "", "c"),
        ("improve", "leader", "", "d"),
    ]
    assert rows[1]["deadline"] == "2018-06-15"
    assert rows[2]["theme"] == "pressure"
    assert to_csv(report_rows(finished(), TODAY)).startswith("aim,")


def test_excel_gets_words_semicolons_and_only_columns_in_which_something_is_said() -> None:
    words.use("nb")
    text = to_csv(excel_rows(finished(), TODAY), excel=True)
    assert text.encode().startswith(b"\xef\xbb\xbfPrioritet;Tema;Tiltak;Ansvarlig;Frist;")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(MARK)), delimiter=";"))
    assert [row["Prioritet"] for row in rows] == ["1", "", "", ""]
    assert [row["Frist"] for row in rows] == ["", "15.06.2018", "15.06.2018", "15.06.2018"]
    assert rows[1]["Status"] == "gjennomført"
    assert rows[2]["Tema"] == "forbedre: 7 Fravær tidspress (R)"
    assert "Notater" not in rows[0]


def test_a_round_for_programs() -> None:
    closed = finished().themes
    assert closed is not None
    document = read(round_json(closed))
    assert list(document) == [
        "round",
        "turnout",
        "ways",
        "counts",
        "ties",
        "chosen",
        "left_out",
        "override",
    ]
    assert document["counts"]["improve"] == {"pressure": 8, "climate": 3, "leadership": 3}
    assert document["ties"][0]["settled"] == "lot"
    assert document["ties"][0]["seed"] == "blåskjell"
    assert document["chosen"]["preserve"] == ["autonomy", "independence"]
    assert document["override"] is None


def test_an_override_is_told_with_its_reason() -> None:
    closed = finished().themes
    assert closed is not None
    counted = closed.chosen
    changed = msgspec.structs.replace(
        closed,
        chosen=Choice(preserve=("autonomy",), improve=("climate",)),
        override=Override(reason="a *reason*", counted=counted),
    )
    assert read(round_json(changed))["override"] == {
        "reason": "a *reason*",
        "counted": {"preserve": list(counted.preserve), "improve": list(counted.improve)},
    }
    assert "The leader chose differently from the count: a *reason*" in round_lines(
        finished(), changed
    )
    text = to_markdown(document(finished().with_round(changed), TODAY))
    assert "The leader chose differently from the count: a \\*reason\\*" in text


def test_a_round_in_words(golden: Golden) -> None:
    closed = finished().themes
    assert closed is not None
    golden("round-en.txt", "\n".join(round_lines(finished(), closed)) + "\n")


def test_a_tie_says_where_and_how_it_was_settled() -> None:
    tie = Tie(aim="preserve", place=2, places=1, tied=("autonomy", "climate"))
    start = "Tied for place 2 to preserve: 1 Autonomy; 6 Social climate."
    assert tie_sentence(tie, finished()) == start
    settled = by_run_off(tie, {"autonomy": 7, "climate": 5})
    assert tie_sentence(settled, finished()) == (
        f"{start} The run-off ended 1 Autonomy 7; 6 Social climate 5. "
        "Settled by run-off: 1 Autonomy."
    )
    three = Tie(aim="preserve", place=1, places=2, tied=("a", "b", "gone"))
    assert tie_sentence(three, finished()).startswith("Tied for places 1–2 to preserve: Fredags")


def test_the_lot_of_a_report_can_be_drawn_again() -> None:
    tie = Tie(aim="improve", place=1, places=2, tied=("autonomy", "climate", "leadership"))
    after = by_run_off(tie, {"autonomy": 5, "climate": 3, "leadership": 3})
    drawn = by_lot(after, "seed")
    said = tie_sentence(drawn, finished())
    assert "seed “seed”" in said
    assert "Drawn from climate, leadership in the order of SHA-256" in said
    again = min(
        ("climate", "leadership"),
        key=lambda item: hashlib.sha256(f"seed:improve:{item}".encode()).hexdigest(),
    )
    assert f"1 Autonomy; {item_name(finished(), again)}." in said
