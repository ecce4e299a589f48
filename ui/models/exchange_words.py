"""How the exchange stands, in words: short for the bar, whole for its screen."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.i18n import _, language, ngettext
from ui.models.copy_words import moment, opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from advisor_app.services.exchange_progress import Outcome, Step
    from advisor_app.services.exchange_rows import LogLine, SetAside, Waiting
    from advisor_app.services.exchanges import ExchangeState
    from advisor_app.services.receipts import Receipt
    from ui.exchange_keeper import ExchangeKeeper

ICONS: Final = {
    "": ("exchange", "soft_ink"),
    "sending": ("exchange", "info"),
    "paused": ("exchange", "soft_ink"),
    "trouble": ("attention", "danger"),
    "look": ("attention", "attention"),
    "waiting": ("exchange", "soft_ink"),
    "done": ("done", "accent"),
}
"""Picture and colour of each light; there is always a word beside them."""
_MOST_FIRMS: Final = 8
_MINUTE: Final = 60
_KILO: Final = Decimal(1_000)


def heading(keeper: ExchangeKeeper) -> str:
    """One sentence that says it all."""
    count = keeper.state.waiting if keeper.state else 0
    if keeper.light == "sending":
        return _("Hablando con la oficina…")
    if keeper.light == "paused":
        return _("En pausa")
    if keeper.light == "trouble":
        return _("No se pudo intercambiar")
    if count:
        return records_waiting(count)
    if keeper.state and keeper.state.files:
        return files_waiting(keeper.state.files, keeper.state.file_bytes)
    return _("Todo está en la oficina")


def short(keeper: ExchangeKeeper) -> str:
    """The same for the bar."""
    count = keeper.state.waiting if keeper.state else 0
    words = {
        "sending": _("Enviando…"),
        "paused": _("En pausa"),
        "trouble": _("Sin enviar"),
        "look": _("Por mirar"),
        "done": _("En la oficina"),
    }
    count = count or (keeper.state.files if keeper.state else 0)
    waits = ngettext("{n} por enviar", "{n} por enviar", count).format(n=count)
    return words.get(keeper.light, waits)


def records_waiting(count: int) -> str:
    """How many records the office doesn't have yet."""
    return ngettext(
        "Falta {n} registro por enviar", "Faltan {n} registros por enviar", count
    ).format(n=count)


def files_waiting(count: int, total: int) -> str:
    """How many photos and papers the office doesn't have yet."""
    text = ngettext(
        "Falta {n} archivo por enviar ({size})", "Faltan {n} archivos por enviar ({size})", count
    )
    return text.format(n=count, size=size(total))


def detail(keeper: ExchangeKeeper) -> str:
    """With whom, since when, and what comes next."""
    state = keeper.state
    if state is None or state.link is None:
        return ""
    link = state.link
    lines = [" · ".join(filter(None, (link.person, role(link.role), link.office or link.address)))]
    if state.last_at is not None:
        lines.append(_("Último intercambio completo: {when}").format(when=moment(state.last_at)))
    if keeper.paused:
        lines.append(_("Nada se envía hasta que toque Continuar."))
    elif keeper.hindrance is not None:
        lines.append(f"{keeper.hindrance.message} {keeper.hindrance.advice}".strip())
    elif state.held:
        lines.append(_("Llegó una parte; el resto viene en el próximo intercambio."))
    return "\n".join(lines)


def role(key: str) -> str:
    """What a person does in the programme."""
    names = {
        "advisor": _("asesoría"),
        "coordinator": _("coordinación"),
        "administrator": _("administración"),
    }
    return names.get(key, "")


def progress(step: Step | None) -> str:
    """How far it is, in counts and bytes, with the time that is left."""
    if step is None:
        return _("Buscando qué hay de nuevo…")
    parts: list[str] = []
    if step.of:
        parts.append(_("Enviados {n} de {of}").format(n=step.sent, of=step.of))
    if step.file_bytes[1]:
        done, of = (size(count) for count in step.file_bytes)
        parts.append(_("archivos {done} de {of}").format(done=done, of=of))
    if step.came:
        parts.append(_("recibidos {n}").format(n=step.came))
    parts.append(
        _("{up} de subida, {down} de bajada").format(up=size(step.up), down=size(step.down))
    )
    if step.seconds is not None:
        parts.append(_("faltan unos {time}").format(time=_duration(step.seconds)))
    return " · ".join(parts)


