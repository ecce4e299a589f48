"""A laptop and a real office on loopback: joining, sending, receiving, and what fails there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app import cli
from advisor_app.domain.errors import AdvisorError
from advisor_app.server import access, identity
from advisor_app.services.exchange_progress import Step
from advisor_app.services.exchanges import Joining, NotJoined
from advisor_app.services.session import Session
from advisor_app.sync import errors
from tests.builders import answer_everything, make_draft, make_firm, make_session
from tests.disks import disk, fill
from tests.server.offices import PASSWORD, Served, _quick_passwords
from tests.sync.lines import Said, ScriptedOffice, self_signed

__all__ = ["_quick_passwords"]


@pytest.fixture
def office(tmp_path) -> Iterator[Served]:
    made = Served(f"sqlite:///{tmp_path / 'office.db'}", tmp_path / "files")
    for login in ("ana", "luis"):
        made.person(login)
    yield made
    made.close()


@pytest.fixture
def session(tmp_path) -> Iterator[Session]:
    made = make_session(tmp_path / "ana")
    yield made
    made.close()


@pytest.fixture
def other(tmp_path) -> Iterator[Session]:
    made = make_session(tmp_path / "luis", "Luis Peña")
    yield made
    made.close()


def join(session: Session, office: Served, login: str = "ana") -> None:
    session.exchange.join(Joining(office.url, login, PASSWORD, office.code(login)))


def give(office: Served, login: str, firm_id: str) -> None:
    with office.base.writing() as c:
        access.give(c, identity.find_person(c, login).id, firm_id, "test")


def visit(session: Session) -> str:
    started, view = make_draft(session)
    answer_everything(session, view, visit_id=started.id)
    return session.firms.list()[0].id


def test_a_laptop_that_joined_says_as_whom(session, office):
    join(session, office)
    link = session.exchange.state().link
    assert link is not None
    assert (link.person, link.role, link.office) == ("Persona ana", "advisor", "Oficina de prueba")


def test_what_waits_is_told_by_firm_and_kind_and_then_is_gone(session, office):
    visit(session)
    firm, *_rest = session.exchange.waiting()
    assert firm.firm_name == "Panadería Ñandú"
    assert firm.kinds["answer"] > 20
    waiting = session.exchange.state().waiting
    join(session, office)
    outcome = session.exchange.run()
    assert outcome.sent == waiting
    assert (session.exchange.waiting(), session.exchange.state().waiting) == ([], 0)
    assert session.exchange.state().last_at is not None


def test_the_other_laptop_has_it_and_its_screens_are_told(session, other, office):
    firm = visit(session)
    join(session, office)
    session.exchange.run()
    join(other, office, "luis")
    give(office, "luis", firm)
    heard = []
    other.subscribe(heard.append)
    other.exchange.run()
    assert other.firms.get(firm) == session.firms.get(firm)
    (changes,) = heard
    assert changes.touches("answer")
    assert firm in changes.firm_ids
    assert other.exchange.state().waiting == 0


def test_nothing_new_leaves_the_second_copy_as_it_is(session, office):
    visit(session)
    join(session, office)
    session.exchange.run()
    mark, lines = session.copies._workspace.mark(), len(session.exchange.log())
    outcome = session.exchange.run()
    assert (outcome.sent, outcome.came) == (0, 0)
    assert session.copies._workspace.mark() == mark
    assert len(session.exchange.log()) == lines


def test_progress_counts_records_and_bytes(session, office):
    visit(session)
    join(session, office)
    steps: list[Step] = []
    waiting = session.exchange.state().waiting
    session.exchange.run(steps.append)
    assert max(step.sent for step in steps) == waiting == steps[-1].of
    assert [step.up for step in steps] == sorted(step.up for step in steps)


def test_whoever_stops_it_finds_the_rest_still_waiting(session, office):
    visit(session)
    join(session, office)
    waiting = session.exchange.state().waiting
    with pytest.raises(errors.Stopped):
        session.exchange.run(stopped=lambda: True)
    assert session.exchange.state().waiting == waiting
    assert session.exchange.run().sent == waiting


def test_a_wrong_code_joins_nothing_and_the_right_one_does_afterwards(session, office):
    with pytest.raises(errors.WrongLogin):
        session.exchange.join(Joining(office.url, "ana", PASSWORD, "0000-0000-0000"))
    assert session.exchange.state().link is None
    with pytest.raises(NotJoined):
        session.exchange.run()
    join(session, office)
    assert session.exchange.state().link is not None


def test_a_joining_whose_answer_was_lost_is_the_same_laptop_again(session, office):
    code = office.code("ana")
    for _again in range(2):
        session.exchange.join(Joining(office.url, "ana", PASSWORD, code))
    from advisor_app.schema.office import device

    with office.base.reading() as c:
        assert len(c.execute(device.select()).all()) == 1


def test_leaving_keeps_the_work_and_joining_again_goes_on(session, office):
    firm = visit(session)
    join(session, office)
    session.exchange.run()
    session.exchange.leave()
    assert session.exchange.state().link is None
    assert session.firms.get(firm).legal_name == "Panadería Ñandú"
    with pytest.raises(NotJoined):
        session.exchange.run()
    join(session, office)
    assert session.exchange.run().sent == 0


def test_an_office_that_is_gone_loses_nothing_and_is_found_again(session, office, tmp_path):
    visit(session)
    join(session, office)
    waiting = session.exchange.state().waiting
    office.close()
    for _twice in range(2):
        with pytest.raises(errors.NoAnswer):
            session.exchange.run()
    assert session.exchange.state().waiting == waiting
    assert [line.what for line in session.exchange.log()] == ["fault", "joined"]


def test_a_laptop_that_was_locked_out_keeps_what_waits(session, office):
    visit(session)
    join(session, office)
    from advisor_app.schema.office import device

    with office.base.writing() as c:
        identity.revoke(c, c.execute(device.select()).one().id)
    with pytest.raises(errors.Revoked):
        session.exchange.run()
    assert session.exchange.state().waiting > 20


def test_a_restored_laptop_begins_a_life_of_its_own(session, office, tmp_path):
    from advisor_app.services.restoring import Secret, choose, restore

    firm = visit(session)
    join(session, office)
    session.exchange.run()
    session.copies.choose(tmp_path)
    session.copies.make()
    restore(choose(tmp_path), tmp_path / "restored", Secret())
    from advisor_app.services.entry import open_demo

    restored = open_demo(tmp_path / "restored")
    try:
        from advisor_app.sync import local

        both = (session, restored)
        lives = {one.exchange._behind.read(lambda c: local.get(c, local.INC)) for one in both}
        assert len(lives) == 2
        join(restored, office)
        assert restored.exchange.run().sent == 0
        assert restored.firms.get(firm).legal_name == "Panadería Ñandú"
    finally:
        restored.close()


def test_a_certificate_that_nobody_vouches_for_joins_nothing(session, tmp_path):
    office = ScriptedOffice(self_signed(tmp_path))
    try:
        with pytest.raises(errors.BadCertificate):
            session.exchange.join(Joining(office.address, "ana", "x", "y"))
    finally:
        office.close()
    assert session.exchange.state().link is None


def test_invented_firms_go_to_no_real_office(session):
    from advisor_app.services.exchanges import OnlyInvented

    with pytest.raises(OnlyInvented):
        session.exchange.join(Joining("https://oficina.invalid", "ana", "x", "y"))


def test_neither_log_nor_errors_name_anybody(session, office):
    visit(session)
    join(session, office)
    session.exchange.run()
    office.close()
    with pytest.raises(errors.NoAnswer):
        session.exchange.run()
    told = json.dumps([line.detail for line in session.exchange.log()], ensure_ascii=False)
    for word in ("Ñandú", "800197268", "José", "ana", PASSWORD):
        assert word not in told
    assert PASSWORD not in repr(Joining("a", "ana", PASSWORD, "code"))


def test_the_command_line_exchanges(tmp_path: Path, office, capsys):
    made = make_session(tmp_path / "cli")
    make_firm(made)
    join(made, office)
    waiting = made.exchange.state().waiting
    made.close()
    assert cli.main(["sync", "--workspace", str(tmp_path / "cli"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["sent"], told["waiting"]) == (waiting, 0)
    assert cli.main(["sync", "--workspace", str(tmp_path / "cli")]) == 0
    assert "oficina" in capsys.readouterr().out


def test_photos_follow_their_records_and_reach_the_other_laptop(session, other, office, tmp_path):
    from tests.builders import agree_to_photos

    firm = visit(session)
    agree_to_photos(session, session.firms.get(firm))
    attachments = session.exchange._workspace.attachments
    kept = attachments.put(b"papel " * 50_000, "application/pdf")
    from advisor_app.schema import tables

    row = {"id": "att", "firm_id": firm, "sha256": kept, "media_type": "application/pdf"}
    session.exchange._workspace.write(
        lambda c: c.execute(tables.attachment.insert().values(row | {"size": 300_000}))
    ).result()
    join(session, office)
    steps: list[Step] = []
    outcome = session.exchange.run(steps.append)
    assert (outcome.files, session.exchange.state().files) == (1, 0)
    assert steps[-1].file_bytes == (300_000, 300_000)
    join(other, office, "luis")
    give(office, "luis", firm)
    assert other.exchange.run().files_came == 1
    assert other.exchange._workspace.attachments.get(kept) == b"papel " * 50_000


def test_an_office_that_says_nonsense_changes_nothing(session, office):
    visit(session)
    join(session, office)
    waiting = session.exchange.state().waiting
    scripted = ScriptedOffice()
    scripted.say("/v1/push", Said(b'{"no":"x"}'))
    from advisor_app.sync import local

    session.exchange._behind.write(lambda c: local.put(c, "address", scripted.address))
    try:
        with pytest.raises(errors.BadMessage):
            session.exchange.run()
    finally:
        scripted.close()
    assert session.exchange.state().waiting == waiting


def test_a_receipt_of_a_visit_is_whole_once_it_is_sent_and_the_office_proves_it(session, office):
    visit(session)
    (started,) = session.visits.of_firm(session.firms.list()[0].id)
    join(session, office)
    before = session.exchange.receipt(started.id)
    assert not before.is_whole
    assert before.records == ()
    session.exchange.run()
    receipt = session.exchange.receipt(started.id)
    assert receipt.is_whole
    assert {"visit", "assessment", "answer"} <= {one.entity for one in receipt.records}
    assert len(receipt.records) == before.waiting
    assert session.exchange.prove(receipt) == []
    assert "Completo" in receipt.text()
    assert receipt.records[0].sha256 in receipt.text()


def test_a_receipt_that_says_more_than_the_office_has_is_found_out(session, office):
    from dataclasses import replace

    visit(session)
    (started,) = session.visits.of_firm(session.firms.list()[0].id)
    join(session, office)
    session.exchange.run()
    receipt = session.exchange.receipt(started.id)
    first, second, third, *rest = receipt.records
    forged = replace(
        receipt,
        records=(
            replace(first, sha256="0" * 64),
            replace(second, version=10**9),
            replace(third, id="nobody"),
            *rest,
        ),
        files=("f" * 64,),
    )
    assert len(session.exchange.prove(forged)) == 4


def test_an_edit_after_the_receipt_is_no_fault(session, office):
    from dataclasses import replace

    visit(session)
    (started,) = session.visits.of_firm(session.firms.list()[0].id)
    join(session, office)
    session.exchange.run()
    receipt = session.exchange.receipt(started.id)
    session.visits.update(replace(started, place="Bodega"))
    assert not session.exchange.receipt(started.id).is_whole
    session.exchange.run()
    assert session.exchange.prove(receipt) == []


def test_a_full_disk_stops_what_comes_and_the_next_exchange_goes_on(session, office, tmp_path):
    firm = visit(session)
    join(session, office)
    session.exchange.run()
    with disk(tmp_path / "small", 6) as small:
        other = make_session(small / "luis", "Luis Peña")
        join(other, office, "luis")
        give(office, "luis", firm)
        ballast = fill(small)
        with pytest.raises(AdvisorError) as caught:
            other.exchange.run()
        assert caught.value.advice
        ballast.unlink()
        other.exchange.run()
        assert other.firms.get(firm) == session.firms.get(firm)
        other.close()
