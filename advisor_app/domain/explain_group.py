"""The words of a group, its sample and its parts, the same on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.domain.text import Text
from advisor_app.formats import long_date, number, percent
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.group_result import GroupResult, Judged
    from advisor_app.domain.groups import Chosen, Draw, Part, PartKind, Scope

NAMES: Final[dict[PartKind, Text]] = {
    "member": Text("Miembros y muestra", "Members and sample"),
    "site": Text("Sedes", "Sites"),
    "method": Text("Métodos", "Methods"),
}


def estimate_sentence(result: GroupResult, lang: str) -> str:
    """Whether the whole would comply."""
    _ = catalog(lang).text
    return {
        True: _("Estimación: el conjunto cumpliría."),
        False: _("Estimación: el conjunto no cumpliría."),
        None: _("Estimación: todavía no se puede decir si el conjunto cumpliría."),
    }[result.passes]


def central_sentence(result: GroupResult, lang: str) -> str:
    """What the list that was answered once comes to."""
    _ = catalog(lang).text
    return {
        True: _("La lista del grupo cumple."),
        False: _("La lista del grupo no cumple."),
        None: _("A la lista del grupo le falta ver o preguntar algo."),
    }[result.central]


def parts_sentence(result: GroupResult, kind: PartKind, lang: str) -> str:
    """How many parts were seen, and how they came out."""
    _ = catalog(lang).text
    if not result.wanted:
        return {
            "member": _("Falta sortear a quién se visita."),
            "site": _("Falta registrar las sedes."),
            "method": _("Falta registrar los métodos."),
        }[kind]
    text = {
        "member": _("Miembros vistos: {seen} de {all}. Cumplen: {good}; no cumplen: {bad}."),
        "site": _("Sedes vistas: {seen} de {all}. Cumplen: {good}; no cumplen: {bad}."),
        "method": _("Métodos vistos: {seen} de {all}. Cumplen: {good}; no cumplen: {bad}."),
    }[kind]
    return text.format(
        seen=result.seen, all=result.wanted, good=result.complying, bad=result.failing
    )


def coverage_sentence(result: GroupResult, lang: str) -> str:
    """How much of all lists was seen, and how much stands in the way."""
    _, plural = catalog(lang).text, catalog(lang).plural
    seen = percent(result.coverage, lang, 1) if result.coverage is not None else "—"
    said = _("Se vio el {seen} de todas las listas juntas.").format(seen=seen)
    if not result.blocking:
        return said
    stands = plural("{n} punto bloquea.", "{n} puntos bloquean.", result.blocking)
    return f"{said} {stands.format(n=result.blocking)}"


def sentences(result: GroupResult, kind: PartKind, lang: str) -> list[str]:
    """What a group comes to, from the general to the detail."""
    return [
        estimate_sentence(result, lang),
        central_sentence(result, lang),
        parts_sentence(result, kind, lang),
        coverage_sentence(result, lang),
    ]


def part_facts(part: Part, lang: str) -> str:
    """Code, place and size of a part."""
    _ = catalog(lang).text
    size = ""
    if part.size is not None:
        places = 0 if part.size == part.size.to_integral_value() else 1
        size = _("{n} ha").format(n=number(part.size, lang, places))
    return " · ".join(word for word in (part.code, part.place, size) if word)


def state_word(judged: Judged, lang: str, *, begun: bool) -> str:
    """How a part stands: what it came to, or how far its list is."""
    _ = catalog(lang).text
    if judged.passes is not None:
        return _("Cumple") if judged.passes else _("No cumple")
    if not begun:
        return _("Sin empezar")
    result = judged.result
    if not result.preliminary:
        return _("Vista; falta un dato")
    points = result.applicable()
    seen = sum(result.state(one.code) is not None for one in points)
    return _("{seen} de {all} vistos").format(seen=seen, all=len(points))


def chosen_sentence(chosen: Chosen, scope: Scope, lang: str) -> str:
    """How somebody came into the sample, and out of it."""
    _ = catalog(lang).text
    count = len(scope.draw.codes) if scope.draw else 0
    words = [_("Puesto {rank} del sorteo entre {all}.").format(rank=chosen.rank, all=count)]
    if chosen.stands_for:
        words.append(_("En lugar de {name}.").format(name=_shown(scope, chosen.stands_for)))
    if chosen.absence is not None:
        day = long_date(chosen.absence.on, lang)
        words.append(
            _("No se visita ({day}): {reason}").format(day=day, reason=chosen.absence.reason)
        )
    return " ".join(words)


def draw_sentences(draw: Draw, lang: str) -> list[str]:
    """A draw with all that is needed to repeat it."""
    _ = catalog(lang).text
    said = [
        _("Sorteo del {day}, hecho por {who}: {n} de {all}.").format(
            day=long_date(draw.drawn_on, lang),
            who=draw.drawn_by,
            n=draw.size,
            all=len(draw.codes),
        ),
        _("Semilla: {seed}. Huella SHA-256 del registro: {digest}.").format(
            seed=draw.seed, digest=" ".join(draw.digest[at : at + 16] for at in range(0, 64, 16))
        ),
        _(
            "Para repetirlo: ordene los códigos por el SHA-256 de «{seed}|código» y tome los "
            "primeros {n} (método {algorithm}, versión {version})."
        ).format(seed=draw.seed, n=draw.size, algorithm=draw.algorithm, version=draw.version),
    ]
    if draw.reason:
        said.insert(1, _("Se sorteó de nuevo: {reason}").format(reason=draw.reason))
    return said


def _shown(scope: Scope, code: str) -> str:
    part = scope.part(code)
    return part.shown if part else code
