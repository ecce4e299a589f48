"""Fixtures of the office's tests."""

from tests.server.offices import _quick_passwords, base_url, served
from tests.server.postgres import postgres

__all__ = ["_quick_passwords", "base_url", "postgres", "served"]
