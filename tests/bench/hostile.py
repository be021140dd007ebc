"""Files made to take long or to fill the memory: what each of them costs.

    python -m tests.bench.hostile [WORD…]

Makes each file in a folder of its own, or those whose name has one of the words in it, and runs
the command that meets it. Prints seconds of processor time, the memory at most, the exit code and
the first words said. A refused table costs what starting Python and Polars does, on the first line.
"""

import gzip
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

import amu_tui

DEMO = Path(amu_tui.__file__).parent / "demo"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = "unit,theme,n,mean,sd\n"
ROWS = HEAD + "".join(f"X,{theme},30,3.5,0.8\n" for theme in range(1, 29))
Made = dict[str, Callable[[Path], object]]


def zipped(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def xlsx(path: Path, sheets: list[str], data: str = "<row><c><v>1</v></c></row>") -> None:
    """A workbook with a sheet for each part named; a part may be named again."""
    ids = {part: f"r{at}" for at, part in enumerate(dict.fromkeys(sheets))}
    entries = "".join(
        f'<sheet name="S{at}" sheetId="{at + 1}" r:id="{ids[part]}"/>'
        for at, part in enumerate(sheets)
    )
    links = "".join(f'<Relationship Id="{key}" Target="{part}"/>' for part, key in ids.items())
    spaces = f'xmlns="{MAIN}" xmlns:r="{LINKS}"'
    made = {
        "xl/workbook.xml": f"<workbook {spaces}><sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
    }
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
    zipped(path, made | {f"xl/{part}": sheet for part in ids})


def ods(path: Path, rows: str) -> None:
    start = '<o:c xmlns:o="o" xmlns:table="t" xmlns:text="x"><table:table table:name="A">'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = f"{start}{rows}</table:table></o:c>"
    zipped(path, {"mimetype": kind, "META-INF/manifest.xml": "<a/>", "content.xml": content})


def bomb(path: Path) -> None:
    with gzip.open(path, "wb") as file:
        for _ in range(1000):
            file.write(b"a,b\n" * 250_000)


TABLES: Made = {
    "small.csv": lambda path: path.write_text(ROWS),
    "sheets-30000.xlsx": lambda path: xlsx(path, [f"s{at}.xml" for at in range(30_000)]),
    "sheets-5000.xlsx": lambda path: xlsx(path, [f"s{at}.xml" for at in range(5000)]),
    "one-sheet-30000-times.xlsx": lambda path: xlsx(path, ["s.xml"] * 30_000),
    "blanks-250-MB.xlsx": lambda path: xlsx(path, ["s.xml"], " " * 250_000_000),
    "empty-rows-2-million.xlsx": lambda path: xlsx(path, ["s.xml"], "<row/>" * 2_000_000),
    "columns-repeated.ods": lambda path: ods(
        path,
        '<table:table-row><table:table-cell table:number-columns-repeated="1000000000">'
        "<text:p>u</text:p></table:table-cell></table:table-row>",
    ),
    "rows-repeated.ods": lambda path: ods(
        path,
        '<table:table-row table:number-rows-repeated="3900000"><table:table-cell>'
        "<text:p>u</text:p></table:table-cell></table:table-row>",
    ),
    "empty-rows-2-million.ods": lambda path: ods(path, "<table:table-row/>" * 2_000_000),
    "columns-million.csv": lambda path: path.write_text("c," * 1_000_000 + "\n1\n"),
    "cell-100-MB.csv": lambda path: path.write_text(HEAD + "a" * 100_000_000 + ",1,30,3,1\n"),
    "gigabyte.csv.gz": bomb,
    "members-100000.zip": lambda path: zipped(path, {f"m{at}": "" for at in range(100_000)}),
    "groups-100000.parquet": lambda path: pl.DataFrame({"a": range(100_000)}).write_parquet(
        path, row_group_size=1
    ),
    "columns-100000.parquet": lambda path: pl.DataFrame(
        {f"c{at}": [1] for at in range(100_000)}
    ).write_parquet(path),
    "zero.csv": lambda path: path.symlink_to("/dev/zero"),
    "pipe.csv": os.mkfifo,
}


def session(path: Path, change: Callable[[str], str]) -> None:
    """A copy of the example whose results are changed."""
    shutil.copytree(DEMO, path)
    results = path / "results.toml"
    results.write_text(change(results.read_text("utf-8")), "utf-8")


def groups(count: int) -> Callable[[Path], None]:
    made = "".join(
        f'[participation.groups.g{at}]\ntitle = {{ en = "G" }}\nrate = 0.{at % 90 + 10}\n'
        for at in range(count)
    )
    return lambda path: session(path, lambda text: text + made)


def references(count: int) -> Callable[[Path], None]:
    made = "".join(
        f'[references.r{at}]\ntitle = "R{at}"\n[references.r{at}.themes.autonomy]\nn = {20 + at}\n'
        "mean = 3.5\nsd = 0.8\n"
        for at in range(count)
    )
    return lambda path: session(path, lambda text: text + made)


def levels(count: int) -> Callable[[Path], None]:
    made = "[parents]\n" + "".join(f'u{at} = "u{at + 1}"\n' for at in range(count))
    return lambda path: session(path, lambda text: text.replace("[parents]\n", made, 1))


def beside(count: int) -> Callable[[Path], None]:
    """Sessions of one unit, each with a few answers more than the one before."""

    def more(at: int) -> Callable[[str], str]:
        return lambda text: text.replace("n = 37", f"n = {40 + 7 * at}")

    def make(path: Path) -> None:
        for at in range(count):
            session(path / f"s{at}", more(at))

    return make


SESSIONS: Made = {
    "groups-100": groups(100),
    "groups-200": groups(200),
    "groups-5000": groups(5000),
    "references-3000": references(3000),
    "levels-3000": levels(3000),
    "sessions-60-of-one-unit": beside(60),
}


def run(name: str, command: str, path: Path, said: Path) -> None:
    out = (os.POSIX_SPAWN_OPEN, 1, str(said), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    argv = [sys.executable, "-m", "amu_tui", "--lang", "en", command, str(path)]
    actions = [out, (os.POSIX_SPAWN_DUP2, 1, 2)]
    child = os.posix_spawn(argv[0], argv, os.environ, file_actions=actions)
    _pid, status, used = os.wait4(child, 0)
    words = said.read_text("utf-8", "replace").partition("\n")[0].removeprefix(f"{path}: ")
    spent, most = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    code = os.waitstatus_to_exitcode(status)
    print(f"{name:>28} {spent:6.2f} s {most:5} MiB  {code}  {words[:70]}", flush=True)


def main() -> None:
    wanted = sys.argv[1:] or [""]
    for command, made in (("results", TABLES), ("check", SESSIONS)):
        for name, make in made.items():
            if not any(word in name for word in wanted):
                continue
            with tempfile.TemporaryDirectory() as place:
                # In a process of its own: what it used would be counted with the command's.
                if (child := os.fork()) == 0:
                    make(Path(place, name))
                    os._exit(0)
                os.waitpid(child, 0)
                run(name, command, Path(place, name), Path(place, "said"))


if __name__ == "__main__":
    main()
