"""Bringing a filled-in form into the record: its code, its authorization, its visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.instrument import Instrument, shipped_instrument
from advisor_app.domain.paper_form import Round, asks_consent, read_code
from advisor_app.i18n import _
from advisor_app.paths import resource
from advisor_app.services.consents import OnPaper
from advisor_app.services.visits import PastVisit, check_past

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.consent import ConsentKind, ConsentWords
    from advisor_app.domain.instrument import Form
    from advisor_app.domain.paper_form import FormCode
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.assessments import Assessments
    from advisor_app.services.consents import Consents
    from advisor_app.services.firms import Firms
    from advisor_app.services.office import Office
    from advisor_app.services.people import Person
    from advisor_app.services.visits import Visit, Visits


@dataclass(frozen=True, slots=True)
class FormRead:
    """A form whose code is known here.

    Attributes:
        words: the authorization that is printed on it; None where the round prints none.
    """

    code: FormCode
    instrument: Instrument
    words: ConsentWords | None


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """The authorization as it was ticked and signed."""

    signer: Person
    answers: Mapping[ConsentKind, bool]
    method: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What the head of a form came to.

    Attributes:
        visit_id: None where the firm did not authorize anything.
        assessment_id: None also where sector or conditions are still missing.
    """

    visit_id: str | None = None
    assessment_id: str | None = None


class Transcription:
    """Checks a form and records its head; its lines are answers like any other."""

    def __init__(
        self,
        office: Office,
        firms: Firms,
        consents: Consents,
        visits: Visits,
        assessments: Assessments,
    ) -> None:
        self._office = office
        self._firms = firms
        self._consents = consents
        self._visits = visits
        self._assessments = assessments

    def read_form(self, firm_id: str, typed: str) -> FormRead:
        """The form with this code, if its lines can go into the record of this firm.

        Raises:
            InvalidRecord: no code, of an instrument that is not here or not the one under way,
                or without an authorization that can be shown.
        """
        code = read_code(typed)
        draft = self._draft(firm_id)
        instrument = draft.instrument if draft else _instrument_of(code)
        if (instrument.id, instrument.version) != (code.instrument, code.version):
            raise _other_instrument(code, instrument)
        return FormRead(code, instrument, self._authorization_of(firm_id, code))

    def begin(
        self,
        firm_id: str,
        form: FormRead,
        visit: PastVisit | Visit,
        signed: SignedPaper | None = None,
    ) -> Begun:
        """Record authorization, visit and diagnosis, as far as they are not there yet.

        After a refusal it can be called again with the same: nothing is recorded twice.

        Raises:
            InvalidRecord: a figure of the head can't be right.
            ConsentNeeded: the firm has not authorized the use of its data.
        """
        if isinstance(visit, PastVisit):
            check_past(visit)
        if signed is not None and form.words is not None:
            self._authorize(firm_id, signed, OnPaper(form.words, visit.started_at))
            if not self._consents.of_firm(firm_id).data:
                return Begun()
        if isinstance(visit, PastVisit):
            visit = self._visits.record_past(firm_id, visit)
        return Begun(visit.id, self._diagnosis(firm_id, form, visit.id))

    def _draft(self, firm_id: str) -> AssessmentView | None:
        views = self._assessments.of_firm(firm_id)
        return next((view for view in views if view.is_open), None)

    def _authorization_of(self, firm_id: str, code: FormCode) -> ConsentWords | None:
        for words in self._office.wordings():
            if code.consent and words.check_digits == code.consent:
                return words
        if self._consents.of_firm(firm_id).data:
            return None
        if asks_consent(code.round):
            raise _refused(
                _("La autorización de esa hoja no salió de este programa."),
                _("No se puede probar qué texto se firmó. Revise el código o pídala de nuevo."),
            )
        raise _refused(
            _("La hoja de la segunda ronda no trae la autorización."),
            _("Transcriba antes la de la primera ronda, o pida la autorización."),
        )

    def _authorize(self, firm_id: str, signed: SignedPaper, paper: OnPaper) -> None:
        state = self._consents.of_firm(firm_id)
        is_known = all(state.of(kind) is answer for kind, answer in signed.answers.items())
        if state.given_at != paper.at or not is_known:
            self._consents.give(
                firm_id, signed.signer, signed.answers, signed.method, on_paper=paper
            )

    def _diagnosis(self, firm_id: str, form: FormRead, visit_id: str) -> str | None:
        draft = self._draft(firm_id)
        firm = self._firms.get(firm_id)
        if draft is None and not (firm.sector and firm.conditions):
            return None
        wanted: Form = "short" if form.code.round is Round.SHORT else "full"
        view = self._assessments.open_or_start(firm_id, visit_id, wanted, form.instrument)
        if wanted == "full" and view.form == "short":
            self._assessments.extend_to_full(view.id)
        return view.id


def _instrument_of(code: FormCode) -> Instrument:
    """The instrument of a form that comes with the program.

    Raises:
        InvalidRecord: there is none of this version.
    """
    if not resource("instruments", f"{code.instrument.lower()}-{code.version}.json").is_file():
        raise _other_instrument(code, shipped_instrument())
    return shipped_instrument(code.instrument, code.version)


def _other_instrument(code: FormCode, used: Instrument) -> InvalidRecord:
    return _refused(
        _("Esa hoja es del {paper}; aquí se usa el {used}.").format(
            paper=code.edition, used=f"{used.id} {used.version}"
        ),
        _(
            "Las preguntas no son las mismas. Si el diagnóstico abierto es de otra versión, "
            "ciérrelo; si la hoja es vieja, pase lo escrito a una nueva."
        ),
    )


def _refused(message: str, advice: str) -> InvalidRecord:
    return InvalidRecord(message, {"code": f"{message} {advice}"}, advice=advice)
