"""Who may say whether the last round's actions helped: those who lead, as they close a round."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.sharing.accounts import Account, accounts, group_of
from tests.terminal.acting import AS_SOMEBODY
from tests.terminal.reachable import for_everybody, why_not
from tests.terminal.test_since_last import LUNCH, MEETINGS, table


@pytest.fixture(scope="module")
def people() -> Iterator[dict[str, Account]]:
    if reason := why_not():
        pytest.skip(reason)
    members = {"leader": ("staff", "lead"), "rep": ("staff", "lead"), "anna": ("staff",)}
    with accounts(members) as found:
        yield found


def test_both_who_lead_answer_and_who_only_takes_part_reads(people: dict[str, Account]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o1777)

        def amu(who: str, *args: str, code: int = 0) -> str:
            account, home = people[who], place / who
            if not home.exists():
                home.mkdir()
                os.chown(home, account.uid, account.gid)
            said = [account.name, account.uid, account.gid, account.groups, str(home), *args]
            command = [*for_everybody(place), sys.executable, "-c", AS_SOMEBODY, json.dumps(said)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == code, done.stderr
            return done.stdout + done.stderr

        first, second = str(place / "2014"), str(place / "2017")
        group = ("--group", group_of(people["leader"], "staff"))
        leaders = ("--facilitators", group_of(people["leader"], "lead"))
        shared = (*group, *leaders)
        amu("leader", "new", first, "--results", table(place, 2014, 0), "--round", "2014", *shared)
        amu("leader", "close", first, "themes", "--preserve", "7,8", "--improve", "22,3")
        add = ("action", "add", first, "--theme")
        amu("anna", *add, "22", "--title", MEETINGS)
        amu("anna", *add, "7", "--title", LUNCH)
        follows = ("--round", "2017", "--follows", first)
        amu("leader", "new", second, "--results", table(place, 2017, 0.9), *follows, *shared)
        listed = amu("anna", "did-it-help", second, "--json")
        one, other = (item["id"] for item in json.loads(listed))
        amu("leader", "did-it-help", second, one, "helped")
        amu("rep", "did-it-help", second, one, "partly", "--said", "Half of us")
        amu("rep", "did-it-help", second, other, "not", "--close")
        told = amu("anna", "did-it-help", second, other, "helped", code=1)
        assert "bare en møteleder kan gjøre dette" in told
        found = json.loads(amu("anna", "did-it-help", second, "--json"))
        assert [item["answer"]["helped"] for item in found] == ["partly", "not"]
        assert found[0]["answer"]["said"] == "Half of us"
        amu("leader", "doctor", second)
