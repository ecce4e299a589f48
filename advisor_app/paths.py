"""Where the program's own files lie: in a checkout, an installed wheel or a frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _resources_root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [_PACKAGE / "_resources", _PACKAGE.parent / "resources"]
    if frozen is not None:
        candidates.insert(0, Path(frozen) / "advisor_app" / "_resources")
    return next(root for root in candidates if root.is_dir())


def resource(*parts: str) -> Path:
    """The path of one of the program's own files, such as ``resource("fonts", "x.ttf")``."""
    return _resources_root().joinpath(*parts)


def default_workspace() -> Path:
    """The advisor's workspace in the platform's local (never roaming) data folder."""
    import platformdirs  # 20 ms at start-up, for a folder that is asked for once

    return Path(platformdirs.user_data_dir("Advisor", appauthor=False, roaming=False)) / "workspace"


def demo_workspace() -> Path:
    """The workspace with invented firms, beside the advisor's own."""
    return default_workspace().with_name("demo")
