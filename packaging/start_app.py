"""Where the frozen window starts."""

import sys

from advisor_app.__main__ import main

sys.exit(main())
