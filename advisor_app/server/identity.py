"""Who may speak with the office: people with passwords, one-time codes, and their laptops."""

from __future__ import annotations

import hashlib
import secrets
import threading
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from advisor_app.domain import clock, ids
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.schema import office
from advisor_app.schema.columns import now_text
from advisor_app.server.access import Caller, Role
from advisor_app.server.errors import Refused
from advisor_app.sync.admission import Enrol, from_text
from advisor_app.sync.errors import BadMessage

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 1_000
CODE_DAYS: Final = 7
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_CODE_LENGTH: Final = 12
_LONGEST_NAME: Final = 120
_KEY_BYTES: Final = 32
_at_once: Final = threading.Semaphore(2)


# --- People ------------------------------------------------------------------------------------


def add_person(c: sa.Connection, login: str, name: str, role: Role, password: str) -> str:
    """Register a person; gives their id.

    Raises:
        AdvisorError: the login is taken, or the password is too short.
    """
    login, name = plain_login(login), name.strip()[:_LONGEST_NAME]
    hashed = hash_password(password)
    if find_person(c, login) is not None:
        raise AdvisorError(_("Ya hay una persona con el usuario {login}.").format(login=login))
    values = {
        "id": ids.new_id(),
        "login": login,
        "name": name or login,
        "role": role.value,
        "password": hashed,
        "created_at": now_text(),
    }
    c.execute(office.user.insert().values(values))
    return str(values["id"])


def plain_login(login: str) -> str:
    """A login as it is kept: no spaces around it, small letters.

    Raises:
        AdvisorError: it is none.
    """
    plain = login.strip().casefold()
    if not plain or len(plain) > _LONGEST_NAME or not plain.isprintable() or " " in plain:
        raise AdvisorError(_("El usuario debe ser una palabra sin espacios."))
    return plain


def find_person(c: sa.Connection, login: str) -> Any | None:  # noqa: ANN401 - a row
    """The person with this login."""
    return c.execute(sa.select(office.user).where(office.user.c.login == login)).first()


def set_password(c: sa.Connection, user_id: str, password: str) -> None:
    """Give a person another password."""
    hashed = hash_password(password)
    c.execute(office.user.update().where(office.user.c.id == user_id).values(password=hashed))


def disable(c: sa.Connection, user_id: str) -> None:
    """Let a person in no more; their laptops are revoked."""
    u, d, at = office.user, office.device, now_text()
    c.execute(u.update().where(u.c.id == user_id).values(disabled_at=at))
    theirs = (d.c.user_id == user_id, d.c.revoked_at.is_(None))
    c.execute(d.update().where(*theirs).values(revoked_at=at))


def hash_password(password: str) -> str:
    """A password as it is kept (Argon2id).

    Raises:
        AdvisorError: it is too short.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        message = _("La contraseña debe tener al menos {n} caracteres.")
        raise AdvisorError(message.format(n=SHORTEST_PASSWORD))
    with _at_once:
        return _hasher().hash(password)


def is_password(hashed: str | None, password: str) -> bool:
    """Whether this is the password; as slow where there is none."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    with _at_once:
        try:
            return _hasher().verify(hashed or _nobody(), password) and bool(hashed)
        except (Argon2Error, InvalidHashError):
            return False


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_hex(16))


# --- Enrolment ---------------------------------------------------------------------------------


def new_code(c: sa.Connection, user_id: str) -> str:
    """A code with which a person enrols one laptop; only its digest is kept."""
    letters = "".join(secrets.choice(_LETTERS) for _each in range(_CODE_LENGTH))
    until = clock.now() + timedelta(days=CODE_DAYS)
    values = {
        "code": _digest(letters),
        "user_id": user_id,
        "expires_at": until.isoformat(timespec="microseconds"),
    }
    c.execute(office.enrolment.insert().values(values))
    return "-".join(letters[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


def enrol(c: sa.Connection, asked: Enrol) -> Caller:
    """Put a laptop on the list; the same one with the same code again is the same laptop.

    The caller has looked at the password already.

    Raises:
        Refused: no such code for this person, or it was used or has expired.
        BadMessage: a key is none.
    """
    for key in (asked.key, asked.sealing):
        if len(from_text(key)) != _KEY_BYTES:
            raise BadMessage("key")
    person = find_person(c, asked.login.strip().casefold())
    if person is None or person.disabled_at is not None:
        raise Refused("token")
    e, d = office.enrolment, office.device
    code = c.execute(
        sa.select(e).where(e.c.code == _digest(asked.code), e.c.user_id == person.id)
    ).first()
    if code is None:
        raise Refused("token")
    if code.used_at is not None:
        same = (d.c.public_key == asked.key, d.c.user_id == person.id, d.c.revoked_at.is_(None))
        known = c.execute(sa.select(d.c.id).where(*same)).scalar()
        if known is None:
            raise Refused("token")
        return _caller(known, person)
    if code.expires_at < now_text():
        raise Refused("token")
    used = c.execute(
        e.update().where(e.c.code == code.code, e.c.used_at.is_(None)).values(used_at=now_text())
    )
    if used.rowcount != 1:
        raise Refused("token")
    values = {
        "id": ids.new_id(),
        "user_id": person.id,
        "name": _printable(asked.name),
        "public_key": asked.key,
        "sealing_key": asked.sealing,
        "enrolled_at": now_text(),
    }
    c.execute(d.insert().values(values))
    return _caller(str(values["id"]), person)


def _caller(device: str, person: Any) -> Caller:  # noqa: ANN401 - a row
    return Caller(device, person.id, Role(person.role), person.name)


def _digest(code: str) -> str:
    return hashlib.sha256(code.upper().translate(_ALIKE).encode()).hexdigest()


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()[:_LONGEST_NAME]


# --- Laptops -----------------------------------------------------------------------------------


def admitted(c: sa.Connection, device_id: str) -> tuple[Caller, str]:
    """Whose laptop it is and its public key.

    Raises:
        Refused: it is unknown or revoked, or the person is let in no more.
    """
    d, u = office.device, office.user
    query = (
        sa.select(d.c.public_key, d.c.revoked_at, u.c.id, u.c.name, u.c.role, u.c.disabled_at)
        .join(u, u.c.id == d.c.user_id)
        .where(d.c.id == device_id)
    )
    row = c.execute(query).first()
    if row is None:
        raise Refused("token")
    if row.revoked_at is not None or row.disabled_at is not None:
        raise Refused("revoked")
    return Caller(device_id, row.id, Role(row.role), row.name), row.public_key


def revoke(c: sa.Connection, device_id: str) -> bool:
    """Let a laptop in no more; gives whether it was on the list."""
    d = office.device
    done = c.execute(
        d.update()
        .where(d.c.id == device_id, d.c.revoked_at.is_(None))
        .values(revoked_at=now_text())
    )
    return done.rowcount == 1
