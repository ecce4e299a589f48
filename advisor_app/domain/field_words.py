"""What people call the records and their fields, where they are shown apart from their screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from advisor_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The name of a field, and how its value is read.

    Attributes:
        reads: ``money``, ``yes_no``, ``day``, ``moment``, ``share``, ``list``, ``deleted``, the
            name of a closed list, or empty for what is read as it is. ``inside`` is what tells a
            reader nothing.
    """

    name: Text
    reads: str = ""


_F = FieldWords

RECORDS: Final = {
    "firm": Text("Datos de la empresa", "The firm's data"),
    "firm_link": Text("Enlace con otra empresa", "Link to another firm"),
    "person": Text("Persona", "Person"),
    "visit": Text("Visita", "Visit"),
    "consent": Text("Autorización", "Authorization"),
    "attendance": Text("Asistencia", "Attendance"),
    "content": Text("Lista o instrumento", "List or instrument"),
    "assessment": Text("Diagnóstico", "Diagnosis"),
    "answer": Text("Respuesta", "Answer"),
    "quality_cost": Text("Costo de la mala calidad", "Cost of poor quality"),
    "commitment": Text("Compromiso", "Commitment"),
    "attachment": Text("Foto o archivo", "Photo or file"),
    "document": Text("Documento", "Document"),
    "signature": Text("Firma", "Signature"),
    "delivery": Text("Entrega", "Delivery"),
    "evidence": Text("Prueba de una respuesta", "Proof of an answer"),
    "action": Text("Acción del plan", "Action of the plan"),
    "finding": Text("Hallazgo del plan", "Finding of the plan"),
    "conflict": Text("Diferencia", "Difference"),
    "review": Text("Revisión", "Review"),
    "remark": Text("Observación", "Remark"),
}

_PLACE: Final = _F(Text("Municipio", "Municipality"), "place")
_ROLE: Final = _F(Text("En calidad de", "Role"), "role")
_REASON: Final = _F(Text("Motivo", "Reason"))
_ITEM: Final = _F(Text("Pregunta", "Question"))
_SECTOR: Final = _F(Text("Sector", "Sector"), "sector")
_PROFILE: Final = _F(Text("Preguntas del perfil", "Questions of the profile"), "conditions")
_VERSION: Final = _F(Text("Versión", "Version"))
_LEVEL: Final = _F(Text("Nivel", "Level"), "level")
_NOTE: Final = _F(Text("Nota", "Note"))
_POSITION: Final = _F(Text("Puesto en la lista", "Place in the list"))
_INSIDE: Final = _F(Text("Referencia", "Reference"), "inside")

