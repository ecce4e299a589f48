"""The application's door: ``advisor-app`` and ``python -m advisor_app``."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window; the exit code of the application."""
    from ui.app import run

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
