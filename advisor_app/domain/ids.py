"""Identities made on the device, final from the first keystroke."""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.UUID("8d3f0d4e-6d0a-5c1b-9a53-0d1a7c1f5b10")


def new_id() -> str:
    """A UUIDv7: unique on its own, and in the order of its making."""
    import uuid_utils  # not at start-up: only a device that writes needs it

    return str(uuid_utils.uuid7())


def answer_id(assessment: str, item: str) -> str:
    """The one row that any advisor's answer to this item of this assessment goes to."""
    return str(uuid.uuid5(_NAMESPACE, f"{assessment}/{item}"))
