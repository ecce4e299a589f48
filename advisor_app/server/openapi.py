"""The description of what the office is asked and answers, made from the messages themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from advisor_app.sync.admission import SIGNATURE_HEADER, Enrol, Enrolled, Me, Token, TokenRequest
from advisor_app.sync.wire import Join, Pull, Pulled, Push, Pushed, Refusal

if TYPE_CHECKING:
    from fastapi import FastAPI

_MESSAGES: Final = (
    Enrol, Enrolled, TokenRequest, Token, Me, Push, Pushed, Pull, Pulled, Join, Refusal,
)  # fmt: skip
_PLACE: Final = "#/components/schemas/{name}"
_OPEN: Final = ("400", "401", "413", "503")
_CLOSED: Final = ("400", "401", "403", "409", "413", "503")


def told(
    answered: type | None,
    asked: type | None = None,
    *,
    open_to_all: bool = False,
    media: str = "application/json",
) -> dict[str, Any]:
    """What the description says of one thing that is asked."""
    content = {"schema": _of(answered)} if answered else {"schema": {}}
    refusals = {
        status: {
            "description": "Refused",
            "content": {"application/json": {"schema": _of(Refusal)}},
        }
        for status in (_OPEN if open_to_all else _CLOSED)
    }
    operation: dict[str, Any] = {
        "responses": {"200": {"description": "Done", "content": {media: content}}} | refusals,
        "security": [] if open_to_all else [{"token": []}],
    }
    if asked is not None:
        body = {"required": True, "content": {"application/json": {"schema": _of(asked)}}}
        operation["requestBody"] = body
    if asked is Push:
        signature = {"name": SIGNATURE_HEADER, "in": "header", "schema": {"type": "string"}}
        operation["parameters"] = [signature | {"required": True}]
    return operation


def describe(app: FastAPI) -> None:
    """Put the messages into the description of the app."""
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            _refs, messages = msgspec.json.schema_components(_MESSAGES, ref_template=_PLACE)
            parts = schema.setdefault("components", {})
            parts.setdefault("schemas", {}).update(messages)
            scheme = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            parts["securitySchemes"] = {"token": scheme}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described


def _of(message: type) -> dict[str, str]:
    return {"$ref": _PLACE.format(name=message.__name__)}
