"""The second copy: where it goes, how it stands, making it, reading it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from advisor_app.i18n import _, ngettext
from ui import theme
from ui.folders import ask_folder
from ui.models import copy_words as words
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Card, Column, button, label
from ui.widgets.flow import FlowButtons
from ui.widgets.icons import IconLabel

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.services.second_copies import CopyReport
    from ui.context import Context


class SecondCopyScreen(Screen):
    """Follows the keeper of the copies; every button hands over to it."""

    route: ClassVar[str] = "second_copy"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._keeper = context.copies
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        self.column.add(label(_("Segunda copia"), "title"))
        self.retry_button = button(_("Reintentar"), clicked=self._keeper.copy_now)
        self.trouble = Banner("", kind="danger", actions=[self.retry_button])
        self.report = Banner("")
        for banner in (self.trouble, self.report):
            banner.hide()
            self.column.add(banner)
        self._build_state()
        self.copies = Card(_("Copias buenas en la memoria"))
        self.copies_list = label("")
        self.copies.add(self.copies_list)
        self.column.add(self.copies)
        self._build_explanation()
        self.column.end()
        self._keeper.changed.connect(self._show)

    def title(self) -> str:
        return _("Segunda copia")

    def help_text(self) -> str:
        return _(
            "Elija una memoria USB, otro disco o una tarjeta. Si está conectada, al cerrar una "
            "visita y en los ratos en que no escribe se copia lo que cambió, cifrado, y se lee de "
            "vuelta para comprobarlo. Puede seguir trabajando mientras tanto.\n\n"
            "Se conservan las últimas copias buenas. Si retira la memoria a mitad de una "
            "copia, las anteriores siguen valiendo."
        )

    def open(self) -> None:
        self._keeper.look()
        self._keeper.read_copies()
        self._show()

    def first_focus(self) -> QWidget:
        if self._keeper.work:
            return self.cancel_button
        can_copy = not self.copy_button.isHidden() and self.copy_button.isEnabled()
        return self.copy_button if can_copy else self.place_button

    def choose_place(self) -> None:
        """Ask for the folder, and make the first copy there."""
        ask_folder(self, _("Dónde guardar la segunda copia"), self._choose)

    def _build_state(self) -> None:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(theme.look().space(12))
        self.mark = IconLabel("copies", "accent", 28)
        self.heading = label("", "heading")
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.heading, 1)
        card.body.addLayout(row)
        self.detail = label("")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Avance de la copia"))
        self.going_on = label(_("Puede seguir trabajando mientras tanto."), "soft")
        self.copy_button = button(
            _("Copiar ahora"), "primary", icon="copies", clicked=self._keeper.copy_now
        )
        self.check_button = button(_("Comprobar"), clicked=self._keeper.check_now)
        self.place_button = button("", clicked=self.choose_place)
        self.cancel_button = button(_("Cancelar"), clicked=self._keeper.cancel)
        for part in (self.detail, self.progress, self.going_on):
            card.add(part)
        self._buttons = [self.copy_button, self.check_button, self.place_button, self.cancel_button]
        card.add(FlowButtons(self._buttons))
        self.column.add(card)

    def _build_explanation(self) -> None:
        card = Card(_("Si el equipo se pierde"))
        card.add(
            label(
                _(
                    "Instale Advisor en otro equipo, conecte la memoria y elija «Restaurar de una "
                    "copia». Se pide su contraseña o el código de recuperación: guarde esa hoja "
                    "lejos del equipo y de la memoria."
                )
            )
        )
        self.column.add(card)

    def _choose(self, folder: Path) -> None:
        self._keeper.choose(folder, self.context.explain)

    def _show(self) -> None:
        keeper, state = self._keeper, self._keeper.state
        if state is None:
            return
        held = self.window().focusWidget()
        light, has_place, works = keeper.light or "never", state.place is not None, keeper.work
        self.mark.show_icon(*words.ICONS[light], 28)
        checking = _("Comprobando… {n} %").format(n=keeper.percent)
        said = words.heading(keeper) or _("Solo en este equipo")  # the demo shows no light
        self.heading.setText(checking if works == "checking" else said)
        self.detail.setText(words.detail(keeper))
        self.progress.setValue(keeper.percent)
        for part in (self.progress, self.going_on, self.cancel_button):
            part.setVisible(bool(works))
        for part in (self.copy_button, self.check_button):
            part.setVisible(has_place and not works)
            part.setEnabled(keeper.is_there)
        self.check_button.setVisible(has_place and not works and state.made_at is not None)
        self.place_button.setText(_("Cambiar de lugar…") if has_place else _("Elegir el lugar…"))
        theme.set_role(self.place_button, "secondary" if has_place else "primary")
        self.place_button.setVisible(not works)
        self._show_trouble()
        self._show_report(keeper.report)
        self._show_copies()
        if held in self._buttons and (held.isHidden() or not held.isEnabled()):
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_trouble(self) -> None:
        trouble = self._keeper.trouble
        self.trouble.setVisible(trouble is not None)
        if trouble is not None:
            self.trouble.show_text(trouble.message, trouble.advice, kind="danger")

    def _show_report(self, report: CopyReport | None) -> None:
        self.report.setVisible(report is not None)
        if report is None:
            return
        if report.damaged:
            text = ngettext(
                "Una copia tiene daños y no serviría.",
                "{n} copias tienen daños y no servirían.",
                report.damaged,
            ).format(n=report.damaged)
            advice = _("Su trabajo está completo en este equipo. Toque Copiar ahora: lo dañado se "
                       "escribe de nuevo.")  # fmt: skip
            self.report.show_text(text, advice, kind="danger")
        else:
            text = ngettext(
                "Se leyó de vuelta y está bien: {n} copia.",
                "Se leyeron de vuelta y están bien: {n} copias.",
                len(report.sound),
            ).format(n=len(report.sound))
            self.report.show_text(text, kind="info")

    def _show_copies(self) -> None:
        copies = self._keeper.copies
        self.copies.setVisible(bool(copies))
        lines = [f"{words.moment(one.made_at)} · {words.megabytes(one.size)}" for one in copies]
        self.copies_list.setText("\n".join(map(words.opening, lines)))
