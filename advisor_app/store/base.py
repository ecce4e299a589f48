"""Making the base, and making sure that a base found is one that this version may touch."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from advisor_app.schema.metadata import metadata
from advisor_app.schema.tables import sync_state
from advisor_app.store import attachments, vault
from advisor_app.store.capture import create_triggers
from advisor_app.store.database import (
    Driver,
    connect,
    writing_engine,
)
from advisor_app.store.durable import sync_folder
from advisor_app.store.errors import NewerBase, NotABase
from advisor_app.store.faults import explaining
from advisor_app.store.revision import HEAD, REVISIONS

if TYPE_CHECKING:
    from advisor_app.store.vault import Vault

NAME: Final = "advisor.db"
_DRAFT: Final = NAME + ".new"
_FIRST_HLC: Final = f"{0:015d}.000000"

# as Alembic writes it, so that creating and opening need no Alembic
REVISION_TABLE: Final = (
    "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n"
    "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
)


def state(folder: Path) -> Literal["absent", "present"]:
    """Whether there is a workspace.

    Raises:
        NotABase: half of one.
    """
    has_vault = (folder / vault.NAME).exists()
    has_base = (folder / NAME).exists()
    if has_vault and (has_base or (folder / _DRAFT).exists()):
        return "present"
    if has_vault or has_base:
        raise NotABase
    return "absent"


def create(folder: Path, stored: Vault, key: bytes) -> None:
    """Make the base and its vault so that a crash leaves both, or nothing that counts.

    The base is made under another name, then its key's vault is written, then it gets its name.
    """
    draft = folder / _DRAFT
    _remove(draft)
    try:
        with explaining(folder):
            _fill(draft, key)
        sync_folder(folder)
        stored.save(folder)
    except BaseException:
        _remove(draft)
        raise
    _adopt_draft(folder)


def move_in(site: Path, folder: Path) -> None:
    """Move a closed workspace into its folder so that a crash leaves all of it, or nothing.

    In the order of `create`: what counts without a vault comes last.
    """
    filled: set[Path] = set()
    for path in [path for path in (site / attachments.FOLDER).rglob("*") if path.is_file()]:
        target = folder / path.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        filled |= {target.parent, target.parent.parent}
    for place in sorted(filled):
        sync_folder(place)
    (site / NAME).replace(folder / _DRAFT)
    sync_folder(folder)
    (site / vault.NAME).replace(folder / vault.NAME)
    sync_folder(folder)
    _adopt_draft(folder)


def make_ready(folder: Path, key: bytes) -> None:
    """Check the base, and bring it up to this version where it is older.

    Raises:
        NotABase, NewerBase: refused, nothing was changed.
    """
    found = check(folder, key)
    _adopt_draft(folder)
    if found != HEAD:
        from advisor_app.store.migrate import migrate

        migrate(folder, key)


def check(folder: Path, key: bytes) -> str:
    """The base's revision, read without changing anything.

    Raises:
        NotABase: not a base, or not with this key.
        NewerBase: of a newer version.
    """
    path = folder / NAME
    if not path.exists():
        path = folder / _DRAFT
    with explaining(folder), contextlib.closing(connect(path, key, "ro")) as connection:
        found = revision_of(connection)
    if found not in REVISIONS:
        raise NewerBase
    return found


def revision_of(connection: Driver) -> str:
    """The revision of an open base.

    Raises:
        NotABase: it has none.
    """
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if ("alembic_version",) not in tables:
        raise NotABase
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(rows) != 1:
        raise NotABase
    return str(rows[0][0])


def _fill(path: Path, key: bytes) -> None:
    engine = writing_engine(partial(connect, path, key, "rwc"))
    try:
        with engine.begin() as connection:
            metadata.create_all(connection)
            connection.exec_driver_sql(REVISION_TABLE)
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
            connection.execute(sync_state.insert().values(one=1, hlc=_FIRST_HLC))
            create_triggers(connection)
    finally:
        engine.dispose()


def _adopt_draft(folder: Path) -> None:
    draft, path = folder / _DRAFT, folder / NAME
    if draft.exists() and not path.exists():
        draft.rename(path)
        sync_folder(folder)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
