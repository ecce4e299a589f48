"""A plan as tables: what frames it, its actions in order, and what each of them closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain import plan_words
from advisor_app.i18n import catalog
from advisor_app.services.export_gap import facts
from advisor_app.spreadsheet.writer import Figure, Heading, Sheet

if TYPE_CHECKING:
    from advisor_app.domain.actions import Action, Plan
    from advisor_app.spreadsheet.writer import Value


def plan_sheets(plan: Plan, firm_name: str, lang: str) -> list[Sheet]:
    """The sheets of a workbook, in a language."""
    return [_actions(plan, lang), _findings(plan, lang), _summary(plan, firm_name, lang)]


def _numbered(plan: Plan) -> list[tuple[int, Action]]:
    return list(enumerate((*plan.carried, *plan.waiting, *plan.ended), 1))


def _summary(plan: Plan, firm_name: str, lang: str) -> Sheet:
    _, paid = catalog(lang).text, plan.cofinancing
    rows: list[tuple[str, Value]] = [
        (_("Empresa"), firm_name),
        (_("Acciones de ahora"), Figure(len(plan.carried), "number")),
        (_("Acciones que esperan"), Figure(len(plan.waiting), "number")),
        (_("Acciones terminadas"), Figure(len(plan.ended), "number")),
        (_("Horas de apoyo usadas"), Figure(plan.hours_used, "number")),
    ]
    if plan.terms.hours is not None:
        rows.append((_("Horas de apoyo contratadas"), Figure(plan.terms.hours, "number")))
    rows += [
        (_("Costo"), Figure(paid.cost, "money")),
        (_("Cofinanciable"), Figure(paid.eligible, "money")),
        (_("Aporte estimado del programa"), Figure(paid.support, "money")),
        (_("Aporte de la empresa"), Figure(paid.firm, "money")),
    ]
    if plan.terms.certifier:
        rows.append((_("Quien certificaría"), plan.terms.certifier))
    rows += [(_("Aviso"), warning) for warning in plan.warnings]
    return facts(rows, lang)


def _actions(plan: Plan, lang: str) -> Sheet:
    _ = catalog(lang).text
    headings = [
        Heading(_("N.º"), 6, "number"),
        Heading(_("Acción"), 50),
        Heading(_("Resultado esperado"), 40),
        Heading(_("Responsable"), 22),
        Heading(_("Apoyo"), 22),
        Heading(_("Empieza"), 12, "date"),
        Heading(_("Fecha límite"), 12, "date"),
        Heading(_("Estado"), 14),
        Heading(_("Avance"), 10, "percent"),
        Heading(_("Prioridad"), 10, "decimal"),
        Heading(_("Clase"), 16),
        Heading(_("Bloquea"), 18),
        Heading(_("Horas de apoyo"), 10, "number"),
        Heading(_("Costo"), 16, "money"),
        Heading(_("Cofinanciable"), 16, "money"),
        Heading(_("Quién paga"), 14),
        Heading(_("Depende de"), 12),
        Heading(_("Espera"), 28),
        Heading(_("Cierre"), 40),
        Heading(_("Verificada el"), 12, "date"),
        Heading(_("Verificada por"), 22),
    ]
    numbers = {one.name: str(n) for n, one in _numbered(plan)}
    rows = [_action(n, one, numbers, lang) for n, one in _numbered(plan)]
    return Sheet(_("Acciones"), headings, rows)


def _action(number: int, one: Action, numbers: dict[str, str], lang: str) -> list[Value]:
    return [
        number,
        one.title,
        one.expected_result,
        one.responsible,
        one.support,
        one.starts_on,
        one.due_on,
        plan_words.status_name(one.status, lang),
        one.advance,
        one.priority,
        plan_words.quadrant_name(one.quadrant, lang),
        plan_words.blocks_name(one.blocks, lang),
        one.hours,
        one.cost,
        one.eligible_cost,
        plan_words.funding_name(one.funding, lang),
        ", ".join(numbers[name] for name in one.after if name in numbers),
        plan_words.wait_name(one.waits, lang),
        one.closing_note,
        one.verified_on,
        one.verified_by,
    ]


def _findings(plan: Plan, lang: str) -> Sheet:
    _ = catalog(lang).text
    headings = [
        Heading(_("N.º"), 6, "number"),
        Heading(_("Acción"), 50),
        Heading(_("Dónde se encontró"), 36),
        Heading(_("Punto"), 12),
        Heading(_("Lo que se encontró"), 60),
        Heading(_("Ya está en orden"), 14),
    ]
    rows: list[list[Value]] = [
        [n, one.title, found.list_name, found.item, found.title, _("sí") if found.closed else ""]
        for n, one in _numbered(plan)
        for found in one.findings
    ]
    return Sheet(_("Lo que cierra"), headings, rows)
