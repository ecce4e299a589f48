"""Whoever finds the laptop reads nothing: every file is searched, byte by byte."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.services.changes import Announcer
from advisor_app.services.second_copies import SecondCopies
from advisor_app.store.migrate import migrate
from advisor_app.store.workspace import Workspace
from tests.store.later_releases import REGIONS, steps
from tests.store.records import CHEAP, add_answer, add_draft, add_firm, base_key

NAME = "Ñandubay Quintanilla"
NIT = "987654321"
NOTE = "La dueña teme perder el contrato"
ANSWER = "Sin registro de temperatura"
PASSPHRASE = "mi-perro-se-llama-Canela"
SECRETS = (NAME, NIT, NOTE, ANSWER, PASSPHRASE)


def spellings(secret: str) -> Iterator[bytes]:
    """How a text may lie in a file: as bytes of a program, of Windows, or of hexadecimal."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        yield secret.encode(encoding)
    yield secret.encode().hex().encode()


def readable(*places: Path) -> list[str]:
    """The files in which a secret can be read."""
    found: list[str] = []
    for place in places:
        for path in (path for path in place.rglob("*") if path.is_file()):
            data = path.read_bytes()
            found += [
                f"{path.name}: {secret}"
                for secret in SECRETS
                if any(spelling in data for spelling in spellings(secret))
            ]
    return found


def live(workspace: Workspace) -> None:
    """Write every secret wherever it belongs, change it, and delete some of it."""
    add_firm(workspace, legal_name=NAME, nit=NIT, access_note=NOTE)
    add_draft(workspace, "firm-2")
    for number in range(300):
        add_answer(workspace, number, firm_id="firm-2", note=f"{NOTE} {number}", na_reason=ANSWER)

    def edit(connection: sa.Connection) -> None:
        connection.execute(tables.person.insert().values(id="p", firm_id="firm-1", name=NAME))
        connection.execute(tables.firm.update().values(trade_name=NAME))
        connection.execute(tables.answer.delete().where(tables.answer.c.level == 2))

    workspace.write(edit).result()
    workspace.attachments.put(f"{NAME} {NIT} {NOTE}".encode() * 100, "text/plain")
    with workspace.read() as connection:
        # a sort and a scan too large for what is kept in memory
        table = tables.answer
        query = sa.select(table, table.c.note.concat(table.c.na_reason)).order_by(table.c.note)
        assert len(connection.execute(query).all()) > 200


@pytest.fixture
def lived_in(folder: Path, own_home: Path) -> Iterator[Workspace]:
    workspace, _code = Workspace.create(folder, PASSPHRASE, cost=CHEAP)
    live(workspace)
    yield workspace
    workspace.close()


def test_the_search_finds_what_is_there(tmp_path):
    """The search itself must work, or all the rest proves nothing."""
    for number, spelling in enumerate(spellings(NAME)):
        (tmp_path / str(number)).write_bytes(b"\x00junk" + spelling + b"junk")
    assert len(readable(tmp_path)) == 5


def test_nothing_is_readable_while_it_is_open(lived_in, own_home):
    names = {path.name for path in lived_in.folder.rglob("*")}
    assert {"advisor.db", "advisor.db-wal", "advisor.db-shm", "vault.json"} <= names
    assert readable(lived_in.folder, own_home) == []


def test_nothing_is_readable_after_it_is_closed(lived_in, own_home):
    lived_in.close()
    assert not (lived_in.folder / "advisor.db-wal").exists()
    assert readable(lived_in.folder, own_home) == []


def test_nothing_is_readable_after_opening_failing_and_recovering(folder, own_home):
    workspace, code = Workspace.create(folder, PASSPHRASE, cost=CHEAP)
    live(workspace)
    workspace.close()
    with pytest.raises(Exception, match="contraseña"):
        Workspace.open(folder, NAME)
    Workspace.recover(folder, code, PASSPHRASE, cost=CHEAP)[0].close()
    assert code.encode() not in b"".join(
        path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )
    assert readable(folder, own_home) == []


def test_nothing_is_readable_in_the_copy_made_before_a_migration(folder, own_home):
    workspace, _code = Workspace.create(folder, "", demo=True)
    live(workspace)
    workspace.close()
    copy = migrate(folder, base_key(folder), steps(REGIONS))
    assert copy.exists()
    assert readable(folder, own_home) == []


def test_nothing_is_readable_on_the_stick_with_the_second_copy(lived_in, own_home, tmp_path):
    stick = tmp_path / "stick" / NAME
    stick.mkdir(parents=True)
    copies = SecondCopies(lived_in, Announcer(), lambda: "7F3A")
    copies.choose(stick)
    copies.make()
    lived_in.attachments.put(f"{NAME} {NIT}".encode(), "text/plain")
    copies.make()
    assert len(list(stick.rglob("*.copy"))) == 2
    assert readable(stick, lived_in.folder, own_home) == []
    stored = b"".join(path.read_bytes() for path in stick.rglob("*") if path.is_file())
    for word in (b"SQLite format", b"CREATE TABLE", b"legal_name", b"attachments/"):
        assert word not in stored


def test_a_base_on_the_disk_does_not_even_look_like_one(lived_in):
    lived_in.close()
    stored = (lived_in.folder / "advisor.db").read_bytes()
    for word in (b"SQLite format", b"CREATE TABLE", b"legal_name"):
        assert word not in stored


def failures(workspace: Workspace) -> Iterator[Any]:
    """Pieces of work that fail with a secret in their hands."""
    firm = tables.firm.insert()
    yield lambda c: c.execute(firm.values(id="firm-1", legal_name=NAME, nit=NIT))
    yield lambda c: c.execute(firm.values(id="x", legal_name=NAME, annual_income=NIT + "?"))
    yield lambda c: c.execute(tables.person.insert().values(id="q", firm_id=NIT, name=NAME))
    yield lambda c: c.execute(firm, [{"id": "y", "nit": NIT}, {"id": "y", "nit": NIT}])
    yield lambda c: c.exec_driver_sql("SELECT * FROM nothing WHERE a = ?", (NAME,))


def test_errors_and_logs_carry_no_values(lived_in, caplog):
    caplog.set_level(logging.DEBUG)
    for work in failures(lived_in):
        error = lived_in.write(work).exception()
        assert error is not None
        told = "".join(traceback.format_exception(error))
        assert [secret for secret in SECRETS if secret in told] == []
        logging.getLogger("advisor").debug("failed", exc_info=error)
    with pytest.raises(sa.exc.DBAPIError) as reading, lived_in.read() as connection:
        connection.execute(sa.text("SELECT * FROM nothing WHERE a = :a"), {"a": NAME})
    assert NAME not in str(reading.value)
    assert [secret for secret in SECRETS if secret in caplog.text] == []


def test_a_wrong_key_is_not_told_on_the_terminal(folder, tmp_path, capfd):
    Workspace.create(folder, "", demo=True)[0].close()
    Workspace.create(tmp_path / "other", "", demo=True)[0].close()
    (tmp_path / "other" / "advisor.db").replace(folder / "advisor.db")
    with pytest.raises(Exception, match="espacio de trabajo"):
        Workspace.open_demo(folder)
    assert capfd.readouterr() == ("", "")
