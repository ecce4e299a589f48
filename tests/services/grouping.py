"""A process that goes through the calls of groups until it is killed.

Each line on standard output acknowledges a call: how many members are registered, the seed that was
drawn, whom somebody was replaced by, or the assessment that was opened for a member.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from advisor_app.domain.groups import Part
from advisor_app.services import entry

AT_ONCE = 3
REASON = "No estaba en la finca ese día"


def go_on(folder: Path, group_id: str) -> None:
    """Register three more, draw, replace one and open the list of who came in; again and again."""
    session = entry.open_demo(folder)
    groups = session.groups
    known = len(groups.get(group_id).rows)
    print("ready", flush=True)
    for number in count(known + 1, AT_ONCE):
        fresh = [Part(f"{n:05d}", f"Miembro {n}") for n in range(number, number + AT_ONCE)]
        groups.add(group_id, fresh)
        print("registered", number + AT_ONCE - 1, flush=True)
        before = groups.draw(group_id, REASON)
        print("drawn", before.seed, flush=True)
        after = groups.replace_absent(group_id, before.to_visit[0], REASON)
        (substitute,) = set(after.to_visit) - set(before.to_visit)
        print("replaced", substitute, flush=True)
        print("opened", groups.start(group_id, substitute).id, flush=True)


if __name__ == "__main__":
    go_on(Path(sys.argv[1]), sys.argv[2])
