"""From a result and its visits to what the report says, in both languages at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from advisor_app import formats
from advisor_app.domain import explain, highlights
from advisor_app.domain.answers import AnswerState, Evidence
from advisor_app.domain.text import Text
from advisor_app.domain.visit import ROLES
from advisor_app.i18n import LANGUAGES, catalog
from advisor_app.reports import content as c

if TYPE_CHECKING:
    from advisor_app.domain.firm import Firm
    from advisor_app.domain.instrument import Instrument, Sector
    from advisor_app.domain.maturity import DimensionResult, ItemResult, MaturityResult
    from advisor_app.domain.parameters import ScoringParameters
    from advisor_app.domain.quality_cost import QuickCost
    from advisor_app.domain.routing import Routing, ServiceLine
    from advisor_app.domain.what_if import NextLine, PendingEvidence


_NAMED_CHANGES: Final = 2  # so many answers are named in brief; more are summed up by area
_NAMED_AREAS: Final = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where the firm is, and how large it is if that is known."""

    municipality: str
    department: str
    size: Text | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A line chosen by a person, with the reason."""

    line: ServiceLine
    reason: str
    author: str
    on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the report is made from."""

    firm: Firm
    place: Place
    advisor: str
    sessions: tuple[c.SessionPart, ...]
    result: MaturityResult
    parameters: ScoringParameters
    routing: Routing
    next_line: NextLine | None
    evidence: tuple[PendingEvidence, ...]
    issued_at: datetime
    issued_at_offset: int
    cost: QuickCost | None = None
    override: Override | None = None
    commitments: tuple[c.CommitmentPart, ...] = ()
    next_visit_on: date | None = None
    call: c.CallPart | None = None
    number: str = ""
    version: int = 1


def compose(facts: Facts) -> c.DiagnosisContent:
    """What the report of these facts says."""
    result = facts.result
    instrument, parameters = result.instrument, facts.parameters
    return c.DiagnosisContent(
        firm=firm_part(facts.firm, facts.place, instrument.sectors),
        advisor=facts.advisor,
        result=_result(result),
        scale=tuple(c.StepPart(s.number, s.name, s.idea) for s in instrument.scale),
        line=_line(facts),
        rules=c.RulesPart(
            f"{instrument.id} {instrument.version}",
            instrument.digest,
            parameters.version,
            parameters.digest,
        ),
        issued_at=facts.issued_at,
        issued_at_offset=facts.issued_at_offset,
        number=facts.number,
        version=facts.version,
        sessions=facts.sessions,
        strengths=tuple(
            c.StrengthPart(s.item.code, s.dimension.name, s.today, s.solid)
            for s in highlights.strengths(result)
        ),
        gaps=tuple(_gap(gap) for gap in highlights.gaps(result)),
        dimensions=tuple(_dimension(part, result) for part in result.dimensions),
        counts=_counts(result.items),
        cost=None if facts.cost is None else _cost(facts.cost),
        commitments=facts.commitments,
        evidence=tuple(_evidence(pending, instrument) for pending in facts.evidence),
        answers=tuple(_answer(entry, result) for entry in result.items),
        next_visit_on=facts.next_visit_on,
        call=facts.call,
    )


def _both(write: Callable[[str], str]) -> Text:
    return Text(*(write(lang) for lang in LANGUAGES))


def _all_both(write: Callable[[str], list[str]]) -> tuple[Text, ...]:
    """The sentences of both languages, side by side."""
    return tuple(Text(*pair) for pair in zip(*(write(lang) for lang in LANGUAGES), strict=True))


def firm_part(firm: Firm, place: Place, sectors: Iterable[Sector]) -> c.FirmPart:
    """The firm as documents name it."""
    names = {sector.key: sector.name for sector in sectors}
    return c.FirmPart(
        name=firm.legal_name or firm.trade_name,
        trade_name=firm.trade_name if firm.trade_name != firm.legal_name else "",
        identification=_both(lambda lang: identification(firm, lang)),
        municipality=place.municipality,
        department=place.department,
        sector=names.get(firm.sector, Text(firm.sector, firm.sector)),
        size=place.size,
    )


def identification(firm: Firm, lang: str) -> str:
    """``NIT 999.000.101-0``; without one, the code that stands in for it."""
    _ = catalog(lang).text
    if firm.id_type == "nit" and firm.nit:
        return f"NIT{formats.NBSP}{formats.nit(firm.nit, firm.nit_dv)}"
    kinds = {
        "cc": _("cédula"),
        "ce": _("cédula de extranjería"),
        "ppt": _("permiso por protección temporal"),
        "passport": _("pasaporte"),
    }
    if firm.id_type in kinds and firm.nit:
        return f"{kinds[firm.id_type]} {firm.nit}"
    if firm.office_code:
        return _("sin NIT todavía, código {code}").format(code=firm.office_code)
    return _("sin NIT todavía")


def _result(result: MaturityResult) -> c.ResultPart:
    return c.ResultPart(
        form=result.form,
        score=result.S,
        index=result.P,
        level=result.level,
        level_base=result.level_base,
        completeness=result.completeness,
        confidence=result.confidence,
        preliminary=result.preliminary,
        on_the_way=result.on_the_way,
        sentence=_both(lambda lang: explain.ladder_sentence(result, lang)),
        confidence_sentence=_both(lambda lang: explain.confidence_sentence(result, lang)),
        caps=_all_both(lambda lang: explain.cap_sentences(result, lang)),
    )


