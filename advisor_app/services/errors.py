"""What the services refuse, said in the user's words."""

from __future__ import annotations

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _


class ConsentNeeded(AdvisorError):  # noqa: N818 - names what is missing
    """Data that may not be stored before its owner has said yes."""

    @classmethod
    def for_data(cls) -> ConsentNeeded:
        """The first authorization is missing: only public data may be kept."""
        return cls(
            _("Falta la autorización de datos de la empresa."),
            advice=_("Léasela a quien responde y registre su respuesta; lo escrito sigue aquí."),
        )

    @classmethod
    def for_sensitive(cls) -> ConsentNeeded:
        """The second authorization is missing: no sensitive field may be kept."""
        return cls(
            _("Estos datos son sensibles y voluntarios: falta la autorización de la persona."),
            advice=_("Si no la da, déjelos en blanco. El servicio no cambia."),
        )

    @classmethod
    def for_photos(cls) -> ConsentNeeded:
        """The firm was not asked, or does not agree, to be photographed."""
        return cls(
            _("La empresa no ha autorizado fotos, y no se guardó ninguna."),
            advice=_(
                "Pregúntele en la autorización. Un certificado o un registro también se puede "
                "adjuntar como PDF."
            ),
        )

    @classmethod
    def for_drawing(cls) -> ConsentNeeded:
        """The firm was not asked, or does not agree, to sign on screen."""
        return cls(
            _("La empresa no ha aceptado firmar en pantalla."),
            advice=_(
                "Pregúntele en la autorización, o use papel y foto; también puede firmar después."
            ),
        )


class Closed(AdvisorError):  # noqa: N818 - says how the record is
    """A record that was closed and no longer changes."""

    @classmethod
    def assessment(cls) -> Closed:
        """A diagnosis that was closed."""
        return cls(
            _("Este diagnóstico ya está cerrado y no se puede cambiar."),
            advice=_("Empiece uno nuevo desde la página de la empresa; este queda como está."),
        )

    @classmethod
    def gap(cls) -> Closed:
        """A gap assessment that was closed."""
        return cls(
            _("Esta evaluación ya está cerrada: se puede mirar, ya no cambia."),
            advice=_("La siguiente se empieza desde la página de la empresa."),
        )

    @classmethod
    def visit(cls) -> Closed:
        """A visit that has ended."""
        return cls(
            _("Esta visita ya terminó y no se puede cambiar."),
            advice=_("Registre lo que falte en una visita nueva."),
        )

    @classmethod
    def signature(cls) -> Closed:
        """A signature that others rely on by now."""
        return cls(
            _("Esta firma ya no se puede retirar: alguien firmó después, o ya se entregó."),
            advice=_("Si el documento está mal, corríjalo: sale una versión nueva para firmar."),
        )

    @classmethod
    def not_yet(cls) -> Closed:
        """A document of a visit that goes on: its hours are on the page."""
        return cls(
            _("La visita sigue abierta: su acta y su lista se firman al cerrarla."),
            advice=_("Cierre la visita y firme enseguida; nada se pierde."),
        )

    @classmethod
    def changed_while_shown(cls) -> Closed:
        """A document that says something else than what was on screen."""
        return cls(
            _("El documento cambió mientras se mostraba; no se guardó ninguna firma."),
            advice=_("Léalo de nuevo y fírmelo: aquí está como quedó."),
        )


class DamagedContent(AdvisorError):  # noqa: N818 - says how it is
    """A kept list, instrument or table of parameters that is not what its digest says."""

    def __init__(self) -> None:
        super().__init__(
            _("El cuestionario con que se evaluó está dañado, o es de un programa más nuevo."),
            advice=_(
                "Las respuestas siguen guardadas. Actualice el programa o restaure su segunda "
                "copia; si sigue igual, guarde un paquete para soporte."
            ),
        )


class NotFound(AdvisorError):  # noqa: N818 - says what was looked for
    """A record that is not in this workspace."""

    @classmethod
    def record(cls) -> NotFound:
        """Nothing with that identity."""
        return cls(
            _("No se encontró ese registro en este equipo."),
            advice=_("Vuelva a la lista de empresas y ábralo desde allí."),
        )