def share(step: Step | None) -> tuple[int, int]:
    """How far it is, of how much; nothing where that is not known."""
    if step is None:
        return 0, 0
    done, of = step.file_bytes
    return (done // 1_000, -(-of // 1_000)) if of else (step.sent, step.of)


def outcome(done: Outcome | None) -> str:
    """What the last exchange did."""
    if done is None:
        return ""
    lines = [
        ngettext("Salió {n} registro.", "Salieron {n} registros.", done.sent).format(n=done.sent),
        ngettext("Llegó {n} registro.", "Llegaron {n} registros.", done.came).format(n=done.came),
    ]
    if done.files or done.files_came:
        text = _("Archivos: {sent} enviados, {came} recibidos.")
        lines.append(text.format(sent=done.files, came=done.files_came))
    if done.aside:
        text = ngettext("La oficina no recibió {n}.", "La oficina no recibió {n}.", done.aside)
        lines.append(text.format(n=done.aside))
    return " ".join(lines)


def waiting_lines(waiting: Sequence[Waiting]) -> list[tuple[str, str]]:
    """Firm by firm what waits; the rest in one line."""
    lines = [
        (one.firm_name or _("Sin empresa"), ", ".join(_kinds(one.kinds)))
        for one in waiting[:_MOST_FIRMS]
    ]
    rest = waiting[_MOST_FIRMS:]
    if rest:
        count = sum(one.records for one in rest)
        more = ngettext("y {n} empresa más", "y {n} empresas más", len(rest)).format(n=len(rest))
        lines.append((more, ngettext("{n} registro", "{n} registros", count).format(n=count)))
    return lines


def aside_lines(aside: Iterable[SetAside]) -> list[tuple[str, str]]:
    """What the office did not take, firm by firm: what, why, and what to do."""
    kinds: dict[tuple[str, str], dict[str, int]] = {}
    for one in aside:
        counts = kinds.setdefault((one.firm_name, one.why), {})
        counts[one.entity] = counts.get(one.entity, 0) + 1
    return [
        (name or _("Sin empresa"), f"{opening(', '.join(_kinds(counts)))}. {_why(why)}")
        for (name, why), counts in kinds.items()
    ]


def for_today(state: ExchangeState) -> tuple[tuple[str, str, str], ...]:
    """What waits for this person: words, what to do, and the screen where it is done."""
    rows = (
        (state.returned, returned(state.returned), _("Corrija y vuelva a enviar"), "returned"),
        (state.conflicts, clashes(state.conflicts), _("Elija cuál vale"), "conflicts"),
        (state.aside, left_aside(state.aside), _("Mire por qué"), "exchange"),
    )
    return tuple((text, about, route) for count, text, about, route in rows if count)


def returned(count: int) -> str:
    """How many assessments came back."""
    return ngettext("{n} evaluación devuelta", "{n} evaluaciones devueltas", count).format(n=count)


def clashes(count: int) -> str:
    """How many values two people wrote differently."""
    return ngettext("{n} dato escrito dos veces", "{n} datos escritos dos veces", count).format(
        n=count
    )


def left_aside(count: int) -> str:
    """How many records the office did not take."""
    return ngettext(
        "{n} registro que la oficina no recibió", "{n} registros que la oficina no recibió", count
    ).format(n=count)


def receipt_row(receipt: Receipt) -> str:
    """A visit and how much of it the office has."""
    visit = _("visita {n}").format(n=receipt.number)
    stands = (
        _("completa en la oficina")
        if receipt.is_whole
        else ngettext("falta {n} por enviar", "faltan {n} por enviar", receipt.waiting).format(
            n=receipt.waiting
        )
    )
    return f"{receipt.firm_name} · {visit} · {stands}"


def log_text(lines: Iterable[LogLine]) -> str:
    """The log as a support person reads it; nothing of any person or firm is in it."""
    told = [f"{one.at[:19]}  {one.what}  {_facts(one.detail)}".rstrip() for one in lines]
    return "\n".join(told) or _("Todavía no hay nada.")


def size(count: int) -> str:
    """Bytes as people say them."""
    kilo = Decimal(count) / _KILO
    if kilo < _KILO:
        return f"{formats.number(kilo, language(), 0)}{formats.NBSP}kB"
    return f"{formats.number(kilo / _KILO, language(), 1)}{formats.NBSP}MB"


def _facts(detail: Mapping[str, object]) -> str:
    return " ".join(f"{name}={json.dumps(value)}" for name, value in detail.items() if value)


def _duration(seconds: int) -> str:
    if seconds < _MINUTE:
        return _("{n} s").format(n=max(1, seconds))
    return _("{n} min").format(n=-(-seconds // _MINUTE))


def _kinds(kinds: Mapping[str, int]) -> list[str]:
    counts: dict[str, int] = {}
    for entity, count in kinds.items():
        name = entity if entity in _plain_kinds(1) else ""
        counts[name] = counts.get(name, 0) + count
    return [
        _plain_kinds(count)[name].format(n=count)
        for name, count in sorted(counts.items(), key=_last)
    ]


def _last(pair: tuple[str, int]) -> tuple[bool, int]:
    name, count = pair
    return (not name, -count)


def _plain_kinds(n: int) -> dict[str, str]:
    """Each kind of record with its count."""
    return {
        "firm": ngettext("{n} ficha de empresa", "{n} fichas de empresa", n),
        "person": ngettext("{n} persona", "{n} personas", n),
        "visit": ngettext("{n} visita", "{n} visitas", n),
        "consent": ngettext("{n} autorización", "{n} autorizaciones", n),
        "assessment": ngettext("{n} evaluación", "{n} evaluaciones", n),
        "answer": ngettext("{n} respuesta", "{n} respuestas", n),
        "commitment": ngettext("{n} compromiso", "{n} compromisos", n),
        "document": ngettext("{n} documento", "{n} documentos", n),
        "signature": ngettext("{n} firma", "{n} firmas", n),
        "attachment": ngettext("{n} archivo", "{n} archivos", n),
        "": ngettext("{n} dato más", "{n} datos más", n),
    }


def _why(why: str) -> str:
    """Why it was not taken, and what to do."""
    if why == "forbidden":
        return _(
            "Esta empresa ya no está a su cargo. Lo escrito se guarda aquí: hable con la "
            "coordinación para que lo reciba."
        )
    return _(
        "La oficina encontró un dato que no puede recibir. Lo escrito se guarda aquí: corrija el "
        "registro y se enviará de nuevo."
    )
