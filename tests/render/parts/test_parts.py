"""The parts of the report: each says what is filled in, and is not there where nothing is."""

import dataclasses
import datetime
import json
import re

import pytest
from msgspec.structs import replace

from amu_tui import words
from amu_tui.model.meeting.action import Matter, Note
from amu_tui.model.meeting.details import NOTHING
from amu_tui.model.meeting.filling import LineKey, LineValue, filled
from amu_tui.model.meeting.public import public_session
from amu_tui.model.meeting.session import Session
from amu_tui.model.survey.ordering import lowest_third
from amu_tui.model.survey.results import Score
from amu_tui.render.forms.blocks import Chart, Facts, Heading, List
from amu_tui.render.forms.markdown import to_markdown
from amu_tui.render.json_text import to_json
from amu_tui.render.parts.themes import overlooked
from amu_tui.render.report.document import document
from amu_tui.render.report.outline import report_json
from tests.render.samples import finished

TODAY = datetime.date(2017, 12, 15)
DAY = datetime.date(2018, 6, 1)
EVERYTHING: dict[LineKey, LineValue] = {
    ("goal", "autonomy"): "We decide ourselves",
    ("took_part", "preparation"): "Leader: Kari; Safety representative: Ola; LAMU",
    ("took_part", "evaluation"): "LAMU",
    ("review", "date"): DAY,
    ("review", "body"): "LAMU",
    ("archive", "case"): "2017/123",
    ("archive", "process"): "HSE",
    ("archive", "access"): "§ 13",
    ("found", "workload"): "Too much in May",
    ("otherwise", "emotional"): "In talks with students",
    ("", "not_measured"): "Shifts, by a walk round",
    ("", "whole"): "It hangs together",
}


@pytest.fixture(autouse=True)
def english() -> None:
    words.use("en")


def full() -> Session:
    """Everything that can be filled in, is."""
    session = finished()
    instrument = replace(
        session.instrument,
        factors={"workload": ("pressure",), "support": ("support", "cooperation")},
        seldom_chosen=("leadership", "support", "conflict"),
    )
    plan = replace(
        session.actions["b"],
        co_owners=("Evy",),
        owner="Kari",
        level="group",
        when="somebody asks",
        then="we write it down.",
        effect="Fewer questions",
        judged="We count them.",
        judge_on=DAY,
        notes={"n": Note(date=TODAY, text="begun", by="Evy")},
    )
    above = replace(
        session.actions["d"], matter=Matter(to="The dean", answer_by=DAY, answer="No", answered=DAY)
    )
    return replace(
        session.with_action(plan).with_action(above),
        instrument=instrument,
        details=filled(NOTHING, EVERYTHING),
    )


def heads(session: Session) -> list[str]:
    return [one.text for one in document(session, TODAY).blocks if isinstance(one, Heading)]


def test_what_nobody_has_filled_in_is_not_there_and_no_heading_is_empty() -> None:
    plain = document(finished(), TODAY).blocks
    said = to_markdown(document(finished(), TODAY))
    for absent in ("Goal", "Who took part", "Review", "§ 4-3", "Case number", "Expected effect"):
        assert absent not in said
    for session in (finished(), full(), public_session(full())):
        blocks = document(session, TODAY).blocks
        for one, after in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(one, Heading):
                assert after is not None
                assert not isinstance(after, Heading) or after.level > one.level, one
            if isinstance(one, Facts):
                assert all(fact.text for fact in one.facts)
            if isinstance(one, List):
                assert all(one.items)
    assert len(document(full(), TODAY).blocks) > len(plain)


def test_everything_that_is_filled_in_is_said() -> None:
    said = to_markdown(document(full(), TODAY)).replace("\\", "")
    for value in EVERYTHING.values():
        if isinstance(value, str):
            for text in re.split("[;:] ?", value):
                assert text in said
    assert "When somebody asks, then we write it down." in said
    for text in (
        "Kari; Evy",
        "How it is judged: We count them, on 2018-06-01",
        "Level: group",
        "2017-12-15, Evy: begun",
        "Passed upwards: The dean",
        "The answer: No",
        "Answered: 2018-06-01",
        "When: 2018-06-01",
        "Preparation: Leader (Kari); Safety representative (Ola); LAMU",
        "7 Absence of time pressure (R): 1.6 ±1.0",
        "4 Support from supervisor: hidden: protects somebody",
    ):
        assert text in said


