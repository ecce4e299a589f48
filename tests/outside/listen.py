"""Says for each line on standard input what can't be used in the window then, as JSON."""

from __future__ import annotations

import json
import sys

from stranger import Stranger

listener = Stranger("Advisor")
for _line in sys.stdin:
    print(json.dumps(listener.complaints()), flush=True)
