"""Differences as the office leaves them in a laptop's base."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from advisor_app.domain import ids
from advisor_app.schema.exchange import conflict
from advisor_app.store import records
from advisor_app.sync import local

if TYPE_CHECKING:
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.session import Session

WHO = "Luis Alberto Peñaranda"


def add_difference(
    session: Session,
    firm_id: str,
    about: tuple[str, str],
    sides: tuple[dict[str, Any], dict[str, Any]],
    state: str = "open",
) -> str:
    """Two values of a record, the office's first; this came with an exchange."""
    entity, record_id = about
    kept, lost = sides
    made = ids.new_id()
    row = {
        "id": made, "firm_id": firm_id, "entity": entity, "record_id": record_id,
        "home": record_id, "field": next(iter(kept)), "state": state,
        "kept": json.dumps(kept), "kept_by": WHO, "kept_at": "2026-11-20T15:00:00.000000+00:00",
        "kept_device": "other", "lost": json.dumps(lost), "lost_by": "Lucía Arboleda",
        "lost_at": "2026-11-21T20:30:00.000000+00:00",
    }  # fmt: skip

    def work(c: Any) -> None:
        with local.applying(c):
            if not (device := local.get(c, "device")):
                local.put(c, "device", device := "mine")
            records.save(c, conflict, {**row, "lost_device": device})

    session._workspace.write(work).result()
    return made


def add_answers(session: Session, view: AssessmentView, *codes: str) -> list[str]:
    """Two levels for each of these questions, which are answered already."""
    kept = {"state": "rated", "level": 2, "evidence": "declared"}
    lost = {"state": "rated", "level": 4, "evidence": "verified", "role": "owner"}
    return [
        add_difference(
            session, view.firm_id, ("answer", ids.answer_id(view.id, code)), (kept, lost)
        )
        for code in codes
    ]
