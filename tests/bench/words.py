"""Words as advisors write them: notes of invented visits, in a seeded order."""

from __future__ import annotations

import json
import random
from typing import Any, Final

_WHO: Final = (
    "La gerente", "El dueño", "La encargada de calidad", "El operario de planta", "La contadora",
    "El jefe de producción", "La socia mayor", "El administrador", "La auxiliar", "El maestro",
)  # fmt: skip
_DOES: Final = (
    "lleva", "no lleva", "revisa cada semana", "guarda en una carpeta", "anota a mano", "perdió",
    "muestra completos", "prometió enviar", "está actualizando", "archiva sin fecha",
    "compara con el mes pasado", "firma sin leer", "entrega tarde", "conoce bien",
)  # fmt: skip
_WHAT: Final = (
    "los registros de temperatura", "las fichas técnicas", "el plan de limpieza",
    "los certificados de calibración", "las quejas de los clientes", "el inventario de insumos",
    "los procedimientos de compra", "las actas de capacitación", "la lista de proveedores",
    "los indicadores de producción", "el análisis de agua", "los permisos sanitarios",
    "las hojas de vida de equipos", "la trazabilidad de lotes", "el control de plagas",
)  # fmt: skip
_WHERE: Final = (
    "en la bodega de atrás", "junto al horno", "en el cuaderno verde", "en el computador viejo",
    "en la oficina del pueblo", "cerca del secadero", "al lado del tanque", "en su celular",
    "en la finca de arriba", "detrás del beneficiadero", "en el cuarto frío", "sobre la báscula",
)  # fmt: skip
_WHY: Final = (
    "porque no hay quien lo haga", "desde la última auditoría", "aunque faltan firmas",
    "por falta de tiempo", "y pide una plantilla", "pero solo desde marzo", "según dijo dos veces",
    "mientras llega la cosecha", "hasta que cambien el equipo", "como pide el comprador alemán",
    "y se le explicó la norma", "con apoyo de la cooperativa", "sin saber para qué sirve",
)  # fmt: skip


def note(chance: random.Random, words: int) -> str:
    """A note of about so many words."""
    said: list[str] = []
    while len(said) < words:
        sentence = " ".join(chance.choice(part) for part in (_WHO, _DOES, _WHAT, _WHERE, _WHY))
        said += (sentence + ".").split()
    return " ".join(said[:words])


def documents(count: int, firms: int, size: int, seed: int) -> list[dict[str, Any]]:
    """Documents of ``size`` bytes of JSON: 35 answers and a note, for so many firms."""
    chance = random.Random(seed)  # noqa: S311 - invented answers, no secret
    known = [_uuid(chance) for _number in range(firms)]
    return [_document(chance, known[number % firms], size) for number in range(count)]


def _document(chance: random.Random, firm: str, size: int) -> dict[str, Any]:
    answers = {f"D{1 + n // 7}.{1 + n % 7}": chance.randint(1, 5) for n in range(35)}
    told = {"_id": _uuid(chance), "firm": firm, "answers": answers, "note": ""}
    room = size - len(_json(told).encode())
    text = note(chance, 90).encode()[:room].decode(errors="ignore")
    told["note"] = text + "." * (room - len(text.encode()))
    return told


def _uuid(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
