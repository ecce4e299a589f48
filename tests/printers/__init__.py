"""Printers for tests: a printing system of their own, real queues, and paper that can be read."""
