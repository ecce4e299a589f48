"""The bundle for support: what it holds, to be read before, and where to save it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QWidget

from advisor_app.domain import clock
from advisor_app.i18n import _
from ui import settings as choices
from ui import theme
from ui.crash import kept_notes, log_folder
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import Banner, Card, button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.session import Session
    from advisor_app.services.support import Bundle
    from ui.context import Context
    from ui.tasks import Report

_STEPS: Final = 3
_LINES: Final = 14


class SupportSheet(Sheet):
    """Gathers the bundle, of an open workspace or a closed one, shows all of it, and saves it.

    Attributes:
        preview: what the files of the bundle say.
        outcome: that it was saved, or why not; None before.
    """

    def __init__(
        self, context: Context, trail: Sequence[str], failure: str, parent: QWidget
    ) -> None:
        super().__init__(_("Guardar paquete para soporte"), parent, width=720, height=640)
        self._context = context
        self._bundle: Bundle | None = None
        self.outcome: Banner | None = None
        self.column.add(
            label(
                _(
                    "Es un archivo para quien le da soporte. El programa no lo envía a nadie: "
                    "usted decide dónde guardarlo y a quién entregarlo."
                )
            )
        )
        held, not_held = Card(_("Lo que lleva")), Card(_("Lo que no lleva"))
        held.add(label("\n".join(f"• {line}" for line in _held())))
        not_held.add(
            label(
                _(
                    "Nada de empresas ni de personas: ni nombres, ni NIT, ni respuestas, ni "
                    "notas, ni fotos. Tampoco su contraseña ni nombres de sus carpetas."
                )
            )
        )
        self.column.add(held)
        self.column.add(not_held)
        self.waiting = label(_("Revisando el programa y el espacio de trabajo…"), "soft")
        self.progress = QProgressBar()
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance del paquete"))
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(_("Todo lo que dirá el paquete"))
        self.preview.setMinimumHeight(_LINES * self.preview.fontMetrics().lineSpacing())
        self.preview.hide()
        for widget in (self.waiting, self.progress, self.preview):
            self.column.add(widget)
        self.column.end()
        self.close_button = self.add_button(button(_("Cerrar"), clicked=self.reject))
        self.save_button = self.add_button(
            button(_("Guardar"), "primary", icon="save", clicked=self.save)
        )
        self.save_button.setEnabled(False)
        self.close_button.setFocus()
        seen = {**_seen(context), "screens": list(trail), "failure": failure.splitlines()}
        context.tasks.run_long(
            partial(_gather, context.folder, context.session, seen),
            self._show_bundle,
            self._refuse,
            progress=self._progressed,
        )

    def save(self) -> None:
        """Ask for a place and write the bundle there."""
        from ui.report_paper import ask_place

        name = _("soporte-advisor-{day}").format(day=clock.today().isoformat())
        ask_place(self, _("Guardar paquete para soporte"), name, "zip", self._save_to)

    def _progressed(self, step: object) -> None:
        self.progress.setValue(int(str(step)))

    def _show_bundle(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self.preview.setPlainText(bundle.shown())
        self.waiting.hide()
        self.progress.hide()
        self.preview.show()
        self.save_button.setEnabled(True)
        self.save_button.setDefault(True)
        if self.close_button.hasFocus():
            self.save_button.setFocus()

    def _save_to(self, path: str) -> None:
        bundle = self._bundle
        if bundle is not None:
            place = Path(path)
            self._context.tasks.run_long(
                lambda: bundle.save(place), partial(self._saved, place), self._refuse
            )

    def _saved(self, place: Path, _result: None = None) -> None:
        self._tell(
            _("Guardado: {file}").format(file=place.name),
            _("Entréguelo a quien le da soporte."),
            "info",
        )

    def _refuse(self, error: AdvisorError) -> None:
        self.waiting.hide()
        self.progress.hide()
        self._tell(error.message, error.advice, "danger")

    def _tell(self, text: str, advice: str, kind: str) -> None:
        from ui.widgets.top_bar import announce

        if self.outcome is None:
            self.outcome = Banner(text, advice, kind=kind)
            self.column.body.insertWidget(0, self.outcome)
        self.outcome.show_text(text, advice, kind=kind)
        self.column.verticalScrollBar().setValue(0)
        announce(self, f"{text} {advice}")


def _held() -> tuple[str, ...]:
    return (
        _("La versión del programa, del sistema y el tamaño de la pantalla."),
        _("El idioma, los colores y el tamaño de letra que eligió."),
        _("Cuántos registros hay de cada clase, sin su contenido."),
        _("Si el espacio de trabajo está sano, cuánto ocupa y cuánto disco queda."),
        _("Qué pantallas se abrieron de último, y en qué línea del programa hubo fallos."),
    )


def _seen(context: Context) -> dict[str, Any]:
    """What only the window knows; for its own thread."""
    import PySide6

    screens = [
        {
            "width": one.size().width(),
            "height": one.size().height(),
            "scale": one.devicePixelRatio(),
        }
        for one in QGuiApplication.screens()
    ]
    settings = {one.key: context.settings.get(one) for one in choices.SETTINGS}
    return {
        "qt": qVersion(),
        "pyside": PySide6.__version__,
        "platform": QGuiApplication.platformName(),
        "displays": screens,
        "text_size": theme.look().type.body,
        "settings": settings,
    }


def _gather(folder: Path, session: Session | None, seen: dict[str, Any], report: Report) -> Bundle:
    """For a thread of its own: it reads the whole base."""
    from advisor_app.services.support import gather

    return gather(folder, session, seen, kept_notes(log_folder()), report)
