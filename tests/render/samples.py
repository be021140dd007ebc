"""Sessions that the render tests are made on: one like KIWEST, one of percentages only."""

import datetime

from amu_tui.model.meeting.action import Action, Basket, Status
from amu_tui.model.meeting.session import Info, Session, Signatories
from amu_tui.model.survey.instrument import (
    Aim,
    Anchors,
    Area,
    Instrument,
    Option,
    Question,
    Scale,
    Texts,
    Theme,
)
from amu_tui.model.survey.results import (
    Answers,
    GroupRate,
    Participation,
    Reference,
    Results,
    Score,
)
from amu_tui.model.voting.ballot import Choice
from amu_tui.model.voting.tally import Counts, Round, by_lot
from amu_tui.model.voting.tally import Tie as TieOf

SECRET = 4.4321
"""A mean that a source had and no text may show."""

NAMES: dict[str, tuple[str, str]] = {
    "autonomy": ("Autonomi", "Autonomy"),
    "independence": ("Selvstendighet", "Independence"),
    "leadership": ("Myndiggjørende ledelse", "Empowering leadership"),
    "support": ("Støtte nærmeste leder", "Support from supervisor"),
    "cooperation": ("Samarbeid kolleger", "Cooperation among colleagues"),
    "climate": ("Sosialt klima", "Social climate"),
    "pressure": ("Fravær tidspress", "Absence of time pressure"),
    "conflict": ("Fravær dysfunksjonell støtte", "Absence of dysfunctional support"),
}


def texts(nb: str, en: str) -> Texts:
    return {"nb": nb, "en": en}


def kiwest() -> Instrument:
    return Instrument(
        id="small-1",
        title=texts("Arbeidsmiljøundersøkelsen", "The work environment survey"),
        scale=Scale(
            min=1,
            max=5,
            anchors={
                "nb": Anchors(min="svært uenig", max="svært enig"),
                "en": Anchors(min="strongly disagree", max="strongly agree"),
            },
        ),
        areas={
            "own-work": Area(
                title=texts("Individuelle ressurser", "Individual resources"),
                heading=texts("Ressurser i egen oppgave", "Resources in one's own work"),
                themes=("autonomy", "independence", "leadership", "support"),
            ),
            "colleagues": Area(
                title=texts("Kollegaressurser", "Colleague resources"),
                themes=("cooperation", "climate"),
            ),
            "demands": Area(title=texts("Jobbkrav", "Demands"), themes=("conflict", "pressure")),
        },
        themes={
            theme: Theme(
                number=place + 1,
                name=texts(*names),
                turned=theme in ("pressure", "conflict"),
            )
            for place, (theme, names) in enumerate(NAMES.items())
        },
        questions={
            "hours": Question(
                kind="distribution",
                title=texts("Timer", "Hours"),
                text=texts("Hvor mange timer?", "How many hours?"),
                options={
                    "none": Option(text=texts("Ingen", "None")),
                    "some": Option(text=texts("1–10 timer", "1–10 hours")),
                    "many": Option(text=texts("Over 10 timer", "Over 10 hours")),
                },
            ),
            "appraisal": Question(kind="share", title=texts("Medarbeidersamtale", "Appraisal")),
            "usefulness": Question(
                kind="mean",
                title=texts("Nytteverdi", "Usefulness"),
                scale=Scale(min=1, max=5),
                step="appraisal",
            ),
            "health": Question(kind="mean", title=texts("Jobb og helse", "Job and health")),
        },
    )


