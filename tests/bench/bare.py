"""The least that a Textual program does: a header, a footer, a table of 28 rows."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class Bare(App[None]):
    """What every figure of the benchmark is set beside."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str]()
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("number", "theme", "mean")
        for number in range(1, 29):
            table.add_row(str(number), f"theme {number}", "3.9 ±0.7")


if __name__ == "__main__":
    Bare().run(mouse=False)
