"""An authorization taken back in the middle of a diagnosis stops it and keeps what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor_app.domain.consent import ConsentKind
from advisor_app.services.errors import ConsentNeeded
from advisor_app.services.session import Session
from tests.builders import make_draft, rated


def test_after_a_withdrawal_nothing_more_is_answered(session: Session) -> None:
    visit, draft = make_draft(session)
    session.assessments.answer(draft.id, rated("D1.1", 4), visit.id)
    signer = replace(session.people.new(draft.firm_id), name="José Peña", role="owner")
    session.consents.give(draft.firm_id, signer, {ConsentKind.DATA: False}, "spoken")
    with pytest.raises(ConsentNeeded):
        session.assessments.answer(draft.id, rated("D1.2", 4), visit.id)
    with pytest.raises(ConsentNeeded):
        session.assessments.answer_all(draft.id, [rated("D1.2", 4)], visit.id)
    assert set(session.assessments.get(draft.id).answers) == {"D1.1"}
