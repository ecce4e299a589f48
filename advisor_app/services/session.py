"""An unlocked workspace: everything a user can do in it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from advisor_app.domain import ids
from advisor_app.domain.document import (
    ATTENDANCE,
    CONSENT,
    DIAGNOSIS,
    GAP_REPORT,
    PLAN,
    VISIT_RECORD,
)
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.same import shipped_same
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.schema.metadata import metadata
from advisor_app.services.assessments import Assessments
from advisor_app.services.camera import Camera
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.conflicts import Conflicts
from advisor_app.services.consent_source import ConsentSource
from advisor_app.services.consents import Consents
from advisor_app.services.cross import Cross
from advisor_app.services.deliveries import Deliveries
from advisor_app.services.diagnosis_sections import DiagnosisSections
from advisor_app.services.diagnosis_source import DiagnosisSource
from advisor_app.services.documents import Documents, Source
from advisor_app.services.editions import Editions
from advisor_app.services.evidence import Evidence
from advisor_app.services.exchanges import Exchanges
from advisor_app.services.firms import Firms
from advisor_app.services.formats import Formats
from advisor_app.services.gap_source import GapSource
from advisor_app.services.gaps import Gaps
from advisor_app.services.groups import Groups
from advisor_app.services.kept_files import KeptFiles
from advisor_app.services.lists import Lists
from advisor_app.services.office import Calls, Office
from advisor_app.services.paper_forms import PaperForms
from advisor_app.services.people import People
from advisor_app.services.plan_source import PlanSource
from advisor_app.services.plans import Plans, Sight
from advisor_app.services.proposals import Proposals
from advisor_app.services.protection import Protection
from advisor_app.services.reviews import Reviews
from advisor_app.services.second_copies import SecondCopies
from advisor_app.services.signatures import Signatures
from advisor_app.services.telephone import Telephone
from advisor_app.services.transcription import Transcription
from advisor_app.services.visit_sources import AttendanceSource, VisitRecordSource
from advisor_app.services.visits import Visits

if TYPE_CHECKING:
    from advisor_app.domain.signature import Signature
    from advisor_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Advisor:
    """Who works on this laptop.

    Attributes:
        device_code: four characters that keep document numbers of two laptops apart.
    """

    id: str
    name: str
    device_code: str
    phone: str = ""


class Session:
    """The services of one open workspace; ``close`` locks it again."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._announcer = Announcer()
        self.consents = Consents(workspace, self._announcer)
        self.office = Office(workspace, self._announcer)
        self.calls = Calls(workspace, self._announcer)
        self.firms = Firms(workspace, self._announcer)
        self.people = People(workspace, self._announcer, self.consents)
        self.visits = Visits(workspace, self._announcer)
        self.assessments = Assessments(workspace, self._announcer)
        self.gaps = Gaps(workspace, self._announcer)
        self.groups = Groups(workspace, self._announcer, self.gaps, lambda: self.advisor)
        self.evidence = Evidence(workspace, self._announcer)
        self.files = KeptFiles(workspace, self._announcer)
        self.cross = Cross(workspace, self._announcer, shipped_same)
        self.camera = Camera(workspace, self._announcer)
        self.lists = Lists(workspace, self._announcer)
        self.editions = Editions(self.gaps, self.lists)
        self.plans = Plans(
            workspace,
            self._announcer,
            Sight(self.assessments, self.gaps, self.calls),
            lambda: self.advisor.name,
        )
        self.proposals = Proposals(workspace, self.assessments)
        self.documents = Documents(
            workspace,
            self._announcer,
            self._sources(workspace),
            lambda: self.advisor,
            self._signatures_of,
        )
        self.signatures = Signatures(
            workspace, self._announcer, self.documents, lambda: self.advisor
        )
        self.deliveries = Deliveries(workspace, self._announcer)
        self.telephone = Telephone(self.deliveries)
        self.paper_forms = PaperForms(workspace, self._announcer, lambda: self.advisor)
        self.formats = Formats(workspace, self._announcer, self.plans.of_firm)
        self.transcription = Transcription(
            self.office, self.firms, self.consents, self.visits, self.assessments
        )
        self.copies = SecondCopies(workspace, self._announcer, lambda: self.advisor.device_code)
        self.exchange = Exchanges(workspace, self._announcer)
        self.conflicts = Conflicts(workspace, self._announcer, lambda: self.advisor.name)
        self.reviews = Reviews(workspace, self._announcer, lambda: self.advisor.name)
        self.protection = Protection(workspace, self._announcer)
        self.advisor = _advisor(workspace)
        workspace.actor = self.advisor.id

    def _sources(self, workspace: Workspace) -> dict[str, Source]:
        """Where the content of each kind of document comes from."""
        visits, assessments = self.visits, self.assessments

        def advisor() -> Advisor:
            return self.advisor

        return {
            DIAGNOSIS: DiagnosisSource(
                workspace,
                assessments,
                visits,
                self.calls,
                advisor,
                DiagnosisSections(workspace, self.gaps, self.plans),
            ),
            VISIT_RECORD: VisitRecordSource(
                workspace, visits, assessments, self.proposals, advisor
            ),
            ATTENDANCE: AttendanceSource(workspace, visits, advisor),
            GAP_REPORT: GapSource(workspace, self.gaps, self.groups, self.editions, advisor),
            PLAN: PlanSource(workspace, self.plans, advisor),
            CONSENT: ConsentSource(workspace, visits, advisor),
        }

    @property
    def folder(self) -> Path:
        """Where the workspace lies."""
        return self._workspace.folder

    @property
    def is_demo(self) -> bool:
        """Whether these are the invented firms, which unlock by themselves."""
        return self._workspace.is_demo

    def _signatures_of(self, document_id: str) -> list[Signature]:
        return self.signatures.of_document(document_id)

    def introduce(self, name: str, phone: str = "") -> Advisor:
        """Say who the advisor is.

        Raises:
            InvalidRecord: the name is empty.
        """
        if not name.strip():
            raise InvalidRecord(
                _("Falta el nombre del asesor."), {"name": _("Escriba su nombre completo.")}
            )
        advisor = Advisor(self.advisor.id, name.strip(), self.advisor.device_code, phone.strip())
        self._workspace.write(lambda c: _store_advisor(c, advisor)).result()
        self.advisor = advisor
        return advisor

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Hear of every change; call the result to stop."""
        return self._announcer.subscribe(listener)

    def verify(self) -> list[str]:
        """What is wrong with the base, in the words of its own checks; empty when it is sound."""
        with self._workspace.read() as c:
            pages = c.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
            structure = c.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            orphans = c.exec_driver_sql("PRAGMA foreign_key_check").all()
        findings = [str(line) for line in pages]
        findings += [str(line) for line in structure if line != "ok"]
        findings += [f"{row[0]}: {row[1]} -> {row[2]}" for row in orphans]
        return findings + self.signatures.faults()

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        count = sa.select(sa.func.count())
        with self._workspace.read() as c:
            known = metadata.sorted_tables
            return {t.name: c.execute(count.select_from(t)).scalar_one() for t in known}

    def close(self) -> None:
        """Finish what is being written and lock the workspace."""
        self.telephone.close()
        self.copies.close()
        self.exchange.close()
        self._workspace.close()


def renew_device(workspace: Workspace) -> None:
    """Give this laptop a code of its own, so that two never number a document alike."""
    advisor = _advisor(workspace)
    code = advisor.device_code
    while code == advisor.device_code:
        code = secrets.token_hex(2).upper()
    workspace.write(lambda c: _store_advisor(c, replace(advisor, device_code=code))).result()


def _advisor(workspace: Workspace) -> Advisor:
    with workspace.read() as c:
        row = c.execute(sa.select(tables.advisor)).first()
    if row is not None:
        return Advisor(row.id, row.name or "", row.device_code, row.phone or "")
    advisor_id = ids.new_id()
    advisor = Advisor(advisor_id, "", advisor_id.replace("-", "")[-4:].upper())
    workspace.write(lambda c: _store_advisor(c, advisor)).result()
    return advisor


def _store_advisor(c: sa.Connection, advisor: Advisor) -> None:
    c.execute(tables.advisor.delete())
    c.execute(
        tables.advisor.insert().values(
            id=advisor.id,
            name=advisor.name,
            device_code=advisor.device_code,
            phone=advisor.phone,
        )
    )
