"""Fixtures of the tests of the exchange."""

from tests.sync.fixtures import a, b, office

__all__ = ["a", "b", "office"]
