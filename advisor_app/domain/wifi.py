"""The words of a QR code that lets a telephone join a Wi-Fi network."""

from __future__ import annotations

import re
from typing import Final

SHORTEST_PASSWORD: Final = 8
"""What WPA2 asks for."""


def wifi_code(name: str, password: str) -> str:
    """The network's name and password as telephones read them from a code."""
    kind = f"T:WPA;S:{_safe(name)};P:{_safe(password)}" if password else f"T:nopass;S:{_safe(name)}"
    return f"WIFI:{kind};;"


def _safe(text: str) -> str:
    return re.sub(r'([\\;,:"])', r"\\\1", text)