def results() -> Results:
    return Results(
        unit="Institutt for blåskjell",
        warnings=("row 3: a warning of the import",),
        participation=Participation(
            invited=45,
            responses=37,
            groups={
                "women": GroupRate(title=texts("Kvinner", "Women"), rate=0.732),
                "leaders": GroupRate(title=texts("Ledere", "Leaders"), hidden="protected"),
            },
        ),
        themes={
            "autonomy": Score(n=37, mean=3.9, sd=0.7),
            "independence": Score(n=37, mean=4.8, sd=0.6),
            "leadership": Score(n=36, mean=3.64, sd=0.93),
            "support": Score(hidden="protected"),
            "cooperation": Score(n=37, mean=4.15, sd=0.62),
            "pressure": Score(n=37, mean=1.6, sd=1.04),
            "conflict": Score(hidden="protected"),
        },
        questions={
            "hours": Answers(n=36, shares={"none": 0.25, "some": 0.5, "many": 0.25}),
            "appraisal": Answers(n=37, share=0.73),
            "usefulness": Answers(n=27, mean=3.3, sd=1.0),
            "health": Answers(hidden="protected"),
        },
        references={
            "faculty": Reference(
                title="Fakultet for fjæra",
                participation=Participation(rate=0.71),
                themes={
                    "autonomy": Score(n=300, mean=3.95, sd=0.8),
                    "independence": Score(n=300, mean=4.1, sd=0.8),
                    "leadership": Score(n=300, mean=3.8, sd=0.8),
                    "support": Score(n=300, mean=3.7, sd=0.8),
                    "pressure": Score(n=300, mean=2.8, sd=0.8),
                },
            ),
            "before": Reference(
                title="2014",
                kind="previous",
                themes={
                    "autonomy": Score(n=30, mean=3.95),
                    "leadership": Score(hidden="protected"),
                },
            ),
            "nation": Reference(title="Landet", participation=Participation(rate=1.02)),
        },
    )


def session() -> Session:
    """The unit on the 1–5 scale, marked as synthetic, before any vote."""
    return Session(
        info=Info(
            id="blaskjell-2017",
            key="k",
            unit="Institutt for blåskjell",
            round="2017",
            instrument="small-1",
            synthetic=True,
            people=Signatories(leader="Leder Skjell", safety_representative="Verneombud Tang"),
        ),
        instrument=kiwest(),
        results=results(),
        folder="somewhere",
    )


def percent_session() -> Session:
    """A published table: percentages, no n, no sd, one theme without a figure."""
    instrument = Instrument(
        id="pulse",
        title={"en": "Pulse"},
        scale=Scale(min=0, max=100, unit="percent"),
        areas={"all": Area(title={"en": "All"}, themes=("work", "pay", "line"))},
        themes={
            "work": Theme(number=1, name={"en": "My work"}),
            "pay": Theme(number=2, name={"en": "Pay and benefits"}),
            "line": Theme(number=3, name={"en": "My manager"}),
        },
    )
    shown = Results(
        unit="Office of Mussels",
        warnings=("the table has no n: the limit could not be checked",),
        participation=Participation(rate=0.68),
        themes={"work": Score(mean=76.5), "pay": Score(mean=30)},
        references={"all": Reference(title="Everybody", themes={"work": Score(mean=100)})},
    )
    info = Info(id="pulse", key="k", unit="Office of Mussels", round="2019", instrument="pulse")
    return Session(info=info, instrument=instrument, results=shown)


def action(
    name: str,
    aim: Aim,
    title: str,
    *,
    theme: str = "autonomy",
    basket: Basket = "ours",
    owner: str = "Kari",
    status: Status = "planned",
    deadline: datetime.date | None = datetime.date(2018, 6, 15),
) -> Action:
    return Action(
        id=name,
        theme=theme,
        aim=aim,
        basket=basket,
        title=title,
        owner=owner,
        status=status,
        deadline=deadline,
    )


def finished() -> Session:
    """The same unit after the meeting: themes chosen by a lot, actions, priorities."""
    tie = by_lot(
        TieOf(aim="improve", place=2, places=1, tied=("climate", "leadership")), "blåskjell"
    )
    themes = Round(
        round="themes",
        closed=datetime.date(2017, 12, 1),
        turnout=14,
        ways={"hands": 4, "own": 10},
        counts=Counts(
            preserve={"autonomy": 9, "independence": 1},
            improve={"pressure": 8, "climate": 3, "leadership": 3},
        ),
        ties=(tie,),
        chosen=Choice(preserve=("autonomy", "independence"), improve=("pressure", *tie.chosen)),
    )
    priorities = Round(
        round="actions",
        closed=datetime.date(2017, 12, 8),
        turnout=1,
        ways={"passed": 1},
        counts=Counts(preserve={"b": 1}),
        chosen=Choice(preserve=("b",)),
    )
    actions = (
        action("a", "preserve", "Fredagskaffe", status="done"),
        action("b", "preserve", "Skriv ned det som virker", owner="", deadline=None),
        action("c", "improve", "Møtefri onsdag", theme="pressure"),
        action("d", "improve", "Flere folk", theme="pressure", basket="leader"),
    )
    closed = session().with_round(themes).with_round(priorities)
    for made in actions:
        closed = closed.with_action(made)
    return closed
