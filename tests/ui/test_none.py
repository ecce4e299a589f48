"""What Python never frees outlives any number of calls into Qt."""

from __future__ import annotations

import sys

import pytest

import ui


@pytest.mark.parametrize("constant", [None, True, False])
def test_a_constant_is_never_freed_however_often_qt_is_called(constant):
    assert ui.__doc__
    assert sys.getrefcount(constant) > 1 << 31
