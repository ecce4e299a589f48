"""None outlives any number of calls into Qt."""

from __future__ import annotations

import sys

import ui


def test_none_is_never_freed_however_often_qt_is_called():
    assert ui.__doc__
    assert sys.getrefcount(None) > 1 << 31
