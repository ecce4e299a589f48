"""Photos and papers, after the records that name them: sent, and those of others brought."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.services.exchange_progress import Behind
    from advisor_app.store.attachments import Attachments
    from advisor_app.sync.client import Watch
    from advisor_app.sync.http_line import HttpLine


@dataclass(frozen=True, slots=True)
class FilesDone:
    """What became of the files.

    Attributes:
        refused: the office's word, where it takes none.
    """

    sent: int = 0
    came: int = 0
    refused: str = ""


def exchange_files(
    behind: Behind, attachments: Attachments, line: HttpLine, watch: Watch
) -> FilesDone:
    """Send what the office doesn't have, bring what is not here; an office without files is none.

    Raises:
        Revoked: this laptop is not let in any more.
        AdvisorError: the line broke; the next time goes on from there.
    """
    from advisor_app.sync.client import Refused
    from advisor_app.sync.errors import Revoked
    from advisor_app.sync.files import Files, Pace
    from advisor_app.sync.http_files import HttpFiles

    files = Files(behind, attachments, HttpFiles(line), Pace(time.monotonic), watch)
    try:
        files.send()
        files.fetch()
    except Refused as error:
        if error.refusal.code == "revoked":
            raise Revoked from error
        return FilesDone(files.sent, files.came, error.refusal.code)
    return FilesDone(files.sent, files.came)


def files_waiting(c: sa.Connection, attachments: Attachments) -> tuple[int, int]:
    """How many files lie here that the office has not confirmed, and how many bytes they are."""
    from advisor_app.sync.files import unsent

    waiting = [size for digest, size in unsent(c, also_unsent=True) if attachments.has(digest)]
    return len(waiting), sum(waiting)
