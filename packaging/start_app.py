"""Where the frozen window starts; ``--walk`` drives it through a visit, for the smoke test."""

import sys

if sys.argv[1:2] == ["--walk"]:
    from ui.walk import main

    sys.exit(main(sys.argv[2:]))

from advisor_app.__main__ import main as open_window

sys.exit(open_window())
