"""The one way for words to the screen, besides the rows of a list and what a widget draws itself.

Textual reads a str as markup, in which data could hold links and actions, or end the program
with a lone `[/]`. So what it is given is `Content`, which the types see to.
"""

from typing import Literal

from textual.content import Content
from textual.widgets import Static as _Static


class Static(_Static):
    """Shows a `Content`, or nothing."""

    def __init__(
        self,
        content: Content | Literal[""] = "",
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(content, markup=False, id=id, classes=classes)

    def update(self, content: Content, *, layout: bool = True) -> None:  # type: ignore[override]
        """Show another content."""
        super().update(content, layout=layout)
