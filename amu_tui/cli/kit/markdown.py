"""Markdown on a terminal: calm headings, code without colours of its own, no frames."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown
from rich.text import Text
from rich.theme import Theme

MARKDOWN_STYLES = Theme(
    {
        "markdown.h1": "bold underline",
        "markdown.h2": "bold",
        "markdown.code": "cyan",
        "markdown.code_block": "cyan",
    }
)


class _LeftHeading(Heading):
    """A heading where the eye expects it."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.text


class _IndentedCode(CodeBlock):
    """Code that can be copied: a long line is left for the terminal to break."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        code = "\n".join(f"  {line}" for line in str(self.text).rstrip().splitlines())
        yield Text(code, "markdown.code_block", no_wrap=True, overflow="ignore")


class _Page(Markdown):
    elements = {**Markdown.elements, "heading_open": _LeftHeading, "fence": _IndentedCode}


def show(text: str, width: int) -> None:
    """Write a page of Markdown to the terminal."""
    Console(width=width, theme=MARKDOWN_STYLES, highlight=False).print(_Page(text), crop=False)
