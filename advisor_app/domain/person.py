"""A person of a firm: personal data, kept apart from the firm so that it can be erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Ley 1581 de 2012, art. 5: shown and kept only with the consent for sensitive data.
SENSITIVE_FIELDS: Final = frozenset(
    {"ethnic_group", "victim_ruv", "disability", "caregiver", "reincorporated", "migrant", "lgbtiq"}
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks for a firm or takes part in a visit; None means not asked."""

    id: str
    firm_id: str
    name: str = ""
    document_type: str = ""
    document_number: str = ""
    role: str = ""
    sex: str = ""
    age_range: str = ""
    email: str = ""
    phone: str = ""
    ethnic_group: str = ""
    victim_ruv: bool | None = None
    disability: bool | None = None
    caregiver: bool | None = None
    reincorporated: bool | None = None
    migrant: bool | None = None
    lgbtiq: bool | None = None

    @property
    def has_sensitive_data(self) -> bool:
        """Whether any of the sensitive fields holds an answer."""
        return any(getattr(self, name) not in (None, "") for name in SENSITIVE_FIELDS)
