"""Being let in: a code once, then a token for a laptop that proves its key."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advisor_app.domain import clock
from advisor_app.server import identity
from tests.server.offices import PASSWORD, Asking, Served


def _code(response) -> tuple[int, str]:
    return response.status_code, response.json().get("code", "")


def test_a_laptop_enrols_with_password_and_code_and_is_let_in(served: Served):
    laptop = served.laptop("ana")
    told = laptop.get("/v1/me").json()
    assert (told["device"], told["role"]) == (laptop.device, "advisor")
    assert (told["person"], told["office"]) == ("Persona ana", "Oficina de prueba")


def test_a_code_is_good_for_one_laptop(served: Served):
    served.person("ana")
    code = served.code("ana")
    first, second = Asking(served, "ana"), Asking(served, "ana")
    assert first.enrol(code.lower()).is_success
    assert _code(second.enrol(code)) == (401, "token")


def test_an_answer_that_was_lost_is_given_again_to_the_same_laptop(served: Served):
    served.person("ana")
    code = served.code("ana")
    laptop = Asking(served, "ana")
    assert laptop.enrol(code).json() == laptop.enrol(code).json()


@pytest.mark.parametrize("wrong", ["password", "code", "login"])
def test_who_gets_one_of_the_three_wrong_learns_nothing_of_the_others(served: Served, wrong):
    served.person("ana")
    right = {"code": served.code("ana"), "password": PASSWORD}
    told = Asking(served, "ana").enrol(**right | {wrong: "x" * 12})
    assert _code(told) == (401, "token")
    assert set(told.json()) == {"code", "now"}


def test_a_code_expires(served: Served):
    served.person("ana")
    code = served.code("ana")
    clock.use(clock.FixedClock(clock.now() + timedelta(days=identity.CODE_DAYS, hours=1)))
    assert _code(Asking(served, "ana").enrol(code)) == (401, "token")


def test_neither_code_nor_password_lies_in_the_base(served: Served):
    served.person("ana")
    code = served.code("ana")
    import sqlalchemy as sa

    from advisor_app.schema import office

    with served.base.reading() as c:
        kept = repr([c.execute(sa.select(t)).all() for t in (office.user, office.enrolment)])
    assert PASSWORD not in kept
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_a_clock_that_is_off_is_told_the_time_of_the_office(served: Served):
    laptop = served.laptop("ana")
    now = int(clock.now().timestamp() * 1000)
    told = laptop.ask_token(at=now - 24 * 3600 * 1000)
    assert _code(told) == (401, "clock")
    assert laptop.ask_token(at=told.json()["now"]).is_success


def test_a_proof_is_good_once(served: Served):
    laptop = served.laptop("ana")
    at = int(clock.now().timestamp() * 1000)
    assert laptop.ask_token(at=at, nonce="0123456789abcdef").is_success
    assert _code(laptop.ask_token(at=at, nonce="0123456789abcdef")) == (401, "token")


def test_a_proof_of_before_the_start_of_the_office_counts_no_more(served: Served):
    laptop = served.laptop("ana")
    before = int(clock.now().timestamp() * 1000) - 60_000
    assert _code(laptop.ask_token(at=before)) == (401, "clock")


def test_the_key_of_another_laptop_proves_nothing(served: Served):
    ana, beto = served.laptop("ana"), served.laptop("beto")
    ana.key = beto.key
    assert _code(ana.ask_token()) == (401, "token")


def test_a_laptop_that_was_revoked_is_out_at_once(served: Served):
    laptop = served.laptop("ana")
    assert laptop.get("/v1/me").is_success
    with served.base.writing() as c:
        assert identity.revoke(c, laptop.device)
    assert _code(laptop.get("/v1/me")) == (403, "revoked")
    assert _code(laptop.ask_token()) == (403, "revoked")


def test_a_password_is_kept_by_argon2id_and_told_from_another(monkeypatch):
    from argon2 import PasswordHasher

    monkeypatch.setattr(identity, "_hasher", PasswordHasher)
    kept = identity.hash_password(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert identity.is_password(kept, PASSWORD)
    assert not identity.is_password(kept, PASSWORD + " ")
    assert not identity.is_password(None, PASSWORD)


def test_guessing_a_password_becomes_slow_for_the_account_and_the_address(served: Served):
    served.person("ana")
    code = served.code("ana")
    laptop = Asking(served, "ana")
    told = [laptop.enrol(code, "no-es-la-clave") for _each in range(6)]
    assert [_code(one) for one in told] == [(401, "token")] * 5 + [(503, "busy")]
    assert int(told[-1].headers["Retry-After"]) >= 1
    assert _code(laptop.enrol(code)) == (503, "busy")
    served.person("beto")
    assert _code(Asking(served, "beto").enrol(served.code("beto"))) == (503, "busy")
