"""The window: hand-coded Qt widgets over the services."""

from __future__ import annotations

import sys


def _keep_constants_alive() -> None:
    """Count None, True and False so high that they are never freed, as Python does from 3.12 on.

    PySide6 6.12 is built against a Python whose constants are immortal: each of its calls without
    a result takes one reference to None too many, each signal that is emitted one to True, and on
    3.11 the process ends some thousand calls later with "deallocating None" (or "True or False").
    """
    if sys.version_info < (3, 12):
        import ctypes

        for constant in (None, True, False):
            count = ctypes.c_ssize_t.from_address(id(constant))
            count.value = max(count.value, 1 << 60)


_keep_constants_alive()
