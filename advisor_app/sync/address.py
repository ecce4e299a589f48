"""The office's address as a person types it, and whether what is sent there stays unreadable."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from advisor_app.sync.errors import BadAddress, NotSecure


def address_of(typed: str) -> str:
    """The address in full, without an end stroke.

    Raises:
        BadAddress: it is none.
        NotSecure: it would send readable text to another machine.
    """
    text = typed.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress from error
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in ("https", "http") or not _is_host(host) or not is_plain:
        raise BadAddress
    if parts.scheme == "http" and not is_loopback(host):
        raise NotSecure
    return text.rstrip("/")


def host_of(address: str) -> str:
    """The machine that an address names."""
    return urlsplit(address).hostname or ""


def is_loopback(host: str) -> bool:
    """Whether it is this machine itself, which nobody else can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_host(host: str) -> bool:
    return bool(host) and not any(letter.isspace() or letter in "\\,;<>\"'" for letter in host)
