"""Figures beyond what a base can hold are refused as what they are: wrong, not unforeseen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor_app.domain.errors import InvalidRecord
from advisor_app.services.session import Session
from tests.builders import consent, make_draft, make_firm, rated


@pytest.mark.parametrize(
    "name", ["workers_total", "workers_temporary", "members", "annual_income", "exports_usd"]
)
@pytest.mark.parametrize("figure", [10**15, 2**63, 10**40])
def test_a_firm_with_an_endless_figure_is_refused_beside_its_field(
    session: Session, name: str, figure: int
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    with pytest.raises(InvalidRecord) as refused:
        session.firms.save(replace(firm, **{name: figure, "income_year": 2025}))
    assert refused.value.problems[name] == "La cifra no puede pasar de 999.999.999.999.999."
    assert session.firms.get(firm.id) == firm


@pytest.mark.parametrize("level", [-1, 0, 6, 2**70])
def test_a_level_that_is_none_is_refused_and_nothing_is_kept(session: Session, level: int) -> None:
    _visit, draft = make_draft(session)
    with pytest.raises(InvalidRecord) as refused:
        session.assessments.answer(draft.id, rated("D1.1", level))
    assert refused.value.problems == {"level": "Elija un nivel de 1 a 5."}
    assert session.assessments.get(draft.id).answers == {}
