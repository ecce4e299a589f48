"""Reading sheets that people or programs send as JSON: one sentence for the first thing wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn, cast

from advisor_app.domain.content import reject_constant, unique_keys
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _


def answered(text: str, answer: Callable[[object], object]) -> object:
    """The answer to one sheet, or the list of answers to a list of sheets.

    Raises:
        AdvisorError: what is wrong where; nothing was answered.
    """
    data = parsed(text)
    if not isinstance(data, list):
        return answer(data)
    answers: list[object] = []
    for number, entry in enumerate(cast("list[Any]", data), 1):
        try:
            answers.append(answer(entry))
        except AdvisorError as error:
            place = _("Hoja {n}: {message}").format(n=number, message=error.message)
            raise AdvisorError(place, advice=error.advice) from error
    return answers


def parsed(text: str) -> object:
    """The JSON value of a text, figures exact."""
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=reject_constant,
            object_pairs_hook=unique_keys,
        )
    except json.JSONDecodeError as error:
        message = _("No es un JSON válido: línea {line}, columna {column}.")
        fail(message.format(line=error.lineno, column=error.colno))
    except RecursionError:
        fail(_("No es un JSON válido: tiene demasiados niveles."))
    except ValueError as error:
        fail(_("No es un JSON válido: {detail}.").format(detail=shown(str(error))))


def an_object(data: object, name: str) -> dict[str, Any]:
    """A JSON object."""
    if not isinstance(data, dict):
        message = _("«{name}» debe ser un objeto JSON, y es {value}.")
        fail(message.format(name=name, value=shown(data)))
    return cast("dict[str, Any]", data)


def a_flag(value: object, name: str) -> bool:
    """True or false; what is absent is false."""
    if value is None:
        return False
    if not isinstance(value, bool):
        message = _("«{name}» debe ser true o false, y es {value}.")
        fail(message.format(name=name, value=shown(value)))
    return value


def shown(value: object) -> str:
    """A value short enough for one line of an error."""
    text = " ".join(json.dumps(value, ensure_ascii=False, default=str).split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def fail(message: str) -> NoReturn:
    """Refuse the sheet."""
    raise AdvisorError(message)
