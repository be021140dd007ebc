"""The machine and the login that the program runs in, as far as they matter to it."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata

from amu_tui.files.disk.shell import line
from amu_tui.files.doctor.finding import Finding
from amu_tui.text import clean
from amu_tui.words import _

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(_[A-Za-z]{2})?")
_NEEDED = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)")
_UTF8 = ("utf-8", "utf8")


def machine(environ: Mapping[str, str], encoding: str, *, at_terminal: bool) -> Iterator[Finding]:
    """What on this machine would spoil the screen.

    Args:
        environ: the environment variables.
        encoding: that of the locale, where its name says none.
        at_terminal: whether somebody sits there; a script needs no TERM, and no locale either.
    """
    yield from _locale(environ, encoding, at_terminal)
    if at_terminal and environ.get("TERM", "") in ("", "dumb"):
        problem = _("the terminal is said to have no screen, so that nothing could be drawn on it")
        yield Finding("TERM", problem, line("export", "TERM=xterm-256color"))
    yield from packages(_requirements())


def _locale(environ: Mapping[str, str], encoding: str, at_terminal: bool) -> Iterator[Finding]:
    deciding = [name for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)]
    name = deciding[0] if deciding else "LANG"
    value = environ.get(name, "")
    language, _dot, rest = value.partition(".")
    charset = rest.partition("@")[0]
    if not value:
        wrong = at_terminal
    elif language in ("C", "POSIX"):
        wrong = charset.lower() not in _UTF8
    else:
        wrong = (charset or encoding).lower() not in _UTF8
    if wrong:
        known = language if _LANGUAGE.fullmatch(language) else "C"
        problem = _(
            'the locale is "{value}", which is not UTF-8: bars and the letters æ, ø and å can come '
            "out wrong"
        )
        command = line("export", f"{name}={known}.UTF-8")
        yield Finding(name, problem.format(value=clean(value)), command)


def packages(needed: Iterable[str]) -> Iterator[Finding]:
    """The packages that are missing or older than they must be.

    Args:
        needed: such as `textual>=8.2.8`; what is only needed by an extra has a `;` in it.
    """
    for requirement in needed:
        match = _NEEDED.fullmatch(requirement.replace(" ", ""))
        if match is None:
            continue
        name, least = match.groups()
        try:
            have = metadata.version(name)
        except metadata.PackageNotFoundError:
            have = ""
        if _figures(have) < _figures(least):
            problem = _("version {have} is installed, and {least} or newer is needed")
            yield Finding(
                name,
                problem.format(have=clean(have) or "–", least=least),
                line(sys.executable, "-m", "pip", "install", "--upgrade", f"{name}>={least}"),
            )


def _requirements() -> list[str]:
    try:
        return metadata.requires("amu-tui") or []
    except metadata.PackageNotFoundError:
        return []


def _figures(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:3])
