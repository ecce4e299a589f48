"""The template of a list as a spreadsheet: its sheets, its columns and what each is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from advisor_app.domain.explain_gap import PLACE_NAMES, SEVERITY_NAMES
from advisor_app.domain.text import Text

LIST: Final = Text("Lista", "List")
SECTIONS: Final = Text("Secciones", "Sections")
REQUIREMENTS: Final = Text("Requisitos", "Requirements")
HELP: Final = Text("Ayuda", "Help")
MOST_REQUIREMENTS: Final = 1_000
MOST_SECTIONS: Final = 100
EVIDENCES: Final = 4

YES_NO: Final = {"yes": Text("sí", "yes"), "no": Text("no", "no")}
SEVERITIES: Final = {key: Text(key, key) for key in SEVERITY_NAMES}
EFFORTS: Final = {key: Text(key, key) for key in ("S", "M", "L")}
ROLES: Final = {
    "internal_audit": Text("auditoría interna", "internal audit"),
    "management_review": Text("revisión por la dirección", "management review"),
    "must_comply": Text("obligatorio", "must comply"),
}
PREREQUISITES: Final[Mapping[str, tuple[str, ...]]] = {
    "ms": ("months_of_records", "internal_audit", "management_review"),
    "accreditation": ("proficiency_tests", "internal_audit", "management_review"),
    "as9100": ("iso_9001_ready",),
    "iatf": ("performance_months", "internal_audit", "management_review"),
    "bap": ("closed_actions",),
    "group_qms": ("dated_actions", "members_inspected", "internal_audit"),
    "service": ("own_sample",),
    "profile": ("finished_project",),
}
"""What a scheme asks beside its list; taken where the list says nothing else."""
SCHEMES: Final = {
    "ms": Text("sistema de gestión: 85 %, nada bloquea, auditoría interna, revisión, 3 meses",
               "management system: 85 %, nothing blocks, internal audit, review, 3 months"),
    "fssc": Text("85 % y nada bloquea", "85 % and nothing blocks"),
    "legal": Text("todo lo crítico y lo mayor cumple", "all that is critical and major complies"),
    "gmp": Text("todo lo crítico cumple y 90 %", "all that is critical complies and 90 %"),
    "haccp": Text("todo lo crítico cumple y 80 %", "all that is critical complies and 80 %"),
    "service": Text("crítico cumple, nada mayor falla, 85 %, muestra propia",
                    "critical complies, no major fails, 85 %, own sample"),
    "profile": Text("crítico y mayor cumplen, 85 %, un proyecto terminado",
                    "critical and major comply, 85 %, a finished project"),
    "accreditation": Text("90 % y lo obligatorio, como un laboratorio",
                          "90 % and what must comply, as a laboratory"),
    "as9100": Text("como AS9100", "as AS9100"),
    "iatf": Text("como IATF 16949", "as IATF 16949"),
    "globalgap": Text("como GLOBALG.A.P. IFA", "as GLOBALG.A.P. IFA"),
    "group_qms": Text("como el grupo de GLOBALG.A.P.", "as the group of GLOBALG.A.P."),
    "ica_bpa": Text("como las BPA del ICA", "as the GAP of ICA"),
    "bap": Text("como BAP", "as BAP"),
    "brcgs": Text("con la nota de BRCGS", "with the grade of BRCGS"),
    "invima": Text("con el puntaje de la autoridad sanitaria",
                   "with the health authority's points"),
    "sgsst": Text("con los puntos y grupos de la Resolución 0312",
                  "with the points and groups of Resolución 0312"),
    "fairtrade": Text("como comercio justo", "as fair trade"),
}  # fmt: skip
"""By which rule the result is decided (docs/rules.md); blank means ``ms``."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one line of the list's own data.

    Attributes:
        title: how it is headed; read in either language.
        help: what belongs there.
        longest: characters.
        choices: what may be chosen, by key.
        is_needed: it can't be left blank.
    """

    key: str
    title: Text
    help: Text
    longest: int = 300
    width: int = 20
    choices: Mapping[str, Text] | None = None
    is_needed: bool = False


def _both(column: Column) -> tuple[Column, Column]:
    """A column of words, and the same in English, which may stay blank."""
    english = Column(
        f"{column.key}.en",
        Text(f"{column.title.es} (inglés)", f"{column.title.en} (English)"),
        Text("Lo mismo en inglés; si falta, se usa el español.",
             "The same in English; where it is missing, the Spanish is used."),
        column.longest,
        column.width,
    )  # fmt: skip
    return column, english


DATA: Final = (
    Column("id", Text("Clave", "Key"),
           Text("Nombre corto sin espacios: letras minúsculas, números y «_», por ejemplo "
                "panela_propia. La misma clave es una versión nueva de la misma lista.",
                "Short name without spaces: lower-case letters, digits and “_”, such as "
                "own_panela. The same key is a new version of the same list."),
           40, is_needed=True),
    Column("version", Text("Versión", "Version"),
           Text("Como 1.0; vacía o ya usada, el programa pone la siguiente.",
                "Such as 1.0; blank or taken, the program gives the next one."), 20),
    Column("name", Text("Nombre", "Name"),
           Text("Cómo se llama la lista en pantalla y en el informe.",
                "What the list is called on screen and in the report."), 200, is_needed=True),
    Column("edition", Text("Edición", "Edition"),
           Text("De qué edición o fecha es la norma.", "Of which edition or date it is."), 400),
    Column("family", Text("Familia", "Family"),
           Text("Listas de la misma familia son ediciones de una norma; vacía, es la clave.",
                "Lists of one family are editions of one standard; blank, it is the key."), 40),
    Column("scheme", Text("Regla", "Rule of decision"),
           Text("Por cuál regla se decide el resultado; vacía, «ms». Las reglas están abajo.",
                "By which rule the result is decided; blank, “ms”. The rules are below."),
           20, choices={key: Text(key, key) for key in SCHEMES}),
    Column("prerequisites", Text("Se pregunta aparte", "Asked beside"),
           Text("Claves separadas por coma; vacío, lo que pide la regla.",
                "Keys with commas; blank, what the rule asks."), 300),
    Column("sectors", Text("Sectores", "Sectors"),
           Text("Claves de sector separadas por coma, o «all»; vacío, todos.",
                "Keys of sectors with commas, or “all”; blank, all."), 300),
    Column("markets", Text("Mercados", "Markets"),
           Text("Para qué mercado o cliente; puede faltar.",
                "For which market or customer; may be missing."), 400),
    Column("valid_from", Text("Vale desde", "Valid from"),
           Text("Fecha como texto: 2026-11-25; puede faltar.",
                "A date as text: 2026-11-25; may be missing."), 10),
    Column("valid_to", Text("Vale hasta", "Valid to"),
           Text("Fecha como texto; puede faltar.", "A date as text; may be missing."), 10),
    Column("transition", Text("Transición", "Transition"),
           Text("Qué pasa con la edición anterior; puede faltar.",
                "What happens to the edition before; may be missing."), 600),
    Column("timeline", Text("Plazo usual", "Usual time"),
           Text("Cuánto suele tardar una empresa, como «4-6 meses».",
                "How long a firm usually takes, such as “4-6 months”."), 200),
    Column("source", Text("Fuente", "Source"),
           Text("De dónde salen los números y los textos. Escriba con sus palabras: las frases de "
                "una norma tienen dueño.",
                "Where numbers and texts come from. Use your own words: the sentences of a "
                "standard have an owner."), 600),
    Column("note", Text("Nota", "Note"),
           Text("Lo que conviene saber antes de usarla.",
                "What is worth knowing before it is used."), 800),
    Column("rule", Text("Regla en palabras", "Rule in words"),
           Text("Cómo decide quien certifica; puede faltar.",
                "How the certifier decides; may be missing."), 800),
    Column("confirm", Text("Por confirmar", "To be confirmed"),
           Text("«sí» si la lista entera está escrita de memoria.",
                "“yes” where the whole list is from memory."), 5, choices=YES_NO),
)  # fmt: skip
IN_BOTH: Final = (
    "name", "edition", "markets", "transition", "timeline", "source", "note", "rule",
)  # fmt: skip
"""The data that have a value in each language."""

SECTION_COLUMNS: Final = (
    Column("key", Text("Clave", "Key"),
           Text("Corta, como 1 o campo; los requisitos la nombran.",
                "Short, such as 1 or field; the requirements name it."), 40, 20, is_needed=True),
    *_both(Column("title", Text("Título", "Title"),
                  Text("Cómo se llama el capítulo.", "What the chapter is called."),
                  200, 50, is_needed=True)),
)  # fmt: skip


def _requirement_columns() -> tuple[Column, ...]:
    words = [
        _both(Column("title", Text("Requisito", "Requirement"),
                     Text("Qué se pide, en una frase corta y con sus palabras.",
                          "What is asked, in a short sentence of your own."),
                     300, 48, is_needed=True)),
        _both(Column("looks_at", Text("Qué mira el auditor", "What an auditor looks at"),
                     Text("Qué busca o pregunta quien evalúa.", "What the assessor looks for."),
                     500, 40, is_needed=True)),
        *(_both(Column(f"evidence{n}", Text(f"Evidencia {n}", f"Evidence {n}"),
                       Text("Qué puede mostrar la empresa; al menos una.",
                            "What the firm can show; at least one."),
                       200, 28, is_needed=n == 1)) for n in range(1, EVIDENCES + 1)),
        _both(Column("action", Text("Acción típica", "Typical action"),
                     Text("Qué hacer si no cumple.", "What to do where it does not comply."),
                     300, 40, is_needed=True)),
    ]  # fmt: skip
    return (
        Column("code", Text("Número", "Number"),
               Text("El número del requisito, único: letras, números y . + - /, como 4.10. La "
                    "celda debe ser de texto: como número, 4.10 se vuelve 4.1.",
                    "The requirement's number, unique: letters, digits and . + - /, such as 4.10. "
                    "The cell must be text: as a number, 4.10 becomes 4.1."),
               16, 10, is_needed=True),
        Column("section", Text("Sección", "Section"),
               Text("La clave de su sección.", "The key of its section."), 40, 14, is_needed=True),
        Column("severity", Text("Gravedad", "Severity"),
               Text("C crítico o legal, M mayor, m menor, R recomendación.",
                    "C critical or legal, M major, m minor, R recommendation."),
               20, 10, SEVERITIES, is_needed=True),
        *(spanish for spanish, _english in words),
        Column("effort", Text("Esfuerzo", "Effort"),
               Text("S hasta 5 días de trabajo, M hasta 15, L más de 15.",
                    "S up to 5 working days, M up to 15, L over 15."),
               5, 10, EFFORTS, is_needed=True),
        Column("na_allowed", Text("Admite no aplica", "May not apply"),
               Text("«sí» o «no».", "“yes” or “no”."), 5, 10, YES_NO, is_needed=True),
        Column("place", Text("Lugar", "Place"),
               Text("Dónde de la empresa se ve.", "Where in the firm it is seen."),
               60, 24, PLACE_NAMES, is_needed=True),
        Column("confirm", Text("Por confirmar", "To be confirmed"),
               Text("«sí» si está escrito de memoria; vacío es no.",
                    "“yes” where it is from memory; blank is no."), 5, 10, YES_NO),
        Column("roles", Text("Demuestra", "Proves"),
               Text("Lo que prueba para la regla, separado por coma: auditoría interna, revisión "
                    "por la dirección, obligatorio; puede faltar.",
                    "What it proves for the rule, with commas: internal audit, management review, "
                    "must comply; may be missing."), 100, 20),
        Column("points", Text("Puntos", "Points"),
               Text("Solo con la regla «sgsst»: cuánto vale, como 0.5.",
                    "Only with the rule “sgsst”: what it is worth, such as 0.5."), 9, 8),
        Column("groups", Text("Grupos", "Groups"),
               Text("Solo con la regla «sgsst»: 7, 21, 60.",
                    "Only with the rule “sgsst”: 7, 21, 60."), 20, 10),
        *(english for _spanish, english in words),
    )  # fmt: skip


REQUIREMENT_COLUMNS: Final = _requirement_columns()
DATUM: Final = Text("Dato", "Datum")
VALUE: Final = Text("Valor", "Value")
IN_ENGLISH: Final = Text("En inglés", "In English")


@cache
def sector_keys() -> tuple[str, ...]:
    """The sectors a list may be for."""
    from advisor_app.domain.instrument import shipped_instrument

    return ("all", *(sector.key for sector in shipped_instrument().sectors))