def test_the_same_stands_in_the_document_for_programs() -> None:
    told = json.loads(to_json(report_json(full(), TODAY)))
    assert told["details"]["goals"] == {"autonomy": "We decide ourselves"}
    assert told["details"]["factors"]["emotional"]["otherwise"] == "In talks with students"
    first, *_others = told["themes"]
    assert (first["id"], first["mean"], first["votes"]) == ("autonomy", 3.9, 9)
    assert first["goal"] == "We decide ourselves"
    asked = told["participation"]
    assert (asked["invited"], asked["responses"], asked["rate"]) == (45, 37, 37 / 45)
    assert asked["groups"]["leaders"] == {"name": "Leaders", "rate": None, "hidden": "protected"}
    assert told["details"]["factors"]["support"]["themes"] == ["support", "cooperation"]
    assert told["rounds"]["themes"]["ties"][0]["seed"] == "blåskjell"
    assert told["rounds"]["actions"]["closed"] == "2017-12-08"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_ids_seeds_and_digests_stand_in_the_annex_alone(language: str) -> None:
    words.use(language)
    whole = document(full(), TODAY)
    blocks = whole.blocks
    *_pages, start = (
        i for i, one in enumerate(blocks) if isinstance(one, Heading) and one.new_page
    )
    main = to_markdown(dataclasses.replace(whole, blocks=blocks[:start]))
    annex = to_markdown(dataclasses.replace(whole, blocks=blocks[start:]))
    proof = ("SHA-256", "climate, leadership", "| pressure |")
    assert [text for text in proof if text in main] == []
    assert [text for text in proof if text not in annex] == []
    digest = re.compile("[0-9a-f]{32}")
    assert (bool(digest.search(main)), len(digest.findall(annex))) == (False, 2)


def test_the_page_on_4_3_shows_the_gap_as_a_gap() -> None:
    blocks = list(document(full(), TODAY).blocks)
    at = next(i for i, one in enumerate(blocks) if isinstance(one, Heading) and "4-3" in one.text)
    assert blocks[at].new_page  # type: ignore[union-attr]
    emotional = next(
        i for i, one in enumerate(blocks) if isinstance(one, Heading) and "Emotional" in one.text
    )
    facts = blocks[emotional + 1]
    assert isinstance(facts, Facts)
    assert [fact.text for fact in facts.facts] == [
        "no theme of this survey is about it",
        "In talks with students",
    ]


def test_a_low_theme_of_leadership_that_nobody_chose_is_said_calmly_once() -> None:
    session = full()
    assert session.themes is not None
    assert lowest_third(session.results) == {"pressure"}
    assert overlooked(session, session.themes) == []
    low = replace(
        session.results,
        themes={**session.results.themes, "support": Score(n=30, mean=2.0, sd=1.0)},
    )
    session = replace(session, results=low)
    assert session.themes is not None
    assert overlooked(session, session.themes) == ["support"]
    said = to_markdown(document(session, TODAY))
    assert said.count("One more thing to know: 4 Support from supervisor is among the low") == 1
    votes = session.themes.counts
    voted = replace(session.themes, counts=replace(votes, improve={**votes.improve, "support": 1}))
    assert overlooked(session.with_round(voted), voted) == []


def test_everybody_reads_no_names_and_no_annex() -> None:
    said = to_markdown(document(public_session(full()), TODAY))
    for name in ("Kari", "Ola", "Evy", "The dean", "SHA-256", "Annex"):
        assert name not in said
    assert "Leader; Safety representative; LAMU" in said
    told = to_json(report_json(public_session(full()), TODAY))
    for name in ("Kari", "Ola", "Evy", "The dean", "seed"):
        assert name not in told
    assert "counts" not in told


def test_the_chart_shows_the_chosen_themes_in_their_order() -> None:
    charts = [one for one in document(full(), TODAY).blocks if isinstance(one, Chart)]
    (chart,) = (one for one in charts if one.title == "The chosen themes")
    assert [row.label[0] for row in chart.drawing.rows] == ["1", "2", "7", "3"]


def test_of_few_ballots_the_report_does_not_tell_all_the_sums() -> None:
    session = full()
    said = to_markdown(document(session, TODAY))
    # One ballot on the actions; ten on the themes, and four hands.
    assert said.count("So few voted that all the sums would tell") == 1
    assert "| 1 Autonomy | autonomy | 9 | 0 |" in said
    told = report_json(session, TODAY)["rounds"]
    assert (told["actions"]["counts"], told["themes"]["counts"]["preserve"]["autonomy"]) == (
        None,
        9,
    )
    is_open = replace(session, info=replace(session.info, ballots="open"))
    assert "So few voted" not in to_markdown(document(is_open, TODAY))
