"""Text in runs of one style: a screen gives the styles colours, a file leaves them out."""

from collections.abc import Iterable
from itertools import groupby
from typing import Literal, NamedTuple

Style = Literal["", "quiet", "bar", "on-bar", "mark", "line", "old", "new"]
"""What a run shows: an axis, a bar, what runs over it, a reference's mark, two rounds."""


class Segment(NamedTuple):
    """A run of cells of one style."""

    text: str
    style: Style = ""


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbours of one style as one segment."""
    runs = groupby(segments, key=lambda segment: segment.style)
    return [Segment("".join(segment.text for segment in run), style) for style, run in runs]


def plain(segments: Iterable[Segment]) -> str:
    """The text alone."""
    return "".join(segment.text for segment in segments)