def _line(facts: Facts) -> c.LinePart:
    result, routing, next_line = facts.result, facts.routing, facts.next_line
    instrument: Instrument = result.instrument
    override = facts.override
    return c.LinePart(
        name=_both(lambda lang: explain.line_name(routing.line, lang)),
        reasons=_all_both(lambda lang: explain.line_reason(result, routing, lang)),
        in_brief=()
        if next_line is None
        else _all_both(lambda lang: changes_in_brief(next_line, instrument, lang)),
        changes=_all_both(lambda lang: explain.next_line_sentences(next_line, instrument, lang)),
        conditions=_all_both(lambda lang: explain.rule_sentences(routing, lang)),
        override=None
        if override is None
        else c.OverridePart(
            _both(lambda lang: explain.line_name(override.line, lang)),
            override.reason,
            override.author,
            override.on,
        ),
    )


def changes_in_brief(next_line: NextLine, instrument: Instrument, lang: str) -> list[str]:
    """What would change the line, for the first page: many answers are summed up by area."""
    sentences = explain.next_line_sentences(next_line, instrument, lang)
    count = len(next_line.changes)
    if count <= _NAMED_CHANGES:
        return sentences
    _ = catalog(lang).text
    areas = Counter(instrument.item(change.item).dimension for change in next_line.changes)
    whole = [instrument.dimension(code).name.in_(lang) for code, _n in areas.most_common()]
    names = [name.partition(",")[0] for name in whole]
    text = _("Para pasar a {line} hay que mejorar {n} respuestas. Están en estos temas: {areas}.")
    if len(names) > _NAMED_AREAS:
        text = _("Para pasar a {line} hay que mejorar {n} respuestas, sobre todo en: {areas}.")
    line, areas_named = explain.line_name(next_line.line, lang), "; ".join(names[:_NAMED_AREAS])
    return [text.format(line=line, n=count, areas=areas_named), *sentences[count + 1 :]]


def _gap(gap: highlights.Weakness) -> c.GapPart:
    return c.GapPart(
        item=gap.item.code,
        dimension=gap.dimension.name,
        question=gap.item.question,
        today=gap.today,
        follows=gap.item.consequence if gap.missing else gap.next_level,
        missing=gap.missing,
        action=gap.item.action,
    )


def _dimension(part: DimensionResult, result: MaturityResult) -> c.DimensionPart:
    best, worst = highlights.best_of(part, result), highlights.worst_of(part, result)
    dimension = part.dimension
    return c.DimensionPart(
        code=dimension.code,
        name=dimension.name,
        core=dimension.core,
        state=part.state,
        score=part.score,
        level=None
        if part.score is None
        else int(part.score.quantize(Decimal(1), rounding=ROUND_HALF_UP)),
        coverage=part.coverage,
        well=best.today if best is not None and best.level > 1 else None,
        well_solid=best is not None and best.solid,
        missing=None if worst is None else _missing(worst),
    )


def _missing(gap: highlights.Weakness) -> Text:
    return gap.item.action if gap.missing else gap.next_level


def _counts(items: Iterable[ItemResult]) -> c.EvidenceCounts:
    states: Counter[str] = Counter()
    for entry in items:
        answer = entry.answer
        if answer is None or answer.state is AnswerState.NOT_VERIFIED:
            states["not_verified"] += 1
        elif answer.state is AnswerState.NA:
            states["not_applicable"] += 1
        else:
            states[answer.evidence or Evidence.DECLARED] += 1
    return c.EvidenceCounts(**states)


def _cost(cost: QuickCost) -> c.CostPart:
    return c.CostPart(
        lines=tuple(
            (
                _both(partial(explain.cost_line_name, line.key)),
                line.amount,
                _both(partial(explain.figure_quality_name, line.quality)),
            )
            for line in cost.lines
        ),
        total=cost.total,
        share_of_sales=cost.share_of_sales,
        estimated_share=cost.estimated_share,
    )


def _evidence(pending: PendingEvidence, instrument: Instrument) -> c.EvidencePart:
    item = instrument.item(pending.item)
    return c.EvidencePart(
        item=item.code,
        question=item.question,
        examples=item.evidence,
        changes=_both(lambda lang: change_name(pending.changes, lang)),
    )


def change_name(changes: Literal["line", "level", "score"], lang: str) -> str:
    """What a piece of evidence could change."""
    _ = catalog(lang).text
    return {"line": _("la línea"), "level": _("el escalón"), "score": _("el puntaje")}[changes]


def _answer(entry: ItemResult, result: MaturityResult) -> c.AnswerPart:
    item, answer = entry.item, entry.answer
    rated = answer is not None and answer.state is AnswerState.RATED
    counted = entry.substantiated if rated else None
    evidence = answer.evidence if answer is not None and rated else None
    return c.AnswerPart(
        item=item.code,
        dimension=item.dimension,
        question=item.question,
        critical=item.is_critical(result.profile.sector),
        state="not_verified" if answer is None else answer.state.value,
        said=answer.level if answer is not None and rated else None,
        counted=counted,
        today=item.levels[counted - 1] if counted else None,
        evidence=None
        if evidence is None
        else _both(lambda lang: explain.evidence_name(evidence, lang)),
        na_reason="" if answer is None else answer.na_reason,
        note="" if answer is None else answer.note,
        role=ROLES.get(answer.role) if answer is not None else None,
    )
