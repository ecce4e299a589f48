"""In a child: the fullest report that a firm gets: two standards, a plan and forty photos."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from advisor_app.services.evidence import Link
from tests.bench.interviewing import begin
from tests.builders import agree_to_photos, answer_everything, answer_list

if TYPE_CHECKING:
    from advisor_app.services.session import Session

PHOTOS: Final = 40
_LISTS: Final = ("globalgap_ifa_v6_fv", "iso_9001_2026")
_FAILS_EVERY: Final = 3
_SIZE: Final = (1280, 960)
_GRAIN: Final = 50  # makes each file some 600 KB, more than a photo of such a size has


def fill(session: Session) -> str:
    """Everything that it tells, in a workspace; the diagnosis it is asked for by."""
    assessment_id = begin(session)
    view = session.assessments.get(assessment_id)
    answer_everything(session, view, level=2)
    for name in _LISTS:
        gap = session.gaps.start(view.firm_id, name)
        answer_list(session, gap, *[one.code for one in gap.standard.requirements[::_FAILS_EVERY]])
    agree_to_photos(session, session.firms.get(view.firm_id))
    items = view.instrument.applicable(view.profile, view.form)[:PHOTOS]
    for number, item in enumerate(items):
        at = Link(assessment_id, item.code)
        session.evidence.add(_photo(number), at, caption=f"Foto {number} de la planta")
    return assessment_id


def _photo(number: int) -> bytes:
    from PIL import Image

    picture = Image.effect_noise(_SIZE, _GRAIN).convert("RGB")
    picture.putpixel((0, 0), (number, 0, 0))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
