"""The photos of a document: which ones it names, and their files when it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.reports.photo_content import ListPoints, PhotoPart
from advisor_app.services.consents import consent_state
from advisor_app.services.evidence_rows import of_assessment
from advisor_app.store.errors import DamagedAttachment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    import sqlalchemy as sa

    from advisor_app.domain.text import Text
    from advisor_app.reports.photo_annex import Pictures
    from advisor_app.store.workspace import Workspace


def photos_of(
    c: sa.Connection, firm_id: str, assessment_id: str, lists: Mapping[str, Text] | None = None
) -> tuple[PhotoPart, ...]:
    """The photos behind the answers of an assessment, while the firm lets them be shown.

    ``lists`` names further assessments that the document tells of; a photo of several stands once.
    """
    if not _may_be_shown(c, firm_id):
        return ()
    lists = lists or {}
    return tuple(
        PhotoPart(
            piece.sha256,
            piece.caption,
            piece.items_of(assessment_id),
            _day(piece.taken_at),
            tuple(
                ListPoints(name, points)
                for list_id, name in lists.items()
                if (points := piece.items_of(list_id))
            ),
        )
        for piece in of_assessment(c, assessment_id, *lists)
        if piece.is_picture
    )


def pictures_of(workspace: Workspace, firm_id: str) -> Pictures:
    """The files of a firm's photos; None for one that is lost or may no longer be shown."""

    def read(sha256: str) -> bytes | None:
        with workspace.read() as c:
            if not _may_be_shown(c, firm_id):
                return None
        try:
            return workspace.attachments.get(sha256)
        except DamagedAttachment:
            return None

    return read


def _may_be_shown(c: sa.Connection, firm_id: str) -> bool:
    state = consent_state(c, firm_id)
    return bool(state.data and state.image)


def _day(moment: datetime | None) -> date | None:
    return formats.local(moment, clock.offset_minutes()).date() if moment else None
