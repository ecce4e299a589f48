"""The kinds of document that are handed over, and what people call them."""

from __future__ import annotations

from typing import Final

from advisor_app.domain.text import Text

DIAGNOSIS: Final = "diagnosis"
VISIT_RECORD: Final = "visit_record"
ATTENDANCE: Final = "attendance"
CONSENT: Final = "consent"
GAP_REPORT: Final = "gap"
PLAN: Final = "plan"

NAMES: Final = {
    DIAGNOSIS: Text("Informe de diagnóstico", "Diagnosis report"),
    VISIT_RECORD: Text("Acta de visita", "Visit record"),
    ATTENDANCE: Text("Lista de asistencia", "Attendance list"),
    GAP_REPORT: Text("Informe de brecha", "Gap report"),
    PLAN: Text("Plan de mejora", "Improvement plan"),
    CONSENT: Text("Autorización de datos", "Data authorization"),
}
"""Kind -> its name, in the order in which a visit's papers lie on the table."""
