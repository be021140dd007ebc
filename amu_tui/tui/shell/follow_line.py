"""What the status line says of following: whom, and how old what is seen of them is."""

from amu_tui.text import width
from amu_tui.tui.kit.edges import KEY_GAP
from amu_tui.tui.state.following import Following
from amu_tui.words import _


def seen(seconds: int) -> str:
    """How long ago the last sign of life was, by `Following.age`."""
    if seconds >= 60:
        return _("seen {n} min ago").format(n=seconds // 60)
    return _("seen {n} s ago").format(n=seconds) if seconds else _("seen under 10 s ago")


def status(following: Following, step_number: int, waits: bool, room: int) -> str:
    """What to say in `room` cells, or the shortest where nothing fits.

    Args:
        step_number: of the step that the leader is at.
        waits: whether something here has to be finished before it is followed.
    """
    if not following.led_by_another:
        alone = following.mode == "own" and following.program.may_lead
        return _("on your own · F leads") if alone else ""
    if following.mode != "follow":
        texts = [_("on your own · F follows the facilitator again"), _("F follows again")]
    elif waits:
        at = _("the facilitator is at step {n}").format(n=step_number)
        texts = [_("{at}; the ballot first").format(at=at), at]
    else:
        texts = [_("following the facilitator")]
    age = following.age
    aged = [f"{text} · {seen(age)}" for text in texts]
    # A fresh view need not say its age where there is no room.
    candidates = aged if age else [*aged, *texts]
    return next((text for text in candidates if width(text) <= room), candidates[-1])


def room_left(text: str, columns: int) -> int:
    """Cells that `text` leaves on a line of `columns`."""
    return columns - 2 - (width(text) + len(KEY_GAP) if text else 0)
