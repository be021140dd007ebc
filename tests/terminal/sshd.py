"""A real OpenSSH server on the loopback that some accounts log in to, as on a unit's server.

It has a port, a host key and a configuration of its own, and lives where all can reach the program
and the test's folder (see `reachable`). Needs root.
"""

import contextlib
import os
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.files.sharing.accounts import Account
from tests.terminal import reachable
from tests.terminal.drive import Terminal
from tests.terminal.reachable import for_everybody
from tests.waiting import PATIENCE, looks

HOST = "127.0.0.1"
_SBIN = f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin:/sbin"


def why_not() -> str:
    """Why there can be no server here; empty where there can."""
    for name in ("sshd", "ssh", "ssh-keygen"):
        if not _found(name):
            return f"{name} is not installed (Debian: openssh-server, openssh-client)"
    return reachable.why_not()


@dataclass(frozen=True)
class Server:
    """A server that is listening, and the accounts that may log in."""

    port: int
    folder: Path
    people: Mapping[str, Account]

    def terminal(self, who: str, *command: str) -> Terminal:
        """The screen of somebody who runs a command at his own login."""
        return Terminal(command=[*self._client(who), "-tt", shlex.join(command)])

    def shell(self, who: str, line: str) -> subprocess.CompletedProcess[str]:
        """What somebody is told who types a line in his shell."""
        return subprocess.run(
            [*self._client(who), line],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def processes(self, *roles: str) -> dict[int, str]:
        """What runs for these accounts (for all of them by default), by process number."""
        uids = {self.people[role].uid for role in roles or self.people}
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it has just ended
                lines = (folder / "status").read_text().splitlines()
                said = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
                # A zombie runs nothing; who reaps it is the machine's business.
                if int(said["Uid"].split()[0]) in uids and not said["State"].startswith("Z"):
                    found[int(folder.name)] = said["Name"]
        return found

    def wait_gone(self, *roles: str) -> None:
        """Wait until nothing runs for these accounts (for all of them by default)."""
        for left in looks(lambda: f"the end of {self.processes(*roles)}"):
            running = self.processes(*roles)
            if not running:
                break
            for pid in running:
                with contextlib.suppress(ProcessLookupError):
                    handle = os.pidfd_open(pid)
                    select.select([handle], [], [], left)
                    os.close(handle)

    def _client(self, who: str) -> list[str]:
        options = {
            "BatchMode": "yes",
            "IdentitiesOnly": "yes",
            "StrictHostKeyChecking": "yes",
            "UserKnownHostsFile": self.folder / "known_hosts",
        }
        said = [f"-o{name}={value}" for name, value in options.items()]
        key = str(self.folder / "key")
        login = f"{self.people[who].name}@{HOST}"
        return ["ssh", "-F", "none", "-e", "none", *said, "-i", key, "-p", str(self.port), login]


@contextlib.contextmanager
def serving(folder: Path, people: Mapping[str, Account]) -> Iterator[Server]:
    """A server for `people`; it keeps its keys in `folder`, which all can reach meanwhile."""
    own = folder / "sshd"
    own.mkdir()
    for name in ("host", "key"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(own / name)]
        subprocess.run(key, check=True)
    started, port = _started(own, [account.name for account in people.values()], folder)
    (own / "known_hosts").write_text(f"[{HOST}]:{port} {(own / 'host.pub').read_text()}")
    server = Server(port, own, people)
    try:
        yield server
    finally:
        started.terminate()
        started.wait(PATIENCE)
        for pid in server.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        server.wait_gone()  # an account that something still runs for cannot be removed
        if started.stderr:
            started.stderr.close()


def _started(own: Path, names: list[str], folder: Path) -> tuple[subprocess.Popen[str], int]:
    program = Path(sys.prefix)
    said = ""
    for _try in range(5):  # somebody else may take the port between our look and the server's
        with socket.create_server((HOST, 0)) as free:
            port: int = free.getsockname()[1]
        (own / "config").write_text(_config(own, port, names, program / "bin"))
        server = subprocess.Popen(
            [*for_everybody(folder), _found("sshd"), "-D", "-e", "-f", str(own / "config")],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            pipesize=1 << 20,  # a few hundred bytes a login: it never fills
        )
        assert server.stderr is not None
        said = ""
        for line in server.stderr:
            said += line
            if "Server listening" in line:
                return server, port
        server.wait(PATIENCE)
        server.stderr.close()
    raise AssertionError(f"no server could be started:\n{said}")


def _config(own: Path, port: int, names: list[str], programs: Path) -> str:
    return f"""
ListenAddress {HOST}:{port}
HostKey {own / "host"}
PidFile none
AllowUsers {" ".join(names)}
AuthenticationMethods publickey
AuthorizedKeysFile {own / "key.pub"}
# A test's folder lies below /tmp, where everybody may write.
StrictModes no
UsePAM no
PrintMotd no
PrintLastLog no
# By default the eleventh who is just logging in may be turned away.
MaxStartups 100
SetEnv "PATH={programs}:/usr/local/bin:/usr/bin:/bin" LANG=C.UTF-8
"""


def _found(name: str) -> str:
    return shutil.which(name, path=_SBIN) or ""
