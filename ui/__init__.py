"""The window: hand-coded Qt widgets over the services."""

from __future__ import annotations

import sys


def _keep_none_alive() -> None:
    """Count None so high that it is never freed, as Python itself does from 3.12 on.

    PySide6 6.12 is built against a Python whose None is immortal: each of its calls without a
    result takes one reference to None too many, and on 3.11 the process ends some thousand
    calls later with "deallocating None".
    """
    if sys.version_info < (3, 12):
        import ctypes

        count = ctypes.c_ssize_t.from_address(id(None))
        count.value = max(count.value, 1 << 60)


_keep_none_alive()
