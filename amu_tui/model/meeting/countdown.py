"""A timer that counts down; it is told what time it is, and so knows no clock."""

MINUTE = 60


class Countdown:
    """Seconds that are left, standing still or running; `now` is in seconds of any clock."""

    def __init__(self, seconds: int) -> None:
        self._left: float = seconds
        self._end: float | None = None

    @property
    def running(self) -> bool:
        """Whether the time goes."""
        return self._end is not None

    def left(self, now: float) -> int:
        """Whole seconds left, never below 0."""
        return round(self.exactly(now))

    def exactly(self, now: float) -> float:
        """Seconds left, with fractions, never below 0."""
        return max(0.0, self._left if self._end is None else self._end - now)

    def put(self, left: float, now: float, *, running: bool) -> None:
        """Stand at `left` seconds, or run from there."""
        self._left = left
        self._end = now + left if running else None

    def over(self, now: float) -> bool:
        """Whether nothing is left."""
        return self.left(now) == 0

    def toggle(self, now: float) -> None:
        """Start or stop; where nothing is left there is nothing to start or to stop."""
        if self.over(now):
            return
        if self._end is None:
            self._end = now + self._left
        else:
            self._left = self.left(now)
            self._end = None

    def add(self, seconds: int, now: float) -> None:
        """More time; a timer that has run out goes on running."""
        if self._end is None:
            self._left += seconds
        else:
            self._end = max(self._end, now) + seconds


def clock(seconds: int) -> str:
    """Minutes and seconds: `09:05`."""
    return f"{seconds // MINUTE:02}:{seconds % MINUTE:02}"
