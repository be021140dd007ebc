"""R's own figures: Student's t, and the intervals of `t.test()`."""

from pathlib import Path

R = Path(__file__).parent / "precision"


def table(name: str) -> list[list[str]]:
    """The rows of one of R's tables, its comment left out; the first row is the header."""
    lines = (R / name).read_text(encoding="utf-8").splitlines()
    return [line.split(",") for line in lines if not line.startswith("#")]
