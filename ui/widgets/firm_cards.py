"""The cards of a firm's page: facts, authorizations, people and what happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import document
from advisor_app.domain.choices import choice_name
from advisor_app.domain.consent import ConsentKind, consent_text
from advisor_app.domain.explain import level_name, line_name, size_name
from advisor_app.domain.routing import ServiceLine
from advisor_app.domain.visit import OUTCOMES, ROLES, Outcome
from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.models import words
from ui.models.size_words import missing_for_size, reason_in_uvt, size_of
from ui.widgets.basic import Card, button, label
from ui.widgets.ciiu_edit import division_words
from ui.widgets.folded import Folded
from ui.widgets.icons import IconLabel
from ui.widgets.row_button import RowButton
from ui.widgets.signing_places import unsigned_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from advisor_app.domain.firm import Firm
    from advisor_app.services.consents import ConsentState
    from advisor_app.services.firms import HistoryEntry
    from advisor_app.services.people import Person
    from advisor_app.services.signature_rows import Pending

    _Opener = Callable[[HistoryEntry], Callable[[], object] | None]

_ICONS: Final = {
    "visit": "visit",
    "assessment": "ladder",
    "gap": "list",
    "document": "reports",
    "consent": "shield",
}


def facts_card(firm: Firm, edit: Callable[[], object]) -> Card:
    """What is known about the firm, with the reason of its size."""
    card = Card(_("La empresa"))
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(theme.look().space(16))
    grid.setVerticalSpacing(theme.look().space(8))
    for number, (name, value) in enumerate(facts(firm)):
        grid.addWidget(label(name, "soft"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value), number, 1, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(grid)
    card.add(_at_left(button(_("Completar o corregir"), icon="edit", clicked=edit)))
    return card


def facts(firm: Firm) -> Iterable[tuple[str, str]]:
    """Name and value of what is filled in."""
    lang = language()
    size = size_of(firm)
    size_text = missing_for_size(firm)
    if size is not None:
        size_text = f"{size_name(size.size, lang)}. {reason_in_uvt(size)}"
    pairs = (
        (_("Naturaleza"), choice_name("legal_form", firm.legal_form, lang)),
        (_("Tamaño"), size_text),
        (_("Actividad"), _activity(firm)),
        (_("Gente"), _people(firm)),
        (_("Mercado"), firm.target_market),
        (_("Norma objetivo"), ", ".join(words.standard_name(k) for k in firm.target_standards)),
        (_("Acceso"), firm.access_note),
    )
    return [(name, value) for name, value in pairs if value]


def consent_card(state: ConsentState, change: Callable[[], object]) -> Card:
    """Each authorization with its answer."""
    card = Card(_("Autorizaciones"))
    if all(state.of(kind) is None for kind in ConsentKind):
        card.add(label(_("Todavía no se ha pedido."), "soft"))
        return card
    names = consent_text(language()).names
    for kind in ConsentKind:
        card.body.addLayout(_answer_row(names[kind], state.of(kind)))
    if state.given_at is not None:
        day = formats.long_date(state.given_at.date(), language())
        card.add(label(_("Última respuesta: {day}").format(day=day), "caption"))
    card.add(_at_left(button(_("Ver o cambiar"), icon="shield", clicked=change)))
    return card


def people_card(people: Iterable[Person], edit: Callable[[], object]) -> Card:
    """Who is known there and how to reach them."""
    card = Card(_("Personas"))
    known = list(people)
    if not known:
        card.add(label(_("Todavía no hay personas registradas."), "soft"))
    for person in known:
        role = ROLES[person.role].in_(language()) if person.role in ROLES else person.role
        reach = " · ".join(part for part in (role, person.phone, person.email) if part)
        lines = QVBoxLayout()
        lines.setSpacing(theme.look().space(2))
        lines.addWidget(label(person.name, "name"))
        lines.addWidget(label(reach, "soft"))
        card.body.addLayout(lines)
    card.add(_at_left(button(_("Representante y contacto"), icon="person", clicked=edit)))
    return card


def differing_row(count: int, settle: Callable[[], object]) -> RowButton:
    """How many values of the firm a person must choose between; pressed, one does."""
    words = ngettext("{n} diferencia por resolver", "{n} diferencias por resolver", count)
    row = RowButton(
        words.format(n=count),
        _("Dos personas cambiaron el mismo dato: elija cuál queda"),
        icon="list",
    )
    row.clicked.connect(settle)
    return row


def unsigned_card(waiting: Iterable[Pending], sign: Callable[[str, str], object]) -> Card:
    """Documents that somebody promised to sign; each is a button."""
    card = Card(_("Por firmar"))
    for one in waiting:
        row = unsigned_row(one)
        row.clicked.connect(partial(sign, one.kind, one.subject_id))
        card.add(row)
    return card


def history_card(entries: Iterable[HistoryEntry], opener: _Opener) -> Card:
    """What happened, the latest first; what can be opened is a button."""
    card = Card(_("Historia"))
    card.body.setSpacing(theme.look().space(8))
    every = list(entries)
    shown = [entry for entry in every if not entry.under]
    if not shown:
        card.add(label(_("Aquí quedan las visitas, los diagnósticos y los informes."), "soft"))
    for entry in shown:
        card.add(_history_row(entry, opener))
        beneath = [one for one in every if one.under == entry.ref and entry.kind == "gap"]
        if beneath:
            lists = sum(one.kind == "gap" for one in beneath)
            name = ngettext(
                "Del grupo: {n} lista, con sus informes",
                "Del grupo: {n} listas, con sus informes",
                lists,
            ).format(n=lists)
            card.add(Folded(name, partial(_history_rows, beneath, opener)))
    return card


def _history_rows(entries: Iterable[HistoryEntry], opener: _Opener) -> list[QWidget]:
    return [_history_row(entry, opener) for entry in entries]


def _history_row(entry: HistoryEntry, opener: _Opener) -> QWidget:
    title, aside = history_words(entry)
    act = opener(entry)
    when = moment_words(entry.at, entry.offset)
    if entry.line:
        when = f"{when} · {line_name(ServiceLine(entry.line), language())}"
    if act is None:
        return _plain_row(_ICONS[entry.kind], title, when, aside)
    row = RowButton(title, when, aside, icon=_ICONS[entry.kind])
    row.clicked.connect(act)
    return row


def history_words(entry: HistoryEntry) -> tuple[str, str]:
    """What happened, and how it came out."""
    lang = language()
    if entry.kind == "visit":
        known = {key.value: name.in_(lang) for key, name in OUTCOMES.items()}
        return (
            _("Visita {number}").format(number=entry.number),
            known.get(entry.state, _("Abierta")),
        )
    if entry.kind == "assessment":
        return _("Diagnóstico de madurez"), _diagnosis(entry)
    if entry.kind == "gap":
        title = entry.about if entry.under else _("Brecha: {list}").format(list=entry.about)
        return title, _("En curso") if entry.state == "draft" else _("Cerrada")
    if entry.kind == "document":
        name = document.NAMES[entry.paper].in_(lang)
        return f"{name} {entry.state}", _("versión {n}").format(n=entry.number)
    return _("Autorización de datos"), _("Sí") if entry.state == "yes" else _("No")


def moment_words(at: datetime, offset: int) -> str:
    """``3 de noviembre de 2026, 9:10 a. m.`` where it happened."""
    there, lang = formats.local(at, offset), language()
    return f"{formats.long_date(there.date(), lang)}, {formats.clock_time(there, lang)}"


def _diagnosis(entry: HistoryEntry) -> str:
    if entry.state == "draft":
        return _("En curso")
    if entry.level is None:
        return _("Cerrado, preliminar")
    return _("Nivel {n}, {name}").format(n=entry.level, name=level_name(entry.level, language()))


def _activity(firm: Firm) -> str:
    if not firm.ciiu_main:
        return words.sector_name(firm.sector) if firm.sector else ""
    return f"{firm.ciiu_main} · {division_words(firm.ciiu_main)}"


def _people(firm: Firm) -> str:
    parts: list[str] = []
    if firm.workers_total is not None:
        parts.append(
            ngettext("{n} trabajador", "{n} trabajadores", firm.workers_total).format(
                n=firm.workers_total
            )
        )
    if firm.members is not None:
        parts.append(ngettext("{n} asociado", "{n} asociados", firm.members).format(n=firm.members))
    return ", ".join(parts)


def _answer_row(name: str, answer: bool | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(label(name), 1)
    shown = {True: _("Sí"), False: _("No"), None: _("Sin preguntar")}[answer]
    badge = label(shown, "badge", wrap=False)
    badge.setProperty("tone", {True: "accent", False: "attention", None: ""}[answer])
    row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _plain_row(icon: str, title: str, when: str, aside: str) -> QWidget:
    made = QWidget()
    space = theme.look().space
    row = QHBoxLayout(made)
    row.setContentsMargins(space(14), space(8), space(14), space(8))
    row.setSpacing(space(12))
    row.addWidget(IconLabel(icon, "soft_ink", 22))
    column = QVBoxLayout()
    column.setSpacing(space(2))
    column.addWidget(label(title, "name"))
    column.addWidget(label(when, "soft"))
    row.addLayout(column, 1)
    row.addWidget(label(aside, "badge", wrap=False))
    return made


def _at_left(widget: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return made


def is_open_visit(entry: HistoryEntry) -> bool:
    """Whether it is the visit that still goes on."""
    return entry.kind == "visit" and entry.state not in {outcome.value for outcome in Outcome}