_EVERY: Final = {
    "_deleted": _F(Text("Registro", "Record"), "deleted"),
    "advisor_id": _INSIDE,
    "visit_id": _INSIDE,
    "person_id": _INSIDE,
    "assessment_id": _INSIDE,
    "document_id": _INSIDE,
    "attachment_id": _INSIDE,
}
_OF: Final[dict[str, dict[str, FieldWords]]] = {
    "firm": {
        "id_type": _F(Text("Identificación", "Identification"), "id_type"),
        "nit": _F(Text("NIT", "Tax number")),
        "nit_dv": _F(Text("Dígito de verificación", "Check digit")),
        "office_code": _F(Text("Código de la oficina", "Office code")),
        "legal_name": _F(Text("Nombre o razón social", "Name or legal name")),
        "trade_name": _F(Text("Nombre comercial", "Trade name")),
        "legal_form": _F(Text("Naturaleza", "Legal form"), "legal_form"),
        "registration_no": _F(Text("Matrícula mercantil", "Registration number")),
        "registration_renewed_year": _F(Text("Renovada en el año", "Renewed in the year")),
        "ciiu_main": _F(Text("Código CIIU", "CIIU code")),
        "ciiu_secondary": _F(Text("Otros códigos CIIU", "Other CIIU codes"), "list"),
        "sector": _SECTOR,
        "macro_sector": _F(Text("Actividad principal", "Main activity"), "macro_sector"),
        "annual_income": _F(Text("Ingresos del año", "Income of the year"), "money"),
        "income_year": _F(Text("Año de esos ingresos", "Year of that income")),
        "workers_total": _F(Text("Trabajadores en total", "Workers in all")),
        "workers_women": _F(Text("Trabajadoras", "Women workers")),
        "workers_men": _F(Text("Trabajadores hombres", "Men workers")),
        "workers_temporary": _F(Text("Temporales", "Temporary workers")),
        "workers_family": _F(Text("De la familia", "Family workers")),
        "members": _F(Text("Asociados en total", "Members in all")),
        "members_women": _F(Text("Mujeres asociadas", "Women members")),
        "arl_risk_class": _F(Text("Clase de riesgo ARL", "Risk class"), "arl_risk_class"),
        "founded_on": _F(Text("Fecha de constitución", "Founded on"), "day"),
        "divipola": _PLACE,
        "zone": _F(Text("Zona", "Zone"), "zone"),
        "vereda": _F(Text("Vereda, barrio o resguardo", "Village or quarter")),
        "address": _F(Text("Dirección o cómo llegar", "Address or how to get there")),
        "lat": _F(Text("Latitud", "Latitude")),
        "lon": _F(Text("Longitud", "Longitude")),
        "altitude": _F(Text("Altura en metros", "Altitude in metres")),
        "women_led": _F(Text("¿La dirigen mujeres?", "Led by women?"), "yes_no"),
        "women_owned": _F(Text("¿Es de propiedad de mujeres?", "Owned by women?"), "yes_no"),
        "women_criterion": _F(
            Text("Por qué cuenta como empresa de mujeres", "Why it counts as a women's firm"),
            "women_criterion",
        ),
        "popular_economy": _F(Text("¿Es de la economía popular?", "Popular economy?"), "yes_no"),
        "family_agriculture": _F(
            Text("¿Es agricultura campesina, familiar o comunitaria?", "Family agriculture?"),
            "yes_no",
        ),
        "exports_now": _F(Text("¿Exporta hoy?", "Exports today?"), "yes_no"),
        "export_countries": _F(Text("Países a los que exporta", "Countries it exports to"), "list"),
        "exports_usd": _F(Text("Exportado en un año, en dólares", "Exports in a year, in dollars")),
        "target_market": _F(Text("Mercado objetivo", "Target market")),
        "target_standards": _F(Text("Norma objetivo", "Target standard"), "standards"),
        "products": _F(Text("Productos o servicios", "Products or services"), "list"),
        "conditions": _PROFILE,
        "market_commitment": _F(
            Text("¿Tiene un pedido, carta o licitación?", "Has an order, letter or tender?"),
            "yes_no",
        ),
        "access_note": _F(Text("Nota de acceso", "Note on access")),
        "demo": _INSIDE,
    },
    "firm_link": {"other_firm_id": _INSIDE, "reason": _REASON},
    "person": {
        "name": _F(Text("Nombre completo", "Full name")),
        "document_type": _F(Text("Tipo de documento", "Kind of document"), "document_type"),
        "document_number": _F(Text("Número de documento", "Number of the document")),
        "role": _ROLE,
        "sex": _F(Text("Sexo", "Sex"), "sex"),
        "age_range": _F(Text("Edad", "Age"), "age_range"),
        "email": _F(Text("Correo", "E-mail")),
        "phone": _F(Text("Celular o teléfono", "Telephone")),
        "ethnic_group": _F(Text("Pertenencia étnica", "Ethnic group"), "ethnic_group"),
        "victim_ruv": _F(Text("¿Es víctima del conflicto?", "Victim of the conflict?"), "yes_no"),
        "disability": _F(Text("¿Tiene alguna discapacidad?", "Has a disability?"), "yes_no"),
        "caregiver": _F(Text("¿Cuida de otra persona?", "Cares for somebody?"), "yes_no"),
        "reincorporated": _F(Text("¿En reincorporación?", "In reincorporation?"), "yes_no"),
        "migrant": _F(Text("¿Es migrante o retornado?", "Migrant or returned?"), "yes_no"),
        "lgbtiq": _F(Text("¿Es de la población LGBTIQ+?", "LGBTIQ+?"), "yes_no"),
    },
    "visit": {
        "number": _F(Text("Número de la visita", "Number of the visit")),
        "started_at": _F(Text("Empezó", "Began"), "moment"),
        "started_at_offset": _INSIDE,
        "ended_at": _F(Text("Terminó", "Ended"), "moment"),
        "break_minutes": _F(Text("Minutos de pausa", "Minutes of break")),
        "place": _F(Text("Lugar", "Place")),
        "divipola": _PLACE,
        "modality": _F(Text("Modalidad", "Modality"), "modality"),
        "purpose": _F(Text("Propósito", "Purpose")),
        "activities": _F(Text("Actividades", "Activities")),
        "findings": _F(Text("Hallazgos", "Findings")),
        "remarks": _F(Text("Observaciones de la empresa", "Remarks of the firm")),
        "notes": _F(Text("Notas", "Notes")),
        "outcome": _F(Text("Cómo terminó", "How it ended"), "outcome"),
        "outcome_reason": _F(Text("Por qué terminó así", "Why it ended so")),
        "next_visit_on": _F(Text("Próxima visita", "Next visit"), "day"),
    },
    "consent": {
        "kind": _F(Text("Qué se autoriza", "What is authorized"), "consent"),
        "answer": _F(Text("Respuesta", "Answer"), "yes_no"),
        "version": _F(Text("Versión del texto", "Version of the text")),
        "text_hash": _INSIDE,
        "given_at": _F(Text("Cuándo", "When"), "moment"),
        "given_at_offset": _INSIDE,
        "method": _F(Text("Cómo se dio", "How it was given"), "method"),
    },
    "attendance": {"role": _ROLE},
    "content": {
        "kind": _INSIDE,
        "content_id": _F(Text("Nombre", "Name")),
        "version": _VERSION,
        "body": _INSIDE,
    },
    "assessment": {
        "kind": _INSIDE,
        "instrument_digest": _INSIDE,
        "parameters_digest": _INSIDE,
        "form": _F(Text("Alcance", "Extent"), "form"),
        "sector": _SECTOR,
        "conditions": _PROFILE,
        "prerequisites": _F(Text("Lo que se pide antes", "What is asked first"), "told"),
        "scope": _F(Text("Lo que se mira", "What is looked at"), "told"),
        "group_id": _INSIDE,
        "commitment": _F(Text("¿Hay un pedido o carta?", "Is there an order or letter?"), "yes_no"),
        "gap_readiness": _F(
            Text("Preparación frente a la norma", "Readiness for the standard"), "share"
        ),
        "gap_blocking": _F(Text("Puntos que bloquean", "Points that block")),
        "level": _LEVEL,
        "line": _F(Text("Línea", "Line"), "line"),
        "line_override": _F(Text("Línea elegida a mano", "Line chosen by hand"), "line"),
        "override_reason": _F(Text("Razón del cambio de línea", "Reason for the other line")),
        "override_by": _INSIDE,
        "override_at": _F(Text("Cambiada", "Changed"), "moment"),
        "started_visit_id": _INSIDE,
    },
    "answer": {
        "item": _ITEM,
        "state": _F(Text("Respuesta", "Answer"), "state"),
        "level": _LEVEL,
        "evidence": _F(Text("Cómo se vio", "How it was seen"), "evidence"),
        "na_reason": _F(Text("Por qué no aplica", "Why it does not apply")),
        "checks": _F(Text("Marcas", "Marks"), "checks"),
        "note": _NOTE,
        "role": _F(Text("Respondió", "Answered by"), "role"),
        "answered_at": _F(Text("Respondida", "Answered"), "moment"),
    },
    "quality_cost": {"figures": _F(Text("Cifras", "Figures"), "figures")},
    "commitment": {
        "position": _POSITION,
        "what": _F(Text("Qué", "What")),
        "who": _F(Text("Quién", "Who")),
        "due_on": _F(Text("Para cuándo", "By when"), "day"),
    },
    "attachment": {
        "sha256": _INSIDE,
        "media_type": _INSIDE,
        "size": _INSIDE,
        "caption": _F(Text("Pie de foto", "Caption")),
        "taken_at": _F(Text("Tomada", "Taken"), "moment"),
        "original_sha256": _INSIDE,
    },
    "document": {
        "kind": _F(Text("Documento", "Document"), "document"),
        "number": _F(Text("Número", "Number")),
        "version": _VERSION,
        "replaces": _INSIDE,
        "reason": _REASON,
        "content_hash": _INSIDE,
        "content": _INSIDE,
        "issued_at": _F(Text("Emitido", "Issued"), "moment"),
        "issued_at_offset": _INSIDE,
    },
    "signature": {
        "party": _F(Text("Parte", "Party"), "party"),
        "method": _F(Text("Cómo se firmó", "How it was signed"), "signing"),
        "role": _ROLE,
        "reason": _REASON,
        "signed_at": _F(Text("Firmado", "Signed"), "moment"),
        "signed_at_offset": _INSIDE,
        "content_hash": _INSIDE,
        "document_version": _F(Text("Versión del documento", "Version of the document")),
        "evidence_id": _INSIDE,
        "photo_id": _INSIDE,
        "device_code": _INSIDE,
        "app_version": _INSIDE,
    },
    "delivery": {
        "channel": _F(Text("Medio", "Way"), "channel"),
        "state": _F(Text("Estado", "State"), "delivery"),
        "lang": _INSIDE,
        "asked_at": _F(Text("Pedida", "Asked for"), "moment"),
        "done_at": _F(Text("Hecha", "Done"), "moment"),
        "done_at_offset": _INSIDE,
        "proof": _F(Text("Constancia", "Proof"), "told"),
        "reason": _REASON,
    },
    "evidence": {"item": _ITEM},
    "action": {
        "action_key": _INSIDE,
        "title": _F(Text("Acción", "Action")),
        "expected_result": _F(Text("Resultado esperado", "Expected result")),
        "responsible": _F(Text("Responsable", "Who is responsible")),
        "support": _F(Text("Quién apoya", "Who supports")),
        "starts_on": _F(Text("Empieza", "Starts"), "day"),
        "due_on": _F(Text("Termina", "Ends"), "day"),
        "cost": _F(Text("Costo", "Cost"), "money"),
        "eligible_cost": _F(
            Text("Costo que se puede apoyar", "Cost that may be supported"), "money"
        ),
        "funding": _F(Text("Quién paga", "Who pays"), "funding"),
        "status": _F(Text("Estado", "State"), "status"),
        "advance": _F(Text("Avance en porcentaje", "Progress in percent")),
        "severity": _F(Text("Gravedad", "Severity")),
        "impact": _F(Text("Impacto", "Impact")),
        "urgency": _F(Text("Urgencia", "Urgency")),
        "effort": _F(Text("Esfuerzo", "Effort")),
        "impact_reason": _F(Text("Razón del impacto", "Reason of the impact")),
        "after": _F(Text("Va después de", "Comes after"), "told"),
        "position": _POSITION,
        "closing_note": _F(Text("Cómo se cerró", "How it was closed")),
        "closing_attachment_id": _INSIDE,
        "verified_on": _F(Text("Verificada", "Verified"), "day"),
        "verified_by": _F(Text("Verificó", "Verified by")),
    },
    "finding": {
        "action_id": _INSIDE,
        "item": _ITEM,
        "source": _INSIDE,
    },
    "review": {
        "state": _F(Text("Estado", "State"), "review"),
        "note": _NOTE,
        "returned_by": _F(Text("La devolvió", "Returned by")),
        "returned_at": _F(Text("Devuelta", "Returned"), "moment"),
        "corrected_id": _INSIDE,
        "corrected_at": _F(Text("Corregida", "Corrected"), "moment"),
    },
    "remark": {
        "item": _ITEM,
        "review_id": _INSIDE,
        "text": _F(Text("Observación", "Remark")),
        "reply": _F(Text("Respuesta del asesor", "The advisor's reply")),
    },
    "conflict": {
        "state": _F(Text("Estado", "State"), "conflict"),
        "choice": _F(Text("Elección", "Choice"), "choice"),
        "reason": _REASON,
        "resolved_by": _F(Text("Decidió", "Decided by")),
        "resolved_at": _F(Text("Decidida", "Decided"), "moment"),
    },
}


def field_words(entity: str, field: str) -> FieldWords:
    """How a field is named and read; one that this version doesn't know tells nothing."""
    return _OF.get(entity, {}).get(field) or _EVERY.get(field) or _INSIDE


def is_named(entity: str, field: str) -> bool:
    """Whether somebody thought of a name for this field."""
    return field in _OF.get(entity, {}) or field in _EVERY
