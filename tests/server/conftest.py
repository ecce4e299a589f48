"""Fixtures of the office's tests."""

from tests.server.offices import _quick_passwords, base_url, served
from tests.server.postgres import postgres
from tests.sync.fixtures import a, b, office

__all__ = ["_quick_passwords", "a", "b", "base_url", "office", "postgres", "served"]
