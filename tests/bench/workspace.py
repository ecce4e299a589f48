"""A large workspace: ten thousand firms and two hundred diagnoses, written in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from advisor_app.domain import ids
from advisor_app.domain.instrument import Item, Profile, shipped_instrument
from advisor_app.domain.nit import check_digit
from advisor_app.domain.parameters import shipped_parameters
from advisor_app.domain.places import Municipality, shipped_places
from advisor_app.schema import tables
from advisor_app.services import contents
from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace

FIRMS: Final = 10_000
DIAGNOSES: Final = 200
DRAFTS: Final = 6  # of the diagnoses, those that wait to be finished
VISITED: Final = 2_000
_SEED: Final = 20_261_122
_TODAY: Final = datetime.now(UTC)
_KINDS: Final = ("Café", "Panela", "Cacao", "Lácteos", "Frutas", "Confecciones", "Talleres",
                 "Maderas", "Turismo", "Laboratorio", "Alimentos", "Asociación")  # fmt: skip
_NAMES: Final = ("La Palma", "El Ñandú", "Cordillera", "San José", "Río Verde", "Los Ángeles",
                 "Montebello", "El Porvenir", "Santa Inés", "Altamira", "La Esperanza",
                 "Buenavista", "El Mirador", "Villa Sofía", "Cañón del Sol")  # fmt: skip
_FORMS: Final = ("S.A.S.", "Ltda.", "E.U.", "Coop.", "")


@dataclass(frozen=True, slots=True)
class _Firm:
    """What the rows of one firm share."""

    id: str
    sector: str
    divipola: str


def build(folder: Path, passphrase: str) -> None:
    """Make the workspace, with the real cost of a passphrase."""
    workspace, _code = Workspace.create(folder, passphrase)
    session = Session(workspace)
    session.introduce("Lucía Arboleda")
    chance = random.Random(_SEED)  # noqa: S311 - invented firms, no secret
    firms = [_firm_row(number, chance) for number in range(FIRMS)]
    known = [_Firm(row["id"], row["sector"], row["divipola"]) for row in firms]
    visits = [_visit_row(firm, number, chance) for number, firm in enumerate(known[:VISITED])]
    workspace.write(lambda c: _insert(c, tables.firm, firms)).result()
    workspace.write(lambda c: _insert(c, tables.visit, visits)).result()
    workspace.write(lambda c: _diagnose(c, known[:DIAGNOSES], chance)).result()
    session.close()


def everything() -> dict[str, bool]:
    """The conditions under which most items apply."""
    return {one.key: True for one in shipped_instrument().conditions}


def _insert(c: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    c.execute(table.insert(), rows)


def _firm_row(number: int, chance: random.Random) -> dict[str, Any]:
    nit = str(800_000_000 + number * 9973)
    place = chance.choice(_places())
    kind, name, form = (chance.choice(words) for words in (_KINDS, _NAMES, _FORMS))
    return {
        "id": ids.new_id(),
        "id_type": "nit",
        "nit": nit,
        "nit_dv": check_digit(nit),
        "legal_name": f"{kind} {name} {number} {form}".strip(),
        "trade_name": f"{name} {kind}",
        "legal_form": "sas",
        "sector": chance.choice(shipped_instrument().sectors).key,
        "divipola": place.code,
        "zone": "rural",
        "workers_total": chance.randint(1, 80),
        "conditions": "{}",
    }


@cache
def _places() -> list[Municipality]:
    return list(shipped_places())


def _visit_row(firm: _Firm, number: int, chance: random.Random) -> dict[str, Any]:
    started = _TODAY - timedelta(days=1 + number // 8, minutes=chance.randint(0, 300))
    planned = number < 5 or chance.random() < 0.05
    return {
        "id": ids.new_id(),
        "firm_id": firm.id,
        "number": 1,
        "started_at": started.isoformat(timespec="microseconds"),
        "started_at_offset": -300,
        "ended_at": (started + timedelta(hours=2)).isoformat(timespec="microseconds"),
        "break_minutes": 10,
        "place": "Planta",
        "divipola": firm.divipola,
        "modality": "in_person",
        "purpose": "Diagnóstico",
        "outcome": "done",
        "next_visit_on": (_TODAY + timedelta(days=1 + number % 40)).date().isoformat()
        if planned
        else None,
    }


def _diagnose(c: sa.Connection, firms: list[_Firm], chance: random.Random) -> None:
    instrument, parameters = shipped_instrument(), shipped_parameters()
    contents.keep(c, instrument=instrument, parameters=parameters)
    for number, firm in enumerate(firms):
        is_draft = number < DRAFTS
        closed_at = (_TODAY - timedelta(days=number)).isoformat(timespec="microseconds")
        assessment = {
            "id": ids.new_id(),
            "firm_id": firm.id,
            "kind": "maturity",
            "instrument_digest": instrument.digest,
            "parameters_digest": parameters.digest,
            "form": "full",
            "sector": firm.sector,
            "conditions": "{}",
            "commitment": 0,
            "status": "draft" if is_draft else "closed",
            "closed_at": None if is_draft else closed_at,
            "level": None if is_draft else chance.randint(1, 5),
            "line": None if is_draft else "technical_assistance",
        }
        c.execute(tables.assessment.insert(), [assessment])
        items = instrument.applicable(Profile(firm.sector, everything()), "full")
        asked = items[:20] if is_draft else items
        rows = [_answer_row(firm, assessment["id"], item, chance) for item in asked]
        c.execute(tables.answer.insert(), rows)


def _answer_row(
    firm: _Firm, assessment_id: str, item: Item, chance: random.Random
) -> dict[str, Any]:
    return {
        "id": ids.answer_id(assessment_id, item.code),
        "firm_id": firm.id,
        "assessment_id": assessment_id,
        "item": item.code,
        "state": "rated",
        "level": chance.randint(1, 4),
        "evidence": "observed",
        "checks": "[]",
        "role": "owner",
        "answered_at": _TODAY.isoformat(timespec="microseconds"),
    }


def counts(folder: Path, passphrase: str) -> Iterator[tuple[str, int]]:
    """How many rows each table holds, to be told beside the figures."""
    workspace = Workspace.open(folder, passphrase)
    try:
        with workspace.read() as c:
            for table in (tables.firm, tables.visit, tables.assessment, tables.answer):
                query = sa.select(sa.func.count()).select_from(table)
                yield table.name, c.execute(query).scalar_one()
    finally:
        workspace.close()
