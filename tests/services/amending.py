"""A process that tells a plan over, and accepts and takes back proposals, until it is killed.

Each line on standard output acknowledges an edit: the number that it wrote.
"""

from __future__ import annotations

import sys
from pathlib import Path

from advisor_app.services import entry


def amend(folder: Path, firm_id: str, action_id: str, gap_id: str) -> None:
    """Edit an action, accept every proposal, take all of it back; again and again."""
    session = entry.open_demo(folder)
    shown = {code: one.state for code, one in session.cross.proposed(gap_id).items()}
    number = int(session.plans.of_firm(firm_id).action(action_id).responsible)
    print("ready", flush=True)
    while True:
        number += 1
        told = {"responsible": str(number), "support": str(number), "cost": number}
        session.plans.edit(firm_id, action_id, told)
        print(number, flush=True)
        session.cross.undo(session.cross.accept(gap_id, shown))


if __name__ == "__main__":
    amend(Path(sys.argv[1]), *sys.argv[2:])
