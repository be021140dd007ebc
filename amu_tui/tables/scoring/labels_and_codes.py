"""What stands in cells instead of numbers: codes for no answer, counted, and what is not known.

Labels, codes and other scales that many people met and the instrument does not know are said
once each, with how many cells hold them and with what to write in the instrument file. What
fewer people wrote is never repeated: it may be somebody's own words.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import polars as pl

from amu_tui.model.disclosure.limits import LOWEST_MIN_N
from amu_tui.model.survey.answers import AnswerScale, Code, label_key
from amu_tui.model.survey.instrument import Instrument
from amu_tui.tables.formats.parquet import FAILURES
from amu_tui.tables.numbers import MISSING, figure
from amu_tui.tables.scoring.plan import Plan
from amu_tui.tables.scoring.responses import TEXT_KINDS, Responses, Scan
from amu_tui.tables.table import column
from amu_tui.text import clean, cut
from amu_tui.words import _, ngettext, number, quoted, some

Why = Literal["text", "thousand", "contradiction", "outside"]

MOST = 15
"""Answers that are listed; of the others only how many."""
_SHORT = pl.col("value").str.len_bytes() <= 8
_OTHER_SCALE = 3
"""So many different answers outside the scale are another scale, not codes."""
_NO_ANSWER = frozenset(
    {
        "vet ikke", "veit ikkje", "ikke relevant", "ikkje relevant", "ikke aktuelt",
        "ikkje aktuelt", "uaktuelt", "ikke besvart", "ikkje svart", "ubesvart", "ingen mening",
        "inga meining", "ønsker ikke å svare", "ønskjer ikkje å svare", "vil ikke svare",
        "don't know", "don’t know", "do not know", "not applicable", "not relevant", "no answer",
        "no opinion", "prefer not to say", "prefer not to answer", "rather not say",
    }
)  # fmt: skip
"""What people see where they can leave a question open, by `label_key`."""
_NUMBERED = "0123456789 -–—.:)(="
"""What may stand before it, as in `8 - Vet ikke`."""


Kind = tuple[Why, str]
"""What is wrong with a text, and the text as it stands in a cell."""


@dataclass(frozen=True)
class Met:
    """One answer that cannot be taken.

    Args:
        text: as it stands in most cells; a whole number without decimals.
        why: what is wrong with it.
        cells: how many hold it, by the place of their column.
        row: the first row where it stands, in the column at the place `first`.
    """

    text: str
    why: Why
    cells: Mapping[int, int]
    row: int
    first: int

    @property
    def count(self) -> int:
        """How many cells hold it."""
        return sum(self.cells.values())


def often(
    rows: Iterable[tuple[int, Kind, int, int]], people: Mapping[Kind, int]
) -> tuple[list[Met], set[Kind]]:
    """Those that several people gave, the most frequent first; and how they are spelt.

    Args:
        rows: the place of a column, what stands there, in how many cells and first where.
        people: in how many rows it stands.
    """
    alike: dict[Kind, list[tuple[int, str, int, int]]] = {}
    for place, (why, text), count, row in rows:
        alike.setdefault((why, _key(why, text)), []).append((place, text, count, row))
    found: list[Met] = []
    spelt: set[Kind] = set()
    for (why, key), parts in alike.items():
        cells: Counter[int] = Counter()
        for place, _text, count, _row in parts:
            cells[place] += count
        if why == "thousand" or max(people[why, text] for _p, text, _c, _r in parts) < LOWEST_MIN_N:
            continue
        row, first = min((row, place) for place, _text, _count, row in parts)
        text = key if why == "outside" else max(parts, key=lambda part: part[2])[1]
        found.append(Met(text, why, cells, row, first))
        spelt |= {(why, text) for _place, text, _count, _row in parts}
    return sorted(found, key=lambda met: (-met.count, met.text)), spelt


def _key(why: Why, text: str) -> str:
    """What is alike in two texts: a number typed as a float is the number it was."""
    return f"{float(text.replace(',', '.')):g}" if why == "outside" else label_key(text)


def problems(met: Sequence[Met], plan: Plan) -> Iterator[tuple[int, int, str]]:
    """The first row and column of all that is wrong in one way, and what is said of them."""
    ways: dict[tuple[Why, float, float], list[Met]] = {}
    for one in met:
        scale = plan.answers[one.first]
        ends = (scale.low, scale.high) if one.why == "outside" else (0.0, 0.0)
        ways.setdefault((one.why, *ends), []).append(one)
    for (why, low, high), alike in ways.items():
        row, first = min((one.row, one.first) for one in alike)
        yield row, first, _said(why, alike).replace("{low}", end(low)).replace("{high}", end(high))


def _said(why: Why, alike: Sequence[Met]) -> str:
    n = sum(one.count for one in alike)
    names = some([f"{quoted(cut(one.text, 60))} {one.count}" for one in alike], MOST)
    if why == "outside":
        text = ngettext(
            "{n} answer is outside the scale {low}–{high}: {answers}",
            "{n} answers are outside the scale {low}–{high}: {answers}",
            n,
        )
    elif why == "contradiction":
        text = ngettext(
            "{n} answer begins with another number than its label has: {answers}",
            "{n} answers begin with other numbers than their labels have: {answers}",
            n,
        )
    else:
        # The texts stand below, where they are to be declared.
        text = ngettext(
            "{n} answer is neither a number nor a label in the instrument file",
            "{n} answers are neither numbers nor labels in the instrument file",
            n,
        )
    return text.replace("{n}", str(n)).replace("{answers}", names)


def to_declare(
    met: Sequence[Met], plan: Plan, header: Sequence[str], of: Instrument
) -> Iterator[str]:
    """What to write in the instrument file so that these are known, in lines."""
    outside = [one for one in met if one.why == "outside"]
    texts = [one for one in met if one.why == "text"]
    scales = [place for place in plan.items if _differs(place, outside)]
    for place in scales[:1]:
        yield _("Where an item has a scale of its own, say its ends in the instrument file:")
        yield from (f"[items.{_toml(header[place])}]", "min = ?", "max = ?")
    codes = [one for one in outside if not set(one.cells) <= set(scales)]
    signs = [one for one in texts if label_key(one.text).lstrip(_NUMBERED) in _NO_ANSWER]
    if codes or signs:
        shown = [*map(_toml_code, of.scale.missing), *(one.text for one in codes)]
        shown += [_toml(one.text) for one in signs]
        yield _(
            "Where it says that there is no answer, write below [scale] in the instrument file:"
        )
        yield f"missing = [{', '.join(shown)}]{_counts(signs)}"
    tables: dict[tuple[str, float, float], list[Met]] = {}
    for one in texts:
        if one not in signs:
            tables.setdefault(_table(one, plan, header), []).append(one)
    for (table, low, high), labels in tables.items():
        told = _("Write in the instrument file which number, {low}–{high}, each label is:")
        yield told.format(low=end(low), high=end(high))
        yield f"[{table}]"
        yield from (f"{_toml(one.text)} = ?{_counts([one])}" for one in labels[:MOST])
        if len(labels) > MOST:
            yield f"# + {len(labels) - MOST}"
    if any(one.why == "contradiction" for one in met):
        yield _("Mend the number of the label in the instrument file.")


def _differs(place: int, outside: Iterable[Met]) -> bool:
    """Whether the column has so many answers outside the scale that it must have another."""
    return sum(place in one.cells for one in outside) >= _OTHER_SCALE


def _table(label: Met, plan: Plan, header: Sequence[str]) -> tuple[str, float, float]:
    """Where a label is declared, and the ends of the scale that its number is on."""
    scale = plan.answers[label.first]
    if all((plan.answers[at].low, plan.answers[at].high) != (plan.low, plan.high)
           for at in label.cells):  # fmt: skip
        return f"items.{_toml(header[label.first])}.labels", scale.low, scale.high
    return "scale.labels", plan.low, plan.high


def _counts(met: Sequence[Met]) -> str:
    """In how many cells each stands, as a comment behind what declares them."""
    return f"  # {', '.join(str(one.count) for one in met)}" if met else ""


def _toml(text: str) -> str:
    return json.dumps(clean(text), ensure_ascii=False)


def _toml_code(code: Code) -> str:
    return _toml(code) if isinstance(code, str) else f"{code:g}"


def end(value: float) -> str:
    """An end of a scale as a reader sees it."""
    return number(value, 0 if float(value).is_integer() else 2)


def unanswered(responses: Responses, plan: Plan, reading: Scan) -> dict[str, int]:
    """How many cells with answers hold each sign for none, such as `-` or `#N/A`; most first.

    `reading` is the one that gave the figures. Signs are in lower case, as are the codes that
    the instrument names; empty cells are not counted. The table is read once more, but only
    where it has signs or codes, or may have them.
    """
    numbers = frozenset(plan.items)
    schema = reading(numbers).collect_schema()
    texts = any(schema[column(place)] in TEXT_KINDS for place in plan.items)
    declared = any(scale.codes or scale.words for scale in plan.answers.values())
    dropped = bool(responses.dropped(numbers))
    if not texts and not declared and not dropped:
        return {}
    lazy = responses.readings[1](numbers) if dropped and not texts else reading(numbers)
    cells = plan.rows.chosen(lazy).select(
        pl.col(column(place)).cast(pl.String).alias(str(place)) for place in plan.items
    )
    wanted = pl.col("value").is_in([sign for sign in MISSING if sign])
    with suppress(*FAILURES):
        # The same few texts stand in many cells: each is looked at once. Figures with many
        # decimals may all be different, and are no codes.
        counted = (
            cells.unpivot(variable_name="place")
            .filter(_SHORT | pl.col("value").str.contains("[^0-9.,+-]"))
            .group_by("place", "value")
            .agg(pl.len())
            .collect(engine="streaming")
            .with_columns(pl.col("value").str.strip_chars().str.to_lowercase())
            .filter(_may_be_code(plan) if declared else wanted)
        )
        found: Counter[str] = Counter()
        for place, value, count in counted.iter_rows():
            if sign := _sign(value, plan.answers[int(place)]):
                found[sign] += count
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
    return {}


def _may_be_code(plan: Plan) -> pl.Expr:
    """Whether a text is no figure, or one of the codes for some item."""
    codes = sorted({code for scale in plan.answers.values() for code in scale.codes})
    value = figure(pl.col("value"))
    return (pl.col("value") != "") & (value.is_null() | value.is_in(codes))


def _sign(text: str, scale: AnswerScale) -> str:
    """What says in the cell that there is no answer; nothing where one stands there."""
    if text in MISSING:
        return text
    with suppress(ValueError):
        code = float(text.replace(",", "."))
        return f"{code:g}" if code in scale.codes else ""
    number = scale.number(text)
    return text if number is None or number in scale.codes else ""
