"""Writes one answer after another and says each number as soon as the base has it.

With ``--synchronous OFF`` the log isn't forced to the disk: the proof that the checks would notice.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.store import database, writer
from advisor_app.store.workspace import Workspace
from tests.store.records import answer_row

ACKNOWLEDGED = 1  # the pipe that the test reads


def interview(workspace: Workspace, first: int, many: int) -> None:
    draft = tables.assessment
    for number in range(first, first + many):

        def work(connection: sa.Connection, n: int = number) -> None:
            connection.execute(tables.answer.insert().values(answer_row(n, note="nota " * 20)))
            place = (
                draft.update().where(draft.c.id == "draft-firm-1").values(current_item=f"D1.{n}")
            )
            connection.execute(place)

        workspace.write(work).result()
        os.write(ACKNOWLEDGED, f"{number}\n".encode())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("many", type=int)
    parser.add_argument("--synchronous", default=database.SYNCHRONOUS)
    options = parser.parse_args()
    database.SYNCHRONOUS = options.synchronous
    writer.PAGES_WHEN_IDLE = 40  # so that kills also fall into the folding of the log
    workspace = Workspace.open_demo(options.folder)
    interview(workspace, options.first, options.many)
    workspace.close()


if __name__ == "__main__":
    main()
