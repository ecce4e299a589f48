"""The second copy as the window and the command line use it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from advisor_app.services import entry
from advisor_app.services.restoring import Secret, restore
from advisor_app.services.session import Session
from advisor_app.store.copy_errors import (
    CopyStopped,
    DamagedCopy,
    ForeignSecret,
    NoPlace,
    PlaceAbsent,
)
from advisor_app.store.errors import TooSoon, WrongPassphrase, WrongRecoveryCode
from advisor_app.store.vault import Cost
from advisor_app.store.workspace import Workspace
from tests.builders import answer_everything, make_draft, make_firm, make_session

PASSPHRASE = "cuatro palabras que uno"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def locked(tmp_path: Path) -> tuple[Session, str]:
    """A session behind `PASSPHRASE` with a firm, and its recovery code."""
    workspace, code = Workspace.create(tmp_path / "locked", PASSPHRASE, cost=CHEAP)
    session = Session(workspace)
    session.introduce("Lucía Arboleda")
    make_firm(session)
    return session, code


def test_without_a_place_it_says_so(session: Session):
    state = session.copies.state()
    assert (state.place, state.made_at, state.is_behind) == (None, None, True)
    assert not session.copies.is_there()
    with pytest.raises(NoPlace):
        session.copies.make()


def test_work_exists_twice_until_something_is_written(session: Session, stick: Path):
    session.copies.choose(stick)
    state = session.copies.make()
    assert (state.place, state.is_behind) == (stick, False)
    assert state.made_at is not None
    session.introduce("Lucía Ñáñez")
    assert session.copies.state().is_behind
    assert not session.copies.make().is_behind


def test_it_is_still_known_after_closing(tmp_path: Path, stick: Path):
    session = make_session(tmp_path / "workspace")
    session.copies.choose(stick)
    before = session.copies.make()
    session.close()
    again = entry.open_demo(tmp_path / "workspace")
    assert again.copies.state() == before
    again.close()


def test_another_passphrase_is_missing_from_the_copy_until_the_next_one(
    locked: tuple[Session, str], stick: Path, tmp_path: Path
):
    session, _code = locked
    session.copies.choose(stick)
    session.copies.make()
    session.protection.change_passphrase(PASSPHRASE, "pan con chocolate y sal")
    assert session.copies.state().is_behind
    assert not session.copies.make().is_behind
    session.close()
    newest, older = entry.find_copies(stick)
    with pytest.raises(ForeignSecret):
        restore(newest, tmp_path / "no", Secret(PASSPHRASE))
    restore(newest, tmp_path / "new", Secret("pan con chocolate y sal"))
    restore(older, tmp_path / "old", Secret(PASSPHRASE))


def test_a_new_code_takes_the_passphrase_and_the_old_code_opens_nothing(
    locked: tuple[Session, str], stick: Path, tmp_path: Path
):
    session, old = locked
    with pytest.raises(WrongPassphrase):
        session.protection.new_recovery_code("otra cosa del todo")
    new = session.protection.new_recovery_code(PASSPHRASE)
    session.copies.choose(stick)
    session.copies.make()
    session.close()
    (copy,) = entry.find_copies(stick)
    with pytest.raises(ForeignSecret):
        restore(copy, tmp_path / "no", Secret(recovery_code=old))
    restore(copy, tmp_path / "back", Secret(recovery_code=new))


def test_guessing_the_passphrase_inside_has_to_wait_too(locked: tuple[Session, str]):
    session, _code = locked
    for _guess in range(3):
        with pytest.raises(WrongPassphrase):
            session.protection.change_passphrase("no es esta", "da igual cual sea")
    with pytest.raises(TooSoon):
        session.protection.new_recovery_code("no es esta")
    session.close()


def test_the_stick_is_known_when_it_is_back_and_another_one_is_not_taken(
    session: Session, stick: Path
):
    session.copies.choose(stick)
    session.copies.make()
    away = stick.rename(stick.with_name("pocket"))
    assert not session.copies.is_there()
    with pytest.raises(PlaceAbsent):
        session.copies.make()
    stick.mkdir()
    with pytest.raises(PlaceAbsent):
        session.copies.copies()
    assert list(stick.iterdir()) == [], "nothing is written to another medium"
    stick.rmdir()
    away.rename(stick)
    assert session.copies.is_there()
    assert len(session.copies.copies()) == 1


def test_a_folder_on_the_same_disk_is_told_and_one_that_a_cloud_carries_is_not(
    session: Session, tmp_path: Path
):
    near, cloud = tmp_path / "near", tmp_path / "OneDrive - Cenicafé"
    near.mkdir()
    cloud.mkdir()
    assert session.copies.choose(near).on_same_disk
    state = session.copies.choose(cloud)
    assert (state.on_same_disk, state.cloud) == (False, "OneDrive")
    session.copies.make()
    assert len(session.copies.copies()) == 1


def test_a_copy_that_went_bad_is_told_and_mended_by_the_next_one(session: Session, stick: Path):
    session.copies.choose(stick)
    session.copies.make()
    assert session.copies.check().damaged == 0
    (data,) = stick.glob("Advisor-copias/*/data/*/*")
    data.write_bytes(data.read_bytes()[:-1] + b"\x00")
    report = session.copies.check()
    assert (report.sound, report.damaged) == ((), 1)
    assert session.copies.state().is_behind
    session.copies.make()
    report = session.copies.check()
    assert (len(report.sound), report.damaged) == (2, 0)


def test_closing_stops_a_copy_that_is_being_made(session: Session, stick: Path):
    session.copies.choose(stick)
    begun, ended = threading.Event(), []

    def make() -> None:
        with pytest.raises(CopyStopped):
            session.copies.make(lambda _progress: begun.set())
        ended.append(True)

    thread = threading.Thread(target=make)
    thread.start()
    assert begun.wait(10)
    session.copies.close()
    thread.join()
    assert ended == [True]
    with pytest.raises(CopyStopped):
        session.copies.make()


# --- On another laptop -------------------------------------------------------------------------


def test_a_restored_laptop_opens_with_the_passphrase_and_numbers_its_documents_anew(
    locked: tuple[Session, str], stick: Path, tmp_path: Path
):
    session, _code = locked
    _visit, draft = make_draft(session, make_firm(session, nit="900123456", nit_dv="8"))
    answer_everything(session, draft)
    before = session.documents.issue(draft.id)
    session.copies.choose(stick)
    session.copies.make()
    old = session.advisor
    session.close()
    (copy,) = entry.find_copies(stick)
    restored, code = entry.restore(
        copy, tmp_path / "new", Secret(PASSPHRASE), lambda _progress: None, lambda: False
    )
    assert code == ""
    assert restored.verify() == []
    assert (restored.advisor.id, restored.advisor.name) == (old.id, old.name)
    assert restored.advisor.device_code != old.device_code
    kept = restored.documents.of(draft.id)
    assert [one.number for one in kept] == [before.number]
    _other_visit, other = make_draft(restored, make_firm(restored, nit="", nit_dv=""))
    answer_everything(restored, other)
    assert restored.documents.issue(other.id).number.startswith(restored.advisor.device_code)
    restored.close()


def test_the_recovery_code_sets_a_new_passphrase_and_gives_a_new_code(
    locked: tuple[Session, str], stick: Path, tmp_path: Path
):
    session, code = locked
    session.copies.choose(stick)
    session.copies.make()
    session.close()
    (copy,) = entry.find_copies(stick)
    secret = Secret("una nueva bien larga", recovery_code=code.lower().replace("-", " "))
    restored, new_code = entry.restore(
        copy, tmp_path / "new", secret, lambda _progress: None, lambda: False
    )
    assert [firm.name for firm in restored.firms.list()] == ["Panadería Ñandú"]
    assert new_code not in ("", code)
    restored.close()
    entry.unlock(tmp_path / "new", "una nueva bien larga").close()


@pytest.mark.parametrize(
    ("secret", "refusal"),
    [
        (Secret("otra cosa del todo"), ForeignSecret),
        (Secret(""), ForeignSecret),
        (Secret(recovery_code="00000-00000-00000-00000-00000"), WrongRecoveryCode),
        (Secret(recovery_code="ABC"), WrongRecoveryCode),
    ],
)
def test_what_opens_nothing_changes_nothing(
    locked: tuple[Session, str],
    stick: Path,
    tmp_path: Path,
    secret: Secret,
    refusal: type[Exception],
):
    session, _code = locked
    session.copies.choose(stick)
    session.copies.make()
    session.close()
    (copy,) = entry.find_copies(stick)
    with pytest.raises(refusal):
        restore(copy, tmp_path / "new", secret)
    assert not (tmp_path / "new").exists()


def test_two_advisors_on_one_stick_each_bring_back_their_own(
    locked: tuple[Session, str], stick: Path, tmp_path: Path
):
    session, _code = locked
    other = make_session(tmp_path / "other", "Pedro Ñungo")
    for one in (session, other):
        one.copies.choose(stick)
        one.copies.make()
        one.close()
    found = {copy.is_demo: copy for copy in entry.find_copies(stick)}
    assert len(found) == 2
    restore(found[False], tmp_path / "hers", Secret(PASSPHRASE))
    restore(found[True], tmp_path / "his", Secret())
    his = entry.open_demo(tmp_path / "his")
    assert his.advisor.name == "Pedro Ñungo"
    his.close()


def test_a_damaged_copy_is_told_and_the_one_before_brings_back_the_rest(
    session: Session, stick: Path, tmp_path: Path
):
    session.copies.choose(stick)
    session.copies.make()
    session.introduce("Lucía Ñáñez")
    session.copies.make()
    newest, older = entry.find_copies(stick)
    newest.file.write_bytes(newest.file.read_bytes()[:-1] + b"?")
    with pytest.raises(DamagedCopy):
        restore(newest, tmp_path / "new", Secret())
    restore(older, tmp_path / "new", Secret())
    restored = entry.open_demo(tmp_path / "new")
    assert restored.advisor.name == "Lucía Arboleda"
    restored.close()
