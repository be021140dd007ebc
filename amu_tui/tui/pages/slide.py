"""Groups of points laid out as on a slide: titles in bold, signs before points, and air.

All functions are pure: text and cells in, lines out. Points keep a sign of their own besides
its colour.
"""

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from amu_tui.model.survey.instrument import Frame, Point, PointGroup
from amu_tui.text import width, wrap
from amu_tui.words import pick

Lines = list[Content]

POINT_SIGNS = {"+": ("+", "bold $success"), "-": ("\N{MINUS SIGN}", "bold $warning")}
"""How a point's sign is drawn, and in which colour."""
PLAIN_SIGN = ("•", "$foreground 70%")
POINT_INDENT = 3
EMPTY = Content("")
BALANCE_FROM = 56
"""Cells from which the two sides of a balance have room next to each other."""
SIDE_GAP = 6
"""Cells between the two sides."""


def title_lines(text: str, columns: int) -> Lines:
    """The title of a page."""
    return [Content.styled(line, "bold $primary") for line in wrap(text, columns)]


def group_lines(group: PointGroup, columns: int, *, airy: bool = False) -> Lines:
    """A heading, its text and its points; `airy` parts the points by blank lines."""
    lines: Lines = []
    if title := pick(group.title):
        lines += [Content.styled(line, "bold") for line in wrap(title, columns)]
    if text := pick(group.text):
        lines += [Content.styled(line, "$foreground 80%") for line in wrap(text, columns)]
    points = [point_lines(point, columns) for point in group.points.values()]
    if lines and points and airy:
        lines.append(EMPTY)
    return [*lines, *apart(points, 1 if airy else 0)]


def point_lines(point: Point, columns: int) -> Lines:
    """One point behind its sign; what does not fit goes on under its text."""
    sign, style = POINT_SIGNS.get(point.sign, PLAIN_SIGN)
    first, *rest = wrap(pick(point.text), columns - POINT_INDENT)
    head = Content.assemble((sign, style), "  ", first)
    return [head, *(Content(" " * POINT_INDENT + line) for line in rest)]


def apart(blocks: Iterable[Lines], gap: int) -> Lines:
    """Blocks below each other with `gap` blank lines between them."""
    lines: Lines = []
    for block in blocks:
        if lines:
            lines += [EMPTY] * gap
        lines += block
    return lines


def frame_lines(frame: Frame, columns: int, *, tall: bool) -> Lines:
    """A whole frame: as a balance where it weighs one side against another, else as a list."""
    title = title_lines(pick(frame.title), columns)
    low, high, both = sides(frame)
    if low and high and columns >= BALANCE_FROM:
        body = _balance(low, high, both, columns, tall=tall)
    else:
        lonely = len(frame.groups) == 1
        groups = (group_lines(group, columns, airy=lonely) for group in frame.groups.values())
        body = apart(groups, 2 if tall else 1)
    return [*_centred(title, _widest([*title, *body])), *[EMPTY] * (2 if tall else 1), *body]


def sides(frame: Frame) -> tuple[list[PointGroup], list[PointGroup], list[PointGroup]]:
    """Groups whose points are all −, all +, and the others."""
    low: list[PointGroup] = []
    high: list[PointGroup] = []
    both: list[PointGroup] = []
    for group in frame.groups.values():
        signs = {point.sign for point in group.points.values()}
        side = low if signs == {"-"} else high if signs == {"+"} else both
        side.append(group)
    return low, high, both


def _balance(
    low: Sequence[PointGroup],
    high: Sequence[PointGroup],
    both: Sequence[PointGroup],
    columns: int,
    *,
    tall: bool,
) -> Lines:
    """Both sides lie on a beam, and what they carry stands under its pivot."""
    most = (columns - SIDE_GAP) // 2
    left = apart((group_lines(group, most) for group in low), 1)
    right = apart((group_lines(group, most) for group in high), 1)
    half = max(_widest(left), _widest(right))
    height = max(len(left), len(right))
    left = [EMPTY] * (height - len(left)) + left
    right = [EMPTY] * (height - len(right)) + right
    lines = list(_side_by_side(left, right, half, SIDE_GAP))
    whole = 2 * half + SIDE_GAP
    beam = "━" * whole
    lines.append(Content.styled(beam, "$primary"))
    lines.append(Content.styled(" " * ((whole - 1) // 2) + "▲", "$primary"))
    for group in both:
        if tall:
            lines.append(EMPTY)
        lines += _under(group, half, whole)
    return lines


def _under(group: PointGroup, half: int, whole: int) -> Lines:
    """A group below the beam: its − points to the left and all others to the right."""
    low = [line for p in group.points.values() if p.sign == "-" for line in point_lines(p, half)]
    high = [line for p in group.points.values() if p.sign != "-" for line in point_lines(p, half)]
    height = max(len(low), len(high))
    low += [EMPTY] * (height - len(low))
    high += [EMPTY] * (height - len(high))
    head = group_lines(PointGroup(title=group.title, text=group.text), whole)
    return [*_centred(head, whole), *_side_by_side(low, high, half, whole - 2 * half)]


def _side_by_side(left: Lines, right: Lines, cells: int, gap: int) -> Iterator[Content]:
    for low, high in zip(left, right, strict=True):
        blank = " " * (cells - width(low.plain) + gap)
        yield Content.assemble(low, blank, high) if high.plain else low


def _centred(lines: Lines, cells: int) -> Lines:
    return [
        Content.assemble(" " * ((cells - width(line.plain)) // 2), line) if line.plain else line
        for line in lines
    ]


def _widest(lines: Lines) -> int:
    return max((width(line.plain) for line in lines), default=0)


def page(lines: Lines) -> Content:
    """Lines as one text."""
    return Content("\n").join(lines)
