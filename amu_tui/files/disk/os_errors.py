"""What the operating system refuses, in words that a user can act on."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from amu_tui.errors import AmuError, ReadOnly
from amu_tui.text import clean
from amu_tui.words import N_, _

_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_REASONS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EFBIG: N_("the file is larger than is allowed here"),
    errno.EROFS: N_("the disk is read-only"),
    errno.EACCES: N_("no permission to write here"),
    errno.EPERM: N_("no permission to write here"),
    errno.ENOENT: N_("there is no such folder"),
    errno.ENOTDIR: N_("a file stands where a folder is needed"),
    errno.EEXIST: N_("a file stands where a folder is needed"),
    errno.EIO: N_("the disk reported an error"),
    errno.ESTALE: N_("the network disk has lost the folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def display_path(path: Path | str) -> str:
    """`path` as it may be shown: a name on the disk can hold anything."""
    return clean(str(path))


def reason(error: OSError) -> str:
    """Why the operating system refused, in the user's language as far as it is known."""
    words = _REASONS.get(error.errno or 0)
    return _(words) if words else clean(error.strerror or type(error).__name__)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of the operating system into one that a user can act on."""
    try:
        yield
    except OSError as error:
        kind = ReadOnly if error.errno in _REFUSED else AmuError
        raise kind(
            _("not saved: {reason}").format(reason=reason(error)), path=display_path(path)
        ) from error
    except ValueError as error:  # a NUL or a lone surrogate in the name
        message = _("not saved: this cannot be the name of a file")
        raise AmuError(message, path=display_path(path)) from error


def uncertain(error: OSError, path: Path) -> AmuError:
    """The error for a write that was done, but may not last."""
    why = clean(error.strerror or type(error).__name__)
    return AmuError(
        _("it is not certain that this was saved: {reason}").format(reason=why),
        path=display_path(path),
        hint=_("Look whether it is there before you try again."),
    )
