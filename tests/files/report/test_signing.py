"""Two who sign at the same time: each in a program that has not seen the other."""

import datetime
from pathlib import Path

import msgspec
import pytest

from amu_tui.errors import UsageError
from amu_tui.files.session.demo import copy_demo
from amu_tui.files.session.folder import SessionFolder
from amu_tui.model.meeting.session import ROLES, Role, Session, Signature
from amu_tui.model.meeting.wording import signed_apart
from amu_tui.render.report.frozen import freeze
from tests.tui.rounds import choose_themes, write_action

DAY = datetime.date(2026, 3, 9)
NAMES: dict[Role, str] = {"leader": "Kari", "safety_representative": "Ola"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_demo(tmp_path / "demo")
    choose_themes(root)
    write_action(root, "Lunch", owner="Eva")
    return root


def sign(root: Path, session: Session, *roles: Role, name: str | None = None) -> Signature:
    """Sign `session`, as it was read once, for `roles`."""
    names = {role: NAMES[role] if name is None else name for role in roles}
    before = session.signature or Signature(date=DAY)
    signature = msgspec.structs.replace(before, **names)
    folder = SessionFolder(root)
    return folder.enter(session, signature, roles, lambda day: freeze(session, day))


@pytest.mark.parametrize("first", ROLES)
def test_neither_takes_the_others_signature_away(root: Path, first: Role) -> None:
    seen = SessionFolder(root).load()
    (second,) = (role for role in ROLES if role != first)
    for role in (first, second):
        sign(root, seen, role)
    kept = SessionFolder(root).load()
    assert kept.signature is not None
    assert {role: kept.signature.name(role) for role in ROLES} == NAMES
    assert not signed_apart(kept)
    assert len(list((root / "signed").iterdir())) == 1


def test_a_name_is_taken_back_and_the_other_stays(root: Path) -> None:
    seen = SessionFolder(root).load()
    sign(root, seen, *ROLES)
    sign(root, SessionFolder(root).load(), "leader", name="")
    kept = SessionFolder(root).load().signature
    assert kept is not None
    assert (kept.leader, kept.safety_representative) == ("", "Ola")
    assert [*kept.texts] == ["safety_representative"]
    # The version that the leader signed is still one that was signed.
    (version,) = kept.earlier
    assert kept.earlier[version]["leader"].name == "Kari"


def test_a_signed_report_keeps_its_date(root: Path) -> None:
    seen = SessionFolder(root).load()
    sign(root, seen, "leader")
    later = SessionFolder(root).load()
    assert later.signature is not None
    dated = msgspec.structs.replace(later.signature, date=DAY + datetime.timedelta(1))
    with pytest.raises(UsageError):
        SessionFolder(root).enter(later, dated, (), lambda day: freeze(later, day))
